/** A group's rows as of one checkpoint, from an engine's snapshot: streamed to a receiver, or only read and verified. */
import { crc32c } from '@node-rs/crc32';
import type { pb } from '../proto/index.js';
import type { GroupId } from '../raft/ids.js';
import type { SnapshotMetadata } from '../raft/message.js';
import type { Engine, EngineSnapshot } from './engine.js';
import { decodeGroupMeta, encodeConfiguration, encodeMembers, type GroupMeta } from './group-meta.js';
import type { StoreLimits } from './limits.js';
import { metaKey, ownedSpans, TABLE_DIGESTS, TABLE_ROWS, tableRange } from './physical-key.js';
import { scanAll } from './scan-all.js';
import { unseal } from './sealed.js';
import { StateVerifier } from './state-verifier.js';
import { StoreError } from './store-error.js';

/** A state that can be exported while the group goes on. Hold it as long as a receiver may pull, then release it. */
export interface PinnedSnapshot {
  readonly metadata: SnapshotMetadata;
  readonly meta: GroupMeta;
  /** May be called several times. @throws StoreError DAMAGED when a row is wrong: the replica stops. */
  chunks(): AsyncGenerator<pb.SnapshotChunk.$Properties, void>;
  release(): Promise<void>;
}

interface VerifiedRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export const metadataOf = (meta: GroupMeta): SnapshotMetadata => ({
  index: meta.applied.index,
  term: meta.applied.term,
  configuration: meta.configuration,
});

/** Digest rows first, then rows, in key order; everything verified, the sum at the end. */
export async function* verifiedRows(
  source: Pick<EngineSnapshot, 'scan'>,
  meta: GroupMeta,
  chunkBytes: number,
): AsyncGenerator<readonly VerifiedRow[], StateVerifier> {
  const spans = ownedSpans(meta.group, meta.range);
  const verifier = new StateVerifier(`group ${meta.group}`, spans);
  for (const table of [TABLE_DIGESTS, TABLE_ROWS]) {
    for (const span of spans) {
      for await (const pairs of scanAll(source, tableRange(table, span), chunkBytes)) {
        const rows = pairs.map(({ key, value }) => ({ key, value: verifier.unseal(key, value) }));
        for (const { key, value } of rows) {
          if (table === TABLE_DIGESTS) verifier.takeDigest(key, value);
          else verifier.takeRow(key, value);
        }
        yield rows;
      }
    }
  }
  verifier.finish(meta.digest);
  return verifier;
}

async function readMeta(snapshot: EngineSnapshot, group: GroupId): Promise<GroupMeta> {
  const key = metaKey(group);
  const [pair] = await snapshot.scan({ gte: key, lt: new Uint8Array([...key, 0]) }, 1, 1);
  const bytes = pair === undefined ? undefined : unseal(key, pair.value);
  if (bytes === undefined)
    throw new StoreError('DAMAGED', `the meta row of group ${group} is missing or not what was written`);
  return decodeGroupMeta(bytes);
}

export async function pinSnapshot(
  engine: Engine,
  group: GroupId,
  limits: StoreLimits,
): Promise<PinnedSnapshot> {
  const snapshot = engine.snapshot(); // now: what follows may wait
  try {
    const meta = await readMeta(snapshot, group);
    return {
      meta,
      metadata: metadataOf(meta),
      chunks: () => chunksOf(snapshot, meta, limits),
      release: () => snapshot.close(),
    };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

async function* chunksOf(
  snapshot: EngineSnapshot,
  meta: GroupMeta,
  limits: StoreLimits,
): AsyncGenerator<pb.SnapshotChunk.$Properties, void> {
  yield { header: headerOf(meta) };
  let bytes = 0;
  let count = 0;
  let checksum = 0;
  for await (const rows of verifiedRows(snapshot, meta, limits.chunkBytes)) {
    for (const { key, value } of rows) {
      bytes += key.length + value.length;
      checksum = crc32c(value, crc32c(key, checksum));
    }
    count += rows.length;
    yield { rows: [...rows] };
  }
  yield {
    footer: {
      rows: count,
      bytes,
      digestHigh: meta.digest.high,
      digestLow: meta.digest.low,
      checksum,
    },
  };
}

const headerOf = (meta: GroupMeta): pb.SnapshotHeader.$Properties => ({
  group: meta.group,
  metadata: {
    index: meta.applied.index,
    term: meta.applied.term,
    configuration: encodeConfiguration(meta.configuration),
  },
  range: { start: meta.range.start, end: meta.range.end },
  epoch: { confVersion: meta.epoch.confVersion, rangeVersion: meta.epoch.rangeVersion },
  format: meta.format,
  members: encodeMembers(meta.members),
  replicaCounter: meta.replicaCounter,
  recoveryEpoch: meta.recoveryEpoch,
  host: meta.host,
  chain: meta.chain,
});

export async function* exportChunks(
  pin: () => Promise<PinnedSnapshot>,
): AsyncGenerator<pb.SnapshotChunk.$Properties, void> {
  const pinned = await pin();
  try {
    yield* pinned.chunks();
  } finally {
    await pinned.release();
  }
}

export async function* scrubGroup(
  pin: () => Promise<PinnedSnapshot>,
): AsyncGenerator<{ readonly rows: number; readonly bytes: number }, void> {
  for await (const chunk of exportChunks(pin)) {
    const rows = chunk.rows ?? [];
    const bytes = rows.reduce((sum, row) => sum + (row.key?.length ?? 0) + (row.value?.length ?? 0), 0);
    yield { rows: rows.length, bytes };
  }
}
