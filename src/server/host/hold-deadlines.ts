/** Holds that fall due while nobody buys: the leader of their group writes an entry that expires them. One heap wakes it,
 *  however many groups sleep. */
import type { Env } from '../../env/env.js';
import type { GroupId } from '../../raft/ids.js';
import { DeadlineHeap } from './deadline-heap.js';
import type { HostedReplica } from './hosted-replica.js';
import { NOBODY, type TicketReplica } from './proposals.js';

/** Then it is tried again: the clock was in doubt, or the group could take no entry. By the clock that never steps: the one
 *  that is in doubt may be an hour ahead just now. */
const RETRY_MS = 1_000;

export class HoldDeadlines {
  readonly #due = new DeadlineHeap();
  /** Groups whose entry is to be written whatever is due there, and when, by the monotonic clock. */
  readonly #ordered = new Map<GroupId, number>();

  constructor(
    private readonly env: Env,
    private readonly replicaOf: (group: GroupId) => TicketReplica | undefined,
    private readonly clockSuspect: () => boolean,
  ) {}

  /** After an entry, or a change of role: who does not lead, expires nothing. */
  note(replica: HostedReplica): void {
    this.#due.set(replica.group, replica.isLeader ? replica.machine.nextDeadlineMs() : undefined);
  }

  /** At the next tick, as soon as the clock is not in doubt; what is due is known again once the rows of the group are loaded. */
  order(group: GroupId): void {
    this.#ordered.set(group, this.env.clock.monotonicMs());
  }

  forget(group: GroupId): void {
    this.#due.set(group, undefined);
    this.#ordered.delete(group);
  }

  tick(): void {
    const { clock } = this.env;
    const nowMs = clock.monotonicMs();
    const wallMs = Math.floor(clock.wallMs());
    for (const [group, atMs] of [...this.#ordered]) {
      if (atMs > nowMs) continue;
      this.#ordered.delete(group);
      this.#expire(group, wallMs, nowMs);
    }
    for (;;) {
      const group = this.#due.takeDue(wallMs);
      if (group === undefined) return;
      if (!this.#ordered.has(group)) this.#expire(group, wallMs, nowMs);
    }
  }

  #expire(group: GroupId, wallMs: number, nowMs: number): void {
    const replica = this.replicaOf(group);
    if (replica === undefined || !replica.isLeader) return;
    const wait = this.clockSuspect() || replica.inFlight.unapplied > 0;
    const proposed = !wait && replica.propose(replica.machine.expireEntry(wallMs), NOBODY) === 'ok';
    if (!proposed) this.#ordered.set(group, nowMs + RETRY_MS);
  }
}
