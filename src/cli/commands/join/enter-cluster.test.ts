import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CallOptions, type RailkvClient, RailkvError } from '../../../client/index.js';
import { type EnterParts, enterCluster } from './enter-cluster.js';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A cluster that has other things to do first: whoever waits less than that long hears nothing. */
function clusterThatTakes(answerMs: number): RailkvClient {
  const answered = <T>(answer: T, options: CallOptions = {}): Promise<T> =>
    (options.timeoutMs ?? 5_000) >= answerMs
      ? Promise.resolve(answer)
      : Promise.reject(new RailkvError('DEADLINE_EXCEEDED', 'did not answer in time'));
  const entered = { clusterId: 'c-1', nodes: [], defaultReplicas: 3, defaultAckQuorum: 2 };
  const client = {
    cluster: {
      describe: (options?: CallOptions) => answered({ clusterId: 'c-1', nodes: [] }, options),
      nodes: (options?: CallOptions) => answered([], options),
    },
    operations: { join: (_: string, __: unknown, options?: CallOptions) => answered(entered, options) },
    close: () => Promise.resolve(),
  };
  return client as unknown as RailkvClient;
}

function partsOf(client: RailkvClient): EnterParts {
  const data = mkdtempSync(join(tmpdir(), 'railkv-join-'));
  directories.push(data);
  return {
    data,
    wishes: {
      ...{ id: undefined, peer: '127.0.0.1:1', client: '127.0.0.1:2', http: undefined },
      ...{ labels: undefined, certs: undefined, logLevel: undefined },
    },
    connect: () => Promise.resolve(client),
    version: '0.1.0',
    makeStore: () => Promise.resolve(),
    say: () => {},
  };
}

describe('a machine that joins', () => {
  it('waits for a cluster that is busy moving copies to those that came before it', async () => {
    const node = await enterCluster(partsOf(clusterThatTakes(45_000)));
    expect(node).toMatchObject({ phase: 'made', nodeId: 'n1', clusterId: 'c-1' });
  });
});
