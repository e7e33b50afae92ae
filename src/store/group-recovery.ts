/** A group whose quorum is lost for good goes on from one survivor: its log is kept whole, and behind it stands the entry
 *  that begins the configuration anew. One batch of `log` says all of it: the entry, the new replica id, that everything up
 *  to the entry counts as committed, the tombstone for older replicas, and which nodes are lost. Then the rows follow; a crash
 *  in between is found at the next start, and the rows follow then. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { GroupMeta } from './group-meta.js';
import { assert } from './invariant.js';
import type { LogStore } from './log-store.js';
import { encodeDamage, encodeRecovery, encodeTombstone, type RecoveryRecord } from './replica-records.js';
import type { StateStore } from './state-store.js';

export interface Takeover {
  readonly epoch: number;
  /** Of its plan. */
  readonly id: string;
  readonly lostNodes: readonly string[];
  /** This node's replica from now on. */
  readonly successor: ReplicaId;
  /** What the entry holds that begins the configuration anew. */
  readonly change: Uint8Array;
}

/** What survives of a group here: the end of its log. */
export interface LogEnd {
  readonly term: Term;
  readonly index: LogIndex;
}

export function logEnd(log: LogStore, group: GroupId): LogEnd {
  const own = log.group(group);
  const index = own.lastIndex();
  const term = own.term(index);
  assert(term !== undefined, `group ${group} has no term at its end ${index}`);
  return { index, term };
}

/** What the rows say of their replica once it took its group over. */
export const metaAfter = (meta: GroupMeta, epoch: number, successor: ReplicaId): GroupMeta => ({
  ...meta,
  replica: successor,
  recoveryEpoch: epoch,
});

/** Nothing of the replica runs. @returns the index of the entry, once all of it is durable */
export async function takeOver(
  log: LogStore,
  state: StateStore,
  group: GroupId,
  takeover: Takeover,
): Promise<LogIndex> {
  const { epoch, id, successor, lostNodes, change } = takeover;
  const { meta } = state.openGroup(group);
  assert(
    successor > meta.replica,
    `replica ${successor} of group ${group} does not come after ${meta.replica}`,
  );
  state.closeGroup(group);
  const { hardState, replica } = log.group(group);
  const end = logEnd(log, group);
  const index = end.index + 1;
  // Above every term in which a replica of before could lead with this log.
  const term = Math.max(hardState.term, end.term) + 1;
  const record: RecoveryRecord = { epoch, id, lostNodes, takeover: { from: replica, to: successor } };
  await new Promise<void>((done) =>
    log.submit({
      group,
      replica,
      becomes: successor,
      hardState: { term, vote: 0, commit: index },
      entries: [{ index, term, type: 'confChange', data: change }],
      records: [
        { kind: 'tombstone', value: encodeTombstone(successor) },
        { kind: 'recovery', value: encodeRecovery(group, record) },
      ],
      done,
    }),
  );
  const after = metaAfter(meta, epoch, successor);
  await state.writeMeta(after);
  state.adopt(after);
  return index;
}

/** The group goes on elsewhere: its replica here, if there is one, ends and keeps its bytes. */
export async function giveUp(
  log: LogStore,
  group: GroupId,
  replica: ReplicaId | undefined,
  recovery: Omit<Takeover, 'change'>,
): Promise<void> {
  const { epoch, id, lostNodes, successor } = recovery;
  const why = `group ${group} lost its quorum and went on without it in recovery epoch ${epoch}`;
  await log.setRecords(group, [
    { kind: 'tombstone', value: encodeTombstone(successor) },
    { kind: 'recovery', value: encodeRecovery(group, { epoch, id, lostNodes, takeover: undefined }) },
    ...(replica === undefined ? [] : [{ kind: 'damage' as const, value: encodeDamage(group, replica, why) }]),
  ]);
}
