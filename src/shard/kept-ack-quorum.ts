/** The ack quorum that a group had before it was recovered from lost quorum: it begins anew with one voter and an ack quorum of
 *  one, and gets both back. Group 0's leader sees the recovery in the first report of the new voters; what it had is kept in
 *  group 0's state until the group has it again, or somebody wants another one. Pure. */
import type { pb } from '../proto/index.js';
import { recoveryEpochOf } from '../raft/ids.js';
import { PLACEMENT_GROUP, type PlacedGroup } from './descriptor.js';

/** What group 0's leader writes into a report.
 *  @param defaultAckQuorum for a group that placement had forgotten
 *  @returns 0: the report is of no recovery, or nothing is to be restored */
export function ackQuorumToKeep(
  held: PlacedGroup | undefined,
  report: pb.GroupReport.$Properties,
  defaultAckQuorum: number,
): number {
  if ((report.group ?? 0) === PLACEMENT_GROUP) return 0; // always a majority of its voters
  const begun = Math.min(...(report.replicas ?? []).map(({ replicaId }) => recoveryEpochOf(replicaId ?? 0)));
  const before = Math.max(0, ...(held?.replicas ?? []).map(({ replica }) => recoveryEpochOf(replica)));
  if (!Number.isFinite(begun) || begun <= before) return 0;
  const had = held === undefined ? defaultAckQuorum : Math.max(held.ackQuorum, held.keptAckQuorum ?? 0);
  return had > (report.ackQuorum ?? 0) ? had : 0;
}

/** After a report of newer members: kept by a recovery, until it is reached or changed by somebody. */
export function keptAfter(
  { ackQuorum, keptAckQuorum = 0 }: PlacedGroup,
  report: pb.GroupReport.$Properties,
): Pick<PlacedGroup, 'keptAckQuorum'> {
  const now = report.ackQuorum ?? 0;
  const said = report.keptAckQuorum ?? 0;
  const kept = said > 0 ? said : now === ackQuorum ? keptAckQuorum : 0;
  return kept > now ? { keptAckQuorum: kept } : {};
}
