/** The books of a railway, kept beside the product from nothing but commands and answers: who has which seat on which segment,
 *  and what became of each order. Judges D1 conservation, D2 exclusivity, D4 same id same answer, D5 an end comes once, D6 expiry
 *  by entry time, D8 no phantom, D9 a closed sale sells nothing. */
import type { pb } from '../../../src/proto/index.js';
import type { CanonCommand, CanonEntry, CanonListener } from './canon.js';
import { startsAt } from './scopes.js';

export type Fail = (property: string, message: string) => void;

export interface BookedTicket {
  readonly passenger: string;
  readonly seat: string;
  state: string;
}

export interface BookedOrder {
  readonly id: string;
  readonly class: string;
  readonly from: number;
  readonly to: number;
  readonly deadlineMs: number;
  readonly tickets: readonly BookedTicket[];
}

interface Recorded {
  readonly body: string;
  readonly answer: string;
  /** Kept at least so long. */
  notAfterMs: number;
}

export interface BookedClass {
  readonly published: number;
  /** Per seat, the owner of each segment; '' for nobody. */
  readonly seats: Map<string, string[]>;
}

export class BookedRun {
  /** Whose log tells its time. */
  group = 0;
  open = true;
  segments = 0;
  readonly classes = new Map<string, BookedClass>();
  /** By caller and order id. */
  readonly orders = new Map<string, BookedOrder>();
  readonly requests = new Map<string, Recorded>();

  free(name: string, from: number, to: number): number {
    let count = 0;
    for (const owners of this.classes.get(name)?.seats.values() ?? [])
      if (owners.slice(from, to).every((owner) => owner === '')) count += 1;
    return count;
  }

  /** Seats of one segment in live tickets of this state. */
  count(name: string, segment: number, state: string): number {
    let count = 0;
    for (const order of this.orders.values()) {
      if (order.class !== name || segment < order.from || segment >= order.to) continue;
      for (const ticket of order.tickets) if (ticket.state === state) count += 1;
    }
    return count;
  }
}

const REPEATABLE = 15 * 60_000;

/** @param order caller and order id, as `caller/id` */
export const changeOf = (kind: string, run: string, order = ''): string =>
  `${kind} ${run} ${order}`.trimEnd();

export const runName = (run: pb.RunKey.$Properties | null | undefined): string =>
  `${run?.line}/${run?.train}/${run?.date}`;

export class Books implements CanonListener {
  readonly runs = new Map<string, BookedRun>();
  /** Runs that the last entry touched. */
  touched = new Set<string>();
  /** What the last entry changed of runs and orders, as `changeOf` writes it: what its events have to tell. */
  changes: string[] = [];
  /** Runs that a split has taken to another group, which has not applied anything yet. */
  readonly #moved = new Set<string>();

  constructor(private readonly fail: Fail) {}

  entry(entry: CanonEntry): void {
    this.touched = new Set();
    for (const name of this.#moved)
      if (this.runs.get(name)?.group === entry.group) {
        this.touched.add(name);
        this.#moved.delete(name);
      }
    this.changes = [];
    for (const [name, run] of this.runs) if (run.group === entry.group) this.#expire(name, run, entry.nowMs);
    for (const command of entry.commands) this.#command(entry, command);
    if (entry.split !== undefined) this.#cut(entry.group, entry.split);
  }

  /** Runs change hands with all that is in them; the child's first entry is where that is looked at. */
  #cut(group: number, { key, child }: { readonly key: Uint8Array; readonly child: number }): void {
    for (const [name, run] of this.runs)
      if (run.group === group && startsAt(key, name)) {
        run.group = child;
        this.#moved.add(name);
      }
  }

