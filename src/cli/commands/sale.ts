/** `railkv sale open|close`: whether a run is on sale. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { parseDate } from '../dates.js';
import { findRun } from '../find-run.js';
import { clusterOptions, requestIdOption, timezoneOption } from '../options.js';
import { settled } from '../purchase.js';

interface SaleValues {
  readonly train: string;
  readonly date: string;
  readonly line?: string;
  readonly requestId?: string;
}

export function addSale(parent: Command, cli: Cli): void {
  const sale = parent
    .command('sale')
    .helpGroup('Timetable:')
    .description('Open or close the sale of a train on a date. Orders that exist stay as they are.');
  addSetSale(sale, cli, 'open', 'Put a run on sale again.', true);
  addSetSale(
    sale,
    cli,
    'close',
    'Take a run off sale; holds can still be confirmed, tickets refunded.',
    false,
  );
}

function addSetSale(sale: Command, cli: Cli, name: string, description: string, open: boolean): void {
  const command = sale
    .command(name)
    .description(description)
    .requiredOption('--train <number>', 'train number')
    .requiredOption('--date <date>', 'date on which the train begins its journey')
    .option('--line <line>', 'the line; without it every line is asked');
  clusterOptions(timezoneOption(requestIdOption(command)))
    .addHelpText('after', examples([`railkv sale ${name} --train G1 --date +14d`]))
    .action((values: SaleValues) =>
      cli.run(command, 'changes', async (invocation) => {
        const date = parseDate(values.date, invocation.today);
        const client = await invocation.client();
        const run = await findRun(client, { train: values.train, date, line: values.line }, invocation.call);
        const id = values.requestId === undefined ? {} : { requestId: values.requestId };
        await settled(client.tickets.setSale(run, open, { ...invocation.call, ...id }));
        const state = open ? 'open' : 'closed';
        return {
          human: `sale of ${run.train} on ${run.date} (${run.line}) is ${state}\n`,
          json: { ...run, open },
        };
      }),
    );
}
