/** `railkv query`: which trains run between two stations on a day, and how many seats each class has left. */
import type { Command } from 'commander';
import type { Offer, ReadLevel, SearchResult } from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import { dateIn, isoIn, parseDate, timeIn } from '../dates.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions, readOption, timezoneOption } from '../options.js';
import type { Colours } from '../output/colour.js';
import { timeOfDay } from '../output/order.js';
import { formatJourney, formatSpan, plural } from '../output/quantities.js';
import { renderTable } from '../output/table.js';

interface QueryValues {
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly train?: string;
  readonly class?: string;
  readonly read?: ReadLevel;
}

export function addQuery(parent: Command, cli: Cli): void {
  const command = parent
    .command('query')
    .helpGroup('Tickets:')
    .description('Trains between two stations on a day, with the seats each class has left.')
    .requiredOption('--from <station>', 'station name or code')
    .requiredOption('--to <station>', 'station name or code')
    .requiredOption('--date <date>', 'local date of departure: 2026-12-01, today, tomorrow, +28d')
    .option('--train <number>', 'only this train')
    .option('--class <class>', 'only this class');
  clusterOptions(timezoneOption(readOption(command, 'stale')))
    .addHelpText(
      'after',
      examples(
        [
          'railkv query --from 北京南 --to 上海虹桥 --date tomorrow',
          'railkv query --from VNP --to AOH --date +28d --read linearizable -o json',
        ],
        'A stale answer may count seats that are gone by the time you buy; its age is told below the table.',
      ),
    )
    .action((values: QueryValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const date = parseDate(values.date, invocation.today);
        const client = await invocation.client();
        const { from, to, train } = values;
        const read = values.read ?? 'stale';
        const found = await client.tickets.search({
          from,
          to,
          date,
          read,
          ...invocation.call,
          ...(train === undefined ? {} : { train }),
        });
        return present(
          { found: onlyClass(found, values.class), from, to, date, read, only: onlyOf(values) },
          invocation,
        );
      }),
    );
}

function onlyClass(found: SearchResult, wanted: string | undefined): SearchResult {
  if (wanted === undefined) return found;
  const offers = found.offers
    .map((offer) => ({ ...offer, classes: offer.classes.filter((each) => each.class === wanted) }))
    .filter((offer) => offer.classes.length > 0);
  return { ...found, offers };
}

interface Answer {
  readonly found: SearchResult;
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly read: ReadLevel;
  /** What else was asked for than the way and the day: other trains may run. */
  readonly only: readonly string[];
}

const onlyOf = ({ train, class: wanted }: QueryValues): string[] => [
  ...(train === undefined ? [] : [`--train ${train}`]),
  ...(wanted === undefined ? [] : [`--class ${wanted}`]),
];

function present(answer: Answer, invocation: Invocation): Result {
  const { found, from, to, date, read } = answer;
  const whole = found.unanswered.length === 0;
  return {
    human: renderAnswer(answer, invocation.colours),
    json: {
      from,
      to,
      date,
      read,
      ageMs: found.ageMs,
      offers: found.offers.map(offerJson),
      unanswered: found.unanswered.map((line) => ({ ...line })),
    },
    exitCode: whole ? EXIT.ok : EXIT.unavailable,
  };
}

function offerJson(offer: Offer) {
  return {
    line: offer.run.line,
    train: offer.run.train,
    date: offer.run.date,
    from: { ...offer.from },
    to: { ...offer.to },
    departure: isoIn(offer.timezone, offer.departureMs),
    arrival: isoIn(offer.timezone, offer.arrivalMs),
    durationMinutes: Math.round((offer.arrivalMs - offer.departureMs) / 60_000),
    open: offer.open,
    classes: offer.classes.map((each) => ({ ...each })),
    asOf: { ...offer.asOf },
  };
}

function renderAnswer(answer: Answer, colours: Colours): string {
  const { found, from, to, date, read, only } = answer;
  const silent = found.unanswered
    .map(
      (line) =>
        `${colours.yellow('missing:')} line ${line.line} did not answer: ${line.message} (${line.reason})\n`,
    )
    .join('');
  if (found.offers.length === 0) {
    const narrowed = only.length === 0 ? '' : ` with ${only.join(' and ')}; without it there may be others`;
    return `no train from ${from} to ${to} on ${date}${narrowed}\n${silent}`;
  }
  const classes = [...new Set(found.offers.flatMap((offer) => offer.classes.map((each) => each.class)))];
  const table = renderTable(
    [
      { title: 'TRAIN' },
      { title: 'FROM' },
      { title: 'DEPARTS' },
      { title: 'TO' },
      { title: 'ARRIVES' },
      { title: 'TAKES', align: 'right' },
      ...classes.map((name) => ({ title: name.toUpperCase(), align: 'right' as const })),
      { title: 'LINE' },
    ],
    found.offers.map((offer) => offerRow(offer, classes, colours)),
    colours,
  );
  return `${table}${freshness(answer, read, colours)}${silent}`;
}

function offerRow(offer: Offer, classes: readonly string[], colours: Colours): string[] {
  const zone = offer.timezone;
  return [
    colours.bold(offer.run.train),
    offer.from.name,
    timeIn(zone, offer.departureMs),
    offer.to.name,
    timeOfDay(zone, dateIn(zone, offer.departureMs), offer.arrivalMs),
    formatJourney(offer.arrivalMs - offer.departureMs),
    ...classes.map((name) => seatsLeft(offer, name, colours)),
    offer.run.line,
  ];
}

/** The number left, `-` where the train has no such class, `closed` where nothing is on sale. */
function seatsLeft(offer: Offer, name: string, colours: Colours): string {
  const found = offer.classes.find((each) => each.class === name);
  if (found === undefined) return colours.dim('-');
  if (!offer.open) return colours.dim('closed');
  return found.seatsLeft === 0 ? colours.red('0') : colours.green(String(found.seatsLeft));
}

function freshness({ found, date }: Answer, read: ReadLevel, colours: Colours): string {
  const nodes = [...new Set(found.offers.map((offer) => offer.asOf.nodeId))].sort();
  const age = read === 'linearizable' ? 'up to date' : `as of ${formatSpan(found.ageMs)} ago`;
  return colours.dim(
    `${plural(found.offers.length, 'train')} on ${date}, ${age} (${read} read, answered by ${nodes.join(', ')})\n`,
  );
}
