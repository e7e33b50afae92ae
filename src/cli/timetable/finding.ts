/** What is wrong with a timetable: each problem typed, with the file and line to look at. Codes are stable; messages are
 *  for people. */

export type FindingCode =
  | 'MISSING_FILE'
  | 'MISSING_COLUMN'
  | 'BAD_CSV'
  | 'NOT_UTF8'
  | 'BAD_VALUE'
  | 'DUPLICATE_ID'
  | 'UNKNOWN_AGENCY'
  | 'UNKNOWN_ROUTE'
  | 'UNKNOWN_SERVICE'
  | 'UNKNOWN_STOP'
  | 'UNKNOWN_TRIP'
  | 'BAD_TIMEZONE'
  | 'TIMEZONES_DIFFER'
  | 'NO_TRAIN_NUMBER'
  | 'NO_SERVICE'
  | 'NOTHING_TO_PUBLISH';

export interface Finding {
  /** An error makes the feed unusable; a warning costs at most the rows it names. */
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  /** As in the feed, e.g. stops.txt. */
  readonly file: string;
  /** Counted from 1, the header's line; 0: the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** Such as `stops.txt:17: UNKNOWN_STOP: ...`. */
export function formatFinding(finding: Finding): string {
  const place = finding.line === 0 ? finding.file : `${finding.file}:${finding.line}`;
  return `${place}: ${finding.code}: ${finding.message}`;
}

/** The timetable cannot be read, or what was asked of it makes no sense. */
export class TimetableError extends Error {
  override readonly name = 'TimetableError';

  /** @param findings all that is wrong, at least what `message` says. */
  constructor(
    message: string,
    readonly findings: readonly Finding[] = [],
  ) {
    super(message);
  }
}

/** Findings kept for printing; all are counted. */
const FINDINGS_KEPT_MAX = 1_000;

/** Collects warnings, and turns an error into a throw. */
export class Findings {
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<FindingCode, number>();

  warn(code: FindingCode, file: string, line: number, message: string): void {
    this.#keep({ severity: 'warning', code, file, line, message });
  }

  /** @throws TimetableError always, with what was found before. */
  fail(code: FindingCode, file: string, line: number, message: string): never {
    const finding: Finding = { severity: 'error', code, file, line, message };
    this.#keep(finding);
    throw new TimetableError(formatFinding(finding), [
      finding,
      ...this.#kept.filter((kept) => kept !== finding),
    ]);
  }

  list(): readonly Finding[] {
    return this.#kept;
  }

  counts(): ReadonlyMap<FindingCode, number> {
    return this.#counts;
  }

  #keep(finding: Finding): void {
    this.#counts.set(finding.code, (this.#counts.get(finding.code) ?? 0) + 1);
    if (this.#kept.length < FINDINGS_KEPT_MAX) this.#kept.push(finding);
  }
}
