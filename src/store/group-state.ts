/** One group's rows: changes in a memory overlay, on disk only as atomic checkpoints. A bucket is loaded whole and verified
 *  before first use; digests follow every change, so that nothing is ever scanned for them. */
import type { Env } from '../env/env.js';
import type { pb } from '../proto/index.js';
import type { GroupId, LogIndex, Term } from '../raft/ids.js';
import type { BucketId, BucketStore, RowKey, Rows } from './bucket.js';
import { decodeBucketDigest, EMPTY_BUCKET, plusRow, sameBucketDigest } from './bucket-digest.js';
import { die } from './die.js';
import { addDigest, type Digest, rowHash, subtractDigest } from './digest.js';
import type { Engine, Op } from './engine.js';
import { encodeGroupMeta, type GroupMeta } from './group-meta.js';
import { assert } from './invariant.js';
import type { StoreLimits } from './limits.js';
import { LoadedBucket } from './loaded-bucket.js';
import {
  assertBucket,
  bucketSpan,
  decodeRowKey,
  digestKey,
  isAppendOnly,
  metaKey,
  ownedSpans,
  type Span,
  TABLE_ROWS,
  tableRange,
} from './physical-key.js';
import { scanAll } from './scan-all.js';
import { seal, unseal } from './sealed.js';
import { exportChunks, type PinnedSnapshot, pinSnapshot, scrubGroup } from './snapshot-export.js';
import { StoreError } from './store-error.js';

/** What a checkpoint writes beside the rows; the rest of the meta stays as it was. */
export type MetaChange = Partial<
  Pick<
    GroupMeta,
    'epoch' | 'members' | 'replicaCounter' | 'recoveryEpoch' | 'configuration' | 'host' | 'format'
  >
>;

export interface Position {
  readonly index: LogIndex;
  readonly term: Term;
}

export interface GroupStateParts {
  readonly engine: Engine;
  readonly env: Env;
  readonly limits: StoreLimits;
  /** The chain of the group's log at an index. */
  readonly chainAt: (group: GroupId, index: LogIndex) => Promise<number>;
  readonly onCheckpoint: (meta: GroupMeta) => void;
}

/** Bookkeeping of a row in the overlay. */
const ROW_BYTES = 64;
/** Rows of a checkpoint encoded in one turn of the event loop: a few milliseconds. */
const SLICE_ROWS = 1_000;

export class GroupState implements BucketStore {
  private readonly loaded = new Map<BucketId, LoadedBucket>();
  private readonly loading = new Map<BucketId, Promise<Rows>>();
  private current: GroupMeta;
  private owned: readonly Span[];
  private sum: Digest;
  private dirty = 0;
  private writing = 0;
  private checkpointing = false;
  private written: Promise<unknown> = Promise.resolve();
  /** Buckets with changes in the running checkpoint. */
  private begun: LoadedBucket[] = [];
  private closed = false;
  /** Rises with each split: what was read before is of another range. */
  private generation = 0;

  constructor(
    private readonly parts: GroupStateParts,
    meta: GroupMeta,
  ) {
    this.current = meta;
    this.owned = ownedSpans(meta.group, meta.range);
    this.sum = meta.digest;
  }

  get group(): GroupId {
    return this.current.group;
  }

  /** As of the last finished checkpoint. */
  get meta(): GroupMeta {
    return this.current;
  }

  // --- BucketStore ---

  /** Not of a loaded bucket: it would be older than what the machine holds. */
  load(bucket: BucketId): Promise<Rows> {
    assertBucket(bucket);
    assert(!isAppendOnly(bucket), 'an append-only bucket is never loaded');
    const running = this.loading.get(bucket);
    if (running !== undefined) return running;
    assert(!this.loaded.has(bucket), 'a bucket is loaded once');
    const loading = this.read(bucket).finally(() => this.loading.delete(bucket));
    this.loading.set(bucket, loading);
    return loading;
  }

