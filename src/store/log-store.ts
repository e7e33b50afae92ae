/** The `log` database: one writer for all groups of the node. It gathers what all of them submitted into one synced batch,
 *  and gathers the next while that runs. Beside batch k the slot file learns that k-1 is durable, and k itself at once when
 *  nothing waits: at start, a head behind the slot shows a tail that LevelDB lost without a word. */
import type { Env } from '../env/env.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Entry, HardState } from '../raft/message.js';
import { GroupPart, newRecord } from './batch-composer.js';
import { die } from './die.js';
import type { Engine, Op } from './engine.js';
import { GroupLog } from './group-log.js';
import { assert } from './invariant.js';
import type { StoreLimits } from './limits.js';
import {
  encodeHead,
  entryDiskBytes,
  entryKey,
  type GroupRecord,
  HEAD_KEY,
  type Head,
  type RecordKind,
  sealHead,
} from './log-layout.js';
import type { RecordTable } from './record-table.js';
import type { SlotFile } from './slot-file.js';

/** One group's part of a batch. Writes of a group become durable in the order submitted. */
export interface GroupWrite {
  readonly group: GroupId;
  readonly replica: ReplicaId;
  /** Full, as of these entries, changed or not. */
  readonly hardState: HardState;
  /** What the log held from entries[0].index on is deleted in the same batch. May be empty. */
  readonly entries: readonly Entry[];
  /** Before `entries`: the log becomes empty, as if a snapshot at this position had been installed; completes an install. */
  readonly reset?: { readonly index: LogIndex; readonly term: Term };
  /** Entries up to here are forgotten. Not beyond the last checkpoint's applied index. */
  readonly compactTo?: LogIndex;
  /** The replica goes on under another id from this write on: its group was recovered from lost quorum. */
  readonly becomes?: ReplicaId;
  /** In the same batch. */
  readonly records?: readonly StoredRecord[];
  /** Once durable, in the order submitted. */
  readonly done?: () => void;
}

/** One of a group's records beside its log; undefined: deleted. */
export interface StoredRecord {
  readonly kind: RecordKind;
  readonly value: Uint8Array | undefined;
}

/** A change of the store's own records; in the same order as the groups' writes. */
interface Chore {
  readonly kind: 'record' | 'remove' | 'barrier';
  readonly group: GroupId;
  readonly records: readonly StoredRecord[];
  readonly done: () => void;
}

type Item = GroupWrite | Chore;

const isChore = (item: Item): item is Chore => 'kind' in item;

/** Old entries deleted at a time: what a stop may have to wait for. */
const CLEAN_ENTRIES = 5000;
const CLEAN_PIECES_MAX = 1000;

/** Key, value and bookkeeping of a write without entries. */
const WRITE_BYTES = 128;

const bytesOf = (item: Item): number =>
  isChore(item) ? WRITE_BYTES : item.entries.reduce((sum, entry) => sum + entryDiskBytes(entry), WRITE_BYTES);

/** A snapshot whose rows are written. */
export interface Installed {
  readonly index: LogIndex;
  readonly chain: number;
  /** The log follows: before the write's own `done`. */
  readonly complete: () => void;
}

export interface LogStoreParts {
  readonly engine: Engine;
  readonly slots: SlotFile;
  readonly records: RecordTable;
  /** Of the newest batch found. */
  readonly seq: number;
  /** Of the newest batch the slot file knows. */
  readonly slotSeq: number;
  readonly env: Env;
  readonly limits: StoreLimits;
}

