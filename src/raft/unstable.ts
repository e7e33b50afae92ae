/** The tail of the log that is not known to be durable: entries and perhaps a snapshot, part of them being written.
 *  Its offset may lie below the last index in storage: then the next write truncates. */
import type { LogIndex, Term } from './ids.js';
import { assert, fail } from './invariant.js';
import type { Entry, SnapshotMetadata } from './message.js';

export class Unstable {
  #snapshot: SnapshotMetadata | undefined;
  #snapshotInProgress = false;
  #entries: Entry[] = [];
  /** Index of entries[0]; everything below is durable (or covered by the snapshot). */
  #offset: LogIndex;
  /** Entries below this have been handed out for writing. offset <= offsetInProgress. */
  #offsetInProgress: LogIndex;

  constructor(offset: LogIndex) {
    this.#offset = offset;
    this.#offsetInProgress = offset;
  }

  get offset(): LogIndex {
    return this.#offset;
  }

  /** The snapshot that is not yet installed and durable, handed out or not. */
  get snapshot(): SnapshotMetadata | undefined {
    return this.#snapshot;
  }

  get hasEntries(): boolean {
    return this.#entries.length > 0;
  }

  get hasNext(): boolean {
    return (
      this.#offset + this.#entries.length > this.#offsetInProgress ||
      (this.#snapshot !== undefined && !this.#snapshotInProgress)
    );
  }

  lastIndex(): LogIndex | undefined {
    if (this.#entries.length > 0) return this.#offset + this.#entries.length - 1;
    return this.#snapshot?.index;
  }

  term(index: LogIndex): Term | undefined {
    if (index < this.#offset) {
      return this.#snapshot !== undefined && this.#snapshot.index === index ? this.#snapshot.term : undefined;
    }
    return this.#entries[index - this.#offset]?.term;
  }

  /** Entries not handed out for writing so far. */
  nextEntries(): readonly Entry[] {
    const from = this.#offsetInProgress - this.#offset;
    return from === this.#entries.length ? NONE : this.#entries.slice(from);
  }

  nextSnapshot(): SnapshotMetadata | undefined {
    return this.#snapshotInProgress ? undefined : this.#snapshot;
  }

  /** All that is here is being written now. */
  acceptInProgress(): void {
    this.#offsetInProgress = this.#offset + this.#entries.length;
    if (this.#snapshot !== undefined) this.#snapshotInProgress = true;
  }

  /** Entries up to (index, term) are durable, and no write under way can overwrite them. Says whether that was news: the
   *  entry may have been replaced meanwhile. */
  stableTo(index: LogIndex, term: Term): boolean {
    if (index < this.#offset || this.term(index) !== term) return false;
    const count = index + 1 - this.#offset;
    if (count === this.#entries.length) this.#entries = [];
    else this.#entries.splice(0, count);
    this.#offset = index + 1;
    this.#offsetInProgress = Math.max(this.#offsetInProgress, this.#offset);
    return true;
  }

  stableSnapshotTo(index: LogIndex): boolean {
    if (this.#snapshot === undefined || this.#snapshot.index !== index) return false;
    this.#snapshot = undefined;
    this.#snapshotInProgress = false;
    return true;
  }

  restore(snapshot: SnapshotMetadata): void {
    this.#offset = snapshot.index + 1;
    this.#offsetInProgress = this.#offset;
    this.#entries = [];
    this.#snapshot = snapshot;
    this.#snapshotInProgress = false;
  }

  /** Replaces the log from entries[0].index on. */
  truncateAndAppend(entries: readonly Entry[]): void {
    const first = entries[0];
    assert(first !== undefined, 'an append holds at least one entry');
    const from = first.index;
    const end = this.#offset + this.#entries.length;
    if (from > end) fail(`append at ${from} leaves a gap behind ${end - 1}`);
    if (from <= this.#offset) {
      this.#entries = entries.slice();
      this.#offset = from;
      this.#offsetInProgress = from;
      return;
    }
    if (from < end) {
      this.#entries.length = from - this.#offset;
      this.#offsetInProgress = Math.min(this.#offsetInProgress, from);
    }
    for (const entry of entries) this.#entries.push(entry);
  }

  /** [low, high), all of it here. */
  slice(low: LogIndex, high: LogIndex): readonly Entry[] {
    if (low < this.#offset || low > high || high > this.#offset + this.#entries.length) {
      fail(`unstable [${low}, ${high}) is outside [${this.#offset}, ${this.#offset + this.#entries.length})`);
    }
    return this.#entries.slice(low - this.#offset, high - this.#offset);
  }
}

const NONE: readonly Entry[] = [];
