import { expect, test } from 'vitest';
import { MemoryStorage } from './memory-storage.js';
import { configurationOf } from './testing/conf-change-codec.js';
import { entryOf } from './testing/solo.js';

const hardState = { term: 3, vote: 1, commit: 2 };
const one = configurationOf([1], 1);

test('a write replaces the log from its first entry on', () => {
  const storage = new MemoryStorage(one);
  storage.write({ hardState, entries: [entryOf(2, 1), entryOf(3, 1), entryOf(4, 1)], snapshot: undefined });
  storage.write({ hardState, entries: [entryOf(3, 2)], snapshot: undefined });
  expect([storage.lastIndex(), storage.term(3), storage.term(4)]).toEqual([3, 2, undefined]);
  expect(() => storage.write({ hardState, entries: [entryOf(5, 2)], snapshot: undefined })).toThrow(/gap/);
});

test('a checkpoint is where a restart begins, and what may be compacted', () => {
  const storage = new MemoryStorage(one);
  storage.write({ hardState, entries: [entryOf(2, 1), entryOf(3, 1)], snapshot: undefined });
  expect(() => storage.compact(2)).toThrow();
  storage.checkpoint(2, configurationOf([1, 2], 2));
  expect(storage.initialState()).toMatchObject({ applied: 2, configuration: { voters: [1, 2] } });
  storage.compact(2);
  expect([storage.firstIndex(), storage.term(2), storage.term(1)]).toEqual([3, 1, undefined]);
  expect(storage.snapshot()).toMatchObject({ index: 2, term: 1 });
});

test('a snapshot replaces everything', () => {
  const storage = new MemoryStorage(one);
  storage.write({ hardState, entries: [entryOf(2, 1)], snapshot: undefined });
  storage.write({
    hardState,
    entries: [entryOf(10, 3)],
    snapshot: { index: 9, term: 3, configuration: configurationOf([1, 2], 1) },
  });
  expect([storage.firstIndex(), storage.lastIndex(), storage.term(9)]).toEqual([10, 10, 3]);
  expect(storage.initialState().applied).toBe(9);
});
