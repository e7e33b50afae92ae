/** What fresh implementations get wrong about ReadIndex: one test each, named after what then goes wrong. */
import { describe, expect, test } from 'vitest';
import { configurationOf } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

test('a read before an entry of the term is committed would miss what earlier leaders committed: it is held back', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote: false });
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1, 'sold')] });
  solo.settle();
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2);
  solo.settle();
  solo.node.readIndex(7);
  solo.step('heartbeatResp', 2, { readPosition: 1 });
  solo.step('heartbeatResp', 3, { readPosition: 1 });
  expect(solo.replica.answeredReads.size).toBe(0);
  solo.sent();
  solo.ack(2);
  expect(solo.sent('heartbeat')).toMatchObject([{ readPosition: 1 }, { readPosition: 1 }]);
  solo.step('heartbeatResp', 3, { readPosition: 1 });
  expect(solo.replica.answeredReads.get(7)).toBe(3);
});

test('even a leader of one would read too early after a restart', () => {
  const solo = new Solo(configurationOf([1], 1));
  solo.lead([]);
  const index = solo.propose('a');
  solo.settle();
  solo.replica.crash();
  solo.replica.restart();
  solo.node.campaign();
  while (solo.node.role !== 'leader') {
    solo.replica.pump();
    solo.replica.sync();
  }
  solo.node.readIndex(1);
  solo.replica.pump();
  expect(solo.replica.answeredReads.size).toBe(0);
  solo.settle();
  expect(solo.replica.answeredReads.get(1)).toBeGreaterThan(index);
});

describe('an acknowledgement keyed by the caller’s id would confirm a later read with the same id', () => {
  test('so a late answer to an earlier round confirms only that round', () => {
    const solo = new Solo();
    solo.lead();
    solo.node.readIndex(7);
    solo.sent();
    solo.step('heartbeatResp', 2, { readPosition: 1 });
    expect(solo.replica.answeredReads.has(7)).toBe(true);
    solo.replica.answeredReads.clear();
    solo.node.readIndex(7);
    solo.sent();
    solo.step('heartbeatResp', 3, { readPosition: 1 });
    solo.step('heartbeatResp', 2, { readPosition: 1 });
    expect(solo.replica.answeredReads.has(7)).toBe(false);
    solo.step('heartbeatResp', 3, { readPosition: 2 });
    expect(solo.replica.answeredReads.has(7)).toBe(true);
  });

  test('so an answer to an earlier life of a follower confirms nothing', () => {
    const solo = new Solo();
    solo.step('heartbeat', 2);
    solo.node.readIndex(7);
    const position = solo.sent('readIndex')[0]?.readPosition ?? 0;
    solo.replica.crash();
    solo.replica.restart();
    solo.step('heartbeat', 2);
    solo.node.readIndex(7);
    solo.replica.pump();
    solo.step('readIndexResp', 2, { index: 1, readPosition: position });
    expect(solo.replica.answeredReads.size).toBe(0);
  });

  test('so an acknowledgement of an earlier term in office confirms nothing', () => {
    const solo = new Solo();
    solo.lead();
    const { term } = solo.node;
    solo.step('heartbeat', 2, { term: term + 1 });
    solo.step('appResp', 3, { term: term + 1 });
    solo.node.forgetLeader();
    solo.lead();
    solo.node.readIndex(8);
    solo.sent();
    solo.step('heartbeatResp', 2, { term, readPosition: 1 });
    expect(solo.replica.answeredReads.size).toBe(0);
  });
});

test('the removed would confirm reads', () => {
  const solo = new Solo();
  solo.lead();
  solo.node.readIndex(7);
  solo.sent();
  solo.step('heartbeatResp', 9, { readPosition: 1 });
  expect(solo.replica.answeredReads.size).toBe(0);
});

test('with a commit quorum of one, fewer confirmations than stop an election would be none: one is enough', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 1));
  solo.lead();
  solo.node.readIndex(7);
  solo.replica.pump();
  expect(solo.replica.answeredReads.has(7)).toBe(true);
  expect(solo.sent('heartbeat')).toEqual([]);
});

test('each read would cost a round: one round serves all that wait, the next one those that came meanwhile', () => {
  const solo = new Solo();
  solo.lead();
  for (const id of [1, 2, 3]) solo.node.readIndex(id);
  expect(solo.sent('heartbeat')).toHaveLength(2);
  for (const id of [4, 5]) solo.node.readIndex(id);
  expect(solo.sent('heartbeat')).toHaveLength(0);
  solo.step('heartbeatResp', 2, { readPosition: 3 });
  expect([...solo.replica.answeredReads.keys()]).toEqual([1, 2, 3]);
  expect(solo.sent('heartbeat')).toMatchObject([{ readPosition: 5 }, { readPosition: 5 }]);
});

test('a read would wait for ever on a lost round: heartbeats repeat it', () => {
  const solo = new Solo();
  solo.lead();
  solo.node.readIndex(1);
  solo.sent();
  solo.tick();
  const [beat] = solo.sent('heartbeat');
  solo.step('heartbeatResp', 2, { readPosition: beat?.readPosition ?? 0 });
  expect(solo.replica.answeredReads.has(1)).toBe(true);
});

describe('reads of a leader that is one no more would be served', () => {
  test('so they are given up, waiting ones and held ones', () => {
    const solo = new Solo();
    solo.lead();
    solo.node.readIndex(1);
    solo.node.readIndex(2);
    solo.step('heartbeat', 2, { term: solo.node.term + 1 });
    solo.replica.pump();
    expect(solo.replica.droppedReads).toEqual([1, 2]);
    expect(solo.node.readIndex(3)).toBe('ok');
    solo.node.forgetLeader();
    solo.replica.pump();
    expect(solo.replica.droppedReads).toEqual([1, 2, 3]);
    expect(solo.node.readIndex(4)).toBe('noLeader');
  });
});

describe('a follower', () => {
  test('reads through its leader, several reads at once', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    const index = network.propose(1, 'a');
    network.settle();
    const ids = [network.read(2), network.read(2)];
    network.settle();
    for (const id of ids) expect(network.get(2).answeredReads.get(id)).toBe(index);
  });

  test('asks again when the question was lost', () => {
    const network = new Network({ voters: 3 });
    network.elect(1);
    network.passes = ({ type }) => type !== 'readIndex';
    const id = network.read(2);
    network.settle();
    network.heal();
    network.tick(4);
    expect(network.get(2).answeredReads.has(id)).toBe(true);
  });
});
