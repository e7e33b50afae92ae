/** The seats of one run and class as seat x segment occupancy. Takes, gives back and counts; which order has a seat, and why,
 *  is not known here. Free + held + sold = published on every segment, asserted at each change. */
import { GapCounts } from './gap-counts.js';
import { assert } from './invariant.js';
import { chooseSeats, type Preference } from './seat-choice.js';
import type { SeatLayout } from './seat-layout.js';
import { clearFrom, clearUntil, highMask, lowMask } from './segment-bits.js';

export type Holding = 'held' | 'sold';

export class Inventory {
  /** Two words a seat; a bit is set when the seat is taken on that segment. */
  readonly taken: Uint32Array;
  readonly held: Int32Array;
  readonly sold: Int32Array;
  readonly gaps: GapCounts;

  /** All seats free. */
  constructor(
    readonly layout: SeatLayout,
    readonly segments: number,
  ) {
    this.taken = new Uint32Array(layout.count * 2);
    this.held = new Int32Array(segments);
    this.sold = new Int32Array(segments);
    this.gaps = new GapCounts(segments);
    this.gaps.load(0, segments, layout.count);
    this.gaps.sum();
  }

  get published(): number {
    return this.layout.count;
  }

  /** Seats free on every segment from..to-1. */
  remaining(from: number, to: number): number {
    return this.gaps.remaining(from, to);
  }

  /** Seats for a party, one a preference, in its order; undefined when there are not enough. Takes nothing. */
  choose(from: number, to: number, party: readonly Preference[]): number[] | undefined {
    return chooseSeats(this, from, to, party);
  }

  isFree(seat: number, from: number, to: number): boolean {
    const { taken } = this;
    return ((taken[2 * seat]! & lowMask(from, to)) | (taken[2 * seat + 1]! & highMask(from, to))) === 0;
  }

  take(seat: number, from: number, to: number, as: Holding): void {
    const { taken, segments } = this;
    assert(seat >= 0 && seat < this.published, 'a seat outside the class was taken');
    assert(from >= 0 && from < to && to <= segments, 'a seat was taken for segments the run does not have');
    assert(this.isFree(seat, from, to), 'a seat was given a second owner');
    const low = taken[2 * seat]!;
    const high = taken[2 * seat + 1]!;
    this.gaps.split(clearFrom(low, high, from), clearUntil(low, high, to, segments), from, to);
    taken[2 * seat] = low | lowMask(from, to);
    taken[2 * seat + 1] = high | highMask(from, to);
    this.count(as, from, to, 1);
  }

  release(seat: number, from: number, to: number, was: Holding): void {
    const { taken, segments } = this;
    const lowBits = lowMask(from, to);
    const highBits = highMask(from, to);
    const owned =
      (taken[2 * seat]! & lowBits) >>> 0 === lowBits && (taken[2 * seat + 1]! & highBits) >>> 0 === highBits;
    assert(owned, 'a seat was given back that was not taken');
    const low = taken[2 * seat]! & ~lowBits;
    const high = taken[2 * seat + 1]! & ~highBits;
    taken[2 * seat] = low;
    taken[2 * seat + 1] = high;
    this.gaps.merge(clearFrom(low, high, from), clearUntil(low, high, to, segments), from, to);
    this.count(was, from, to, -1);
  }

  /** A held seat is sold. */
  confirm(from: number, to: number): void {
    this.count('held', from, to, -1, false);
    this.count('sold', from, to, 1);
  }

  private count(as: Holding, from: number, to: number, by: number, settled = true): void {
    const counts = as === 'held' ? this.held : this.sold;
    for (let segment = from; segment < to; segment += 1) {
      counts[segment]! += by;
      if (settled) this.assertConserved(segment);
    }
  }

  private assertConserved(segment: number): void {
    const held = this.held[segment]!;
    const sold = this.sold[segment]!;
    assert(
      held >= 0 && sold >= 0 && this.remaining(segment, segment + 1) + held + sold === this.published,
      'free, held and sold seats of a segment are not those published',
    );
  }
}
