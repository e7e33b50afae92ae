/** About how many bytes a log has between two indexes, from a mark every so many bytes. */
import type { LogIndex } from '../raft/ids.js';
import type { Entry } from '../raft/message.js';
import { entryDiskBytes } from './log-layout.js';

const MARK_BYTES = 64 << 10;

export class SizeMarks {
  /** Bytes ever appended up to and including an index. */
  private marks: { readonly index: LogIndex; readonly total: number }[] = [];
  private total = 0;
  private forgotten = 0;

  get bytes(): number {
    return this.total - this.forgotten;
  }

  append(entry: Entry): void {
    this.total += entryDiskBytes(entry);
    const last = this.marks.at(-1)?.total ?? this.forgotten;
    if (this.total - last >= MARK_BYTES) this.marks.push({ index: entry.index, total: this.total });
  }

  truncate(index: LogIndex): void {
    let popped = false;
    while (this.marks.length > 0 && this.marks.at(-1)!.index >= index) {
      this.marks.pop();
      popped = true;
    }
    // Without a mark in between, what was cut is less than a mark's bytes: left counted.
    if (popped) this.total = this.marks.at(-1)?.total ?? this.forgotten;
  }

  compact(index: LogIndex): void {
    while (this.marks.length > 0 && this.marks[0]!.index <= index) this.forgotten = this.marks.shift()!.total;
  }
}
