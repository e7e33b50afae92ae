/** A process of buyers: each carries out its wish of the plan, retrying with the same request id until it is told, and writes
 *  down what it asked and was told. Run by the demonstration with its orders as one JSON argument. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Order, type RailkvClient, RailkvError } from '../../../src/client/index.js';
import { LedgerWriter } from './ledger.js';
import { planSale, type SaleSize, type Wish } from './sale-plan.js';

export interface BuyerOrders {
  readonly seeds: readonly string[];
  readonly ledger: string;
  readonly caller: string;
  readonly size: SaleSize;
  readonly startMs: number;
  /** This process takes wishes `share`, `share + shares`, ... */
  readonly share: number;
  readonly shares: number;
  /** Buyers arrive evenly over this time, whatever the cluster does. */
  readonly arriveOverMs: number;
  readonly patienceMs: number;
}

/** What the demonstration is told, ten times a second. */
export interface BuyerNews {
  readonly inFlight: number;
  /** Of those, bound for the hot train's line. */
  readonly inFlightHot: number;
  readonly told: number;
  readonly finished: boolean;
}

/** After a refusal that says "later", beyond what the SDK has already waited. */
const PATIENCE_STEP_MS = 500;
const HOLD_EXPIRE_MS = 2_000;
const HOLD_MS = 120_000;

class Buyers {
  private inFlight = 0;
  private inFlightHot = 0;
  private told = 0;
  private readonly ledger: LedgerWriter;
  private readonly plan;

  constructor(
    private readonly orders: BuyerOrders,
    private readonly railkv: RailkvClient,
  ) {
    this.ledger = new LedgerWriter(orders.ledger);
    this.plan = planSale(orders.size, orders.startMs);
  }

  news(finished: boolean): BuyerNews {
    return { inFlight: this.inFlight, inFlightHot: this.inFlightHot, told: this.told, finished };
  }

  async run(): Promise<void> {
    const mine = this.plan.wishes
      .map((wish, number) => ({ wish, number }))
      .filter(({ number }) => number % this.orders.shares === this.orders.share);
    const gapMs = this.orders.arriveOverMs / mine.length;
    const began = performance.now();
    await Promise.all(
      mine.map(async ({ wish, number }, i) => {
        await sleep(Math.max(0, began + i * gapMs - performance.now()));
        await this.fulfil(wish, number);
      }),
    );
  }

  private async fulfil(wish: Wish, number: number): Promise<void> {
    const id = `wish-${number}`;
    const plan = this.plan.runs[wish.run]!;
    const from = { station: plan.stops[wish.fromStop]!.station, stop: wish.fromStop };
    const to = { station: plan.stops[wish.toStop]!.station, stop: wish.toStop };
    const hot = wish.run === this.plan.hot;
    const { fromStop, toStop, passengers } = wish;
    this.ledger.write({
      kind: 'asked',
      id,
      caller: this.orders.caller,
      atMs: Date.now(),
      ...plan.run,
      fromStop,
      toStop,
      class: wish.class,
      passengers,
    });
    const request = { offer: { run: plan.run, from, to }, class: wish.class, passengers, requestId: id };
    let step = 'purchase';
    this.inFlight += 1;
    if (hot) this.inFlightHot += 1;
    try {
      const { tickets } = this.railkv;
      const order = await this.untilTold((timeoutMs) =>
        wish.ending.startsWith('hold')
          ? tickets.hold({
              ...request,
              holdMs: wish.ending === 'hold-expire' ? HOLD_EXPIRE_MS : HOLD_MS,
              timeoutMs,
            })
          : tickets.buy({ ...request, timeoutMs }),
      );
      this.acknowledge(id, order);
      if (wish.ending === 'buy' || wish.ending === 'hold-expire') return;
      step = wish.ending;
      const { reference } = order;
      const ended = await this.untilTold((timeoutMs) => {
        if (wish.ending === 'hold-confirm')
          return tickets.confirm(reference, { timeoutMs, requestId: `${id}-confirm` });
        if (wish.ending === 'hold-cancel')
          return tickets.cancel(reference, { timeoutMs, requestId: `${id}-cancel` });
        return tickets.refund(reference, { timeoutMs, requestId: `${id}-refund` });
      });
      this.acknowledge(id, ended);
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      const atMs = Date.now();
      // Only a recorded refusal of the purchase itself is an end; all else may still have been done.
      if (step === 'purchase' && error.retry === 'never')
        this.ledger.write({ kind: 'refused', id, atMs, reason: error.reason });
      else this.ledger.write({ kind: 'unknown', id, atMs, step, reason: error.reason });
    } finally {
      this.told += 1;
      this.inFlight -= 1;
      if (hot) this.inFlightHot -= 1;
    }
  }

  /** Asks again, with the same request id, until the answer is final or patience ends. */
  private async untilTold(ask: (timeoutMs: number) => Promise<Order>): Promise<Order> {
    const deadline = performance.now() + this.orders.patienceMs;
    for (;;) {
      const leftMs = deadline - performance.now();
      try {
        return await ask(Math.max(leftMs, 1_000));
      } catch (error) {
        if (!(error instanceof RailkvError) || error.retry === 'never' || leftMs <= 0) throw error;
        await sleep(PATIENCE_STEP_MS * Math.random());
      }
    }
  }

  private acknowledge(id: string, order: Order): void {
    const tickets = order.tickets.map(({ passengerId, coach, seat }) => ({
      passenger: passengerId,
      coach,
      seat,
    }));
    this.ledger.write({
      kind: 'acknowledged',
      id,
      atMs: Date.now(),
      state: order.state,
      reference: order.reference,
      tickets,
    });
  }
}

const orders = JSON.parse(process.argv[2]!) as BuyerOrders;
const railkv = await connect({ seeds: orders.seeds, caller: orders.caller });
const buyers = new Buyers(orders, railkv);
const report = setInterval(() => process.send?.(buyers.news(false)), 100);
await buyers.run();
clearInterval(report);
await railkv.close();
process.send?.(buyers.news(true), () => process.disconnect());
