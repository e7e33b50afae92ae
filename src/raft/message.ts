/** Entries, messages and states: the values that cross the edge of the consensus core.
 *  Every field is always present, so that all messages share one shape on the hot path. */
import type { LogIndex, ReplicaId, Term } from './ids.js';

export type EntryType = 'normal' | 'confChange';

export interface Entry {
  readonly term: Term;
  readonly index: LogIndex;
  readonly type: EntryType;
  /** Empty for the entry that opens a term. */
  readonly data: Uint8Array;
}

/** Must be durable, with the entries handed out beside it, before anything in the same append's `responses` leaves. */
export interface HardState {
  readonly term: Term;
  readonly vote: ReplicaId;
  readonly commit: LogIndex;
}

/** (voters, ack quorum) as one replicated value; joint while `votersOutgoing` is not empty. Lists are sorted. */
export interface Configuration {
  readonly voters: readonly ReplicaId[];
  readonly ackQuorum: number;
  readonly votersOutgoing: readonly ReplicaId[];
  readonly ackQuorumOutgoing: number;
  readonly learners: readonly ReplicaId[];
  readonly learnersNext: readonly ReplicaId[];
  readonly autoLeave: boolean;
}

export interface SnapshotMetadata {
  readonly index: LogIndex;
  readonly term: Term;
  readonly configuration: Configuration;
}

export type ConfChangeType = 'addVoter' | 'remove' | 'addLearner';

export interface ConfChange {
  /** `recover`: the configuration begins anew with the voters that `changes` adds, whatever there was. Never proposed: only
   *  the recovery of a group that lost its quorum for good writes it, behind the log that is kept. */
  readonly transition: 'auto' | 'explicit' | 'recover';
  readonly changes: readonly { readonly type: ConfChangeType; readonly replica: ReplicaId }[];
  /** 0: unchanged. */
  readonly ackQuorum: number;
  /** The host's; opaque here. */
  readonly context: Uint8Array;
}

export type MessageType =
  | 'app'
  | 'appResp'
  | 'vote'
  | 'voteResp'
  | 'preVote'
  | 'preVoteResp'
  | 'snap'
  | 'heartbeat'
  | 'heartbeatResp'
  | 'readIndex'
  | 'readIndexResp'
  | 'timeoutNow'
  | 'transferLeader'
  | 'quiesce'
  | 'prop';

/** A message between replicas of one group. Field meanings are etcd-io/raft's `Message`. */
export interface Message {
  readonly type: MessageType;
  readonly to: ReplicaId;
  readonly from: ReplicaId;
  readonly term: Term;
  readonly logTerm: Term;
  readonly index: LogIndex;
  readonly entries: readonly Entry[];
  readonly commit: LogIndex;
  readonly snapshot: SnapshotMetadata | undefined;
  readonly reject: boolean;
  readonly rejectHint: LogIndex;
  /** Which reads this round confirms: a position that only rises within a term, never the caller's context. */
  readonly readPosition: number;
  /** A vote asked for on the leader's word: check-quorum's lease does not refuse it. */
  readonly transfer: boolean;
}
