/** What the cluster API gives operators: nodes, routes, and what a node says of itself. */

export interface ClusterNode {
  readonly nodeId: string;
  /** `host:port` for clients. */
  readonly clientAddress: string;
  readonly peerAddress: string;
  /** E.g. zone, host. */
  readonly labels: Readonly<Record<string, string>>;
  /** Carries a replica of the placement driver. */
  readonly placement: boolean;
}

export interface Cluster {
  readonly clusterId: string;
  readonly revision: number;
  readonly nodes: readonly ClusterNode[];
  readonly defaultReplicas: number;
  readonly defaultAckQuorum: number;
  readonly answeredBy: string;
}

export interface Epoch {
  readonly confVersion: number;
  readonly rangeVersion: number;
}

/** Half-open, of encoded keys; an empty `end` is open. */
export interface KeyRange {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
}

export interface Replica {
  readonly replicaId: number;
  readonly nodeId: string;
  readonly learner: boolean;
}

export interface Route {
  readonly group: number;
  readonly range: KeyRange;
  readonly epoch: Epoch;
  readonly replicas: readonly Replica[];
  /** A hint; 0 when unknown. */
  readonly leaderReplicaId: number;
  readonly ackQuorum: number;
}

/** Without any of them, everything; empty lists name nothing. */
export interface RoutesQuery {
  readonly lines?: readonly string[];
  /** Encoded keys. */
  readonly keys?: readonly Uint8Array[];
  /** Ids. */
  readonly groups?: readonly number[];
}

export interface Voters {
  readonly voters: readonly number[];
  readonly ackQuorum: number;
  /** Not empty while the configuration is joint. */
  readonly votersOutgoing: readonly number[];
  readonly ackQuorumOutgoing: number;
  readonly learners: readonly number[];
  readonly learnersNext: readonly number[];
  readonly autoLeave: boolean;
}

export interface GroupStatus {
  readonly group: number;
  readonly replicaId: number;
  /** leader, follower, candidate, pre-candidate, learner, damaged. */
  readonly role: string;
  /** 0 when unknown. */
  readonly leaderReplicaId: number;
  readonly term: number;
  readonly commit: number;
  readonly applied: number;
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** Of the entry at `lastIndex`. */
  readonly lastTerm: number;
  /** Of the newest recovery from lost quorum that the group went through; 0: none. */
  readonly recoveryEpoch: number;
  readonly checkpointIndex: number;
  readonly range: KeyRange;
  readonly epoch: Epoch;
  readonly configuration: Voters;
  readonly replicas: readonly Replica[];
  readonly asleep: boolean;
  /** Why a damaged replica stopped; empty when it is well. */
  readonly damage: string;
  /** Why it serves no sales though it runs: replicas have different rows, and no majority says whose are right. */
  readonly dispute: string;
  /** Hex, at `applied`. */
  readonly digest: string;
  /** Of the earliest live hold, as applied there, Unix ms; 0 when there is none. */
  readonly nextDeadlineMs: number;
}

export interface PeerStatus {
  readonly nodeId: string;
  /** Whether a heartbeat ever came. */
  readonly heard: boolean;
  /** Since the last one, ms. */
  readonly silentMs: number;
  readonly clockOffsetMs: number;
}

export interface NodeStatus {
  readonly clusterId: string;
  readonly nodeId: string;
  readonly incarnation: number;
  readonly version: string;
  /** Newest cluster level that its program supports; 1 of one that has no levels. */
  readonly level: number;
  /** Level of the cluster as the node knows it: the behaviour that is switched on. */
  readonly clusterLevel: number;
  readonly uptimeMs: number;
  readonly groupsLed: number;
  readonly groupsHosted: number;
  readonly groupsAsleep: number;
  readonly groupsDamaged: number;
  /** Empty unless asked for. */
  readonly groups: readonly GroupStatus[];
  readonly peers: readonly PeerStatus[];
  readonly dataDirectory: string;
  readonly rssBytes: number;
  /** User and system, since the process began. */
  readonly cpuSeconds: number;
  readonly lowOnDisk: boolean;
  readonly diskFreeBytes: number;
  /** The node's own clock when it answered, Unix ms. */
  readonly wallClockMs: number;
  /** When the first of the node's certificates ends, Unix ms by the clock that signed it; 0: it has none. */
  readonly certificateUntilMs: number;
  /** Of the newest recovery from lost quorum that the node took part in; 0: none. */
  readonly recoveryEpoch: number;
  /** Refused by the node, since a recovery declared them lost. */
  readonly lostNodes: readonly string[];
  /** Recoveries from lost quorum that the node knows of. */
  readonly recoveries: readonly { readonly epoch: number; readonly lostNodes: readonly string[] }[];
}

