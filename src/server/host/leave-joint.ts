/** A joint configuration is left once an ack quorum of its incoming voters holds it, which is never where too many of them are on
 *  nodes that are gone for good. Placement says which are: its mark, or an operator's word. */
import type { PlacementView } from '../../shard/placement-view.js';
import { lostIn } from '../../shard/recoveries.js';
import type { HostedReplica } from './hosted-replica.js';

/** Of groups led here; about once a second. */
export function leaveWithoutTheGone(replicas: Iterable<HostedReplica>, view: PlacementView): void {
  const isGone = (name: string): boolean => {
    const node = view.node(name);
    return (
      node !== undefined &&
      (node.health === 'down' || node.state === 'removed' || lostIn(view.recoveries, name) !== undefined)
    );
  };
  for (const replica of replicas) {
    if (replica.meta.configuration.votersOutgoing.length === 0 || !replica.isCurrentLeader) continue;
    replica.stir();
    replica.raft.leaveJointWithout((id) => isGone(replica.members.get(id)?.node ?? ''));
  }
}
