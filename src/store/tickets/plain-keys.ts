/** Plain keys: hash buckets of values and request ids, and the order of all keys for scans. */
import { pb } from '../../proto/index.js';
import type { BucketId, RowKey, Rows } from '../bucket.js';
import { rowComponents } from './buckets.js';
import { RequestTable } from './request-table.js';

export class PlainBucket {
  readonly values = new Map<RowKey, Uint8Array>();
  readonly requests = new RequestTable();
  private readonly dirty = new Set<RowKey>();
  private valueBytes = 0;
  lastUsed = 0;

  constructor(readonly bucket: BucketId) {}

  static adopt(bucket: BucketId, rows: Rows): PlainBucket {
    const plain = new PlainBucket(bucket);
    for (const [key, value] of rows) {
      if (key.startsWith('k')) {
        plain.set(key, new Uint8Array(pb.PlainRow.decode(value).value ?? []));
      } else if (key.startsWith('r')) {
        const [, caller, requestId] = rowComponents(key);
        plain.requests.adopt(key, value, caller ?? '', requestId ?? '');
      }
    }
    plain.dirty.clear();
    return plain;
  }

  get isDirty(): boolean {
    return this.dirty.size > 0 || this.requests.isDirty;
  }

  get bytes(): number {
    return 512 + this.valueBytes + 200 * this.values.size + this.requests.bytes;
  }

  /** @param value kept, not copied; undefined deletes */
  set(key: RowKey, value: Uint8Array | undefined): void {
    this.valueBytes += (value?.length ?? 0) - (this.values.get(key)?.length ?? 0);
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    this.dirty.add(key);
  }

  flush(put: (key: RowKey, value: Uint8Array | undefined) => void): void {
    for (const key of this.dirty) {
      const value = this.values.get(key);
      put(key, value === undefined ? undefined : pb.PlainRow.encode({ value }).finish());
    }
    this.dirty.clear();
    this.requests.flush(put);
  }
}

/** The names of all plain keys in byte order. Made by the first scan, which has to see every hash bucket once, and kept from
 *  then on: about 100 bytes a key of memory. Plain keys are for settings and counters, not for millions of rows. */
export class PlainOrder {
  private readonly seen = new Set<BucketId>();
  private readonly keys = new Set<RowKey>();
  private sorted: RowKey[] | undefined;

  /** Before a bucket was adopted once, its keys are not known here. */
  hasSeen(bucket: BucketId): boolean {
    return this.seen.has(bucket);
  }

  see(bucket: PlainBucket): void {
    if (this.seen.has(bucket.bucket)) return;
    this.seen.add(bucket.bucket);
    for (const key of bucket.values.keys()) this.keys.add(key);
    this.sorted = undefined;
  }

  change(key: RowKey, present: boolean): void {
    if (present === this.keys.has(key)) return;
    if (present) this.keys.add(key);
    else this.keys.delete(key);
    this.sorted = undefined;
  }

  /** Row keys from `from` (inclusive) to `to` (exclusive; undefined: the end), at most `limit`. */
  range(from: RowKey, to: RowKey | undefined, limit: number): RowKey[] {
    this.sorted ??= [...this.keys].sort((a, b) => (a < b ? -1 : 1));
    const { sorted } = this;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < from) low = middle + 1;
      else high = middle;
    }
    const found: RowKey[] = [];
    for (let at = low; at < sorted.length && found.length < limit; at += 1) {
      const key = sorted[at]!;
      if (to !== undefined && key >= to) break;
      found.push(key);
    }
    return found;
  }
}
