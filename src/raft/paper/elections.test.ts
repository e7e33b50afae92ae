/** What Raft's paper says of elections, sections 5.2, 5.4.1 and 6, sentence by sentence. */
import { describe, expect, test } from 'vitest';
import type { ReplicaId } from '../ids.js';
import { configurationOf } from '../testing/conf-change-codec.js';
import type { ReplicaOptions } from '../testing/replica.js';
import { seededRandom } from '../testing/seeded-random.js';
import { entryOf, Solo } from '../testing/solo.js';

function plain(voters: readonly ReplicaId[] = [1, 2, 3], options: ReplicaOptions = {}): Solo {
  const majority = Math.floor(voters.length / 2) + 1;
  return new Solo(configurationOf(voters, majority), { preVote: false, checkQuorum: false, ...options });
}

test('5.2: a server starts as a follower', () => {
  expect(plain().node.role).toBe('follower');
});

test('5.2: it stays one while it hears from a leader', () => {
  const solo = plain();
  for (let i = 0; i < 100; i++) {
    solo.tick(5);
    solo.step('heartbeat', 2, { term: 1 });
  }
  expect(solo.node.role).toBe('follower');
  expect(solo.node.term).toBe(1);
});

test('5.2: a leader sends heartbeats to all, so that nobody campaigns', () => {
  const solo = plain([1, 2, 3, 4, 5], { heartbeatTick: 2 });
  solo.lead([2, 3]);
  solo.tick();
  expect(solo.sent('heartbeat')).toEqual([]);
  solo.tick();
  expect(solo.sent('heartbeat').map(({ to }) => to)).toEqual([2, 3, 4, 5]);
});

describe('5.2: who hears nothing for an election timeout starts an election', () => {
  test('a follower raises its term, votes for itself, and asks all others at once', () => {
    const solo = plain([1, 2, 3, 4, 5]);
    solo.tick(20);
    expect(solo.node.role).toBe('candidate');
    expect(solo.node.term).toBe(2);
    expect(solo.node.status().vote).toBe(1);
    expect(solo.sent('vote').map(({ to, term }) => [to, term])).toEqual([
      [2, 2],
      [3, 2],
      [4, 2],
      [5, 2],
    ]);
  });

  test('a candidate that has not won starts another, in the next term', () => {
    const solo = plain();
    solo.tick(20);
    solo.settle();
    solo.sent();
    solo.tick(20);
    expect(solo.node.term).toBe(3);
    expect(solo.sent('vote')).toMatchObject([{ term: 3 }, { term: 3 }]);
  });
});

describe('5.2: it wins with the votes of a majority for one term', () => {
  test.each([
    [1, 0],
    [3, 1],
    [5, 2],
    [7, 3],
  ])('of %i, %i beside its own', (size, needed) => {
    const voters = Array.from({ length: size }, (_, i) => i + 1);
    const solo = plain(voters);
    solo.node.campaign();
    solo.settle();
    for (const id of voters.slice(1, 1 + needed)) {
      expect(solo.node.role).toBe('candidate');
      solo.step('voteResp', id);
    }
    expect(solo.node.role).toBe('leader');
  });

  test('a vote that is given twice counts once', () => {
    const solo = plain([1, 2, 3, 4, 5]);
    solo.node.campaign();
    solo.settle();
    solo.step('voteResp', 2);
    solo.step('voteResp', 2);
    expect(solo.node.role).toBe('candidate');
  });

  test('votes of an earlier term do not count', () => {
    const solo = plain();
    solo.node.campaign();
    solo.settle();
    solo.node.campaign();
    solo.settle();
    solo.step('voteResp', 2, { term: 2 });
    solo.step('voteResp', 3, { term: 2 });
    expect(solo.node.role).toBe('candidate');
  });

  test('it has lost when a majority refused', () => {
    const solo = plain();
    solo.node.campaign();
    solo.settle();
    solo.step('voteResp', 2, { reject: true });
    expect(solo.node.role).toBe('candidate');
    solo.step('voteResp', 3, { reject: true });
    expect(solo.node.role).toBe('follower');
  });
});

describe('5.2: a server votes for one candidate a term, first come first served', () => {
  test.each([
    ['nobody yet, asked by 2', 0, 2, true],
    ['nobody yet, asked by 3', 0, 3, true],
    ['for 2, asked by 2 again', 2, 2, true],
    ['for 3, asked by 2', 3, 2, false],
    ['for 2, asked by 3', 2, 3, false],
  ])('it has voted for %s', (_, before, asks, granted) => {
    const solo = plain();
    if (before !== 0) solo.step('vote', before, { term: 2, index: 1, logTerm: 1 });
    solo.settle();
    solo.sent();
    solo.step('vote', asks, { term: 2, index: 1, logTerm: 1 });
    solo.settle();
    expect(solo.sent('voteResp')).toMatchObject([{ to: asks, reject: !granted }]);
  });
});

