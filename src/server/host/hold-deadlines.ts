/** Holds that fall due while nobody buys: the leader of their group writes an entry that expires them. One heap wakes it,
 *  however many groups sleep. */
import type { Env } from '../../env/env.js';
import type { GroupId } from '../../raft/ids.js';
import { DeadlineHeap } from './deadline-heap.js';
import type { HostedReplica } from './hosted-replica.js';
import { NOBODY, type TicketReplica } from './proposals.js';

/** Then it is tried again: the clock was in doubt, or the group could take no entry. */
const RETRY_MS = 1_000;

export class HoldDeadlines {
  readonly #due = new DeadlineHeap();

  constructor(
    private readonly env: Env,
    private readonly replicaOf: (group: GroupId) => TicketReplica | undefined,
    private readonly clockSuspect: () => boolean,
  ) {}

  /** After an entry, or a change of role: who does not lead, expires nothing. */
  note(replica: HostedReplica): void {
    this.#due.set(replica.group, replica.isLeader ? replica.machine.nextDeadlineMs() : undefined);
  }

  forget(group: GroupId): void {
    this.#due.set(group, undefined);
  }

  tick(): void {
    const wallMs = Math.floor(this.env.clock.wallMs());
    for (;;) {
      const group = this.#due.takeDue(wallMs);
      if (group === undefined) return;
      const replica = this.replicaOf(group);
      if (replica === undefined || !replica.isLeader) continue;
      const wait = this.clockSuspect() || replica.inFlight.unapplied > 0;
      const proposed = !wait && replica.propose(replica.machine.expireEntry(wallMs), NOBODY) === 'ok';
      if (!proposed) this.#due.set(group, wallMs + RETRY_MS);
    }
  }
}
