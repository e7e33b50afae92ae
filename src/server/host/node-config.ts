/** What a node is told at its start. Parsed and checked elsewhere (config/); here it is only numbers and names. */

import type { Versions } from '../../proto/versions.js';

export interface NodeAddress {
  readonly nodeId: string;
  readonly peerAddress: string;
  readonly clientAddress: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Carries a replica of group 0. */
  readonly placement: boolean;
}

export interface HostLimits {
  readonly tickMs: number;
  readonly electionTicks: number;
  readonly heartbeatTicks: number;
  readonly peerHeartbeatMs: number;
  /** Idle this long, a group goes to sleep. */
  readonly quiesceAfterTicks: number;
  /** Idle this long, it sleeps though replicas that are not heard lack something. */
  readonly quiesceWithoutDeadTicks: number;
  /** Commands waiting for one group, all batches together; beyond: SERVER_BUSY. */
  readonly queuedCommandsMax: number;
  readonly queuedBytesMax: number;
  /** Of one CommandEntry. */
  readonly entryCommandsMax: number;
  readonly entryBytesMax: number;
  /** Of the messages in one frame to a peer. */
  readonly frameBytesMax: number;
  /** How far this node's clock may be from the median of its peers' and still propose. */
  readonly clockOffsetMsMax: number;
  /** Bytes of a group's log since its checkpoint, and its age, at which the next one is made. */
  readonly checkpointLogBytes: number;
  readonly checkpointAgeMs: number;
  readonly checkpointsAtOnce: number;
  /** Bytes of a group's log, and the age of a change, at which its replicas compare digests. */
  readonly digestLogBytes: number;
  readonly digestAgeMs: number;
  /** Entries a leader keeps behind its checkpoint for followers that are behind. */
  readonly logKeepEntries: number;
  /** Decoded buckets of all replicas of the node together. */
  readonly cacheBytesMax: number;
  readonly sessionWaitMsMax: number;
  /** Free bytes on the disk below which leaders are given away. */
  readonly lowDiskBytes: number;
}

export const HOST_LIMITS: HostLimits = {
  tickMs: 100,
  electionTicks: 10,
  heartbeatTicks: 2,
  peerHeartbeatMs: 200,
  quiesceAfterTicks: 30,
  quiesceWithoutDeadTicks: 300,
  queuedCommandsMax: 20_000,
  queuedBytesMax: 32 * 2 ** 20,
  entryCommandsMax: 1000,
  entryBytesMax: 2 ** 20,
  frameBytesMax: 2 * 2 ** 20,
  clockOffsetMsMax: 5_000,
  checkpointLogBytes: 16 * 2 ** 20,
  checkpointAgeMs: 60_000,
  checkpointsAtOnce: 2,
  digestLogBytes: 16 * 2 ** 20,
  digestAgeMs: 300_000,
  logKeepEntries: 1_000,
  cacheBytesMax: 128 * 2 ** 20,
  sessionWaitMsMax: 2_000,
  lowDiskBytes: 256 * 2 ** 20,
};

export interface NodeConfig {
  readonly clusterId: string;
  readonly nodeId: string;
  /** Of the software, for people. */
  readonly version: string;
  /** What it speaks and supports. */
  readonly versions: Versions;
  /** For people. */
  readonly dataDirectory: string;
  /** Of the cluster's start, this node included; afterwards the replicated state is the truth. */
  readonly nodes: readonly NodeAddress[];
  readonly defaultReplicas: number;
  readonly defaultAckQuorum: number;
  readonly limits: HostLimits;
}

/** What only the process knows; a simulated node makes it up. */
export interface Vitals {
  readonly rssBytes: number;
  readonly cpuSeconds: number;
  /** When the first of the node's certificates ends, wall clock; absent: it has none. */
  readonly certificateUntilMs?: number;
}
