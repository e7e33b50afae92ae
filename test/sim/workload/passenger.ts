/** One client of a simulation: buys, holds, confirms, cancels, refunds, repeats, asks again elsewhere, all by chance of the seed;
 *  and remembers what it has to settle. */
import type { RailkvClient } from '../../../src/client/api.js';
import type { ReadLevel } from '../../../src/client/call-options.js';
import type { Order, RunKey } from '../../../src/client/ticket-types.js';
import type { SeededRandom } from '../seeded-random.js';
import type { World } from '../world.js';
import { keyScope, type Operation, type Outcome, runScope } from './operation.js';
import type { Ended, Recorder } from './recorder.js';
import { CLASS, SEGMENTS, stationOf, type Train } from './timetable.js';

type Buy = Extract<Operation, { type: 'buy' }>;

export interface Habits {
  readonly thinkMsMax: number;
  readonly keyValueShare: number;
  readonly readShare: number;
  readonly holdShare: number;
  readonly repeatShare: number;
  readonly keys: number;
  /** Share of commands that are given up soon, and are unknown then. */
  readonly hastyShare: number;
  /** Share of commands whose effect is looked at as soon as they are answered. */
  readonly checkShare: number;
}

interface Unknown {
  readonly scope: string;
  readonly requestId: string;
  /** Of a purchase: what settles it. */
  readonly reference: string | undefined;
  readonly key: string | undefined;
  readonly notAfterMs: number | undefined;
}

const TIMEOUT_MS = 6_000;
const HASTY_MS_MAX = 400;
/** Share of acts, while something is unknown. */
const EARLY_SETTLE = 0.2;
/** Share of abandoned purchases that are sent again. */
const TRY_ANYWAY = 0.5;
const LEVELS: readonly ReadLevel[] = ['stale', 'session', 'linearizable'];

export class Passenger {
  readonly #orders: Order[] = [];
  readonly #unknown: Unknown[] = [];
  readonly #sent: Buy[] = [];
  readonly #connections: RailkvClient[] = [];
  readonly #readAlready = new Set<string>();
  #ids = 0;
  #winding = false;
  #dead = false;
  #looping = false;
  sales = 0;

  constructor(
    private readonly world: World,
    private readonly recorder: Recorder,
    private readonly random: SeededRandom,
    private readonly caller: string,
    private readonly trains: readonly Train[],
    private readonly habits: Habits,
  ) {}

  /** Two connections, with sessions and routes of their own: a repetition goes through the other. */
  start(): void {
    this.#looping = true;
    void this.#run();
  }

  wind(): void {
    this.#winding = true;
  }

  get name(): string {
    return this.caller;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Between a hold and its payment: whoever it was never comes back. @returns whether it held anything */
  die(): boolean {
    if (this.#dead || !this.#orders.some(({ state }) => state === 'held')) return false;
    this.#dead = true;
    return true;
  }

  get done(): boolean {
    return !this.#looping;
  }

  async #run(): Promise<void> {
    this.#connections.push(await this.world.connect(this.caller), await this.world.connect(this.caller));
    while (!this.#winding && !this.#dead) {
      await this.#pause(this.random.between(0, this.habits.thinkMsMax));
      if (!this.#dead) await this.#act();
    }
    if (!this.#dead) {
      await this.#settleAll();
      await this.#readBack();
    }
    this.#looping = false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.world.after(ms, resolve));
  }

  #act(): Promise<unknown> {
    const { random, habits } = this;
    // Impatient: asks what came of it, and may yet send it again.
    if (this.#unknown.length > 0 && random.chance(EARLY_SETTLE)) return this.#settleOne();
    const dice = random.next();
    if (dice < habits.readShare) return this.#read();
    if (dice < habits.readShare + habits.keyValueShare) return this.#keyValue();
    if (this.#sent.length > 0 && random.chance(habits.repeatShare)) return this.#repeat();
    const order = this.#orders.length > 0 && random.chance(0.4) ? this.#takeOrder() : undefined;
    return order === undefined ? this.#buySome() : this.#end(order);
  }

  /** @returns a connection, and the name its session goes by */
  #connection(which = this.random.chance(0.7) ? 0 : 1): { client: RailkvClient; name: string } {
    const client = this.#connections[which];
    if (client === undefined) throw new Error('a passenger acts before it is connected');
    return { client, name: which === 0 ? this.caller : `${this.caller}#${which}` };
  }

  #patience(): number {
    const hasty = this.random.chance(this.habits.hastyShare);
    return hasty ? this.random.between(20, HASTY_MS_MAX) : TIMEOUT_MS;
  }

  #nextId(): string {
    this.#ids += 1;
    return `${this.caller}-${this.#ids}`;
  }

  // --- purchases ---

