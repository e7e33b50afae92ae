/** What a scenario prints of its sale: phases as a table, seconds as a chart, the longest pauses. Pure. */
import type { Sample } from './samples.js';
import {
  answered,
  type Figures,
  figuresOf,
  type Pause,
  percentile,
  type Span,
  secondsOf,
} from './timeline.js';

const BARS = ' ▁▂▃▄▅▆▇█';
/** The generator's own lateness above which its latencies say more about it than about the cluster. */
export const LATE_MS = 100;
const CHART_WIDTH = 100;
/** Lines with the longest pauses. */
const SHOWN = 3;

export const ms = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(0));
const counts = (tally: ReadonlyMap<string, number>): string =>
  [...tally].map(([reason, count]) => `${count} ${reason}`).join(', ');

export function phaseTable(figures: readonly Figures[]): string {
  const rows = figures.map((each) =>
    [
      each.name.padEnd(26),
      each.seconds.toFixed(1).padStart(7),
      each.due.toFixed(0).padStart(8),
      each.answeredPerSecond.toFixed(0).padStart(11),
      ms(each.p50Ms).padStart(7),
      ms(each.p99Ms).padStart(7),
      ms(each.slowestMs).padStart(8),
      String([...each.failed.values()].reduce((sum, count) => sum + count, 0)).padStart(7),
      String(each.unknown).padStart(8),
      ms(each.lateMs).padStart(8),
    ].join(' '),
  );
  const heading =
    'phase                      seconds      due  answered/s  p50 ms  p99 ms  slowest  failed  unknown  sent late (p99 ms)';
  const remarks = figures.flatMap((each) => [
    ...(each.failed.size > 0 ? [`  ${each.name}: failed after all retries: ${counts(each.failed)}`] : []),
    ...(each.saidNo.size > 0 ? [`  ${each.name}: told no: ${counts(each.saidNo)}`] : []),
    ...(each.lateMs > LATE_MS
      ? [`  ${each.name}: the load generator itself was late: its latencies are an upper bound`]
      : []),
  ]);
  return [heading, ...rows, ...remarks].join('\n');
}

function bars(values: readonly number[], highest: number): string {
  return values
    .map((value) => {
      if (Number.isNaN(value)) return '.';
      const level = highest === 0 ? 0 : Math.round((value / highest) * (BARS.length - 1));
      return BARS[Math.min(BARS.length - 1, Math.max(value > 0 ? 1 : 0, level))];
    })
    .join('');
}

/** Two lines of bars, a column a second (or so many that it fits), and under them where the phases begin. */
export function chart(samples: readonly Sample[], phases: readonly Span[]): string {
  const [first, last] = [phases[0], phases.at(-1)];
  if (first === undefined || last === undefined) return '';
  const all = secondsOf({ fromMs: first.fromMs, toMs: last.toMs });
  const each = Math.ceil(all.length / CHART_WIDTH);
  const columns: Span[] = [];
  for (let i = 0; i < all.length; i += each)
    columns.push({ ...all[i]!, toMs: all[Math.min(i + each, all.length) - 1]!.toMs });
  const figures = columns.map((span) => figuresOf(samples, span));
  const perSecond = figures.map(({ answeredPerSecond }) => answeredPerSecond);
  const p99 = figures.map(({ p99Ms }) => p99Ms);
  const most = Math.max(...perSecond);
  const slowest = Math.max(0, ...p99.filter((value) => !Number.isNaN(value)));
  const marks = columns.map((span) => {
    const begins = phases.findIndex(({ fromMs }) => fromMs >= span.fromMs && fromMs < span.toMs);
    return begins < 0 ? ' ' : String.fromCharCode(65 + begins);
  });
  return [
    `answered/s, to ${most.toFixed(0).padStart(6)}  ${bars(perSecond, most)}`,
    `p99 ms,     to ${slowest.toFixed(0).padStart(6)}  ${bars(p99, slowest)}`,
    `${each === 1 ? 'a column a second     ' : `a column ${String(each).padEnd(2)} seconds  `} ${marks.join('').trimEnd()}`,
    phases.map(({ name }, i) => `${String.fromCharCode(65 + i)} ${name}`).join(', '),
  ].join('\n');
}

/** @param phases each with its pauses: all lines together first, then each line, longest first */
export function pauseLines(
  phases: readonly { readonly name: string; readonly pauses: readonly Pause[] }[],
): string {
  const text = ({ line, lengthMs }: Pause): string => `${line} ${lengthMs.toFixed(0)} ms`;
  const rows = phases.map(({ name, pauses: [all, ...lines] }) => {
    const sorted = lines.map(({ lengthMs }) => lengthMs).sort((a, b) => a - b);
    const worst = lines.slice(0, SHOWN).map(text).join(', ');
    return `  ${name.padEnd(26)} all lines together ${all?.lengthMs.toFixed(0).padStart(6) ?? '-'} ms; of one line: ${worst}${
      lines.length > SHOWN ? `; half of ${lines.length} lines under ${ms(percentile(sorted, 0.5))} ms` : ''
    }`;
  });
  return ['longest time in which commands were due and none was answered:', ...rows].join('\n');
}

/** How often nodes called each other silent: without anything dead or cut off, that is how often one of them got no CPU for a
 *  second. @param silences Unix ms */
export function silenceLine(silences: readonly number[], phases: readonly Span[]): string {
  const rows = phases.map(({ name, fromMs, toMs }) => {
    const count = silences.filter((atMs) => atMs >= fromMs && atMs < toMs).length;
    return `${name} ${count}`;
  });
  return `times that a node called a peer silent: ${rows.join(', ')}`;
}

/** Every second as a line, for whoever wants to look closer. */
export function secondLines(samples: readonly Sample[], span: Span): string {
  const lines = secondsOf(span).map((second) => {
    const { answeredPerSecond, p50Ms, p99Ms, failed, saidNo, unknown } = figuresOf(samples, second);
    const refused = [counts(failed), counts(saidNo)].filter((text) => text !== '').join(', ');
    return `${second.name}\t${answeredPerSecond.toFixed(0)}\t${ms(p50Ms)}\t${ms(p99Ms)}\t${unknown}\t${refused}`;
  });
  return ['second\tanswered\tp50 ms\tp99 ms\tunknown\trefused', ...lines].join('\n');
}

/** Purchases, holds, confirmations and refunds that were neither done nor refused for a reason of the trade. */
export function failedCommands(samples: readonly Sample[]): readonly Sample[] {
  return samples.filter(
    (sample) => sample.kind !== 'query' && !answered(sample) && sample.outcome !== 'UNKNOWN',
  );
}
