/** What Raft's paper says of the log, sections 5.3, 5.4.2, 5.5 and 7, sentence by sentence. */
import { describe, expect, test } from 'vitest';
import type { LogIndex, ReplicaId, Term } from '../ids.js';
import { configurationOf } from '../testing/conf-change-codec.js';
import { Network } from '../testing/network.js';
import { entryOf, Solo } from '../testing/solo.js';

function plain(voters: readonly ReplicaId[] = [1, 2, 3]): Solo {
  const majority = Math.floor(voters.length / 2) + 1;
  return new Solo(configurationOf(voters, majority), { preVote: false, checkQuorum: false });
}

/** A follower of 2 in a term, whose log holds entries of these terms from index 2 on. */
function holding(terms: readonly Term[], term: Term): Solo {
  const solo = plain();
  solo.step('app', 2, { term, index: 1, logTerm: 1, entries: terms.map((each, i) => entryOf(i + 2, each)) });
  solo.settle();
  solo.sent();
  return solo;
}

function termsOf(solo: Solo): readonly Term[] {
  const { storage } = solo.replica;
  const terms: Term[] = [];
  for (let index: LogIndex = 2; index <= storage.lastIndex(); index++) terms.push(storage.term(index) ?? 0);
  return terms;
}

describe('5.3: a leader appends a command to its log and sends it to all others in parallel', () => {
  test('with the index and term of the entry before it', () => {
    const solo = plain();
    solo.lead();
    const index = solo.propose('sale');
    expect(solo.sent('app')).toMatchObject([
      { to: 2, index: index - 1, logTerm: 2, entries: [{ index, term: 2 }] },
      { to: 3, index: index - 1, logTerm: 2, entries: [{ index, term: 2 }] },
    ]);
  });

  test('before its own write is done', () => {
    const solo = plain();
    solo.lead();
    solo.propose('sale');
    expect(solo.replica.writes).toHaveLength(1);
    expect(solo.sent('app')).toHaveLength(2);
  });
});

describe('5.3: an entry is committed once a majority holds it', () => {
  test.each([
    [1, []],
    [3, [2]],
    [5, [2, 3]],
    [7, [2, 3, 4]],
  ])('of %i', (size, acks) => {
    const solo = plain(Array.from({ length: size }, (_, i) => i + 1));
    solo.lead(acks);
    const index = solo.propose('sale');
    solo.settle();
    for (const id of acks) {
      expect(solo.node.commit).toBe(index - 1);
      solo.ack(id, index);
    }
    expect(solo.node.commit).toBe(index);
  });

  test('whatever is lost: the leader sends again until all have it', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.partition([1, 2]);
    network.propose(1, 'sale');
    network.settle();
    network.heal();
    network.tick(2);
    expect(network.node(3).appliedIndex).toBe(network.node(1).lastIndex);
  });
});

test('5.3: committing an entry commits all before it, those of earlier leaders too', () => {
  const solo = holding([2, 2], 2);
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2);
  solo.settle();
  expect(solo.node.role).toBe('leader');
  expect(solo.node.commit).toBe(1);
  solo.ack(2, 4);
  expect(solo.node.commit).toBe(4);
  solo.settle();
  expect(solo.node.appliedIndex).toBe(4);
});

describe('5.3: a follower applies what it learns to be committed, in the order of the log', () => {
  test('as far as its log goes', () => {
    const solo = holding([1, 1, 1], 1);
    const applied: LogIndex[] = [];
    solo.step('heartbeat', 2, { commit: 3 });
    solo.replica.toApply.forEach(({ index }) => {
      applied.push(index);
    });
    expect(applied).toEqual([2, 3]);
    solo.settle();
    expect(solo.node.appliedIndex).toBe(3);
    solo.step('heartbeat', 2, { commit: 4 });
    solo.settle();
    expect(solo.node.appliedIndex).toBe(4);
  });

  test('and figure 2: not beyond the last entry of the message that said so', () => {
    const solo = holding([1, 1, 1], 1);
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)], commit: 4 });
    expect(solo.node.commit).toBe(2);
  });
});

describe('5.3: a follower refuses entries that do not follow what it has', () => {
  test.each([
    ['it has no entry there', 5, 3],
    ['it has one of another term there', 3, 3],
    ['it has an older one there', 2, 2],
  ])('%s', (_, index, logTerm) => {
    const solo = holding([1, 2], 3);
    solo.step('app', 2, { index, logTerm, entries: [entryOf(index + 1, 3)] });
    solo.settle();
    expect(solo.sent('appResp')).toMatchObject([{ reject: true, index }]);
    expect(termsOf(solo)).toEqual([1, 2]);
  });
});

describe('5.3: a conflicting entry and all that follow it are deleted', () => {
  test.each<[string, LogIndex, Term, readonly (readonly [LogIndex, Term])[], readonly Term[]]>([
    ['new entries behind the last are added', 3, 2, [[4, 3]], [1, 2, 3]],
    [
      'a conflict replaces the rest',
      2,
      1,
      [
        [3, 3],
        [4, 3],
      ],
      [1, 3, 3],
    ],
    ['from the first on', 1, 1, [[2, 3]], [3]],
    ['what is there already changes nothing', 1, 1, [[2, 1]], [1, 2]],
    [
      'nor does it when it is all there',
      1,
      1,
      [
        [2, 1],
        [3, 2],
      ],
      [1, 2],
    ],
  ])('%s', (_, index, logTerm, entries, expected) => {
    const solo = holding([1, 2], 3);
    solo.step('app', 2, { index, logTerm, entries: entries.map(([at, term]) => entryOf(at, term)) });
    solo.settle();
    expect(termsOf(solo)).toEqual(expected);
  });
});

