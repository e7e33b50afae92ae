import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inventory } from './inventory.js';
import { decodeTaken, encodeTaken } from './inventory-row.js';
import type { Preference } from './seat-choice.js';
import { SeatLayout } from './seat-layout.js';

/** Two coaches of second class, three rows each of A B C | D F. */
const layout = new SeatLayout([
  { number: 4, class: 'second', rows: 3, letters: 'ABCDF', windows: 'AF', aisles: 'CD' },
  { number: 3, class: 'second', rows: 3, letters: 'ABCDF', windows: 'AF', aisles: 'CD' },
]);

const labels = (seats: readonly number[] | undefined): string[] | undefined =>
  seats?.map((seat) => `${layout.coach[seat]}-${layout.label(seat)}`);

const nobody = (size: number): Preference[] => Array.from({ length: size }, () => undefined);

describe('a single passenger', () => {
  it('gets the lowest seat of an empty class', () => {
    expect(labels(new Inventory(layout, 5).choose(0, 5, nobody(1)))).toEqual(['3-1A']);
  });

  it('gets the seat whose gap fits tightest, so that long gaps stay whole', () => {
    const inventory = new Inventory(layout, 5);
    inventory.take(7, 0, 2, 'sold');
    inventory.take(9, 0, 1, 'sold');
    inventory.take(9, 4, 5, 'sold');
    expect(inventory.choose(2, 4, nobody(1))).toEqual([7]);
    expect(inventory.choose(1, 4, nobody(1))).toEqual([9]);
    expect(inventory.choose(0, 4, nobody(1))).toEqual([0]);
  });

  it('gets the kind of seat asked for while one is free, and another seat rather than none', () => {
    const inventory = new Inventory(layout, 2);
    const chosen: string[] = [];
    for (let n = 0; n < layout.count; n += 1) {
      const [seat] = inventory.choose(0, 2, ['window']) ?? [];
      inventory.take(seat!, 0, 2, 'sold');
      chosen.push(layout.label(seat!));
    }
    expect(chosen.slice(0, 12).every((label) => /[AF]/.test(label))).toBe(true);
    expect(chosen[12]).toBe('1B');
    expect(inventory.choose(0, 2, ['window'])).toBeUndefined();
  });
});

describe('a party', () => {
  it('sits in one row, side by side', () => {
    const inventory = new Inventory(layout, 3);
    inventory.take(1, 0, 3, 'sold');
    expect(labels(inventory.choose(0, 3, nobody(3)))).toEqual(['3-1C', '3-1D', '3-1F']);
    expect(labels(inventory.choose(0, 3, nobody(5)))).toEqual(['3-2A', '3-2B', '3-2C', '3-2D', '3-2F']);
  });

  it('sits as near as it can when no row has room', () => {
    const inventory = new Inventory(layout, 1);
    for (let seat = 0; seat < layout.count; seat += 1)
      if (![4, 14, 19, 20].includes(seat)) inventory.take(seat, 0, 1, 'sold');
    expect(labels(inventory.choose(0, 1, nobody(2)))).toEqual(['4-1F', '4-2A']);
  });

  it('takes the seats of tightest fit first, then those nearest to them', () => {
    const inventory = new Inventory(layout, 3);
    inventory.take(13, 0, 1, 'sold'); // fits the journey exactly
    expect(inventory.choose(1, 3, nobody(2))).toEqual([12, 13]);
  });

  it('gives its window to who asked for it', () => {
    const seats = new Inventory(layout, 1).choose(0, 1, [undefined, 'aisle', 'window']);
    expect(labels(seats)).toEqual(['3-1B', '3-1C', '3-1A']);
  });
});

describe('an inventory', () => {
  it('refuses to give a seat a second owner, or to take back what nobody has', () => {
    const inventory = new Inventory(layout, 4);
    inventory.take(0, 1, 3, 'held');
    expect(() => inventory.take(0, 2, 4, 'sold')).toThrow(/second owner/);
    expect(() => inventory.release(0, 0, 2, 'held')).toThrow(/not taken/);
  });

  it('counts like arrays do, over up to 63 segments, through its row and back', () => {
    const journeys = (segments: number) =>
      fc.array(
        fc.record({
          a: fc.integer({ min: 0, max: segments }),
          b: fc.integer({ min: 0, max: segments }),
          end: fc.nat(30),
          party: fc.integer({ min: 1, max: 4 }),
        }),
        { maxLength: 60 },
      );
    const run = fc
      .constantFrom(1, 2, 3, 31, 32, 33, 34, 62, 63)
      .chain((segments) => fc.record({ segments: fc.constant(segments), steps: journeys(segments) }));
    fc.assert(
      fc.property(run, ({ segments, steps }) => {
        const inventory = new Inventory(layout, segments);
        const naive = Array.from({ length: layout.count }, () => new Array<boolean>(segments).fill(false));
        const live: { seat: number; from: number; to: number }[] = [];
        for (const { a, b, end, party } of steps) {
          const from = Math.min(a, b);
          const to = Math.max(a, b);
          if (from === to) {
            const [gone] = live.splice(end % Math.max(1, live.length), 1);
            if (gone === undefined) continue;
            inventory.release(gone.seat, gone.from, gone.to, 'sold');
            naive[gone.seat]!.fill(false, gone.from, gone.to);
            continue;
          }
          const free = naive.filter((seat) => !seat.slice(from, to).includes(true)).length;
          expect(inventory.remaining(from, to)).toBe(free);
          const seats = inventory.choose(from, to, nobody(party));
          expect(seats?.length).toBe(free < party ? undefined : party);
          for (const seat of seats ?? []) {
            expect(naive[seat]!.slice(from, to)).not.toContain(true);
            inventory.take(seat, from, to, 'sold');
            naive[seat]!.fill(true, from, to);
            live.push({ seat, from, to });
          }
        }
        const row = encodeTaken(inventory.taken, inventory.published, segments);
        expect(decodeTaken(row, inventory.published, segments)).toEqual(inventory.taken);
        naive.forEach((owners, seat) => {
          owners.forEach((taken, segment) => {
            expect(inventory.isFree(seat, segment, segment + 1)).toBe(!taken);
          });
        });
      }),
      { numRuns: 50 },
    );
  });
});
