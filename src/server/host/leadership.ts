/** Who should lead: nobody on a node that is leaving, short of disk or stalled; otherwise the first replica of a group's
 *  descriptor, so that leaders stay spread after restarts. Only asks; a transfer that fails leaves all as it was. */
import type { Env } from '../../env/env.js';
import type { ReplicaId } from '../../raft/ids.js';
import type { HostedReplica } from './hosted-replica.js';
import { isPlacement } from './new-group.js';

export interface LeadershipParts {
  readonly env: Env;
  readonly nodeId: string;
  readonly replicas: () => Iterable<HostedReplica>;
  readonly isHeard: (node: string) => boolean;
  readonly incarnation: (node: string) => number;
  /** The node that should lead, by the descriptor; undefined when unknown. */
  readonly preferred: (replica: HostedReplica) => string | undefined;
}

/** Transfers asked for at a time: each costs its group a moment without a leader. */
const TRANSFERS_AT_ONCE = 16;
/** On a busy machine elections take leaders away again and again: who was given back once has to be once more. */
const AGAIN_MS = 60_000;

export class Leadership {
  /** Where a group was given back to, in which life, and when: not again for a while, lest two nodes hand it to and fro. */
  readonly #givenBack = new Map<number, { readonly life: string; readonly atMs: number }>();

  constructor(private readonly parts: LeadershipParts) {}

  /** Gives away some of the groups led here. @returns how many are still led here that others could lead */
  shed(): number {
    let asked = 0;
    let left = 0;
    for (const replica of this.parts.replicas()) {
      if (!replica.isLeader) continue;
      const to = this.#successor(replica);
      if (to === undefined) continue;
      left += 1;
      if (asked < TRANSFERS_AT_ONCE && replica.raft.transferLeader(to) === 'ok') {
        replica.stir();
        asked += 1;
      }
    }
    return left;
  }

  /** Gives a few groups back to the nodes that should lead them. */
  spread(): void {
    const nowMs = this.parts.env.clock.monotonicMs();
    let asked = 0;
    for (const replica of this.parts.replicas()) {
      if (asked >= TRANSFERS_AT_ONCE) return;
      if (!replica.isCurrentLeader || replica.inFlight.size > 0 || isPlacement(replica.group)) continue;
      const node = this.parts.preferred(replica);
      if (node === undefined || node === this.parts.nodeId || !this.parts.isHeard(node)) continue;
      const life = `${node}/${this.parts.incarnation(node)}`;
      const last = this.#givenBack.get(replica.group);
      if (last?.life === life && nowMs - last.atMs < AGAIN_MS) continue;
      const to = this.#caughtUp(replica).find((id) => replica.members.get(id)?.node === node);
      if (to === undefined) continue;
      this.#givenBack.set(replica.group, { life, atMs: nowMs });
      replica.raft.transferLeader(to);
      replica.stir();
      asked += 1;
    }
  }

  #successor(replica: HostedReplica): ReplicaId | undefined {
    return this.#caughtUp(replica)[0];
  }

  /** Voters elsewhere that could lead now, the best first. */
  #caughtUp(replica: HostedReplica): ReplicaId[] {
    return replica.raft
      .status()
      .progress.filter(({ id, learner, state }) => {
        const node = replica.members.get(id)?.node;
        return (
          id !== replica.id &&
          !learner &&
          state === 'replicate' &&
          node !== undefined &&
          this.parts.isHeard(node)
        );
      })
      .sort((a, b) => b.match - a.match || a.id - b.id)
      .map(({ id }) => id);
  }
}
