import { expect, it } from 'vitest';
import type { Env } from '../../env/env.js';
import type { HostedReplica } from './hosted-replica.js';
import { Leadership } from './leadership.js';

/** A group that leads here and should lead on n2. */
function stray() {
  const parts = {
    nowMs: 0,
    group: 3,
    term: 4,
    inFlight: 0,
    last: 9,
    off: false,
    damaged: false,
    rests: true,
  };
  const transfers: number[] = [];
  const replica = {
    get group() {
      return parts.group;
    },
    id: 1,
    isCurrentLeader: true,
    members: new Map([
      [1, { node: 'n1' }],
      [2, { node: 'n2' }],
    ]),
    get term() {
      return parts.term;
    },
    get inFlight() {
      return { size: parts.inFlight };
    },
    raft: {
      get lastIndex() {
        return parts.last;
      },
      progress: [{ id: 2, learner: false, state: 'replicate', match: 9 }],
      transferLeader: () => {
        transfers.push(parts.nowMs);
        return 'ok';
      },
    },
    stir() {},
  } as unknown as HostedReplica;
  const env = { clock: { monotonicMs: () => parts.nowMs } } as unknown as Env;
  const leadership = new Leadership({
    env,
    nodeId: 'n1',
    replicas: () => [replica],
    responds: () => !parts.damaged,
    isOff: () => parts.off,
    incarnation: () => 1,
    preferred: () => 'n2',
    placementRests: () => parts.rests,
  });
  /** Looks once a second. @returns when a transfer was asked for */
  const spreadUntil = (endMs: number): number[] => {
    transfers.length = 0;
    for (; parts.nowMs <= endMs; parts.nowMs += 1_000) leadership.spread();
    return [...transfers];
  };
  return { parts, spreadUntil };
}

it('a leader whose transfer came to nothing is asked again after five seconds, not after a minute', () => {
  const { spreadUntil } = stray();
  expect(spreadUntil(11_000)).toEqual([0, 5_000, 10_000]);
});

it('a leader who was given back and came back is left for a minute, lest it goes to and fro', () => {
  const { parts, spreadUntil } = stray();
  expect(spreadUntil(1_000)).toEqual([0]);
  parts.term = 6; // led elsewhere in between
  expect(spreadUntil(61_000)).toEqual([60_000]);
});

it('a leader who comes back by itself every time is given back more and more rarely', () => {
  const { parts, spreadUntil } = stray();
  const asked: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const before = parts.nowMs;
    while (spreadUntil(parts.nowMs).length === 0);
    asked.push((parts.nowMs - before) / 1_000);
    parts.term += 2;
  }
  expect(asked).toEqual([1, 60, 120, 240, 480]);
});

it('a group whose commands never stop is given back all the same, after a while', () => {
  const { parts, spreadUntil } = stray();
  parts.inFlight = 5;
  expect(spreadUntil(12_000)).toEqual([10_000]);
});

it('a leader does not stop for one that is far behind', () => {
  const { parts, spreadUntil } = stray();
  parts.last = 1_000;
  expect(spreadUntil(20_000)).toEqual([]);
});

it('nobody hands over to a node whose clock is in doubt', () => {
  const { parts, spreadUntil } = stray();
  parts.off = true;
  expect(spreadUntil(20_000)).toEqual([]);
});

it('nobody hands over to a damaged copy: while nothing is sold its log is as long as any', () => {
  const { parts, spreadUntil } = stray();
  parts.damaged = true;
  expect(spreadUntil(20_000)).toEqual([]);
});

it('group 0 goes to the node that should lead it once placement has nothing under way', () => {
  const { parts, spreadUntil } = stray();
  parts.group = 0;
  parts.rests = false;
  expect(spreadUntil(20_000)).toEqual([]);
  parts.rests = true;
  expect(spreadUntil(21_000)).toEqual([21_000]);
});

it('what placement has under way is no reason for other groups to stay', () => {
  const { parts, spreadUntil } = stray();
  parts.rests = false;
  expect(spreadUntil(1_000)).toEqual([0]);
});
