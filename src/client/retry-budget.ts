/** A token bucket over all calls of a client: a retry costs one token; each call earns a quarter, and time earns some, so that
 *  a client of few calls still gets through a failover. Spent, it keeps retries from multiplying an overload. */
import type { Clock } from '../env/env.js';

const TOKENS_MAX = 200;
const TOKENS_PER_CALL = 0.25;
const TOKENS_PER_SECOND = 20;

export class RetryBudget {
  #tokens = TOKENS_MAX;
  #asOfMs: number;

  constructor(private readonly clock: Clock) {
    this.#asOfMs = clock.monotonicMs();
  }

  /** A call began. */
  deposit(): void {
    this.#tokens = Math.min(TOKENS_MAX, this.#tokens + TOKENS_PER_CALL);
  }

  /** @returns whether a retry may be made */
  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #refill(): void {
    const nowMs = this.clock.monotonicMs();
    const earned = ((nowMs - this.#asOfMs) / 1_000) * TOKENS_PER_SECOND;
    this.#asOfMs = nowMs;
    this.#tokens = Math.min(TOKENS_MAX, this.#tokens + earned);
  }
}
