/** Clusters drawn in a few words, for tests of what placement decides. */
import type { PictureGroup, PictureNode } from '../driver/cluster-picture.js';
import { SimCluster, simGroup } from './sim-cluster.js';

export function clusterOf(nodes: readonly PictureNode[], groups: readonly PictureGroup[]): SimCluster {
  const sim = new SimCluster();
  for (const node of nodes) sim.putNode(node);
  for (const group of groups) sim.putGroup(group);
  return sim;
}

/** Groups all on the same three. */
export const crowd = (count: number, nodes: readonly string[]): PictureGroup[] =>
  Array.from({ length: count }, (_, at) => simGroup(at + 1, nodes));

export const counts = (sim: SimCluster, sum: 'copies' | 'leads'): number[] =>
  sim.picture.nodes().map((entry) => entry[sum].size);

export const voters = (group: PictureGroup | undefined): string[] =>
  (group?.members ?? []).filter(({ learner }) => !learner).map(({ node }) => node);
