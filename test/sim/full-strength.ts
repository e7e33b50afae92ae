/** FullStrength: after a machine was gone for good, placement by itself has made each group whole again: as many voters as are
 *  wanted, all of them live. (That all of them have caught up, Convergence says.) */
import type { Cluster } from './cluster.js';

/** The most that any group wants, as the node that knows most of placement has it. */
export function wantedCopies(cluster: Cluster): number {
  const views = cluster.nodes.flatMap((node) =>
    node.transport?.live === true ? [node.running.core.view] : [],
  );
  const [first, ...others] = views;
  if (first === undefined) return cluster.nodes.length;
  const newest = others.reduce((a, b) => (b.revision > a.revision ? b : a), first);
  const { defaultReplicas } = cluster.nodes[0]?.config ?? { defaultReplicas: 0 };
  return newest
    .groups()
    .reduce((most, { wantedReplicas }) => Math.max(most, wantedReplicas), defaultReplicas);
}

/** @returns which group is not whole yet, or undefined */
export function weakened(cluster: Cluster): string | undefined {
  const leader = cluster.leaderOf(0);
  if (leader === undefined) return 'nobody leads group 0';
  const { view } = leader.running.core;
  const { defaultReplicas } = leader.config;
  for (const { group, wantedReplicas, replicas, ackQuorum, keptAckQuorum } of view.groups()) {
    const wanted = wantedReplicas === 0 ? defaultReplicas : wantedReplicas;
    const voters = replicas.filter(({ learner }) => !learner);
    if (keptAckQuorum !== undefined)
      return `a sale of group ${group} waits for ${ackQuorum} copies, and for ${keptAckQuorum} before it was recovered`;
    if (voters.length < wanted) return `group ${group} has ${voters.length} of ${wanted} voters`;
    for (const { node } of voters) {
      const carrier = cluster.node(node);
      if (!carrier.up) return `a voter of group ${group} is on node ${node}, which is gone`;
      if (carrier.damaged().has(group)) return `the copy of group ${group} on node ${node} is damaged`;
    }
  }
  return undefined;
}
