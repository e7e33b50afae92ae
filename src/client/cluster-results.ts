/** Protobuf messages of the cluster as plain values of the SDK. Bytes are copied: a decoded `bytes` field is a view into
 *  the whole message it came in. */

import type { pb } from '../proto/index.js';
import { levelFromWire } from '../proto/versions.js';
import type {
  Cluster,
  ClusterNode,
  Epoch,
  GroupStatus,
  HotName,
  KeyRange,
  NodeStatus,
  NodeTraffic,
  Replica,
  ReplicaChunk,
  Route,
  Voters,
} from './cluster-types.js';

const NO_BYTES = new Uint8Array(0);

export function copyOf(bytes: Uint8Array | null | undefined): Uint8Array {
  return bytes === null || bytes === undefined || bytes.length === 0 ? NO_BYTES : Uint8Array.from(bytes);
}

/** NODE_STATE_REMOVED: nobody to ask, and nobody to miss. */
const REMOVED = 3;

export function clusterFrom(response: pb.GetClusterResponse.$Properties): Cluster {
  return {
    clusterId: response.clusterId ?? '',
    revision: response.revision ?? 0,
    nodes: (response.nodes ?? []).filter(({ state }) => state !== REMOVED).map(nodeFrom),
    defaultReplicas: response.defaultReplicas ?? 0,
    defaultAckQuorum: response.defaultAckQuorum ?? 0,
    answeredBy: response.answeredBy ?? '',
  };
}

function nodeFrom(node: pb.NodeDescriptor.$Properties): ClusterNode {
  return {
    nodeId: node.nodeId ?? '',
    clientAddress: node.clientAddress ?? '',
    peerAddress: node.peerAddress ?? '',
    labels: { ...node.labels },
    placement: node.placement ?? false,
  };
}

export function routeFrom(route: pb.Route.$Properties): Route {
  return {
    group: route.group ?? 0,
    range: rangeFrom(route.range),
    epoch: epochFrom(route.epoch),
    replicas: (route.replicas ?? []).map(replicaFrom),
    leaderReplicaId: route.leaderReplicaId ?? 0,
    ackQuorum: route.ackQuorum ?? 0,
  };
}

function rangeFrom(range: pb.KeyRange.$Properties | null | undefined): KeyRange {
  return { start: copyOf(range?.start), end: copyOf(range?.end) };
}

function epochFrom(epoch: pb.Epoch.$Properties | null | undefined): Epoch {
  return { confVersion: epoch?.confVersion ?? 0, rangeVersion: epoch?.rangeVersion ?? 0 };
}

function replicaFrom(replica: pb.Replica.$Properties): Replica {
  return {
    replicaId: replica.replicaId ?? 0,
    nodeId: replica.nodeId ?? '',
    learner: replica.learner ?? false,
  };
}

export function nodeStatusFrom(status: pb.NodeStatusResponse): NodeStatus {
  return {
    clusterId: status.clusterId,
    nodeId: status.nodeId,
    incarnation: status.incarnation,
    version: status.version,
    level: levelFromWire(status.level),
    clusterLevel: levelFromWire(status.clusterLevel),
    uptimeMs: status.uptimeMs,
    groupsLed: status.groupsLed,
    groupsHosted: status.groupsHosted,
    groupsAsleep: status.groupsAsleep,
    groupsDamaged: status.groupsDamaged,
    groups: status.groups.map(groupFrom),
    peers: status.peers.map((peer) => ({
      nodeId: peer.nodeId ?? '',
      heard: peer.heard ?? false,
      silentMs: peer.silentMs ?? 0,
      clockOffsetMs: peer.clockOffsetMs ?? 0,
    })),
    dataDirectory: status.dataDirectory,
    rssBytes: status.rssBytes,
    cpuSeconds: status.cpuSeconds,
    lowOnDisk: status.lowOnDisk,
    diskFreeBytes: status.diskFreeBytes,
    wallClockMs: status.wallClockMs,
    certificateUntilMs: status.certificateUntilMs,
    recoveryEpoch: status.recoveryEpoch,
    lostNodes: [...status.lostNodes],
    recoveries: (status.recoveries ?? []).map(({ recoveryEpoch, lostNodes }) => ({
      epoch: recoveryEpoch ?? 0,
      lostNodes: [...(lostNodes ?? [])],
    })),
  };
}

