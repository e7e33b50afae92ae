/** What is left of a scenario once it is over, and many of them as one table. Pure. */
import type { Moves } from './operated-cluster.js';
import { failedCommands, LATE_MS, ms } from './report.js';
import type { Sample } from './samples.js';
import { type Figures, figuresOf, type Pause, pausesOf, type Span } from './timeline.js';

export interface Summary {
  readonly scenario: string;
  /** Why it failed; empty: it passed. */
  readonly failures: readonly string[];
  /** Of the whole scenario, its cluster's start and its audit included. */
  readonly seconds: number;
  readonly perSecond: number;
  readonly before: Part;
  readonly during: Part;
  /** Of one line, while the operation went on. */
  readonly pause: Pause | undefined;
  /** undefined: nobody could say. */
  readonly moves: Moves | undefined;
}

export interface Part {
  readonly answeredPerSecond: number;
  /** NaN is written as null: nothing was answered. */
  readonly p99Ms: number | null;
  /** Told no for a reason of the trade, such as SOLD_OUT. */
  readonly refused: number;
  /** Purchases, holds, confirmations and refunds not done after the SDK's retries. */
  readonly failed: number;
  readonly unknown: number;
  /** 99th percentile of how late the load generator sent. */
  readonly lateMs: number | null;
}

const sum = (tally: ReadonlyMap<string, number>): number =>
  [...tally.values()].reduce((all, count) => all + count, 0);
const finite = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value));

function partOf(samples: readonly Sample[], span: Span): Part {
  const figures: Figures = figuresOf(samples, span);
  const due = samples.filter(({ dueMs }) => dueMs >= span.fromMs && dueMs < span.toMs);
  return {
    answeredPerSecond: Math.round(figures.answeredPerSecond),
    p99Ms: finite(figures.p99Ms),
    refused: sum(figures.saidNo),
    failed: failedCommands(due).length,
    unknown: figures.unknown,
    lateMs: finite(figures.lateMs),
  };
}

export interface Played {
  readonly scenario: string;
  readonly failures: readonly string[];
  readonly seconds: number;
  readonly perSecond: number;
  readonly moves: Moves | undefined;
}

/** Before: the phase of that name. During: from its end until the phase `after` begins, or the last one ends. */
export function summaryOf(played: Played, samples: readonly Sample[], phases: readonly Span[]): Summary {
  const before = phases.find(({ name }) => name === 'before') ?? { name: 'before', fromMs: 0, toMs: 0 };
  const toMs = phases.find(({ name }) => name === 'after')?.fromMs ?? phases.at(-1)?.toMs ?? before.toMs;
  const during = { name: 'during', fromMs: before.toMs, toMs };
  const [, pause] = pausesOf(samples, during);
  return {
    ...played,
    before: partOf(samples, before),
    during: partOf(samples, during),
    pause,
  };
}

/** Of a scenario that came to no sale. */
export function emptySummary(scenario: string, failures: readonly string[], seconds: number): Summary {
  return summaryOf({ scenario, failures, seconds, perSecond: 0, moves: undefined }, [], []);
}

const HEADING = [
  ...['scenario', 'result', 'seconds', 'rate/s', 'answered/s before', 'during', 'p99 ms before', 'during'],
  ...['refused', 'failed', 'unknown', 'longest pause of a line', 'copies moved', 'leaders moved'],
];

const number = (value: number | null): string => (value === null ? '-' : ms(value));

function row({ scenario, failures, seconds, perSecond, before, during, pause, moves }: Summary): string[] {
  const late = Math.max(before.lateMs ?? 0, during.lateMs ?? 0) > LATE_MS;
  return [
    scenario,
    failures.length === 0 ? 'passed' : 'FAILED',
    seconds.toFixed(0),
    `${perSecond}${late ? '*' : ''}`,
    String(before.answeredPerSecond),
    String(during.answeredPerSecond),
    number(before.p99Ms),
    number(during.p99Ms),
    String(before.refused + during.refused),
    String(before.failed + during.failed),
    String(before.unknown + during.unknown),
    pause === undefined ? '-' : `${pause.line} ${ms(pause.lengthMs)} ms`,
    moves === undefined ? '-' : String(moves.copies),
    moves === undefined ? '-' : String(moves.leaders),
  ];
}

/** A table, what its words mean, and why each failed one failed. */
export function summaryTable(summaries: readonly Summary[]): string {
  const rows = [HEADING, ...summaries.map(row)];
  const widths = HEADING.map((_, at) => Math.max(...rows.map((each) => each[at]!.length)));
  const lines = rows.map((each) =>
    each
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
  const late = rows.some((each) => each[3]!.endsWith('*'));
  return [
    ...lines,
    "refused: told no for a reason of the trade; failed: not done after the SDK's retries; unknown: settled afterwards;",
    'moved: where copies and leaders were at the end, against where they were at the beginning',
    ...(late ? ['*: the load generator itself was late: the latencies are an upper bound'] : []),
    ...summaries.flatMap(({ scenario, failures }) =>
      failures.map((why) => `${scenario} FAILED because ${why}`),
    ),
  ].join('\n');
}
