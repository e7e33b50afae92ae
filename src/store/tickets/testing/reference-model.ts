/** What tickets are, said as plainly as possible: an array of owners a seat, a list of orders, no counters, no bits, no rows.
 *  Shares nothing with the machine but its commands and answers. Follows the machine's choice of seats after checking that
 *  it was allowed; everything else it predicts. */
import type { pb } from '../../../proto/index.js';

interface ModelOrder {
  readonly caller: string;
  readonly id: string;
  readonly class: string;
  readonly from: number;
  readonly to: number;
  readonly deadline: number;
  readonly tickets: { readonly passenger: string; readonly seat: string; state: string }[];
}

interface ModelRequest {
  readonly text: string;
  readonly notAfter: number;
  readonly answer: string;
  readonly order: ModelOrder | undefined;
}

const AHEAD = 15 * 60_000;

export class ModelMismatch extends Error {}

function agree(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ModelMismatch(message);
}

const reasonOf = (answer: pb.Answer.$Properties): string => answer.refusal?.reason ?? 'done';
const seatName = (ticket: pb.Ticket.$Properties): string => `${ticket.coach}-${ticket.seat}`;

/** One run. */
export class ReferenceModel {
  now = 0;
  open = true;
  published = false;
  readonly orders: ModelOrder[] = [];
  /** Per class and seat: the owner of each segment, or ''. */
  readonly seats = new Map<string, Map<string, string[]>>();
  private readonly requests = new Map<string, ModelRequest>();

  constructor(
    private readonly stations: readonly string[],
    private readonly departures: readonly number[],
    private readonly plan: ReadonlyMap<string, readonly string[]>,
  ) {}

  private get segments(): number {
    return this.stations.length - 1;
  }

  /** Follows one entry and what the machine answered. @throws ModelMismatch */
  follow(
    timeMs: number,
    sent: readonly { caller: string; command: pb.Command.$Properties }[],
    answers: readonly pb.Answer.$Properties[],
  ): void {
    this.now = Math.max(this.now, timeMs);
    for (const order of this.orders) this.expire(order);
    agree(answers.length === sent.length, 'one answer a command');
    for (const [at, { caller, command }] of sent.entries()) this.followOne(caller, command, answers[at]!);
  }

  private expire(order: ModelOrder): void {
    if (order.tickets[0]?.state === 'held' && order.deadline <= this.now)
      this.end(order, order.tickets, 'expired');
  }

  private end(order: ModelOrder, tickets: ModelOrder['tickets'], state: string): void {
    for (const ticket of tickets) {
      agree(ticket.state === 'held' || ticket.state === 'sold', 'only a live ticket ends');
      ticket.state = state;
      const owners = this.seats.get(order.class)?.get(ticket.seat) ?? [];
      for (let segment = order.from; segment < order.to; segment += 1) owners[segment] = '';
    }
  }

  private followOne(caller: string, command: pb.Command.$Properties, answer: pb.Answer.$Properties): void {
    const key = `${caller} ${command.requestId}`;
    const text = JSON.stringify({ ...command, notAfterMs: 0 });
    const notAfter = command.notAfterMs ?? 0;
    const expectOnly = (reason: string): void =>
      agree(reasonOf(answer) === reason, `${key}: expected ${reason}, got ${reasonOf(answer)} for ${text}`);
    if (command.getOutcome) {
      this.followOutcome(caller, command, answer, expectOnly);
      return;
    }
    let known = this.requests.get(key);
    if (reasonOf(answer) === 'NOT_AFTER_TOO_FAR') {
      const same = known === undefined || known.text === '' || known.text === text;
      agree(notAfter > this.now + AHEAD, `${key}: its notAfter is not too far ahead`);
      agree(same || (known !== undefined && this.maySweep(known)), `${key}: used for something else`);
      return;
    }
    const forgotten = !answer.repeated && reasonOf(answer) !== 'REQUEST_ID_REUSED';
    if (known !== undefined && forgotten && this.maySweep(known)) known = undefined;
    if (known !== undefined) {
      if (known.text !== '' && known.text !== text) {
        expectOnly('REQUEST_ID_REUSED');
        return;
      }
      agree(notAfter <= this.now + AHEAD, `${key}: a notAfter too far ahead is refused`);
      this.requests.set(key, { ...known, notAfter: Math.max(known.notAfter, notAfter) });
      agree(answer.repeated === true, `${key}: a repeated request is told so`);
      agree(known.answer === '' || known.answer === signature(answer), `${key}: the same answer again`);
      if (known.answer === '') expectOnly('ABANDONED');
      return;
    }
    agree(!answer.repeated, `${key}: a first request is not a repeated one`);
    const early = this.refuseEarly(notAfter);
    expectOnly(early ?? this.predict(caller, command));
    if (early !== undefined) return;
    const order = reasonOf(answer) === 'done' ? this.effect(caller, command, answer) : undefined;
    this.requests.set(key, { text, notAfter, answer: signature(answer), order });
  }

