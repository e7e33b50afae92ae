/** What a start makes of both databases together: which replicas are live, and what is left to finish of what a crash cut
 *  short. Decides only; the node store acts. */
import type { GroupId, ReplicaId } from '../raft/ids.js';
import type { GroupLog } from './group-log.js';
import type { GroupMeta } from './group-meta.js';
import { metaAfter } from './group-recovery.js';
import type { GroupRecord } from './log-layout.js';
import type { RecoveryRecord } from './replica-records.js';
import { isMeant, type SnapshotIntent } from './snapshot-install.js';
import type { Staged } from './staging.js';

export type RecoveredReplica =
  /** Verified: may vote and serve. */
  | {
      readonly kind: 'live';
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly meta: GroupMeta;
    }
  /** Has a term and a vote, but never had a state: waits for its first snapshot. */
  | { readonly kind: 'uninitialised'; readonly group: GroupId; readonly replica: ReplicaId }
  /** Keeps its bytes; neither votes nor serves. */
  | {
      readonly kind: 'damaged';
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly reason: string;
      readonly meta: GroupMeta | undefined;
    }
  /** Replicas of the group below `leastReplica` are refused here for good. */
  | { readonly kind: 'tombstone'; readonly group: GroupId; readonly leastReplica: ReplicaId };

/** Everything found about one group. */
export interface GroupFindings {
  readonly group: GroupId;
  readonly record: GroupRecord | undefined;
  /** Undefined when its chain is broken. */
  readonly log: GroupLog | undefined;
  readonly meta: GroupMeta | undefined;
  readonly intent: SnapshotIntent | undefined;
  /** Looked for where there is an intent; undefined when it is not whole. */
  readonly staged: Staged | undefined;
  readonly leastReplica: ReplicaId;
  /** Why the replica is damaged, as found or as remembered. */
  readonly problem: string | undefined;
  readonly recovery: RecoveryRecord | undefined;
}

export type Verdict =
  | Exclude<RecoveredReplica, { kind: 'tombstone' }>
  /** The removal reached `log` only: the rows go too. */
  | { readonly kind: 'finishRemoval' }
  /** The replica took its group over in `log` only: the rows follow. */
  | { readonly kind: 'finishRecovery'; readonly meta: GroupMeta }
  /** The group's first row reached `state`, its log not yet begun. */
  | { readonly kind: 'startLog'; readonly meta: GroupMeta }
  /** A snapshot was being put in the place of its rows, and is still here whole. */
  | { readonly kind: 'finishInstall'; readonly staged: Staged }
  | { readonly kind: 'nothing' };

export async function judge(found: GroupFindings): Promise<Verdict> {
  const { group, record, meta, problem, intent } = found;
  const replica = record?.replica ?? intent?.replica ?? meta?.replica ?? 0;
  if (record === undefined) {
    // A replica that never was here, even if all its rows are: the wish ends with the log's first batch, and not before.
    if (intent !== undefined && problem === undefined)
      return intent.replica < found.leastReplica ? { kind: 'finishRemoval' } : install(found, intent);
    if (meta !== undefined && meta.replica < found.leastReplica) return { kind: 'finishRemoval' };
    if (problem !== undefined) {
      const forgotten = meta === undefined && found.leastReplica > 0;
      return forgotten
        ? { kind: 'finishRemoval' }
        : { kind: 'damaged', group, replica, reason: problem, meta };
    }
    return meta === undefined ? { kind: 'nothing' } : { kind: 'startLog', meta };
  }
  if (problem !== undefined) return { kind: 'damaged', group, replica, reason: problem, meta };
  if (intent !== undefined) return install(found, intent);
  if (meta === undefined) {
    if (record.start.index === 0) return { kind: 'uninitialised', group, replica };
    return { kind: 'damaged', group, replica, reason: 'its rows are missing', meta };
  }
  if (record.start.index === 0) return { kind: 'startLog', meta };
  const { takeover, epoch = 0 } = found.recovery ?? {};
  const takes = takeover !== undefined && meta.replica === takeover.from && replica === takeover.to;
  const now = takes ? metaAfter(meta, epoch, takeover.to) : meta;
  const reason = await disagreement(record, found.log, now);
  if (reason !== undefined) return { kind: 'damaged', group, replica, reason, meta };
  return takes ? { kind: 'finishRecovery', meta: now } : { kind: 'live', group, replica, meta };
}

function install({ group, staged, meta }: GroupFindings, intent: SnapshotIntent): Verdict {
  if (isMeant(intent, staged)) return { kind: 'finishInstall', staged };
  const reason = `the snapshot at ${intent.index} that was being put in the place of its rows is not there whole`;
  return { kind: 'damaged', group, replica: intent.replica, reason, meta };
}

/** How the two databases contradict each other. */
async function disagreement(
  record: GroupRecord,
  log: GroupLog | undefined,
  meta: GroupMeta,
): Promise<string | undefined> {
  const { index } = meta.applied;
  if (record.replica !== meta.replica)
    return `its log is of replica ${record.replica}, its rows are of ${meta.replica}`;
  if (index > record.last) return `its rows are applied up to ${index}, its log ends at ${record.last}`;
  if (index < record.start.index)
    return `its rows are applied up to ${index}, its log begins after ${record.start.index}: a checkpoint is lost`;
  if (log?.term(index) !== meta.applied.term || (await log.chainAt(index)) !== meta.chain)
    return `entry ${index} of its log is not the one its rows were made by`;
  return undefined;
}
