/** Nodes and groups as group 0 knows them, and their wire form. A decoded descriptor shares no bytes with the message it
 *  came from. */
import { pb } from '../proto/index.js';
import { prefixEnd } from '../proto/keys.js';
import { NODE_HEALTHS, NODE_STATES, type NodeHealth, type NodeState } from '../proto/placement-names.js';
import { levelFromWire, levelToWire } from '../proto/versions.js';
import { type GroupId, type ReplicaId, replicaId, type Term } from '../raft/ids.js';
import { type Epoch, FIRST_EPOCH } from './epoch.js';
import { assert } from './invariant.js';
import type { KeyRange } from './range-map.js';
import { compareText } from './replica-placement.js';
import { reservationFromWire, type SplitReservation } from './split-placement.js';

/** The placement driver itself. */
export const PLACEMENT_GROUP: GroupId = 0;
/** Every plain key; made by the bootstrap. */
export const PLAIN_GROUP: GroupId = 1;
/** Lines have the groups from here on. */
export const FIRST_LINE_GROUP: GroupId = 2;

/** The bucket that holds the whole of group 0's state, and group 0's range: no other range may enter it. */
const PLACEMENT_SPACE = Uint8Array.of(0x02);
export const PLACEMENT_BUCKET = '\u0002';
const PLACEMENT_RANGE: KeyRange = { start: PLACEMENT_SPACE, end: prefixEnd(PLACEMENT_SPACE) };

export interface PlacedNode {
  readonly node: string;
  readonly peerAddress: string;
  readonly clientAddress: string;
  /** Sorted by key. */
  readonly labels: ReadonlyMap<string, string>;
  /** Carries a replica of group 0. */
  readonly placement: boolean;
  readonly revision: number;
  readonly state: NodeState;
  /** As of the entry that last marked it. */
  readonly health: NodeHealth;
  /** Of its program, as it last said. */
  readonly version: string;
  /** Drawn by the node that joined; empty for a first member. */
  readonly joinId: string;
  readonly healthSinceMs: number;
  readonly stateSinceMs: number;
  /** Newest cluster level it supports, as it said when that mattered last. */
  readonly level: number;
}

export interface PlacedReplica {
  readonly replica: ReplicaId;
  readonly node: string;
  readonly learner: boolean;
}

export interface PlacedGroup {
  readonly group: GroupId;
  readonly range: KeyRange;
  readonly epoch: Epoch;
  /** The first one is the one that should lead at first. */
  readonly replicas: readonly PlacedReplica[];
  readonly ackQuorum: number;
  /** Of group 0, when this last changed. */
  readonly revision: number;
  readonly createdAtMs: number;
  /** As last reported; replica 0 when nobody said. */
  readonly leader: PlacedLeader;
  /** Voters; 0: the cluster's default. */
  readonly wantedReplicas: number;
  /** Nodes on which placement began a learner that does not vote yet: it takes away what it left half done, and nobody
   *  else's learners. Known to group 0 only. */
  readonly placementLearners: readonly string[];
  /** What it was before a recovery from lost quorum, higher than `ackQuorum`; absent: nothing is to be restored. */
  readonly keptAckQuorum?: number;
  readonly split?: SplitReservation;
}

export interface PlacedLeader {
  readonly replica: ReplicaId;
  readonly term: Term;
}

const NO_LEADER: PlacedLeader = { replica: 0, term: 0 };

/** A group just made: replica ids count from 1 in the order of `nodes`. */
export function newGroup(
  group: GroupId,
  range: KeyRange,
  nodes: readonly string[],
  made: { readonly ackQuorum: number; readonly revision: number; readonly createdAtMs: number },
): PlacedGroup {
  assert(new Set(nodes).size === nodes.length && nodes.length > 0, 'a node carries a group once');
  const replicas = nodes.map((node, at) => ({ replica: replicaId(0, at + 1), node, learner: false }));
  const fresh = { epoch: FIRST_EPOCH, leader: NO_LEADER, wantedReplicas: 0, placementLearners: [] };
  return { group, range, replicas, ...fresh, ...made };
}

/** Group 0 as the bootstrap makes it: a pure function of the first nodes, because each node has to create its replica of
 *  group 0 before that group can say anything. A majority holds what it says. */
export function placementGroup(nodes: readonly PlacedNode[], createdAtMs = 0): PlacedGroup {
  const carriers = nodes
    .filter((node) => node.placement)
    .map((node) => node.node)
    .sort(compareText);
  const ackQuorum = Math.floor(carriers.length / 2) + 1;
  const made = { ackQuorum, revision: 1, createdAtMs };
  return { ...newGroup(PLACEMENT_GROUP, PLACEMENT_RANGE, carriers, made), wantedReplicas: carriers.length };
}

