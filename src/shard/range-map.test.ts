import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, inRange, lineKey, prefixEnd, runKey, trainKey } from '../proto/keys.js';
import { isEmptyRange, type KeyRange, overlaps, RangeMap } from './range-map.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('ranges', () => {
  it('hold their start, not their end', () => {
    const map = new RangeMap<string>();
    map.add({ start: bytes(10), end: bytes(20) }, 'a');
    expect(map.find(bytes(10))).toBe('a');
    expect(map.find(bytes(19, 255))).toBe('a');
    expect(map.find(bytes(20))).toBeUndefined();
    expect(map.find(bytes(9, 255))).toBeUndefined();
  });

  it('may touch and may not overlap, and a refusal changes nothing', () => {
    const map = new RangeMap<string>();
    expect(map.add({ start: bytes(10), end: bytes(20) }, 'a')).toBe(true);
    expect(map.add({ start: bytes(20), end: bytes(30) }, 'b')).toBe(true);
    for (const end of [bytes(11), bytes(25), bytes()])
      expect(map.add({ start: bytes(5), end }, 'c')).toBe(false);
    expect(map.add({ start: bytes(29), end: bytes(29) }, 'empty')).toBe(false);
    expect(map.values()).toEqual(['a', 'b']);
  });

  it('with an open end reach to the end of the key space', () => {
    const map = new RangeMap<string>();
    map.add({ start: bytes(10), end: bytes() }, 'tail');
    expect(map.find(bytes(255, 255, 255))).toBe('tail');
    expect(map.add({ start: bytes(200), end: bytes(201) }, 'x')).toBe(false);
  });

  it('of a line hold all of its trains and no other line, however alike the names', () => {
    const map = new RangeMap<string>();
    for (const line of ['a', 'ab', 'a\u0000', 'a\u0001', '京沪', '京']) {
      const start = lineKey(line);
      expect(map.add({ start, end: prefixEnd(start) }, line)).toBe(true);
    }
    for (const line of ['a', 'ab', 'a\u0000', 'a\u0001', '京沪', '京']) {
      expect(map.find(runKey(line, 'G1', '2026-12-01'))).toBe(line);
      expect(map.find(trainKey(line, '\uffff'))).toBe(line);
    }
    expect(map.find(lineKey('b'))).toBeUndefined();
  });
});

describe('a range map, against a list searched from end to end', () => {
  const key = fc.uint8Array({ minLength: 0, maxLength: 3, max: 4 });
  const range = fc.record({ start: key, end: key });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), range }),
    fc.record({ kind: fc.constant('delete' as const), start: key }),
  );

  it('never holds two ranges that share a key, and finds what the list finds', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(key, { maxLength: 20 }),
        range,
        (steps, keys, window) => {
          const map = new RangeMap<number>();
          let list: { range: KeyRange; value: number }[] = [];
          for (const [value, action] of steps.entries()) {
            if (action.kind === 'add') {
              const clash = list.find((held) => overlaps(held.range, action.range));
              const free = clash === undefined && !isEmptyRange(action.range);
              expect(map.add(action.range, value)).toBe(free);
              if (free) list.push({ range: action.range, value });
            } else {
              const kept = list.filter((held) => compareKeys(held.range.start, action.start) !== 0);
              expect(map.delete(action.start)).toBe(kept.length < list.length);
              list = kept;
            }
          }
          list.sort((a, b) => compareKeys(a.range.start, b.range.start));
          expect(map.values()).toEqual(list.map((held) => held.value));
          for (const wanted of keys) {
            const held = list.find(({ range }) => inRange(wanted, range.start, range.end));
            expect(map.find(wanted)).toBe(held?.value);
          }
          const within = list.filter((held) => overlaps(held.range, window)).map((held) => held.value);
          expect(map.within(window)).toEqual(within);
        },
      ),
    );
  });
});
