import { expect, it } from 'vitest';
import type { Env } from '../../env/env.js';
import { HoldDeadlines } from './hold-deadlines.js';
import type { TicketReplica } from './proposals.js';

/** A group led here with a hold that is due at 10 s of the wall clock, which may be wrong. */
function group() {
  const clock = { nowMs: 0, aheadMs: 0 };
  const expired: number[] = [];
  const replica = {
    group: 3,
    isLeader: true,
    inFlight: { unapplied: 0 },
    machine: { nextDeadlineMs: () => 10_000, expireEntry: (wallMs: number) => wallMs },
    propose: (wallMs: number) => {
      expired.push(wallMs);
      return 'ok';
    },
  } as unknown as TicketReplica;
  const env = {
    clock: { monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs + clock.aheadMs },
  } as unknown as Env;
  const deadlines = new HoldDeadlines(
    env,
    () => replica,
    () => clock.aheadMs > 0,
  );
  deadlines.note(replica);
  const run = (untilMs: number): void => {
    for (; clock.nowMs <= untilMs; clock.nowMs += 500) deadlines.tick();
  };
  return { clock, expired, deadlines, run };
}

it('a hold that fell due by a clock an hour ahead expires a second after the clock is right again, not an hour', () => {
  const { clock, expired, run } = group();
  run(8_000);
  clock.aheadMs = 3_600_000;
  run(12_000);
  expect(expired).toEqual([]);
  clock.aheadMs = 0;
  run(14_000);
  expect(expired).toHaveLength(1);
});

it('an entry that was ordered while the clock was in doubt is written once it is not', () => {
  const { clock, expired, deadlines, run } = group();
  clock.aheadMs = 3_600_000;
  deadlines.order(3);
  run(2_000);
  expect(expired).toEqual([]);
  clock.aheadMs = 0;
  run(4_000);
  expect(expired).toHaveLength(1);
});
