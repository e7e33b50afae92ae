/** One replica's log as its raft core sees it: what is durable, read from memory. The newest entries stay in memory within
 *  the store's bound; older ones are fetched when wished for. Only the log store changes it, after a batch is durable. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Configuration, Entry, HardState, SnapshotMetadata } from '../raft/message.js';
import type { RaftStorage } from '../raft/storage.js';
import type { Engine } from './engine.js';
import { EntryWindow } from './entry-window.js';
import { NO_CONFIGURATION } from './group-meta.js';
import { assert } from './invariant.js';
import { decodeEntry, entryKey, type GroupRecord, type LogStart, storedChain } from './log-layout.js';
import { SizeMarks } from './size-marks.js';
import { StoreError } from './store-error.js';
import { TermRanges } from './term-ranges.js';

/** How many fetched windows a group keeps: one for apply, the others for followers that are behind. */
const WINDOWS_MAX = 4;

export class GroupLog implements RaftStorage {
  private start: LogStart;
  private terms: TermRanges;
  private tail: EntryWindow;
  private windows: EntryWindow[] = [];
  private sizes = new SizeMarks();
  private checkpoint: SnapshotMetadata | undefined;
  private current: GroupRecord;
  /** Rises when entries are overwritten: what was read before is stale. */
  private generation = 0;

  constructor(
    readonly group: GroupId,
    record: GroupRecord,
    private readonly engine: Engine,
    private readonly fetchedBytesMax: number,
    /** Resolves once what was submitted to the log store is durable and told. */
    private readonly settled: () => Promise<void>,
  ) {
    // As before the first entry: the recovery appends what it reads.
    this.current = { ...record, last: record.start.index, chain: record.start.chain };
    this.start = record.start;
    this.terms = new TermRanges(record.start.index, record.start.term);
    this.tail = new EntryWindow(record.start.index + 1);
  }

  // --- what the raft core asks ---

  initialState(): {
    readonly hardState: HardState;
    readonly configuration: Configuration;
    readonly applied: LogIndex;
  } {
    const applied = this.checkpoint?.index ?? this.start.index;
    const { term, vote, commit } = this.current.hardState;
    return {
      // What is applied was committed, whether or not the commit index was written since.
      hardState: { term, vote, commit: Math.max(commit, applied) },
      configuration: this.checkpoint?.configuration ?? NO_CONFIGURATION,
      applied,
    };
  }

  firstIndex(): LogIndex {
    return this.start.index + 1;
  }

  lastIndex(): LogIndex {
    return this.current.last;
  }

  term(index: LogIndex): Term | undefined {
    return index < this.start.index || index > this.current.last ? undefined : this.terms.at(index);
  }

  entries(low: LogIndex, high: LogIndex, bytesMax: number): readonly Entry[] | 'compacted' | 'unavailable' {
    assert(
      low < high && high <= this.current.last + 1,
      `entries [${low}, ${high}) of ..${this.current.last}`,
    );
    if (low <= this.start.index) return 'compacted';
    const recent = this.tail.slice(low, high, bytesMax);
    if (recent !== undefined) return recent;
    for (const window of this.windows) {
      const found = window.slice(low, high, bytesMax);
      if (found !== undefined) return found;
    }
    return 'unavailable';
  }

  snapshot(): SnapshotMetadata | 'unavailable' {
    return this.checkpoint ?? 'unavailable';
  }

  // --- what the host asks ---

  /** The replica this log belongs to. */
  get replica(): ReplicaId {
    return this.current.replica;
  }

  /** As of the last durable batch. */
  get hardState(): HardState {
    return this.current.hardState;
  }

  /** Approximate bytes of the entries firstIndex..lastIndex on disk: what the host decides compaction by. */
  get bytes(): number {
    return this.sizes.bytes;
  }

