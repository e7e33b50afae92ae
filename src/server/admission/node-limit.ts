/** How much a node takes on at once: a limit on calls and commands in progress that shrinks while the event loop is late
 *  and grows while it is not and the limit is what holds work back (additive increase, multiplicative decrease).
 *  Pure arithmetic: somebody else measures the delay and calls `sample`. */

/** What is asked for, from the first to be refused to the one that never is.
 *  - `query`: reads; may fill the limit to four fifths, so that sales go on when queries flood.
 *  - `sale`: whatever takes seats or adds work.
 *  - `settle`: what frees resources or answers what became of something. Counted, never refused. */
export type Work = 'query' | 'sale' | 'settle';

const QUERY_SHARE = 0.8;
const SHRINK = 0.85;
const GROW_SHARE = 0.05;

export class NodeLimit {
  private limit: number;
  private running = 0;
  /** The most that ran at once since the last sample: growing is earned by use. */
  private peak = 0;

  constructor(
    private readonly min: number,
    private readonly max: number,
    private readonly delayTargetMs: number,
  ) {
    this.limit = Math.min(max, Math.max(min, Math.floor(max / 8)));
  }

  get inFlight(): number {
    return this.running;
  }

  get current(): number {
    return this.limit;
  }

  /** @returns how many of `count` may start; each of these must be released. */
  acquire(work: Work, count = 1): number {
    const granted = Math.min(count, this.room(work));
    this.running += granted;
    this.peak = Math.max(this.peak, this.running);
    return granted;
  }

  release(count = 1): void {
    if (count > this.running) throw new Error(`released ${count} of ${this.running} in progress`);
    this.running -= count;
  }

  /** @param delayMs how late the event loop was since the last sample */
  sample(delayMs: number): void {
    if (delayMs > this.delayTargetMs) this.limit = Math.max(this.min, Math.floor(this.limit * SHRINK));
    else if (this.peak >= this.limit * QUERY_SHARE)
      this.limit = Math.min(this.max, Math.ceil(this.limit * (1 + GROW_SHARE)));
    this.peak = this.running;
  }

  private room(work: Work): number {
    switch (work) {
      case 'settle':
        return Number.POSITIVE_INFINITY;
      case 'sale':
        return Math.max(0, this.limit - this.running);
      case 'query':
        return Math.max(0, Math.floor(this.limit * QUERY_SHARE) - this.running);
    }
  }
}