  #expire(name: string, run: BookedRun, nowMs: number): void {
    for (const [key, order] of run.orders) {
      if (order.tickets[0]?.state !== 'held' || order.deadlineMs > nowMs) continue;
      this.touched.add(name);
      this.#end(run, key, order, order.tickets, 'expired');
      this.changes.push(changeOf('EXPIRED', name, key));
    }
  }

  #end(
    run: BookedRun,
    key: string,
    order: BookedOrder,
    tickets: readonly BookedTicket[],
    state: string,
  ): void {
    for (const ticket of tickets) {
      if (ticket.state !== 'held' && ticket.state !== 'sold')
        this.fail(
          'D5EndsOnce',
          `ticket ${ticket.seat} of order ${key} is ${state} after it was ${ticket.state}`,
        );
      ticket.state = state;
      const owners = run.classes.get(order.class)?.seats.get(ticket.seat);
      for (let segment = order.from; owners !== undefined && segment < order.to; segment += 1)
        owners[segment] = '';
    }
  }

  #command(entry: CanonEntry, sent: CanonCommand): void {
    const { command, answer } = sent;
    const reason = answer.refusal?.reason ?? '';
    if (command === undefined || answer.unrecorded === true) return;
    const ref = runOf(command);
    if (ref === undefined) return;
    const name = runName(ref);
    const key = `${sent.caller}/${command.requestId}`;
    if (command.getOutcome) {
      if (reason === '') this.#asked(name, sent, command.getOutcome, entry.nowMs);
      return;
    }
    const run = this.runs.get(name);
    if (!this.#isFirst(run, key, sent, entry.nowMs)) return;
    if (reason === '') this.#done(entry, name, key, command, answer);
    else if (reason === 'SOLD_OUT' && run !== undefined) this.#soldOut(run, key, command);
    if (reason !== 'REQUEST_EXPIRED') this.#record(name, key, sent);
  }

  // --- D4 ---

  #isFirst(
    run: BookedRun | undefined,
    key: string,
    { body, answer, command }: CanonCommand,
    nowMs: number,
  ): boolean {
    const known = run?.requests.get(key);
    const reason = answer.refusal?.reason ?? '';
    const notAfterMs = command?.notAfterMs ?? 0;
    if (known === undefined) {
      if (answer.repeated === true)
        this.fail('D4Idempotency', `${key} is answered as a repetition, and was never asked before`);
      if (reason === '' && nowMs > notAfterMs)
        this.fail('D4Idempotency', `${key} is done ${nowMs - notAfterMs} ms after its notAfter`);
      return true;
    }
    // Kept until its notAfter has passed, orders much longer; later it may be swept.
    const mayBeForgotten = nowMs > known.notAfterMs;
    const same = known.body === body || known.body === ABANDONED;
    if (!same) {
      if (reason !== 'REQUEST_ID_REUSED' && !mayBeForgotten)
        this.fail(
          'D4Idempotency',
          `${key} was used for another command, and is answered ${reason || 'as done'}`,
        );
      return reason !== 'REQUEST_ID_REUSED';
    }
    if (reason === 'REQUEST_EXPIRED') return false;
    if (mayBeForgotten && answer.repeated !== true) return reason !== 'REQUEST_ID_REUSED'; // done or refused anew
    if (known.body !== ABANDONED && signature(answer) !== known.answer)
      this.fail('D4Idempotency', `${key} was answered ${known.answer}, then ${signature(answer)}`);
    if (known.body === ABANDONED && reason !== 'ABANDONED')
      this.fail('D4Idempotency', `${key} was declared abandoned, and is answered ${reason || 'as done'}`);
    known.notAfterMs = Math.max(known.notAfterMs, notAfterMs);
    return false;
  }

  #record(name: string, key: string, { body, answer, command }: CanonCommand): void {
    const notAfterMs = command?.notAfterMs ?? 0;
    this.#run(name).requests.set(key, { body, answer: signature(answer), notAfterMs });
  }

  #asked(
    name: string,
    { caller, answer, command }: CanonCommand,
    asked: pb.GetOutcome.$Properties,
    nowMs: number,
  ): void {
    const key = `${caller}/${asked.askedRequestId}`;
    const run = this.#run(name);
    const known = run.requests.get(key);
    const found = answer.asked ?? {};
    const reason = found.refusal?.reason ?? '';
    if (reason === 'REQUEST_EXPIRED') return;
    if (known === undefined || (reason === 'ABANDONED' && nowMs > known.notAfterMs)) {
      if (reason !== 'ABANDONED')
        this.fail('D4Idempotency', `${key} was never done, and its outcome is ${reason || 'done'}`);
      const notAfterMs = Math.max(command?.notAfterMs ?? 0, nowMs + REPEATABLE);
      run.requests.set(key, { body: ABANDONED, answer: '', notAfterMs });
    } else if (known.body === ABANDONED ? reason !== 'ABANDONED' : signature(found) !== known.answer) {
      this.fail('D4Idempotency', `${key} was answered ${known.answer}, its outcome is ${signature(found)}`);
    }
  }

  // --- effects ---

  #run(name: string): BookedRun {
    let run = this.runs.get(name);
    if (run === undefined) {
      run = new BookedRun();
      this.runs.set(name, run);
    }
    return run;
  }

  #done(
    entry: CanonEntry,
    name: string,
    key: string,
    command: pb.Command.$Properties,
    answer: pb.Answer.$Properties,
  ): void {
    this.touched.add(name);
    const run = this.#run(name);
    run.group = entry.group;
    if (command.publish) {
      if (run.segments === 0) this.changes.push(changeOf('PUBLISHED', name));
      publish(run, command.publish);
    } else if (command.setSale) {
      const open = command.setSale.open === true;
      if (open !== run.open) this.changes.push(changeOf(open ? 'SALE_OPENED' : 'SALE_CLOSED', name));
      run.open = open;
    } else if (command.purchase) this.#bought(entry, run, key, command.purchase, answer.order ?? {});
    else this.#changed(entry, run, key, command, answer);
  }

  #bought(
    { nowMs }: CanonEntry,
    run: BookedRun,
    key: string,
    wanted: pb.Purchase.$Properties,
    given: pb.Order.$Properties,
  ): void {
    const from = wanted.fromStop ?? 0;
    const to = wanted.toStop ?? 0;
    if (!run.open) this.fail('D9ClosedSellsNothing', `order ${key} was sold after the sale was closed`);
    const asked = (wanted.passengers ?? []).map(({ passengerId }) => passengerId ?? '');
    const tickets = (given.tickets ?? []).map(
      (ticket): BookedTicket => ({
        passenger: ticket.passengerId ?? '',
        seat: `${ticket.coach}-${ticket.seat}`,
        state: ticket.state ?? '',
      }),
    );
    const state = (wanted.holdMs ?? 0) > 0 ? 'held' : 'sold';
    const deadlineMs = state === 'held' ? nowMs + (wanted.holdMs ?? 0) : 0;
    const matches =
      given.fromStop === from &&
      given.toStop === to &&
      given.class === wanted.class &&
      (given.deadlineMs ?? 0) === deadlineMs &&
      tickets.length === asked.length &&
      tickets.every((ticket, at) => ticket.passenger === asked[at] && ticket.state === state);
    if (!matches)
      this.fail(
        'D8NoPhantom',
        `order ${key} is not what was asked: ${JSON.stringify(given)} for ${JSON.stringify(wanted)}`,
      );
    this.changes.push(changeOf(state === 'held' ? 'HELD' : 'SOLD', runName(wanted.run), key));
    for (const { seat } of tickets) this.#take(run, key, wanted.class ?? '', seat, from, to);
    run.orders.set(key, { id: key, class: wanted.class ?? '', from, to, deadlineMs, tickets });
  }

  #take(run: BookedRun, key: string, className: string, seat: string, from: number, to: number): void {
    const owners = run.classes.get(className)?.seats.get(seat);
    if (owners === undefined) {
      this.fail('D8NoPhantom', `order ${key} has seat ${seat}, which class ${className} does not have`);
      return;
    }
    for (let segment = from; segment < to; segment += 1) {
      const owner = owners[segment];
      if (owner !== '')
        this.fail('D2Exclusivity', `seat ${seat} on segment ${segment} is given to ${key} and is ${owner}'s`);
      owners[segment] = key;
    }
  }

  #soldOut(run: BookedRun, key: string, command: pb.Command.$Properties): void {
    const wanted = command.purchase;
    if (!wanted) return;
    const free = run.free(wanted.class ?? '', wanted.fromStop ?? 0, wanted.toStop ?? 0);
    if (free >= (wanted.passengers?.length ?? 0))
      this.fail('D1Conservation', `${key} is told SOLD_OUT while ${free} seats are free on its segments`);
  }

  #changed(
    { nowMs }: CanonEntry,
    run: BookedRun,
    key: string,
    command: pb.Command.$Properties,
    answer: pb.Answer.$Properties,
  ): void {
    const ref = (command.confirm ?? command.cancel ?? command.refund)?.order;
    const orderKey = `${key.slice(0, key.indexOf('/'))}/${ref?.orderId}`;
    const order = run.orders.get(orderKey);
    if (order === undefined) {
      this.fail('D8NoPhantom', `${key} changed order ${orderKey}, which was never bought`);
      return;
    }
    const kind = command.refund ? 'REFUNDED' : command.confirm ? 'CONFIRMED' : 'CANCELLED';
    this.changes.push(changeOf(kind, runName(ref?.run), orderKey));
    if (command.refund) {
      this.#refunded(run, orderKey, order, command.refund, answer);
      return;
    }
    if (order.tickets[0]?.state !== 'held') {
      const late = order.tickets[0]?.state === 'expired' && order.deadlineMs <= nowMs;
      const property = late ? 'D6ExpiresByEntryTime' : 'D5EndsOnce';
      this.fail(property, `${key} was done to order ${orderKey}, which was ${order.tickets[0]?.state}`);
    }
    if (command.confirm) for (const ticket of order.tickets) ticket.state = 'sold';
    else this.#end(run, orderKey, order, order.tickets, 'cancelled');
  }

  #refunded(
    run: BookedRun,
    key: string,
    order: BookedOrder,
    refund: pb.Refund.$Properties,
    answer: pb.Answer.$Properties,
  ): void {
    const named = refund.passengerIds ?? [];
    const tickets = order.tickets.filter(({ passenger, state }) =>
      named.length === 0 ? state === 'sold' : named.includes(passenger),
    );
    if (tickets.length === 0) this.fail('D5EndsOnce', `order ${key} was refunded and has no sold ticket`);
    for (const ticket of tickets)
      if (ticket.state !== 'sold')
        this.fail(
          'D5EndsOnce',
          `ticket ${ticket.seat} of order ${key} was refunded when it was ${ticket.state}`,
        );
    this.#end(run, key, order, tickets, 'refunded');
    for (const [at, ticket] of order.tickets.entries())
      if (answer.order?.tickets?.[at]?.state !== ticket.state)
        this.fail(
          'D5EndsOnce',
          `after a refund ticket ${ticket.seat} of order ${key} is said to be ${answer.order?.tickets?.[at]?.state}, not ${ticket.state}`,
        );
  }
}

