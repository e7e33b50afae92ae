/** What fresh implementations get wrong about changing members, and about handing over leadership: one test each, named
 *  after what then goes wrong. */
import { describe, expect, test } from 'vitest';
import { LEAVE_JOINT } from './conf-change.js';
import { changeOf, configurationOf, decodeConfChange } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { Solo } from './testing/solo.js';

test('a change in a term that has committed nothing would overtake one of an earlier term (Ongaro 2015)', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote: false });
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2);
  solo.settle();
  expect(solo.node.proposeConfChange(changeOf('v4'))).toMatchObject({ result: 'termNotCommitted' });
  solo.ack(2);
  solo.settle();
  expect(solo.node.proposeConfChange(changeOf('v4'))).toMatchObject({ result: 'ok' });
});

test('two changes at once could leave two configurations without a common voter', () => {
  const solo = new Solo();
  solo.lead();
  expect(solo.node.proposeConfChange(changeOf('l4'))).toMatchObject({ result: 'ok' });
  expect(solo.node.proposeConfChange(changeOf('l5'))).toMatchObject({ result: 'changePending' });
  solo.settle();
  solo.ack(2);
  expect(solo.node.proposeConfChange(changeOf('l5'))).toMatchObject({ result: 'changePending' });
  solo.settle();
  expect(solo.node.proposeConfChange(changeOf('l5'))).toMatchObject({ result: 'ok' });
});

test('the ack quorum, changed in one step, would lose answered sales: it goes through a joint configuration', () => {
  const solo = new Solo();
  solo.lead();
  solo.node.proposeConfChange(changeOf('d1'));
  solo.settle();
  solo.ack(2);
  solo.settle();
  expect(solo.node.configuration).toMatchObject({
    ackQuorum: 1,
    ackQuorumOutgoing: 2,
    votersOutgoing: [1, 2, 3],
  });
  const index = solo.propose('a');
  solo.settle();
  expect(solo.node.commit).toBeLessThan(index);
});

describe('an automatic leave', () => {
  function entered(change = 'd3'): Solo {
    const solo = new Solo();
    solo.lead();
    solo.node.proposeConfChange(changeOf(change));
    solo.settle();
    solo.ack(2);
    solo.settle();
    return solo;
  }

  test('before d incoming voters hold the change would make answers of fewer copies than they promise', () => {
    const solo = entered();
    expect(solo.node.configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [1, 2, 3] });
    expect(solo.node.status().pendingConfIndex).toBe(3);
    solo.ack(3);
    expect(solo.node.status()).toMatchObject({ pendingConfIndex: 4, lastIndex: 4 });
  });

  test('would never come while one of d voters is gone for good', () => {
    const solo = entered();
    solo.node.leaveJointWithout(() => false);
    solo.node.leaveJointWithout((id) => id === 2);
    expect(solo.node.status().pendingConfIndex).toBe(3);
    solo.node.leaveJointWithout((id) => id !== 1);
    expect(solo.node.status().pendingConfIndex).toBe(3);
    solo.node.leaveJointWithout((id) => id === 3);
    solo.settle();
    expect(solo.node.status()).toMatchObject({ pendingConfIndex: 4, lastIndex: 4 });
    expect(solo.node.configuration.votersOutgoing).toEqual([1, 2, 3]);
    solo.ack(2);
    solo.settle();
    expect(solo.node.configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [] });
    const index = solo.propose('x');
    solo.settle();
    solo.ack(2);
    expect(solo.node.commit).toBe(index);
    expect(solo.node.answerable).toBeLessThan(index);
  });

  test('would be proposed many times', () => {
    const solo = entered('d1');
    expect(solo.node.lastIndex).toBe(4);
    for (let i = 0; i < 3; i++) {
      solo.ack(2, 3);
      solo.ack(3, 3);
      solo.settle();
    }
    expect(solo.node.lastIndex).toBe(4);
  });

  test('would be refused by the limit on uncommitted bytes', () => {
    const solo = new Solo(configurationOf([1, 2, 3], 2), { maxUncommittedBytes: 200 });
    solo.lead();
    solo.node.proposeConfChange(changeOf('d1'));
    expect(solo.node.propose([new Uint8Array(500)])).toEqual({ result: 'tooManyUncommitted' });
    solo.settle();
    solo.ack(2);
    solo.node.propose([new Uint8Array(500)]);
    solo.settle();
    expect(solo.node.status().pendingConfIndex).toBe(solo.node.lastIndex);
    expect(solo.node.lastIndex).toBe(5);
  });

  test('would be forgotten with the leader that entered', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.passes = ({ to }) => to !== 1;
    network.heal();
    network.change(1, changeOf('d3', 'auto'));
    network.partition([1, 2]);
    network.settle();
    expect(network.node(2).configuration.votersOutgoing).toEqual([1, 2, 3]);
    network.partition([2, 3]);
    network.tick(80);
    network.heal();
    network.tick(30);
    for (const { node } of network.all) {
      expect(node.configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [], autoLeave: false });
    }
  });

  test('would never come after a transfer of leadership that failed', () => {
    const solo = entered();
    solo.propose('x');
    solo.settle();
    expect(solo.node.transferLeader(2)).toBe('ok');
    solo.ack(3, 3);
    solo.settle();
    expect(solo.node.status().pendingConfIndex).toBe(3);
    solo.step('heartbeatResp', 2);
    solo.tick(11);
    expect(solo.node.status()).toMatchObject({ leadTransferee: 0, pendingConfIndex: 5 });
  });
});

