/** How long things took, counted in buckets that grow by a half: from 0.1 ms to about three minutes. Counts only rise, so the
 *  difference of two looks says what happened in between. */

const FIRST_MS = 0.1;
const GROWTH = 1.5;
const BUCKETS = 36;

/** Upper bounds, ms; the last one takes everything. */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from(
  { length: BUCKETS },
  (_, at) => FIRST_MS * GROWTH ** at,
);

export class Latencies {
  readonly counts = new Array<number>(BUCKETS).fill(0);

  add(ms: number, times = 1): void {
    const at = ms <= FIRST_MS ? 0 : Math.ceil(Math.log(ms / FIRST_MS) / Math.log(GROWTH));
    const bucket = Math.min(BUCKETS - 1, Math.max(0, at));
    this.counts[bucket] = (this.counts[bucket] ?? 0) + times;
  }
}
