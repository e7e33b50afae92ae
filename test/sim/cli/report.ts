/** What a person reads at the end: figures, and for a failure what broke, how it came to that, and how to see it again. */
import type { FaultKind, PlanOptions } from '../plan.js';
import type { PoolResult } from './pool.js';
import type { Report } from './worker.js';

export interface RunFlags extends PlanOptions {
  /** Bare consensus cores: see core/. */
  readonly core?: true;
}

/** The one command that replays it. */
export function replayCommand(seed: number, run: RunFlags): string {
  const parts = [`npm run sim -- ${run.core ? '--core ' : ''}--seed ${seed}`];
  if (run.durationMs !== undefined) parts.push(`--duration ${run.durationMs}`);
  if (run.kinds !== undefined)
    parts.push(`--faults ${run.kinds.length === 0 ? 'none' : run.kinds.join(',')}`);
  if (run.keep !== undefined) parts.push(`--keep '${run.keep.join(',')}'`);
  return parts.join(' ');
}

export function printFailure({ seed, failure, shape }: Report, run: RunFlags): void {
  if (failure === undefined) return;
  console.log(`\nSeed ${seed} (${shape}) breaks ${failure.property}:\n  ${failure.message}\n`);
  for (const line of failure.dialogue) console.log(line);
  console.log(`\nTo see it again:\n  ${replayCommand(seed, run)}`);
}

const count = (number: number): string => Math.round(number).toLocaleString('en-US');

/** There is no time in a schedule of cores: its measure is what happened. */
export function printCoreFigures({ figures, failures, tookMs }: PoolResult, first: number): void {
  const perSecond = (number: number): string =>
    `${count(number)}, ${count(number / Math.max(0.001, tookMs / 1_000))} a second`;
  const rows: [string, string][] = [
    ['schedules', `${perSecond(figures.seeds)}, from ${first}`],
    ['events', perSecond(figures.events)],
    ['messages', count(figures.messages)],
    ['elections', count(figures.elections)],
    ['crashes', count(figures.crashes)],
    ['entries applied', count(figures.sales)],
    ['reads confirmed', count(figures.reads)],
  ];
  console.log();
  for (const [name, value] of rows) console.log(`${name.padEnd(16)} ${value}`);
  printVerdict(failures);
}

export function printFigures({ figures, failures, tookMs }: PoolResult, first: number): void {
  const rows: [string, string][] = [
    ['seeds', `${count(figures.seeds)}, from ${first}`],
    ['simulated', `${(figures.simulatedMs / 3_600_000).toFixed(2)} h in ${(tookMs / 1_000).toFixed(1)} s`],
    ['speed', `${count(figures.simulatedMs / Math.max(1, tookMs))} times the clock`],
    ['events', count(figures.events)],
    ['sales', count(figures.sales)],
    [
      'messages',
      `${count(figures.messages)}, ${count(figures.dropped)} lost, ${count(figures.duplicated)} doubled, ${count(figures.reordered)} out of order`,
    ],
    ['elections', count(figures.elections)],
    [
      'crashes',
      `${count(figures.crashes)}, ${count(figures.exits)} nodes ended themselves, ${count(figures.refusedStarts)} refused to start`,
    ],
    ['replicas halted', count(figures.halts)],
    ['faults', count(figures.faults)],
  ];
  console.log();
  for (const [name, value] of rows) console.log(`${name.padEnd(16)} ${value}`);
  const kinds = (Object.entries(figures.byKind) as [FaultKind, number][]).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  console.log(`${''.padEnd(16)} ${kinds.map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
  printVerdict(failures);
}

function printVerdict(failures: readonly Report[]): void {
  console.log(
    failures.length === 0
      ? '\nEvery property held.'
      : `\n${failures.length} failed: ${failures.map(({ seed, failure }) => `${seed} (${failure?.property})`).join(', ')}`,
  );
}
