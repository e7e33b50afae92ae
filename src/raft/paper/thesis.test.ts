/** What Ongaro's thesis ("Consensus: bridging theory and practice") says beyond the paper, sentence by sentence: transfer
 *  3.10, changes of members 4, reads 6.4, pre-vote 9.6, writing in parallel 10.2.1. */
import { describe, expect, test } from 'vitest';
import { changeOf, configurationOf } from '../testing/conf-change-codec.js';
import { Network } from '../testing/network.js';
import { Solo } from '../testing/solo.js';

describe('3.10: leadership transfer', () => {
  test('the leader stops taking requests', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    expect(network.node(1).transferLeader(2)).toBe('ok');
    expect(network.node(1).propose([new Uint8Array(1)])).toEqual({ result: 'transferring' });
  });

  test('brings the target’s log up to its own, then has it campaign at once', () => {
    const solo = new Solo();
    solo.lead([2, 3]);
    const index = solo.propose('sale');
    solo.settle();
    solo.ack(3, index);
    solo.sent();
    expect(solo.node.transferLeader(2)).toBe('ok');
    expect(solo.sent('timeoutNow')).toEqual([]);
    solo.ack(2, index);
    expect(solo.sent('timeoutNow')).toMatchObject([{ to: 2 }]);
  });

  test('and takes requests again when the target has not won within an election timeout', () => {
    const solo = new Solo();
    solo.lead([2, 3]);
    expect(solo.node.transferLeader(2)).toBe('ok');
    for (let i = 0; i < 10; i++) {
      solo.tick();
      for (const id of [2, 3]) solo.step('heartbeatResp', id);
    }
    expect(solo.node.status().leadTransferee).toBe(0);
    expect(solo.node.propose([new Uint8Array(1)]).result).toBe('ok');
  });
});

describe('4: changes of members', () => {
  test('4.1: a second change is not begun before the first is committed', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.passes = () => false;
    network.change(1, changeOf('r3'));
    expect(network.node(1).proposeConfChange(changeOf('r2')).result).toBe('changePending');
  });

  test('4.2.1: a new server is a learner first: it is sent the log, and does not count', () => {
    const network = new Network({ voters: 2 });
    network.elect(1);
    network.add(3);
    network.change(1, changeOf('l3'));
    network.settle();
    for (const replica of network.all) replica.checkpoint();
    network.tick(15);
    expect(network.node(3).appliedIndex).toBe(network.node(1).lastIndex);
    network.partition([1, 3]);
    const index = network.propose(1, 'sale');
    network.settle();
    expect(network.node(1).commit).toBeLessThan(index);
  });

  test('4.2.2: a leader that is removed leads until the change is committed, and does not count itself then', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.change(1, changeOf('r1'));
    network.settle();
    expect(network.node(1).role).toBe('follower');
    expect(network.node(2).configuration.voters).toEqual([2, 3]);
    network.tick(40);
    const next = network.leader?.id;
    expect([2, 3]).toContain(next);
    expect([network.node(2).leader, network.node(3).leader]).toEqual([next, next]);
  });

  test('4.2.3: a removed server that does not know it can not depose the leader', () => {
    const network = new Network({ voters: 4, preVote: true, checkQuorum: true });
    network.elect(1);
    network.partition([1, 2, 3]);
    network.change(1, changeOf('r4 d2'));
    network.settle();
    network.heal();
    const { term } = network.node(1);
    for (let i = 0; i < 50; i++) {
      network.node(4).campaign();
      network.get(4).pump();
      network.tick();
    }
    expect(network.node(1).role).toBe('leader');
    expect(network.node(1).term).toBe(term);
  });

  test('4.3: while joint, entries are committed by a majority of each half', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.add(4);
    network.add(5);
    network.change(1, changeOf('r2 r3 v4 v5', 'explicit'));
    network.settle();
    for (const replica of network.all) replica.checkpoint();
    network.tick(15);
    expect(network.node(1).configuration).toMatchObject({ voters: [1, 4, 5], votersOutgoing: [1, 2, 3] });
    network.partition([1, 4, 5]);
    const incoming = network.propose(1, 'the incoming half alone');
    network.settle();
    expect(network.node(1).commit).toBeLessThan(incoming);
    network.partition([1, 2, 4]);
    network.tick(3);
    expect(network.node(1).commit).toBe(incoming);
    network.partition([1, 2, 3]);
    const outgoing = network.propose(1, 'the outgoing half alone');
    network.tick(3);
    expect(network.node(1).commit).toBeLessThan(outgoing);
    network.partition([1, 3, 5]);
    network.tick(3);
    expect(network.node(1).commit).toBe(outgoing);
  });
});

