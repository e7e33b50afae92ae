import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RailkvError, type Route } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { runWith } from '../../testing/fakes.js';
import { sampleCluster } from '../../testing/samples.js';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

const placement: Route = {
  group: 0,
  range: { start: new Uint8Array(), end: new Uint8Array() },
  epoch: { confVersion: 1, rangeVersion: 1 },
  replicas: [{ replicaId: 1, nodeId: 'n1', learner: false }],
  leaderReplicaId: 1,
  ackQuorum: 1,
};

describe('railkv snapshot save', () => {
  it('leaves nothing of a save that was refused in the way of the next one', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'railkv-save-'));
    directories.push(parent);
    const directory = join(parent, 'new');
    let begun = false;
    const ran = await runWith(['snapshot', 'save', directory], {
      cluster: {
        describe: () => Promise.resolve(sampleCluster),
        routes: () => Promise.resolve([placement]),
        exportReplica: () => ({
          [Symbol.asyncIterator]: () => ({
            next: () => {
              begun = existsSync(join(directory, 'group-0.snapshot'));
              return Promise.reject(new RailkvError('PERMISSION_DENIED', 'only operator may'));
            },
          }),
        }),
      },
    });
    expect(ran.code).toBe(EXIT.refused);
    expect(begun).toBe(true);
    expect(readdirSync(directory)).toEqual([]);
    expect(statSync(directory).mode & 0o777, 'passengers are in it').toBe(0o700);
  });
});