  #train(): Train {
    // Zipf: the first train is wanted most.
    const weights = this.trains.map((_, at) => 1 / (at + 1) ** 1.2);
    let left = this.random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [at, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return this.trains[at]!;
    }
    return this.trains[0]!;
  }

  #buySome(): Promise<unknown> {
    const count = this.random.chance(0.2) ? 3 : 1; // several at once race each other for the last seats
    return Promise.all(Array.from({ length: count }, () => this.#buy(this.#purchase(), this.#connection())));
  }

  #purchase(): Buy {
    const { random } = this;
    const train = this.#train();
    const from = random.between(0, SEGMENTS - 1);
    const to = random.between(from + 1, SEGMENTS);
    const id = this.#nextId();
    const party = random.chance(0.25) ? random.between(2, 4) : 1;
    const held = !train.outright && random.chance(this.habits.holdShare);
    return {
      type: 'buy',
      trip: { run: train.plan.run, from, to },
      class: CLASS,
      passengers: Array.from({ length: party }, (_, at) => `${id}-p${at}`),
      holdMs: held ? random.between(200, 6_000) : 0,
      // Without an id of one's own a refusal may come from memory.
      requestId: random.chance(0.5) ? id : undefined,
      fresh: true,
    };
  }

  async #buy(buy: Buy, { client, name }: { client: RailkvClient; name: string }): Promise<void> {
    const { trip, passengers, holdMs, requestId } = buy;
    const request = {
      offer: {
        run: trip.run,
        from: { station: stationOf(trip.from), stop: trip.from },
        to: { station: stationOf(trip.to), stop: trip.to },
      },
      class: buy.class,
      passengers,
      timeoutMs: buy.fresh ? this.#patience() : TIMEOUT_MS,
      ...(requestId !== undefined && { requestId }),
    };
    const ended = await this.recorder.run(name, buy, async () => {
      const order = await (holdMs > 0
        ? client.tickets.hold({ ...request, holdMs })
        : client.tickets.buy(request));
      return { order, requestId: order.orderId };
    });
    if (requestId !== undefined && buy.fresh) this.#sent.push(buy);
    this.#after(ended, runScope(trip.run), undefined, trip.run);
    if (ended.detail.order !== undefined && buy.fresh) {
      this.sales += 1;
      this.#orders.push(ended.detail.order);
      if (this.random.chance(this.habits.checkShare)) await this.#readRun(trip.run, this.#freshLevel());
    }
  }

  /** The same again through the other connection, or another purchase under the same id. */
  #repeat(): Promise<void> {
    const buy = this.random.pick(this.#sent);
    const conflicting = this.random.chance(0.3);
    const trip = conflicting
      ? { ...buy.trip, from: 0, to: buy.trip.to === 1 && buy.trip.from === 0 ? 2 : 1 }
      : buy.trip;
    return this.#buy({ ...buy, trip, fresh: false }, this.#connection(1));
  }

  // --- what may become of an order ---

  #takeOrder(): Order {
    const at = Math.floor(this.random.next() * this.#orders.length);
    const order = this.random.chance(0.7) ? this.#orders.splice(at, 1)[0] : this.#orders[at];
    if (order === undefined) throw new RangeError('no order to take');
    return order;
  }

  /** Sometimes two ends at the same moment: one of them has to lose. */
  #end(order: Order): Promise<unknown> {
    const kinds = order.state === 'held' ? (['confirm', 'cancel'] as const) : (['refund'] as const);
    const wanted = this.random.chance(0.3) ? [...kinds, ...kinds] : [this.random.pick(kinds)];
    return Promise.all(wanted.map((type) => this.#change(order, type)));
  }

  async #change(order: Order, type: 'confirm' | 'cancel' | 'refund'): Promise<void> {
    const { client, name } = this.#connection();
    const { reference, run } = order;
    const some = type === 'refund' && order.tickets.length > 1 && this.random.chance(0.4);
    const passengers = some ? [order.tickets[0]?.passengerId ?? ''] : [];
    const requestId = this.#nextId();
    const operation: Operation = { type, reference, run, passengers, requestId, fresh: true };
    const options = { requestId, timeoutMs: TIMEOUT_MS };
    const ended = await this.recorder.run(name, operation, async () => ({
      order: await (type === 'refund'
        ? client.tickets.refund(reference, { ...options, passengers })
        : client.tickets[type](reference, options)),
      requestId,
    }));
    this.#after(ended, runScope(run), undefined, run);
    if (ended.outcome === 'ok' && type === 'confirm' && ended.detail.order !== undefined)
      this.#orders.push(ended.detail.order);
  }

  // --- plain keys ---

  async #keyValue(): Promise<void> {
    const { client, name } = this.#connection();
    const key = `k${this.random.between(1, this.habits.keys)}`;
    const requestId = this.#nextId();
    const options = { requestId, timeoutMs: this.#patience() };
    const common = { key, requestId, fresh: true };
    const dice = this.random.next();
    const { kv } = client;
    let ended: Ended;
    if (dice < 0.3) {
      const value = String(this.random.between(0, 20));
      ended = await this.recorder.run(name, { type: 'put', value, ...common }, async () => ({
        position: (await kv.put(key, value, options)).position,
      }));
    } else if (dice < 0.4) {
      ended = await this.recorder.run(name, { type: 'delete', ...common }, () => kv.delete(key, options));
    } else if (dice < 0.65) {
      const expected = this.random.chance(0.2) ? null : String(this.random.between(0, 20));
      const value = String(this.random.between(0, 20));
      ended = await this.recorder.run(name, { type: 'cas', expected, value, ...common }, async () => {
        const { position, swapped } = await kv.compareAndSet(key, { expected, value }, options);
        return { position, swapped };
      });
    } else {
      const by = this.random.between(1, 3);
      ended = await this.recorder.run(name, { type: 'decrement', by, floor: 0, ...common }, async () => {
        const { position, value } = await kv.decrement(key, { by, floor: 0, ...options });
        return { position, counter: value };
      });
    }
    this.#after(ended, keyScope(key), key, undefined);
    if (ended.outcome === 'ok' && this.random.chance(this.habits.checkShare))
      await this.#readKey(key, this.#freshLevel());
  }

  // --- reads ---

  #read(): Promise<unknown> {
    const level = this.random.pick(LEVELS);
    if (this.random.chance(0.5)) return this.#readKey(`k${this.random.between(1, this.habits.keys)}`, level);
    return this.#readRun(this.#train().plan.run, level);
  }

  /** Of those that have to show what was just done. */
  #freshLevel(): ReadLevel {
    return this.random.chance(0.7) ? 'linearizable' : 'session';
  }

  async #readKey(key: string, level: ReadLevel): Promise<void> {
    const { client, name } = this.#connection();
    await this.recorder.run(name, { type: 'get', key, level }, async () => {
      const found = await client.kv.get(key, { read: level, timeoutMs: TIMEOUT_MS });
      if (found === undefined) return { found: false };
      return { found: true, value: Buffer.from(found.value).toString('latin1'), asOf: found.asOf };
    });
  }

  async #readRun(run: RunKey, level: ReadLevel): Promise<void> {
    const { client, name } = this.#connection();
    await this.recorder.run(name, { type: 'run', run, level }, async () => {
      const detail = await client.tickets.run(run, { read: level, timeoutMs: TIMEOUT_MS });
      return { detail, asOf: detail.asOf };
    });
  }

  // --- what is unknown ---

  #after({ outcome, detail }: Ended, scope: string, key: string | undefined, run: RunKey | undefined): void {
    if (outcome !== 'UNKNOWN' || detail.requestId === undefined) return;
    const { requestId } = detail;
    const reference = run && `${run.line}/${run.train}/${run.date}/${requestId}`;
    this.#unknown.push({ scope, requestId, reference, key, notAfterMs: detail.notAfterMs });
  }

  async #settleAll(): Promise<void> {
    while (this.#unknown.length > 0) if (!(await this.#settleOne())) await this.#pause(200);
  }

  /** The oldest. @returns whether it is settled */
  async #settleOne(): Promise<boolean> {
    const unknown = this.#unknown.shift();
    if (unknown === undefined) return true;
    const { client, name } = this.#connection(0);
    const { scope, requestId, reference, key, notAfterMs } = unknown;
    const ended = await this.recorder.run(
      name,
      { type: 'settle', scope, requestId },
      async (): Promise<Outcome> => {
        const options = { timeoutMs: TIMEOUT_MS, ...(notAfterMs !== undefined && { notAfterMs }) };
        const { outcome } =
          key === undefined
            ? await client.tickets.settle(reference ?? '', options)
            : await client.kv.settle(key, requestId, options);
        return { settled: outcome, requestId };
      },
    );
    if (ended.detail.settled === 'never') await this.#tryAnyway(requestId);
    // Asked so late that nobody knows any more: only for what is not a purchase.
    if (ended.outcome === 'ok' || ended.outcome === 'REQUEST_EXPIRED') return true;
    this.#unknown.unshift(unknown);
    return false;
  }

  /** A purchase that has just been declared never to happen: sent again, it must not happen either. */
  async #tryAnyway(requestId: string): Promise<void> {
    const abandoned = this.#sent.find((buy) => buy.requestId === requestId);
    if (abandoned !== undefined && this.random.chance(TRY_ANYWAY))
      await this.#buy({ ...abandoned, fresh: false }, this.#connection(1));
  }

  async #readBack(): Promise<void> {
    for (const bought of this.#orders) {
      const { reference } = bought;
      if (this.#readAlready.has(reference)) continue;
      this.#readAlready.add(reference);
      for (let ended: Ended | undefined; ended === undefined || RETRIED.has(ended.outcome); ) {
        const { client, name } = this.#connection(0);
        ended = await this.recorder.run(name, { type: 'readBack', reference, bought }, async () => ({
          order: await client.tickets.order(reference, { read: 'linearizable', timeoutMs: TIMEOUT_MS }),
        }));
        if (RETRIED.has(ended.outcome)) await this.#pause(200);
      }
    }
  }
}

/** Not the order's fault. */
const RETRIED: ReadonlySet<string> = new Set([
  'UNREACHABLE',
  'NO_LEADER',
  'NOT_LEADER',
  'SERVER_BUSY',
  'DEADLINE_EXCEEDED',
  'READ_TOO_OLD',
]);
