/** Puts a snapshot that is staged, whole and verified, in the place of a group's rows. From the synced intent in `log` until its
 *  completion the group has no state: a crash in between finds the intent, and the next start puts the staged rows in place
 *  from the beginning. Nobody else is needed for that. */
import { pb } from '../proto/index.js';
import { STATE_FORMAT } from '../proto/versions.js';
import type { GroupId, LogIndex, ReplicaId } from '../raft/ids.js';
import {
  decodeConfiguration,
  decodeMembers,
  decodeRange,
  type GroupMeta,
  type KeyRange,
} from './group-meta.js';
import { startLog } from './log-start.js';
import type { LogStore } from './log-store.js';
import type { Staged, Staging } from './staging.js';
import type { StateStore } from './state-store.js';
import { StoreError } from './store-error.js';

/** Stands in `log` while the group has no state. */
export interface SnapshotIntent {
  readonly replica: ReplicaId;
  readonly range: KeyRange;
  readonly index: LogIndex;
}

export const encodeIntent = (group: GroupId, replica: ReplicaId, meta: GroupMeta): Uint8Array =>
  pb.SnapshotIntentRow.encode({
    group,
    replicaId: replica,
    range: { start: meta.range.start, end: meta.range.end },
    metadata: { index: meta.applied.index, term: meta.applied.term },
  }).finish();

export function decodeIntent(bytes: Uint8Array): SnapshotIntent {
  const row = pb.SnapshotIntentRow.decode(bytes);
  return {
    replica: row.replicaId,
    range: decodeRange(row.range),
    index: row.metadata?.index ?? 0,
  };
}

/** Whether this is the snapshot that was being put in place. */
export const isMeant = (intent: SnapshotIntent, staged: Staged | undefined): staged is Staged =>
  staged?.meta.replica === intent.replica && staged.meta.applied.index === intent.index;

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

export interface InstallParts {
  readonly log: LogStore;
  readonly state: StateStore;
  readonly staging: Staging;
}

/** The intent is durable, and the old range and the new one are the group's. Safe to repeat, after a crash anywhere in it.
 *  What was staged is still there afterwards.
 *  @throws StoreError DAMAGED when the staged rows are not what was staged */
export async function putInPlace({ log, state, staging }: InstallParts, staged: Staged): Promise<void> {
  const { meta } = staged;
  const { group, replica, applied, chain } = meta;
  await state.clear(group, state.claimed(group));
  for await (const rows of staging.batches(staged)) await state.writeRows(group, rows);
  await state.writeMeta(meta);
  log.setInstalled(group, { index: applied.index, chain, complete: () => state.adopt(meta) });
  await startLog(log, state, group, replica, applied);
}
