/** Whether all replicas have come together: of each group, on every sound node, the same index, and at the same index the same
 *  rows, to the byte. */
import type { Cluster } from './cluster.js';
import type { SimNode } from './sim-node.js';

/** Which groups a node must carry a replica of, as any of its peers knows. */
function groupsOf(cluster: Cluster): Map<number, Set<string>> {
  const groups = new Map<number, Set<string>>();
  for (const node of cluster.live())
    for (const replica of node.replicas()) {
      const nodes = groups.get(replica.group) ?? new Set();
      for (const { node: member } of replica.members.values()) nodes.add(member);
      groups.set(replica.group, nodes);
    }
  return groups;
}

/** @returns what is not together yet, or undefined */
export function apart(cluster: Cluster): string | undefined {
  for (const [group, members] of groupsOf(cluster)) {
    let seen: { node: SimNode; index: number } | undefined;
    for (const id of [...members].sort()) {
      const node = cluster.node(id);
      if (node.lost) continue;
      const replica = node.replica(group);
      if (replica === undefined) return `node ${id} has no running replica of group ${group}`;
      const { index } = replica.applied;
      if (replica.raft.commit > index) return `node ${id} has not applied all of group ${group}`;
      seen ??= { node, index };
      if (seen.index !== index)
        return `group ${group} is at ${seen.index} on node ${seen.node.id}, at ${index} on node ${id}`;
    }
  }
  return undefined;
}

/** At equal index. @returns the difference, or undefined */
export function differing(cluster: Cluster): string | undefined {
  const states = new Map<string, { node: string; digest: string }>();
  for (const node of cluster.live())
    for (const replica of node.replicas()) {
      replica.machine.flush();
      const { high, low } = replica.state.digest();
      const digest = `${high.toString(16)}:${low.toString(16)}`;
      const place = `group ${replica.group} at ${replica.applied.index}`;
      const other = states.get(place);
      if (other === undefined) states.set(place, { node: node.id, digest });
      else if (other.digest !== digest)
        return `${place} has digest ${other.digest} on node ${other.node}, ${digest} on node ${node.id}`;
    }
  return undefined;
}
