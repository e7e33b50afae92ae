/** Everything a ticket group's machine has decoded: the group's clock, its lines, runs and plain keys. Loads nothing itself;
 *  says what is missing. Commands change it, reads look at it. */
import { pb } from '../../proto/index.js';
import { SPACE_LINES } from '../../proto/keys.js';
import type { GroupId } from '../../raft/ids.js';
import type { BucketId, BucketStore, RowKey, Rows } from '../bucket.js';
import type { GroupRange } from '../state-machine.js';
import {
  BUCKET_GROUP,
  BUCKET_LINE,
  BUCKET_PLAIN,
  eventRow,
  eventsBucket,
  groupBucket,
  groupLineRow,
  lineBucket,
  lineRouteSpan,
  plainBucket,
  ROW_CLOCK,
  runBucket,
} from './buckets.js';
import { undamaged } from './damage.js';
import { DueRuns } from './due-runs.js';
import { assert, present } from './invariant.js';
import { ENTRY_EVENT_DELETES_MAX, EVENT_ENTRIES_KEPT } from './limits.js';
import { LineIndex } from './line-index.js';
import { PlainBucket, PlainOrder } from './plain-keys.js';
import { Run } from './run.js';
import { splitTrain, trainRowIn } from './train-rows.js';

/** A few milliseconds of encoding. */
const FLUSH_COMMANDS = 1_000;

/** Whether any key of the line lies in the range. A split may cut a line between two trains. */
function overlaps(line: string, start: string, end: string): boolean {
  const [from, to] = lineRouteSpan(line);
  return to > start && (end === '' || from < end);
}

export class TicketState {
  /** Effective time of the last entry. */
  timeMs = 0;
  private eventsFrom = 0;
  private rangeStart = '';
  private rangeEnd = '';
  range: GroupRange;

  private clockKnown = false;
  private clockDirty = false;
  /** Lines with runs, by name. */
  private readonly lineNames = new Set<string>();
  private readonly dirtyLineNames = new Set<string>();
  private readonly lines = new Map<BucketId, LineIndex>();
  private readonly runs = new Map<BucketId, Run>();
  private readonly plains = new Map<BucketId, PlainBucket>();
  readonly plainOrder = new PlainOrder();
  readonly dueRuns = new DueRuns();
  private readonly touched = new Set<Run | PlainBucket | LineIndex>();
  private uses = 0;
  /** Commands applied since the last flush. */
  private unflushed = 0;

  constructor(
    readonly group: GroupId,
    private readonly store: BucketStore,
    range: GroupRange,
  ) {
    this.range = range;
    this.setRange(range);
  }

  // --- range ---

  setRange(range: GroupRange): void {
    this.range = range;
    this.rangeStart = Buffer.from(range.start).toString('latin1');
    this.rangeEnd = Buffer.from(range.end).toString('latin1');
  }

  /** @param key a routed key as a latin1 string, whose order is byte order */
  owns(key: string): boolean {
    return key >= this.rangeStart && (this.rangeEnd === '' || key < this.rangeEnd);
  }

  /** Whether any key of the line is in the range. */
  ownsLine(line: string): boolean {
    return overlaps(line, this.rangeStart, this.rangeEnd);
  }

  /** Encodes everything as the two halves of the range will have it; afterwards this state is done with.
   *  @returns the group rows of the child */
  split(parent: GroupRange, child: GroupRange): Rows {
    this.flush();
    const cut = Buffer.from(child.start).toString('latin1');
    const end = Buffer.from(child.end).toString('latin1');
    const rows = new Map<RowKey, Uint8Array>([
      [ROW_CLOCK, pb.GroupClockRow.encode({ timeMs: this.timeMs }).finish()],
    ]);
    for (const line of [...this.lineNames].sort()) {
      if (overlaps(line, cut, end)) rows.set(groupLineRow(line), pb.GroupLineRow.encode({ line }).finish());
      const index = this.lines.get(lineBucket(line));
      if (index !== undefined)
        for (const [row, value] of splitTrain(index, this.rangeStart, cut, this.rangeEnd))
          this.store.put(index.bucket, row, value);
      if (overlaps(line, this.rangeStart, cut)) continue;
      this.lineNames.delete(line);
      this.dirtyLineNames.add(line);
    }
    this.setRange(parent);
    this.flush();
    return rows;
  }

  // --- buckets ---

  adopt(bucket: BucketId, rows: Rows): void {
    const kind = bucket.charCodeAt(0);
    undamaged(`bucket ${Buffer.from(bucket, 'latin1').toString('hex')}`, () => {
      if (kind === BUCKET_GROUP) this.adoptGroup(rows);
      else if (kind === BUCKET_LINE)
        this.adoptLine(LineIndex.adopt(bucket, rows, (line, train) => this.trainRowOf(line, train)));
      else if (kind === SPACE_LINES) this.use(this.keep(this.runs, Run.adopt(bucket, rows)));
      else if (kind === BUCKET_PLAIN)
        this.plainOrder.see(this.use(this.keep(this.plains, PlainBucket.adopt(bucket, rows))));
      else assert(false, `a ticket group has no bucket of kind ${kind}`);
    });
  }

  private keep<T extends { readonly bucket: BucketId }>(kept: Map<BucketId, T>, decoded: T): T {
    kept.set(decoded.bucket, decoded);
    return decoded;
  }

  private adoptGroup(rows: Rows): void {
    for (const [key, value] of rows) {
      if (key === ROW_CLOCK) {
        const { timeMs, eventsFrom } = pb.GroupClockRow.decode(value);
        this.timeMs = timeMs ?? 0;
        this.eventsFrom = eventsFrom ?? 0;
      } else {
        this.lineNames.add(pb.GroupLineRow.decode(value).line ?? '');
      }
    }
    this.clockKnown = true;
  }

