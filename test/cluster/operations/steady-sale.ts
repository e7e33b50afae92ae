/** The steady sale as whoever runs it sees it: seller processes, their peak, their rate, and the separate audit at the end. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';
import type { Access, SaleRun } from './sale-runs.js';
import { readSamples, type Sample } from './samples.js';
import type { SellerNews, SellerOrder, SellerOrders } from './seller-process.js';

const PROCESSES = 2;
const WARM_UP_MS = 3_000;
/** Purchases that each process has in flight while the peak is measured. */
const PEAK_AT_ONCE = 64;

export interface Rate {
  readonly perSecond: number;
  /** Of the closed loop, requests a second; 0 when it was not measured. */
  readonly peakPerSecond: number;
}

interface Seller {
  readonly child: ChildProcess;
  readonly news: SellerNews[];
  wake: () => void;
}

export class SteadySale {
  readonly ledgers: string[] = [];
  private readonly sampleFiles: string[] = [];
  private readonly sellers: Seller[] = [];
  readonly lines: readonly string[];
  settled: Readonly<Record<string, number>> = {};

  constructor(
    private readonly access: Access,
    runs: readonly SaleRun[],
    directory: string,
  ) {
    this.lines = [...new Set(runs.map(({ run }) => run.line))];
    for (let share = 0; share < PROCESSES; share += 1) {
      const ledger = join(directory, `ledger-${share}.jsonl`);
      const samples = join(directory, `samples-${share}.jsonl`);
      const orders: SellerOrders = {
        access,
        name: `seller-${share}`,
        ledger,
        samples,
        runs,
        share,
        shares: PROCESSES,
      };
      const script = join(projectRoot, 'dist/test/cluster/operations/seller-process.js');
      // All trains of a country are too long for an argument.
      const path = join(directory, `orders-${share}.json`);
      writeFileSync(path, JSON.stringify(orders));
      const child = fork(script, [path]);
      const seller: Seller = { child, news: [], wake: () => {} };
      child.on('message', (message) => {
        seller.news.push(message as SellerNews);
        seller.wake();
      });
      child.once('exit', () => seller.wake());
      this.ledgers.push(ledger);
      this.sampleFiles.push(samples);
      this.sellers.push(seller);
    }
  }

  /** @throws when a seller process ends before it has said so */
  private async hear<K extends SellerNews['kind']>(
    seller: Seller,
    kind: K,
  ): Promise<Extract<SellerNews, { kind: K }>> {
    for (;;) {
      const at = seller.news.findIndex((news) => news.kind === kind);
      if (at >= 0) return seller.news.splice(at, 1)[0] as Extract<SellerNews, { kind: K }>;
      if (seller.child.exitCode !== null || seller.child.signalCode !== null)
        throw new Error(`a seller process ended with ${seller.child.exitCode ?? seller.child.signalCode}`);
      await new Promise<void>((resolve) => {
        seller.wake = resolve;
      });
    }
  }

  private async all<K extends SellerNews['kind']>(kind: K): Promise<Extract<SellerNews, { kind: K }>[]> {
    return await Promise.all(this.sellers.map((seller) => this.hear(seller, kind)));
  }

  private tell(order: SellerOrder): void {
    for (const { child } of this.sellers) child.send(order);
  }

  /** Begins the open loop. @param rate requests a second; absent: measured for `peakMs`, and half of that */
  async begin(rate: number | undefined, peakMs: number): Promise<Rate> {
    await this.all('ready');
    let peakPerSecond = 0;
    if (rate === undefined) {
      // A line's first purchase reads its rows, and every client looks every line up: that is no peak.
      this.tell({ kind: 'peak', forMs: WARM_UP_MS, atOnce: PEAK_AT_ONCE });
      await this.all('peak');
      this.tell({ kind: 'peak', forMs: peakMs, atOnce: PEAK_AT_ONCE });
      for (const { perSecond } of await this.all('peak')) peakPerSecond += perSecond;
    }
    const perSecond = rate ?? Math.max(1, Math.ceil(peakPerSecond / 2));
    this.tell({ kind: 'sell', rate: perSecond, fromMs: Date.now() + 100 });
    return { perSecond, peakPerSecond };
  }

  /** @param part of all requests, for one line; 0: it gets as many as any other */
  favour(line: string, part: number): void {
    this.tell({ kind: 'favour', line, part });
  }

  /** Ends the sale once all that is under way has been answered. */
  async stop(): Promise<readonly Sample[]> {
    this.tell({ kind: 'stop' });
    const settled: Record<string, number> = {};
    for (const news of await this.all('stopped'))
      for (const [outcome, count] of Object.entries(news.settled))
        settled[outcome] = (settled[outcome] ?? 0) + count;
    this.settled = settled;
    return readSamples(this.sampleFiles);
  }

  /** @returns whether the audit, run by a process of its own, finds nothing; what it prints goes to `say` */
  audit(say: (text: string) => void): boolean {
    const { seeds, secure } = this.access;
    const orders = JSON.stringify({
      seeds,
      ...(secure && { tls: secure.tls }),
      ledgers: this.ledgers,
      lines: this.lines,
    });
    const script = join(projectRoot, 'dist/test/cluster/sale/audit.js');
    const run = spawnSync(process.execPath, [script, orders], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    say(`${run.stdout}${run.stderr}`.trimEnd());
    return run.status === 0;
  }

  kill(): void {
    for (const { child } of this.sellers) child.kill('SIGKILL');
  }
}
