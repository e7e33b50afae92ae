/** What reading a timetable gives: the lines to register, then the runs to publish, one after another, never all at once. */
import type { LineRegistration, RunPlan } from '../../client/index.js';
import type { SeatLayouts } from '../layout/seat-layouts.js';
import type { Finding, FindingCode } from './finding.js';

export interface TimetableOptions {
  /** First service date in the feed: `2016-03-10`, `today`, `tomorrow`, or days from today as `+7d`. */
  readonly from: string;
  /** How many service dates, 1 to 400. */
  readonly days: number;
  /** The date as which the first one is published, the rest following day by day; written like `from`. Absent: dates stay. */
  readonly as?: string | undefined;
  /** What is a line: `route` (the default), `agency`, or a column of routes.txt. */
  readonly lineBy?: string | undefined;
  /** Only these lines; absent: all. */
  readonly lines?: readonly string[] | undefined;
  readonly layouts: SeatLayouts;
  /** What `today` is told from, in the feed's time zone. */
  readonly nowMs: number;
}

/** Why a run of the feed is not published. */
export type RefusalReason =
  | 'TOO_FEW_STOPS'
  | 'TOO_MANY_STOPS'
  | 'BAD_TIME'
  | 'TIME_MISSING'
  | 'TIMES_BACKWARDS'
  | 'UNKNOWN_STOP'
  | 'SAME_STATION_IN_A_ROW'
  | 'SEQUENCE_TWICE'
  | 'BAD_NAME'
  | 'NO_LINE'
  | 'FREQUENCY_BASED'
  | 'NO_LAYOUT'
  | 'NUMBER_TAKEN';

export interface RefusedRun {
  readonly reason: RefusalReason;
  readonly line: string;
  readonly train: string;
  /** As it would have been published; for what is wrong on every date, the first. */
  readonly date: string;
  readonly trip: string;
  readonly file: string;
  readonly fileLine: number;
  readonly message: string;
}

export interface Refusals {
  readonly reason: RefusalReason;
  /** Runs, not trips: a trip that is refused on 14 dates counts 14 times. */
  readonly count: number;
  /** At most 5, of different trips where there are such. */
  readonly examples: readonly RefusedRun[];
}

/** A line, its stations being those at which a planned run calls. */
export interface PlannedLine extends LineRegistration {
  readonly runs: number;
}

export interface PlannedDate {
  /** Service date in the feed, YYYY-MM-DD. */
  readonly feedDate: string;
  /** Date of origin as published. */
  readonly date: string;
  /** Noon of that date in the feed's time zone, less 12 hours: what stop times count from. */
  readonly dayStartMs: number;
  readonly runs: number;
}

export interface TimetablePlan {
  readonly timezone: string;
  readonly dates: readonly PlannedDate[];
  /** Lines with at least one run, by id. Register them before publishing. */
  readonly lines: readonly PlannedLine[];
  readonly runCount: number;
  /** By reason; empty when every run of the feed is published. */
  readonly refused: readonly Refusals[];
  readonly refusedCount: number;
  /** Warnings, at most 1,000. */
  readonly findings: readonly Finding[];
  readonly findingCounts: ReadonlyMap<FindingCode, number>;
  /** The runs by date, then as the feed lists them; made as they are asked for. The same again on every call.
   *  Coaches are shared between runs of one layout: not to be changed. */
  runs(): IterableIterator<RunPlan>;
}
