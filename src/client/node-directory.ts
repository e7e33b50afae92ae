/** Which nodes there are, at which client addresses, and which of them did not answer lately. Seeds stay candidates for
 *  ever: they are what the application was told to trust. */
import type { LeaderHint } from '../proto/leader-hint.js';
import type { ClientEnv } from './options.js';

/** Long enough to spare a dead node most calls, short enough to notice its return. */
const AWAY_MS = 1_000;

export interface KnownNode {
  readonly nodeId: string;
  readonly clientAddress: string;
  readonly placement: boolean;
}

export class NodeDirectory {
  readonly #addresses = new Map<string, string>();
  readonly #away = new Map<string, number>();
  #placement: readonly string[] = [];
  #turn: number;

  constructor(
    private readonly env: ClientEnv,
    private readonly seeds: readonly string[],
  ) {
    // Clients that start together should not all begin with the same node.
    this.#turn = Math.floor(env.random.next() * 1_024);
  }

  /** Replaces what was known. */
  learnNodes(nodes: readonly KnownNode[]): void {
    this.#addresses.clear();
    for (const node of nodes) this.#addresses.set(node.nodeId, node.clientAddress);
    this.#placement = nodes.filter((node) => node.placement).map((node) => node.clientAddress);
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
    this.#away.set(address, this.env.clock.monotonicMs() + AWAY_MS);
  }

  markWell(address: string): void {
    this.#away.delete(address);
  }

  isAway(address: string): boolean {
    return (this.#away.get(address) ?? 0) > this.env.clock.monotonicMs();
  }

  /** The best of `candidates`: one neither tried nor away, else one not tried, else any. Equal ones take turns, unless
   *  `inOrder` says that the first is the better one. */
  pick(candidates: readonly string[], tried: ReadonlySet<string>, inOrder = false): string | undefined {
    if (candidates.length === 0) return undefined;
    if (!inOrder) this.#turn = (this.#turn + 1) % 1_048_576;
    const from = inOrder ? 0 : this.#turn % candidates.length;
    const ordered = [...candidates.slice(from), ...candidates.slice(0, from)];
    const fresh = ordered.filter((address) => !tried.has(address));
    return fresh.find((address) => !this.isAway(address)) ?? fresh[0] ?? ordered[0];
  }
}
