/** A steady sale second by second and phase by phase, from its samples alone. Latency counts from when a request was due, so
 *  that a stall is not hidden by requests that waited to be sent. Pure. */
import type { Sample } from './samples.js';

export interface Span {
  readonly name: string;
  /** Unix ms, half-open. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Figures {
  readonly name: string;
  readonly seconds: number;
  /** Requests that were due in the span. */
  readonly due: number;
  /** Answers that came in the span, a second. */
  readonly answeredPerSecond: number;
  /** Of the requests due in the span that were answered. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
  /** Of requests due in the span: neither done nor certainly not done. */
  readonly unknown: number;
  /** Final answers of the state machine: no seat, no train. They are answers, not failures. */
  readonly saidNo: ReadonlyMap<string, number>;
  /** Not done though nothing spoke against it: what an operation must not cause. */
  readonly failed: ReadonlyMap<string, number>;
  /** 99th percentile of how late the load generator sent. */
  readonly lateMs: number;
}

export interface Pause {
  readonly line: string;
  readonly lengthMs: number;
  /** Unix ms of its begin. */
  readonly atMs: number;
}

/** What a buyer is told for reasons of the trade. */
const TRADE = new Set([
  'SOLD_OUT',
  'SALE_CLOSED',
  'HOLD_EXPIRED',
  'PASSENGER_HOLDS_TRAIN',
  'NOT_A_HOLD',
  'ALREADY_REFUNDED',
]);

export const answered = ({ outcome }: Sample): boolean => outcome === 'ok' || TRADE.has(outcome);
const isUnknown = ({ outcome }: Sample): boolean => outcome === 'UNKNOWN';

/** @param sorted ascending @returns NaN when it is empty */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function tally(samples: readonly Sample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of samples) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

export function figuresOf(samples: readonly Sample[], span: Span): Figures {
  const due = samples.filter(({ dueMs }) => dueMs >= span.fromMs && dueMs < span.toMs);
  const ended = samples.filter(
    (each) => answered(each) && each.endMs >= span.fromMs && each.endMs < span.toMs,
  );
  const latencies = due
    .filter(answered)
    .map(({ dueMs, endMs }) => endMs - dueMs)
    .sort((a, b) => a - b);
  const seconds = (span.toMs - span.fromMs) / 1_000;
  return {
    name: span.name,
    seconds,
    due: due.length,
    answeredPerSecond: seconds > 0 ? ended.length / seconds : 0,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    slowestMs: latencies.at(-1) ?? Number.NaN,
    unknown: due.filter(isUnknown).length,
    saidNo: tally(due.filter((each) => each.outcome !== 'ok' && answered(each))),
    failed: tally(due.filter((each) => !answered(each) && !isUnknown(each))),
    lateMs: percentile(
      due.map(({ lateMs }) => lateMs).sort((a, b) => a - b),
      0.99,
    ),
  };
}

/** One span a second, the last one as long as it is. */
export function secondsOf({ fromMs, toMs }: Omit<Span, 'name'>): Span[] {
  const spans: Span[] = [];
  for (let at = fromMs; at < toMs; at += 1_000)
    spans.push({ name: String((at - fromMs) / 1_000), fromMs: at, toMs: Math.min(at + 1_000, toMs) });
  return spans;
}

/** The longest time in which something was due and nothing was answered. A request that failed was due until it failed. */
export function longestPause(line: string, samples: readonly Sample[]): Pause {
  const byEnd = [...samples].sort((a, b) => a.endMs - b.endMs);
  // dueFrom[i]: the earliest due time among those that ended at i or later.
  const dueFrom = new Array<number>(byEnd.length + 1).fill(Number.POSITIVE_INFINITY);
  for (let i = byEnd.length - 1; i >= 0; i -= 1) dueFrom[i] = Math.min(dueFrom[i + 1]!, byEnd[i]!.dueMs);
  let longest: Pause = { line, lengthMs: 0, atMs: byEnd[0]?.dueMs ?? 0 };
  let openMs = Number.NEGATIVE_INFINITY;
  let oldest = 0;
  byEnd.forEach((sample, i) => {
    const last = i === byEnd.length - 1;
    if (!answered(sample) && !last) return;
    // Of those that have ended since the last answer, and all that are still open.
    const beganMs = Math.max(openMs, dueFrom[oldest]!);
    if (sample.endMs - beganMs > longest.lengthMs)
      longest = { line, lengthMs: sample.endMs - beganMs, atMs: beganMs };
    openMs = sample.endMs;
    oldest = i + 1;
  });
  return longest;
}

/** Of each line, longest first; and of all together, as the line `all`. */
export function pausesOf(samples: readonly Sample[], { fromMs, toMs }: Omit<Span, 'name'>): Pause[] {
  const within = samples.filter(
    ({ dueMs, endMs, kind }) => endMs >= fromMs && dueMs < toMs && kind !== 'query',
  );
  const lines = [...new Set(within.map(({ line }) => line))].sort();
  const each = lines.map((line) =>
    longestPause(
      line,
      within.filter((sample) => sample.line === line),
    ),
  );
  each.sort((a, b) => b.lengthMs - a.lengthMs || (a.line < b.line ? -1 : 1));
  return [longestPause('all', within), ...each];
}
