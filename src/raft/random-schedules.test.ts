/** Seeded schedules: whatever the network, the disks and the operators do, nothing of Raft's figure 3 breaks, and the
 *  group recovers when all is well again. A failure names its schedule: runSchedule replays it. */
import { describe, expect, test } from 'vitest';
import { runSchedule } from './testing/schedule.js';

const SEEDS = Number(process.env['RAFT_SEEDS'] ?? 20);
const FIRST = Number(process.env['RAFT_FIRST_SEED'] ?? 1);
const STEPS = 4_000;

const groups = [
  { voters: 1, ackQuorum: 1 },
  { voters: 3, ackQuorum: 1 },
  { voters: 3, ackQuorum: 2 },
  { voters: 3, ackQuorum: 3 },
  { voters: 4, ackQuorum: 2 },
  { voters: 5, ackQuorum: 2 },
  { voters: 5, ackQuorum: 3 },
  { voters: 5, ackQuorum: 5 },
];

describe.each(groups)('$voters voters with an ack quorum of $ackQuorum', (group) => {
  test('stay safe and recover, with the members they have', { timeout: 600_000 }, () => {
    let committed = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      committed += runSchedule({ seed, steps: STEPS, changesMembers: false, ...group }).committed;
    }
    expect(committed).toBeGreaterThan(SEEDS * 3);
  });

  test('stay safe and recover while members and the ack quorum change', { timeout: 600_000 }, () => {
    let committed = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      committed += runSchedule({ seed, steps: STEPS, changesMembers: true, ...group }).committed;
    }
    expect(committed).toBeGreaterThan(SEEDS * 3);
  });
});

describe.each([
  { preVote: false, checkQuorum: false },
  { preVote: true, checkQuorum: false },
  { preVote: false, checkQuorum: true, storageOrder: 'strict' as const },
])('a group with %o', (options) => {
  test('stays safe and recovers too', { timeout: 600_000 }, () => {
    let committed = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const { voters, ackQuorum } = groups[seed % groups.length] as (typeof groups)[number];
      committed += runSchedule({
        seed,
        steps: STEPS,
        changesMembers: true,
        voters,
        ackQuorum,
        options,
      }).committed;
    }
    expect(committed).toBeGreaterThan(SEEDS * 3);
  });
});
