/** Where a snapshot waits until all of it is here: beside the rows of its group, which go on being used. Rows are written as they
 *  come; the row that says what they are comes last, and its being there says that they are whole. Nothing else in the store
 *  looks here, and what is here without a wish to install it is dropped by the next start. */
import { crc32c } from '@node-rs/crc32';
import type { Env } from '../env/env.js';
import type { pb } from '../proto/index.js';
import type { GroupId } from '../raft/ids.js';
import { die } from './die.js';
import type { Engine, Op, Pair } from './engine.js';
import { decodeGroupMeta, encodeGroupMeta, type GroupMeta } from './group-meta.js';
import { assert } from './invariant.js';
import type { StoreLimits } from './limits.js';
import {
  metaKey,
  ownedSpans,
  STAGED,
  stagedGroup,
  stagedKey,
  stagedRange,
  stagedRows,
  TABLE_DIGESTS,
  TABLE_ROWS,
  unstagedKey,
} from './physical-key.js';
import { scanAll } from './scan-all.js';
import { readU53, seal, unseal, writeU53 } from './sealed.js';
import { StateVerifier } from './state-verifier.js';
import { StoreError } from './store-error.js';

/** A snapshot that is here whole. */
export interface Staged {
  readonly meta: GroupMeta;
  /** Digests and rows. */
  readonly rows: number;
}

/** Of one synced batch: what is sealed in one turn of the event loop. */
const BATCH_ROWS = 4_000;

const COUNT_BYTES = 8;

function encodeStaged({ meta, rows }: Staged): Uint8Array {
  const encoded = encodeGroupMeta(meta);
  const bytes = new Uint8Array(COUNT_BYTES + encoded.length);
  writeU53(bytes, 0, rows);
  bytes.set(encoded, COUNT_BYTES);
  return bytes;
}

const wholeKey = (group: GroupId): Uint8Array => stagedKey(group, metaKey(group));

/** @returns undefined when it is not whole */
export async function readStaged(
  engine: Pick<Engine, 'getMany'>,
  group: GroupId,
): Promise<Staged | undefined> {
  const key = wholeKey(group);
  const [value] = await engine.getMany([key]);
  const bytes = value === undefined ? undefined : unseal(key, value);
  if (bytes === undefined) return undefined;
  return { meta: decodeGroupMeta(bytes.subarray(COUNT_BYTES)), rows: readU53(bytes, 0) };
}

/** Of which something is staged, whole or not, in order. */
export async function stagedGroups(engine: Pick<Engine, 'scan'>): Promise<GroupId[]> {
  const groups: GroupId[] = [];
  let range = STAGED;
  for (;;) {
    const [first] = await engine.scan(range, 1, 1);
    const group = first && stagedGroup(first.key);
    if (group === undefined) return groups;
    groups.push(group);
    range = { ...STAGED, gte: stagedKey(group + 1, new Uint8Array(0)) };
  }
}

/** What is to stand in the group's place: keys and values of there, without seals; each verified, the sum at the end.
 *  @throws StoreError DAMAGED when it is not what was staged */
export async function* readRows(
  engine: Pick<Engine, 'scan'>,
  { meta, rows: expected }: Staged,
  chunkBytes: number,
): AsyncGenerator<readonly Pair[], void> {
  const { group, range, digest } = meta;
  const verifier = new StateVerifier(`the staged snapshot of group ${group}`, ownedSpans(group, range));
  let found = 0;
  for await (const pairs of scanAll(engine, stagedRows(group), chunkBytes)) {
    const rows = pairs.map((pair) => ({
      key: unstagedKey(pair.key),
      value: verifier.unseal(pair.key, pair.value),
    }));
    for (const row of rows) take(verifier, group, row);
    found += rows.length;
    yield rows;
  }
  verifier.finish(digest);
  if (found !== expected)
    throw new StoreError(
      'DAMAGED',
      `${found} of ${expected} rows of the staged snapshot of group ${group} are there`,
    );
}

function take(verifier: StateVerifier, group: GroupId, { key, value }: Pair): void {
  if (key[0] === TABLE_DIGESTS) verifier.takeDigest(key, value);
  else if (key[0] === TABLE_ROWS) verifier.takeRow(key, value);
  else throw broken(group, 'a key is of no table of rows');
}

const broken = (group: GroupId, what: string): StoreError =>
  new StoreError(
    'DAMAGED',
    `the snapshot of group ${group} is not what was exported: ${what}; pull it again`,
  );

export interface StagingParts {
  readonly engine: Engine;
  readonly env: Env;
  readonly limits: StoreLimits;
}

