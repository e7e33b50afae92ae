/** The log of one replica: what is durable in storage, then the unstable tail; and how far it is committed and applied.
 *  applied <= applying <= committed <= last. Reads memory only: older entries are 'unavailable' until the host has them. */
import { ByteLedger, entriesBytes, entryBytes } from './byte-ledger.js';
import type { LogIndex, Term } from './ids.js';
import { assert, fail } from './invariant.js';
import type { Entry, SnapshotMetadata } from './message.js';
import type { RaftStorage } from './storage.js';
import { Unstable } from './unstable.js';

export interface EntryId {
  readonly index: LogIndex;
  /** 0: not known. */
  readonly term: Term;
}

const NONE: readonly Entry[] = [];

export class RaftLog {
  readonly #storage: RaftStorage;
  readonly #maxApplyBytes: number;
  readonly #appliesUnstable: boolean;
  readonly unstable: Unstable;
  #committed: LogIndex;
  #applying: LogIndex;
  #applied: LogIndex;
  /** Handed out to be applied and not reported yet. */
  readonly #applyLedger = new ByteLedger();
  #applyPaused = false;
  #applyAwaitsEntries = false;

  constructor(
    storage: RaftStorage,
    start: { readonly commit: LogIndex; readonly applied: LogIndex },
    maxApplyBytes: number,
    appliesUnstable: boolean,
  ) {
    this.#storage = storage;
    this.#maxApplyBytes = maxApplyBytes;
    this.#appliesUnstable = appliesUnstable;
    const first = storage.firstIndex();
    const last = storage.lastIndex();
    this.unstable = new Unstable(last + 1);
    // A commit index is written with the next entries, a checkpoint without any: what is applied was committed.
    const committed = Math.max(start.commit, start.applied);
    if (start.applied < first - 1)
      fail(`applied ${start.applied} lies before the log, which starts at ${first}`);
    if (committed > last)
      fail(`commit ${committed} lies behind the log, which ends at ${last}: was it truncated or lost?`);
    this.#committed = committed;
    this.#applying = start.applied;
    this.#applied = start.applied;
  }

  get committed(): LogIndex {
    return this.#committed;
  }

  get applied(): LogIndex {
    return this.#applied;
  }

  /** Highest index that this replica itself holds durably. */
  get durable(): LogIndex {
    return this.unstable.offset - 1;
  }

  get firstIndex(): LogIndex {
    const { snapshot } = this.unstable;
    return snapshot === undefined ? this.#storage.firstIndex() : snapshot.index + 1;
  }

  get lastIndex(): LogIndex {
    return this.unstable.lastIndex() ?? this.#storage.lastIndex();
  }

  get last(): EntryId {
    const index = this.lastIndex;
    const term = this.term(index);
    if (term === undefined) fail(`the term of the last entry, ${index}, is not known`);
    return { index, term };
  }

  /** `undefined` when compacted or behind the end. Known from firstIndex - 1 on. */
  term(index: LogIndex): Term | undefined {
    const unstable = this.unstable.term(index);
    if (unstable !== undefined) return unstable;
    if (index + 1 < this.firstIndex || index >= this.unstable.offset) return undefined;
    return this.#storage.term(index);
  }

  matches(index: LogIndex, term: Term): boolean {
    return this.term(index) === term;
  }

  /** Raft 5.4.1: whether a log that ends so may lead. */
  isUpToDate(term: Term, index: LogIndex): boolean {
    const { last } = this;
    return term > last.term || (term === last.term && index >= last.index);
  }

  /** From `low` to the end, at least one, then what fits `bytesMax`. */
  entries(low: LogIndex, bytesMax: number): readonly Entry[] | 'compacted' | 'unavailable' {
    const end = this.lastIndex + 1;
    return low >= end ? NONE : this.slice(low, end, bytesMax);
  }

  /** At least one entry of [low, high), then what fits `bytesMax`. */
  slice(low: LogIndex, high: LogIndex, bytesMax: number): readonly Entry[] | 'compacted' | 'unavailable' {
    if (low > high || high > this.lastIndex + 1)
      fail(`[${low}, ${high}) is outside the log, which ends at ${this.lastIndex}`);
    if (low < this.firstIndex) return 'compacted';
    if (low === high) return NONE;
    const { offset } = this.unstable;
    if (low >= offset) return prefix(this.unstable.slice(low, high), bytesMax);
    const cut = Math.min(high, offset);
    const stored = this.#storage.entries(low, cut, bytesMax);
    if (typeof stored === 'string') return stored;
    const first = stored[0];
    if (first === undefined || first.index !== low)
      fail(`storage holds no entry ${low} although it reaches to ${cut - 1}`);
    if (stored.length < cut - low || cut === high) return stored;
    const room = bytesMax - entriesBytes(stored);
    if (room <= 0) return stored;
    const rest = this.unstable.slice(cut, high);
    // "At least one" was met by storage's part.
    return entryBytes(rest[0] as Entry) > room ? stored : stored.concat(prefix(rest, room));
  }

