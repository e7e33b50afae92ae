/** What clients were told, against the log. D3AcknowledgedIsKept: what was acknowledged is in the log, and stays. AnswersAreCanonical:
 *  it is what the log says. RealTimeOrder: a command that began after another had ended stands behind it. D10Reads: a read shows
 *  the state of one position, and one as new as its level promises. UnknownIsSettled: what was unknown came to what it was later
 *  said to have come to. SoldOutIsTrue: a refusal that is in no log was true at some instant of its call. */
import type { pb } from '../../../src/proto/index.js';
import { keyScope, type Operation, type Outcome, scopeOf } from '../workload/operation.js';
import type { Checker, SimEvent, World } from '../world.js';
import { type BookedRun, type Books, runName, runOf } from './books.js';
import type { Canon, CanonEntry, CanonListener } from './canon.js';
import { type KvBooks, keyOf } from './kv-books.js';
import type { Lineage } from './lineage.js';
import { pictureOf, type RunPast, type Watch } from './run-past.js';

interface Logged {
  readonly group: number;
  readonly index: number;
  readonly answer: pb.Answer.$Properties;
}

/** Every request id's place in the log: where it was done or refused for the first time. */
export class Places implements CanonListener {
  readonly #places = new Map<string, Logged>();

  of(scope: string, caller: string, requestId: string): Logged | undefined {
    return this.#places.get(`${scope}/${caller}/${requestId}`);
  }

  entry({ group, index, commands }: CanonEntry): void {
    for (const { caller, command, answer } of commands) {
      if (
        command === undefined ||
        command.getOutcome ||
        answer.unrecorded === true ||
        answer.repeated === true
      )
        continue;
      const reason = answer.refusal?.reason ?? '';
      if (reason === 'REQUEST_ID_REUSED' || reason === 'REQUEST_EXPIRED') continue;
      const key = keyOf(command);
      const run = runOf(command);
      const scope = key !== undefined ? keyScope(key) : run === undefined ? undefined : runName(run);
      if (scope !== undefined)
        this.#places.set(`${scope}/${caller}/${command.requestId}`, { group, index, answer });
    }
  }
}

interface Open {
  readonly client: string;
  readonly operation: Operation;
  /** By group: the newest position acknowledged to anybody when the call began. */
  readonly floors: ReadonlyMap<number, number>;
  /** By group: the newest this client had seen. */
  readonly seen: ReadonlyMap<number, number>;
  readonly watch: Watch | undefined;
  /** How the log had the tickets of the order that is read back, when it was called. */
  readonly booked: string | undefined;
}

/** `caller` or `caller#connection`: several connections of one caller have sessions of their own. */
const callerOf = (client: string): string => client.split('#', 1)[0] ?? client;

