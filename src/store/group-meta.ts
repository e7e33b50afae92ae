/** What a node keeps about one group beside its rows: who the replica is, which keys it owns, and up to where its rows are
 *  applied. Written in the same batch as the rows it describes, so the two never disagree. */
import { pb } from '../proto/index.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Configuration } from '../raft/message.js';
import type { Digest } from './digest.js';

export interface KeyRange {
  readonly start: Uint8Array;
  /** Empty: to the end of the key space. */
  readonly end: Uint8Array;
}

export interface Epoch {
  readonly confVersion: number;
  readonly rangeVersion: number;
}

export interface Member {
  readonly replica: ReplicaId;
  readonly node: string;
  readonly learner: boolean;
}

export interface GroupMeta {
  readonly group: GroupId;
  /** This node's replica. */
  readonly replica: ReplicaId;
  readonly range: KeyRange;
  readonly epoch: Epoch;
  /** Sorted by replica id. */
  readonly members: readonly Member[];
  /** Highest counter ever given to a replica of this group. */
  readonly replicaCounter: number;
  readonly recoveryEpoch: number;
  readonly configuration: Configuration;
  readonly applied: { readonly index: LogIndex; readonly term: Term };
  /** Of the rows as of `applied`. Kept by the store: what a caller passes is ignored. */
  readonly digest: Digest;
  /** Of the log at `applied`: what binds the two databases together. Kept by the store. */
  readonly chain: number;
  /** Of the rows. */
  readonly format: number;
  /** The group host's own bytes; opaque here. */
  readonly host: Uint8Array;
}

/** What a group begins with; the store makes the rest. */
export type GroupSeed = Omit<GroupMeta, 'digest' | 'chain'> & Partial<Pick<GroupMeta, 'digest' | 'chain'>>;

export const NO_CONFIGURATION: Configuration = {
  voters: [],
  ackQuorum: 0,
  votersOutgoing: [],
  ackQuorumOutgoing: 0,
  learners: [],
  learnersNext: [],
  autoLeave: false,
};

export function decodeConfiguration(from: pb.Configuration | null | undefined): Configuration {
  if (from === null || from === undefined) return NO_CONFIGURATION;
  return {
    voters: from.voters,
    ackQuorum: from.ackQuorum,
    votersOutgoing: from.votersOutgoing,
    ackQuorumOutgoing: from.ackQuorumOutgoing,
    learners: from.learners,
    learnersNext: from.learnersNext,
    autoLeave: from.autoLeave,
  };
}

/** protobufjs types its lists as mutable: the value is only read. */
export function encodeConfiguration(from: Configuration): pb.Configuration.$Properties {
  return {
    voters: [...from.voters],
    ackQuorum: from.ackQuorum,
    votersOutgoing: [...from.votersOutgoing],
    ackQuorumOutgoing: from.ackQuorumOutgoing,
    learners: [...from.learners],
    learnersNext: [...from.learnersNext],
    autoLeave: from.autoLeave,
  };
}

export const encodeMembers = (members: readonly Member[]): pb.Replica.$Properties[] =>
  members.map(({ replica, node, learner }) => ({ replicaId: replica, nodeId: node, learner }));

export const decodeMembers = (members: readonly pb.Replica.$Properties[] | null | undefined): Member[] =>
  (members ?? []).map((member) => ({
    replica: member.replicaId ?? 0,
    node: member.nodeId ?? '',
    learner: member.learner ?? false,
  }));

/** Copies: decoded bytes are views of the buffer they came in. */
export const decodeRange = (range: pb.KeyRange.$Properties | null | undefined): KeyRange => ({
  start: Uint8Array.from(range?.start ?? []),
  end: Uint8Array.from(range?.end ?? []),
});

export function encodeGroupMeta(meta: GroupMeta): Uint8Array {
  return pb.GroupMetaRow.encode({
    group: meta.group,
    replicaId: meta.replica,
    range: { start: meta.range.start, end: meta.range.end },
    epoch: { confVersion: meta.epoch.confVersion, rangeVersion: meta.epoch.rangeVersion },
    members: encodeMembers(meta.members),
    replicaCounter: meta.replicaCounter,
    recoveryEpoch: meta.recoveryEpoch,
    configuration: encodeConfiguration(meta.configuration),
    appliedIndex: meta.applied.index,
    appliedTerm: meta.applied.term,
    digestHigh: meta.digest.high,
    digestLow: meta.digest.low,
    chain: meta.chain,
    format: meta.format,
    host: meta.host,
  }).finish();
}

export function decodeGroupMeta(bytes: Uint8Array): GroupMeta {
  const row = pb.GroupMetaRow.decode(bytes);
  return {
    group: row.group,
    replica: row.replicaId,
    range: decodeRange(row.range),
    epoch: { confVersion: row.epoch?.confVersion ?? 0, rangeVersion: row.epoch?.rangeVersion ?? 0 },
    members: decodeMembers(row.members),
    replicaCounter: row.replicaCounter,
    recoveryEpoch: row.recoveryEpoch,
    configuration: decodeConfiguration(row.configuration as pb.Configuration | null | undefined),
    applied: { index: row.appliedIndex, term: row.appliedTerm },
    digest: { high: row.digestHigh, low: row.digestLow },
    chain: row.chain,
    format: row.format,
    host: Uint8Array.from(row.host),
  };
}
