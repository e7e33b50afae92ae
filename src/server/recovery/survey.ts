/** What a recovery knows of the cluster: what each node that answers says of itself, and what placement last knew of groups.
 *  The shapes are those of Admin.NodeStatus, whoever asked for it. */
import type { GroupId, ReplicaId } from '../../raft/ids.js';

export interface SurveyedReplica {
  readonly group: GroupId;
  readonly replicaId: ReplicaId;
  /** leader, follower, candidate, pre-candidate, learner, damaged. */
  readonly role: string;
  readonly lastTerm: number;
  readonly lastIndex: number;
  readonly recoveryEpoch: number;
  readonly epoch: { readonly confVersion: number };
  readonly range: { readonly start: Uint8Array };
  readonly configuration: {
    readonly voters: readonly ReplicaId[];
    readonly ackQuorum: number;
    readonly votersOutgoing: readonly ReplicaId[];
    readonly ackQuorumOutgoing: number;
  };
  readonly replicas: readonly SurveyedMember[];
}

export interface SurveyedMember {
  readonly replicaId: ReplicaId;
  readonly nodeId: string;
  readonly learner: boolean;
}

export interface SurveyedNode {
  readonly nodeId: string;
  readonly clusterId: string;
  /** Of the newest recovery that the node took part in. */
  readonly recoveryEpoch: number;
  readonly lostNodes: readonly string[];
  readonly groups: readonly SurveyedReplica[];
}

/** A group as placement last knew it. */
export interface PlacedCopy {
  readonly group: GroupId;
  readonly epoch: { readonly confVersion: number };
  readonly replicas: readonly SurveyedMember[];
}

export interface Survey {
  readonly nodes: readonly SurveyedNode[];
  /** Empty when nobody could say. */
  readonly placed: readonly PlacedCopy[];
}

/** A replica that runs, with its node. */
export interface Survivor {
  readonly node: string;
  readonly replica: SurveyedReplica;
}

export const runs = ({ role }: SurveyedReplica): boolean => role !== 'damaged';

/** Of each group that runs anywhere, in order: the log that goes furthest first. */
export function survivorsOf({ nodes }: Survey): ReadonlyMap<GroupId, readonly Survivor[]> {
  const found = new Map<GroupId, Survivor[]>();
  for (const { nodeId: node, groups } of nodes)
    for (const replica of groups) {
      if (!runs(replica)) continue;
      const list = found.get(replica.group) ?? [];
      list.push({ node, replica });
      found.set(replica.group, list);
    }
  for (const list of found.values()) list.sort(furthestFirst);
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** Newer recoveries before older ones, then by the end of the log, as Raft compares logs; then by name. */
function furthestFirst(a: Survivor, b: Survivor): number {
  return (
    b.replica.recoveryEpoch - a.replica.recoveryEpoch ||
    b.replica.lastTerm - a.replica.lastTerm ||
    b.replica.lastIndex - a.replica.lastIndex ||
    (a.node < b.node ? -1 : 1)
  );
}
