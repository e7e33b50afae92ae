/** A bucket store in memory, for tests of the ticket machine: strict about what the contract forbids, and its rows can be
 *  compared and opened again as after a restart. */
import type { GroupId } from '../../../raft/ids.js';
import type { BucketId, BucketStore, RowKey, Rows } from '../../bucket.js';
import type { KeyRange } from '../../group-meta.js';
import { ownedSpans, owns } from '../../physical-key.js';
import { BUCKET_EVENTS } from '../buckets.js';
import { assert, present } from '../invariant.js';

type RowMap = Map<RowKey, Uint8Array>;

export class MemoryBuckets implements BucketStore {
  private readonly buckets = new Map<BucketId, RowMap>();
  private readonly loaded = new Set<BucketId>();
  private readonly dirty = new Set<BucketId>();
  loads = 0;

  load(bucket: BucketId): Promise<Rows> {
    return Promise.resolve(this.loadNow(bucket));
  }

  loadNow(bucket: BucketId): Rows {
    assert(bucket.charCodeAt(0) !== BUCKET_EVENTS, 'events are never loaded');
    this.loaded.add(bucket);
    this.loads += 1;
    return this.rows(bucket);
  }

  isLoaded(bucket: BucketId): boolean {
    return this.loaded.has(bucket);
  }

  put(bucket: BucketId, row: RowKey, value: Uint8Array | undefined): void {
    const appendOnly = bucket.charCodeAt(0) === BUCKET_EVENTS;
    assert(appendOnly || this.loaded.has(bucket), 'a row was put into a bucket that is not loaded');
    const rows = this.rows(bucket);
    if (value === undefined) rows.delete(row);
    else rows.set(row, value);
    this.dirty.add(bucket);
  }

  isDirty(bucket: BucketId): boolean {
    return this.dirty.has(bucket);
  }

  forget(bucket: BucketId): void {
    assert(this.loaded.delete(bucket) && !this.dirty.has(bucket), 'a bucket that may not be forgotten was');
  }

  private rows(bucket: BucketId): RowMap {
    let rows = this.buckets.get(bucket);
    if (rows === undefined) {
      rows = new Map();
      this.buckets.set(bucket, rows);
    }
    return rows;
  }

  /** What is dirty is durable now. */
  checkpoint(): void {
    this.dirty.clear();
  }

  /** The same rows, nothing loaded, in another order: no machine may rest on the order of rows. */
  reopened(): MemoryBuckets {
    const copy = new MemoryBuckets();
    for (const [bucket, rows] of [...this.buckets].reverse())
      copy.buckets.set(bucket, new Map([...rows].reverse().map(([key, value]) => [key, value.slice()])));
    return copy;
  }

  /** What is left to a group of a range. */
  owning(group: GroupId, range: KeyRange): MemoryBuckets {
    const spans = ownedSpans(group, range);
    for (const [bucket, rows] of this.buckets)
      for (const row of [...rows.keys()]) if (!owns(spans, bucket, row)) rows.delete(row);
    return this;
  }

  /** Every row, in order, as text: two stores are the same when their dumps are. */
  dump(): string[] {
    const lines: string[] = [];
    for (const [bucket, rows] of this.buckets)
      for (const [key, value] of rows)
        lines.push(`${hex(bucket)} ${hex(key)} ${Buffer.from(value).toString('hex')}`);
    return lines.sort();
  }

  rowsOf(bucket: BucketId): Rows {
    return this.rows(bucket);
  }

  /** Changes a stored row behind the machine's back. */
  damage(bucket: BucketId, row: RowKey, change: (value: Uint8Array) => void): void {
    change(present(this.rows(bucket).get(row), 'there is no such row to damage'));
  }
}

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
