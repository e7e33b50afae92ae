/** How a state machine keeps its rows. Rows live in buckets: what is loaded together, verified by one digest before first
 *  use, and evicted together. A bucket is a run (line, train, date), the index of a line, the placement table, or a hash
 *  bucket of plain keys. Changes stay in memory until a checkpoint writes them. */

/** An encoded key prefix that all rows of the bucket share; see `keys.ts`. Buckets are compared by these bytes as a
 *  latin1 string, cheap as a Map key. */
export type BucketId = string;

/** Key of a row within its bucket, latin1 of its bytes. */
export type RowKey = string;

export type Rows = ReadonlyMap<RowKey, Uint8Array>;

/** What a group's state machine sees of the store: its own rows, nothing of other groups. All calls are synchronous except
 *  loading. */
export interface BucketStore {
  /** Loads a bucket whole and checks every row and the digest. An unknown bucket is an empty one.
   *  The same promise is given to all who ask while it runs. While loaded, the store remembers each row's hash.
   *  @throws StoreError DAMAGED when a row or the digest is wrong: the replica stops. */
  load(bucket: BucketId): Promise<Rows>;
  isLoaded(bucket: BucketId): boolean;
  /** Sets or (undefined) deletes a row of a loaded bucket; keeps the group's digest. The bytes are kept, not copied. */
  put(bucket: BucketId, row: RowKey, value: Uint8Array | undefined): void;
  /** Whether it has changes that no finished checkpoint holds: such a bucket may not be forgotten. */
  isDirty(bucket: BucketId): boolean;
  /** Forgets a clean, loaded bucket. */
  forget(bucket: BucketId): void;
}
