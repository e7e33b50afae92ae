/** Starts buyer processes and keeps count of what they report. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';
import type { BuyerNews, BuyerOrders } from './buyer-process.js';

const PROCESSES = 2;

export class BuyerProcesses {
  readonly ledgers: string[] = [];
  private readonly children: ChildProcess[] = [];
  private readonly news: BuyerNews[] = [];
  private readonly ends: Promise<number | null>[] = [];

  constructor(orders: Omit<BuyerOrders, 'share' | 'shares' | 'ledger' | 'caller'>, directory: string) {
    for (let share = 0; share < PROCESSES; share += 1) {
      const ledger = join(directory, `ledger-${share}.jsonl`);
      const own: BuyerOrders = { ...orders, ledger, caller: `seller-${share}`, share, shares: PROCESSES };
      const child = fork(join(projectRoot, 'dist/test/cluster/sale/buyer-process.js'), [JSON.stringify(own)]);
      this.ledgers.push(ledger);
      this.children.push(child);
      this.news.push({ inFlight: 0, inFlightHot: 0, told: 0, finished: false });
      child.on('message', (message) => {
        this.news[share] = message as BuyerNews;
      });
      this.ends.push(new Promise((resolve) => child.once('exit', resolve)));
    }
  }

  private sum(of: (news: BuyerNews) => number): number {
    return this.news.reduce((total, news) => total + of(news), 0);
  }

  get inFlight(): number {
    return this.sum((news) => news.inFlight);
  }

  get inFlightHot(): number {
    return this.sum((news) => news.inFlightHot);
  }

  get told(): number {
    return this.sum((news) => news.told);
  }

  get ended(): boolean {
    return this.children.every((child) => child.exitCode !== null || child.signalCode !== null);
  }

  /** @throws when a buyer process fails. */
  async finish(): Promise<void> {
    const codes = await Promise.all(this.ends);
    if (codes.some((code) => code !== 0))
      throw new Error(`a buyer process failed: exit codes ${codes.join(', ')}`);
  }

  kill(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}
