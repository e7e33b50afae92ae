/** A cluster as an operator has it: real processes with host and zone labels, a day of a timetable on sale, the railkv
 *  command, and what routes and nodes say of where everything is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type RailkvClient, type Route } from '../../../src/client/index.js';
import { railkv, type Said } from '../faults/command-line.js';
import { NodeProcesses } from '../node-processes.js';
import { projectRoot } from '../project-root.js';
import { type Certificates, certificatesFor } from './certificates.js';
import { Network } from './network.js';
import { type Access, chooseRuns, type Offer, type SaleRun } from './sale-runs.js';

export interface TimetableOptions {
  /** Path of a GTFS feed; absent: the project's sample. */
  readonly feed?: string;
  /** Service date of the feed that is imported; needed with `feed`. */
  readonly date?: string;
  /** Only these lines; absent: all. */
  readonly lines?: readonly string[];
}

export interface OperatedOptions extends TimetableOptions {
  readonly directory: string;
  readonly nodes: number;
  readonly replicas: number;
  readonly ackQuorum: number;
  readonly zones: number;
  /** More of the cluster file's `limits:`. */
  readonly limits?: string;
  /** Nodes in namespaces of their own, with TLS. */
  readonly networked?: boolean;
}

/** What was moved between two pictures. */
export interface Moves {
  readonly copies: number;
  readonly leaders: number;
}

export interface Picture {
  /** By group, of those that hold lines or plain keys. */
  readonly carriers: ReadonlyMap<number, readonly string[]>;
  readonly leaders: ReadonlyMap<number, string>;
  /** Group 0, whose copies and leader count where work is spread, as any other's. */
  readonly placement: { readonly carriers: readonly string[]; readonly leader: string | undefined };
}

const nodesOf = ({ replicas }: Route): string[] => replicas.map(({ nodeId }) => nodeId).sort();

const DAY_MS = 86_400_000;
/** Of the day that is sold: two weeks ahead. */
const SALE_DATE = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 14 * DAY_MS).toISOString().slice(0, 10);

export class OperatedCluster {
  offer: Offer = { runs: [], lines: [] };