export class LogStore {
  private readonly logs = new Map<GroupId, GroupLog>();
  private queue: { readonly item: Item; readonly bytes: number }[] = [];
  private batchSince: number | undefined;
  private running = false;
  private closed = false;
  private seq: number;
  /** The newest durable batch. */
  private durable: Head;
  /** The newest batch the slot file knows, or is learning now. */
  private slotSeq: number;
  private slotWrite: Promise<void> = Promise.resolve();
  private memoryBytes = 0;
  /** Groups whose chain the next reset takes from their snapshot. */
  private readonly installed = new Map<GroupId, Installed>();
  /** Groups in the order in which they give memory back. */
  private evictionOrder: GroupId[] = [];
  /** Their old entries are being deleted: a new replica would lose its own. */
  private readonly removing = new Set<GroupId>();
  private cleaning: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LogStoreParts) {
    this.seq = parts.seq;
    this.slotSeq = parts.slotSeq;
    this.durable = { seq: parts.seq, digest: parts.records.digest };
  }

  // --- what hosts use ---

  submit(write: GroupWrite): void {
    this.enqueue(write);
  }

  /** The log of a group this node has a durable record of. @throws InvariantError when it has none. */
  group(group: GroupId): GroupLog {
    const log = this.logs.get(group);
    assert(log !== undefined, `there is no log of group ${group} here`);
    return log;
  }

  has(group: GroupId): boolean {
    return this.logs.has(group);
  }

  /** Monotonic ms since the running batch began, 0 when none runs: a stalled store sheds its leaders. */
  get stalledMs(): number {
    return this.batchSince === undefined ? 0 : this.parts.env.clock.monotonicMs() - this.batchSince;
  }

  /** Resolves once everything submitted before is durable and told. */
  settled(): Promise<void> {
    return this.chore({ kind: 'barrier', group: 0, records: [] });
  }

  // --- what the node store uses ---

  /** Makes the log of a record; entries read at start are appended to it. */
  adopt(group: GroupId, record: GroupRecord): GroupLog {
    const { engine, limits } = this.parts;
    const log = new GroupLog(group, record, engine, limits.fetchedBytesMax, () => this.settled());
    this.logs.set(group, log);
    this.evictionOrder.push(group);
    return log;
  }

  /** Keeps a replica's record and bytes, and its log out of everyone's hands. */
  disown(group: GroupId): void {
    this.memoryBytes -= this.logs.get(group)?.memoryBytes ?? 0;
    this.logs.delete(group);
    this.evictionOrder = this.evictionOrder.filter((other) => other !== group);
  }

  setRecord(group: GroupId, kind: RecordKind, value: Uint8Array | undefined): Promise<void> {
    return this.setRecords(group, [{ kind, value }]);
  }

  /** All in one batch. */
  setRecords(group: GroupId, records: readonly StoredRecord[]): Promise<void> {
    return this.chore({ kind: 'record', group, records });
  }

  /** The next reset to its index continues its chain and ends the group's install. */
  setInstalled(group: GroupId, installed: Installed): void {
    this.installed.set(group, installed);
  }

  /** What a start found below the starts of logs, or of groups that are gone. */
  cleanLeftover(group: GroupId, to: LogIndex): Promise<void> {
    return this.clean(group, 0, to);
  }

  /** After a start: the newest batch found is durable, since the database rewrote what it replayed. */
  async confirmHead(): Promise<void> {
    this.recordSlot();
    await this.slotWrite;
  }

  /** Forgets a group's log and leaves a tombstone; resolves once its entries are gone too. */
  async removeGroup(group: GroupId, tombstone: Uint8Array): Promise<void> {
    this.removing.add(group);
    await this.chore({
      kind: 'remove',
      group,
      records: [
        { kind: 'group', value: undefined },
        { kind: 'intent', value: undefined },
        { kind: 'damage', value: undefined },
        { kind: 'tombstone', value: tombstone },
      ],
    });
    await this.clean(group, 0, Number.MAX_SAFE_INTEGER - 1);
    this.removing.delete(group);
  }

  /** Everything submitted becomes durable and the slot says so. */
  async close(): Promise<void> {
    await this.settled();
    this.closed = true; // cleaning stops soon
    await this.cleaning;
    this.recordSlot();
    await this.slotWrite;
  }

  // --- the writer ---

  private chore(chore: Omit<Chore, 'done'>): Promise<void> {
    return new Promise((resolve) => this.enqueue({ ...chore, done: resolve }));
  }

  private enqueue(item: Item): void {
    assert(!this.closed, 'the log store is closed');
    this.queue.push({ item, bytes: bytesOf(item) });
    if (this.running) return;
    this.running = true;
    this.parts.env.clock.soon(() => {
      this.run().catch((error: unknown) => die(this.parts.env, 'the writer of the log failed', error));
    });
  }

  /** One batch after the other until nothing waits. */
  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      const items = this.gather();
      this.batchSince = this.parts.env.clock.monotonicMs();
      await this.writeBatch(items);
      this.batchSince = undefined;
      for (const item of items) item.done?.();
      if (this.queue.length === 0) this.recordSlot();
    }
    this.running = false;
  }

  private gather(): Item[] {
    let count = 0;
    let bytes = 0;
    while (count < this.queue.length) {
      const next = this.queue[count]!.bytes;
      if (count > 0 && bytes + next > this.parts.limits.batchBytesMax) break;
      bytes += next;
      count += 1;
    }
    const taken = this.queue.slice(0, count);
    this.queue = this.queue.slice(count);
    return taken.map(({ item }) => item);
  }

  private async writeBatch(items: readonly Item[]): Promise<void> {
    const { engine, records } = this.parts;
    const ops: Op[] = [];
    const touched = new Map<GroupId, GroupPart>();
    for (const item of items) {
      if (isChore(item)) this.composeChore(item, touched, ops);
      else await this.composeWrite(item, touched, ops);
    }
    for (const part of touched.values()) part.finish(records, ops);
    if (ops.length === 0) return;
    this.seq += 1;
    const head = { seq: this.seq, digest: records.digest };
    ops.push({ type: 'put', key: HEAD_KEY, value: sealHead(head) });
    this.recordSlot();
    await Promise.all([engine.write(ops, { sync: true }), this.slotWrite]);
    this.durable = head;
    this.tell(touched);
  }

  private async composeWrite(write: GroupWrite, touched: Map<GroupId, GroupPart>, ops: Op[]): Promise<void> {
    const { group } = write;
    let part = touched.get(group);
    if (part === undefined) {
      assert(!this.removing.has(group), `group ${group} is being removed`);
      const known = this.logs.get(group);
      assert(
        known !== undefined || !this.parts.records.has('group', group),
        `the replica of group ${group} is damaged: it may not write`,
      );
      part = new GroupPart(group, known, write.replica);
      touched.set(group, part);
    }
    for (const record of write.records ?? []) {
      const op = this.parts.records.put(record.kind, group, record.value);
      if (op !== undefined) ops.push(op);
    }
    const installed = this.installed.get(group);
    if (write.reset === undefined || installed?.index !== write.reset.index)
      return part.compose(write, undefined, ops);
    this.installed.delete(group);
    part.completes = installed.complete;
    const intent = this.parts.records.put('intent', group, undefined);
    if (intent !== undefined) ops.push(intent);
    return part.compose(write, installed.chain, ops);
  }

  private composeChore(chore: Chore, touched: Map<GroupId, GroupPart>, ops: Op[]): void {
    if (chore.kind === 'remove') {
      touched.get(chore.group)?.finish(this.parts.records, ops);
      touched.delete(chore.group);
      this.disown(chore.group);
      this.installed.delete(chore.group);
    }
    for (const { kind, value } of chore.records) {
      const op = this.parts.records.put(kind, chore.group, value);
      if (op !== undefined) ops.push(op);
    }
  }

  /** The batch is durable: logs in memory follow, and give back what is beyond the bound. */
  private tell(touched: ReadonlyMap<GroupId, GroupPart>): void {
    for (const [group, part] of touched) {
      const log = this.logs.get(group) ?? this.adopt(group, newRecord(part.record.replica));
      const before = log.memoryBytes;
      const start = log.firstIndex();
      part.tell(log);
      this.memoryBytes += log.memoryBytes - before;
      part.completes?.();
      if (log.firstIndex() > start) void this.clean(group, start, log.firstIndex() - 1);
    }
    this.evict();
  }

  /** Called by the recovery, which fills logs by itself. */
  recount(): void {
    this.memoryBytes = 0;
    for (const log of this.logs.values()) this.memoryBytes += log.memoryBytes;
    this.evict();
  }

  /** In turn, each group gives back the older half of what it holds. */
  private evict(): void {
    const { logMemoryBytesMax } = this.parts.limits;
    for (let turns = 8 * this.evictionOrder.length; turns > 0; turns -= 1) {
      if (this.memoryBytes <= logMemoryBytesMax) return;
      const group = this.evictionOrder.shift();
      const log = group === undefined ? undefined : this.logs.get(group);
      if (group === undefined || log === undefined) return;
      this.evictionOrder.push(group);
      this.memoryBytes -= log.dropOlder(log.memoryBytes / 2);
    }
  }

  /** Deletes entries nobody can ask for any more, one piece after the other; a stop leaves the rest to the next start. */
  private clean(group: GroupId, from: LogIndex, to: LogIndex): Promise<void> {
    this.cleaning = this.cleaning
      .then(async () => {
        const { engine } = this.parts;
        for (let at = from; at <= to && !this.closed; at += CLEAN_ENTRIES) {
          // The last piece takes what is left, however sparse: a removed group's range has no known end.
          const end = to - at > CLEAN_ENTRIES * CLEAN_PIECES_MAX ? to : Math.min(to, at + CLEAN_ENTRIES - 1);
          await engine.clear({ gte: entryKey(group, at), lt: entryKey(group, end + 1) });
          if (end === to) return;
        }
      })
      .catch((error: unknown) => die(this.parts.env, 'old log entries could not be deleted', error));
    return this.cleaning;
  }

  /** The slot file learns of the newest durable batch. */
  private recordSlot(): void {
    if (this.slotSeq === this.durable.seq) return;
    this.slotSeq = this.durable.seq;
    const payload = encodeHead(this.durable);
    this.slotWrite = this.slotWrite
      .then(() => this.parts.slots.write(payload))
      .catch((error: unknown) => die(this.parts.env, 'the slot file could not be written', error));
  }
}
