import { describe, expect, test } from 'vitest';
import { RaftLog } from './log.js';
import { MemoryStorage } from './memory-storage.js';
import type { Entry } from './message.js';
import { configurationOf } from './testing/conf-change-codec.js';
import { entryOf } from './testing/solo.js';

/** A log whose entries 2.. have these terms; those up to `stored` are durable. */
function logOf(terms: readonly number[], stored = terms.length + 1, commit = 1, maxApply = 1 << 20) {
  const storage = new MemoryStorage(configurationOf([1], 1));
  const entries = terms.map((term, i) => entryOf(i + 2, term, `${i + 2}`));
  storage.write({
    hardState: { term: Math.max(1, ...terms), vote: 0, commit },
    entries: entries.filter(({ index }) => index <= stored),
    snapshot: undefined,
  });
  const log = new RaftLog(storage, { commit, applied: 1 }, maxApply, false);
  log.append(entries.filter(({ index }) => index > stored));
  return { log, storage };
}

const indexes = (entries: readonly Entry[] | string | undefined) =>
  typeof entries === 'object' ? entries.map(({ index }) => index) : entries;

describe('opening', () => {
  test('takes what is applied for committed, even if the commit index was written earlier', () => {
    const { storage } = logOf([1, 1, 1]);
    expect(new RaftLog(storage, { commit: 2, applied: 3 }, 1, false).committed).toBe(3);
  });

  test('refuses a commit index behind the log', () => {
    const { storage } = logOf([1, 1, 1]);
    expect(() => new RaftLog(storage, { commit: 9, applied: 1 }, 1, false)).toThrow(/lost/);
  });

  test('refuses a state older than the log', () => {
    const storage = new MemoryStorage(configurationOf([1], 1), { index: 10, term: 2 });
    expect(() => new RaftLog(storage, { commit: 10, applied: 5 }, 1, false)).toThrow();
  });
});

describe('appending what a leader sent', () => {
  test('refuses what does not follow its own entries', () => {
    const { log } = logOf([1, 1]);
    expect(log.maybeAppend(3, 2, [], 9)).toBeUndefined();
    expect(log.maybeAppend(7, 1, [], 9)).toBeUndefined();
    expect(log.committed).toBe(1);
  });

  test('keeps what matches already, replaces from the first conflict on', () => {
    const { log } = logOf([1, 1, 1]);
    expect(log.maybeAppend(1, 1, [entryOf(2, 1), entryOf(3, 1)], 0)).toBe(3);
    expect(log.lastIndex).toBe(4);
    expect(log.maybeAppend(2, 1, [entryOf(3, 2)], 0)).toBe(3);
    expect(log.lastIndex).toBe(3);
    expect(log.unstable.offset).toBe(3);
  });

  test('commits no further than the last entry of the message', () => {
    const { log } = logOf([1, 1, 1, 1]);
    expect(log.maybeAppend(2, 1, [entryOf(3, 1)], 5)).toBe(3);
    expect(log.committed).toBe(3);
  });

  test('never replaces a committed entry', () => {
    const { log } = logOf([1, 1, 1], 4, 3);
    expect(() => log.maybeAppend(2, 1, [entryOf(3, 2)], 3)).toThrow(/committed/);
  });
});

describe('committing', () => {
  test('counts copies only for entries of the given term', () => {
    const { log } = logOf([1, 2]);
    expect(log.maybeCommit(2, 2)).toBe(false);
    expect(log.maybeCommit(3, 2)).toBe(true);
    expect(log.committed).toBe(3);
  });

  test('never falls', () => {
    const { log } = logOf([1, 1], 3, 3);
    log.commitTo(2);
    expect(log.committed).toBe(3);
    expect(() => log.commitTo(4)).toThrow();
  });
});

test('a log may lead when its last term is higher, or equal and no shorter', () => {
  const { log } = logOf([1, 2]);
  expect(log.isUpToDate(2, 3)).toBe(true);
  expect(log.isUpToDate(2, 2)).toBe(false);
  expect(log.isUpToDate(3, 1)).toBe(true);
  expect(log.isUpToDate(1, 99)).toBe(false);
});

test('a hint names the highest index whose term is no higher', () => {
  const { log } = logOf([3, 3, 4, 4, 5]);
  expect(log.findConflictByTerm(6, 3)).toEqual({ index: 3, term: 3 });
  expect(log.findConflictByTerm(6, 5)).toEqual({ index: 6, term: 5 });
  expect(log.findConflictByTerm(6, 0)).toEqual({ index: 0, term: 0 });
});