  private constructor(
    readonly processes: NodeProcesses,
    readonly client: RailkvClient,
    readonly access: Access,
    readonly network: Network | undefined,
    /** That lets the railkv command in. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(options: OperatedOptions): Promise<OperatedCluster> {
    const { directory } = options;
    const network = options.networked === true ? new Network(options.nodes) : undefined;
    const certificates =
      network && certificatesFor(directory, options.nodes, (node) => network.addressOf(node));
    const processes = await NodeProcesses.create({
      directory,
      nodes: options.nodes,
      replicas: options.replicas,
      ackQuorum: options.ackQuorum,
      labels: (at) => ({ zone: 'abcdefg'[at % options.zones]!, host: `h${at + 1}` }),
      ...(options.limits === undefined ? {} : { yaml: `limits:\n${options.limits}` }),
      ...(network && {
        addressOf: (at: number) => network.addressOf(`n${at + 1}`),
        through: (node: string) => network.through(node),
      }),
      ...(certificates && { security: certificates.section }),
    });
    processes.startAll();
    await processes.ready();
    const { seeds } = processes;
    const access: Access = { seeds, ...(certificates && { secure: certificates.client }) };
    const client = await connect({ seeds, caller: 'operations', ...certificates?.client });
    return new OperatedCluster(processes, client, access, network, environmentOf(seeds, certificates));
  }

  /** @returns what the import printed last */
  async importTimetable({ feed, date, lines = [] }: TimetableOptions): Promise<string> {
    const dates =
      feed === undefined ? ['--from', SALE_DATE] : ['--from', date ?? SALE_DATE, '--as', SALE_DATE];
    const path = feed ?? join(projectRoot, 'examples/sample-feed');
    const only = lines.length === 0 ? [] : ['--line', ...lines];
    const said = await this.railkv('timetable', 'import', path, ...dates, ...only);
    if (said.code !== 0) throw new Error(`the import ended with ${said.code}: ${said.err}`);
    this.offer = await chooseRuns(this.client, SALE_DATE);
    return said.out.trim().split('\n').at(-1) ?? '';
  }

  get runs(): readonly SaleRun[] {
    return this.offer.runs;
  }

  /** The railkv command as an operator runs it. */
  railkv(...args: string[]): Promise<Said> {
    return railkv(args, { cwd: this.processes.options.directory, env: this.environment }).ended;
  }

  get nodes(): readonly string[] {
    return this.processes.nodes.map(({ id }) => id);
  }

  /** Of all groups but placement itself. */
  async routes(): Promise<readonly Route[]> {
    return (await this.allRoutes()).filter(({ group }) => group !== 0);
  }

  private allRoutes(): Promise<readonly Route[]> {
    return this.client.cluster.routes(undefined, { timeoutMs: 20_000 });
  }

  /** Of clients. @throws when there is no such node */
  addressOf(node: string): string {
    const found = this.processes.nodes.find(({ id }) => id === node);
    if (found === undefined) throw new Error(`there is no node ${node}`);
    return found.client;
  }

  /** @param asked nodes that are asked what they lead; absent: all that run */
  async picture(asked: Iterable<string> = this.processes.running.keys()): Promise<Picture> {
    const routes = await this.allRoutes();
    const leaders = new Map<number, string>();
    await Promise.all(
      [...asked].map(async (node) => {
        const status = await this.client.cluster
          .nodeStatus(node, { groups: true, timeoutMs: 5_000 })
          .catch(() => undefined);
        for (const { group, role } of status?.groups ?? []) if (role === 'leader') leaders.set(group, node);
      }),
    );
    const carriers = new Map(routes.map((route) => [route.group, nodesOf(route)]));
    const placement = { carriers: carriers.get(0) ?? [], leader: leaders.get(0) };
    carriers.delete(0);
    leaders.delete(0);
    return { carriers, leaders, placement };
  }

  /** The group that holds a line, or its first part. @throws when none does */
  async groupOf(line: string): Promise<Route> {
    const [route] = await this.client.cluster.routes({ lines: [line] });
    if (route === undefined) throw new Error(`no group holds ${line}`);
    return route;
  }

  /** Node that leads a group now. */
  async leaderOf(group: number): Promise<string> {
    return await this.until(`group ${group} has a leader`, async () =>
      (await this.picture()).leaders.get(group),
    );
  }

  /** Asks until there is an answer. @throws when that takes too long */
  async until<T>(what: string, ask: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined) return answer;
      if (Date.now() > deadline) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
      await sleep(250);
    }
  }

  /** When a node called a peer silent, Unix ms. */
  silences(): readonly number[] {
    return this.nodes.flatMap((node) =>
      readFileSync(this.processes.logPath(node), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"peer is silent"'))
        .map((line) => Date.parse((JSON.parse(line) as { readonly time: string }).time)),
    );
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.processes.endAll('SIGTERM');
  }
}

function environmentOf(
  seeds: readonly string[],
  certificates: Certificates | undefined,
): Readonly<Record<string, string>> {
  return {
    RAILKV_CLUSTER: seeds.join(','),
    RAILKV_CALLER: 'operator',
    ...certificates?.environment,
  };
}

export function movesBetween(before: Picture, after: Picture): Moves {
  let copies = 0;
  let leaders = 0;
  for (const [group, nodes] of after.carriers) {
    const had = before.carriers.get(group);
    if (had === undefined) continue;
    copies += nodes.filter((node) => !had.includes(node)).length;
    const [led, leads] = [before.leaders.get(group), after.leaders.get(group)];
    if (led !== undefined && leads !== undefined && led !== leads) leaders += 1;
  }
  return { copies, leaders };
}

/** Of each node, sorted: how many copies and leaders it has. */
export function spreadOf(picture: Picture, nodes: readonly string[]): string {
  return nodes.map((node) => `${node} ${copiesOn(picture, node)}/${leadsOf(picture, node)}`).join('  ');
}

export function copiesOn({ carriers, placement }: Picture, node: string): number {
  return [...carriers.values(), placement.carriers].filter((each) => each.includes(node)).length;
}

export function leadsOf({ leaders, placement }: Picture, node: string): number {
  return [...leaders.values(), placement.leader].filter((leader) => leader === node).length;
}