/** Part of one replica's rows, in key order: `header` comes with the first part, `footer` with the last. */
export interface ReplicaChunk {
  readonly header?: ReplicaHeader;
  readonly rows: readonly ReplicaRow[];
  readonly footer?: ReplicaFooter;
}

export interface ReplicaHeader {
  readonly group: number;
  /** The replica's rows are those of this log index. */
  readonly index: number;
  readonly term: number;
  readonly range: KeyRange;
  readonly epoch: Epoch;
  readonly format: number;
}

export interface ReplicaRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export interface ReplicaFooter {
  readonly rows: number;
  readonly bytes: number;
  /** The group's digest, 16 hex digits. */
  readonly digest: string;
}

/** One node's part of a recovery from lost quorum: see `railkv recover`. */
export interface RecoveryOrder {
  readonly clusterId: string;
  readonly recoveryEpoch: number;
  readonly recoveryId: string;
  readonly lostNodes: readonly string[];
  readonly replicas: readonly {
    readonly group: number;
    readonly replicaId: number;
    readonly lastTerm: number;
    readonly lastIndex: number;
    readonly successor: number;
    readonly takeOver: boolean;
    readonly confVersion: number;
  }[];
}

/** How a group is to be. `ackQuorum` of the last three is the one from then on; absent: unchanged. */
export type GroupChange =
  | { readonly kind: 'setAckQuorum'; readonly ackQuorum: number }
  | { readonly kind: 'transferLeader'; readonly node: string }
  /** @param key encoded; the keys from here on become a group of their own, on the same nodes */
  | { readonly kind: 'split'; readonly key: Uint8Array }
  /** @param learner stays one: gets everything, votes on nothing */
  | {
      readonly kind: 'addReplica';
      readonly node: string;
      readonly learner?: boolean;
      readonly ackQuorum?: number;
    }
  | { readonly kind: 'removeReplica'; readonly node: string; readonly ackQuorum?: number }
  | {
      readonly kind: 'moveReplica';
      readonly from: string;
      readonly to: string;
      readonly ackQuorum?: number;
    };

export interface VoteCounts {
  readonly voters: number;
  readonly ackQuorum: number;
}

export interface GroupChangeProgress {
  readonly done: boolean;
  /** For people: what is being waited for; when done, empty, or that somebody has asked for another change since. */
  readonly doing: string;
  readonly now: VoteCounts;
  /** Once it is done. */
  readonly after: VoteCounts;
  readonly route: Route;
  /** Of a split that is done: the group that begins at the key. */
  readonly child?: Route;
}

export interface HotName {
  /** A caller, a line, or a run as `line/train/date`. */
  readonly name: string;
  /** Of the last half minute or so. */
  readonly perSecond: number;
}

/** What callers ask of one node and what they get. Counts rise from the node's start. */
export interface NodeTraffic {
  readonly nodeId: string;
  readonly incarnation: number;
  readonly monotonicMs: number;
  /** Commands, by DONE or the reason of their refusal. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly tickets: number;
  readonly queries: number;
  readonly queriesFailed: number;
  /** Bucket k counts what took up to 0.1 * 1.5^k ms. */
  readonly commandLatency: readonly number[];
  readonly queryLatency: readonly number[];
  readonly lines: readonly HotName[];
  readonly trains: readonly HotName[];
  readonly callers: readonly HotName[];
  readonly groupsLed: number;
  readonly groupsHosted: number;
  /** Entries, of the group that is furthest behind. */
  readonly behindMost: number;
  readonly rssBytes: number;
  readonly cpuSeconds: number;
}

/** How far a node is in reading one group; `done` once for each. */
export interface ScrubProgress {
  readonly group: number;
  readonly rows: number;
  readonly bytes: number;
  readonly done: boolean;
  /** Of the checkpoint that was read. */
  readonly index: number;
  /** Of its rows, hex; empty until it is done and well. */
  readonly digest: string;
  /** Why the replica stopped; empty when it is well. */
  readonly damage: string;
  /** Why it was not read to the end, though nothing is wrong with it. */
  readonly skipped: string;
}
