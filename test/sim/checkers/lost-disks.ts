/** Disks that the simulator took away, or put an old copy in the place of. What such a disk acknowledged may still be under way
 *  when it is lost: the leader who counts it then is right as far as anybody can know, and the promises count that disk as lost. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import type { HostedReplica } from '../../../src/server/host/hosted-replica.js';
import type { World } from '../world.js';

/** @returns of these voters, those that lie on a lost disk */
export function onLostDisks(
  world: World | undefined,
  { members }: HostedReplica,
  voters: readonly ReplicaId[],
): ReadonlySet<ReplicaId> {
  const lost = voters.filter((id) => {
    const holder = members.get(id)?.node;
    return holder !== undefined && world?.node(holder).lost === true;
  });
  return new Set(lost);
}
