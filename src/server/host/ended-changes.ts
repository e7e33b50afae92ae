/** Changes of groups that were carried out here, by the ids of those who asked for them. Who still waits for one is told that
 *  it is done although another followed; or two people who want different things would each undo the other's change with
 *  every look at their own, for ever. Only in memory: a new leader begins the change once more. */
import type { Clock } from '../../env/env.js';
import type { GroupId } from '../../raft/ids.js';

/** Who waits asks several times a second. */
const KEPT_MS = 10 * 60_000;
const KEPT_MAX = 1_024;

export class EndedChanges {
  /** Since when, the oldest first. */
  readonly #ended = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  note(group: GroupId, askers: Iterable<string>): void {
    const nowMs = this.clock.monotonicMs();
    for (const asker of askers) {
      this.#ended.delete(nameOf(group, asker));
      this.#ended.set(nameOf(group, asker), nowMs);
    }
    for (const [name, sinceMs] of this.#ended) {
      if (this.#ended.size <= KEPT_MAX && nowMs - sinceMs <= KEPT_MS) break;
      this.#ended.delete(name);
    }
  }

  has(group: GroupId, asker: string): boolean {
    const sinceMs = this.#ended.get(nameOf(group, asker));
    return sinceMs !== undefined && this.clock.monotonicMs() - sinceMs <= KEPT_MS;
  }
}

const nameOf = (group: GroupId, asker: string): string => `${group} ${asker}`;
