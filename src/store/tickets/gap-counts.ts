/** How many seats of a class have each free gap, and how many are free between each two stops. A gap [L, R) is a longest
 *  stretch of free segments of one seat. Answers "how many are left from here to there", and "how tight is the best fit",
 *  without looking at a seat. */
import { assert } from './invariant.js';

export class GapCounts {
  /** By L * width + R. */
  private readonly gaps: Int32Array;
  /** Seats free on all segments from..to-1, by from * width + to. */
  private readonly free: Int32Array;
  private readonly width: number;

  constructor(readonly segments: number) {
    this.width = segments + 1;
    this.gaps = new Int32Array(this.width * this.width);
    this.free = new Int32Array(this.width * this.width);
  }

  /** Counts a gap of many seats, without `free`: call `sum` after the last. */
  load(start: number, end: number, seats: number): void {
    if (start < end) this.gaps[start * this.width + end]! += seats;
  }

  /** free(a, b) = the gaps with L <= a and b <= R. */
  sum(): void {
    const { gaps, free, width } = this;
    for (let a = 0; a < width - 1; a += 1) {
      let here = 0; // gaps that start at a and reach b
      for (let b = width - 1; b > a; b -= 1) {
        here += gaps[a * width + b]!;
        free[a * width + b] = here + (a > 0 ? free[(a - 1) * width + b]! : 0);
      }
    }
  }

  /** A seat with the gap [start, end) is taken for [from, to) within it. */
  split(start: number, end: number, from: number, to: number): void {
    const { gaps, width } = this;
    assert(gaps[start * width + end]! > 0, 'a seat was taken out of a gap that no seat has');
    gaps[start * width + end]! -= 1;
    if (start < from) gaps[start * width + from]! += 1;
    if (to < end) gaps[to * width + end]! += 1;
    this.change(start, end, from, to, -1);
  }

  /** The reverse: [from, to) of a seat becomes free, and with its neighbours the gap [start, end). */
  merge(start: number, end: number, from: number, to: number): void {
    const { gaps, width } = this;
    gaps[start * width + end]! += 1;
    if (start < from) gaps[start * width + from]! -= 1;
    if (to < end) gaps[to * width + end]! -= 1;
    this.change(start, end, from, to, 1);
  }

  /** Every journey within the gap that meets [from, to) has one seat more or less. */
  private change(start: number, end: number, from: number, to: number, by: number): void {
    const { free, width } = this;
    for (let a = start; a < to; a += 1) {
      const row = a * width;
      for (let b = Math.max(a, from) + 1; b <= end; b += 1) free[row + b]! += by;
    }
  }

  /** Seats free on all segments from..to-1. */
  remaining(from: number, to: number): number {
    return this.free[from * this.width + to]!;
  }

  /** The least slack such that `seats` seats have at most this slack around [from, to), and how many have less.
   *  Slack is what a gap is longer than the journey. undefined: there are not so many seats. */
  slackFor(from: number, to: number, seats: number): { slack: number; tighter: number } | undefined {
    if (this.remaining(from, to) < seats) return undefined;
    const { gaps, width } = this;
    let found = 0;
    for (let slack = 0; slack < width; slack += 1) {
      const tighter = found;
      for (let before = Math.max(0, slack - (width - 1 - to)); before <= slack && before <= from; before += 1)
        found += gaps[(from - before) * width + to + slack - before]!;
      if (found >= seats) return { slack, tighter };
    }
    assert(false, 'the gap counts and the remaining counts of a class do not agree');
  }
}
