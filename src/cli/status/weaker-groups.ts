/** Groups that keep an answered sale on fewer disks than the cluster does, because somebody said so or a recovery left them
 *  so. Nothing of it passes by itself, so it is told at every look; it is a choice, so it is no problem. Pure. */
import type { Cluster } from '../../client/index.js';
import { type ClusterPicture, type GroupPicture, PLACEMENT_GROUP } from './picture.js';

export interface WeakerGroup {
  readonly group: number;
  readonly holds: string;
  readonly voters: number;
  readonly ackQuorum: number;
}

/** As their leaders know it; by group. Placement always decides by a majority of what it has. */
export function weakerGroups({ cluster, groups }: Pick<ClusterPicture, 'cluster' | 'groups'>): WeakerGroup[] {
  return groups.flatMap((group) => weaker(group, cluster));
}

function weaker({ group, holds, leader }: GroupPicture, cluster: Cluster): WeakerGroup[] {
  if (group === PLACEMENT_GROUP || leader === undefined) return [];
  const { voters, ackQuorum } = leader.status.configuration;
  if (voters.length >= cluster.defaultReplicas && ackQuorum >= cluster.defaultAckQuorum) return [];
  return [{ group, holds, voters: voters.length, ackQuorum }];
}
