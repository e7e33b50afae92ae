/** What wakes a sleeping group from outside: news of a node that carries a replica of it. */
import { type HostedReplica, hasMemberOn } from './hosted-replica.js';

/** Groups led there, and groups led here with replicas there: what they believe of each other may be old. */
export function wakeGroupsOf(replicas: Iterable<HostedReplica>, node: string): void {
  for (const replica of replicas) {
    if (!replica.asleep) continue;
    if (replica.leaderNode === node || (replica.isLeader && hasMemberOn(replica, node))) replica.stir();
  }
}

/** The node lives, but its replica of this group has stopped: who sleeps, believing in it, elects another. */
export function wakeUnder(replica: HostedReplica | undefined, node: string): void {
  if (replica?.asleep === true && replica.leaderNode === node) replica.stir();
}
