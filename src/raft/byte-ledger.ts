/** Bytes that are out until an index is reached: the uncommitted tail of a leader's log, the entries being applied.
 *  A queue of (last index, bytes), one item per batch. */
import type { LogIndex } from './ids.js';
import { assert } from './invariant.js';
import type { Entry } from './message.js';

/** What an entry costs beside its data, in messages and in memory; roughly. */
const ENTRY_OVERHEAD = 16;

export function entryBytes(entry: Entry): number {
  return entry.data.length + ENTRY_OVERHEAD;
}

export function entriesBytes(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const entry of entries) bytes += entryBytes(entry);
  return bytes;
}

/** What a proposal weighs: its data alone, so that an empty entry never weighs anything. */
export function payloadBytes(payloads: readonly Uint8Array[]): number {
  let bytes = 0;
  for (const payload of payloads) bytes += payload.length;
  return bytes;
}

export class ByteLedger {
  #indexes: LogIndex[] = [];
  #sizes: number[] = [];
  #head = 0;
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(last: LogIndex, bytes: number): void {
    const previous = this.#indexes[this.#indexes.length - 1];
    assert(
      previous === undefined || this.#head === this.#indexes.length || previous < last,
      'indexes must rise',
    );
    this.#indexes.push(last);
    this.#sizes.push(bytes);
    this.#total += bytes;
  }

  /** Takes off every batch that ends at or before `index`. */
  releaseTo(index: LogIndex): void {
    while (this.#head < this.#indexes.length && (this.#indexes[this.#head] as LogIndex) <= index) {
      this.#total -= this.#sizes[this.#head] as number;
      this.#head++;
    }
    if (this.#head === this.#indexes.length) this.clear();
    else if (this.#head > 64 && this.#head * 2 > this.#indexes.length) {
      this.#indexes.splice(0, this.#head);
      this.#sizes.splice(0, this.#head);
      this.#head = 0;
    }
  }

  clear(): void {
    if (this.#indexes.length > 0) {
      this.#indexes = [];
      this.#sizes = [];
    }
    this.#head = 0;
    this.#total = 0;
  }
}