describe('reading', () => {
  test('joins what is stored and what is not yet, within the bytes', () => {
    const { log } = logOf([1, 1, 1, 1], 3);
    expect(indexes(log.entries(2, 1 << 20))).toEqual([2, 3, 4, 5]);
    expect(indexes(log.entries(2, 0))).toEqual([2]);
    expect(indexes(log.entries(2, 17 * 3))).toEqual([2, 3, 4]);
    expect(indexes(log.entries(2, 17 * 2))).toEqual([2, 3]);
    expect(indexes(log.entries(4, 17))).toEqual([4]);
    expect(log.entries(6, 99)).toEqual([]);
  });

  test('says when entries are compacted or not in memory', () => {
    const { log, storage } = logOf([1, 1, 1, 1], 5, 4);
    storage.evict(3);
    expect(log.entries(2, 99)).toBe('unavailable');
    expect(indexes(log.entries(3, 17))).toEqual([3]);
    storage.checkpoint(4, configurationOf([1], 1));
    storage.compact(4);
    expect(log.entries(3, 99)).toBe('compacted');
    expect(log.term(3)).toBeUndefined();
    expect(log.term(4)).toBe(1);
    expect(log.term(9)).toBeUndefined();
  });
});

describe('applying', () => {
  test('hands out only what is durable here', () => {
    const { log, storage } = logOf([1, 1, 1], 3);
    log.commitTo(4);
    expect(indexes(log.takeNextApply())).toEqual([2, 3]);
    expect(log.hasNextApply).toBe(false);
    storage.write({ hardState: storage.hardState, entries: [entryOf(4, 1, '4')], snapshot: undefined });
    log.stableTo(4, 1);
    expect(indexes(log.takeNextApply())).toEqual([4]);
  });

  test('pauses at the limit until something is reported', () => {
    const { log } = logOf([1, 1, 1], 4, 4, 17 * 2);
    expect(indexes(log.takeNextApply())).toEqual([2, 3]);
    expect(log.hasNextApply).toBe(false);
    log.appliedTo(3);
    expect(indexes(log.takeNextApply())).toEqual([4]);
  });

  test('does not ask for the same missing entries over and over', () => {
    const { log, storage } = logOf([1, 1, 1], 4, 4);
    storage.evict(9);
    expect(log.takeNextApply()).toBeUndefined();
    expect(log.hasNextApply).toBe(false);
    storage.fetch();
    log.entriesFetched();
    expect(indexes(log.takeNextApply())).toEqual([2, 3, 4]);
  });

  test('takes no report of what was never handed out', () => {
    const { log } = logOf([1, 1], 3, 3);
    expect(() => log.appliedTo(2)).toThrow();
  });

  test('hands out nothing while a snapshot is being installed, then goes on behind it', () => {
    const { log } = logOf([1, 1], 3, 2);
    log.restore({ index: 8, term: 2, configuration: configurationOf([1], 1) });
    expect(log.hasNextApply).toBe(false);
    expect(log.firstIndex).toBe(9);
    expect(log.last).toEqual({ index: 8, term: 2 });
    expect(log.snapshotInstalled(8)).toBe(true);
    expect(log.applied).toBe(8);
  });
});

test('a report of a write that storage does not hold ends everything', () => {
  const { log } = logOf([1, 1, 1], 3);
  expect(() => log.stableTo(4, 1)).toThrow(/storage does not hold/);
});

test('finds a committed configuration entry that is not applied, or says that it can not know', () => {
  const storage = new MemoryStorage(configurationOf([1], 1));
  storage.write({
    hardState: { term: 1, vote: 0, commit: 3 },
    entries: [entryOf(2, 1), entryOf(3, 1, '', 'confChange'), entryOf(4, 1)],
    snapshot: undefined,
  });
  const log = new RaftLog(storage, { commit: 3, applied: 1 }, 1 << 20, false);
  expect(log.unappliedConfChange(1)).toBe(true);
  storage.evict(9);
  expect(log.unappliedConfChange(1)).toBe('unknown');
  storage.fetch();
  log.takeNextApply();
  log.appliedTo(3);
  expect(log.unappliedConfChange(1)).toBe(false);
});
