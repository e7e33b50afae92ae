/** From what a caller believes about a route to the replica here, or to the error that mends the belief. A split may come
 *  between a read and its answer: then the rows may be another group's, and nothing is said of them. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { BucketId } from '../../store/bucket.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore } from '../host/node-core.js';
import type { TicketReplica } from '../host/proposals.js';

/** @throws RailkvError GROUP_NOT_FOUND, REPLICA_DAMAGED, READ_TOO_OLD, EPOCH_STALE */
function readableReplica(core: NodeCore, routed: pb.Routed.$Properties | null | undefined): TicketReplica {
  const group = routed?.group ?? 0;
  const replica = core.tickets(group)?.replica;
  if (replica === undefined) throw core.gates.absent(group);
  const asked = routed?.epoch?.rangeVersion ?? 0;
  if (asked !== 0 && asked !== replica.meta.epoch.rangeVersion) throw core.gates.epochStale(replica);
  return replica;
}

export interface RoutedRead {
  readonly routed?: pb.Routed.$Properties | null;
  readonly read?: pb.ReadOptions.$Properties | null;
}

/** @param look asked anew each time: the machine is another one after a split
 *  @throws RailkvError as `readableReplica` and `Reads.at` */
export async function readRouted<Response extends object>(
  core: NodeCore,
  request: RoutedRead,
  deadlineMs: number,
  look: (machine: TicketReplica['machine']) => { missing(): readonly BucketId[]; read(): Response },
): Promise<Response & { asOf: pb.AsOf.$Properties }> {
  const replica = readableReplica(core, request.routed);
  const { rangeVersion } = replica.meta.epoch;
  const deadline = monotonicDeadline(core.env.clock, deadlineMs);
  const now = () => {
    if (replica.meta.epoch.rangeVersion !== rangeVersion) throw core.gates.epochStale(replica);
    return look(replica.machine);
  };
  const missing = (): readonly BucketId[] => {
    try {
      return now().missing();
    } catch (error) {
      // The rows know whose they are, and not where the others are.
      if (error instanceof RailkvError && error.reason === 'EPOCH_STALE')
        throw core.gates.epochStale(replica);
      throw error;
    }
  };
  const { value, asOf } = await core.reads.at(replica, request.read, deadline, {
    missing,
    read: () => now().read(),
  });
  return { ...value, asOf };
}
