import { describe, expect, test } from 'vitest';
import { configurationOf } from './testing/conf-change-codec.js';
import { entryOf } from './testing/solo.js';
import { Unstable } from './unstable.js';

const snapshot = (index: number, term: number) => ({ index, term, configuration: configurationOf([1], 1) });
const entries = (from: number, to: number, term: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => entryOf(from + i, term));

describe('handing out', () => {
  test('gives each entry once', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 6, 1));
    expect(tail.nextEntries().map(({ index }) => index)).toEqual([5, 6]);
    tail.acceptInProgress();
    expect(tail.hasNext).toBe(false);
    tail.truncateAndAppend(entries(7, 7, 1));
    expect(tail.nextEntries().map(({ index }) => index)).toEqual([7]);
  });

  test('gives replaced entries again', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 8, 1));
    tail.acceptInProgress();
    tail.truncateAndAppend(entries(7, 7, 2));
    expect(tail.nextEntries().map(({ index, term }) => [index, term])).toEqual([[7, 2]]);
    expect(tail.lastIndex()).toBe(7);
  });

  test('does not let what was handed out change afterwards', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 8, 1));
    const handedOut = tail.nextEntries();
    tail.truncateAndAppend(entries(6, 6, 2));
    expect(handedOut).toHaveLength(4);
  });
});

describe('becoming stable', () => {
  test('drops what is durable and keeps the rest', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 8, 1));
    tail.acceptInProgress();
    expect(tail.stableTo(6, 1)).toBe(true);
    expect(tail.offset).toBe(7);
    expect(tail.term(6)).toBeUndefined();
    expect(tail.term(7)).toBe(1);
  });

  test('ignores an entry that was replaced, is gone, or is only the snapshot', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 6, 1));
    expect(tail.stableTo(6, 2)).toBe(false);
    expect(tail.stableTo(9, 1)).toBe(false);
    tail.restore(snapshot(20, 3));
    expect(tail.stableTo(20, 3)).toBe(false);
    expect(tail.snapshot?.index).toBe(20);
  });
});

describe('a snapshot', () => {
  test('replaces every entry and gives its own term', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 8, 1));
    tail.restore(snapshot(20, 3));
    expect(tail.lastIndex()).toBe(20);
    expect(tail.term(20)).toBe(3);
    expect(tail.nextSnapshot()?.index).toBe(20);
    tail.acceptInProgress();
    expect(tail.nextSnapshot()).toBeUndefined();
    expect(tail.stableSnapshotTo(19)).toBe(false);
    expect(tail.stableSnapshotTo(20)).toBe(true);
    expect(tail.snapshot).toBeUndefined();
  });
});

describe('replacing', () => {
  test('may begin below what is unstable', () => {
    const tail = new Unstable(5);
    tail.truncateAndAppend(entries(5, 8, 1));
    tail.acceptInProgress();
    tail.truncateAndAppend(entries(3, 4, 2));
    expect(tail.offset).toBe(3);
    expect(tail.lastIndex()).toBe(4);
    expect(tail.nextEntries()).toHaveLength(2);
  });

  test('never leaves a gap', () => {
    const tail = new Unstable(5);
    expect(() => tail.truncateAndAppend(entries(6, 6, 1))).toThrow(/gap/);
    expect(() => tail.slice(4, 5)).toThrow();
  });
});
