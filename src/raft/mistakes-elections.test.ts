/** What fresh implementations of Raft get wrong about elections: one test each, named after what then goes wrong. */
import { describe, expect, test } from 'vitest';
import { changeOf, configurationOf, encodeConfChange } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

describe('who does not know a committed configuration could win the term of another', () => {
  /** A follower that knows a configuration entry to be committed and has not applied it. */
  function unaware(preVote: boolean): Solo {
    const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote });
    const data = encodeConfChange(changeOf('v4'));
    solo.step('app', 2, {
      index: 1,
      logTerm: 1,
      entries: [{ ...entryOf(2, 1, '', 'confChange'), data }],
      commit: 2,
    });
    solo.replica.sync();
    return solo;
  }

  test.each([
    ['by a timeout with pre-vote', true, (solo: Solo) => solo.tick(40)],
    ['by a timeout without', false, (solo: Solo) => solo.tick(40)],
    ['by the word of the host', true, (solo: Solo) => solo.node.campaign()],
    ['by a transfer of leadership', true, (solo: Solo) => solo.step('timeoutNow', 2)],
  ])('so it does not campaign %s', (_, preVote, provoke) => {
    const solo = unaware(preVote);
    provoke(solo);
    expect(solo.sent().filter(({ type }) => type === 'vote' || type === 'preVote')).toEqual([]);
    expect(solo.node.role).toBe('follower');
    solo.settle();
    solo.tick(40);
    expect(
      solo.sent('vote').length + solo.sent('preVote').length + (solo.node.role === 'follower' ? 0 : 1),
    ).toBeGreaterThan(0);
  });

  test('nor while it can not read whether there is one', () => {
    const solo = unaware(true);
    solo.replica.storage.evict(9);
    solo.node.campaign();
    expect(solo.node.role).toBe('follower');
  });
});

test('a vote that was not durable would be given twice', () => {
  const solo = new Solo();
  solo.step('vote', 2, { term: 2, index: 1, logTerm: 1 });
  expect(solo.sent()).toEqual([]);
  solo.replica.crash();
  solo.replica.restart();
  solo.step('vote', 3, { term: 2, index: 1, logTerm: 1 });
  solo.settle();
  expect(solo.sent('voteResp')).toMatchObject([{ to: 3, reject: false }]);
  solo.replica.crash();
  solo.replica.restart();
  solo.step('vote', 2, { term: 2, index: 1, logTerm: 1 });
  solo.settle();
  expect(solo.sent('voteResp')).toMatchObject([{ to: 2, reject: true }]);
});

test('a candidate whose own vote is not durable would lead a term it can forget', () => {
  const solo = new Solo(configurationOf([1], 1), { preVote: false });
  solo.node.campaign();
  solo.replica.pump();
  expect(solo.node.role).toBe('candidate');
  solo.replica.sync();
  expect(solo.node.role).toBe('leader');
});

test('a learner that refuses to vote could leave a group that promoted it without a leader', () => {
  const solo = new Solo(configurationOf([2, 3], 2, [1]));
  solo.step('vote', 2, { term: 5, index: 1, logTerm: 1 });
  solo.settle();
  expect(solo.sent('voteResp')).toMatchObject([{ to: 2, reject: false, term: 5 }]);
  solo.tick(100);
  expect(solo.sent()).toEqual([]);
});

test('votes of the removed would elect a leader the group does not have', () => {
  const solo = new Solo(configurationOf([1, 2, 3, 4, 5], 3), { preVote: false });
  solo.node.campaign();
  solo.settle();
  for (const from of [7, 8, 9]) solo.step('voteResp', from);
  solo.step('voteResp', 2);
  solo.step('voteResp', 2);
  expect(solo.node.role).toBe('candidate');
  solo.step('voteResp', 3);
  expect(solo.node.role).toBe('leader');
});

