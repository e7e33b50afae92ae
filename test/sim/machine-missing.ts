/** What a person counts who reads `add a node` in an operator of placement's: whether there are fewer machines than copies. Where
 *  there are not, placement asks for a machine that nobody needs, and waits for it in vain. */
import type { Cluster } from './cluster.js';

/** @param brought nodes to which a person had a copy brought: one that does not vote takes a place of its own there
 *  @returns whether some group has more copies that are wanted than machines stay */
export function machineIsMissing(cluster: Cluster, brought: ReadonlySet<string>): boolean {
  const leader = cluster.leaderOf(0);
  if (leader === undefined) return false;
  const staying = cluster.nodes.filter(({ lost, leaving }) => !lost && !leaving).length;
  const { defaultReplicas } = leader.config;
  return leader.running.core.view.groups().some(({ group, wantedReplicas, replicas, placementLearners }) => {
    if (group === 0) return false; // it makes do with the machines there are
    const kept = replicas.filter(
      ({ learner, node }) => learner && brought.has(node) && !placementLearners.includes(node),
    );
    return (wantedReplicas === 0 ? defaultReplicas : wantedReplicas) + kept.length > staying;
  });
}