describe('an explicit joint configuration', () => {
  test('is left by whoever entered it, on the same condition', () => {
    const solo = new Solo();
    solo.lead();
    solo.node.proposeConfChange(changeOf('d3', 'explicit'));
    solo.settle();
    solo.ack(2);
    solo.settle();
    expect(solo.node.configuration.autoLeave).toBe(false);
    expect(solo.node.proposeConfChange(changeOf('v4'))).toMatchObject({ result: 'invalid' });
    expect(solo.node.proposeConfChange(LEAVE_JOINT)).toMatchObject({ result: 'enteringNotDurable' });
    solo.ack(3);
    expect(solo.node.lastIndex).toBe(3);
    expect(solo.node.proposeConfChange(LEAVE_JOINT)).toMatchObject({ result: 'ok', index: 4 });
  });
});

describe('a leader that removes itself would hang on, or leave the group stuck', () => {
  test('so it commits without counting itself, and then steps down', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.change(1, changeOf('r1 d2'));
    network.settle();
    network.tick(2);
    expect(network.node(1).role).toBe('follower');
    network.tick(60);
    expect([2, 3]).toContain(network.leader?.id);
    network.propose(network.leader?.id ?? 0, 'goes on');
    network.settle();
    expect(network.node(2).commit).toBe(network.node(3).commit);
  });

  test('so removing one of two leaves one that leads', () => {
    const network = new Network({ voters: 2 });
    network.elect(1);
    network.change(1, changeOf('r2 d1'));
    network.settle();
    network.tick(3);
    expect(network.node(1).configuration).toMatchObject({ voters: [1], votersOutgoing: [] });
    network.partition([1]);
    const index = network.propose(1, 'alone');
    network.settle();
    expect(network.node(1).answerable).toBe(index);
  });

  test('so a leader made a learner steps down when the joint configuration is left', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.change(1, changeOf('l1'));
    network.settle();
    network.tick(2);
    expect(network.node(1).role).toBe('follower');
    expect(network.node(2).configuration).toMatchObject({ voters: [2, 3], learners: [1] });
    network.tick(60);
    expect(network.node(1).role).toBe('follower');
  });
});

test('a change that was made of another configuration than it is applied to ends the process', () => {
  const solo = new Solo();
  expect(() => solo.node.applyConfChange(LEAVE_JOINT)).toThrow(/can not be applied/);
});

test('a joint configuration would be lost by a restart', () => {
  const network = new Network({ voters: 3 });
  network.elect(1);
  network.change(1, changeOf('d1', 'explicit'));
  network.settle();
  const replica = network.get(2);
  replica.checkpoint();
  replica.crash();
  replica.restart();
  expect(replica.node.configuration).toMatchObject({ ackQuorum: 1, ackQuorumOutgoing: 2 });
  expect(decodeConfChange(new TextEncoder().encode(JSON.stringify({ ...LEAVE_JOINT, context: [] })))).toEqual(
    LEAVE_JOINT,
  );
});

describe('a transfer of leadership', () => {
  test('that does not come about would refuse proposals for ever: it ends after an election timeout', () => {
    const solo = new Solo();
    solo.lead();
    expect(solo.node.transferLeader(2)).toBe('ok');
    expect(solo.sent('timeoutNow')).toMatchObject([{ to: 2 }]);
    expect(solo.node.propose([new Uint8Array(1)])).toEqual({ result: 'transferring' });
    solo.step('heartbeatResp', 3);
    solo.tick(10);
    expect(solo.node.role).toBe('leader');
    expect(solo.node.propose([new Uint8Array(1)])).toMatchObject({ result: 'ok' });
  });

  test('to one that lags would elect nobody: first it is brought up to date', () => {
    const solo = new Solo();
    solo.lead([2]);
    const index = solo.propose('a');
    solo.settle();
    solo.ack(2, index - 1);
    solo.sent();
    expect(solo.node.transferLeader(2)).toBe('ok');
    expect(solo.sent('timeoutNow')).toEqual([]);
    solo.ack(2, index);
    expect(solo.sent('timeoutNow')).toMatchObject([{ to: 2 }]);
  });

  test('goes through the lease of voters that hear their leader', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    expect(network.node(1).transferLeader(3)).toBe('ok');
    network.settle();
    expect(network.leader?.id).toBe(3);
  });

  test('whose word arrives in a later term would depose another leader: it is ignored', () => {
    const solo = new Solo();
    solo.step('heartbeat', 3, { term: 4 });
    solo.step('timeoutNow', 2, { term: 3 });
    expect(solo.node.role).toBe('follower');
    expect(solo.sent('vote')).toEqual([]);
  });

  test.each([
    ['itself', 1, 'toSelf'],
    ['a learner', 4, 'learner'],
    ['a stranger', 9, 'notMember'],
  ])('to %s is refused with the reason', (_, to, reason) => {
    const solo = new Solo(configurationOf([1, 2, 3], 2, [4]));
    solo.lead();
    expect(solo.node.transferLeader(to)).toBe(reason);
    expect(solo.node.status().leadTransferee).toBe(0);
  });

  test('is refused by a follower, and twice to the same', () => {
    const solo = new Solo();
    expect(solo.node.transferLeader(2)).toBe('notLeader');
    solo.lead();
    solo.node.transferLeader(2);
    expect(solo.node.transferLeader(2)).toBe('inProgress');
    expect(solo.node.transferLeader(3)).toBe('ok');
  });

  test('to one that is away, or that too few could elect, would leave the group without a leader', () => {
    const solo = new Solo(configurationOf([1, 2, 3, 4, 5], 2));
    solo.lead([2, 3, 4]);
    expect(solo.node.transferLeader(5)).toBe('targetAway');
    for (let i = 0; i < 3; i++) {
      solo.step('heartbeatResp', 2);
      solo.tick(10);
    }
    solo.step('heartbeatResp', 2);
    expect(solo.node.role).toBe('leader');
    expect(solo.node.transferLeader(2)).toBe('noElectionQuorum');
  });
});
