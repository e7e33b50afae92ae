/** A process of sellers for a steady sale. Requests are due at times fixed before the first is sent (an open loop), whatever the
 *  cluster does; each is sent once through the SDK, which retries as any application's would. What was asked and answered
 *  goes to a ledger, how long it took to a file of samples. Orders come as a JSON file, then by messages. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../../src/cli/in-parallel.js';
import {
  connect,
  formatOrderReference,
  type Order,
  type RailkvClient,
  RailkvError,
} from '../../../src/client/index.js';
import { LedgerWriter } from '../sale/ledger.js';
import type { Access, SaleRun } from './sale-runs.js';
import { type Kind, SampleWriter } from './samples.js';

export interface SellerOrders {
  readonly access: Access;
  /** Of this process; its requests bear it. */
  readonly name: string;
  readonly ledger: string;
  readonly samples: string;
  readonly runs: readonly SaleRun[];
  /** This process sends requests `share`, `share + shares`, ... */
  readonly share: number;
  readonly shares: number;
}

export type SellerOrder =
  /** As fast as it goes, so many at a time. */
  | { readonly kind: 'peak'; readonly forMs: number; readonly atOnce: number }
  /** @param rate requests a second of all processes together @param fromMs Unix ms of the first */
  | { readonly kind: 'sell'; readonly rate: number; readonly fromMs: number }
  /** From now on this part of all requests is for one line; 0: as many as for any other. */
  | { readonly kind: 'favour'; readonly line: string; readonly part: number }
  | { readonly kind: 'stop' };

export type SellerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'peak'; readonly perSecond: number }
  | { readonly kind: 'stopped'; readonly settled: Readonly<Record<string, number>> };

type Ending = 'buy' | 'hold-confirm' | 'buy-refund' | 'query';
const TIMEOUT_MS = 10_000;
const HOLD_MS = 120_000;
const PAYING_MS = 200;
const REGRETTING_MS = 400;
const SETTLED_AT_ONCE = 16;
/** Of ten requests. */
const ENDINGS: readonly Ending[] = [
  'buy',
  'buy',
  'query',
  'buy',
  'hold-confirm',
  'buy',
  'buy',
  'buy-refund',
  'buy',
  'buy',
];
const nowMs = (): number => performance.timeOrigin + performance.now();

/** Whose the orders are: what a certificate says goes before what anybody calls itself. */
const callerOf = ({ access, name }: SellerOrders): string => access.secure?.caller ?? name;

class Sellers {
  private readonly ledger: LedgerWriter;
  private readonly samples: SampleWriter;
  private readonly byLine: readonly (readonly SaleRun[])[];
  private readonly pending = new Set<Promise<void>>();
  private readonly unknown: string[] = [];
  private favoured = { line: '', part: 0 };
  private stopping = false;
  private number = 0;

  constructor(
    private readonly orders: SellerOrders,
    private readonly railkv: RailkvClient,
  ) {
    this.ledger = new LedgerWriter(orders.ledger);
    this.samples = new SampleWriter(orders.samples);
    const lines = [...new Set(orders.runs.map(({ run }) => run.line))];
    this.byLine = lines.map((line) => orders.runs.filter(({ run }) => run.line === line));
  }

  favour(line: string, part: number): void {
    this.favoured = { line, part };
  }

