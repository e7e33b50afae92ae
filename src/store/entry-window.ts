/** A contiguous run of entries held in memory, with their chains and their bytes. */
import type { LogIndex } from '../raft/ids.js';
import type { Entry } from '../raft/message.js';
import { assert } from './invariant.js';
import { entryDiskBytes } from './log-layout.js';

export class EntryWindow {
  private entries: Entry[] = [];
  private chains: number[] = [];
  bytes = 0;

  constructor(private first: LogIndex) {}

  get firstIndex(): LogIndex {
    return this.first;
  }

  /** first - 1 when it is empty. */
  get lastIndex(): LogIndex {
    return this.first + this.entries.length - 1;
  }

  append(entry: Entry, chain: number): void {
    assert(entry.index === this.lastIndex + 1, `entry ${entry.index} after ${this.lastIndex}`);
    this.entries.push(entry);
    this.chains.push(chain);
    this.bytes += entryDiskBytes(entry);
  }

  chain(index: LogIndex): number | undefined {
    return this.chains[index - this.first];
  }

  /** At least one of [low, high), then as many as fit; undefined when `low` is not here. */
  slice(low: LogIndex, high: LogIndex, bytesMax: number): readonly Entry[] | undefined {
    if (low < this.first || low > this.lastIndex) return undefined;
    const from = low - this.first;
    const end = Math.min(high - this.first, this.entries.length);
    let to = from;
    let bytes = 0;
    while (to < end) {
      bytes += this.entries[to]!.data.length;
      if (to > from && bytes > bytesMax) break;
      to += 1;
    }
    return this.entries.slice(from, to);
  }

  truncate(index: LogIndex): void {
    const keep = Math.max(0, index - this.first);
    for (const entry of this.entries.splice(keep)) this.bytes -= entryDiskBytes(entry);
    this.chains.length = Math.min(this.chains.length, keep);
    if (index < this.first) this.first = index;
  }

  /** Forgets up to `index`, that one included. */
  dropTo(index: LogIndex): void {
    const count = Math.min(index - this.first + 1, this.entries.length);
    if (count > 0) {
      for (const entry of this.entries.splice(0, count)) this.bytes -= entryDiskBytes(entry);
      this.chains.splice(0, count);
      this.first += count;
    }
    if (this.entries.length === 0 && this.first <= index) this.first = index + 1;
  }

  /** Forgets the older half of the bytes, or all. @returns the bytes gone */
  dropOlder(bytesMin: number): number {
    let dropped = 0;
    let count = 0;
    while (count < this.entries.length && dropped < bytesMin) {
      dropped += entryDiskBytes(this.entries[count]!);
      count += 1;
    }
    this.dropTo(this.first + count - 1);
    return dropped;
  }
}
