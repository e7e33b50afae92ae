import { describe, expect, it } from 'vitest';
import { formatBytes, formatJourney, formatSpan, plural } from './quantities.js';

describe('quantities', () => {
  it('of bytes have a unit that keeps them short', () => {
    expect([0, 1023, 1536, 120 * 2 ** 20, 2 ** 40].map(formatBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KiB',
      '120 MiB',
      '1.0 TiB',
    ]);
  });

  it('of time have the units that matter', () => {
    expect([85, 12_340, 300_000, 17_280_000, 200_000_000].map(formatSpan)).toEqual([
      '85 ms',
      '12.3 s',
      '5m',
      '4h 48m',
      '2d 7h',
    ]);
    expect(formatJourney(17_280_000)).toBe('4:48');
    expect(formatJourney(300_000)).toBe('0:05');
  });

  it('of things agree in number', () => {
    expect([plural(0, 'run'), plural(1, 'run'), plural(2, 'run')]).toEqual(['0 runs', '1 run', '2 runs']);
  });
});
