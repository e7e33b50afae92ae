/** What a group host needs of a replicated state machine. Deterministic and total: the same entries give the same rows on
 *  every replica, and no entry can make `apply` throw; if it does throw, the host halts that replica. */
import type { pb } from '../proto/index.js';
import type { GroupId, LogIndex, Term } from '../raft/ids.js';
import type { BucketId, BucketStore, Rows } from './bucket.js';

export interface ApplyContext {
  readonly group: GroupId;
  readonly index: LogIndex;
  readonly term: Term;
}

/** The part of a group's range and epoch that commands are checked against again at apply. */
export interface GroupRange {
  readonly start: Uint8Array;
  /** Empty: to the end of the key space. */
  readonly end: Uint8Array;
  readonly confVersion: number;
  readonly rangeVersion: number;
}

export interface StateMachine<Answer> {
  /** Decodes what `apply` and the reads need from a bucket just loaded. Called once a load, before use. */
  adopt(bucket: BucketId, rows: Rows): void;

  /** Buckets that have to be loaded before this entry can be applied; empty when it can. Asked again after loading. */
  missing(data: Uint8Array): readonly BucketId[];

  /** Applies one normal entry, synchronously. `data` may be empty (a term's first entry).
   *  Returns one answer for each command of the entry, in order. */
  apply(context: ApplyContext, data: Uint8Array): readonly Answer[];

  /** Whether the entry applied last names a digest: the host takes it at once, before the next entry. */
  readonly digestNamed: boolean;

  /** The split that the entry applied last orders: the host carries it out before the next entry, and makes a new machine. */
  readonly splitOrdered: pb.SplitOrder.$Properties | undefined;

  /** Encodes everything changed since the last flush into rows (`BucketStore.put`). Called before a checkpoint and before a
   *  digest is taken, so that a hot row is encoded once a checkpoint and not once an entry. */
  flush(): void;

  /** About what the decoded buckets weigh that `trim` may forget. */
  readonly cachedBytes: number;

  /** Forgets decoded buckets, oldest first, until about `bytesMax` are held; dirty ones stay.
   *  @returns about what is held then */
  trim(bytesMax: number): number;

  /** When the leader should propose an entry even without commands (a hold falls due), in entry time; undefined: never. */
  nextDeadlineMs(): number | undefined;

  /** An entry that only expires what is due, ready to propose; it may name a digest. */
  expireEntry(timeMs: number, nameDigest?: boolean): Uint8Array;
}

/** Makes the state machine of a group over its rows. */
export type StateMachineFactory<Answer> = (options: {
  readonly group: GroupId;
  readonly store: BucketStore;
  readonly range: GroupRange;
}) => StateMachine<Answer>;