  /** Raft figure 2, AppendEntries 2 to 5. The last index of the new entries, or undefined when the log does not match. */
  maybeAppend(
    previous: LogIndex,
    previousTerm: Term,
    entries: readonly Entry[],
    leaderCommit: LogIndex,
  ): LogIndex | undefined {
    if (!this.matches(previous, previousTerm)) return undefined;
    const last = previous + entries.length;
    const conflict = this.#findConflict(entries);
    if (conflict !== undefined) {
      if (conflict <= this.#committed)
        fail(`entry ${conflict} conflicts with a committed one (commit ${this.#committed})`);
      this.append(conflict === previous + 1 ? entries : entries.slice(conflict - previous - 1));
    }
    // Not beyond the last new entry: what follows it here may not be the leader's.
    this.commitTo(Math.min(leaderCommit, last));
    return last;
  }

  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) return;
    if (first.index <= this.#committed)
      fail(`append at ${first.index} would replace a committed entry (commit ${this.#committed})`);
    this.unstable.truncateAndAppend(entries);
  }

  /** Where another log may still match this one, if it holds `term` at `index`: the highest index with a term no higher.
   *  The term is 0 when compacted or not stored here. */
  findConflictByTerm(index: LogIndex, term: Term): EntryId {
    for (let i = index; i > 0; i--) {
      const ours = this.term(i);
      if (ours === undefined) return { index: i, term: 0 };
      if (ours <= term) return { index: i, term: ours };
    }
    return { index: 0, term: 0 };
  }

  commitTo(index: LogIndex): void {
    if (index <= this.#committed) return;
    if (index > this.lastIndex)
      fail(`commit ${index} lies behind the log, which ends at ${this.lastIndex}: was it truncated or lost?`);
    this.#committed = index;
  }

  /** Raft 5.4.2: counting copies commits only entries of the leader's own term. */
  maybeCommit(index: LogIndex, term: Term): boolean {
    if (index <= this.#committed || !this.matches(index, term)) return false;
    this.commitTo(index);
    return true;
  }

  restore(snapshot: SnapshotMetadata): void {
    if (snapshot.index <= this.#committed)
      fail(`snapshot at ${snapshot.index} is not ahead of commit ${this.#committed}`);
    this.#committed = snapshot.index;
    this.unstable.restore(snapshot);
  }

  stableTo(index: LogIndex, term: Term): void {
    if (!this.unstable.stableTo(index, term)) return;
    // In pairs: before the write by the caller, after it here.
    if (this.#storage.lastIndex() < index || this.#storage.term(index) !== term) {
      fail(`entry ${index} of term ${term} was reported durable, but storage does not hold it`);
    }
  }

  /** The snapshot is installed: it counts as applied. False when a later one has replaced it. */
  snapshotInstalled(index: LogIndex): boolean {
    if (!this.unstable.stableSnapshotTo(index)) return false;
    this.#applyLedger.clear();
    this.#applyPaused = false;
    this.#applied = Math.max(this.#applied, index);
    this.#applying = Math.max(this.#applying, index);
    return true;
  }

  get hasNextApply(): boolean {
    return (
      !this.#applyPaused &&
      !this.#applyAwaitsEntries &&
      this.unstable.snapshot === undefined &&
      this.#applying < this.#appliable()
    );
  }

  /** Committed entries to apply next, counted as being applied. Durable here, every one of them. */
  takeNextApply(): readonly Entry[] | undefined {
    if (!this.hasNextApply) return undefined;
    const high = this.#appliable();
    const entries = this.slice(this.#applying + 1, high + 1, this.#maxApplyBytes - this.#applyLedger.total);
    if (entries === 'unavailable') {
      this.#applyAwaitsEntries = true;
      return undefined;
    }
    if (entries === 'compacted') fail(`entry ${this.#applying + 1} was compacted before it was applied`);
    const last = entries[entries.length - 1];
    assert(last !== undefined, 'an apply holds at least one entry');
    this.#applying = last.index;
    this.#applyLedger.add(last.index, entriesBytes(entries));
    // Cut short means that the next entry would not fit.
    this.#applyPaused = this.#applyLedger.total >= this.#maxApplyBytes || last.index < high;
    return entries;
  }

  appliedTo(index: LogIndex): void {
    if (index > this.#applying)
      fail(`applied ${index}, but only entries up to ${this.#applying} were handed out`);
    // A snapshot may have overtaken what was being applied.
    if (index > this.#applied) this.#applied = index;
    this.#applyLedger.releaseTo(index);
    this.#applyPaused = this.#applyLedger.total >= this.#maxApplyBytes;
  }

  /** What storage answered 'unavailable' for may be there now. */
  entriesFetched(): void {
    this.#applyAwaitsEntries = false;
  }

  /** Whether a committed entry that changes the configuration is not applied yet; 'unknown' when that can't be read now. */
  unappliedConfChange(pageBytes: number): boolean | 'unknown' {
    let low = this.#applied + 1;
    const end = this.#committed + 1;
    if (this.unstable.snapshot !== undefined) return 'unknown';
    while (low < end) {
      const page = this.slice(low, end, pageBytes);
      if (typeof page === 'string') return 'unknown';
      for (const entry of page) if (entry.type === 'confChange') return true;
      low += page.length;
    }
    return false;
  }

  #appliable(): LogIndex {
    return this.#appliesUnstable ? this.#committed : Math.min(this.#committed, this.durable);
  }

  /** The first entry that is not in the log as it is: conflicting or new. */
  #findConflict(entries: readonly Entry[]): LogIndex | undefined {
    for (const { index, term } of entries) if (!this.matches(index, term)) return index;
    return undefined;
  }
}

function prefix(entries: readonly Entry[], bytesMax: number): readonly Entry[] {
  let bytes = 0;
  for (let i = 0; i < entries.length; i++) {
    bytes += entryBytes(entries[i] as Entry);
    if (bytes > bytesMax && i > 0) return entries.slice(0, i);
  }
  return entries;
}
