/** What a start makes of the `log` database. The head and the records are one: a wrong digest, or a head behind the slot
 *  file, means that LevelDB lost something and nobody can say what, so the store is damaged. Entries are each group's own: a
 *  broken chain damages that replica alone. */
import type { GroupId } from '../raft/ids.js';
import { formatDigest, sameDigest } from './digest.js';
import type { Engine, Pair } from './engine.js';
import type { GroupLog } from './group-log.js';
import {
  decodeEntry,
  decodeEntryKey,
  decodeGroupRecord,
  decodeHead,
  decodeRecordKey,
  ENTRIES,
  type GroupRecord,
  HEAD_KEY,
  type Head,
  RECORDS,
  type RecordKind,
  unsealHead,
} from './log-layout.js';
import { RecordTable } from './record-table.js';
import { scanAll } from './scan-all.js';
import { unseal } from './sealed.js';
import { StoreError } from './store-error.js';

export interface RecoveredRecords {
  readonly head: Head;
  /** Of the newest batch the slot file knows. */
  readonly slotSeq: number;
  readonly table: RecordTable;
  readonly groups: ReadonlyMap<GroupId, GroupRecord>;
  /** Other records, as they were sealed. */
  readonly others: readonly {
    readonly kind: RecordKind;
    readonly group: GroupId;
    readonly value: Uint8Array;
  }[];
}

function damaged(what: string): StoreError {
  return new StoreError(
    'DAMAGED',
    `the log of this node is damaged: ${what}. It must not vote again. Keep the directory for its bytes, remove the node ` +
      'from the cluster, and let it join as a new one with an empty directory',
  );
}

/** @param slot the newest payload of the slot file
 *  @throws StoreError DAMAGED */
export async function recoverRecords(
  engine: Engine,
  slot: Uint8Array,
  bytesMax: number,
): Promise<RecoveredRecords> {
  const [headValue] = await engine.getMany([HEAD_KEY]);
  if (headValue === undefined) throw damaged('its head is missing');
  const head = unsealHead(headValue);
  if (head === undefined) throw damaged('its head is not what was written');
  const recorded = decodeHead(slot);
  if (recorded === undefined) throw damaged('the slot file holds no head');
  if (head.seq < recorded.seq)
    throw damaged(`it ends at batch ${head.seq}, but batch ${recorded.seq} was durable`);
  if (head.seq === recorded.seq && !sameDigest(head.digest, recorded.digest))
    throw damaged(`batch ${head.seq} is not the one that was durable`);

  const table = new RecordTable();
  const groups = new Map<GroupId, GroupRecord>();
  const others: { kind: RecordKind; group: GroupId; value: Uint8Array }[] = [];
  for await (const pairs of scanAll(engine, RECORDS, bytesMax)) {
    for (const { key, value: sealed } of pairs) {
      const of = decodeRecordKey(key);
      const value = unseal(key, sealed);
      if (of === undefined || value === undefined)
        throw damaged(`record ${Buffer.from(key).toString('hex')} is not what was written`);
      table.put(of.kind, of.group, value);
      if (of.kind !== 'group') others.push({ ...of, value: value.slice() });
      else {
        const record = decodeGroupRecord(value);
        if (record === undefined) throw damaged(`the record of group ${of.group} cannot be read`);
        groups.set(of.group, record);
      }
    }
  }
  if (!sameDigest(table.digest, head.digest))
    throw damaged(
      `its records' digest is ${formatDigest(table.digest)}, the head says ${formatDigest(head.digest)}`,
    );
  return { head, slotSeq: recorded.seq, table, groups, others };
}

/** What one pass over the entries found. */
export interface RecoveredEntries {
  /** Group to reason. */
  readonly damaged: ReadonlyMap<GroupId, string>;
  /** Entries below a log's start, or of groups that are gone: an interrupted clean-up. */
  readonly leftovers: readonly { readonly group: GroupId; readonly to: number }[];
}

/** Follows one group's chain. */
class Follower {
  private next: number;
  private chain: number;
  leftover = 0;
  problem: string | undefined;

  constructor(
    private readonly record: GroupRecord,
    private readonly log: GroupLog | undefined,
  ) {
    this.next = record.start.index + 1;
    this.chain = record.start.chain;
  }

  take(index: number, { key, value }: Pair): void {
    if (index <= this.record.start.index) {
      this.leftover = index;
      return;
    }
    if (this.problem !== undefined) return;
    if (index > this.record.last) this.problem = `entry ${index} stands beyond the end ${this.record.last}`;
    else if (index !== this.next) this.problem = `entry ${this.next} is missing`;
    else {
      const decoded = decodeEntry(key, value, this.chain);
      if (decoded === undefined) {
        this.problem = `entry ${index} is not what was written after entry ${index - 1}`;
        return;
      }
      this.chain = decoded.chain;
      this.next += 1;
      this.log?.append([decoded.entry], [decoded.chain]);
    }
  }

  finish(): string | undefined {
    if (this.problem !== undefined) return this.problem;
    if (this.next <= this.record.last) return `entry ${this.next} is missing`;
    return this.chain === this.record.chain ? undefined : `the last entry ${this.record.last} is another one`;
  }
}

/** @param logOf where a group's entries go, within `bytesPerGroup` of memory each */
export async function recoverEntries(
  engine: Pick<Engine, 'scan'>,
  groups: ReadonlyMap<GroupId, GroupRecord>,
  logOf: (group: GroupId) => GroupLog | undefined,
  bytesMax: number,
  bytesPerGroup: number,
): Promise<RecoveredEntries> {
  const followers = new Map<GroupId, Follower>();
  for (const [group, record] of groups) followers.set(group, new Follower(record, logOf(group)));
  const leftovers = new Map<GroupId, number>();
  for await (const pairs of scanAll(engine, ENTRIES, bytesMax)) {
    for (const pair of pairs) {
      const at = decodeEntryKey(pair.key);
      if (at === undefined) continue; // no key of ours, and nobody will ask for it
      const follower = followers.get(at.group);
      if (follower === undefined) leftovers.set(at.group, at.index);
      else {
        follower.take(at.index, pair);
        if (follower.leftover > 0) leftovers.set(at.group, follower.leftover);
      }
    }
    for (const group of new Set(pairs.map(({ key }) => decodeEntryKey(key)?.group))) {
      const log = group === undefined ? undefined : logOf(group);
      if (log !== undefined && log.memoryBytes > bytesPerGroup)
        log.dropOlder(log.memoryBytes - bytesPerGroup);
    }
  }
  const problems = new Map<GroupId, string>();
  for (const [group, follower] of followers) {
    const problem = follower.finish();
    if (problem !== undefined) problems.set(group, problem);
  }
  return { damaged: problems, leftovers: [...leftovers].map(([group, to]) => ({ group, to })) };
}