  private refuseEarly(notAfter: number): string | undefined {
    if (this.now > notAfter) return 'REQUEST_EXPIRED';
    return notAfter > this.now + AHEAD ? 'NOT_AFTER_TOO_FAR' : undefined;
  }

  /** Records of ids that can no longer run are swept at any time; those of orders stay much longer. */
  private maySweep(known: ModelRequest): boolean {
    return known.order === undefined && this.now > known.notAfter;
  }

  private followOutcome(
    caller: string,
    command: pb.Command.$Properties,
    answer: pb.Answer.$Properties,
    expectOnly: (reason: string) => void,
  ): void {
    const asked = `${caller} ${command.getOutcome?.askedRequestId}`;
    const notAfter = command.notAfterMs ?? 0;
    const early = this.refuseEarly(notAfter);
    expectOnly(early ?? 'done');
    if (early !== undefined) return;
    const found = answer.asked ?? {};
    const known = this.requests.get(asked);
    if (known === undefined) {
      agree(reasonOf(found) === 'ABANDONED', `${asked}: an id that never ran is abandoned`);
      this.requests.set(asked, {
        text: '',
        notAfter: Math.max(notAfter, this.now + AHEAD),
        answer: '',
        order: undefined,
      });
    } else if (known.answer === '') {
      agree(reasonOf(found) === 'ABANDONED', `${asked}: stays abandoned`);
    } else if (signature(found) !== known.answer) {
      const swept = this.maySweep(known) && reasonOf(found) === 'ABANDONED';
      agree(swept, `${asked}: the outcome is the answer it had`);
      this.requests.set(asked, {
        text: '',
        notAfter: Math.max(notAfter, this.now + AHEAD),
        answer: '',
        order: undefined,
      });
    }
  }

  /** The refusal, or done. */
  private predict(caller: string, command: pb.Command.$Properties): string {
    if (command.publish) return 'done';
    if (!this.published) return 'RUN_NOT_FOUND';
    if (command.setSale) return 'done';
    if (command.purchase) return this.predictPurchase(command.purchase);
    const ref = (command.confirm ?? command.cancel ?? command.refund)?.order;
    const order = this.orders.find(({ caller: owner, id }) => owner === caller && id === ref?.orderId);
    if (order === undefined) return 'ORDER_NOT_FOUND';
    return command.refund ? predictRefund(order, command.refund.passengerIds ?? []) : predictEnd(order);
  }

  private predictPurchase(wanted: pb.Purchase.$Properties): string {
    const from = wanted.fromStop ?? 0;
    const to = wanted.toStop ?? 0;
    if (!this.open) return 'SALE_CLOSED';
    if (!this.plan.has(wanted.class ?? '')) return 'CLASS_NOT_FOUND';
    if (from >= to) return 'FROM_NOT_BEFORE_TO';
    for (const [stop, station] of [
      [from, wanted.fromStation ?? ''],
      [to, wanted.toStation ?? ''],
    ] as const)
      if (this.stations[stop] !== station)
        return stop < this.stations.length && this.stations.includes(station)
          ? 'STATION_MISMATCH'
          : 'STATION_NOT_FOUND';
    if (this.now >= this.departures[from]!) return 'DEPARTED';
    const passengers = (wanted.passengers ?? []).map(({ passengerId }) => passengerId ?? '');
    if (passengers.some((passenger) => this.travels(passenger))) return 'PASSENGER_HOLDS_TRAIN';
    return this.free(wanted.class ?? '', from, to).length < passengers.length ? 'SOLD_OUT' : 'done';
  }

  private travels(passenger: string): boolean {
    return this.orders.some(({ tickets }) =>
      tickets.some((ticket) => ticket.passenger === passenger && ['held', 'sold'].includes(ticket.state)),
    );
  }

  free(className: string, from: number, to: number): string[] {
    return [...(this.seats.get(className) ?? [])]
      .filter(([, owners]) => owners.slice(from, to).every((owner) => owner === ''))
      .map(([seat]) => seat);
  }

