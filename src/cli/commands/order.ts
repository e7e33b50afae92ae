/** `railkv order`, `confirm`, `cancel`, `refund`: everything that takes an order reference. */
import type { Command } from 'commander';
import {
  type BuyerOption,
  type CommandOptions,
  type Order,
  type RailkvClient,
  RailkvError,
  type ReadLevel,
  type Settlement,
} from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import type { Invocation, Result } from '../invocation.js';
import {
  buyerOf,
  buyerOption,
  clusterOptions,
  readOption,
  requestIdOption,
  timezoneOption,
} from '../options.js';
import { CommandFailed } from '../output/errors.js';
import { orderJson } from '../output/order.js';
import { orderResult, settled } from '../purchase.js';
import { checkReference } from '../references.js';

const REFERENCE = 'the order reference: LINE/TRAIN/DATE/ID';

interface OrderValues {
  readonly settle?: true;
  readonly read?: ReadLevel;
  readonly buyer?: string;
}

export function addOrder(parent: Command, cli: Cli): void {
  const command = parent
    .command('order')
    .helpGroup('Tickets:')
    .description('Show an order and its tickets; or find out what became of a purchase (--settle).')
    .argument('<reference>', REFERENCE)
    .option(
      '--settle',
      'make certain what became of a command that ended unknown: one that never ran never will',
    );
  clusterOptions(timezoneOption(readOption(buyerOption(command), 'session')))
    .addHelpText(
      'after',
      examples(['railkv order jinghu/G1/2026-12-01/4711', 'railkv order jinghu/G1/2026-12-01/4711 --settle']),
    )
    .action((reference: string, values: OrderValues) =>
      cli.run(command, values.settle === true ? 'changes' : 'reads', async (invocation) => {
        checkReference(reference);
        const client = await invocation.client();
        const read = values.read === undefined ? {} : { read: values.read };
        const call = { ...invocation.call, ...read, ...buyerOf(values) };
        const look = (of: string): Promise<Order> => client.tickets.order(of, call);
        if (values.settle !== true) return showOrder(await look(reference), invocation, values.buyer);
        const settlement = await client.tickets.settle(reference, { ...invocation.call, ...buyerOf(values) });
        return settlementResult(
          await asOfNow(settlement, look, invocation),
          reference,
          invocation,
          values.buyer,
        );
      }),
    );
}

/** The answer is kept as it was given; the order may have been cancelled or refunded since. */
async function asOfNow(
  settlement: Settlement,
  look: (reference: string) => Promise<Order>,
  invocation: Invocation,
): Promise<Settlement> {
  if (settlement.outcome !== 'done' || settlement.order === undefined) return settlement;
  try {
    return { ...settlement, order: await look(settlement.order.reference) };
  } catch (error) {
    if (!(error instanceof RailkvError)) throw error;
    // What was asked is certain, and not lost because of this.
    invocation.note(
      `the order as it was then: it cannot be read now (${error.reason}: ${error.message})\n next: railkv order ${settlement.order.reference}\n`,
    );
    return settlement;
  }
}

function settlementResult(
  settlement: Settlement,
  reference: string,
  invocation: Invocation,
  buyer: string | undefined,
): Result {
  switch (settlement.outcome) {
    case 'done': {
      const { order } = settlement;
      if (order === undefined) return { human: 'it was done\n', json: { outcome: 'done' } };
      const shown = showOrder(order, invocation, buyer);
      return { ...shown, json: { outcome: 'done', order: orderJson(order, invocation.timezone) } };
    }
    case 'refused':
      throw new CommandFailed(settlement.reason, `it was refused: ${settlement.message}`, {
        metadata: { outcome: 'refused' },
      });
    case 'never':
      throw new CommandFailed('ABANDONED', `${reference} was never done, and never will be`, {
        next: 'send it again with a new request id (leave --request-id out)',
        metadata: { outcome: 'never' },
      });
  }
}

function showOrder(order: Order, invocation: Invocation, buyer: string | undefined): Result {
  return orderResult(order, invocation.timezone, invocation, buyer);
}

/** An order that is there, of which a passenger was named that it has not: says who it has.
 *  @throws always */
async function whoIsInIt(error: unknown, look: () => Promise<Order>): Promise<never> {
  if (!(error instanceof RailkvError) || error.reason !== 'ORDER_NOT_FOUND') throw error;
  const { passenger } = error.metadata;
  if (passenger === undefined) throw error;
  const order = await look().catch((unread: unknown) => {
    if (unread instanceof RailkvError) return undefined;
    throw unread;
  });
  const names = order?.tickets.map(({ passengerId }) => passengerId) ?? [];
  throw new CommandFailed(
    error.reason,
    `this order has no passenger ${passenger}${names.length === 0 ? '' : `: in it ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`}`,
    {
      next: 'name passengers of the order (--passenger), or leave --passenger out for all; nothing was refunded',
      metadata: error.metadata,
      cause: error,
    },
  );
}

interface StepValues {
  readonly requestId?: string;
  readonly passenger?: readonly string[];
  readonly buyer?: string;
}

/** Adds a command that does one thing to one order. */
function addStep(
  parent: Command,
  cli: Cli,
  name: string,
  description: string,
  step: (
    client: RailkvClient,
    reference: string,
    options: CommandOptions & BuyerOption,
    passengers: readonly string[],
  ) => Promise<Order>,
  refine: (command: Command) => Command = (command) => command,
): void {
  const command = refine(
    parent.command(name).helpGroup('Tickets:').description(description).argument('<reference>', REFERENCE),
  );
  clusterOptions(timezoneOption(requestIdOption(buyerOption(command))))
    .addHelpText('after', examples([`railkv ${name} jinghu/G1/2026-12-01/4711`]))
    .action((reference: string, values: StepValues) =>
      cli.run(command, 'changes', async (invocation) => {
        checkReference(reference);
        const client = await invocation.client();
        const id = values.requestId === undefined ? {} : { requestId: values.requestId };
        const call = { ...invocation.call, ...buyerOf(values) };
        const order = await settled(
          step(client, reference, { ...call, ...id }, values.passenger ?? []),
          values.buyer,
        ).catch((error: unknown) => whoIsInIt(error, () => client.tickets.order(reference, call)));
        return showOrder(order, invocation, values.buyer);
      }),
    );
}

export function addConfirm(parent: Command, cli: Cli): void {
  addStep(parent, cli, 'confirm', 'Sell what a hold keeps.', (client, reference, options) =>
    client.tickets.confirm(reference, options),
  );
}

export function addCancel(parent: Command, cli: Cli): void {
  addStep(parent, cli, 'cancel', 'End a hold; its seats are free again.', (client, reference, options) =>
    client.tickets.cancel(reference, options),
  );
}

export function addRefund(parent: Command, cli: Cli): void {
  addStep(
    parent,
    cli,
    'refund',
    'Give sold tickets back: all of an order, or those of some passengers.',
    (client, reference, options, passengers) =>
      client.tickets.refund(reference, passengers.length === 0 ? options : { ...options, passengers }),
    (command) => command.option('--passenger <id...>', 'only the tickets of these passengers'),
  );
}
