/** A split in the `state` database: one synced batch with all the parent's dirty rows, its applied index, and the child's
 *  first rows. No other row moves: keys do not know their group. */
import type { GroupId } from '../raft/ids.js';
import type { BucketId, RowKey } from './bucket.js';
import { type BucketDigest, decodeBucketDigest, EMPTY_BUCKET, minusRow, plusRow } from './bucket-digest.js';
import { addDigest, type Digest, rowHash, subtractDigest, ZERO_DIGEST } from './digest.js';
import type { Op } from './engine.js';
import type { GroupMeta, GroupSeed, KeyRange } from './group-meta.js';
import type { GroupState, Position } from './group-state.js';
import { assert } from './invariant.js';
import { toLatin1 } from './latin1.js';
import { digestOp } from './loaded-bucket.js';
import {
  decodeDigestKey,
  digestKey,
  lineIndexAt,
  ownedSpans,
  owns,
  rowKey,
  TABLE_DIGESTS,
} from './physical-key.js';
import { seal, unseal } from './sealed.js';
import { metaOp, type StateStore } from './state-store.js';
import { StoreError } from './store-error.js';

export interface FirstRow {
  readonly bucket: BucketId;
  readonly row: RowKey;
  readonly value: Uint8Array;
}

export interface SplitRequest {
  readonly applied: Position;
  /** What changes of the parent; its range ends where the child's begins. */
  readonly parent: Partial<GroupMeta> & Pick<GroupMeta, 'range' | 'epoch'>;
  /** Begins at `applied`, whatever it says. */
  readonly child: GroupSeed;
  /** The child's own first rows (of its group bucket). */
  readonly rows: readonly FirstRow[];
}

/** @param chain of the child's log at its start; undefined: the child may not live here, its keys are cleared */
export async function split(
  state: StateStore,
  parent: GroupState,
  request: SplitRequest,
  chain: number | undefined,
): Promise<void> {
  const { child, applied } = request;
  const old = parent.meta.range;
  assertCut(old, request.parent.range, child.range);
  const cut = lineIndexAt(child.range.start);
  const elsewhere = await digestsOf(state, parent, child.group, child.range, cut);
  while (cut !== undefined && !parent.isLoaded(cut)) await parent.load(cut); // from here on nothing leaves memory
  const ops: Op[] = [];
  const meta = parent.beginCheckpoint(applied, request.parent, ops);
  let moved = elsewhere;
  if (cut !== undefined) {
    const part = partOf(parent, cut, child.group, child.range);
    moved = addDigest(moved, part.moves.digest);
    ops.push(digestOp(digestKey(cut, old), part.stays));
    if (chain !== undefined) ops.push(digestOp(digestKey(cut, child.range), part.moves));
  }
  let born: GroupMeta | undefined;
  if (chain !== undefined) {
    const first = firstRows(request.rows, child.group, child.range, ops);
    born = { ...child, applied, chain, digest: addDigest(moved, first) };
    ops.push(metaOp(born));
  }
  await parent.write({ ...meta, digest: subtractDigest(meta.digest, moved) }, ops);
  parent.narrow();
  state.adopt(parent.meta);
  if (born !== undefined) {
    state.adopt(born);
    return;
  }
  // Its own until they are cleared: others that begin among these keys meanwhile would lose their rows.
  state.claim(child.group, [child.range]);
  await state.remove(child.group);
}

function assertCut(old: KeyRange, left: KeyRange, right: KeyRange): void {
  const same = (a: Uint8Array, b: Uint8Array) => toLatin1(a) === toLatin1(b);
  assert(
    same(old.start, left.start) && same(left.end, right.start) && same(old.end, right.end),
    'a split cuts the range of the parent in two',
  );
}

/** The sum of the digests of the buckets that move whole. Queries bring rows into memory meanwhile, and clean ones leave it:
 *  each counts once, as it was when this began. */
async function digestsOf(
  state: StateStore,
  parent: GroupState,
  child: GroupId,
  range: KeyRange,
  cut: BucketId | undefined,
): Promise<Digest> {
  const spans = ownedSpans(child, range);
  let sum = ZERO_DIGEST;
  const counted = new Set<BucketId>();
  for (const bucket of parent.loadedBuckets()) {
    if (bucket.id === cut || !owns(spans, bucket.id, '')) continue;
    sum = addDigest(sum, bucket.summary.digest);
    counted.add(bucket.id);
  }
  for await (const { key, value } of state.rowsOf(TABLE_DIGESTS, spans)) {
    const bucket = decodeDigestKey(key);
    if (bucket === undefined || bucket === cut || counted.has(bucket)) continue;
    const bytes = unseal(key, value);
    const digest = bytes === undefined ? undefined : decodeBucketDigest(bytes);
    if (digest === undefined)
      throw new StoreError(
        'DAMAGED',
        `the digest at ${Buffer.from(key).toString('hex')} is not what was written`,
      );
    sum = addDigest(sum, digest.digest);
  }
  return sum;
}

/** The rows of a line's index on both sides of the cut. */
function partOf(
  parent: GroupState,
  bucket: BucketId,
  child: GroupId,
  range: KeyRange,
): { stays: BucketDigest; moves: BucketDigest } {
  const spans = ownedSpans(child, range);
  const loaded = parent.bucket(bucket);
  assert(loaded !== undefined, 'a bucket that is cut is loaded');
  let stays = loaded.summary;
  let moves = EMPTY_BUCKET;
  for (const [row, hash] of loaded.rowHashes()) {
    if (!owns(spans, bucket, row)) continue;
    stays = minusRow(stays, hash);
    moves = plusRow(moves, hash);
  }
  return { stays, moves };
}

function firstRows(rows: readonly FirstRow[], child: GroupId, range: KeyRange, ops: Op[]): Digest {
  const spans = ownedSpans(child, range);
  const buckets = new Map<BucketId, BucketDigest>();
  for (const { bucket, row, value } of rows) {
    assert(owns(spans, bucket, row), `a first row of group ${child} is not its own`);
    const key = rowKey(bucket, row);
    ops.push({ type: 'put', key, value: seal(key, value) });
    buckets.set(bucket, plusRow(buckets.get(bucket) ?? EMPTY_BUCKET, rowHash(key, value)));
  }
  let sum = ZERO_DIGEST;
  for (const [bucket, digest] of buckets) {
    ops.push(digestOp(digestKey(bucket, range), digest));
    sum = addDigest(sum, digest.digest);
  }
  return sum;
}