  /** @returns requests a second */
  async peak(forMs: number, atOnce: number): Promise<number> {
    const fromMs = nowMs();
    let done = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let at = nowMs(); at < fromMs + forMs; at = nowMs()) {
          await this.one(at);
          done += 1;
        }
      }),
    );
    return done / ((nowMs() - fromMs) / 1_000);
  }

  async sell(rate: number, fromMs: number): Promise<void> {
    const gapMs = (this.orders.shares * 1_000) / rate;
    let dueMs = fromMs + (this.orders.share * 1_000) / rate;
    while (!this.stopping) {
      for (; dueMs <= nowMs() && !this.stopping; dueMs += gapMs) {
        const one: Promise<void> = this.one(dueMs).finally(() => this.pending.delete(one));
        this.pending.add(one);
      }
      await sleep(1);
    }
  }

  /** Waits for what is under way, then asks what became of every purchase that ended unknown. */
  async stop(): Promise<Readonly<Record<string, number>>> {
    this.stopping = true;
    while (this.pending.size > 0) await Promise.all(this.pending);
    this.samples.flush();
    const settled: Record<string, number> = {};
    await inParallel(this.unknown, SETTLED_AT_ONCE, async (reference) => {
      const outcome = await this.settle(reference);
      settled[outcome] = (settled[outcome] ?? 0) + 1;
    });
    return settled;
  }

  private async settle(reference: string): Promise<string> {
    const id = reference.split('/').at(-1)!;
    try {
      const settlement = await this.railkv.tickets.settle(reference, { timeoutMs: 60_000 });
      if (settlement.outcome === 'done' && settlement.order !== undefined)
        this.acknowledge(id, settlement.order);
      else if (settlement.outcome !== 'done')
        this.ledger.write({ kind: 'refused', id, atMs: Date.now(), reason: settlement.outcome });
      return settlement.outcome;
    } catch (error) {
      if (error instanceof RailkvError) return error.reason;
      throw error;
    }
  }

  /** The line that is favoured comes more often; the others in turn. */
  private choose(number: number): SaleRun {
    const favoured = this.byLine.find(([first]) => first?.run.line === this.favoured.line);
    const isFavoured = (number * 7919) % 1_000 < this.favoured.part * 1_000;
    const runs = isFavoured && favoured !== undefined ? favoured : this.byLine[number % this.byLine.length]!;
    return runs[Math.floor(number / this.byLine.length) % runs.length]!;
  }

  private async one(dueMs: number): Promise<void> {
    const number = this.number * this.orders.shares + this.orders.share;
    this.number += 1;
    const ending = ENDINGS[Math.floor(number / this.orders.shares) % ENDINGS.length]!;
    const sale = this.choose(number);
    if (ending === 'query') {
      await this.timed('query', dueMs, sale, () =>
        this.railkv.tickets.run(sale.run, { timeoutMs: TIMEOUT_MS }),
      );
      return;
    }
    const id = `${this.orders.name}-${number}`;
    const order = await this.timed(ending === 'hold-confirm' ? 'hold' : 'buy', dueMs, sale, () =>
      this.purchase(id, number, sale, ending),
    );
    if (order === undefined || ending === 'buy' || this.stopping) return;
    const next = nowMs() + (ending === 'hold-confirm' ? PAYING_MS : REGRETTING_MS);
    await sleep(next - nowMs());
    const kind = ending === 'hold-confirm' ? 'confirm' : 'refund';
    await this.timed(kind, next, sale, () => this.follow(id, order.reference, kind));
  }

  /** @returns undefined when it failed, which is written down */
  private async timed<T>(
    kind: Kind,
    dueMs: number,
    { run: { line } }: SaleRun,
    ask: () => Promise<T>,
  ): Promise<T | undefined> {
    const lateMs = nowMs() - dueMs;
    try {
      const answer = await ask();
      this.samples.write({ dueMs, lateMs, endMs: nowMs(), kind, line, outcome: 'ok' });
      return answer;
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      this.samples.write({ dueMs, lateMs, endMs: nowMs(), kind, line, outcome: error.reason });
      return undefined;
    }
  }

  private async purchase(id: string, number: number, sale: SaleRun, ending: Ending): Promise<Order> {
    const fromStop = (number * 31) % (sale.stations.length - 1);
    const [from, to] = [fromStop, fromStop + 1].map((stop) => ({ station: sale.stations[stop]!, stop }));
    const passengers = [`rider-${id}`];
    this.ledger.write({
      kind: 'asked',
      id,
      caller: callerOf(this.orders),
      atMs: Date.now(),
      ...sale.run,
      fromStop,
      toStop: fromStop + 1,
      class: sale.class,
      passengers,
    });
    const request = {
      offer: { run: sale.run, from: from!, to: to! },
      class: sale.class,
      passengers,
      requestId: id,
      timeoutMs: TIMEOUT_MS,
    };
    try {
      const { tickets } = this.railkv;
      const order =
        ending === 'hold-confirm'
          ? await tickets.hold({ ...request, holdMs: HOLD_MS })
          : await tickets.buy(request);
      this.acknowledge(id, order);
      return order;
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      const { reason } = error;
      // All other reasons say that it was not done: the audit holds them to it.
      if (reason !== 'UNKNOWN') this.ledger.write({ kind: 'refused', id, atMs: Date.now(), reason });
      else {
        this.ledger.write({ kind: 'unknown', id, atMs: Date.now(), step: 'purchase', reason });
        this.unknown.push(formatOrderReference({ ...sale.run, orderId: id }));
      }
      throw error;
    }
  }

  private async follow(id: string, reference: string, kind: 'confirm' | 'refund'): Promise<void> {
    const options = { requestId: `${id}-${kind}`, timeoutMs: TIMEOUT_MS };
    try {
      this.acknowledge(id, await this.railkv.tickets[kind](reference, options));
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      if (error.reason === 'UNKNOWN')
        this.ledger.write({ kind: 'unknown', id, atMs: Date.now(), step: kind, reason: error.reason });
      throw error;
    }
  }

  private acknowledge(id: string, { state, reference, tickets }: Order): void {
    this.ledger.write({
      kind: 'acknowledged',
      id,
      atMs: Date.now(),
      state,
      reference,
      tickets: tickets.map(({ passengerId, coach, seat }) => ({ passenger: passengerId, coach, seat })),
    });
  }
}

const orders = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as SellerOrders;
const { seeds, secure } = orders.access;
const railkv = await connect({ seeds, caller: callerOf(orders), ...(secure && { tls: secure.tls }) });
const sellers = new Sellers(orders, railkv);
const tell = (news: SellerNews): void => {
  process.send?.(news);
};

async function carryOut(order: SellerOrder): Promise<void> {
  if (order.kind === 'peak') tell({ kind: 'peak', perSecond: await sellers.peak(order.forMs, order.atOnce) });
  else if (order.kind === 'sell') await sellers.sell(order.rate, order.fromMs);
  else if (order.kind === 'favour') sellers.favour(order.line, order.part);
  else {
    const settled = await sellers.stop();
    await railkv.close();
    process.send?.({ kind: 'stopped', settled } satisfies SellerNews, () => process.disconnect());
  }
}

process.on('message', (message) => void carryOut(message as SellerOrder));
process.once('disconnect', () => process.exit()); // whoever started it is gone, or all is said
tell({ kind: 'ready' });
