/** Makes the groups of lines that no range holds yet: where, who leads first, under which id. Pure but for the state it
 *  is given to change. */

import { lineKey, prefixEnd } from '../proto/keys.js';
import type { GroupId } from '../raft/ids.js';
import { newGroup, type PlacedGroup, type PlacedNode } from './descriptor.js';
import { assert } from './invariant.js';
import type { KeyRange } from './range-map.js';
import { type NodeLoad, placeReplicas } from './replica-placement.js';

export function lineRange(line: string): KeyRange {
  const start = lineKey(line);
  return { start, end: prefixEnd(start) };
}

/** How much each node carries, kept while several groups are placed one after another. */
export class Loads {
  readonly #loads = new Map<
    string,
    { replicas: number; leads: number; zone: string; host: string; fitness: number }
  >();

  constructor(nodes: readonly PlacedNode[], groups: readonly PlacedGroup[]) {
    for (const node of nodes) {
      const label = (key: string): string => node.labels.get(key) ?? '';
      const where = { zone: label('zone'), host: label('host') };
      this.#loads.set(node.node, { replicas: 0, leads: 0, ...where, fitness: fitness(node) });
    }
    for (const group of groups) this.count(group);
  }

  count(group: PlacedGroup): void {
    for (const [at, replica] of group.replicas.entries()) {
      const load = this.#loads.get(replica.node);
      assert(load !== undefined, `group ${group.group} has a replica on ${replica.node}, which is no node`);
      load.replicas += 1;
      if (at === 0) load.leads += 1;
    }
  }

  /** Nodes that may carry a new group: the fit ones, and the less fit only where there are not `count` of them. */
  list(count: number): NodeLoad[] {
    const all = [...this.#loads].map(([node, load]) => ({ node, ...load }));
    for (let least = 0; least < UNFIT; least += 1) {
      const fit = all.filter((load) => load.fitness <= least);
      if (fit.length >= count) return fit;
    }
    return all.filter((load) => load.fitness < UNFIT);
  }
}

/** No node to give anything to, ever. */
const UNFIT = 3;

/** 0: the best. A group is made even where a node of it is away for now: the others carry on, and it is repaired. */
function fitness({ state, health }: PlacedNode): number {
  if (state === 'removed' || state === 'decommissioning') return UNFIT;
  if (health === 'down') return 2;
  return state === 'active' && health === 'up' ? 0 : 1;
}

/** Places one new group and counts it in `loads`. */
export function placeGroup(
  group: GroupId,
  range: KeyRange,
  replicas: number,
  loads: Loads,
  made: { readonly ackQuorum: number; readonly revision: number; readonly createdAtMs: number },
): PlacedGroup {
  const nodes = placeReplicas(loads.list(replicas), replicas);
  assert(nodes !== undefined, `the bootstrap admitted ${replicas} replicas on fewer nodes`);
  const placed = newGroup(group, range, nodes, made);
  loads.count(placed);
  return placed;
}