function groupFrom(group: pb.GroupStatus.$Properties): GroupStatus {
  return {
    group: group.group ?? 0,
    replicaId: group.replicaId ?? 0,
    role: group.role ?? '',
    leaderReplicaId: group.leaderReplicaId ?? 0,
    term: group.term ?? 0,
    commit: group.commit ?? 0,
    applied: group.applied ?? 0,
    firstIndex: group.firstIndex ?? 0,
    lastIndex: group.lastIndex ?? 0,
    lastTerm: group.lastTerm ?? 0,
    recoveryEpoch: group.recoveryEpoch ?? 0,
    checkpointIndex: group.checkpointIndex ?? 0,
    range: rangeFrom(group.range),
    epoch: epochFrom(group.epoch),
    configuration: votersFrom(group.configuration),
    replicas: (group.replicas ?? []).map(replicaFrom),
    asleep: group.asleep ?? false,
    damage: group.damage ?? '',
    dispute: group.dispute ?? '',
    digest: group.digest ?? '',
    nextDeadlineMs: group.nextDeadlineMs ?? 0,
  };
}

function votersFrom(configuration: pb.Configuration.$Properties | null | undefined): Voters {
  return {
    voters: [...(configuration?.voters ?? [])],
    ackQuorum: configuration?.ackQuorum ?? 0,
    votersOutgoing: [...(configuration?.votersOutgoing ?? [])],
    ackQuorumOutgoing: configuration?.ackQuorumOutgoing ?? 0,
    learners: [...(configuration?.learners ?? [])],
    learnersNext: [...(configuration?.learnersNext ?? [])],
    autoLeave: configuration?.autoLeave ?? false,
  };
}

export function chunkFrom(chunk: pb.SnapshotChunk): ReplicaChunk {
  const { header, footer } = chunk;
  return {
    rows: chunk.rows.map((row) => ({ key: copyOf(row.key), value: copyOf(row.value) })),
    ...(header && {
      header: {
        group: header.group ?? 0,
        index: header.metadata?.index ?? 0,
        term: header.metadata?.term ?? 0,
        range: rangeFrom(header.range),
        epoch: epochFrom(header.epoch),
        format: header.format ?? 0,
      },
    }),
    ...(footer && {
      footer: {
        rows: footer.rows ?? 0,
        bytes: footer.bytes ?? 0,
        digest: hex(footer.digestHigh) + hex(footer.digestLow),
      },
    }),
  };
}

function hex(lane: number | null | undefined): string {
  return (lane ?? 0).toString(16).padStart(8, '0');
}

export function nodeTrafficFrom(traffic: pb.NodeTrafficResponse): NodeTraffic {
  const hot = (names: readonly pb.HotName.$Properties[]): HotName[] =>
    names.map(({ name, milliPerSecond }) => ({
      name: name ?? '',
      perSecond: (milliPerSecond ?? 0) / 1_000,
    }));
  return {
    nodeId: traffic.nodeId,
    incarnation: traffic.incarnation,
    monotonicMs: traffic.monotonicMs,
    outcomes: { ...traffic.outcomes },
    orders: traffic.orders,
    tickets: traffic.tickets,
    queries: traffic.queries,
    queriesFailed: traffic.queriesFailed,
    commandLatency: [...traffic.commandLatency],
    queryLatency: [...traffic.queryLatency],
    lines: hot(traffic.lines),
    trains: hot(traffic.trains),
    callers: hot(traffic.callers),
    groupsLed: traffic.groupsLed,
    groupsHosted: traffic.groupsHosted,
    behindMost: traffic.behindMost,
    rssBytes: traffic.rssBytes,
    cpuSeconds: traffic.cpuSeconds,
  };
}
