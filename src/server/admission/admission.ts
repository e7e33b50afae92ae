/** What a node lets in: a rate per caller for queries, then the node's own limit. The bounded, deadline-aware queue per
 *  group is the host's. Refusals are made once and thrown again and again: they must cost less than what they refuse. */
import { RailkvError } from '../../proto/errors.js';
import { NodeLimit, type Work } from './node-limit.js';
import { TokenBuckets } from './token-bucket.js';

export interface AdmissionLimits {
  readonly queriesPerSecond: number;
  readonly queriesBurst: number;
  readonly callers: number;
  readonly inFlightMin: number;
  readonly inFlightMax: number;
  /** ms */
  readonly eventLoopDelay: number;
}

export interface AdmissionParts {
  readonly limits: AdmissionLimits;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** In [0, 1): spreads those who come back. */
  readonly random: () => number;
}

/** When to come back: so long after a node that is just busy, and at most so long after one that is far behind. */
const RETRY_MS_MIN = 50;
const RETRY_MS_MAX = 2_000;

export interface AdmissionFigures {
  readonly inFlight: number;
  readonly limit: number;
  readonly refused: { readonly rate: number; readonly query: number; readonly sale: number };
}

export class Admission {
  private readonly buckets: TokenBuckets;
  private readonly node: NodeLimit;
  private readonly refused = { rate: 0, query: 0, sale: 0 };
  private delayMs = 0;

  constructor(private readonly parts: AdmissionParts) {
    const { limits, nowMs } = parts;
    this.buckets = new TokenBuckets(limits.queriesPerSecond, limits.queriesBurst, limits.callers, nowMs);
    this.node = new NodeLimit(limits.inFlightMin, limits.inFlightMax, limits.eventLoopDelay);
  }

  /** One call or command begins; `release(1)` when it has ended.
   *  @throws RailkvError RATE_LIMITED or SERVER_BUSY, with when to come back */
  admit(work: Work, caller: string): void {
    if (work === 'query') this.admitRate(caller);
    if (this.node.acquire(work) === 1) return;
    throw this.refuse(work === 'query' ? 'query' : 'sale', 1);
  }

  /** @returns how many of `count` sales may start, the first ones; `release` each of them. */
  admitSales(count: number): number {
    return this.node.acquire('sale', count);
  }

  /** Counts what is never refused. */
  admitSettling(count: number): void {
    this.node.acquire('settle', count);
  }

  release(count = 1): void {
    this.node.release(count);
  }

  /** Counts what found no room. @returns what it is told */
  refuse(work: 'query' | 'sale', count: number): RailkvError {
    this.refused[work] += count;
    return new RailkvError(
      'SERVER_BUSY',
      'this node has as much in progress as it can finish in time: wait, then try again',
      { retryAfterMs: this.retryAfterMs() },
    );
  }

  /** Called at a steady pace. @param delayMs how late the event loop was since the last call */
  sample(delayMs: number): void {
    this.delayMs = delayMs;
    this.node.sample(delayMs);
  }

  figures(): AdmissionFigures {
    return { inFlight: this.node.inFlight, limit: this.node.current, refused: { ...this.refused } };
  }

  private admitRate(caller: string): void {
    const waitMs = this.buckets.take(caller);
    if (waitMs === 0) return;
    this.refused.rate += 1;
    throw new RailkvError(
      'RATE_LIMITED',
      'this caller sends more queries than its rate allows: wait, then go on slower',
      {
        retryAfterMs: Math.max(waitMs, RETRY_MS_MIN),
      },
    );
  }

  private retryAfterMs(): number {
    const lateness = this.delayMs / this.parts.limits.eventLoopDelay;
    const base = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * Math.max(1, lateness * 2));
    return Math.round(base * (0.5 + this.parts.random()));
  }
}
