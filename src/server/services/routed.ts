/** From what a caller believes about a route to the replica here, or to the error that mends the belief. */
import type { pb } from '../../proto/index.js';
import type { NodeCore } from '../host/node-core.js';
import type { TicketReplica } from '../host/proposals.js';

/** @throws RailkvError GROUP_NOT_FOUND, REPLICA_DAMAGED, READ_TOO_OLD, EPOCH_STALE */
export function readableReplica(
  core: NodeCore,
  routed: pb.Routed.$Properties | null | undefined,
): TicketReplica {
  const group = routed?.group ?? 0;
  const replica = core.tickets(group)?.replica;
  if (replica === undefined) throw core.gates.absent(group);
  const asked = routed?.epoch?.rangeVersion ?? 0;
  if (asked !== 0 && asked !== replica.meta.epoch.rangeVersion) throw core.gates.epochStale(replica);
  return replica;
}
