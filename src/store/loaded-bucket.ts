/** A bucket in use: the hash of each of its rows, its digest, and the changes that no finished checkpoint holds. */
import type { BucketId, RowKey } from './bucket.js';
import { type BucketDigest, EMPTY_BUCKET, encodeBucketDigest, minusRow, plusRow } from './bucket-digest.js';
import { type Digest, rowHash } from './digest.js';
import type { Op } from './engine.js';
import { assert } from './invariant.js';
import { isAppendOnly, rowKey } from './physical-key.js';
import { seal } from './sealed.js';

type Changes = Map<RowKey, Uint8Array | undefined>;

export class LoadedBucket {
  private readonly hashes = new Map<RowKey, Digest>();
  summary: BucketDigest = EMPTY_BUCKET;
  private dirty: Changes = new Map();
  /** What the running checkpoint writes. */
  private writing: Changes | undefined;
  private readonly appendOnly: boolean;

  constructor(readonly id: BucketId) {
    this.appendOnly = isAppendOnly(id);
  }

  get isDirty(): boolean {
    return this.dirty.size > 0 || this.writing !== undefined;
  }

  /** Whether the next checkpoint has something to write. */
  get hasChanges(): boolean {
    return this.dirty.size > 0;
  }

  /** A row as it was read. */
  adopt(row: RowKey, hash: Digest): void {
    this.hashes.set(row, hash);
    this.summary = plusRow(this.summary, hash);
  }

  put(row: RowKey, value: Uint8Array | undefined): void {
    this.dirty.set(row, value);
    if (this.appendOnly) return;
    const old = this.hashes.get(row);
    if (old !== undefined) this.summary = minusRow(this.summary, old);
    if (value === undefined) {
      this.hashes.delete(row);
      return;
    }
    const hash = rowHash(rowKey(this.id, row), value);
    this.hashes.set(row, hash);
    this.summary = plusRow(this.summary, hash);
  }

  /** Changes of a row that no finished checkpoint holds: in order, later ones over earlier ones. */
  *changes(): Generator<[RowKey, Uint8Array | undefined]> {
    if (this.writing !== undefined) yield* this.writing;
    yield* this.dirty;
  }

  rowHashes(): ReadonlyMap<RowKey, Digest> {
    return this.hashes;
  }

  /** Hands its changes to a checkpoint: they stay as they are from now on, so that they may be encoded later, a slice at a
   *  time. @param digestRow where its digest stands */
  beginCheckpoint(digestRow: Uint8Array, ops: Op[]): void {
    assert(this.writing === undefined, 'one checkpoint at a time');
    this.writing = this.dirty;
    this.dirty = new Map();
    if (!this.appendOnly) ops.push(digestOp(digestRow, this.summary));
  }

  /** The operations of what `beginCheckpoint` handed over. */
  *checkpointOps(): Generator<Op, void> {
    for (const [row, value] of this.writing ?? []) {
      const key = rowKey(this.id, row);
      yield value === undefined ? { type: 'del', key } : { type: 'put', key, value: seal(key, value) };
    }
  }

  endCheckpoint(): void {
    this.writing = undefined;
  }
}

export function digestOp(key: Uint8Array, summary: BucketDigest): Op {
  return summary.rows === 0
    ? { type: 'del', key }
    : { type: 'put', key, value: seal(key, encodeBucketDigest(summary)) };
}
