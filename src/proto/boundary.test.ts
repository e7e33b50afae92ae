import { describe, expect, it } from 'vitest';
import { boundaryKey, boundaryOf, describeKey, describeRange, parseBoundary } from './boundary.js';
import { lineKey, plainKey, prefixEnd, runKey, trainKey } from './keys.js';

describe('a boundary', () => {
  it.each([
    { line: 'jinghu' },
    { line: 'jinghu', train: 'C2909/C2912' },
    { line: 'jinghu', train: 'G1', date: '2026-12-01' },
  ])('is a line, a train or a date: %j', (boundary) => {
    expect(boundaryOf(boundaryKey(boundary))).toEqual(boundary);
  });

  it('is no plain key, no part of a component, nothing longer than a run, and no nameless part', () => {
    const run = runKey('jinghu', 'G1', '2026-12-01');
    for (const key of [
      plainKey('a'),
      run.subarray(0, run.length - 1),
      new Uint8Array([...run, 0x61, 0, 0]),
      trainKey('jinghu', ''),
      new Uint8Array(0),
      new Uint8Array([0x10, 0xff, 0, 0]),
    ])
      expect(boundaryOf(key)).toBeUndefined();
  });

  it('is written as in an order reference', () => {
    expect(parseBoundary('jinghu/C2909%2FC2912')).toEqual({ line: 'jinghu', train: 'C2909/C2912' });
    expect(parseBoundary('jinghu/G1/2026-12-01')).toEqual({
      line: 'jinghu',
      train: 'G1',
      date: '2026-12-01',
    });
    for (const text of ['', 'jinghu/', 'a/b/c/d', '%']) expect(parseBoundary(text)).toBeUndefined();
  });

  it('is said in words, and so is what lies between two', () => {
    expect(describeKey(runKey('jinghu', 'G1', '2026-12-01'))).toBe('train G1 of jinghu on 2026-12-01');
    expect(describeKey(plainKey('a'))).toBe('key 0x20610000');
    const end = prefixEnd(lineKey('jinghu'));
    expect(describeRange({ start: lineKey('jinghu'), end })).toBe('jinghu');
    expect(describeRange({ start: trainKey('jinghu', 'G5'), end })).toBe('jinghu from G5');
    expect(describeRange({ start: lineKey('jinghu'), end: runKey('jinghu', 'G5', '2026-12-01') })).toBe(
      'jinghu before G5 on 2026-12-01',
    );
    expect(describeRange({ start: lineKey('a'), end: prefixEnd(lineKey('b')) })).toBe(
      'a and the lines behind it',
    );
    expect(describeRange({ start: plainKey('a'), end })).toBeUndefined();
  });
});
