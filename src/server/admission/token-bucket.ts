/** A rate for each caller: tokens come in at a steady rate up to a burst, and each query takes one. Remembers a bounded
 *  number of callers; the one longest unseen is forgotten, and starts with a full burst when it comes back. */

interface Bucket {
  tokens: number;
  updatedMs: number;
}

/** Of sums of fractions of tokens. */
const ROUNDING = 1e-6;

export class TokenBuckets {
  /** In order of last use: a Map keeps insertion order, and a caller that comes is put last. */
  private readonly buckets = new Map<string, Bucket>();

  /** @param nowMs monotonic */
  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly callersMax: number,
    private readonly nowMs: () => number,
  ) {}

  /** @returns 0 when the caller may go on, else the ms after which it may. */
  take(caller: string, tokens = 1): number {
    const now = this.nowMs();
    const bucket = this.bucketOf(caller, now);
    const gained = (Math.max(0, now - bucket.updatedMs) * this.perSecond) / 1_000;
    bucket.tokens = Math.min(this.burst, bucket.tokens + gained);
    bucket.updatedMs = now;
    const missing = Math.min(tokens, this.burst) - bucket.tokens;
    if (missing > ROUNDING) return Math.max(1, Math.ceil((missing * 1_000) / this.perSecond - ROUNDING));
    bucket.tokens = Math.max(0, bucket.tokens - tokens);
    return 0;
  }

  get callers(): number {
    return this.buckets.size;
  }

  private bucketOf(caller: string, now: number): Bucket {
    const known = this.buckets.get(caller);
    if (known) this.buckets.delete(caller);
    else if (this.buckets.size >= this.callersMax) {
      const [oldest] = this.buckets.keys();
      if (oldest !== undefined) this.buckets.delete(oldest);
    }
    const bucket = known ?? { tokens: this.burst, updatedMs: now };
    this.buckets.set(caller, bucket);
    return bucket;
  }
}
