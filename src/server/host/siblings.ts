/** Groups that lie side by side since a split, as this node knows them from their own logs. */
import type { pb } from '../../proto/index.js';
import { compareKeys } from '../../proto/keys.js';
import type { GroupId } from '../../raft/ids.js';
import { type HostedReplica, routeOf } from './hosted-replica.js';
import { lastSplitOf } from './split-order.js';

/** The replica here of the group whose range begins at a key. */
export function beginningAt(replicas: Iterable<HostedReplica>, key: Uint8Array): HostedReplica | undefined {
  for (const replica of replicas)
    if (replica.group !== 0 && compareKeys(replica.meta.range.start, key) === 0) return replica;
  return undefined;
}

/** The route of a group, and of the one that it gave its last keys to: what a caller with an older route needs. */
export function siblingRoutes(
  replica: HostedReplica,
  find: (group: GroupId) => HostedReplica | undefined,
): pb.Route.$Properties[] {
  const born = lastSplitOf(replica.meta);
  if (born === undefined) return [routeOf(replica)];
  const child = find(born.child ?? 0);
  if (child !== undefined) return [routeOf(replica), routeOf(child)];
  const { rangeVersion } = born;
  return [
    routeOf(replica),
    {
      group: born.child ?? 0,
      range: born.range ?? null,
      epoch: { confVersion: 0, rangeVersion: rangeVersion ?? 0 },
      replicas: born.replicas ?? [],
      leaderReplicaId: 0,
      ackQuorum: replica.meta.configuration.ackQuorum,
    },
  ];
}
