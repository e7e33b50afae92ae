/** Who should lead: nobody on a node that is leaving, short of disk, stalled or has a clock in doubt; otherwise the first
 *  replica of a group's descriptor, so that leaders stay spread after restarts. Only asks; a transfer that fails leaves all as
 *  it was. */
import type { Env } from '../../env/env.js';
import type { GroupId, ReplicaId, Term } from '../../raft/ids.js';
import { CAUGHT_UP_ENTRIES } from './caught-up.js';
import type { HostedReplica } from './hosted-replica.js';
import { isPlacement } from './new-group.js';

export interface LeadershipParts {
  readonly env: Env;
  readonly nodeId: string;
  readonly replicas: () => Iterable<HostedReplica>;
  /** Whether the replica of a group on a node could lead it: it is heard, and has not said that it is damaged. */
  readonly responds: (node: string, group: GroupId) => boolean;
  /** Its clock is in doubt: it would have to hand over again. */
  readonly isOff: (node: string) => boolean;
  readonly incarnation: (node: string) => number;
  /** The node that should lead, by the descriptor; undefined when unknown. */
  readonly preferred: (replica: HostedReplica) => string | undefined;
  /** Placement has nothing under way, as far as this node knows, that its next leader would have to take up. */
  readonly placementRests: () => boolean;
}

/** Transfers asked for at a time: each costs its group a moment without a leader. */
const TRANSFERS_AT_ONCE = 16;
/** On a busy machine elections take leaders away again and again: who was given back once has to be once more. */
const AGAIN_MS = 60_000;
/** After a transfer that came to nothing: the same leader leads on in its term. */
const TRY_AGAIN_MS = 5_000;
/** Whose commands never stop is given back in the middle of them after so long; they are answered by the next leader. */
const PATIENT_MS = 10_000;
/** Who comes back by itself every time is given back this rarely in the end. */
const AGAIN_MS_MAX = 3_600_000;

type Progress = HostedReplica['raft']['progress'][number];

interface GivenBack {
  readonly life: string;
  readonly term: Term;
  readonly atMs: number;
  /** How often it came back by itself: the node that should lead does not want it now, for a reason not known here. */
  readonly returns: number;
}

export class Leadership {
  /** Where a group was given back to, in which life, and when: not again for a while, lest two nodes hand it to and fro. */
  readonly #givenBack = new Map<GroupId, GivenBack>();
  /** Groups that others should lead, and since when that was seen. */
  #strays = new Map<GroupId, number>();

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

  /** Gives a few groups back to the nodes that should lead them. Group 0 too, or what placement counts as even would not be:
   *  it counts who should lead. Only while it rests, since its next leader listens for a while before it decides anything. */
  spread(): void {
    const nowMs = this.parts.env.clock.monotonicMs();
    const strays = new Map<GroupId, number>();
    let asked = 0;
    for (const replica of this.parts.replicas()) {
      if (!replica.isCurrentLeader) continue;
      if (isPlacement(replica.group) && !this.parts.placementRests()) continue;
      const node = this.parts.preferred(replica);
      if (node === undefined || node === this.parts.nodeId) continue;
      if (!this.parts.responds(node, replica.group)) continue;
      const { group, term } = replica;
      const sinceMs = this.#strays.get(group) ?? nowMs;
      strays.set(group, sinceMs);
      if (asked >= TRANSFERS_AT_ONCE || (replica.inFlight.size > 0 && nowMs - sinceMs < PATIENT_MS)) continue;
      const life = `${node}/${this.parts.incarnation(node)}`;
      const last = this.#givenBack.get(group);
      const returns = last?.life === life ? returnsOf(last, term, nowMs) : 0;
      if (last?.life === life && nowMs - last.atMs < againMs(last, term, returns)) continue;
      const to = this.#ready(replica).find(({ id }) => replica.members.get(id)?.node === node);
      if (to === undefined || replica.raft.lastIndex - to.match > CAUGHT_UP_ENTRIES) continue;
      this.#givenBack.set(group, { life, term, atMs: nowMs, returns });
      replica.raft.transferLeader(to.id);
      replica.stir();
      asked += 1;
    }
    this.#strays = strays;
  }

  #successor(replica: HostedReplica): ReplicaId | undefined {
    return this.#ready(replica)[0]?.id;
  }

  /** Voters elsewhere that could lead, the one that holds most first. */
  #ready(replica: HostedReplica): Progress[] {
    return replica.raft.progress
      .filter(({ id, learner, state }) => {
        const node = replica.members.get(id)?.node;
        return (
          id !== replica.id &&
          !learner &&
          state === 'replicate' &&
          node !== undefined &&
          this.parts.responds(node, replica.group) &&
          !this.parts.isOff(node)
        );
      })
      .sort((a, b) => b.match - a.match || a.id - b.id);
  }
}

/** Those of long ago count no more. */
function returnsOf(last: GivenBack, term: Term, nowMs: number): number {
  if (last.term === term) return last.returns;
  return nowMs - last.atMs > 2 * AGAIN_MS_MAX ? 0 : last.returns + 1;
}

/** Longer each time: every return costs the group two elections. */
function againMs({ term: then }: GivenBack, term: Term, returns: number): number {
  return then === term ? TRY_AGAIN_MS : Math.min(AGAIN_MS * 2 ** (returns - 1), AGAIN_MS_MAX);
}
