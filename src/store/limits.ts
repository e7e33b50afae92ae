/** What bounds the store, in bytes and rows; each says what it buys. */

export interface StoreLimits {
  /** Entries of all groups kept in memory for followers and apply; older ones are fetched from disk. */
  readonly logMemoryBytesMax: number;
  /** Fetched older entries kept for one group. */
  readonly fetchedBytesMax: number;
  /** One batch of the log's writer: what bounds its latency and memory. A larger write goes alone. */
  readonly batchBytesMax: number;
  /** Rows written or read at a time by snapshots, clearing and verification. */
  readonly chunkBytes: number;
  /** Rows of a snapshot written in one synced batch: a sync for each chunk takes minutes a GiB where syncs are slow. */
  readonly installBytes: number;
  /** Kept aside so that a node that ran out of space can start again. 0: none. */
  readonly reserveBytes: number;
}

export const STORE_LIMITS: StoreLimits = {
  logMemoryBytesMax: 32 << 20,
  fetchedBytesMax: 4 << 20,
  batchBytesMax: 4 << 20,
  chunkBytes: 256 << 10,
  installBytes: 2 << 20,
  reserveBytes: 32 << 20,
};
