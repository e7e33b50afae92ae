import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CacheShares, levelFor } from './cache-shares.js';

/** Holds `clean` bytes that it can give back and `dirty` ones that it cannot. */
class Holder {
  closed = false;
  looks = 0;

  constructor(
    public clean: number,
    public dirty = 0,
  ) {}

  get dirtySinceMs(): number | undefined {
    return this.dirty > 0 ? 1 : undefined;
  }

  readonly machine = {
    trim: (bytesMax: number): number => {
      this.looks += 1;
      this.clean = Math.min(this.clean, Math.max(0, bytesMax - this.dirty));
      return this.clean + this.dirty;
    },
  };
}

function sharesOf(...holders: Holder[]): CacheShares<Holder> {
  const shares = new CacheShares<Holder>();
  for (const holder of holders) shares.changed(holder);
  return shares;
}

describe('the memory for decoded rows', () => {
  it('is left alone while all of it fits', () => {
    const holders = [new Holder(60), new Holder(40)];
    expect(sharesOf(...holders).trim(100)).toEqual([]);
    expect(holders.map(({ clean }) => clean)).toEqual([60, 40]);
  });

  it('is given back by those that hold most', () => {
    const holders = [new Holder(10), new Holder(200), new Holder(90)];
    sharesOf(...holders).trim(100);
    expect(holders.map(({ clean }) => clean)).toEqual([10, 45, 45]);
  });

  it('names who has to make a checkpoint first, and trims them once they have', () => {
    const dirty = new Holder(0, 150);
    const shares = sharesOf(dirty, new Holder(10));
    expect(shares.trim(100)).toEqual([dirty]);
    dirty.clean = dirty.dirty;
    dirty.dirty = 0;
    shares.changed(dirty);
    expect(shares.trim(100)).toEqual([]);
    expect(dirty.clean).toBe(90);
  });

  it('is not kept for who has closed: the others have it all', () => {
    const closed = new Holder(60);
    const left = new Holder(60);
    const shares = sharesOf(closed, left);
    closed.closed = true;
    shares.trim(1_000);
    shares.changed(left);
    shares.trim(100);
    expect(left.clean).toBe(60);
    const later = new Holder(30);
    shares.changed(later);
    shares.trim(100);
    left.closed = true;
    const fresh = new Holder(70);
    shares.changed(fresh);
    shares.trim(100);
    expect([later.clean, fresh.clean]).toEqual([30, 70]);
  });

  it('is not looked at while nothing changes', () => {
    const holder = new Holder(10);
    const shares = sharesOf(holder);
    shares.trim(100);
    const { looks } = holder;
    shares.trim(100);
    expect(holder.looks).toBe(looks);
  });

  it('is cut at a level that fits, and not lower than it has to be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { maxLength: 20 }), fc.nat(5_000), (bytes, max) => {
        const level = levelFor(bytes, max);
        const cut = (at: number): number => bytes.reduce((sum, one) => sum + Math.min(one, at), 0);
        if (level === undefined) expect(cut(Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(max);
        else {
          expect(cut(level)).toBeLessThanOrEqual(max);
          expect(cut(level + 1)).toBeGreaterThan(max);
        }
      }),
    );
  });
});