describe('a replica that was cut off or removed would depose the leader', () => {
  test('so with pre-vote its return changes no term', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    const { term } = network.node(1);
    network.partition([1, 2]);
    network.tick(60);
    expect(network.node(3).term).toBe(term);
    network.heal();
    network.tick(30);
    expect(network.leader?.id).toBe(1);
    expect(network.node(1).term).toBe(term);
  });

  test('so voters that hear their leader ignore it, whatever its term', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    const { term } = network.node(1);
    for (const type of ['vote', 'preVote'] as const) {
      network.deliver({ ...blank, type, from: 3, to: 2, term: term + 5, index: 99, logTerm: term + 4 });
    }
    network.settle();
    expect(network.node(2).term).toBe(term);
    expect(network.leader?.id).toBe(1);
  });

  const blank = {
    entries: [],
    commit: 0,
    snapshot: undefined,
    reject: false,
    rejectHint: 0,
    readPosition: 0,
    transfer: false,
  };
});

describe('a replica with a higher term would never be heard, nor hear', () => {
  test('so a leader of a lower term is told the higher one', () => {
    const solo = new Solo();
    solo.step('vote', 3, { term: 7, index: 1, logTerm: 1 });
    solo.settle();
    solo.sent();
    solo.step('heartbeat', 2, { term: 3 });
    solo.settle();
    expect(solo.sent()).toMatchObject([{ type: 'appResp', to: 2, term: 7 }]);
  });

  test('so a pre-vote of a lower term is refused aloud, with the higher term', () => {
    const solo = new Solo();
    solo.step('vote', 3, { term: 7, index: 1, logTerm: 1 });
    solo.settle();
    solo.sent();
    solo.step('preVote', 2, { term: 3, index: 9, logTerm: 2 });
    solo.settle();
    expect(solo.sent()).toMatchObject([{ type: 'preVoteResp', to: 2, term: 7, reject: true }]);
  });

  test('so a long log with a low term and a short log with a high term still elect somebody', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.partition([1, 2]);
    network.propose(1, 'only here');
    network.settle();
    network
      .get(3)
      .storage.write({ hardState: { term: 40, vote: 3, commit: 1 }, entries: [], snapshot: undefined });
    network.get(3).crash();
    network.get(3).restart();
    network.get(2).crash();
    network.heal();
    network.tick(80);
    expect(network.leader?.id).toBe(1);
    expect(network.node(1).term).toBeGreaterThan(40);
  });
});

describe('a leader outside its rights would go on serving', () => {
  test('so one that hears too few steps down', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.partition([1], [2, 3]);
    network.tick(25);
    expect(network.node(1).role).not.toBe('leader');
  });

  test('yet one whose ack quorum still answers stays, since nobody else can be elected', () => {
    const network = new Network({ voters: 5, ackQuorum: 2 });
    network.elect(1);
    network.partition([1, 2], [3, 4, 5]);
    network.tick(60);
    expect(network.node(1).role).toBe('leader');
    const index = network.propose(1, 'sold');
    network.settle();
    expect(network.node(1).answerable).toBe(index);
    expect(network.all.filter(({ node }) => node.role === 'leader')).toHaveLength(1);
  });
});

test('where nearly all must agree, a shorter log would spoil every round: it yields', () => {
  const solo = new Solo(configurationOf([1, 2, 3, 4, 5], 2));
  const before = solo.node.status().electionTimeout;
  solo.node.campaign();
  solo.settle();
  const term = solo.node.term;
  solo.step('preVoteResp', 2, { term, reject: true, logTerm: 1, index: 9 });
  expect(solo.node.status().electionTimeout).toBe(before + 10);
  solo.step('preVoteResp', 3, { term, reject: true, logTerm: 1, index: 9 });
  expect(solo.node.role).toBe('follower');
  expect(solo.node.status().electionTimeout).toBe(before + 10);
});

test('an ack quorum above a majority would let two win one term, were elections that much smaller', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 3), { preVote: false });
  solo.node.campaign();
  solo.settle();
  expect(solo.node.role).toBe('candidate');
  solo.step('voteResp', 2);
  expect(solo.node.role).toBe('leader');
});

test('a promise left over from an earlier round would count in this one', () => {
  const solo = new Solo();
  solo.step('vote', 2, { term: 6, index: 0, logTerm: 0 });
  solo.settle();
  solo.node.campaign();
  solo.settle();
  expect(solo.node.role).toBe('preCandidate');
  solo.step('preVoteResp', 2, { term: 6 });
  expect(solo.node.role).toBe('preCandidate');
  solo.step('preVoteResp', 2, { term: 7 });
  expect(solo.node.role).toBe('candidate');
});
