import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import { testEnv } from '../../store/testing/world.js';
import { HOST_LIMITS } from './node-config.js';
import { type ReadableReplica, Reads } from './reads.js';

describe('a session read', () => {
  it('that is given up leaves nothing waiting at the replica, whatever position it asked for', async () => {
    const waiting = new Set<() => void>();
    const replica = {
      group: 2,
      applied: { index: 5, term: 1 },
      closed: false,
      whenApplied: (_index: number, run: () => void) => {
        waiting.add(run);
        return () => waiting.delete(run);
      },
    };
    const timers: (() => void)[] = [];
    const env = testEnv();
    const clock = {
      ...env.clock,
      after: (_ms: number, run: () => void) => {
        timers.push(run);
        return { cancel() {} };
      },
    };
    const reads = new Reads({ ...env, clock }, HOST_LIMITS, 'n1', () => 0);
    const read = reads.at(
      replica as unknown as ReadableReplica,
      { level: pb.ReadLevel.READ_LEVEL_SESSION, minPosition: { group: 2, index: 2 ** 50 } },
      Number.POSITIVE_INFINITY,
      { missing: () => [], read: () => 'never' },
    );
    expect(waiting.size).toBe(1);
    for (const run of timers) run();
    await expect(read).rejects.toMatchObject({ reason: 'READ_TOO_OLD' });
    expect(waiting.size).toBe(0);
  });
});
