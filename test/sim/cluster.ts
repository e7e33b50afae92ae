/** Whole nodes in one process: the RailNode that `serve` builds, over a virtual clock, a simulated network and disks with a
 *  real disk's crash semantics. Everything, chance included, follows from one seed. */
import { type Env, type Logger, silentLogger } from '../../src/env/env.js';
import { pb } from '../../src/proto/index.js';
import { HOST_LIMITS, type HostLimits, type NodeConfig } from '../../src/server/host/node-config.js';
import { RailNode } from '../../src/server/node.js';
import type { Services } from '../../src/server/services/service.js';
import { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import { SimNetwork, type SimTransport } from './network.js';
import { SeededRandom } from './seeded-random.js';
import { NodeClock, VirtualTime } from './virtual-clock.js';

/** How a simulated process ends. */
export class SimulatedExit extends Error {
  override readonly name = 'SimulatedExit';
}

export interface ClusterOptions {
  readonly seed: number;
  readonly nodes?: number;
  readonly ackQuorum?: number;
  readonly replicas?: number;
  readonly limits?: Partial<HostLimits>;
  /** Not in group 0: the last ones of the nodes. */
  readonly withoutPlacement?: number;
  readonly log?: Logger;
}

const STORE_LIMITS = { reserveBytes: 0 };

export class SimNode {
  readonly disk: MemoryDisk;
  node: RailNode | undefined;
  clock: NodeClock;
  transport: SimTransport | undefined;
  /** Why the process ended by itself. */
  exitReason: string | undefined;
  readonly #random: SeededRandom;

  constructor(
    private readonly cluster: Cluster,
    readonly config: NodeConfig,
  ) {
    this.#random = cluster.random.fork();
    this.clock = new NodeClock(cluster.time);
    const diskRandom = this.#random.fork();
    this.disk = new MemoryDisk({
      hooks: {
        schedule: (operation, complete) => {
          const delayMs = operation.sync ? diskRandom.between(1, 3) : 0;
          if (delayMs === 0) cluster.time.soon(complete);
          else cluster.time.at(cluster.time.nowMs + delayMs, complete);
        },
        survivingWrites: (_target, count) => diskRandom.between(0, count),
        survivingBytes: (_target, bytes) => diskRandom.between(0, bytes),
      },
    });
  }

  get id(): string {
    return this.config.nodeId;
  }

  get up(): boolean {
    return this.node !== undefined;
  }

  get running(): RailNode {
    if (this.node === undefined) throw new Error(`node ${this.id} is down: ${this.exitReason ?? 'stopped'}`);
    return this.node;
  }

  get services(): Services {
    return this.running.services;
  }

  #env(): Env {
    const { clock } = this;
    return {
      clock,
      random: this.#random.fork(),
      log: this.cluster.log.child({ node: this.id }),
      fatal: (reason, cause) => {
        if (!clock.dead) {
          this.exitReason = cause instanceof Error ? `${reason}: ${cause.stack ?? cause.message}` : reason;
          this.kill();
        }
        throw new SimulatedExit(reason);
      },
    };
  }

  async init(): Promise<void> {
    await RailNode.init({
      config: this.config,
      env: this.#env(),
      disk: this.disk,
      storeLimits: STORE_LIMITS,
    });
  }

  /** A process begins; an earlier one must have ended. */
  async start(): Promise<void> {
    const offsetMs = this.clock.offsetMs;
    this.clock = new NodeClock(this.cluster.time);
    this.clock.offsetMs = offsetMs;
    this.exitReason = undefined;
    this.transport = this.cluster.network.transport(this.id, this.clock);
    const node = new RailNode({
      config: this.config,
      env: this.#env(),
      disk: this.disk,
      transport: this.transport,
      storeLimits: STORE_LIMITS,
    });
    this.node = node;
    await node.start();
  }

  /** The power goes: what was not synced is lost. */
  kill(): void {
    this.clock.kill();
    this.transport?.kill();
    this.disk.crash();
    this.node = undefined;
  }

  /** Graceful. */
  async stop(): Promise<void> {
    await this.running.stop();
    this.node = undefined;
    this.clock.kill();
  }
}

export class Cluster {
  readonly time = new VirtualTime();
  readonly random: SeededRandom;
  readonly network: SimNetwork;
  readonly nodes: readonly SimNode[];
  readonly log: Logger;

