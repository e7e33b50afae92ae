/** How long to wait before the next attempt: exponential, with full jitter, so that the clients of a leader that went do
 *  not come back in step. */
import type { Random } from '../env/env.js';

/** A leader that moved is found within one or two waits; an election takes about a second. */
export const BACKOFF_BASE_MS = 20;
export const BACKOFF_CAP_MS = 1_000;

export class Backoff {
  #waits = 0;

  constructor(private readonly random: Random) {}

  /** @returns ms, uniform in [0, min(cap, base * 2^waits)) and never below `atLeastMs` */
  next(atLeastMs = 0): number {
    const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#waits);
    this.#waits += 1;
    return atLeastMs + this.random.next() * ceiling;
  }

  /** For a client whose retry budget is spent: the upper half of the longest wait. */
  longest(atLeastMs = 0): number {
    this.#waits += 1;
    return atLeastMs + BACKOFF_CAP_MS * (1 + this.random.next()) * 0.5;
  }
}
