import { describe, expect, test } from 'vitest';
import { MemoryStorage } from './memory-storage.js';
import type { Entry, Message } from './message.js';
import { RawNode } from './raw-node.js';
import { configurationOf, encodeConfChange } from './testing/conf-change-codec.js';
import { entryOf, messageOf, Solo } from './testing/solo.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a proposal', () => {
  test('is one entry each, all or none, and says where they are', () => {
    const solo = new Solo(configurationOf([1, 2, 3], 2), { maxUncommittedBytes: 10 });
    solo.lead();
    expect(solo.node.propose([bytes('aa'), bytes('bb'), bytes('cc')])).toEqual({
      result: 'ok',
      first: 3,
      term: 2,
    });
    expect(solo.node.propose([bytes('dd'), bytes('eeee')])).toEqual({ result: 'tooManyUncommitted' });
    expect(solo.node.lastIndex).toBe(5);
    expect(solo.sent('app')[0]?.entries.map(({ index }) => index)).toEqual([3, 4, 5]);
  });

  test('is sent on while it is being written', () => {
    const solo = new Solo();
    solo.lead();
    solo.propose('a');
    expect(solo.sent('app')).toHaveLength(2);
    expect(solo.replica.writes).toHaveLength(1);
    expect(solo.node.status().durable).toBeLessThan(3);
  });

  test('at a follower goes nowhere', () => {
    const solo = new Solo();
    solo.step('heartbeat', 2);
    solo.sent();
    expect(solo.node.propose([bytes('a')])).toEqual({ result: 'notLeader' });
    expect(solo.sent()).toEqual([]);
  });
});

describe('an answer', () => {
  test('may be given when d incoming voters hold the entry, which may be later than the commit', () => {
    const solo = new Solo(configurationOf([1, 2, 3], 3));
    solo.lead();
    const index = solo.propose('a');
    solo.settle();
    solo.ack(2);
    expect([solo.node.commit, solo.node.answerable]).toEqual([index, index - 1]);
    solo.sent();
    expect(solo.node.hasReady()).toBe(false);
    solo.node.step(messageOf('appResp', 3, 1, { term: solo.node.term, index }));
    expect(solo.node.hasReady()).toBe(true);
    solo.replica.pump();
    expect(solo.lastReady?.answerable).toBe(index);
  });

  test('is never ahead of the commit index, however many hold an entry of an earlier term', () => {
    const solo = new Solo(configurationOf([1, 2, 3], 1), { preVote: false });
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)] });
    solo.settle();
    solo.node.campaign();
    solo.replica.sync();
    solo.replica.pump();
    solo.replica.sync();
    for (const from of [2, 3]) solo.step('voteResp', from);
    solo.ack(2, 2);
    solo.ack(3, 2);
    expect(solo.node.answerable).toBe(1);
  });

  test('is nothing on a follower', () => {
    expect(new Solo().node.answerable).toBe(0);
  });
});

describe('ready', () => {
  test('is taken once: nothing is handed out twice', () => {
    const solo = new Solo();
    solo.lead();
    solo.node.propose([bytes('a')]);
    const first = solo.node.ready();
    expect(first.append?.entries).toHaveLength(1);
    expect(first.messages).toHaveLength(2);
    expect(solo.node.hasReady()).toBe(false);
    expect(solo.node.ready()).toMatchObject({
      messages: [],
      append: undefined,
      apply: undefined,
      readStates: [],
    });
  });

  test('hands out the next append while one is under way', () => {
    const solo = new Solo();
    solo.lead();
    solo.propose('a');
    solo.propose('b');
    expect(solo.replica.writes.map(({ entries }) => entries.map(({ index }) => index))).toEqual([[3], [4]]);
    solo.settle();
    expect(solo.node.status().durable).toBe(4);
  });

  test('tells the role and the leader when they change', () => {
    const solo = new Solo();
    solo.step('heartbeat', 2);
    expect(solo.lastReady?.softState).toEqual({ leader: 2, role: 'follower' });
    solo.step('heartbeat', 2);
    expect(solo.lastReady?.softState).toBeUndefined();
  });

  test('writes no commit index alone, but with the next entries', () => {
    const solo = new Solo();
    solo.lead();
    solo.propose('a');
    solo.settle();
    solo.ack(2);
    expect(solo.replica.writes).toEqual([]);
    solo.propose('b');
    expect(solo.replica.writes[0]?.hardState.commit).toBe(3);
  });

  test('of a storage that answers unavailable does not spin', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)] });
    solo.settle();
    solo.sent();
    solo.replica.storage.evict(9);
    solo.step('heartbeat', 2, { commit: 3 });
    expect(solo.node.hasReady()).toBe(false);
    solo.replica.storage.fetch();
    solo.node.entriesFetched();
    expect(solo.node.ready().apply?.entries).toHaveLength(2);
  });
});

