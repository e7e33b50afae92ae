/** `railkv timetable list`: the lines, or the trains of one line. */
import type { Command } from 'commander';
import type { RailkvClient, ReadLevel, RunSummary } from '../../../client/index.js';
import { type Cli, examples } from '../../cli.js';
import { dateIn, isoIn, parseDate, timeIn } from '../../dates.js';
import type { Invocation, Result } from '../../invocation.js';
import { clusterOptions, parseCount, readOption, timezoneOption } from '../../options.js';
import { timeOfDay } from '../../output/order.js';
import { formatJourney, plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import { partsOf } from '../group/route-words.js';

interface ListValues {
  readonly date?: string;
  readonly limit: string;
  readonly read?: ReadLevel;
}

export function addList(timetable: Command, cli: Cli): void {
  const command = timetable
    .command('list')
    .description('List the lines; or, of one line, its trains.')
    .argument('[line]', 'key of a line, such as jinghu')
    .option('--date <date>', 'only trains that begin their journey on this date')
    .option('--limit <n>', 'at most so many trains', '200');
  clusterOptions(timezoneOption(readOption(command, 'stale')))
    .addHelpText(
      'after',
      examples([
        'railkv timetable list',
        'railkv timetable list jinghu --date +14d',
        'railkv timetable list -o json',
      ]),
    )
    .action((line: string | undefined, values: ListValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const date = values.date === undefined ? undefined : parseDate(values.date, invocation.today);
        const limit = parseCount(values.limit, '--limit', 1, 1_000_000);
        const client = await invocation.client();
        if (line === undefined) return await listLines(client, invocation);
        return await listRuns(client, { line, date, limit, read: values.read }, invocation);
      }),
    );
}

async function listLines(client: RailkvClient, invocation: Invocation): Promise<Result> {
  const [known, routes] = await Promise.all([
    client.tickets.lines(invocation.call),
    client.cluster.routes(undefined, invocation.call),
  ]);
  const lines = known.map((line) => ({
    ...line,
    groups: partsOf(line.line, routes).map(({ group }) => group),
  }));
  const human =
    lines.length === 0
      ? 'no lines yet; publish a timetable: railkv timetable import FEED --as tomorrow\n'
      : `${renderTable(
          [{ title: 'LINE' }, { title: 'NAME' }, { title: 'GROUPS', align: 'right' }],
          lines.map((line) => [invocation.colours.bold(line.line), line.name, line.groups.join(' ')]),
          invocation.colours,
        )}${invocation.colours.dim(`${plural(lines.length, 'line')}\n`)}`;
  return { human, json: { lines: lines.map((line) => ({ ...line })) } };
}

interface RunsAsked {
  readonly line: string;
  readonly date: string | undefined;
  readonly limit: number;
  readonly read: ReadLevel | undefined;
}

async function listRuns(client: RailkvClient, asked: RunsAsked, invocation: Invocation): Promise<Result> {
  const { line, date, limit, read } = asked;
  const runs: RunSummary[] = [];
  let more = false;
  for await (const run of client.tickets.runs(line, {
    ...invocation.call,
    ...(date === undefined ? {} : { date }),
    ...(read === undefined ? {} : { read }),
  })) {
    more = runs.length === limit;
    if (more) break;
    runs.push(run);
  }
  const zone = invocation.timezone;
  const table = renderTable(
    [
      { title: 'TRAIN' },
      { title: 'DATE' },
      { title: 'FROM' },
      { title: 'DEPARTS' },
      { title: 'TO' },
      { title: 'ARRIVES' },
      { title: 'TAKES', align: 'right' },
      { title: 'STOPS', align: 'right' },
    ],
    runs.map((run) => [
      invocation.colours.bold(run.run.train),
      run.run.date,
      run.fromName,
      timeIn(zone, run.departureMs),
      run.toName,
      timeOfDay(zone, dateIn(zone, run.departureMs), run.arrivalMs),
      formatJourney(run.arrivalMs - run.departureMs),
      String(run.stops),
    ]),
    invocation.colours,
  );
  const end = more
    ? `the first ${plural(runs.length, 'train')}; see more with --limit\n`
    : `${plural(runs.length, 'train')}\n`;
  return {
    human:
      runs.length === 0
        ? `no trains on ${line}${date === undefined ? '' : ` on ${date}`}\n`
        : `${table}${invocation.colours.dim(end)}`,
    json: {
      line,
      more,
      runs: runs.map((run) => ({
        ...run.run,
        fromName: run.fromName,
        toName: run.toName,
        departure: isoIn(zone, run.departureMs),
        arrival: isoIn(zone, run.arrivalMs),
        stops: run.stops,
      })),
    },
  };
}
