/** What tests of splits share: a line of several trains on sale, buyers that use the SDK and never stop, and the books. */

import { connectOver } from '../../src/client/connect.js';
import type { RailkvClient, RunKey } from '../../src/client/index.js';
import { silentLogger } from '../../src/env/env.js';
import { RailkvError } from '../../src/proto/errors.js';
import { trainKey } from '../../src/proto/keys.js';
import { SimClientTransport } from './client-transport.js';
import type { Cluster, ClusterOptions } from './cluster.js';
import { LINE } from './sample-commands.js';
import { trainOnSale } from './train-on-sale.js';
import { NodeClock } from './virtual-clock.js';

export const TRAINS = ['G1', 'G3', 'G5', 'G7'];
export const DATES = ['2026-12-02', '2026-12-03'];
export const at = (train: string): Uint8Array => trainKey(LINE, train);

export const runOf = (train: string, date = DATES[0]!): RunKey => ({ line: LINE, train, date });

export function onSale(options: Partial<ClusterOptions> = {}): Promise<{ cluster: Cluster; group: number }> {
  const runs = TRAINS.flatMap((train) => DATES.map((date) => runOf(train, date)));
  return trainOnSale(options, 40, runs);
}

export async function connect(cluster: Cluster, caller: string): Promise<RailkvClient> {
  const env = { clock: new NodeClock(cluster.time), random: cluster.random.fork(), log: silentLogger };
  const seeds = cluster.nodes.map(({ address }) => address);
  return cluster.finish(connectOver(new SimClientTransport(cluster), env, { seeds, caller }));
}

/** People who buy on every run in turn, one after another, until they are told to stop. */
export class Crowd {
  /** Order references by run. */
  readonly sold = new Map<string, Set<string>>();
  readonly failures: string[] = [];
  #stopped = false;
  #ended = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly clients: readonly RailkvClient[],
    private readonly pauseMs = 20,
  ) {
    clients.forEach((client, who) => void this.#buy(client, who));
  }

  get count(): number {
    return [...this.sold.values()].reduce((sum, { size }) => sum + size, 0);
  }

  async #buy(client: RailkvClient, who: number): Promise<void> {
    for (let turn = who; !this.#stopped; turn += 1) {
      const train = TRAINS[turn % TRAINS.length]!;
      const date = DATES[Math.floor(turn / TRAINS.length) % DATES.length]!;
      const run = runOf(train, date);
      const offer = {
        run,
        from: { station: 'VNP', stop: 0 },
        to: { station: 'AOH', stop: 3 },
      };
      try {
        const order = await client.tickets.buy({
          offer,
          class: 'second',
          passengers: [`p${who}-${turn}`],
          timeoutMs: 20_000,
        });
        const key = `${train}/${date}`;
        const orders = this.sold.get(key) ?? new Set();
        this.sold.set(key, orders.add(order.reference));
      } catch (error) {
        if (!(error instanceof RailkvError)) throw error;
        this.failures.push(`${error.reason}: ${error.message}`);
      }
      await new Promise<void>((resume) =>
        this.cluster.time.at(this.cluster.time.nowMs + this.pauseMs, resume),
      );
    }
    this.#ended += 1;
  }

  async end(): Promise<void> {
    this.#stopped = true;
    await this.cluster.until(() => this.#ended === this.clients.length, 'the last order is answered', 60_000);
  }
}

/** Seats sold of a run, as the group that holds it has them at a linearizable read. */
export async function soldOf(cluster: Cluster, client: RailkvClient, run: RunKey): Promise<number> {
  const details = await cluster.finish(client.tickets.run(run, { read: 'linearizable' }));
  return details.inventory[0]?.sold[0] ?? 0;
}
