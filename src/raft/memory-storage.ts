/** A RaftStorage in memory, for tests, transcripts and benchmarks. What is written is durable at once: whoever wants
 *  writes that take time, or get lost, delays or drops the calls of `write`. */
import { entryBytes } from './byte-ledger.js';
import type { LogIndex, Term } from './ids.js';
import { assert, fail } from './invariant.js';
import type { Configuration, Entry, HardState, SnapshotMetadata } from './message.js';
import type { AppendRequest } from './ready.js';
import type { RaftStorage } from './storage.js';

export class MemoryStorage implements RaftStorage {
  #hardState: HardState;
  #configuration: Configuration;
  #applied: LogIndex;
  /** The entry before the first one that is kept. */
  #base: { readonly index: LogIndex; readonly term: Term };
  #entries: Entry[] = [];
  /** Entries below this are on disk only. */
  #residentFrom: LogIndex = 0;
  #snapshot: SnapshotMetadata | undefined;
  snapshotUnavailable = false;

  /** As every replica of a new group begins: as if a snapshot at (1, 1) had been installed. */
  constructor(
    configuration: Configuration,
    base: { readonly index: LogIndex; readonly term: Term } = { index: 1, term: 1 },
  ) {
    this.#hardState = { term: base.term, vote: 0, commit: base.index };
    this.#configuration = configuration;
    this.#applied = base.index;
    this.#base = base;
    this.#snapshot = { ...base, configuration };
  }

  initialState(): { hardState: HardState; configuration: Configuration; applied: LogIndex } {
    return { hardState: this.#hardState, configuration: this.#configuration, applied: this.#applied };
  }

  get hardState(): HardState {
    return this.#hardState;
  }

  firstIndex(): LogIndex {
    return this.#base.index + 1;
  }

  lastIndex(): LogIndex {
    return this.#base.index + this.#entries.length;
  }

  term(index: LogIndex): Term | undefined {
    if (index === this.#base.index) return this.#base.term;
    return this.#entries[index - this.firstIndex()]?.term;
  }

  entries(low: LogIndex, high: LogIndex, bytesMax: number): readonly Entry[] | 'compacted' | 'unavailable' {
    if (low < this.firstIndex()) return 'compacted';
    if (high > this.lastIndex() + 1)
      fail(`entries up to ${high - 1} were asked for, the last is ${this.lastIndex()}`);
    if (low < this.#residentFrom) return 'unavailable';
    const found: Entry[] = [];
    let bytes = 0;
    for (let index = low; index < high; index++) {
      const entry = this.#entries[index - this.firstIndex()] as Entry;
      bytes += entryBytes(entry);
      if (bytes > bytesMax && found.length > 0) break;
      found.push(entry);
    }
    return found;
  }

  snapshot(): SnapshotMetadata | 'unavailable' {
    return this.snapshotUnavailable || this.#snapshot === undefined ? 'unavailable' : this.#snapshot;
  }

  /** All that an append asks for, atomically and durably. The responses are the caller's. */
  write(request: Omit<AppendRequest, 'responses'>): void {
    if (request.snapshot !== undefined) this.#install(request.snapshot);
    const first = request.entries[0];
    if (first !== undefined) {
      if (first.index > this.lastIndex() + 1)
        fail(`a write at ${first.index} leaves a gap behind ${this.lastIndex()}`);
      if (first.index <= this.#base.index) fail(`a write at ${first.index} lies before the log`);
      this.#entries.length = first.index - this.firstIndex();
      for (const entry of request.entries) {
        assert(entry.index === this.lastIndex() + 1, 'entries of a write must follow each other');
        this.#entries.push(entry);
      }
    }
    this.#hardState = request.hardState;
  }

  /** The state as of `applied`, and the configuration in effect there, are durable: a restart begins there. */
  checkpoint(applied: LogIndex, configuration: Configuration): void {
    if (applied < this.#applied) return;
    const term = this.term(applied);
    if (term === undefined) fail(`a checkpoint at ${applied} lies outside the log`);
    this.#applied = applied;
    this.#configuration = configuration;
    this.#snapshot = { index: applied, term, configuration };
  }

  /** Drops entries up to `index`, which a checkpoint covers. */
  compact(index: LogIndex): void {
    if (index <= this.#base.index) return;
    if (index > this.#applied) fail(`compacting ${index} beyond the checkpoint at ${this.#applied}`);
    const term = this.term(index) as Term;
    this.#entries.splice(0, index - this.#base.index);
    this.#base = { index, term };
  }

  /** Entries below `index` leave memory until `fetch`. */
  evict(index: LogIndex): void {
    this.#residentFrom = index;
  }

  fetch(): void {
    this.#residentFrom = 0;
  }

  #install(snapshot: SnapshotMetadata): void {
    this.#base = { index: snapshot.index, term: snapshot.term };
    this.#entries = [];
    this.#configuration = snapshot.configuration;
    this.#applied = snapshot.index;
    this.#snapshot = snapshot;
  }
}