export function nodeToWire(node: PlacedNode): pb.NodeDescriptor.$Properties {
  return {
    nodeId: node.node,
    peerAddress: node.peerAddress,
    clientAddress: node.clientAddress,
    labels: Object.fromEntries(node.labels),
    placement: node.placement,
    revision: node.revision,
    state: NODE_STATES.indexOf(node.state),
    health: NODE_HEALTHS.indexOf(node.health),
    version: node.version,
    joinId: node.joinId,
    healthSinceMs: node.healthSinceMs,
    stateSinceMs: node.stateSinceMs,
    level: levelToWire(node.level),
  };
}

export function nodeFromWire(wire: pb.NodeDescriptor.$Properties): PlacedNode {
  const labels = Object.entries(wire.labels ?? {}).sort((a, b) => compareText(a[0], b[0]));
  return {
    node: wire.nodeId ?? '',
    peerAddress: wire.peerAddress ?? '',
    clientAddress: wire.clientAddress ?? '',
    labels: new Map(labels),
    placement: wire.placement ?? false,
    revision: wire.revision ?? 0,
    state: NODE_STATES[wire.state ?? 0] ?? 'active',
    health: NODE_HEALTHS[wire.health ?? 0] ?? 'up',
    version: wire.version ?? '',
    joinId: wire.joinId ?? '',
    healthSinceMs: wire.healthSinceMs ?? 0,
    stateSinceMs: wire.stateSinceMs ?? 0,
    level: levelFromWire(wire.level),
  };
}

export function groupToWire(group: PlacedGroup): pb.GroupDescriptor.$Properties {
  return {
    group: group.group,
    range: { start: group.range.start, end: group.range.end },
    epoch: { ...group.epoch },
    replicas: group.replicas.map(replicaToWire),
    ackQuorum: group.ackQuorum,
    revision: group.revision,
    createdAtMs: group.createdAtMs,
    leaderReplicaId: group.leader.replica,
    leaderTerm: group.leader.term,
    wantedReplicas: group.wantedReplicas,
    placementLearners: [...group.placementLearners],
    ...(group.keptAckQuorum !== undefined && { keptAckQuorum: group.keptAckQuorum }),
    split: group.split === undefined ? null : { ...group.split },
  };
}

export function groupFromWire(wire: pb.GroupDescriptor.$Properties): PlacedGroup {
  const split = reservationFromWire(wire.split);
  return {
    group: wire.group ?? 0,
    range: {
      start: Uint8Array.from(wire.range?.start ?? []),
      end: Uint8Array.from(wire.range?.end ?? []),
    },
    epoch: { confVersion: wire.epoch?.confVersion ?? 0, rangeVersion: wire.epoch?.rangeVersion ?? 0 },
    replicas: replicasFromWire(wire.replicas),
    ackQuorum: wire.ackQuorum ?? 0,
    revision: wire.revision ?? 0,
    createdAtMs: wire.createdAtMs ?? 0,
    leader: { replica: wire.leaderReplicaId ?? 0, term: wire.leaderTerm ?? 0 },
    wantedReplicas: wire.wantedReplicas ?? 0,
    placementLearners: [...(wire.placementLearners ?? [])],
    ...((wire.keptAckQuorum ?? 0) > 0 && { keptAckQuorum: wire.keptAckQuorum ?? 0 }),
    ...(split && { split }),
  };
}

export const replicasFromWire = (
  replicas: readonly pb.Replica.$Properties[] | null | undefined,
): PlacedReplica[] =>
  (replicas ?? []).map((replica) => ({
    replica: replica.replicaId ?? 0,
    node: replica.nodeId ?? '',
    learner: replica.learner ?? false,
  }));

/** What a client has to know. @param leader a hint, 0 when unknown. */
export function routeToWire(group: PlacedGroup, leader: ReplicaId): pb.Route.$Properties {
  return {
    group: group.group,
    range: { start: group.range.start, end: group.range.end },
    epoch: { ...group.epoch },
    replicas: group.replicas.map(replicaToWire),
    leaderReplicaId: leader,
    ackQuorum: group.ackQuorum,
  };
}

const replicaToWire = (replica: PlacedReplica): pb.Replica.$Properties => ({
  replicaId: replica.replica,
  nodeId: replica.node,
  learner: replica.learner,
});

export const encodeNode = (node: PlacedNode): Uint8Array =>
  pb.NodeDescriptor.encode(nodeToWire(node)).finish();
export const encodeGroup = (group: PlacedGroup): Uint8Array =>
  pb.GroupDescriptor.encode(groupToWire(group)).finish();
export const decodeNode = (bytes: Uint8Array): PlacedNode => nodeFromWire(pb.NodeDescriptor.decode(bytes));
export const decodeGroup = (bytes: Uint8Array): PlacedGroup =>
  groupFromWire(pb.GroupDescriptor.decode(bytes));
