/** `railkv buy`: seats on a train, outright or (--hold) until a deadline. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { parseDate, parseSpan } from '../dates.js';
import { buyerOf, buyerOption, clusterOptions, requestIdOption, timezoneOption } from '../options.js';
import { parsePassengers } from '../passengers.js';
import { findOffer, orderResult, settled } from '../purchase.js';
import { UsageError } from '../usage-error.js';

/** As the store has it; here to say it in the words of the option. */
const HOLD_MAX_MS = 24 * 3_600_000;
const DEFAULT_HOLD = '10m';

interface BuyValues {
  readonly train: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly class: string;
  readonly passenger: readonly string[];
  readonly line?: string;
  readonly hold?: string | true;
  readonly requestId?: string;
  readonly buyer?: string;
}

const UNKNOWN_NOTE = `When the answer stays out (exit code 3) the seats may be yours. The message then names two ways to make sure:
  railkv order REFERENCE --settle   tells what became of it
  the same command with --request-id ID   does it at most once`;

export function addBuy(parent: Command, cli: Cli): void {
  const command = parent
    .command('buy')
    .helpGroup('Tickets:')
    .description('Buy seats on a train. One to five passengers, all or none.');
  purchaseOptions(command)
    .option('--hold [span]', `only hold the seats until they are confirmed (default ${DEFAULT_HOLD})`)
    .addHelpText(
      'after',
      examples(
        [
          'railkv buy --train G1 --date +14d --from 北京南 --to 上海虹桥 --class second --passenger P1001:window',
          'railkv buy --train G1 --date +14d --from 北京南 --to 南京南 --class first --passenger A --passenger B',
          'railkv buy --train G1 --date +14d --from VNP --to AOH --class second --passenger P1 --request-id my-app-4711 -o json',
          'railkv buy --train G1 --date +14d --from VNP --to AOH --class second --passenger P1 --as kiosk-7 --buyer alice',
        ],
        UNKNOWN_NOTE,
      ),
    )
    .action((values: BuyValues) => {
      const hold = values.hold === true ? DEFAULT_HOLD : values.hold;
      return purchase(cli, command, values, hold);
    });
}

export function addHold(parent: Command, cli: Cli): void {
  const command = parent
    .command('hold')
    .helpGroup('Tickets:')
    .description('Hold seats until a deadline; `confirm` sells them, `cancel` gives them back.');
  purchaseOptions(command)
    .option('--for <span>', 'how long they wait to be confirmed', DEFAULT_HOLD)
    .addHelpText(
      'after',
      examples(
        [
          'railkv hold --train G1 --date +14d --from 北京南 --to 上海虹桥 --class second --passenger P1001 --for 5m',
        ],
        UNKNOWN_NOTE,
      ),
    )
    .action((values: BuyValues & { readonly for: string }) => purchase(cli, command, values, values.for));
}

function purchaseOptions(command: Command): Command {
  command
    .requiredOption('--train <number>', 'train number; either one of C2909/C2912')
    .requiredOption('--date <date>', 'local date of departure: 2026-12-01, today, tomorrow, +28d')
    .requiredOption('--from <station>', 'station name or code')
    .requiredOption('--to <station>', 'station name or code')
    .requiredOption('--class <class>', 'second, first, business, or what the train has')
    .requiredOption('--passenger <id[:window|aisle]>', 'who travels; repeat it for each', collect)
    .option('--line <line>', 'the line, when two run a train of this number');
  return clusterOptions(timezoneOption(requestIdOption(buyerOption(command))));
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function purchase(cli: Cli, command: Command, values: BuyValues, hold: string | undefined): Promise<void> {
  return cli.run(command, 'changes', async (invocation) => {
    const passengers = parsePassengers(values.passenger);
    const date = parseDate(values.date, invocation.today);
    const holdMs = hold === undefined ? undefined : parseSpan(hold);
    if (holdMs === 0) throw new UsageError('a hold of no time is none', 'hold for some time, such as 10m');
    if (holdMs !== undefined && holdMs > HOLD_MAX_MS)
      throw new UsageError(`${hold} is longer than a hold may last`, 'hold for 24h at most');
    const client = await invocation.client();
    const { train, from, to, line } = values;
    const offer = await findOffer(client, { train, date, from, to, line }, invocation.call);
    const request = {
      offer,
      class: values.class,
      passengers,
      ...invocation.call,
      ...(values.requestId === undefined ? {} : { requestId: values.requestId }),
      ...buyerOf(values),
    };
    const order = await settled(
      holdMs === undefined ? client.tickets.buy(request) : client.tickets.hold({ ...request, holdMs }),
      values.buyer,
    );
    return orderResult(order, offer.timezone, invocation, values.buyer);
  });
}
