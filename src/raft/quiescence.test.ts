import { describe, expect, test } from 'vitest';
import { changeOf } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

function quiet(): Network {
  const network = new Network({ voters: 3 });
  network.elect(1);
  network.propose(1, 'a');
  network.settle();
  network.tick();
  return network;
}

const asleep = (network: Network) => network.all.filter(({ node }) => node.asleep).map(({ id }) => id);

test('a quiet group sleeps, and costs nothing: no tick changes or sends anything', () => {
  const network = quiet();
  expect(network.node(1).quiesce()).toBe(true);
  network.settle();
  expect(asleep(network)).toEqual([1, 2, 3]);
  for (const { node } of network.all) {
    for (let i = 0; i < 100; i++) node.tick();
    expect(node.hasReady()).toBe(false);
  }
  expect(network.leader?.id).toBe(1);
});

describe('a leader stays awake', () => {
  test('while something is not committed, not applied, or not known everywhere', () => {
    const solo = new Solo();
    solo.lead([2, 3]);
    solo.propose('a');
    expect(solo.node.quiesce()).toBe(false);
    solo.settle();
    solo.ack(2);
    expect(solo.node.commit).toBe(3);
    expect(solo.node.quiesce()).toBe(false);
    solo.ack(3);
    expect(solo.node.quiesce()).toBe(false);
    solo.settle();
    expect(solo.node.quiesce()).toBe(true);
  });

  test('while a read waits, a transfer or a joint configuration', () => {
    const solo = new Solo();
    solo.lead();
    solo.node.readIndex(1);
    expect(solo.node.quiesce()).toBe(false);
    solo.sent();
    solo.step('heartbeatResp', 2, { readPosition: 1 });
    solo.node.transferLeader(2);
    expect(solo.node.quiesce()).toBe(false);
    const joint = new Network({ voters: 3 });
    joint.elect(1);
    joint.change(1, changeOf('d1', 'explicit'));
    joint.settle();
    expect(joint.node(1).quiesce()).toBe(false);
  });

  test('or does not lead', () => {
    expect(quiet().node(2).quiesce()).toBe(false);
  });
});

describe('a follower sleeps only when its picture is the leader’s', () => {
  test('else it stays awake, says so, and wakes the leader', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)] });
    solo.settle();
    solo.sent();
    solo.step('quiesce', 2, { index: 3, commit: 3 });
    expect(solo.node.asleep).toBe(false);
    expect(solo.sent()).toMatchObject([{ type: 'quiesce', reject: true, to: 2 }]);
    const leader = new Solo();
    leader.lead();
    leader.node.quiesce();
    leader.step('quiesce', 2, { reject: true });
    expect(leader.node.asleep).toBe(false);
  });

  test('and takes the commit index that the word to sleep brings', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)] });
    solo.settle();
    solo.step('quiesce', 2, { index: 2, commit: 2 });
    expect(solo.node).toMatchObject({ asleep: true, commit: 2 });
  });

  test('not while a read of its own is unanswered: asleep nobody would repeat a lost question', () => {
    const solo = new Solo();
    solo.step('heartbeat', 2);
    solo.node.readIndex(1);
    expect(solo.sent('readIndex')).toHaveLength(1);
    solo.step('quiesce', 2, { index: 1, commit: 1 });
    expect(solo.node.asleep).toBe(false);
    expect(solo.sent('quiesce')).toMatchObject([{ reject: true, to: 2 }]);
  });

  test('not on the word of an old term, or while it writes', () => {
    const solo = new Solo();
    solo.step('heartbeat', 2, { term: 5 });
    solo.step('quiesce', 3, { term: 4, index: 1, commit: 1 });
    expect(solo.node.asleep).toBe(false);
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 5)], commit: 2 });
    solo.step('quiesce', 2, { index: 2, commit: 2 });
    expect(solo.node.asleep).toBe(false);
  });
});

