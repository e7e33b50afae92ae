/** Writes a snapshot's rows in place of a group's. From the synced intent in `log` until its completion the group has no state:
 *  a crash in between finds the intent, and the install is done again from the beginning. */

import { crc32c } from '@node-rs/crc32';
import { pb } from '../proto/index.js';
import { STATE_FORMAT } from '../proto/versions.js';
import type { GroupId, LogIndex, ReplicaId } from '../raft/ids.js';
import type { Op } from './engine.js';
import {
  decodeConfiguration,
  decodeMembers,
  decodeRange,
  encodeMembers,
  type GroupMeta,
  type KeyRange,
  type Member,
} from './group-meta.js';
import { ownedSpans, TABLE_DIGESTS, TABLE_ROWS } from './physical-key.js';
import { seal } from './sealed.js';
import type { StateStore } from './state-store.js';
import { StateVerifier } from './state-verifier.js';
import { StoreError } from './store-error.js';

/** Stands in `log` while the group has no state. */
export interface SnapshotIntent {
  readonly replica: ReplicaId;
  readonly range: KeyRange;
  readonly index: LogIndex;
  /** Who may have such a state. */
  readonly members: readonly Member[];
}

export const encodeIntent = (group: GroupId, replica: ReplicaId, meta: GroupMeta): Uint8Array =>
  pb.SnapshotIntentRow.encode({
    group,
    replicaId: replica,
    range: { start: meta.range.start, end: meta.range.end },
    metadata: { index: meta.applied.index, term: meta.applied.term },
    members: encodeMembers(meta.members),
  }).finish();

export function decodeIntent(bytes: Uint8Array): SnapshotIntent {
  const row = pb.SnapshotIntentRow.decode(bytes);
  return {
    replica: row.replicaId,
    range: decodeRange(row.range),
    index: row.metadata?.index ?? 0,
    members: decodeMembers(row.members),
  };
}

const broken = (group: GroupId, what: string): StoreError =>
  new StoreError(
    'DAMAGED',
    `the snapshot of group ${group} is not what was exported: ${what}; pull it again`,
  );

/** The meta that the snapshot brings, but for the footer's digest. */
export function metaOfHeader(
  group: GroupId,
  replica: ReplicaId,
  header: pb.SnapshotHeader.$Properties,
): GroupMeta {
  if ((header.format ?? 0) > STATE_FORMAT)
    throw new StoreError(
      'NEWER_FORMAT',
      `the snapshot of group ${group} has format ${header.format}, this binary knows ${STATE_FORMAT}: upgrade this node`,
    );
  if (header.group !== group) throw broken(group, `it is of group ${header.group}`);
  return {
    group,
    replica,
    range: decodeRange(header.range),
    epoch: { confVersion: header.epoch?.confVersion ?? 0, rangeVersion: header.epoch?.rangeVersion ?? 0 },
    members: decodeMembers(header.members),
    replicaCounter: header.replicaCounter ?? 0,
    recoveryEpoch: header.recoveryEpoch ?? 0,
    configuration: decodeConfiguration(header.metadata?.configuration as pb.Configuration | null | undefined),
    applied: { index: header.metadata?.index ?? 0, term: header.metadata?.term ?? 0 },
    digest: { high: 0, low: 0 },
    chain: header.chain ?? 0,
    format: header.format ?? 0,
    host: Uint8Array.from(header.host ?? []),
  };
}

/** Writes what the chunks after the header hold, and the meta row last.
 *  @throws StoreError DAMAGED when the stream is cut or is not what was exported */
export async function writeRows(
  state: StateStore,
  announced: GroupMeta,
  chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
): Promise<GroupMeta> {
  const { group } = announced;
  const verifier = new StateVerifier(`the snapshot of group ${group}`, ownedSpans(group, announced.range));
  let count = 0;
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of chunks) {
    const ops: Op[] = [];
    for (const row of chunk.rows ?? []) {
      const key = row.key ?? new Uint8Array(0);
      const value = row.value ?? new Uint8Array(0);
      count += 1;
      bytes += key.length + value.length;
      checksum = crc32c(value, crc32c(key, checksum));
      if (key[0] === TABLE_DIGESTS) verifier.takeDigest(key, value);
      else if (key[0] === TABLE_ROWS) verifier.takeRow(key, value);
      else throw broken(group, 'a key is of no table of rows');
      ops.push({ type: 'put', key, value: seal(key, value) });
    }
    if (ops.length > 0) await state.write(ops, `the snapshot of group ${group}`);
    const { footer } = chunk;
    if (footer === null || footer === undefined) continue;
    if (footer.rows !== count || footer.bytes !== bytes || footer.checksum !== checksum)
      throw broken(group, `${count} rows of ${bytes} bytes arrived, not ${footer.rows} of ${footer.bytes}`);
    const meta = { ...announced, digest: { high: footer.digestHigh ?? 0, low: footer.digestLow ?? 0 } };
    verifier.finish(meta.digest);
    await state.writeMeta(meta);
    return meta;
  }
  throw broken(group, 'it ends too early');
}
