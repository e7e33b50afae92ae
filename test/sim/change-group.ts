/** A change of a group's members, ack quorum or leader, as an operator makes it: the same request to whoever leads, until it
 *  is done. */

import { RailkvError } from '../../src/proto/errors.js';
import type { pb } from '../../src/proto/index.js';
import type { Cluster } from './cluster.js';

export type GroupChange = Omit<pb.ChangeGroupRequest.$Properties, 'group' | 'dryRun'>;

export const move = (fromNodeId: string, toNodeId: string): GroupChange => ({
  moveReplica: { fromNodeId, toNodeId },
});

const PASSING = ['NOT_LEADER', 'NO_LEADER', 'GROUP_NOT_FOUND', 'SHUTTING_DOWN', 'CHANGE_PENDING'];

/** @returns how far it is; undefined when nobody leads now. @throws RailkvError why it is refused */
export async function askChange(
  cluster: Cluster,
  group: number,
  change: GroupChange,
): Promise<pb.ChangeGroupResponse.$Properties | undefined> {
  const leader = cluster.leaderOf(group);
  if (leader === undefined) return undefined;
  try {
    return await leader.services.admin.changeGroup(
      { id: 'operator', role: 'operator' },
      { ...change, group },
    );
  } catch (error) {
    if (error instanceof RailkvError && PASSING.includes(error.reason)) return undefined;
    throw error;
  }
}

/** @throws RailkvError why it is refused; Error when it does not come to an end */
export async function changeGroup(
  cluster: Cluster,
  group: number,
  change: GroupChange,
  withinMs = 60_000,
): Promise<pb.ChangeGroupResponse.$Properties> {
  const endMs = cluster.time.nowMs + withinMs;
  for (;;) {
    const progress = await askChange(cluster, group, change);
    if (progress?.done === true) return progress;
    if (cluster.time.nowMs >= endMs)
      throw new Error(`not done within ${withinMs} ms: ${progress?.doing ?? 'nobody leads'}`);
    await cluster.run(50);
  }
}
