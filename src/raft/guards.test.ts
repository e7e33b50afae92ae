/** What the core refuses, ignores or ends the process for, because it can't be right. */
import { describe, expect, test } from 'vitest';
import { replicaId } from './ids.js';
import { RaftLog } from './log.js';
import { MemoryStorage } from './memory-storage.js';
import { changeOf, configurationOf, encodeConfChange } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

const THREE = configurationOf([1, 2, 3], 2);
const HARD_STATE = { term: 1, vote: 0, commit: 1 };

function storageOf(last: number): MemoryStorage {
  const storage = new MemoryStorage(THREE);
  const entries = Array.from({ length: last - 1 }, (_, i) => entryOf(i + 2, 1));
  storage.write({ hardState: HARD_STATE, entries, snapshot: undefined });
  return storage;
}

function logOf(storage: MemoryStorage, commit = 1): RaftLog {
  return new RaftLog(storage, { commit, applied: 1 }, 1 << 20, false);
}

describe('an answer of a replica that is no member', () => {
  test.each(['appResp', 'heartbeatResp', 'voteResp', 'preVoteResp'] as const)(
    'as %s with a higher term deposes no leader',
    (type) => {
      const solo = new Solo();
      solo.lead();
      solo.step(type, 9, { term: 99, reject: true });
      expect(solo.node.role).toBe('leader');
      expect(solo.node.term).toBe(2);
    },
  );
});

describe('a transfer of leadership', () => {
  test('to one that a change removes ends when that change is applied', () => {
    const network = new Network({ voters: 4, ackQuorum: 2 });
    network.elect(1);
    network.partition([1, 3, 4]);
    network.change(1, changeOf('r2', 'explicit'));
    expect(network.node(1).transferLeader(2)).toBe('ok');
    network.settle();
    expect(network.node(1).configuration.voters).toEqual([1, 3, 4]);
    expect(network.node(1).status().leadTransferee).toBe(0);
  });
});

describe('a recovery', () => {
  test('is written by the person who recovers a group, and no leader proposes one', () => {
    const solo = new Solo();
    solo.lead();
    const before = solo.node.lastIndex;
    expect(solo.node.proposeConfChange(changeOf('v77 d1', 'recover'))).toMatchObject({ result: 'invalid' });
    expect(solo.node.lastIndex).toBe(before);
  });
});

describe('the log', () => {
  test('does not start when its last term lies above the stored one, or is not known', () => {
    const solo = new Solo();
    solo.replica.storage.write({ hardState: HARD_STATE, entries: [entryOf(2, 7)], snapshot: undefined });
    expect(() => solo.replica.restart()).toThrow('the log holds term 7, above the stored term 1');
    const storage = storageOf(3);
    storage.term = () => undefined;
    expect(() => logOf(storage).last).toThrow('not known');
  });

  test('is not read beyond its ends', () => {
    const log = logOf(storageOf(3));
    expect(() => log.slice(2, 5, 100)).toThrow('outside the log');
    expect(() => log.slice(3, 2, 100)).toThrow('outside the log');
    expect(log.slice(2, 2, 100)).toEqual([]);
  });

  test('notices a storage that holds less than it said', () => {
    const storage = storageOf(3);
    storage.entries = () => [];
    expect(() => logOf(storage).slice(2, 4, 100)).toThrow('storage holds no entry 2');
    storage.entries = () => 'compacted';
    const log = logOf(storage, 3);
    expect(() => log.takeNextApply()).toThrow('compacted before it was applied');
  });

  test('replaces nothing that is committed, neither by entries nor by a snapshot', () => {
    const log = logOf(storageOf(3), 3);
    expect(() => log.append([entryOf(3, 2)])).toThrow('would replace a committed entry');
    expect(() => log.restore({ index: 3, term: 1, configuration: THREE })).toThrow('not ahead of commit 3');
  });

  test('counts a snapshot as applied only while it is the newest', () => {
    const log = logOf(storageOf(3));
    log.restore({ index: 8, term: 2, configuration: THREE });
    expect(log.unappliedConfChange(100)).toBe('unknown');
    log.restore({ index: 9, term: 2, configuration: THREE });
    expect(log.snapshotInstalled(8)).toBe(false);
    expect(log.applied).toBe(1);
    expect(log.snapshotInstalled(9)).toBe(true);
    expect(log.applied).toBe(9);
  });

  test('is not applied backwards', () => {
    const log = logOf(storageOf(3), 3);
    log.takeNextApply();
    log.appliedTo(3);
    log.appliedTo(2);
    expect(log.applied).toBe(3);
  });
});

test('a snapshot that is replaced while it is installed leaves the newer configuration in effect', () => {
  const solo = new Solo();
  const four = configurationOf([1, 2, 3, 4], 2);
  solo.step('snap', 2, { snapshot: { index: 8, term: 1, configuration: THREE } });
  solo.step('snap', 2, { snapshot: { index: 9, term: 1, configuration: four } });
  solo.replica.sync();
  expect(solo.node.appliedConfiguration.voters).toEqual([1, 2, 3]);
  expect(solo.node.appliedIndex).toBe(1);
  solo.settle();
  expect(solo.node.appliedConfiguration.voters).toEqual([1, 2, 3, 4]);
  expect(solo.node.appliedIndex).toBe(9);
});

