/** What the replicas of one group say of their rows at positions that the log named, and what follows for the one that
 *  keeps this tally. Pure. Digests of one position are equal or somebody's rows are wrong; who is told by a majority of the
 *  voters, and where there is none nobody can tell. */
import type { LogIndex, ReplicaId } from '../../raft/ids.js';
import { type Digest, formatDigest } from '../../store/digest.js';

/** Positions remembered: a replica further behind than that misses a comparison, and takes part in the next. */
const POSITIONS_MAX = 8;

export type DigestVerdict =
  /** Nothing to compare with, or a majority has what this replica has; `outvoted`: who differs from it. */
  | { readonly kind: 'fine'; readonly outvoted: readonly { replica: ReplicaId; index: LogIndex }[] }
  /** A majority of the voters has other rows. */
  | { readonly kind: 'wrong'; readonly index: LogIndex; readonly own: string; readonly majority: string }
  /** Somebody has other rows, and no majority says who is right. */
  | { readonly kind: 'disputed'; readonly index: LogIndex; readonly with: readonly ReplicaId[] };

export class DigestTally {
  /** By position, then by replica. */
  readonly #said = new Map<LogIndex, Map<ReplicaId, string>>();

  constructor(private readonly own: ReplicaId) {}

  add(replica: ReplicaId, index: LogIndex, digest: Digest): void {
    let position = this.#said.get(index);
    if (position === undefined) {
      if (this.#said.size >= POSITIONS_MAX) {
        const oldest = Math.min(...this.#said.keys());
        if (index < oldest) return;
        this.#said.delete(oldest);
      }
      position = new Map();
      this.#said.set(index, position);
    }
    position.set(replica, formatDigest(digest));
  }

  /** @param voters in effect now: who was removed has no say */
  verdict(voters: readonly ReplicaId[]): DigestVerdict {
    const majority = Math.floor(voters.length / 2) + 1;
    for (const index of [...this.#said.keys()].sort((a, b) => b - a)) {
      const position = this.#said.get(index) ?? new Map<ReplicaId, string>();
      const own = position.get(this.own);
      if (own === undefined) continue;
      const counts = new Map<string, number>();
      const differ: ReplicaId[] = [];
      for (const voter of voters) {
        const digest = position.get(voter);
        if (digest === undefined) continue;
        counts.set(digest, (counts.get(digest) ?? 0) + 1);
        if (digest !== own) differ.push(voter);
      }
      const [winner] = [...counts].find(([, count]) => count >= majority) ?? [];
      if (winner === own) return { kind: 'fine', outvoted: differ.map((replica) => ({ replica, index })) };
      if (winner !== undefined) return { kind: 'wrong', index, own, majority: winner };
      if (differ.length > 0) return { kind: 'disputed', index, with: differ };
    }
    return { kind: 'fine', outvoted: [] };
  }
}
