/** How old what a replica has applied may be: when it was last known to have all that its leader had committed. */
import type { Clock } from '../../env/env.js';
import type { LogIndex } from '../../raft/ids.js';
import type { Message } from '../../raft/message.js';

export class Freshness {
  /** The highest commit index that a leader told of. */
  #knownCommit: LogIndex = 0;
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
    this.applied(applied);
  }

  applied(index: LogIndex): void {
    if (index >= this.#knownCommit) this.#freshMs = this.clock.monotonicMs();
  }
}
