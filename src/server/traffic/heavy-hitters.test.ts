import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeavyHitters } from './heavy-hitters.js';

describe('heavy hitters', () => {
  it('settle at the true rate of whoever comes steadily', () => {
    const hitters = new HeavyHitters(10);
    for (let ms = 0; ms < 120_000; ms += 10) hitters.add('steady', 1, ms);
    const [first] = hitters.top(1, 120_000);
    expect(first?.name).toBe('steady');
    expect(first?.perSecond).toBeGreaterThan(95);
    expect(first?.perSecond).toBeLessThan(105);
  });

  it('forget who was hot and comes no more', () => {
    const hitters = new HeavyHitters(10);
    hitters.add('old', 1_000, 0);
    hitters.add('new', 10, 120_000);
    expect(hitters.top(1, 120_000)[0]?.name).toBe('new');
    expect(hitters.top(5, 600_000)).toEqual([]);
  });

  it('keep whoever has over a share of 1 in n, whatever else comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 }), { minLength: 100, maxLength: 400 }), (others) => {
        const hitters = new HeavyHitters(20);
        for (const [at, other] of others.entries()) {
          hitters.add(`other ${other}`, 1, 0);
          if (at % 5 === 0) hitters.add('hot', 1, 0);
        }
        return hitters.top(20, 0).some(({ name }) => name === 'hot');
      }),
    );
  });
});
