/** Three nodes with a few trains on sale, in a directory that is gone afterwards: what most of these tests start from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectOptions,
  connect,
  type Order,
  type RailkvClient,
  type RunKey,
  type RunPlan,
} from '../../../src/client/index.js';
import { type ClusterOptions, NodeProcesses } from '../node-processes.js';
import { railkv, type Said } from './command-line.js';

const DAY_MS = 86_400_000;
const STATIONS = ['北京南', '天津南', '济南西', '徐州东', '南京南', '苏州北', '上海虹桥'];
/** Midnight in Shanghai, two weeks ahead. */
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS + 14 * DAY_MS - 8 * 3_600_000;
export const DATE = new Date(START_MS + 8 * 3_600_000).toISOString().slice(0, 10);

const CODES = ['VNP', 'TIP', 'JGK', 'UUH', 'NKH', 'OHH', 'AOH'];

/** `line-1` has G1 and G11, `line-2` G2 and G12, and so on: 50 seats in second class, 4 in first. */
function planOf(run: RunKey): RunPlan {
  return {
    run,
    stops: STATIONS.map((name, at) => ({
      station: CODES[at]!,
      name,
      arrivalS: 8 * 3_600 + at * 2_400,
      departureS: 8 * 3_600 + at * 2_400 + (at === STATIONS.length - 1 ? 0 : 120),
    })),
    coaches: [
      { number: 1, class: 'first', rows: 1, letters: 'ACDF', windows: 'AF', aisles: 'CD' },
      { number: 2, class: 'second', rows: 10, letters: 'ABCDF', windows: 'AF', aisles: 'CD' },
    ],
    dayStartMs: START_MS,
    timezone: 'Asia/Shanghai',
  };
}

export interface TicketClusterOptions {
  readonly lines?: number;
  readonly yaml?: string;
  readonly beforeInit?: ClusterOptions['beforeInit'];
}

export class TicketCluster {
  readonly runs: readonly RunKey[];
  private passengers = 0;

  private constructor(
    readonly directory: string,
    readonly nodes: NodeProcesses,
    readonly client: RailkvClient,
    lines: number,
  ) {
    this.runs = Array.from({ length: lines }, (_, at) =>
      [`G${at + 1}`, `G${at + 11}`].map((train) => ({ line: `line-${at + 1}`, train, date: DATE })),
    ).flat();
  }

  static async start({ lines = 3, yaml, beforeInit }: TicketClusterOptions = {}): Promise<TicketCluster> {
    const directory = mkdtempSync(join(tmpdir(), 'railkv-faults-'));
    const nodes = await NodeProcesses.create({
      directory,
      nodes: 3,
      replicas: 3,
      ackQuorum: 2,
      ...(yaml === undefined ? {} : { yaml }),
      ...(beforeInit === undefined ? {} : { beforeInit }),
    });
    nodes.startAll();
    await nodes.ready();
    const client = await connect({ seeds: nodes.seeds, caller: 'railway' });
    const cluster = new TicketCluster(directory, nodes, client, lines);
    const stations = STATIONS.map((name, at) => ({ code: CODES[at]!, name }));
    await client.tickets.registerLines(
      [...new Set(cluster.runs.map(({ line }) => line))].map((line) => ({ line, name: line, stations })),
    );
    for (const run of cluster.runs) await client.tickets.publish(planOf(run), { timeoutMs: 30_000 });
    return cluster;
  }

  async end(): Promise<void> {
    await this.client.close();
    await this.nodes.endAll('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Another application. */
  connect(options: Partial<ConnectOptions> = {}): Promise<RailkvClient> {
    return connect({ seeds: this.nodes.seeds, caller: 'railway', ...options });
  }

  /** One seat in second class for somebody new, all the way. */
  async buy(run: RunKey = this.runs[0]!): Promise<Order> {
    this.passengers += 1;
    const to = STATIONS.length - 1;
    return await this.client.tickets.buy({
      offer: { run, from: { station: CODES[0]!, stop: 0 }, to: { station: CODES[to]!, stop: to } },
      class: 'second',
      passengers: [`rider-${this.passengers}`],
      timeoutMs: 30_000,
    });
  }

  /** One seat on every train: no line stands still. */
  async buyEverywhere(): Promise<Order[]> {
    return await Promise.all(this.runs.map((run) => this.buy(run)));
  }

  /** The railkv command with this cluster named in its environment. @param caller else `railway` */
  cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
    const named = { RAILKV_CLUSTER: this.nodes.seeds.join(','), RAILKV_CALLER: 'railway' };
    return railkv(args, { cwd: this.directory, env: { ...named, ...env } }).ended;
  }

  /** How many seats of each class are free, held and sold on each segment of each train, not older than anything answered. */
  async books(): Promise<string> {
    const lines: string[] = [];
    for (const run of this.runs) {
      const { inventory, open } = await this.client.tickets.run(run, {
        read: 'linearizable',
        timeoutMs: 20_000,
      });
      for (const { class: name, free, held, sold } of inventory)
        lines.push(`${run.train} ${open} ${name}: ${free.join(' ')} | ${held.join(' ')} | ${sold.join(' ')}`);
    }
    return lines.join('\n');
  }

  /** What a node says of itself; undefined while it does not. */
  async status(
    node: string,
  ): Promise<Awaited<ReturnType<RailkvClient['cluster']['nodeStatus']>> | undefined> {
    return await this.client.cluster
      .nodeStatus(node, { groups: true, timeoutMs: 2_000 })
      .catch(() => undefined);
  }

  /** The last line of a node's log, as its fields. */
  lastLine(node: string): Readonly<Record<string, unknown>> {
    const line = this.nodes.logTail(node, 1);
    return line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { msg: line };
  }
}