describe('6.4: reads without the log', () => {
  test('a new leader answers none before it has committed an entry of its term', () => {
    const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote: false });
    solo.node.campaign();
    solo.settle();
    solo.step('voteResp', 2);
    solo.settle();
    expect(solo.node.readIndex(7)).toBe('ok');
    solo.step('heartbeatResp', 2);
    solo.step('heartbeatResp', 3);
    expect(solo.replica.answeredReads.size).toBe(0);
    solo.ack(2);
    solo.settle();
    const round = solo.sent('heartbeat')[0];
    solo.step('heartbeatResp', 2, { readPosition: round?.readPosition ?? 0 });
    expect(solo.replica.answeredReads.get(7)).toBe(solo.node.commit);
  });

  test('it makes sure by a round of heartbeats that nobody deposed it, and answers at the commit index of the question', () => {
    const solo = new Solo();
    solo.lead();
    const asked = solo.node.commit;
    expect(solo.node.readIndex(7)).toBe('ok');
    const rounds = solo.sent('heartbeat');
    expect(rounds.map(({ to }) => to)).toEqual([2, 3]);
    const index = solo.propose('later');
    solo.settle();
    solo.ack(2, index);
    expect(solo.replica.answeredReads.size).toBe(0);
    solo.step('heartbeatResp', 3, { readPosition: rounds[0]?.readPosition ?? 0 });
    expect(solo.replica.answeredReads.get(7)).toBe(asked);
  });

  test('a follower asks its leader', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    const request = network.read(2);
    network.settle();
    expect(network.get(2).answeredReads.get(request)).toBe(network.node(1).commit);
  });

  test('a leader steps down when an election timeout passes without a round to a majority', () => {
    const solo = new Solo();
    solo.lead();
    solo.tick(20);
    expect(solo.node.role).toBe('follower');
  });
});

describe('9.6: pre-vote', () => {
  test('a candidate raises its term only when it has learned that it could win', () => {
    const solo = new Solo();
    solo.tick(20);
    expect(solo.node.role).toBe('preCandidate');
    expect(solo.node.term).toBe(1);
    solo.settle();
    solo.step('preVoteResp', 2, { term: 2 });
    expect(solo.node.role).toBe('candidate');
    expect(solo.node.term).toBe(2);
  });

  test('a pre-vote binds nobody: the same replica may promise several', () => {
    const solo = new Solo();
    for (const from of [2, 3]) solo.step('preVote', from, { term: 2, index: 1, logTerm: 1 });
    solo.settle();
    expect(solo.sent('preVoteResp')).toMatchObject([{ reject: false }, { reject: false }]);
    expect(solo.node.status()).toMatchObject({ term: 1, vote: 0 });
  });

  test('a server that was cut off returns without deposing the leader', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.partition([1, 2]);
    network.tick(100);
    network.heal();
    network.tick(5);
    expect(network.node(1).role).toBe('leader');
    expect(network.node(1).term).toBe(2);
    expect(network.node(3).leader).toBe(1);
  });
});

describe('10.2.1: the leader writes in parallel with its followers', () => {
  test('and may commit an entry before it has written it itself, but applies it only then', () => {
    const solo = new Solo();
    solo.lead();
    const index = solo.propose('sale');
    expect(solo.replica.writes).toHaveLength(1);
    solo.ack(2, index);
    expect(solo.node.commit).toBe(index - 1);
    solo.ack(3, index);
    expect(solo.node.commit).toBe(index);
    expect(solo.replica.toApply).toEqual([]);
    solo.settle();
    expect(solo.node.appliedIndex).toBe(index);
  });
});