describe('a message', () => {
  test('for another replica, from oneself, or of a kind that only a host may say is ignored', () => {
    const solo = new Solo();
    solo.lead();
    const before = solo.node.status();
    solo.node.step(messageOf('heartbeat', 2, 3, { term: 99 }));
    solo.node.step(messageOf('appResp', 1, 1, { term: before.term, index: 2 }));
    solo.node.step(messageOf('prop', 2, 1, { term: 99, entries: [entryOf(0, 0)] }));
    solo.node.step(messageOf('transferLeader', 2, 1, { term: before.term }));
    expect(solo.node.status()).toEqual(before);
  });

  test('has every field, in one order', () => {
    const solo = new Solo();
    const kinds: Message[] = [];
    solo.node.campaign();
    solo.settle();
    kinds.push(...solo.sent());
    solo.lead();
    solo.propose('a');
    solo.tick();
    kinds.push(...solo.sent());
    const shape = Object.keys(messageOf('app', 1, 2));
    expect(kinds.length).toBeGreaterThan(4);
    for (const message of kinds) expect(Object.keys(message)).toEqual(shape);
  });
});

test('a response for somebody else, or a report that came twice, is the host’s mistake', () => {
  const solo = new Solo();
  expect(() => solo.node.stepResponse({ kind: 'message', message: messageOf('appResp', 1, 2) })).toThrow();
  expect(() =>
    solo.node.stepResponse({ kind: 'appended', term: 1, index: 0, logTerm: 0, snapshotIndex: 0 }),
  ).toThrow(/twice/);
});

test('priority shifts timeouts, and never below electionTick', () => {
  const timeout = (priority: number, drawn: number) =>
    new Solo(configurationOf([1, 2, 3], 2), { priority, random: () => drawn }).node.status().electionTimeout;
  expect(timeout(0, 0.99)).toBe(19);
  expect(timeout(5, 0.99)).toBe(14);
  expect(timeout(50, 0.99)).toBe(10);
  expect(timeout(-5, 0)).toBe(15);
});

test('a follower told to forget its leader votes at once', () => {
  const solo = new Solo();
  solo.step('heartbeat', 2);
  solo.step('preVote', 3, { term: 2, index: 1, logTerm: 1 });
  expect(solo.sent('preVoteResp')).toEqual([]);
  solo.node.forgetLeader();
  solo.step('preVote', 3, { term: 2, index: 1, logTerm: 1 });
  expect(solo.sent('preVoteResp')).toMatchObject([{ reject: false, term: 2 }]);
});

test('a configuration of numbers that can not work is refused', () => {
  for (const wrong of [
    { electionTick: 1 },
    { heartbeatTick: 0 },
    { maxInflightMessages: 0 },
    { maxInflightBytes: 1 },
  ]) {
    expect(() => new Solo(configurationOf([1], 1), wrong), JSON.stringify(wrong)).toThrow();
  }
});

test('driven synchronously, in etcd’s order, a group elects, replicates and applies', () => {
  const applied = new Map<number, Entry[]>([1, 2, 3].map((id) => [id, []]));
  const storages = new Map([1, 2, 3].map((id) => [id, new MemoryStorage(configurationOf([1, 2, 3], 2))]));
  const nodes = new Map(
    [...storages].map(([id, storage]) => [
      id,
      new RawNode({
        id,
        storage,
        electionTick: 3,
        heartbeatTick: 1,
        random: () => 0,
        preVote: false,
        checkQuorum: false,
        maxSizePerMessage: 1 << 20,
        maxInflightMessages: 8,
        maxInflightBytes: 1 << 20,
        maxUncommittedBytes: 1 << 20,
        maxApplyBytes: 1 << 20,
        stepDownOnRemoval: false,
        encodeConfChange,
        storageOrder: 'strict',
        appliesUnstable: true,
      }),
    ]),
  );
  const settle = (): void => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [id, node] of nodes) {
        if (!node.hasReady()) continue;
        moved = true;
        const { append, apply, messages } = node.ready();
        if (append !== undefined) storages.get(id)?.write(append);
        const responses = append?.responses ?? [];
        const toOthers = responses.flatMap((response) =>
          response.kind === 'message' && response.message.to !== id ? [response.message] : [],
        );
        for (const message of [...messages, ...toOthers]) nodes.get(message.to)?.step(message);
        for (const entry of apply?.entries ?? []) applied.get(id)?.push(entry);
        for (const response of responses) {
          if (response.kind === 'appended' || response.message.to === id) node.stepResponse(response);
        }
        const last = apply?.entries[apply.entries.length - 1];
        if (last !== undefined) node.applied(last.index);
      }
    }
  };
  nodes.get(1)?.campaign();
  settle();
  nodes.get(1)?.propose([bytes('a'), bytes('b')]);
  settle();
  for (const [id, entries] of applied) {
    expect(
      entries.map(({ index }) => index),
      `replica ${id}`,
    ).toEqual([2, 3, 4]);
    expect(storages.get(id)?.hardState).toMatchObject({ term: 2, vote: 1, commit: 4 });
  }
});
