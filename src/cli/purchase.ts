/** What `buy` and `hold` share: finding the train between two stations, and saying how to settle a purchase whose outcome
 *  stayed unknown. */
import { type Offer, type Order, type RailkvClient, RailkvError } from '../client/index.js';
import type { Invocation, Result } from './invocation.js';
import { CommandFailed } from './output/errors.js';
import { orderJson, renderOrder } from './output/order.js';
import { UsageError } from './usage-error.js';

export interface TrainChoice {
  readonly train: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly line: string | undefined;
}

/** Finds what the passenger means by a train number. A train that calls twice is taken at its first departure.
 *  @throws CommandFailed RUN_NOT_FOUND @throws UsageError when two lines run a train of that number */
export async function findOffer(
  client: RailkvClient,
  choice: TrainChoice,
  call: { timeoutMs?: number },
): Promise<Offer> {
  const { train, date, from, to, line } = choice;
  const found = await client.tickets.search({ train, date, from, to, ...call });
  const offers = found.offers.filter((offer) => line === undefined || offer.run.line === line);
  const [first, ...others] = offers;
  if (first === undefined) {
    const [silent] = found.unanswered;
    if (silent !== undefined) {
      throw new CommandFailed('NO_LEADER', `line ${silent.line} did not answer: ${silent.message}`);
    }
    throw new CommandFailed(
      'RUN_NOT_FOUND',
      `train ${train} does not run from ${from} to ${to} on ${date}${line === undefined ? '' : ` on line ${line}`}`,
      { next: `see what does: railkv query --from ${from} --to ${to} --date ${date}` },
    );
  }
  const elsewhere = others.find((offer) => offer.run.line !== first.run.line);
  if (elsewhere !== undefined) {
    throw new UsageError(
      `train ${train} runs on line ${first.run.line} and on line ${elsewhere.run.line}`,
      `say which: --line ${first.run.line}`,
    );
  }
  return first;
}

/** Awaits a command on an order; says how to settle it when its outcome stays unknown.
 *  @param buyer for whom it was sent */
export async function settled<T>(work: Promise<T>, buyer?: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RailkvError && error.retry === 'same-id') throw howToSettle(error, buyer);
    throw error;
  }
}

function howToSettle(error: RailkvError, buyer: string | undefined): CommandFailed {
  const { reference, key, requestId } = error.metadata;
  const steps: string[] = [];
  if (reference !== undefined)
    steps.push(
      `find out what became of it: railkv order ${reference} --settle${buyer === undefined ? '' : ` --buyer ${shellWord(buyer)}`}`,
    );
  else if (key !== undefined && requestId !== undefined) {
    steps.push(`find out what became of it: railkv kv settle ${shellWord(key)} ${requestId}`);
  }
  if (requestId !== undefined) {
    steps.push(
      `repeat the very same command with --request-id ${requestId}: it is done once, however often it is sent`,
    );
  }
  return new CommandFailed(error.reason, `it may or may not have been done: ${error.message}`, {
    ...(steps.length === 0 ? {} : { next: steps.join(', or ') }),
    metadata: error.metadata,
    cause: error,
  });
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** @param buyer for whom it was asked */
export function orderResult(order: Order, timezone: string, invocation: Invocation, buyer?: string): Result {
  const { terminal, colours } = invocation;
  return {
    human: renderOrder(order, timezone, terminal.now(), colours, buyer),
    json: { order: orderJson(order, timezone) },
  };
}