export class Staging {
  /** Of which something may be here. */
  private readonly used = new Set<GroupId>();
  private readonly receiving = new Set<GroupId>();

  constructor(private readonly parts: StagingParts) {}

  /** Writes what the chunks after the header hold, and last that it is whole.
   *  @throws StoreError DAMAGED when the stream is cut, is not what was exported, or cannot be read back: nothing of it is left */
  async receive(announced: GroupMeta, chunks: AsyncIterable<pb.SnapshotChunk.$Properties>): Promise<Staged> {
    const { group } = announced;
    assert(!this.receiving.has(group), `a snapshot of group ${group} is being received already`);
    this.receiving.add(group);
    try {
      await this.clear(group);
      const staged = await this.write(announced, chunks);
      for await (const _ of this.rows(staged)); // while the old rows are still there
      return staged;
    } catch (error) {
      await this.clear(group);
      throw error;
    } finally {
      this.receiving.delete(group);
    }
  }

  private async write(
    announced: GroupMeta,
    chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
  ): Promise<Staged> {
    const { group } = announced;
    this.used.add(group);
    const verifier = new StateVerifier(`the snapshot of group ${group}`, ownedSpans(group, announced.range));
    let rows = 0;
    let bytes = 0;
    let checksum = 0;
    let ops: Op[] = [];
    let written = 0;
    for await (const chunk of chunks) {
      for (const row of chunk.rows ?? []) {
        const key = row.key ?? new Uint8Array(0);
        const value = row.value ?? new Uint8Array(0);
        rows += 1;
        bytes += key.length + value.length;
        checksum = crc32c(value, crc32c(key, checksum));
        take(verifier, group, { key, value });
        const staged = stagedKey(group, key);
        ops.push({ type: 'put', key: staged, value: seal(staged, value) });
      }
      const { footer } = chunk;
      const ends = footer !== null && footer !== undefined;
      if (ops.length > 0 && (ends || this.isFull(ops.length, bytes - written))) {
        await this.put(group, ops);
        ops = [];
        written = bytes;
      }
      if (!ends) continue;
      if (footer.rows !== rows || footer.bytes !== bytes || footer.checksum !== checksum)
        throw broken(group, `${rows} rows of ${bytes} bytes arrived, not ${footer.rows} of ${footer.bytes}`);
      const meta = { ...announced, digest: { high: footer.digestHigh ?? 0, low: footer.digestLow ?? 0 } };
      verifier.finish(meta.digest);
      const whole = { meta, rows };
      const key = wholeKey(group);
      await this.put(group, [{ type: 'put', key, value: seal(key, encodeStaged(whole)) }]);
      return whole;
    }
    throw broken(group, 'it ends too early');
  }

  private async put(group: GroupId, ops: readonly Op[]): Promise<void> {
    try {
      await this.parts.engine.write(ops, { sync: true });
    } catch (error) {
      return die(this.parts.env, `the snapshot of group ${group} could not be staged`, error);
    }
  }

  private isFull(rows: number, bytes: number): boolean {
    return rows >= BATCH_ROWS || bytes >= this.parts.limits.installBytes;
  }

  /** As `rows`, so many at a time as are to be written at once. */
  async *batches(staged: Staged): AsyncGenerator<readonly Pair[], void> {
    let batch: Pair[] = [];
    let bytes = 0;
    for await (const rows of this.rows(staged)) {
      for (const row of rows) {
        batch.push(row);
        bytes += row.key.length + row.value.length;
      }
      if (!this.isFull(batch.length, bytes)) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
    if (batch.length > 0) yield batch;
  }

  /** See readRows. */
  rows(staged: Staged): AsyncGenerator<readonly Pair[], void> {
    this.used.add(staged.meta.group);
    return readRows(this.parts.engine, staged, this.parts.limits.chunkBytes);
  }

  /** After a start: what is left of one that was cut short. */
  found(group: GroupId): void {
    this.used.add(group);
  }

  /** Nothing of the group's is here any more; of one that is being received, once that ends. Not while it is put in place. */
  async drop(group: GroupId): Promise<void> {
    if (!this.receiving.has(group)) await this.clear(group);
  }

  private async clear(group: GroupId): Promise<void> {
    if (!this.used.has(group)) return;
    try {
      // First: a part of the rows never says that it is whole.
      await this.parts.engine.write([{ type: 'del', key: wholeKey(group) }], { sync: true });
      await this.parts.engine.clear(stagedRange(group));
    } catch (error) {
      return die(this.parts.env, `the staged snapshot of group ${group} could not be dropped`, error);
    }
    this.used.delete(group);
  }
}
