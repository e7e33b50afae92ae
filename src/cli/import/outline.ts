/** What a feed would publish, before anything is: for --dry-run, and above the result of an import. */
import type { Json } from '../output/json.js';
import { plural } from '../output/quantities.js';
import { formatFinding } from '../timetable/finding.js';
import type { TimetablePlan } from '../timetable/timetable-plan.js';

const FINDINGS_SHOWN = 10;

export function renderOutline(plan: TimetablePlan): string {
  const first = plan.dates[0];
  const last = plan.dates.at(-1);
  const span = first === undefined || last === undefined ? 'no dates' : `${first.date} to ${last.date}`;
  const origin =
    first === undefined || first.feedDate === first.date ? '' : ` (the feed's ${first.feedDate} and on)`;
  const refusals = plan.refused.map(({ reason, count, examples }) => {
    const [example] = examples;
    const where =
      example === undefined
        ? ''
        : `, for example ${example.line} ${example.train} ${example.date} (${example.file}:${example.fileLine}): ${example.message}`;
    return `  left out ${count}: ${reason}${where}\n`;
  });
  const findings = plan.findings
    .slice(0, FINDINGS_SHOWN)
    .map((finding) => `  ${finding.severity}: ${formatFinding(finding)}\n`);
  const more = countFindings(plan) - findings.length;
  return [
    `${plural(plan.runCount, 'run')} on ${plural(plan.lines.length, 'line')}, ${span}${origin}, times in ${plan.timezone}\n`,
    ...refusals,
    ...findings,
    more > 0 ? `  and ${more} more findings\n` : '',
  ].join('');
}

export function outlineJson(plan: TimetablePlan) {
  return {
    timezone: plan.timezone,
    lines: plan.lines.length,
    runs: plan.runCount,
    dates: plan.dates.map((date) => ({ ...date })),
    leftOut: plan.refusedCount,
    leftOutBy: plan.refused.map(({ reason, count, examples }) => ({
      reason,
      count,
      examples: examples.map((example) => ({ ...example })),
    })),
    findings: Object.fromEntries(plan.findingCounts),
  } satisfies Json;
}

function countFindings(plan: TimetablePlan): number {
  let count = 0;
  for (const each of plan.findingCounts.values()) count += each;
  return count;
}