  private trainRowOf(line: string, train: string): RowKey {
    return trainRowIn(line, train, this.rangeStart, this.rangeEnd);
  }

  private adoptLine(index: LineIndex): void {
    this.lines.set(index.bucket, index);
    for (const due of index.due.values()) this.dueRuns.set(due.bucket, due.deadlineMs);
  }

  /** What has to be loaded before anything can be said: the group's rows and those of its lines. */
  missingResident(): BucketId[] {
    if (!this.clockKnown) return [groupBucket(this.group)];
    const missing: BucketId[] = [];
    for (const line of this.lineNames) {
      const bucket = lineBucket(line);
      if (!this.lines.has(bucket)) missing.push(bucket);
    }
    return missing;
  }

  isKnown(bucket: BucketId): boolean {
    return this.lines.has(bucket) || this.runs.has(bucket) || this.plains.has(bucket);
  }

  line(name: string): LineIndex {
    return present(this.lines.get(lineBucket(name)), 'a line was not loaded before use');
  }

  run(bucket: BucketId): Run {
    return this.use(present(this.runs.get(bucket), 'a run was not loaded before use'));
  }

  loadedRun(line: string, train: string, date: string): Run | undefined {
    return this.runs.get(runBucket(line, train, date));
  }

  plain(key: string): PlainBucket {
    return this.use(present(this.plains.get(plainBucket(key)), 'a hash bucket was not loaded before use'));
  }

  private use<T extends { lastUsed: number }>(decoded: T): T {
    this.uses += 1;
    decoded.lastUsed = this.uses;
    return decoded;
  }

  // --- changes ---

  touch(changed: Run | PlainBucket | LineIndex): void {
    this.touched.add(changed);
  }

  advance(timeMs: number): number {
    assert(this.clockKnown, 'an entry was applied before the group rows were loaded');
    if (timeMs > this.timeMs) {
      this.timeMs = timeMs;
      this.clockDirty = true;
    }
    return this.timeMs;
  }

  addLine(name: string): void {
    if (this.lineNames.has(name)) return;
    this.lineNames.add(name);
    this.dirtyLineNames.add(name);
  }

  /** After the run's holds have changed. */
  noteDue(run: Run): void {
    const deadlineMs = run.firstHold()?.outcome.order.deadlineMs;
    const index = this.line(run.line);
    index.setDue(run.bucket, run.train, run.date, deadlineMs);
    this.dueRuns.set(run.bucket, deadlineMs);
    this.touch(index);
  }

  /** Events are written as they come: their bucket is append-only. Old ones go, a few an entry. */
  writeEvents(index: number, row: Uint8Array | undefined): void {
    const bucket = eventsBucket(this.group);
    if (row !== undefined) {
      this.store.put(bucket, eventRow(index), row);
      if (this.eventsFrom === 0) {
        this.eventsFrom = index;
        this.clockDirty = true;
      }
    }
    if (this.eventsFrom === 0) return;
    for (let n = 0; n < ENTRY_EVENT_DELETES_MAX && this.eventsFrom <= index - EVENT_ENTRIES_KEPT; n += 1) {
      this.store.put(bucket, eventRow(this.eventsFrom), undefined);
      this.eventsFrom += 1;
      this.clockDirty = true;
    }
  }

  // --- rows ---

  /** Every so many commands, so that a checkpoint finds little left to encode and does not stop the node for seconds; rows
   *  that stay hot are still encoded once for many commands. */
  flushWhenMany(commands: number): void {
    this.unflushed += commands;
    if (this.unflushed >= FLUSH_COMMANDS) this.flush();
  }

  flush(): void {
    this.unflushed = 0;
    for (const changed of this.touched)
      changed.flush((row, value) => this.store.put(changed.bucket, row, value));
    this.touched.clear();
    const bucket = groupBucket(this.group);
    for (const line of this.dirtyLineNames) {
      const row = this.lineNames.has(line) ? pb.GroupLineRow.encode({ line }).finish() : undefined;
      this.store.put(bucket, groupLineRow(line), row);
    }
    this.dirtyLineNames.clear();
    if (!this.clockDirty) return;
    this.clockDirty = false;
    const { timeMs, eventsFrom } = this;
    this.store.put(bucket, ROW_CLOCK, pb.GroupClockRow.encode({ timeMs, eventsFrom }).finish());
  }

  /** About what the decoded runs and hash buckets weigh. */
  get bytes(): number {
    let bytes = 0;
    for (const run of this.runs.values()) bytes += run.bytes;
    for (const plain of this.plains.values()) bytes += plain.bytes;
    return bytes;
  }

  trim(bytesMax: number): number {
    let { bytes } = this;
    if (bytes <= bytesMax) return bytes;
    const candidates = [...this.runs.values(), ...this.plains.values()].sort(
      (a, b) => a.lastUsed - b.lastUsed,
    );
    for (const candidate of candidates) {
      if (bytes <= bytesMax) return bytes;
      // While a split ends, the store has let go of all of them already: this machine is about to be made anew.
      if (!this.store.isLoaded(candidate.bucket)) continue;
      if (candidate.isDirty || this.store.isDirty(candidate.bucket)) continue;
      bytes -= candidate.bytes;
      this.store.forget(candidate.bucket);
      this.runs.delete(candidate.bucket);
      this.plains.delete(candidate.bucket);
    }
    return bytes;
  }
}
