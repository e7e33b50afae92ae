import { describe, expect, it } from 'vitest';
import { lineKey, prefixEnd, trainKey } from '../../../proto/keys.js';
import { runWith } from '../../testing/fakes.js';

const route = (group: number, start: Uint8Array, end: Uint8Array) => ({
  group,
  range: { start, end },
  epoch: { confVersion: 1, rangeVersion: 1 },
  replicas: [{ replicaId: 1, nodeId: 'n1', learner: false }],
  leaderReplicaId: 1,
  ackQuorum: 1,
});

describe('railkv timetable list', () => {
  it('names every group of a line that was split, in key order', async () => {
    const start = lineKey('huning');
    const cut = trainKey('huning', 'G7010');
    const apis = {
      tickets: { lines: () => Promise.resolve([{ line: 'huning', name: 'Huning', group: 2 }]) },
      cluster: {
        routes: () => Promise.resolve([route(5, cut, prefixEnd(start)), route(2, start, cut)]),
      },
    };
    const { stdout } = await runWith(['timetable', 'list'], apis);
    expect(stdout).toMatch(/^LINE +NAME +GROUPS\nhuning +Huning +2 5\n/);
    const listed = await runWith(['timetable', 'list', '-o', 'json'], apis);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      lines: [{ line: 'huning', group: 2, groups: [2, 5] }],
    });
  });
});