describe('the group wakes', () => {
  function sleeping(): Network {
    const network = quiet();
    network.node(1).quiesce();
    network.settle();
    return network;
  }

  test('when something is proposed', () => {
    const network = sleeping();
    const index = network.propose(1, 'b');
    network.settle();
    expect(asleep(network)).toEqual([]);
    expect(network.node(3).commit).toBe(index);
  });

  test('when somebody reads, from a follower too', () => {
    const network = sleeping();
    const id = network.read(3);
    network.settle();
    expect(network.get(3).answeredReads.has(id)).toBe(true);
    network.tick();
    expect(asleep(network)).toEqual([]);
  });

  test('when its leader is gone: the host wakes a follower, which is elected', () => {
    const network = sleeping();
    network.get(1).crash();
    network.node(2).wake();
    network.tick(60);
    expect([2, 3]).toContain(network.leader?.id);
  });

  test('without deposing its leader, when a follower did not hear that it should sleep', () => {
    const network = quiet();
    const { term } = network.node(1);
    network.passes = ({ type, to }) => !(type === 'quiesce' && to === 3);
    network.node(1).quiesce();
    network.settle();
    expect(asleep(network)).toEqual([1, 2]);
    network.tick(60);
    expect(network.leader?.id).toBe(1);
    expect(network.node(1).term).toBe(term);
  });

  test('with a whole election timeout for everybody', () => {
    const network = sleeping();
    for (const { node } of network.all) node.wake();
    network.tick(30);
    expect(network.leader?.id).toBe(1);
    expect(network.node(1).term).toBe(2);
  });
});

test('the late answer to a heartbeat wakes no leader', () => {
  const solo = new Solo();
  solo.lead();
  solo.node.quiesce();
  solo.step('heartbeatResp', 2);
  expect(solo.node.asleep).toBe(true);
  solo.step('appResp', 2, { index: 2 });
  expect(solo.node.asleep).toBe(false);
});

describe('a dead follower', () => {
  /** Three replicas: 3 has not been heard for two checks of the quorum and lacks an entry. */
  function leaderWithout3(): Solo {
    const solo = new Solo();
    solo.lead([2, 3]);
    solo.propose('a');
    solo.settle();
    solo.ack(2);
    for (let i = 0; i < 31; i++) {
      solo.node.tick();
      solo.step('heartbeatResp', 2, {});
    }
    solo.settle();
    return solo;
  }

  test('keeps its leader awake, unless the host says that it is away', () => {
    const { node } = leaderWithout3();
    expect(node.quiesce()).toBe(false);
    expect(node.quiesce((id) => id !== 3)).toBe(false);
    expect(node.quiesce((id) => id === 3)).toBe(true);
  });

  test('that is heard is waited for', () => {
    const solo = leaderWithout3();
    solo.step('heartbeatResp', 3, {});
    expect(solo.node.quiesce(() => true)).toBe(false);
  });

  test('wakes its leader by whatever it says, and is caught up', () => {
    const solo = leaderWithout3();
    solo.node.quiesce(() => true);
    solo.sent();
    solo.step('preVote', 3, { term: solo.node.term + 1 });
    expect(solo.node.asleep).toBe(false);
    solo.node.tick();
    solo.step('heartbeatResp', 3, {});
    expect(solo.sent().some(({ type, to }) => type === 'app' && to === 3)).toBe(true);
  });

  test('that hears again and is not heard commits nothing of its own log on the word to sleep', () => {
    const network = quiet();
    network.partition([2, 3]);
    const lost = network.propose(1, 'lost');
    network.settle();
    network.tick(80);
    const { node, id: leader } = [network.get(2), network.get(3)].find(
      (each) => each.node.role === 'leader',
    )!;
    // As long a log, another last entry.
    expect(node.lastIndex).toBe(lost);
    expect(network.node(1).lastIndex).toBe(lost);
    network.passes = ({ from, to }) => (from !== 1 && to !== 1) || from === leader;
    expect(node.quiesce((id) => id === 1)).toBe(true);
    network.settle();
    expect(network.node(1)).toMatchObject({ asleep: false, commit: lost - 1 });
    network.heal();
    network.tick(80);
    expect(network.node(1).commit).toBe(network.leader?.node.lastIndex);
  });

  test('is not left behind when those who remain could be outvoted', () => {
    const solo = new Solo();
    solo.lead([2, 3]);
    for (let i = 0; i < 9; i++) solo.node.tick();
    solo.settle();
    const { node } = solo;
    solo.propose('a');
    solo.settle();
    expect(node.quiesce(() => true)).toBe(false);
  });
});
