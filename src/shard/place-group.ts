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
  readonly #loads = new Map<string, { replicas: number; leads: number; zone: string; host: string }>();

  constructor(nodes: readonly PlacedNode[], groups: readonly PlacedGroup[]) {
    for (const node of nodes) {
      const label = (key: string): string => node.labels.get(key) ?? '';
      this.#loads.set(node.node, { replicas: 0, leads: 0, zone: label('zone'), host: label('host') });
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

  list(): NodeLoad[] {
    return [...this.#loads].map(([node, load]) => ({ node, ...load }));
  }
}

/** Places one new group and counts it in `loads`. */
export function placeGroup(
  group: GroupId,
  range: KeyRange,
  replicas: number,
  loads: Loads,
  made: { readonly ackQuorum: number; readonly revision: number; readonly createdAtMs: number },
): PlacedGroup {
  const nodes = placeReplicas(loads.list(), replicas);
  assert(nodes !== undefined, `the bootstrap admitted ${replicas} replicas on fewer nodes`);
  const placed = newGroup(group, range, nodes, made);
  loads.count(placed);
  return placed;
}