  private effect(
    caller: string,
    command: pb.Command.$Properties,
    answer: pb.Answer.$Properties,
  ): ModelOrder | undefined {
    if (command.publish && !this.published) {
      this.published = true;
      for (const [name, seats] of this.plan)
        this.seats.set(
          name,
          new Map(seats.map((seat) => [seat, Array.from({ length: this.segments }, () => '')])),
        );
    }
    if (command.setSale) this.open = command.setSale.open ?? false;
    if (command.purchase) return this.buy(caller, command, command.purchase, answer);
    const ref = (command.confirm ?? command.cancel ?? command.refund)?.order;
    const order = this.orders.find(({ caller: owner, id }) => owner === caller && id === ref?.orderId);
    if (order === undefined) return undefined;
    if (command.confirm) for (const ticket of order.tickets) ticket.state = 'sold';
    if (command.cancel) this.end(order, order.tickets, 'cancelled');
    if (command.refund) {
      const named = command.refund.passengerIds ?? [];
      const tickets = order.tickets.filter(
        ({ passenger, state }) => state === 'sold' && (named.length === 0 || named.includes(passenger)),
      );
      this.end(order, tickets, 'refunded');
    }
    return undefined;
  }

  private buy(
    caller: string,
    command: pb.Command.$Properties,
    wanted: pb.Purchase.$Properties,
    answer: pb.Answer.$Properties,
  ): ModelOrder {
    const [from, to] = [wanted.fromStop ?? 0, wanted.toStop ?? 0];
    const className = wanted.class ?? '';
    const id = command.requestId ?? '';
    const given = answer.order?.tickets ?? [];
    agree(given.length === wanted.passengers?.length, `${id}: one ticket a passenger`);
    if (given.length === 1 && !wanted.passengers?.[0]?.preference)
      this.checkFit(className, from, to, seatName(given[0]!));
    const tickets = given.map((ticket, at) => {
      const seat = seatName(ticket);
      agree(
        ticket.passengerId === wanted.passengers?.[at]?.passengerId,
        `${id}: tickets in the order of passengers`,
      );
      agree(this.free(className, from, to).includes(seat), `${id}: seat ${seat} was not free`);
      const owners = this.seats.get(className)?.get(seat) ?? [];
      for (let segment = from; segment < to; segment += 1) owners[segment] = `${caller} ${id}`;
      return { passenger: ticket.passengerId ?? '', seat, state: (wanted.holdMs ?? 0) > 0 ? 'held' : 'sold' };
    });
    const deadline = (wanted.holdMs ?? 0) > 0 ? this.now + (wanted.holdMs ?? 0) : 0;
    const order = { caller, id, class: className, from, to, deadline, tickets };
    this.orders.push(order);
    return order;
  }

  /** The first of the seats whose gap around the journey is least. */
  private checkFit(className: string, from: number, to: number, seat: string): void {
    const slack = (name: string): number => {
      const owners = this.seats.get(className)?.get(name) ?? [];
      let start = from;
      let end = to;
      while (start > 0 && owners[start - 1] === '') start -= 1;
      while (end < this.segments && owners[end] === '') end += 1;
      return end - start;
    };
    const free = this.free(className, from, to);
    const least = Math.min(...free.map(slack));
    agree(
      free.find((name) => slack(name) === least) === seat,
      `seat ${seat} is not the lowest of tightest fit`,
    );
  }

  /** Seats per segment in tickets of this state. */
  count(className: string, state: string): number[] {
    return Array.from({ length: this.segments }, (_, segment) => {
      const here = this.orders.filter(
        (order) => order.class === className && order.from <= segment && segment < order.to,
      );
      return here.flatMap(({ tickets }) => tickets).filter((ticket) => ticket.state === state).length;
    });
  }
}

function predictEnd(order: ModelOrder): string {
  const states = order.tickets.map(({ state }) => state);
  if (states.includes('sold')) return 'NOT_A_HOLD';
  if (states[0] === 'expired') return 'HOLD_EXPIRED';
  if (states[0] === 'cancelled') return 'ALREADY_CANCELLED';
  return states[0] === 'refunded' ? 'ALREADY_REFUNDED' : 'done';
}

function predictRefund(order: ModelOrder, named: readonly string[]): string {
  const states = order.tickets.map(({ state }) => state);
  if (!states.includes('sold')) return states[0] === 'refunded' ? 'ALREADY_REFUNDED' : 'NOT_SOLD';
  for (const passenger of named) {
    const ticket = order.tickets.find((one) => one.passenger === passenger);
    if (ticket === undefined) return 'ORDER_NOT_FOUND';
    if (ticket.state !== 'sold') return 'ALREADY_REFUNDED';
  }
  return 'done';
}

/** Everything of an answer that must come again. */
function signature(answer: pb.Answer.$Properties): string {
  const { position, refusal, order } = answer;
  return JSON.stringify([
    position?.group,
    position?.index,
    refusal?.reason,
    order?.state,
    order?.deadlineMs,
    order?.tickets?.map((ticket) => [ticket.passengerId, seatName(ticket), ticket.state]),
  ]);
}
