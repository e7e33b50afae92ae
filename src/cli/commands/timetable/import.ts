/** `railkv timetable import`: a GTFS feed becomes lines and runs on sale. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { dateIn } from '../../dates.js';
import { EXIT, type ExitCode } from '../../exit-codes.js';
import { outlineJson, renderOutline } from '../../import/outline.js';
import { publishTimetable } from '../../import/publish.js';
import { readSource, registrations } from '../../import/source.js';
import { refusedRuns, renderTally, type Tally, tallyJson } from '../../import/tally.js';
import type { Invocation, Result } from '../../invocation.js';
import { clusterOptions, parseCount } from '../../options.js';
import { noProgress, startProgress } from '../../output/progress.js';
import type { TimetablePlan } from '../../timetable/timetable-plan.js';

const DAYS_MAX = 400;

interface ImportValues {
  readonly from: string;
  readonly days: string;
  readonly as?: string;
  readonly lineBy?: string;
  readonly line?: readonly string[];
  readonly layout?: string;
  readonly dryRun?: true;
}

const NOTES = `An import that was interrupted is run again: what is published stays, the rest follows. Runs are compared by line,
train and date; one that is there is left as it is. Seats come from a layout file, since timetables have none:
examples/layouts/china-high-speed.yaml explains the form and is what is used without --layout.`;

export function addImport(timetable: Command, cli: Cli): void {
  const command = timetable
    .command('import')
    .description(
      'Publish the trains of a GTFS feed: registers its lines and stations, then puts each run on sale.',
    )
    .argument('<path>', 'folder or .zip of the feed')
    .requiredOption('--from <date>', 'first service date in the feed: 2016-03-10, today, +1d')
    .option('--days <n>', 'how many service dates', '1')
    .option(
      '--as <date>',
      'publish the first one as this date and the rest after it: 2026-12-01, tomorrow, +28d',
    )
    .option('--line-by <column>', 'what is a line: route, agency, or a column of routes.txt', 'route')
    .option('--line <line...>', 'only these lines')
    .option('--layout <file>', 'coaches and seats of the trains')
    .option('--dry-run', 'read and check everything, publish nothing');
  clusterOptions(command, '--caller <caller>')
    .addHelpText(
      'after',
      examples(
        [
          'railkv timetable import gtfs.zip --from 2016-03-10 --as +28d',
          'railkv timetable import feed/ --from 2016-03-10 --days 14 --as tomorrow --line jinghu',
          'railkv timetable import feed/ --from 2016-03-10 --dry-run',
        ],
        NOTES,
      ),
    )
    .action((path: string, values: ImportValues) =>
      cli.run(command, 'changes', async (invocation) => {
        const { from, as, lineBy, line: lines, layout } = values;
        const days = parseCount(values.days, '--days', 1, DAYS_MAX);
        const nowMs = invocation.terminal.now();
        const plan = await readSource({ path, from, days, as, lineBy, lines, layout, nowMs });
        if (values.dryRun === true) {
          const past = isPast(plan, invocation);
          return {
            human: `${renderOutline(plan)}${past ? pastWarning(plan) : ''}`,
            json: { dryRun: true, allInThePast: past, feed: outlineJson(plan) },
          };
        }
        invocation.note(renderOutline(plan));
        return result(plan, await publish(plan, invocation), isPast(plan, invocation));
      }),
    );
}

async function publish(plan: TimetablePlan, invocation: Invocation): Promise<Tally> {
  const client = await invocation.client();
  const { terminal, json } = invocation;
  const progress = json ? noProgress : startProgress(terminal, 'runs', plan.runCount);
  try {
    return await publishTimetable({
      client,
      lines: registrations(plan),
      runs: plan.runs(),
      nowMs: () => terminal.now(),
      wait: (ms) => sleep(ms),
      onProgress: (done, note) => progress.update(done, note),
      everySecond: (look) => {
        const timer = setInterval(look, 1_000);
        return () => clearInterval(timer);
      },
    });
  } finally {
    progress.stop();
  }
}

/** Whether every date is before today, where the trains run. */
function isPast({ dates, timezone }: TimetablePlan, { terminal }: Invocation): boolean {
  const today = dateIn(timezone, terminal.now());
  return dates.length > 0 && dates.every(({ date }) => date < today);
}

const pastWarning = ({ dates }: TimetablePlan): string =>
  `warning: ${dates.length === 1 ? `${dates[0]?.date} is past` : 'every date of these runs is past'}: nobody can buy them\n next: publish them as days to come: the same import with --as tomorrow\n`;

function result(plan: TimetablePlan, tally: Tally, past: boolean): Result {
  return {
    human: `${renderTally(tally)}${past ? pastWarning(plan) : ''}`,
    json: { ...tallyJson(tally), allInThePast: past, feed: outlineJson(plan) },
    exitCode: exitCodeOf(tally),
  };
}

function exitCodeOf(tally: Tally): ExitCode {
  if (tally.left > 0) return EXIT.unavailable;
  return refusedRuns(tally) + tally.otherPlan.length > 0 ? EXIT.refused : EXIT.ok;
}