export class History implements Checker {
  readonly name = 'History';
  readonly #open = new Map<number, Open>();
  readonly #acknowledged = new Map<number, number>();
  readonly #sessions = new Map<string, Map<number, number>>();
  readonly #claims: {
    readonly scope: string;
    readonly caller: string;
    readonly requestId: string;
    readonly said: string;
  }[] = [];
  #world: World | undefined;

  constructor(
    private readonly canon: Canon,
    private readonly lineage: Lineage,
    private readonly places: Places,
    private readonly books: Books,
    private readonly kv: KvBooks,
    private readonly past: RunPast,
  ) {}

  begin(world: World): void {
    this.#world = world;
  }

  #fail(property: string, message: string): void {
    this.#world?.fail(property, message);
  }

  see(event: SimEvent): void {
    if (event.kind === 'call') this.#call(event.client, event.call, event.detail as Operation);
    else if (event.kind === 'return') {
      const open = this.#open.get(event.call);
      this.#open.delete(event.call);
      open?.watch?.close();
      if (open !== undefined) this.#return(open, event.outcome, event.detail ?? {});
    }
  }

  #call(client: string, call: number, operation: Operation): void {
    const seen = this.#sessions.get(client) ?? new Map<number, number>();
    let watch: Watch | undefined;
    if (operation.type === 'buy') {
      const { trip, passengers } = operation;
      watch = this.past.watch(scopeOf(operation), operation.class, trip.from, trip.to, passengers.length);
    }
    this.#open.set(call, {
      client,
      operation,
      booked: operation.type === 'readBack' ? this.#booked(operation.reference) : undefined,
      floors: new Map(this.#acknowledged),
      seen: new Map(seen),
      watch,
    });
  }

  #return(open: Open, outcome: string, detail: Outcome): void {
    const { operation } = open;
    if (operation.type === 'get' || operation.type === 'run') {
      if (outcome === 'ok') this.#read(open, detail);
    } else if (operation.type === 'settle') {
      if (outcome === 'ok' && detail.settled !== undefined) this.#settled(open, operation, detail.settled);
    } else if (operation.type === 'readBack') {
      this.#readBack(open, operation, outcome, detail);
    } else {
      this.#command(open, operation, outcome, detail);
    }
  }

  // --- commands ---

  #command(open: Open, operation: Operation, outcome: string, detail: Outcome): void {
    const caller = callerOf(open.client);
    const scope = scopeOf(operation);
    const fresh = 'fresh' in operation && operation.fresh;
    const requestId = detail.requestId ?? ('requestId' in operation ? operation.requestId : undefined) ?? '';
    const logged = this.places.of(scope, caller, requestId);
    if (outcome !== 'ok') {
      this.#refused(open, operation, outcome, logged);
      return;
    }
    if (logged === undefined) {
      this.#fail(
        'D3AcknowledgedIsKept',
        `${caller} was told that ${operation.type} ${requestId} is done; no log has it`,
      );
      return;
    }
    const { group, index, answer } = logged;
    const expected = describe(answer);
    const told = toldOf(operation, detail);
    if (told !== undefined && expected !== told)
      this.#fail(
        'AnswersAreCanonical',
        `${caller}, ${operation.type} ${requestId}: told ${told}, the log says ${expected}`,
      );
    const floor = this.lineage.floor(scope, open.floors);
    if (fresh && index < floor)
      this.#fail(
        'RealTimeOrder',
        `${caller}, ${operation.type} ${requestId} began after position ${floor} was acknowledged and stands at ${index}`,
      );
    this.#saw(open.client, group, index);
  }

  #refused(open: Open, operation: Operation, outcome: string, logged: Logged | undefined): void {
    if (operation.type !== 'buy') return;
    if (outcome === 'SOLD_OUT' && logged === undefined && open.watch?.wasSoldOut === false)
      this.#fail(
        'SoldOutIsTrue',
        `${open.client} was told SOLD_OUT, in no log, and at no instant of the call were too few seats left`,
      );
    const done = logged !== undefined && !logged.answer.refusal;
    if (done && outcome === 'SOLD_OUT')
      this.#fail(
        'AnswersAreCanonical',
        `${open.client} was told SOLD_OUT and owns the order that the log has at ${logged.index}`,
      );
  }

  #saw(client: string, group: number, index: number): void {
    this.#acknowledged.set(group, Math.max(index, this.#acknowledged.get(group) ?? 0));
    const session = this.#sessions.get(client) ?? new Map<number, number>();
    session.set(group, Math.max(index, session.get(group) ?? 0));
    this.#sessions.set(client, session);
  }

  // --- reads ---

  #read(open: Open, detail: Outcome): void {
    const { operation, client } = open;
    if (operation.type !== 'get' && operation.type !== 'run') return;
    const { asOf } = detail;
    if (asOf === undefined) {
      if (operation.type === 'get') this.#absent(open, operation.key, operation.level);
      return;
    }
    const { group, index } = asOf;
    const scope = scopeOf(operation);
    this.lineage.read(scope, group, index);
    const floor = this.lineage.floor(scope, operation.level === 'linearizable' ? open.floors : open.seen);
    if (operation.level !== 'stale' && index < floor)
      this.#fail(
        'D10Reads',
        `a ${operation.level} read of ${client} on ${asOf.nodeId} shows position ${index}; ${floor} was known before it began`,
      );
    const shown = operation.type === 'get' ? detail.value : detail.detail && pictureOf(detail.detail);
    const expected = operation.type === 'get' ? this.kv.at(operation.key, index) : this.past.at(scope, index);
    if (index <= this.canon.highest(group) && shown !== expected)
      this.#fail(
        'D10Reads',
        `${client} read ${scope} at ${index} on ${asOf.nodeId} as ${shown}; it was ${expected}`,
      );
    if (operation.level === 'linearizable') this.#saw(client, group, index);
    else {
      const session = this.#sessions.get(client) ?? new Map<number, number>();
      session.set(group, Math.max(index, session.get(group) ?? 0));
      this.#sessions.set(client, session);
    }
  }

  /** No value, and no position: true of one of the states that the level allows. */
  #absent(open: Open, key: string, level: string): void {
    const group = PLAIN_GROUP;
    const floor =
      level === 'stale' ? 0 : ((level === 'linearizable' ? open.floors : open.seen).get(group) ?? 0);
    const values = this.kv.between(key, floor, this.canon.highest(group));
    if (!values.includes(undefined))
      this.#fail(
        'D10Reads',
        `a ${level} read of ${open.client} found no ${key}; from ${floor} on it held ${values.join(', ')}`,
      );
  }

  // --- what was unknown, and the end ---

  #settled(open: Open, { scope, requestId }: { scope: string; requestId: string }, said: string): void {
    const caller = callerOf(open.client);
    this.#claims.push({ scope, caller, requestId, said });
    this.#checkClaim(scope, caller, requestId, said);
  }

  #checkClaim(scope: string, caller: string, requestId: string, said: string): void {
    const logged = this.places.of(scope, caller, requestId);
    const is = logged === undefined ? 'never' : logged.answer.refusal ? 'refused' : 'done';
    if (is !== said)
      this.#fail(
        'UnknownIsSettled',
        `${caller} was told that ${requestId} came to "${said}"; by the log it is "${is}"`,
      );
  }

  /** By a linearizable read: as it was when it was called, as it is now, or as it was in between. */
  #readBack(
    open: Open,
    { reference, bought }: { reference: string; bought: { tickets: readonly unknown[] } },
    outcome: string,
    detail: Outcome,
  ): void {
    if (outcome === 'ORDER_NOT_FOUND' || outcome === 'RUN_NOT_FOUND')
      this.#fail('D3AcknowledgedIsKept', `order ${reference} was acknowledged, and is gone: ${outcome}`);
    const { order } = detail;
    if (outcome !== 'ok' || order === undefined) return;
    const seats = (tickets: readonly unknown[]): string =>
      (tickets as { passengerId: string; coach: number; seat: string }[])
        .map(({ passengerId, coach, seat }) => `${passengerId} ${coach}-${seat}`)
        .join(', ');
    if (seats(order.tickets) !== seats(bought.tickets))
      this.#fail(
        'D3AcknowledgedIsKept',
        `order ${reference} had ${seats(bought.tickets)}, and has ${seats(order.tickets)}`,
      );
    const booked = this.#booked(reference);
    const states = order.tickets.map(({ state }) => state).join();
    if (booked !== undefined && booked !== states && open.booked !== states)
      this.#fail(
        'D3AcknowledgedIsKept',
        `the tickets of ${reference} are ${states}; by the log they are ${booked}`,
      );
  }

  #booked(reference: string): string | undefined {
    const [line, train, date, id] = reference.split('/');
    const run: BookedRun | undefined = this.books.runs.get(`${line}/${train}/${date}`);
    for (const [key, order] of run?.orders ?? [])
      if (key.endsWith(`/${id}`)) return order.tickets.map(({ state }) => state).join();
    return undefined;
  }

  finish(): void {
    for (const { scope, caller, requestId, said } of this.#claims)
      this.#checkClaim(scope, caller, requestId, said);
  }
}

/** All plain keys lie in one group, as long as nothing splits it. */
const PLAIN_GROUP = 1;

function describe({ order, kv }: pb.Answer.$Properties): string {
  if (order)
    return (order.tickets ?? [])
      .map(({ passengerId, coach, seat }) => `${passengerId} ${coach}-${seat}`)
      .join(', ');
  return kv?.value ? Buffer.from(kv.value).toString('latin1') : `found: ${kv?.found === true}`;
}

/** In the same words; undefined where the SDK says less. */
function toldOf(operation: Operation, { order, counter, found }: Outcome): string | undefined {
  if (order !== undefined)
    return order.tickets.map(({ passengerId, coach, seat }) => `${passengerId} ${coach}-${seat}`).join(', ');
  if (operation.type === 'decrement') return String(counter);
  return operation.type === 'delete' ? `found: ${found === true}` : undefined;
}
