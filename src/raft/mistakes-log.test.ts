/** What fresh implementations of Raft get wrong about the log and the disk: one test each, named after what then goes
 *  wrong. */
import { describe, expect, test } from 'vitest';
import { configurationOf } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

test('an entry of an earlier term, committed by counting, would be lost again (Raft figure 8)', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote: false });
  solo.step('app', 2, { term: 2, index: 1, logTerm: 1, entries: [entryOf(2, 2, 'old')] });
  solo.settle();
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2);
  solo.settle();
  solo.ack(2, 2);
  expect(solo.node.commit).toBe(1);
  solo.ack(2, 3);
  expect(solo.node.commit).toBe(3);
});

describe('an acknowledgement before the fsync would count a copy that a power cut takes away', () => {
  test('so a leader does not count itself before its own', () => {
    const solo = new Solo(configurationOf([1], 1));
    solo.lead([]);
    const index = solo.propose('a');
    expect(solo.node.commit).toBe(index - 1);
    solo.replica.sync();
    expect(solo.node.commit).toBe(index);
  });

  test('so a new leader does not count what it has not written yet, however it won', () => {
    const solo = new Solo(configurationOf([1, 2, 3, 4, 5], 2), { preVote: false });
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)] });
    expect(solo.node.status().durable).toBe(1);
    solo.node.campaign();
    solo.replica.pump();
    for (const from of [2, 3, 4, 5]) solo.step('voteResp', from);
    while (solo.node.role !== 'leader') expect(solo.replica.sync()).toBe(true);
    expect(solo.node.status().progress[0]).toMatchObject({ id: 1, match: 1 });
    solo.settle();
    expect(solo.node.status().progress[0]).toMatchObject({ id: 1, match: 4 });
  });

  test('so a follower acknowledges after its own, and refuses after it', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)] });
    solo.step('app', 2, { index: 7, logTerm: 1, entries: [entryOf(8, 1)] });
    expect(solo.sent()).toEqual([]);
    solo.replica.sync();
    solo.replica.sync();
    expect(solo.sent()).toMatchObject([
      { type: 'appResp', index: 2, reject: false },
      { type: 'appResp', index: 7, reject: true, rejectHint: 2 },
    ]);
  });

  test('so what rests on nothing unwritten leaves at once', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1 });
    expect(solo.replica.writes).toEqual([]);
    expect(solo.sent()).toMatchObject([{ type: 'appResp', index: 1 }]);
  });

  test('so an entry is applied only when it is durable here, committed or not', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)], commit: 2 });
    expect(solo.node.commit).toBe(2);
    expect(solo.replica.toApply).toEqual([]);
    solo.replica.sync();
    solo.replica.pump();
    expect(solo.replica.toApply).toMatchObject([{ index: 2 }]);
  });
});

test('a commit index durable before its entries would not start again: they are one write', () => {
  const solo = new Solo();
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)], commit: 3 });
  expect(solo.replica.writes).toHaveLength(1);
  expect(solo.replica.writes[0]).toMatchObject({
    hardState: { commit: 3 },
    entries: [{ index: 2 }, { index: 3 }],
  });
  for (const kept of [0, 1]) {
    const crashed = new Solo();
    crashed.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)], commit: 3 });
    crashed.replica.crash(kept);
    crashed.replica.restart();
    expect(crashed.node.commit).toBe(kept === 0 ? 1 : 3);
  }
});

test('every write of entries holds the whole hard state, or who holds an entry could forget what it knew committed', () => {
  const network = new Network({ voters: 3 });
  network.elect(1);
  network.propose(1, 'a');
  network.settle();
  const { commit } = network.node(1);
  network.propose(1, 'b');
  for (const message of network.inFlight.splice(0)) network.deliver(message);
  for (const replica of network.all) {
    expect(replica.writes[0]?.hardState, `replica ${replica.id}`).toMatchObject({ commit, term: 2, vote: 1 });
  }
});

test('applied := commit at a restart would skip entries', () => {
  const solo = new Solo(configurationOf([1], 1));
  solo.lead([]);
  solo.propose('a');
  solo.propose('b');
  solo.settle();
  solo.replica.crash();
  solo.replica.restart();
  const { commit, applied } = solo.node.status();
  expect(applied).toBe(1);
  expect(commit).toBeGreaterThan(1);
  solo.replica.pump();
  expect(solo.replica.toApply[0]).toMatchObject({ index: 2 });
});

