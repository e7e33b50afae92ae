/** stub */

import type { pb } from '../proto/index.js';
import type { GroupId, LogIndex, Term } from '../raft/ids.js';
import type { SnapshotMetadata } from '../raft/message.js';
import type { BucketId, BucketStore, RowKey, Rows } from './bucket.js';
import type { Digest } from './digest.js';
import type { GroupMeta } from './group-meta.js';

/** What a checkpoint writes beside the rows; the rest of the meta stays as it was. */
export type MetaChange = Partial<
  Pick<
    GroupMeta,
    'epoch' | 'members' | 'replicaCounter' | 'recoveryEpoch' | 'configuration' | 'host' | 'format'
  >
>;

/** A state that can be exported while the group goes on. Hold it as long as a receiver may pull; release it. */
export interface PinnedSnapshot {
  readonly metadata: SnapshotMetadata;
  readonly meta: GroupMeta;
  /** May be called several times. @throws StoreError DAMAGED when a row is wrong: the replica stops. */
  chunks(): AsyncIterable<pb.SnapshotChunk.$Properties>;
  release(): Promise<void>;
}

export class GroupState implements BucketStore {
  constructor(readonly group: GroupId) {}
  /** As of the last finished checkpoint. */
  get meta(): GroupMeta {
    throw new Error('unbuilt');
  }
  load(_bucket: BucketId): Promise<Rows> {
    throw new Error('unbuilt');
  }
  isLoaded(_bucket: BucketId): boolean {
    throw new Error('unbuilt');
  }
  put(_bucket: BucketId, _row: RowKey, _value: Uint8Array | undefined): void {
    throw new Error('unbuilt');
  }
  isDirty(_bucket: BucketId): boolean {
    throw new Error('unbuilt');
  }
  forget(_bucket: BucketId): void {
    throw new Error('unbuilt');
  }
  /** Of all rows, those no checkpoint holds yet included. Call the machine's `flush()` before. */
  digest(): Digest {
    throw new Error('unbuilt');
  }
  /** Bytes of changes that no finished checkpoint holds. */
  get dirtyBytes(): number {
    throw new Error('unbuilt');
  }
  /** Rows of an append-only bucket above `after`, in key order, those not yet checkpointed included. */
  scanAppendOnly(
    _bucket: BucketId,
    _after: RowKey,
    _limit: number,
  ): Promise<readonly { readonly row: RowKey; readonly value: Uint8Array }[]> {
    throw new Error('unbuilt');
  }
  /** Everything changed so far, and that it is applied up to `applied`, in one synced batch. What is put while it runs
   *  belongs to the next. One at a time; call the machine's `flush()` before. */
  checkpoint(
    _applied: { readonly index: LogIndex; readonly term: Term },
    _change: MetaChange,
  ): Promise<void> {
    throw new Error('unbuilt');
  }
  /** As of the last finished checkpoint, at once and without stopping writes. */
  pinSnapshot(): PinnedSnapshot {
    throw new Error('unbuilt');
  }
  /** Pins, streams and releases. */
  exportSnapshot(): AsyncIterable<pb.SnapshotChunk.$Properties> {
    throw new Error('unbuilt');
  }
  /** Reads the whole group as of now, a chunk a step: each row's CRC, each bucket's digest, their sum.
   *  @throws StoreError DAMAGED at the first thing that is wrong: the replica stops. */
  scrub(): AsyncGenerator<{ readonly rows: number; readonly bytes: number }, void> {
    throw new Error('unbuilt');
  }
}
