/** The tickets API over commands and reads. Every method makes one command or one kind of read; nothing else happens here. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { compareKeys, lineKey, prefixEnd, runKey } from '../proto/keys.js';
import { parseOrderReference } from '../proto/order-reference.js';
import { PLACEMENT, TICKETS } from '../proto/services.js';
import type { TicketsApi } from './api.js';
import type {
  BuyerOption,
  CallOptions,
  CommandOptions,
  ReadCallOptions,
  SettleOptions,
} from './call-options.js';
import type { CommandBody, Commands } from './commands.js';
import type { ClientContext } from './context.js';
import type { Placement } from './placement.js';
import type { Reads } from './reads.js';
import { Search } from './search.js';
import { lineFrom, orderFrom, publishFrom, runDetailFrom, runSummaryFrom } from './ticket-results.js';
import type {
  BuyRequest,
  HoldRequest,
  Line,
  LineRegistration,
  Order,
  Passenger,
  Registration,
  RunDetail,
  RunKey,
  RunPlan,
  RunSummary,
  SearchRequest,
  SearchResult,
  Settlement,
  StationLines,
  Trip,
} from './ticket-types.js';
import { expiredError, runSubject } from './unknown-outcome.js';

type OrderOptions = CommandOptions & BuyerOption;

/** One message of the placement driver takes no more. */
const LINES_PER_REGISTRATION = 256;
/** A registration waits for groups to be made and to elect. */
const REGISTRATION_TIMEOUT_MS = 30_000;