test('a checkpoint newer than the stored commit index would not start again', () => {
  const solo = new Solo(configurationOf([1], 1));
  solo.lead([]);
  const index = solo.propose('a');
  solo.settle();
  solo.replica.checkpoint();
  expect(solo.replica.storage.hardState.commit).toBeLessThan(index);
  solo.replica.crash();
  solo.replica.restart();
  expect(solo.node.status()).toMatchObject({ commit: index, applied: index });
});

test('the uncommitted limit would be lost with each election', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2), { preVote: false, maxUncommittedBytes: 100 });
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1, 'x'.repeat(90))] });
  solo.settle();
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2);
  expect(solo.node.propose([new Uint8Array(50)])).toEqual({ result: 'tooManyUncommitted' });
  solo.settle();
  solo.ack(2);
  expect(solo.node.propose([new Uint8Array(500)])).toMatchObject({ result: 'ok' });
  expect(solo.node.propose([new Uint8Array(0)])).toMatchObject({ result: 'ok' });
  expect(solo.node.propose([new Uint8Array(1)])).toEqual({ result: 'tooManyUncommitted' });
});

describe('a report of a write would be believed although another one overwrites it (ABA)', () => {
  test('so a report of an earlier term makes nothing stable, and a later one does', () => {
    const solo = new Solo(configurationOf([1, 2, 3, 4, 5], 3));
    // A, then C, then A again, all writes under way.
    solo.step('app', 2, { term: 2, index: 1, logTerm: 1, entries: [entryOf(2, 2, 'a')] });
    solo.step('app', 3, { term: 3, index: 1, logTerm: 1, entries: [entryOf(2, 3, 'c')] });
    solo.step('app', 2, { term: 4, index: 1, logTerm: 1, entries: [entryOf(2, 2, 'a'), entryOf(3, 4, 'd')] });
    expect(solo.replica.writes).toHaveLength(3);
    solo.replica.sync();
    expect(solo.node.status().durable).toBe(1);
    solo.replica.sync();
    expect(solo.node.status().durable).toBe(1);
    solo.replica.sync();
    expect(solo.node.status().durable).toBe(3);
  });

  test('so entries whose report came too late are made stable by the write of the new term', () => {
    const solo = new Solo();
    solo.step('app', 2, { term: 2, index: 1, logTerm: 1, entries: [entryOf(2, 2)] });
    solo.step('vote', 3, { term: 3, index: 9, logTerm: 2, transfer: true });
    solo.replica.sync();
    expect(solo.node.status().durable).toBe(1);
    solo.replica.sync();
    expect(solo.node.status().durable).toBe(2);
  });
});

describe('commit indexes would run ahead of what matches', () => {
  test('so a heartbeat carries no more than is known to match', () => {
    const solo = new Solo();
    solo.lead([2]);
    solo.propose('a');
    solo.settle();
    solo.ack(2);
    solo.sent();
    solo.tick();
    expect(solo.sent('heartbeat')).toMatchObject([
      { to: 2, commit: 3 },
      { to: 3, commit: 0 },
    ]);
  });

  test('so a follower commits no further than the last entry of the message', () => {
    const solo = new Solo();
    solo.step('app', 2, {
      term: 2,
      index: 1,
      logTerm: 1,
      entries: [entryOf(2, 2), entryOf(3, 2), entryOf(4, 2)],
    });
    solo.step('app', 3, { term: 3, index: 2, logTerm: 2, commit: 4 });
    expect(solo.node.commit).toBe(2);
  });

  test('so a commit index without its entries ends the process, which has lost its log', () => {
    const solo = new Solo();
    expect(() => solo.step('heartbeat', 2, { commit: 9 })).toThrow(/lost/);
  });
});

test('a message of an older leader would be written into a newer one’s log', () => {
  const solo = new Solo();
  solo.step('app', 2, { term: 3, index: 1, logTerm: 1, entries: [entryOf(2, 3, 'new')] });
  solo.settle();
  solo.sent();
  solo.step('app', 3, { term: 2, index: 1, logTerm: 1, entries: [entryOf(2, 2, 'old')] });
  solo.settle();
  expect(solo.replica.storage.term(2)).toBe(3);
  expect(solo.sent()).toMatchObject([{ type: 'appResp', to: 3, term: 3, index: 0 }]);
});

test('a leader that hears of a higher term would go on appending to a term it does not lead', () => {
  const solo = new Solo();
  solo.lead();
  const { term } = solo.node;
  solo.step('heartbeat', 2, { term: term + 1 });
  expect(solo.node.propose([new Uint8Array(1)])).toEqual({ result: 'notLeader' });
  expect(solo.node.status()).toMatchObject({ role: 'follower', term: term + 1, leader: 2 });
});
