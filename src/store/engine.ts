/** The ordered key-value engine under both of a node's databases. Two implementations pass one conformance suite: LevelDB
 *  (`level/level-engine.ts`) and memory with a disk's crash semantics (`memory-engine.ts`).
 *  A promise a batch, never one an item. Any failure means the process must end: see `Fatal`. */

export type Op =
  | { readonly type: 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: Uint8Array };

/** Half-open, in byte order; an absent bound is open. */
export interface Range {
  readonly gte?: Uint8Array;
  readonly lt?: Uint8Array;
}

export interface Pair {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Reads of one moment, unaffected by later writes. */
export interface EngineSnapshot {
  /** Up to `limit` pairs and about `bytesMax` bytes from the start of the range; an empty answer means there are none. */
  scan(range: Range, limit: number, bytesMax: number): Promise<Pair[]>;
  close(): Promise<void>;
}

export interface Engine {
  /** All of the operations or none, in order. `sync: true` returns only once they are durable. Spelled out at each call:
   *  an unsynced write may leave a hole after a power cut. */
  write(ops: readonly Op[], options: { readonly sync: boolean }): Promise<void>;
  getMany(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
  scan(range: Range, limit: number, bytesMax: number): Promise<Pair[]>;
  /** Deletes a whole range. Not atomic with anything else; safe to repeat. */
  clear(range: Range): Promise<void>;
  snapshot(): EngineSnapshot;
  close(): Promise<void>;
}

/** A small file outside LevelDB, written whole at an offset and synced: the head slots, the identity, the reserve. */
export interface SyncedFile {
  /** undefined when the file is shorter. */
  read(offset: number, length: number): Promise<Uint8Array | undefined>;
  /** Returns once the bytes are durable (fdatasync). */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A node's data directory. */
export interface Disk {
  /** Opens a database. @throws StoreError NOT_FOUND unless it exists or `create` is true. */
  openEngine(name: 'log' | 'state', options: { readonly create: boolean }): Promise<Engine>;
  openFile(name: string, options: { readonly create: boolean }): Promise<SyncedFile>;
  exists(): Promise<boolean>;
  /** Bytes free for this directory, or undefined when that cannot be known. */
  freeBytes(): Promise<number | undefined>;
  /** Of the file system that it is on, or undefined when that cannot be known. */
  totalBytes(): Promise<number | undefined>;
  removeFile(name: string): Promise<void>;
  /** What is not as it was written in a database's own files, a sentence each, found without opening it. For audits: it
   *  reads everything. Absent where a database has no files. */
  damagedFiles?(name: 'log' | 'state'): Promise<string[]>;
}
