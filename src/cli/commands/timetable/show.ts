/** `railkv timetable show`: one train's stops, and the seats of each class between them. */
import type { Command } from 'commander';
import type { ReadLevel, RunDetail } from '../../../client/index.js';
import { type Cli, examples } from '../../cli.js';
import { isoIn, parseDate } from '../../dates.js';
import { findRun } from '../../find-run.js';
import type { Invocation, Result } from '../../invocation.js';
import { clusterOptions, readOption, timezoneOption } from '../../options.js';
import { timeOfDay } from '../../output/order.js';
import { renderTable } from '../../output/table.js';

interface ShowValues {
  readonly date: string;
  readonly line?: string;
  readonly read?: ReadLevel;
}

export function addShow(timetable: Command, cli: Cli): void {
  const command = timetable
    .command('show')
    .description(
      'Show the stops of a train, and how many seats are free, held and sold from each stop to the next.',
    )
    .argument('<train>', 'train number')
    .requiredOption('--date <date>', 'date on which the train begins its journey')
    .option('--line <line>', 'the line; without it every line is asked');
  clusterOptions(timezoneOption(readOption(command, 'session')))
    .addHelpText('after', examples(['railkv timetable show G1 --date +14d']))
    .action((train: string, values: ShowValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const date = parseDate(values.date, invocation.today);
        const client = await invocation.client();
        const run = await findRun(client, { train, date, line: values.line }, invocation.call);
        const read = values.read === undefined ? {} : { read: values.read };
        return present(await client.tickets.run(run, { ...invocation.call, ...read }), invocation);
      }),
    );
}

function present(detail: RunDetail, { colours }: Invocation): Result {
  const { run, stops, inventory, timezone, dayStartMs } = detail;
  const table = renderTable(
    [
      { title: 'STOP', align: 'right' },
      { title: 'STATION' },
      { title: 'CODE' },
      { title: 'ARRIVES' },
      { title: 'DEPARTS' },
      ...inventory.map((each) => ({ title: each.class.toUpperCase(), align: 'right' as const })),
    ],
    stops.map((stop, at) => [
      String(at),
      stop.name,
      stop.station,
      at === 0 ? '' : timeOfDay(timezone, run.date, dayStartMs + stop.arrivalS * 1_000),
      at === stops.length - 1 ? '' : timeOfDay(timezone, run.date, dayStartMs + stop.departureS * 1_000),
      ...inventory.map((each) => seatsAfter(each.free[at], each.held[at], each.sold[at])),
    ]),
    colours,
  );
  const title = `${colours.bold(run.train)}  ${run.date}  line ${run.line}  plan ${detail.planVersion}  ${detail.open ? colours.green('on sale') : colours.yellow('closed')}\n`;
  const legend = colours.dim('seats to the next stop: free/held/sold\n');
  return {
    human: `${title}${table}${legend}`,
    json: {
      ...run,
      planVersion: detail.planVersion,
      open: detail.open,
      timezone,
      stops: stops.map((stop) => ({
        station: stop.station,
        name: stop.name,
        arrival: isoIn(timezone, dayStartMs + stop.arrivalS * 1_000),
        departure: isoIn(timezone, dayStartMs + stop.departureS * 1_000),
      })),
      inventory: inventory.map((each) => ({ ...each })),
      asOf: { ...detail.asOf },
    },
  };
}

function seatsAfter(free: number | undefined, held: number | undefined, sold: number | undefined): string {
  return free === undefined ? '' : `${free}/${held ?? 0}/${sold ?? 0}`;
}