  private async read(bucket: BucketId): Promise<Rows> {
    const { generation } = this;
    const loaded = new LoadedBucket(bucket);
    const rows = new Map<RowKey, Uint8Array>();
    const span = bucketSpan(bucket, this.owned);
    // What stands there is another group's: its digest says nothing of what this one has.
    if (span === undefined)
      throw new StoreError('CLOSED', `group ${this.group} does not hold the bucket, or no longer`);
    const snapshot = this.parts.engine.snapshot();
    try {
      const wrong = (what: string) =>
        new StoreError(
          'DAMAGED',
          `group ${this.group}, bucket ${Buffer.from(bucket, 'latin1').toString('hex')}: ${what}`,
        );
      let found = EMPTY_BUCKET;
      for await (const pairs of scanAll(
        snapshot,
        tableRange(TABLE_ROWS, span),
        this.parts.limits.chunkBytes,
      )) {
        for (const { key, value: sealed } of pairs) {
          const at = decodeRowKey(key);
          const value = unseal(key, sealed);
          if (at === undefined || value === undefined)
            throw wrong(`the value at ${Buffer.from(key).toString('hex')} is not what was written`);
          const hash = rowHash(key, value);
          found = plusRow(found, hash);
          loaded.adopt(at.row, hash);
          rows.set(at.row, value);
        }
      }
      const row = digestKey(bucket, this.current.range);
      const after = new Uint8Array([...row, 0]);
      const [pair] = await snapshot.scan({ gte: row, lt: after }, 1, this.parts.limits.chunkBytes);
      const value = pair === undefined ? undefined : unseal(row, pair.value);
      const expected = value === undefined ? EMPTY_BUCKET : decodeBucketDigest(value);
      if ((pair !== undefined && value === undefined) || expected === undefined)
        throw wrong('its digest is not what was written');
      if (!sameBucketDigest(found, expected))
        throw wrong(`${found.rows} rows do not give the digest of ${expected.rows}`);
    } finally {
      await snapshot.close();
    }
    if (this.closed || generation !== this.generation)
      throw new StoreError('CLOSED', `group ${this.group} is not here any more`);
    this.loaded.set(bucket, loaded);
    return rows;
  }

  isLoaded(bucket: BucketId): boolean {
    return this.loaded.has(bucket);
  }

  put(bucket: BucketId, row: RowKey, value: Uint8Array | undefined): void {
    assert(!this.closed, `group ${this.group} is closed`);
    let into = this.loaded.get(bucket);
    if (into === undefined) {
      assert(isAppendOnly(bucket), 'a bucket is loaded before it is changed');
      assertBucket(bucket);
      into = new LoadedBucket(bucket);
      this.loaded.set(bucket, into);
    }
    const before = into.summary.digest;
    into.put(row, value);
    this.sum = addDigest(subtractDigest(this.sum, before), into.summary.digest);
    this.dirty += ROW_BYTES + bucket.length + row.length + (value?.length ?? 0);
  }

  isDirty(bucket: BucketId): boolean {
    return this.loaded.get(bucket)?.isDirty ?? false;
  }

  forget(bucket: BucketId): void {
    const loaded = this.loaded.get(bucket);
    assert(loaded !== undefined && !loaded.isDirty, 'only a clean, loaded bucket is forgotten');
    this.loaded.delete(bucket);
  }

  // --- what the host uses ---

  /** Of all rows, those no checkpoint holds yet included. Call the machine's `flush()` before. */
  digest(): Digest {
    return this.sum;
  }

  /** Bytes of changes that no finished checkpoint holds. */
  get dirtyBytes(): number {
    return this.dirty + this.writing;
  }