describe('5.2: a candidate that hears of a leader in its term or a later one returns to follower', () => {
  test.each(['app', 'heartbeat'] as const)('by %s', (type) => {
    for (const later of [0, 1]) {
      const solo = plain();
      solo.node.campaign();
      solo.settle();
      solo.step(type, 2, { term: 2 + later, index: 1, logTerm: 1 });
      expect(solo.node.role).toBe('follower');
      expect(solo.node.leader).toBe(2);
      expect(solo.node.term).toBe(2 + later);
    }
  });

  test('of an earlier one it does not', () => {
    const solo = plain();
    solo.node.campaign();
    solo.settle();
    solo.step('app', 2, { term: 1, index: 1, logTerm: 1 });
    expect(solo.node.role).toBe('candidate');
  });
});

describe('5.2: election timeouts are random, so that split votes are rare', () => {
  test('each lies in [electionTick, 2 * electionTick), and all of those occur', () => {
    const seed = seededRandom(7);
    const solo = plain([1, 2, 3], { random: () => seed.next() });
    const seen = new Set<number>();
    for (let i = 0; i < 400; i++) {
      // A candidate draws anew for each election.
      let ticks = 0;
      const { term } = solo.node;
      while (solo.node.term === term) {
        solo.tick();
        ticks++;
      }
      seen.add(ticks);
      solo.settle();
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test('five that start together rarely time out together', () => {
    const seed = seededRandom(11);
    let together = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const timeouts = Array.from(
        { length: 5 },
        () => plain([1, 2, 3], { random: () => seed.next() }).node.status().electionTimeout,
      ).sort((a, b) => a - b);
      if (timeouts[0] === timeouts[1]) together++;
    }
    // Chosen from ten: the two first of five are equal in about a quarter of the rounds.
    expect(together / rounds).toBeLessThan(0.4);
  });
});

describe('5.4.1: a vote is refused to a log that is not as up to date as the voter’s own', () => {
  test.each([
    ['an earlier last term, though longer', 3, 9, false],
    ['the same last term, shorter', 5, 2, false],
    ['the same last term and length', 5, 3, true],
    ['the same last term, longer', 5, 4, true],
    ['a later last term, though shorter', 6, 2, true],
  ])('%s', (_, logTerm, index, granted) => {
    const solo = plain();
    solo.step('app', 2, { term: 5, index: 1, logTerm: 1, entries: [entryOf(2, 5), entryOf(3, 5)] });
    solo.settle();
    solo.sent();
    solo.step('vote', 3, { term: 7, index, logTerm });
    solo.settle();
    expect(solo.sent('voteResp')).toMatchObject([{ to: 3, reject: !granted }]);
  });

  test('a request says how the candidate’s log ends', () => {
    const solo = plain();
    solo.step('app', 2, { term: 5, index: 1, logTerm: 1, entries: [entryOf(2, 5), entryOf(3, 5)] });
    solo.settle();
    solo.sent();
    solo.tick(20);
    expect(solo.sent('vote')).toMatchObject([
      { to: 2, term: 6, index: 3, logTerm: 5 },
      { to: 3, term: 6, index: 3, logTerm: 5 },
    ]);
  });
});

describe('6: who believes that a leader exists ignores requests for votes', () => {
  test('within an election timeout of hearing it: neither its term nor its vote changes', () => {
    const solo = plain([1, 2, 3], { checkQuorum: true });
    solo.step('heartbeat', 2, { term: 3 });
    solo.settle();
    solo.sent();
    solo.tick(9);
    solo.step('vote', 3, { term: 4, index: 9, logTerm: 3 });
    solo.settle();
    expect(solo.sent('voteResp')).toEqual([]);
    expect(solo.node.term).toBe(3);
  });

  test('after it, it votes', () => {
    const solo = plain([1, 2, 3], { checkQuorum: true, random: () => 0.9 });
    solo.step('heartbeat', 2, { term: 3 });
    solo.tick(10);
    solo.step('vote', 3, { term: 4, index: 9, logTerm: 3 });
    solo.settle();
    expect(solo.sent('voteResp')).toMatchObject([{ to: 3, term: 4, reject: false }]);
  });
});
