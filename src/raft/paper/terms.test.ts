/** What Raft's paper ("In search of an understandable consensus algorithm", extended version) says of terms, section 5.1,
 *  sentence by sentence. */
import { describe, expect, test } from 'vitest';
import { configurationOf } from '../testing/conf-change-codec.js';
import { Solo } from '../testing/solo.js';

function plain(): Solo {
  return new Solo(configurationOf([1, 2, 3], 2), { preVote: false, checkQuorum: false });
}

/** A replica in each role, in a term above 1. */
const ROLES = [
  ['a follower', () => plain()],
  [
    'a candidate',
    () => {
      const solo = plain();
      solo.node.campaign();
      solo.settle();
      return solo;
    },
  ],
  [
    'a leader',
    () => {
      const solo = plain();
      solo.lead();
      return solo;
    },
  ],
] as const;

describe('5.1: a server that sees a higher term takes it over', () => {
  test.each(ROLES)('%s does, and is a follower then', (_, make) => {
    const solo = make();
    solo.step('app', 2, { term: 9, index: 1, logTerm: 1 });
    expect(solo.node.term).toBe(9);
    expect(solo.node.role).toBe('follower');
    expect(solo.node.leader).toBe(2);
  });

  test.each(ROLES)('%s does when it is asked for a vote, and knows no leader yet', (_, make) => {
    const solo = make();
    solo.step('vote', 2, { term: 9, index: 99, logTerm: 8 });
    expect(solo.node.term).toBe(9);
    expect(solo.node.role).toBe('follower');
    expect(solo.node.leader).toBe(0);
  });

  test.each(ROLES)('%s does by an answer too', (_, make) => {
    const solo = make();
    solo.step('appResp', 2, { term: 9, index: 1 });
    expect(solo.node.term).toBe(9);
    expect(solo.node.role).toBe('follower');
  });
});

describe('5.1: a request with a stale term is refused', () => {
  test.each(ROLES)('%s is not moved by it', (_, make) => {
    const solo = make();
    solo.step('app', 3, { term: 7, index: 1, logTerm: 1 });
    solo.settle();
    const before = solo.node.status();
    solo.step('app', 2, { term: 6, index: 1, logTerm: 1, commit: 1 });
    solo.step('vote', 2, { term: 6, index: 99, logTerm: 6 });
    solo.step('heartbeat', 2, { term: 6, commit: 1 });
    solo.settle();
    expect(solo.node.status()).toEqual(before);
  });
});

test('5.1: each server stores its current term, which rises monotonically, over restarts too', () => {
  const solo = plain();
  solo.node.campaign();
  solo.settle();
  solo.replica.crash();
  solo.replica.restart();
  expect(solo.node.term).toBe(2);
  solo.node.campaign();
  solo.settle();
  expect(solo.node.term).toBe(3);
});

test('figure 2: the term and the vote are on stable storage before anybody is answered', () => {
  const solo = plain();
  solo.step('vote', 2, { term: 5, index: 1, logTerm: 1 });
  expect(solo.sent()).toEqual([]);
  expect(solo.replica.storage.hardState.term).toBe(1);
  solo.settle();
  expect(solo.replica.storage.hardState).toMatchObject({ term: 5, vote: 2 });
  expect(solo.sent('voteResp')).toMatchObject([{ to: 2, term: 5, reject: false }]);
});
