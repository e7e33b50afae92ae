import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareKeys,
  decodeKey,
  encodeKey,
  inRange,
  lineKey,
  prefixEnd,
  runKey,
  SPACE_LINES,
  trainKey,
} from './keys.js';

const component = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => Buffer.from(text).toString() === text);
const tuple = fc.array(component, { minLength: 1, maxLength: 4 });

const compareTuples = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = Buffer.compare(Buffer.from(a[i]!), Buffer.from(b[i]!));
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
};

describe('keys', () => {
  it('decode to what was encoded', () => {
    fc.assert(
      fc.property(tuple, (components) => {
        expect(decodeKey(encodeKey(SPACE_LINES, components))).toEqual({ space: SPACE_LINES, components });
      }),
    );
  });

  it('have the order of their tuples', () => {
    fc.assert(
      fc.property(tuple, tuple, (a, b) => {
        expect(Math.sign(compareKeys(encodeKey(SPACE_LINES, a), encodeKey(SPACE_LINES, b)))).toBe(
          compareTuples(a, b),
        );
      }),
    );
  });

  it('of a line lie between its key and the end of its prefix, those of other lines do not', () => {
    const start = lineKey('jing');
    const end = prefixEnd(start);
    expect(inRange(runKey('jing', 'G1', '2026-12-01'), start, end)).toBe(true);
    expect(inRange(trainKey('jing', '\u0000'), start, end)).toBe(true);
    expect(inRange(runKey('jinghu', 'G1', '2026-12-01'), start, end)).toBe(false);
    expect(inRange(runKey('jin', 'g', '2026-12-01'), start, end)).toBe(false);
  });

  it('that are cut short or wrongly escaped are refused', () => {
    expect(() => decodeKey(new Uint8Array(0))).toThrow(RangeError);
    expect(() => decodeKey(lineKey('jinghu').subarray(0, 4))).toThrow('has no end');
    expect(() => decodeKey(Uint8Array.of(SPACE_LINES, 0, 7))).toThrow('neither escaped nor an end');
  });

  it('have no upper end above the last byte', () => {
    expect(prefixEnd(Uint8Array.of(0xff, 0xff))).toEqual(new Uint8Array(0));
    expect(prefixEnd(Uint8Array.of(1, 0xff))).toEqual(Uint8Array.of(2));
  });
});