/** Figure 7: logs that a follower may have when a leader of term 8 takes office. */
describe('5.3: the leader finds where the logs agree and makes the follower’s equal to its own', () => {
  const leaderTerms = [1, 1, 4, 4, 5, 5, 6, 6, 6];
  test.each<[string, readonly Term[]]>([
    ['(a) entries are missing', [1, 1, 4, 4, 5, 5, 6, 6]],
    ['(b) most are missing', [1, 1, 4]],
    ['(c) one too many', [1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ['(d) some of a later term', [1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ['(e) missing and others', [1, 1, 4, 4, 4, 4]],
    ['(f) those of two lost leaders', [1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
  ])('%s', (_, followerTerms) => {
    const network = new Network({ voters: 3, preVote: false, checkQuorum: false });
    const write = (id: ReplicaId, terms: readonly Term[]) => {
      const { storage } = network.get(id);
      const hardState = { term: 7, vote: 0, commit: 1 };
      storage.write({
        hardState,
        entries: terms.map((term, i) => entryOf(i + 2, term)),
        snapshot: undefined,
      });
      network.get(id).restart();
    };
    write(1, leaderTerms);
    write(2, followerTerms);
    write(3, leaderTerms.slice(0, 1));
    // 3 votes for it; 2 may refuse.
    network.elect(1);
    network.tick(3);
    const terms = (id: ReplicaId) => {
      const { storage } = network.get(id);
      return Array.from({ length: storage.lastIndex() }, (__, i) => storage.term(i + 1));
    };
    expect(terms(2)).toEqual([1, ...leaderTerms, 8]);
    expect(terms(2)).toEqual(terms(1));
    expect(network.node(2).appliedIndex).toBe(network.node(1).appliedIndex);
  });

  test('and by terms: as many probes as terms differ, not as many as entries', () => {
    const solo = plain();
    solo.step('app', 2, {
      term: 2,
      index: 1,
      logTerm: 1,
      entries: Array.from({ length: 50 }, (_, i) => entryOf(i + 2, 2)),
    });
    solo.settle();
    solo.sent();
    solo.step('app', 3, { term: 4, index: 40, logTerm: 1, entries: [] });
    solo.settle();
    // All that the leader has before has a term of 1 at most: so the first entry of term 2 is the end of what may agree.
    expect(solo.sent('appResp')).toMatchObject([{ reject: true, rejectHint: 1, logTerm: 1 }]);
  });
});

test('5.3: a leader never overwrites or deletes entries of its own log', () => {
  const solo = plain();
  solo.lead();
  solo.propose('a');
  solo.propose('b');
  solo.settle();
  const before = termsOf(solo);
  // A refusal, a stale ack, an append of its own term that somebody made up: whatever it hears.
  solo.step('appResp', 2, { index: 4, reject: true, rejectHint: 1, logTerm: 1 });
  solo.step('appResp', 3, { index: 1 });
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 2, 'forged')] });
  solo.settle();
  expect(termsOf(solo)).toEqual(before);
});

describe('5.4.2: only entries of the leader’s current term are committed by counting', () => {
  test.each([
    ['one of an earlier term', 2, 1],
    ['another of an earlier term', 3, 1],
    ['the one it opened its term with, and with it all before', 4, 4],
  ])('%s', (_, acked, committed) => {
    const solo = holding([1, 2], 2);
    solo.node.campaign();
    solo.settle();
    solo.step('voteResp', 2);
    solo.settle();
    solo.ack(2, acked);
    expect(solo.node.commit).toBe(committed);
  });
});

test('5.5: requests are idempotent: the same append again changes nothing and is answered the same', () => {
  const solo = plain();
  const entries = [entryOf(2, 1), entryOf(3, 1)];
  for (let i = 0; i < 2; i++) {
    solo.step('app', 2, { index: 1, logTerm: 1, entries, commit: 3 });
    solo.settle();
    expect(solo.sent('appResp')).toMatchObject([{ reject: false, index: 3 }]);
    expect(termsOf(solo)).toEqual([1, 1]);
  }
});

describe('7: a follower that lacks what the leader has discarded gets a snapshot', () => {
  test('which replaces its log, and it goes on from there', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.partition([1, 2]);
    for (let i = 0; i < 5; i++) network.propose(1, `sale ${i}`);
    network.settle();
    const leader = network.get(1);
    leader.checkpoint();
    leader.storage.compact(leader.node.appliedIndex);
    network.heal();
    network.tick(3);
    expect(network.get(3).storage.firstIndex()).toBe(leader.storage.firstIndex());
    network.propose(1, 'next');
    network.settle();
    expect(network.node(3).appliedIndex).toBe(leader.node.lastIndex);
  });

  test('which it ignores when it holds nothing new', () => {
    const solo = holding([1, 1, 1], 1);
    solo.step('heartbeat', 2, { commit: 4 });
    solo.settle();
    solo.sent();
    const snapshot = { index: 3, term: 1, configuration: solo.node.configuration };
    solo.step('snap', 2, { snapshot });
    solo.settle();
    expect(termsOf(solo)).toEqual([1, 1, 1]);
    expect(solo.sent('appResp')).toMatchObject([{ index: 4, reject: false }]);
  });

  test('and keeps the entries that follow it, when it has them', () => {
    const solo = holding([1, 1, 1], 1);
    const snapshot = { index: 3, term: 1, configuration: solo.node.configuration };
    solo.step('snap', 2, { snapshot });
    solo.settle();
    expect(termsOf(solo)).toEqual([1, 1, 1]);
    expect(solo.node.commit).toBe(3);
  });
});
