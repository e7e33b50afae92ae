/** Which refusals get a line of the audit log. Anybody with a certificate may be refused as often as it likes, and must not push
 *  the acts of others out of a log that keeps so many files. Whatever was done, or may have been, has its line. Pure. */
import { TokenBuckets } from '../admission/token-bucket.js';
import type { AuditLine } from './audit.js';

/** Of one caller: so many at once, then so many a second. */
const LINES_AT_ONCE = 1_000;
const LINES_PER_SECOND = 1;
/** Who is remembered. */
const CALLERS_MAX = 10_000;

export class Refusals {
  private readonly rates: TokenBuckets;
  /** Since the caller's last line. */
  private readonly leftOut = new Map<string, number>();

  /** @param nowMs monotonic @param begins told when the first of a caller is left out, until it has a line again */
  constructor(
    nowMs: () => number,
    private readonly begins: (caller: string) => void,
  ) {
    this.rates = new TokenBuckets(LINES_PER_SECOND, LINES_AT_ONCE, CALLERS_MAX, nowMs);
  }

  /** @returns the line as it is written; undefined: it is left out */
  admit(line: AuditLine): AuditLine | undefined {
    const { caller, result } = line;
    if (result === 'DONE' || result === 'UNKNOWN' || result === 'INTERNAL') return line;
    const before = this.leftOut.get(caller) ?? 0;
    if (this.rates.take(caller) > 0) {
      if (before === 0) {
        if (this.leftOut.size >= CALLERS_MAX) this.leftOut.clear();
        this.begins(caller);
      }
      this.leftOut.set(caller, before + 1);
      return undefined;
    }
    this.leftOut.delete(caller);
    return before === 0 ? line : { ...line, leftOut: before };
  }
}
