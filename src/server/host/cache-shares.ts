/** How the memory for decoded rows is shared among a node's replicas. While all fit, nobody gives anything back; beyond the
 *  bound those that hold most do, down to one level for all of them. Looks only at replicas that loaded or wrote something
 *  since the last time: an idle node does nothing here. */
export interface CachingReplica {
  readonly closed: boolean;
  readonly dirtySinceMs: number | undefined;
  readonly machine: { trim(bytesMax: number): number };
}

export class CacheShares<Replica extends CachingReplica = CachingReplica> {
  readonly #bytes = new Map<Replica, number>();
  readonly #changed = new Set<Replica>();

  /** It holds more than it did, or may give back what it could not. */
  changed(replica: Replica): void {
    this.#changed.add(replica);
  }

  /** @returns those above their share for rows that no checkpoint holds, the largest first */
  trim(bytesMax: number): Replica[] {
    // Who is kept here is kept with all its rows.
    for (const replica of this.#bytes.keys()) if (replica.closed) this.#bytes.delete(replica);
    if (this.#changed.size === 0) return [];
    for (const replica of this.#changed)
      if (!replica.closed) this.#bytes.set(replica, replica.machine.trim(Number.POSITIVE_INFINITY));
    this.#changed.clear();
    const level = levelFor([...this.#bytes.values()], bytesMax);
    if (level === undefined) return [];
    const stuck: Replica[] = [];
    for (const [replica, bytes] of this.#bytes) {
      if (bytes > level) {
        const held = replica.machine.trim(level);
        this.#bytes.set(replica, held);
        if (held > level && replica.dirtySinceMs !== undefined) stuck.push(replica);
      }
    }
    return stuck.sort((a, b) => this.#held(b) - this.#held(a));
  }

  #held(replica: Replica): number {
    return this.#bytes.get(replica) ?? 0;
  }
}

/** The greatest level such that all of them, each cut to it, fit; undefined when they fit as they are. */
export function levelFor(bytes: readonly number[], bytesMax: number): number | undefined {
  const sorted = [...bytes].sort((a, b) => a - b);
  let left = bytesMax;
  for (const [at, one] of sorted.entries()) {
    const share = left / (sorted.length - at);
    if (one > share) return Math.floor(share);
    left -= one;
  }
  return undefined;
}
