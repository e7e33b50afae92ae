/** What has to be true of machines that came and went, once all is calm: who joined serves and carries its share, who was
 *  removed has ended and is refused. */
import { PLACEMENT_GROUP } from '../../src/shard/descriptor.js';
import type { Cluster } from './cluster.js';
import type { Keeper } from './keeper.js';
import type { Machines } from './machines.js';
import type { SimNode } from './sim-node.js';

/** @returns what is not so yet, or undefined */
export function unsettled(cluster: Cluster, machines: Machines, keeper: Keeper): string | undefined {
  for (const node of cluster.nodes) {
    const missing = node.leaving ? stillThere(cluster, node, keeper) : undefined;
    if (missing !== undefined) return missing;
  }
  for (const node of machines.joined) {
    const missing = node.leaving || node.lost ? undefined : notServing(cluster, node);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function stillThere(cluster: Cluster, node: SimNode, keeper: Keeper): string | undefined {
  const state = cluster.leaderOf(0)?.running.core.view.node(node.id)?.state;
  if (state === 'removed')
    return keeper.isRefused(node) ? undefined : `node ${node.id} was removed, and has not ended for good`;
  // With a disk gone for good there may be nowhere to go for a copy, until that machine counts as down.
  if (node.lost || cluster.nodes.some(({ lost }) => lost)) return undefined;
  return `node ${node.id} is decommissioned, and still ${state}`;
}

function notServing(cluster: Cluster, node: SimNode): string | undefined {
  if (node.transport?.live !== true) return `node ${node.id} joined, and does not run`;
  const reason = node.running.notReady();
  if (reason !== undefined) return `node ${node.id} joined, and does not serve: ${reason}`;
  for (const other of cluster.live())
    if (
      !other.lost &&
      other.transport?.live === true &&
      other.running.core.view.node(node.id)?.state !== 'active'
    )
      return `node ${other.id} does not know of node ${node.id}, which joined`;
  return hasLittle(cluster, node);
}

/** Voting copies are spread to within one, where every node could take any. Group 0 is not moved to make things even, and a
 *  group of which the node holds a learner that a person brought there cannot send it a second copy. */
function hasLittle(cluster: Cluster, node: SimNode): string | undefined {
  if (cluster.nodes.some(({ lost }) => lost)) return undefined;
  const view = cluster.leaderOf(0)?.running.core.view;
  if (view === undefined) return 'nobody leads group 0';
  const groupsOn = (id: string, learners: boolean): number[] =>
    view
      .groups()
      .filter(({ replicas }) => replicas.some((copy) => copy.node === id && (learners || !copy.learner)))
      .map(({ group }) => group);
  const votes = groupsOn(node.id, false).length;
  const carried = new Set([PLACEMENT_GROUP, ...groupsOn(node.id, true)]);
  for (const { node: id, state } of view.nodes()) {
    const groups = groupsOn(id, false);
    if (state === 'active' && groups.length > votes + 1 && groups.some((each) => !carried.has(each)))
      return `node ${node.id} joined and votes in ${votes} groups, ${id} in ${groups.length}`;
  }
  return undefined;
}
