/** Which term each index of a log has: terms only rise, so a few (first index, term) pairs say it for any length. */
import type { LogIndex, Term } from '../raft/ids.js';
import { assert } from './invariant.js';

export class TermRanges {
  /** Rising in both. The first is the position before the log's first entry. */
  private ranges: { from: LogIndex; readonly term: Term }[];

  constructor(index: LogIndex, term: Term) {
    this.ranges = [{ from: index, term }];
  }

  /** Of any index from the first on; the caller knows the last. */
  at(index: LogIndex): Term | undefined {
    for (let i = this.ranges.length - 1; i >= 0; i -= 1) {
      const range = this.ranges[i]!;
      if (range.from <= index) return range.term;
    }
    return undefined;
  }

  append(index: LogIndex, term: Term): void {
    const last = this.ranges.at(-1)!;
    assert(
      index > last.from && term >= last.term,
      `term ${term} at ${index} after ${last.term} at ${last.from}`,
    );
    if (term > last.term) this.ranges.push({ from: index, term });
  }

  /** Forgets indexes from `index` on; never the first. */
  truncate(index: LogIndex): void {
    while (this.ranges.length > 1 && this.ranges.at(-1)!.from >= index) this.ranges.pop();
  }

  /** Forgets what lies before `index`. */
  compact(index: LogIndex): void {
    while (this.ranges.length > 1 && this.ranges[1]!.from <= index) this.ranges.shift();
    const first = this.ranges[0]!;
    if (first.from < index) first.from = index;
  }
}
