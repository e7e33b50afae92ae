/** Whole nodes in one process: the RailNode that `serve` builds, over a virtual clock, a simulated network and disks with a
 *  real disk's crash semantics. Everything, chance included, follows from one seed. */
import { type Logger, silentLogger } from '../../src/env/env.js';
import { pb } from '../../src/proto/index.js';
import type { Role } from '../../src/proto/principal.js';
import { VERSIONS, type Versions } from '../../src/proto/versions.js';
import { HOST_LIMITS, type HostLimits, type NodeAddress } from '../../src/server/host/node-config.js';
import type { StoreLimits } from '../../src/store/limits.js';
import { SimNetwork } from './network.js';
import { SeededRandom } from './seeded-random.js';
import { SimNode } from './sim-node.js';
import { VirtualTime } from './virtual-clock.js';
import type { SimEvent } from './world.js';

export { SimNode } from './sim-node.js';

export interface ClusterOptions {
  readonly seed: number;
  readonly nodes?: number;
  readonly ackQuorum?: number;
  readonly replicas?: number;
  readonly limits?: Partial<HostLimits>;
  /** Not in group 0: the last ones of the nodes. */
  readonly withoutPlacement?: number;
  readonly versions?: Versions;
  readonly storeLimits?: Partial<StoreLimits>;
  readonly log?: Logger;
  readonly emit?: (event: SimEvent) => void;
}

/** Each chunk of a snapshot is a write of its own: there is more between two of them to end at. */
const SIM_STORE_LIMITS: Partial<StoreLimits> = { reserveBytes: 0, installBytes: 1 };

export class Cluster {
  readonly time = new VirtualTime();
  readonly random: SeededRandom;
  readonly network: SimNetwork;
  readonly nodes: SimNode[];
  readonly log: Logger;
  readonly emit: (event: SimEvent) => void;
  readonly storeLimits: Partial<StoreLimits>;

  constructor(options: ClusterOptions) {
    this.random = new SeededRandom(options.seed);
    this.log = options.log ?? silentLogger;
    this.storeLimits = { ...SIM_STORE_LIMITS, ...options.storeLimits };
    const { emit } = options;
    this.emit = emit ?? (() => undefined);
    this.network = new SimNetwork(
      this.time,
      this.random.fork(),
      emit && {
        sent: (from, to, group, message) => emit({ kind: 'sent', from, to, group, message }),
        delivered: (from, to, group, message) => emit({ kind: 'delivered', from, to, group, message }),
      },
    );
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
          versions: options.versions ?? VERSIONS,
          dataDirectory: `/sim/${nodeId}`,
          nodes: addresses,
          defaultReplicas: options.replicas ?? Math.min(3, count),
          defaultAckQuorum: options.ackQuorum ?? 2,
          limits: { ...HOST_LIMITS, ...options.limits },
        }),
    );
  }

  /** Made, started and bootstrapped. */
  static start(options: ClusterOptions): Promise<Cluster> {
    return new Cluster(options).bootstrap();
  }

  async bootstrap(): Promise<this> {
    for (const node of this.nodes) await this.finish(node.init());
    const starts = this.nodes.map((node) => node.start());
    for (const start of starts) await this.finish(start);
    await this.until(
      () => this.live().every((node) => (node.node?.core.view.revision ?? 0) > 0),
      'every node hears of the bootstrap',
    );
    return this;
  }

  /** A machine more: entered in group 0, made and started, as `serve --join` does it. @throws RailkvError why not */
  async join(
    nodeId: string,
    joined: { readonly joinId?: string; readonly zone?: string; readonly versions?: Versions } = {},
  ): Promise<SimNode> {
    const peerAddress = `${nodeId}:7100`;
    const clientAddress = `${nodeId}:7200`;
    const labels = joined.zone === undefined ? {} : { zone: joined.zone };
    const versions = joined.versions ?? VERSIONS;
    const own = { nodeId, peerAddress, clientAddress, labels };
    const leader = await this.waitForLeader(0);
    const answer = await this.finish(
      leader.services.operations.joinCluster(
        { id: 'tests', role: 'operator' },
        {
          clusterId: 'sim',
          node: { ...own, version: 'sim', level: versions.level, joinId: joined.joinId ?? `join-${nodeId}` },
        },
        Number.POSITIVE_INFINITY,
      ),
    );
    const others = (answer.nodes ?? []).filter((each) => each.nodeId !== nodeId);
    const node = this.machine(
      { ...own, placement: false },
      others.map((each) => ({
        nodeId: each.nodeId ?? '',
        peerAddress: each.peerAddress ?? '',
        clientAddress: each.clientAddress ?? '',
        labels: { ...each.labels },
        placement: each.placement ?? false,
      })),
      versions,
    );
    this.nodes.push(node);
    await this.finish(node.init());
    await this.finish(node.start());
    return node;
  }

  /** With an empty disk, as one that group 0 has let in begins. @param others as group 0 named them */
  machine(own: NodeAddress, others: readonly NodeAddress[], versions: Versions = VERSIONS): SimNode {
    const [first] = this.nodes;
    if (first === undefined) throw new Error('a cluster has a node');
    const { nodeId } = own;
    const nodes = [...others, own];
    return new SimNode(this, { ...first.config, versions, nodeId, dataDirectory: `/sim/${nodeId}`, nodes });
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
      await this.time.runUntil(Math.min(endMs, this.time.nowMs + 10), holds);
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
    const leaders = this.live().filter((node) => node.replica(group)?.isCurrentLeader === true);
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
    options: {
      readonly caller?: string;
      readonly role?: Role;
      readonly buyer?: string;
      readonly withinMs?: number;
      readonly maybeDone?: boolean;
    } = {},
  ): Promise<pb.Outcome.$Properties> {
    const bytes = pb.Command.encode(command).finish();
    for (let turn = 0; ; turn += 1) {
      const leader = await this.waitForLeader(group);
      const deadlineMs = leader.clock.wallMs() + (options.withinMs ?? 5_000);
      const outcome = await this.finish(
        leader.services.tickets.execute(
          { id: options.caller ?? 'tests', role: options.role ?? 'operator' },
          {
            routed: { group, maybeDone: options.maybeDone ?? false, buyer: options.buyer ?? '' },
            command: bytes,
          },
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
      leader.services.placement.registerLines(
        { id: 'tests', role: 'operator' },
        { lines: [...lines] },
        deadlineMs,
      ),
    );
    return (response.lines ?? []).map(({ group }) => group ?? 0);
  }

  /** Ends every process. */
  shutDown(): void {
    for (const node of this.nodes) if (node.up) node.kill();
  }
}