const ABANDONED = 'abandoned';

function publish(run: BookedRun, plan: pb.Publish.$Properties): void {
  if (run.segments > 0) return;
  run.segments = (plan.stops?.length ?? 1) - 1;
  for (const coach of plan.coaches ?? []) {
    const name = coach.class ?? '';
    const seats = run.classes.get(name)?.seats ?? new Map<string, string[]>();
    for (let row = 1; row <= (coach.rows ?? 0); row += 1)
      for (const letter of coach.letters ?? '')
        if (!(coach.missing ?? []).includes(`${row}${letter}`))
          seats.set(
            `${coach.number}-${row}${letter}`,
            Array.from({ length: run.segments }, () => ''),
          );
    run.classes.set(name, { published: seats.size, seats });
  }
}

export function runOf(command: pb.Command.$Properties): pb.RunKey.$Properties | undefined {
  const { publish: plan, setSale, purchase, confirm, cancel, refund, getOutcome } = command;
  const run =
    plan?.run ??
    setSale?.run ??
    purchase?.run ??
    (confirm ?? cancel ?? refund)?.order?.run ??
    getOutcome?.run;
  return run ?? undefined;
}

/** What of an answer must come again, byte for byte. */
export function signature(answer: pb.Answer.$Properties): string {
  const { position, refusal, order, kv } = answer;
  return JSON.stringify([
    position?.group,
    position?.index,
    refusal?.reason,
    order?.state,
    order?.deadlineMs,
    order?.tickets?.map(({ passengerId, coach, seat, state }) => [passengerId, coach, seat, state]),
    kv?.found,
    Buffer.from(kv?.value ?? []).toString('latin1'), // on the wire, absent is empty
  ]);
}
