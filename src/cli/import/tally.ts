/** What an import came to: counts, and of what was refused an example for each reason. */
import type { Json } from '../output/json.js';
import { formatSpan, plural } from '../output/quantities.js';

export interface Refused {
  readonly reason: string;
  readonly message: string;
  /** One run that met it, as `jinghu G1 2026-12-01`. */
  readonly example: string;
  count: number;
}

export interface Tally {
  lines: number;
  /** Groups that were made for lines. */
  created: number;
  published: number;
  /** With the same stops and times, as far as a list shows them: seats are not compared. */
  alreadyThere: number;
  /** Published with another plan than this import's, and left as they are; as `jinghu G1 2026-12-01`. */
  readonly otherPlan: string[];
  readonly refused: Map<string, Refused>;
  /** Runs that were not tried, because the cluster stayed away too long. */
  left: number;
  /** What the last of them was told; absent: none is left. */
  leftBecause?: string;
  elapsedMs: number;
}

export function newTally(): Tally {
  return {
    lines: 0,
    created: 0,
    published: 0,
    alreadyThere: 0,
    otherPlan: [],
    refused: new Map(),
    left: 0,
    elapsedMs: 0,
  };
}

export function countRefused(tally: Tally, reason: string, message: string, example: string): void {
  const known = tally.refused.get(reason);
  if (known === undefined) tally.refused.set(reason, { reason, message, example, count: 1 });
  else known.count += 1;
}

export function refusedRuns(tally: Tally): number {
  let count = 0;
  for (const each of tally.refused.values()) count += each.count;
  return count;
}

export function tallyJson(tally: Tally) {
  return {
    lines: tally.lines,
    groupsCreated: tally.created,
    published: tally.published,
    alreadyThere: tally.alreadyThere,
    otherPlan: [...tally.otherPlan],
    refused: refusedRuns(tally),
    refusals: [...tally.refused.values()].map((each) => ({ ...each })),
    left: tally.left,
    leftBecause: tally.leftBecause ?? null,
    seconds: Math.round(tally.elapsedMs) / 1_000,
  } satisfies Json;
}

/** Of more than these the terminal shows how many; `-o json` lists all. */
const OTHER_PLANS_SHOWN = 10;

function renderOtherPlans(runs: readonly string[]): string {
  if (runs.length === 0) return '';
  const more = runs.length - OTHER_PLANS_SHOWN;
  return [
    `${plural(runs.length, 'run')} published with another plan than this timetable's, and left as they are:\n`,
    ...runs.slice(0, OTHER_PLANS_SHOWN).map((run) => `  ${run}\n`),
    more > 0 ? `  and ${more} more: -o json lists all\n` : '',
    'An import changes no published run: compare with railkv timetable show.\n',
  ].join('');
}

export function renderTally(tally: Tally): string {
  const seconds = tally.elapsedMs / 1_000;
  const rate = seconds > 0 && tally.published > 0 ? `, ${Math.round(tally.published / seconds)} runs/s` : '';
  const refusals = [...tally.refused.values()]
    .sort((a, b) => b.count - a.count)
    .map(
      (each) => `  refused ${each.count}: ${each.message} (${each.reason}), for example ${each.example}\n`,
    );
  return [
    `${plural(tally.lines, 'line')} (${tally.created} new)\n`,
    `${plural(tally.published, 'run')} published, ${tally.alreadyThere} already there, ${refusedRuns(tally)} refused`,
    ` in ${formatSpan(tally.elapsedMs)}${rate}\n`,
    ...refusals,
    renderOtherPlans(tally.otherPlan),
    tally.left === 0
      ? ''
      : `error: ${plural(tally.left, 'run')} left: nothing was answered any more: ${tally.leftBecause ?? 'the cluster is away'}\n next: see who is away (railkv status), then run the same import again: it goes on where this one ended\n`,
  ].join('');
}