  /** Rows of an append-only bucket above `after`, in key order, those not yet checkpointed included. */
  async scanAppendOnly(
    bucket: BucketId,
    after: RowKey,
    limit: number,
  ): Promise<readonly { readonly row: RowKey; readonly value: Uint8Array }[]> {
    assert(isAppendOnly(bucket), 'other buckets are loaded');
    const whole = bucketSpan(bucket, this.owned);
    assert(whole !== undefined, `group ${this.group} does not own the bucket`);
    const span = after === '' ? whole : { from: `${bucket + after}\0`, to: whole.to };
    const rows = new Map<RowKey, Uint8Array | undefined>();
    // As of now: what a checkpoint writes meanwhile is in the overlay at this moment.
    const changes = [...(this.loaded.get(bucket)?.changes() ?? [])].filter(([row]) => row > after);
    const deleted = changes.reduce((count, [, value]) => count + (value === undefined ? 1 : 0), 0);
    const pairs = await this.parts.engine.scan(
      tableRange(TABLE_ROWS, span),
      limit + deleted,
      Number.MAX_SAFE_INTEGER,
    );
    for (const { key, value: sealed } of pairs) {
      const at = decodeRowKey(key);
      const value = unseal(key, sealed);
      if (at === undefined || value === undefined)
        throw new StoreError(
          'DAMAGED',
          `group ${this.group}: event ${Buffer.from(key).toString('hex')} is damaged`,
        );
      rows.set(at.row, value);
    }
    const complete = pairs.length < limit + deleted;
    const end = [...rows.keys()].at(-1) ?? '';
    for (const [row, value] of changes) if (complete || row <= end) rows.set(row, value);
    const found: { row: RowKey; value: Uint8Array }[] = [];
    for (const [row, value] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (value !== undefined) found.push({ row, value });
    return found.slice(0, limit);
  }

  /** Everything changed so far, and that it is applied up to `applied`, in one synced batch. What is put while it runs
   *  belongs to the next. One at a time; call the machine's `flush()` before. */
  checkpoint(applied: Position, change: MetaChange): Promise<void> {
    const ops: Op[] = [];
    const meta = this.beginCheckpoint(applied, change, ops);
    return this.write(meta, ops);
  }

  /** As of the last finished checkpoint, without stopping writes. */
  pinSnapshot(): Promise<PinnedSnapshot> {
    assert(!this.closed, `group ${this.group} is closed`);
    return pinSnapshot(this.parts.engine, this.group, this.parts.limits);
  }

  /** Pins, streams and releases. */
  exportSnapshot(): AsyncIterable<pb.SnapshotChunk.$Properties> {
    return exportChunks(() => this.pinSnapshot());
  }

  /** Reads the whole group as of its last checkpoint, a chunk a step: each row's seal, each bucket's digest, their sum.
   *  @throws StoreError DAMAGED at the first thing that is wrong: the replica stops. */
  scrub(): AsyncGenerator<{ readonly rows: number; readonly bytes: number }, void> {
    return scrubGroup(() => this.pinSnapshot());
  }

  // --- what the state store uses ---

  get spans(): readonly Span[] {
    return this.owned;
  }

  bucket(bucket: BucketId): LoadedBucket | undefined {
    return this.loaded.get(bucket);
  }

  loadedBuckets(): Iterable<LoadedBucket> {
    return this.loaded.values();
  }

  /** Synchronous: the state as of `applied`. @returns the meta to write, but for its chain */
  beginCheckpoint(applied: Position, change: Partial<GroupMeta>, ops: Op[]): GroupMeta {
    assert(!this.closed, `group ${this.group} is closed`);
    assert(!this.checkpointing, 'one checkpoint at a time');
    assert(
      applied.index >= this.current.applied.index,
      `group ${this.group}: a checkpoint at ${applied.index} after one at ${this.current.applied.index}`,
    );
    this.checkpointing = true;
    for (const bucket of this.loaded.values())
      if (bucket.hasChanges) {
        bucket.beginCheckpoint(digestKey(bucket.id, this.current.range), ops);
        this.begun.push(bucket);
      }
    this.writing = this.dirty;
    this.dirty = 0;
    return { ...this.current, ...change, applied, digest: this.sum };
  }

  write(unchained: GroupMeta, ops: Op[]): Promise<void> {
    const writing = this.writeOut(unchained, ops);
    this.written = writing.catch(() => undefined); // whoever asked for it is told
    return writing;
  }

  /** Resolves once nothing is being written, also of what began before it was closed. */
  async quiet(): Promise<void> {
    await this.written;
  }

  private async writeOut(unchained: GroupMeta, ops: Op[]): Promise<void> {
    const chain = await this.parts.chainAt(this.group, unchained.applied.index);
    const meta = { ...unchained, chain };
    const key = metaKey(this.group);
    ops.push({ type: 'put', key, value: seal(key, encodeGroupMeta(meta)) });
    await this.composeRows(ops);
    try {
      await this.parts.engine.write(ops, { sync: true });
    } catch (error) {
      return die(this.parts.env, `the checkpoint of group ${this.group} could not be written`, error);
    }
    for (const bucket of this.begun) bucket.endCheckpoint();
    this.begun = [];
    for (const bucket of [...this.loaded.values()])
      if (isAppendOnly(bucket.id) && !bucket.isDirty) this.loaded.delete(bucket.id);
    this.writing = 0;
    this.checkpointing = false;
    this.current = meta;
    if (!this.closed) this.parts.onCheckpoint(meta);
  }

  /** A checkpoint may hold hundreds of thousands of rows: a slice of them a turn, so that heartbeats and sales go on. */
  private async composeRows(ops: Op[]): Promise<void> {
    let left = SLICE_ROWS;
    for (const bucket of this.begun) {
      for (const op of bucket.checkpointOps()) {
        ops.push(op);
        left -= 1;
        if (left > 0) continue;
        left = SLICE_ROWS;
        await new Promise<void>((resolve) => this.parts.env.clock.soon(resolve));
      }
    }
  }

  /** After a split: another range, and nothing loaded. */
  narrow(): void {
    assert(this.dirtyBytes === 0, 'a split leaves nothing dirty');
    this.loaded.clear();
    this.generation += 1;
    this.owned = ownedSpans(this.group, this.current.range);
    this.sum = this.current.digest;
  }

  close(): void {
    this.closed = true;
    this.loaded.clear();
  }
}
