/** What the core hands out: what must be persisted, sent and applied. Two outboxes carry the durability rules in their
 *  shape: `messages` may leave at once; an append's `responses` only after that append is durable. */
import type { LogIndex, ReplicaId, Term } from './ids.js';
import type { Entry, HardState, Message, SnapshotMetadata } from './message.js';

export type Role = 'follower' | 'preCandidate' | 'candidate' | 'leader';

/** One durable write for the log. Appends of a group are made durable in the order handed out. */
export interface AppendRequest {
  /** The full hard state as of these entries, changed or not. */
  readonly hardState: HardState;
  /** Written from entries[0].index on; whatever the log held from there is deleted in the same batch. */
  readonly entries: readonly Entry[];
  /** When present it replaces the whole log and state, before `entries`. The host pulls and installs the data. */
  readonly snapshot: SnapshotMetadata | undefined;
  /** Once durable: those addressed to this replica are stepped into the core (its own ack, its own vote, and the news that
   *  the append is done), the others are sent. Never before. */
  readonly responses: readonly StorageResponse[];
}

/** Committed entries, all durable in this replica's own log, to apply in order. */
export interface ApplyRequest {
  readonly entries: readonly Entry[];
}

/** News for the core that some storage work is done; or a message that was waiting for it. */
export type StorageResponse =
  | { readonly kind: 'message'; readonly message: Message }
  | {
      readonly kind: 'appended';
      readonly term: Term;
      readonly index: LogIndex;
      readonly logTerm: Term;
      readonly snapshotIndex: LogIndex;
    };

/** A ReadIndex that was confirmed: reads registered under `requestId` may be served once `index` is applied. */
export interface ReadState {
  readonly requestId: number;
  readonly index: LogIndex;
}

export interface Ready {
  /** Present when it changed. */
  readonly softState: { readonly leader: ReplicaId; readonly role: Role } | undefined;
  readonly messages: readonly Message[];
  readonly append: AppendRequest | undefined;
  readonly apply: ApplyRequest | undefined;
  readonly readStates: readonly ReadState[];
  /** Reads the core gave up (leadership lost): the host answers NOT_LEADER. */
  readonly droppedReads: readonly number[];
  /** Up to here entries are committed and durable on the ack quorum of the (incoming) voters: a leader may answer them.
   *  Meaningless on a follower. */
  readonly answerable: LogIndex;
}