export class Tickets implements TicketsApi {
  readonly #search: Search;

  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    private readonly commands: Commands,
    private readonly reads: Reads,
  ) {
    this.#search = new Search(context, placement, reads);
  }

  search(request: SearchRequest): Promise<SearchResult> {
    return this.#search.run(request);
  }

  buy(request: BuyRequest & OrderOptions): Promise<Order> {
    return this.#purchase(request, 0);
  }

  async hold(request: HoldRequest & OrderOptions): Promise<Order> {
    if (!(request.holdMs >= 1)) throw new RailkvError('INVALID_REQUEST', 'holdMs must be at least 1');
    return this.#purchase(request, request.holdMs);
  }

  confirm(reference: string, options: OrderOptions = {}): Promise<Order> {
    return this.#onOrder(reference, (order) => ({ confirm: { order } }), options);
  }

  cancel(reference: string, options: OrderOptions = {}): Promise<Order> {
    return this.#onOrder(reference, (order) => ({ cancel: { order } }), options);
  }

  refund(
    reference: string,
    options: OrderOptions & { readonly passengers?: readonly string[] } = {},
  ): Promise<Order> {
    const passengerIds = [...(options.passengers ?? [])];
    return this.#onOrder(reference, (order) => ({ refund: { order, passengerIds } }), options);
  }

  async settle(reference: string, options: SettleOptions & BuyerOption = {}): Promise<Settlement> {
    const { run, orderId } = parse(reference);
    const { refusal, order } = await this.commands.settle(runSubject(run), orderId, options);
    if (refusal?.reason === 'ABANDONED') return { outcome: 'never' };
    if (refusal?.reason === 'REQUEST_EXPIRED') throw expiredError(reference);
    if (refusal) return { outcome: 'refused', reason: refusal.reason ?? '', message: refusal.message ?? '' };
    return order ? { outcome: 'done', order: orderFrom(order) } : { outcome: 'done' };
  }

  async order(reference: string, options: ReadCallOptions & BuyerOption = {}): Promise<Order> {
    const { run, orderId } = parse(reference);
    const key = runKey(run.line, run.train, run.date);
    const deadline = this.context.readDeadline(options);
    const { response } = await this.reads.at(
      key,
      options.read ?? 'session',
      deadline,
      TICKETS.getOrder,
      ({ routed, read }) => ({
        routed: { ...routed, buyer: options.buyer ?? '' },
        read,
        order: { run, orderId },
      }),
    );
    return orderFrom(response.order);
  }

  async run(run: RunKey, options: ReadCallOptions = {}): Promise<RunDetail> {
    const { line, train, date } = run;
    const deadline = this.context.readDeadline(options);
    const { response } = await this.reads.at(
      runKey(line, train, date),
      options.read ?? 'session',
      deadline,
      TICKETS.getRun,
      (read) => ({ ...read, run: { line, train, date } }),
    );
    return runDetailFrom(response);
  }

  async *runs(
    line: string,
    options: ReadCallOptions & { readonly date?: string } = {},
  ): AsyncGenerator<RunSummary, void, undefined> {
    const end = prefixEnd(lineKey(line));
    let at = lineKey(line);
    let after = { train: '', date: '' };
    for (;;) {
      const { response, route } = await this.reads.at(
        at,
        options.read ?? 'stale',
        this.context.readDeadline(options),
        TICKETS.listRuns,
        (read) => ({
          ...read,
          line,
          date: options.date ?? '',
          afterTrain: after.train,
          afterDate: after.date,
        }),
      );
      const page = response.runs.map(runSummaryFrom);
      yield* page;
      const last = page.at(-1)?.run;
      if (response.more && last !== undefined) {
        after = { train: last.train, date: last.date };
        at = runKey(line, last.train, last.date);
        continue;
      }
      if (route.range.end.length === 0 || compareKeys(route.range.end, end) >= 0) return;
      at = route.range.end;
    }
  }

  async lines(options: CallOptions = {}): Promise<readonly Line[]> {
    const deadline = this.context.readDeadline(options);
    const response = await this.placement.read(PLACEMENT.listLines, {}, deadline);
    return response.lines.map(lineFrom);
  }

  stations(asked: readonly string[], options: CallOptions = {}): Promise<readonly StationLines[]> {
    return this.#search.stations(asked, this.context.readDeadline(options));
  }

  async registerLines(lines: readonly LineRegistration[], options: CallOptions = {}): Promise<Registration> {
    const deadline = this.context.commandDeadline({ timeoutMs: REGISTRATION_TIMEOUT_MS, ...options });
    const registered: Line[] = [];
    let created = 0;
    for (let at = 0; at < lines.length; at += LINES_PER_REGISTRATION) {
      const part = lines.slice(at, at + LINES_PER_REGISTRATION).map(({ line, name, stations }) => ({
        line,
        name,
        stations: stations.map((station) => ({ code: station.code, name: station.name })),
      }));
      const response = await this.placement.write(PLACEMENT.registerLines, { lines: part }, deadline);
      registered.push(...response.lines.map(lineFrom));
      created += response.created;
    }
    return { lines: registered, created };
  }

  async publish(plan: RunPlan, options: CommandOptions = {}): Promise<void> {
    await this.commands.execute(runSubject(plan.run), { publish: publishFrom(plan) }, options);
  }

  async setSale(run: RunKey, open: boolean, options: CommandOptions = {}): Promise<void> {
    const { line, train, date } = run;
    await this.commands.execute(runSubject(run), { setSale: { run: { line, train, date }, open } }, options);
  }

  async #purchase(request: BuyRequest & OrderOptions, holdMs: number): Promise<Order> {
    const deadline = this.context.commandDeadline(request);
    const trip = 'offer' in request ? request.offer : await this.#find(request, deadline.remainingMs);
    const { line, train, date } = trip.run;
    const purchase: pb.Purchase.$Properties = {
      run: { line, train, date },
      fromStop: trip.from.stop,
      toStop: trip.to.stop,
      fromStation: trip.from.station,
      toStation: trip.to.station,
      class: request.class,
      passengers: request.passengers.map(passengerOf),
      holdMs,
    };
    const options = { ...request, timeoutMs: Math.max(1, deadline.remainingMs) };
    const answer = await this.commands.execute(runSubject(trip.run), { purchase }, options);
    return orderFrom(answer.order);
  }

  /** @throws RailkvError RUN_NOT_FOUND */
  async #find(
    request: Exclude<BuyRequest, { readonly offer: Trip }> & CallOptions,
    timeoutMs: number,
  ): Promise<Trip> {
    const { train, date, from, to, signal } = request;
    const { offers, unanswered } = await this.search({
      train,
      date,
      from,
      to,
      read: 'session',
      timeoutMs,
      ...(signal && { signal }),
    });
    const [offer] = offers;
    if (offer !== undefined) return offer;
    const [silent] = unanswered;
    if (silent !== undefined) {
      throw new RailkvError('UNREACHABLE', `line ${silent.line} did not answer: ${silent.message}`);
    }
    throw new RailkvError('RUN_NOT_FOUND', `no train ${train} runs from ${from} to ${to} on ${date}`, {
      metadata: { train, date, from, to },
    });
  }

  async #onOrder(
    reference: string,
    body: (order: pb.OrderRef.$Properties) => CommandBody,
    options: OrderOptions,
  ): Promise<Order> {
    const { run, orderId } = parse(reference);
    const answer = await this.commands.execute(runSubject(run), body({ run, orderId }), options);
    return orderFrom(answer.order);
  }
}

function passengerOf(passenger: Passenger | string): pb.Passenger.$Properties {
  if (typeof passenger === 'string') return { passengerId: passenger };
  return { passengerId: passenger.id, preference: passenger.preference ?? '' };
}

/** @throws RailkvError INVALID_REQUEST */
function parse(reference: string): { readonly run: RunKey; readonly orderId: string } {
  const address = parseOrderReference(reference);
  if (address === undefined) {
    throw new RailkvError('INVALID_REQUEST', `${reference} is not an order reference (line/train/date/id)`);
  }
  const { line, train, date, orderId } = address;
  return { run: { line, train, date }, orderId };
}