  /** Brings entries of [low, high), about `bytesMax` of them, into memory: afterwards `entries(low, ...)` answers, unless the
   *  log was overwritten meanwhile.
   *  @throws StoreError DAMAGED when the chain breaks: the replica stops. */
  async fetch(low: LogIndex, high: LogIndex, bytesMax: number): Promise<void> {
    if (await this.tryFetch(low, high, bytesMax)) return;
    // An overwrite under way breaks the chain honestly: look again once it has told.
    await this.settled();
    if (await this.tryFetch(low, high, bytesMax)) return;
    throw new StoreError('DAMAGED', `entry ${low} of group ${this.group} is missing or not what was written`);
  }

  private async tryFetch(low: LogIndex, high: LogIndex, bytesMax: number): Promise<boolean> {
    const { generation } = this;
    const gone = () => generation !== this.generation || low <= this.start.index || low > this.current.last;
    if (gone()) return true;
    const before = await this.chainAt(low - 1);
    const range = { gte: entryKey(this.group, low), lt: entryKey(this.group, high) };
    const pairs = await this.engine.scan(range, high - low, Math.min(bytesMax, this.fetchedBytesMax));
    if (gone()) return true;
    if (before === undefined) return false;
    const window = new EntryWindow(low);
    let chain = before;
    for (const { key, value } of pairs) {
      const decoded = decodeEntry(key, value, chain);
      if (decoded === undefined || decoded.entry.index !== window.lastIndex + 1) break;
      chain = decoded.chain;
      window.append(decoded.entry, chain);
    }
    if (window.lastIndex < low) return false;
    this.windows = [window, ...this.windows].slice(0, WINDOWS_MAX);
    return true;
  }

  // --- what the log store asks and tells ---

  get record(): GroupRecord {
    return this.current;
  }

  /** From memory; undefined when it is not there. */
  chainInMemory(index: LogIndex): number | undefined {
    if (index === this.start.index) return this.start.chain;
    if (index === this.current.last) return this.current.chain;
    return this.tail.chain(index);
  }

  /** Undefined when there is no such entry (any more). */
  async chainAt(index: LogIndex): Promise<number | undefined> {
    const known = this.chainInMemory(index);
    if (known !== undefined) return known;
    const [value] = await this.engine.getMany([entryKey(this.group, index)]);
    return value === undefined ? undefined : storedChain(value);
  }

  get memoryBytes(): number {
    return this.tail.bytes;
  }

  dropOlder(bytesMin: number): number {
    return this.tail.dropOlder(bytesMin);
  }

  resetTo(start: LogStart): void {
    this.start = start;
    this.terms = new TermRanges(start.index, start.term);
    this.tail = new EntryWindow(start.index + 1);
    this.windows = [];
    this.generation += 1;
    this.sizes = new SizeMarks();
    this.current = { ...this.current, start, last: start.index, chain: start.chain };
  }

  /** From entries[0].index on; overwrites. */
  append(entries: readonly Entry[], chains: readonly number[]): void {
    const first = entries[0]!.index;
    if (first <= this.current.last) {
      assert(first > this.start.index, `entry ${first} overwrites the start ${this.start.index}`);
      this.terms.truncate(first);
      this.sizes.truncate(first);
      this.tail.truncate(first);
      this.windows = [];
      this.generation += 1;
    }
    entries.forEach((entry, i) => {
      this.terms.append(entry.index, entry.term);
      this.sizes.append(entry);
      this.tail.append(entry, chains[i]!);
    });
    this.current = { ...this.current, last: entries.at(-1)!.index, chain: chains.at(-1)! };
  }

  compactTo(start: LogStart): void {
    this.start = start;
    this.terms.compact(start.index);
    this.tail.dropTo(start.index);
    this.windows = this.windows.filter((window) => window.lastIndex > start.index);
    this.sizes.compact(start.index);
    this.current = { ...this.current, start };
  }

  setRecord(record: GroupRecord): void {
    assert(
      record.last === this.current.last && record.chain === this.current.chain,
      `group ${this.group}: the record says ${record.last}, memory ${this.current.last}`,
    );
    this.current = record;
  }

  /** The newest state that can be sent as a snapshot, and what a restart begins from. */
  setCheckpoint(metadata: SnapshotMetadata): void {
    this.checkpoint = metadata;
  }
}