test('a word of a snapshot that names none is ignored', () => {
  const solo = new Solo();
  solo.step('snap', 2);
  expect(solo.sent()).toEqual([]);
});

test('a leader offers no snapshot of what is not committed', () => {
  const solo = new Solo();
  solo.lead([2]);
  solo.replica.checkpoint();
  solo.replica.storage.compact(solo.node.appliedIndex);
  solo.replica.storage.snapshot = () => ({ index: 99, term: 2, configuration: THREE });
  expect(() => solo.step('appResp', 3, { index: 1, reject: true, rejectHint: 0 })).toThrow(
    'snapshot at 99 is ahead of commit 2',
  );
});

test('only a leader takes a change of the configuration', () => {
  expect(new Solo().node.proposeConfChange(changeOf('v4'))).toMatchObject({ result: 'notLeader' });
});

test('one that sleeps may be told to sleep again', () => {
  const network = new Network({ voters: 3 });
  network.elect(1);
  expect(network.node(1).quiesce()).toBe(true);
  network.settle();
  expect(network.node(1).quiesce()).toBe(true);
  expect(network.node(1).hasReady()).toBe(false);
});

test('the id of a replica holds its recovery epoch above its counter', () => {
  expect(replicaId(0, 7)).toBe(7);
  expect(replicaId(2, 7)).toBe(2 * 2 ** 32 + 7);
});

describe('storage in memory', () => {
  test('keeps to what it holds', () => {
    const storage = storageOf(5);
    expect(() => storage.entries(2, 9, 100)).toThrow('the last is 5');
    expect(() => storage.checkpoint(9, THREE)).toThrow('outside the log');
    storage.checkpoint(4, THREE);
    storage.checkpoint(3, THREE);
    expect(storage.initialState().applied).toBe(4);
    storage.compact(3);
    expect(storage.entries(2, 4, 100)).toBe('compacted');
    expect(() =>
      storage.write({ hardState: HARD_STATE, entries: [entryOf(3, 1)], snapshot: undefined }),
    ).toThrow('lies before the log');
  });
});

describe('a candidate that leads a term it can still forget', () => {
  test('would win it again after a crash, and write other entries into it: it waits for its own vote', () => {
    const solo = new Solo(THREE, { preVote: false });
    solo.node.campaign();
    solo.replica.pump();
    for (const id of [2, 3]) solo.step('voteResp', id);
    expect(solo.node.role).toBe('candidate');
    solo.replica.sync();
    solo.replica.pump();
    expect(solo.node.role).toBe('leader');
    expect(solo.replica.storage.hardState).toMatchObject({ term: 2, vote: 1 });
  });
});

test('who remains when a leader removed itself and stepped down would never hear that this is committed: the refusal of its vote says so', () => {
  const solo = new Solo(configurationOf([1, 2], 2), { preVote: false, checkQuorum: false }, 2);
  const entries = [changeOf('r1 d1', 'explicit'), changeOf('', 'auto')].map((change, i) => ({
    ...entryOf(i + 2, 1, '', 'confChange'),
    data: encodeConfChange(change),
  }));
  solo.step('app', 1, { index: 1, logTerm: 1, entries, commit: 2 });
  solo.settle();
  expect(solo.node.configuration).toMatchObject({ voters: [2], votersOutgoing: [1, 2] });
  solo.node.campaign();
  solo.settle();
  expect(solo.node.role).toBe('candidate');
  // 1 has more, and so refuses; it is no voter any more, and will not lead.
  solo.step('voteResp', 1, { reject: true, index: 9, logTerm: 1, entries: [entryOf(3, 1)] });
  expect(solo.node.role).toBe('follower');
  expect(solo.node.commit).toBe(3);
  solo.settle();
  expect(solo.node.configuration).toMatchObject({ voters: [2], votersOutgoing: [] });
  solo.node.campaign();
  solo.settle();
  expect(solo.node.role).toBe('leader');
});

test('what a voter knows to be committed is learned only by who holds that very entry', () => {
  const solo = new Solo(THREE, { preVote: false, checkQuorum: false });
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)] });
  solo.settle();
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 2, { reject: true, index: 9, logTerm: 2, entries: [entryOf(3, 2)] });
  expect(solo.node.commit).toBe(1);
  solo.step('voteResp', 3, { entries: [entryOf(9, 1)] });
  expect(solo.node.commit).toBe(1);
});

test('the vote of a learner counts for nothing, though it may be asked', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2, [4]), { preVote: false });
  solo.node.campaign();
  solo.settle();
  solo.step('voteResp', 4);
  expect(solo.node.role).toBe('candidate');
  solo.step('voteResp', 3);
  expect(solo.node.role).toBe('leader');
});

test('a stranger that will not sleep keeps nobody awake', () => {
  const solo = new Solo();
  solo.lead();
  solo.step('quiesce', 9, { reject: true });
  expect(solo.sent()).toEqual([]);
  expect(solo.node.quiesce()).toBe(true);
});