  constructor(options: ClusterOptions) {
    this.random = new SeededRandom(options.seed);
    this.log = options.log ?? silentLogger;
    this.network = new SimNetwork(this.time, this.random.fork());
    const count = options.nodes ?? 3;
    const ids = Array.from({ length: count }, (_, at) => `n${at + 1}`);
    const placements = count - (options.withoutPlacement ?? 0);
    const addresses = ids.map((nodeId, at) => ({
      nodeId,
      peerAddress: `${nodeId}:7100`,
      clientAddress: `${nodeId}:7200`,
      labels: { zone: String.fromCharCode(97 + at) },
      placement: at < placements,
    }));
    this.nodes = ids.map(
      (nodeId) =>
        new SimNode(this, {
          clusterId: 'sim',
          nodeId,
          version: 'sim',
          dataDirectory: `/sim/${nodeId}`,
          nodes: addresses,
          defaultReplicas: options.replicas ?? Math.min(3, count),
          defaultAckQuorum: options.ackQuorum ?? 2,
          limits: { ...HOST_LIMITS, ...options.limits },
        }),
    );
  }

  /** Made, started and bootstrapped. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options);
    for (const node of cluster.nodes) await cluster.finish(node.init());
    const starts = cluster.nodes.map((node) => node.start());
    for (const start of starts) await cluster.finish(start);
    await cluster.until(
      () => cluster.live().every((node) => (node.node?.core.view.revision ?? 0) > 0),
      'every node hears of the bootstrap',
    );
    return cluster;
  }

  node(id: string): SimNode {
    const node = this.nodes.find((candidate) => candidate.id === id);
    if (node === undefined) throw new Error(`there is no node ${id}`);
    return node;
  }

  live(): SimNode[] {
    return this.nodes.filter(({ up }) => up);
  }

  /** Lets time pass. */
  run(forMs: number): Promise<void> {
    return this.time.runUntil(this.time.nowMs + forMs);
  }

  /** Lets time pass until something holds. @throws when it never does */
  async until(holds: () => boolean, what: string, withinMs = 30_000): Promise<void> {
    const endMs = this.time.nowMs + withinMs;
    while (!holds()) {
      if (this.time.nowMs >= endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
      await this.run(10);
    }
  }

  /** Lets time pass until a call ends. */
  async finish<Value>(call: Promise<Value>, withinMs = 120_000): Promise<Value> {
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    call.then(end, end);
    await this.until(() => ended, 'a call ends', withinMs);
    return await call;
  }

  /** The node that leads a group, when exactly one that is up says so and an entry of its term is applied. */
  leaderOf(group: number): SimNode | undefined {
    const leaders = this.live().filter((node) => node.node?.core.host.get(group)?.isCurrentLeader === true);
    return leaders.length === 1 ? leaders[0] : undefined;
  }

  async waitForLeader(group: number): Promise<SimNode> {
    await this.until(() => this.leaderOf(group) !== undefined, `group ${group} has a leader`);
    return this.leaderOf(group)!;
  }

  /** What a client does: asks the leader, and looks for another when it is told to, with the same request id. */
  async execute(
    group: number,
    command: pb.Command.$Properties,
    options: { readonly caller?: string; readonly withinMs?: number; readonly maybeDone?: boolean } = {},
  ): Promise<pb.Outcome.$Properties> {
    const bytes = pb.Command.encode(command).finish();
    for (let turn = 0; ; turn += 1) {
      const leader = await this.waitForLeader(group);
      const deadlineMs = leader.clock.wallMs() + (options.withinMs ?? 5_000);
      const outcome = await this.finish(
        leader.services.tickets.execute(
          { id: options.caller ?? 'tests' },
          { routed: { group, maybeDone: options.maybeDone ?? false }, command: bytes },
          deadlineMs,
        ),
      );
      const reason = outcome.failure?.reason ?? '';
      if (turn === 20 || (reason !== 'NOT_LEADER' && reason !== 'NO_LEADER')) return outcome;
      await this.run(100);
    }
  }

  /** @returns the group of each line, made when it is new. */
  async registerLines(lines: readonly pb.LineCatalogueEntry.$Properties[]): Promise<number[]> {
    const leader = await this.waitForLeader(0);
    const deadlineMs = leader.clock.wallMs() + 10_000;
    const response = await this.finish(
      leader.services.placement.registerLines({ id: 'tests' }, { lines: [...lines] }, deadlineMs),
    );
    return (response.lines ?? []).map(({ group }) => group ?? 0);
  }

  /** Ends every process. */
  shutDown(): void {
    for (const node of this.nodes) if (node.up) node.kill();
  }
}
