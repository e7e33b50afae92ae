import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineKey, prefixEnd, runKey, SPACE_LINES, trainKey } from '../proto/keys.js';
import { toLatin1 } from './latin1.js';
import {
  bucketSpan,
  decodeDigestKey,
  decodeRowKey,
  digestKey,
  intersect,
  meet,
  ownedSpans,
  owns,
  rowKey,
  type Span,
  subtract,
  tableRange,
} from './physical-key.js';

const run = (line: string, train: string, date: string) => toLatin1(runKey(line, train, date));
const lineIndex = (line: string) => `\x11${toLatin1(lineKey(line)).slice(1)}`;
const trainRow = (kind: string, train: string) => kind + toLatin1(trainKey('', train)).slice(3);
const range = (start: Uint8Array, end: Uint8Array) => ({ start, end });
const all = range(Uint8Array.of(SPACE_LINES), Uint8Array.of(SPACE_LINES + 1));

describe('physical keys', () => {
  test('a row key gives back its bucket and its row', () => {
    const component = fc.string({ maxLength: 4, unit: fc.constantFrom('a', '\0', '\u00ff', '北') });
    fc.assert(
      fc.property(component, component, component, component, (line, train, date, rest) => {
        const row = `r${toLatin1(lineKey(rest)).slice(1)}`;
        for (const bucket of [
          run(line, train, date),
          lineIndex(line),
          '\x21\x00\x07',
          '\x02',
          '\x01\0\0\0\0\0\0\0\x05',
        ])
          expect(decodeRowKey(rowKey(bucket, row))).toEqual({ bucket, row });
      }),
    );
  });

  test('a key of no space of ours is not taken for one', () => {
    expect(decodeRowKey(Uint8Array.of(3, 0x77, 1))).toBeUndefined();
    expect(decodeRowKey(Uint8Array.of(3, 0x10, 0x61))).toBeUndefined();
  });

  test('a split between two trains of a line cuts its index where it cuts its runs', () => {
    const at = trainKey('jinghu', 'G5');
    const left = ownedSpans(2, range(lineKey('jinghu'), at));
    const right = ownedSpans(3, range(at, prefixEnd(lineKey('jinghu'))));
    for (const [train, mine, others] of [
      ['G4', left, right],
      ['G5', right, left],
      ['G51', right, left],
    ] as const) {
      for (const row of [trainRow('t', train), trainRow('d', train)]) {
        expect(owns(mine, lineIndex('jinghu'), row)).toBe(true);
        expect(owns(others, lineIndex('jinghu'), row)).toBe(false);
      }
      expect(owns(mine, run('jinghu', train, '2026-12-01'), 'p')).toBe(true);
      expect(owns(others, run('jinghu', train, '2026-12-01'), 'p')).toBe(false);
    }
  });

  test('the digests of a line index cut by a split stand apart, each within its group', () => {
    const at = trainKey('jinghu', 'G5');
    const left = range(lineKey('jinghu'), at);
    const right = range(at, prefixEnd(lineKey('jinghu')));
    const keys = [left, right].map((part) => digestKey(lineIndex('jinghu'), part));
    expect(keys[0]).not.toEqual(keys[1]);
    for (const [key, group, part] of [
      [keys[0]!, 2, left],
      [keys[1]!, 3, right],
    ] as const) {
      expect(decodeDigestKey(key)).toBe(lineIndex('jinghu'));
      const inside = ownedSpans(group, part).some((span) => {
        const { gte, lt } = tableRange(2, span);
        return Buffer.compare(key, gte!) >= 0 && Buffer.compare(key, lt!) < 0;
      });
      expect(inside).toBe(true);
    }
    const whole = digestKey(lineIndex('jinghu'), all);
    expect(whole).toEqual(keys[0]);
  });

  test('only the group that holds the beginning of the plain keys has their hash buckets', () => {
    const bucket = '\x21\x00\x07';
    expect(bucketSpan(bucket, ownedSpans(1, range(Uint8Array.of(0x20), Uint8Array.of(0x21))))).toBeDefined();
    expect(bucketSpan(bucket, ownedSpans(2, all))).toBeUndefined();
  });

  test('the placement group owns its own rows and no range', () => {
    const spans = ownedSpans(0, range(new Uint8Array(0), new Uint8Array(0)));
    expect(owns(spans, '\x02', 'x')).toBe(true);
    expect(owns(spans, run('jinghu', 'G1', '2026-12-01'), 'p')).toBe(false);
  });

  const letter = fc.constantFrom(...'abcdefgh');
  const span = fc
    .tuple(letter, letter)
    .filter(([a, b]) => a < b)
    .map(([from, to]): Span => ({ from, to }));

  test('spans meet exactly where they have something in common', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), fc.array(span, { maxLength: 3 }), (a, b) => {
        expect(meet(a, b)).toBe(intersect(a, b).length > 0);
        expect(
          subtract(
            a,
            b.filter((each) => meet(a, [each])),
          ),
        ).toEqual(subtract(a, b));
      }),
    );
  });

  test('subtracting spans leaves exactly what no other holds', () => {
    const holds = (spans: readonly Span[], key: string) =>
      spans.some(({ from, to }) => from <= key && key < to);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), fc.array(span, { maxLength: 3 }), (spans, others) => {
        const left = subtract(spans, others);
        for (const key of 'abcdefgh') expect(holds(left, key)).toBe(holds(spans, key) && !holds(others, key));
      }),
    );
  });
});
