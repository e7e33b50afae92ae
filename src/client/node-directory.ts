/** Which nodes there are, at which client addresses, and which of them did not answer lately. Seeds stay candidates for
 *  ever: they are what the application was told to trust. */
import type { LeaderHint } from '../proto/leader-hint.js';
import type { ClientEnv } from './options.js';

/** Long enough to spare a dead node most calls, short enough to notice its return. */
const AWAY_MS = 1_000;
/** For so long whoever did not answer is the second choice where anybody will do. */
const DOUBTED_MS = 30_000;

export interface KnownNode {
  readonly nodeId: string;
  readonly clientAddress: string;
  readonly placement: boolean;
}

export class NodeDirectory {
  readonly #addresses = new Map<string, string>();
  /** By address, since when: monotonic ms. */
  readonly #silent = new Map<string, number>();
  #placement: readonly string[] = [];
  #revision = 0;
  #turn: number;

  constructor(
    private readonly env: ClientEnv,
    private readonly seeds: readonly string[],
  ) {
    // Clients that start together should not all begin with the same node.
    this.#turn = Math.floor(env.random.next() * 1_024);
  }

  /** Replaces what was known. An answer older than what is known, from a node that is behind or cut off, adds only nodes that
   *  are not known: a wrong address costs an attempt, a missing one may cost the cluster.
   *  @param revision of group 0, which never falls, not even by a recovery */
  learnNodes(nodes: readonly KnownNode[], revision: number): void {
    const asked = nodes.filter(({ clientAddress }) => clientAddress !== '');
    if (revision < this.#revision) {
      for (const { nodeId, clientAddress } of asked)
        if (!this.#addresses.has(nodeId)) this.#addresses.set(nodeId, clientAddress);
      return;
    }
    this.#revision = revision;
    this.#addresses.clear();
    for (const { nodeId, clientAddress } of asked) this.#addresses.set(nodeId, clientAddress);
    this.#placement = asked.filter(({ placement }) => placement).map(({ clientAddress }) => clientAddress);
    const candidates = new Set(this.everybody());
    for (const address of this.#silent.keys()) if (!candidates.has(address)) this.#silent.delete(address);
  }

  learnHint(hint: LeaderHint): void {
    if (hint.address !== undefined) this.#addresses.set(hint.nodeId, hint.address);
  }

  addressOf(nodeId: string): string | undefined {
    return this.#addresses.get(nodeId);
  }

  /** Every address, nodes before seeds, each once. */
  everybody(): readonly string[] {
    return [...new Set([...this.#addresses.values(), ...this.seeds])];
  }

  /** Nodes that carry the placement driver; empty while not known. */
  placementNodes(): readonly string[] {
    return this.#placement;
  }

  markAway(address: string): void {
    this.#silent.set(address, this.env.clock.monotonicMs());
  }

  markWell(address: string): void {
    this.#silent.delete(address);
  }

  isAway(address: string): boolean {
    return this.#silentWithin(address, AWAY_MS);
  }

  #silentWithin(address: string, ms: number): boolean {
    return (this.#silent.get(address) ?? Number.NEGATIVE_INFINITY) + ms > this.env.clock.monotonicMs();
  }

  /** The best of `candidates`: one neither tried nor away, else one not tried, else any. Equal ones take turns, unless
   *  `inOrder` says that the first is the better one. */
  pick(candidates: readonly string[], tried: ReadonlySet<string>, inOrder = false): string | undefined {
    if (candidates.length === 0) return undefined;
    const ordered = inOrder ? candidates : rotated(candidates, this.#nextTurn());
    const fresh = ordered.filter((address) => !tried.has(address));
    return fresh.find((address) => !this.isAway(address)) ?? fresh[0] ?? ordered[0];
  }

  /** Somebody who can say what the cluster looks like: a node, and once one did not answer a seed that is none, which may be a
   *  name that stands for others by now. Old nodes that vanished without a word are each tried once in a while, not in every round.
   *  @returns undefined without a seed */
  pickAnybody(tried: ReadonlySet<string>): string | undefined {
    const nodes = [...new Set(this.#addresses.values())];
    const others = this.seeds.filter((seed) => !nodes.includes(seed));
    const [first, second] = tried.size === 0 ? [nodes, others] : [others, nodes];
    const turn = this.#nextTurn();
    const ordered = [...rotated(first, turn), ...rotated(second, turn)];
    const fresh = ordered.filter((address) => !tried.has(address));
    return (
      fresh.find((address) => !this.#silentWithin(address, DOUBTED_MS)) ??
      fresh.find((address) => !this.isAway(address)) ??
      fresh[0] ??
      ordered[0]
    );
  }

  #nextTurn(): number {
    this.#turn = (this.#turn + 1) % 1_048_576;
    return this.#turn;
  }
}

function rotated(candidates: readonly string[], turn: number): readonly string[] {
  const from = candidates.length === 0 ? 0 : turn % candidates.length;
  return [...candidates.slice(from), ...candidates.slice(0, from)];
}
