/** How old what a replica has applied may be: when it was last known to have all that its leader had committed. */
import type { Clock } from '../../env/env.js';
import type { LogIndex } from '../../raft/ids.js';
import type { Message } from '../../raft/message.js';

export class Freshness {
  /** The highest commit index that a leader told of. */
  #knownCommit: LogIndex = 0;
  /** What was committed at a word of its leader and is not applied here yet, and when that was said. */
  #told: { readonly index: LogIndex; readonly atMs: number } | undefined;
  #freshMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {}

  /** Monotonic ms; before its first word from a leader, long ago. */
  get freshMs(): number {
    return this.#freshMs;
  }

  /** A word of the leader of this term. */
  heard(message: Message, applied: LogIndex): void {
    if (message.type !== 'app' && message.type !== 'heartbeat') return;
    // A heartbeat's commit index says no more than what is known to be here; its index names all that is committed.
    const committed = message.type === 'app' ? message.commit : Math.max(message.commit, message.index);
    this.#knownCommit = Math.max(this.#knownCommit, committed);
    if (applied >= this.#knownCommit) this.#freshMs = this.clock.monotonicMs();
    else this.#told ??= { index: this.#knownCommit, atMs: this.clock.monotonicMs() };
  }

  /** As fresh as the word that told of it: entries are applied late, and after a restart without any word at all.
   *  @param leads a leader's own commits are as new as can be */
  applied(index: LogIndex, leads: boolean): void {
    if (leads && index >= this.#knownCommit) this.#freshMs = this.clock.monotonicMs();
    if (this.#told === undefined || index < this.#told.index) return;
    this.#freshMs = Math.max(this.#freshMs, this.#told.atMs);
    this.#told = undefined;
  }
}
