/** A node, from its data directory to its services. `serve` runs it on sockets and LevelDB, the simulator on neither.
 *  Starts in the order store, replicas, peers, time; stops in the order leaders, peers, checkpoints, store. */
import type { Env } from '../env/env.js';
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { nodeFromWire, placementGroup } from '../shard/descriptor.js';
import { recoveriesToWire } from '../shard/recoveries.js';
import type { Disk } from '../store/engine.js';
import type { StoreLimits } from '../store/limits.js';
import { NodeStore } from '../store/node-store.js';
import type { ClusterMemory } from './host/cluster-memory.js';
import { endProcess } from './host/end-process.js';
import { firstMeta } from './host/new-group.js';
import type { NodeConfig, Vitals } from './host/node-config.js';
import { NodeCore, type NodeRef } from './host/node-core.js';
import type { HelloRefusal, PeerHandlers, PeerTransport } from './peer-transport.js';
import { NodeAdminService } from './services/admin.js';
import { NodeKvService } from './services/kv.js';
import { NodeOperationsService } from './services/operations.js';
import { NodePlacementService } from './services/placement.js';
import type { Services } from './services/service.js';
import { NodeTicketsService } from './services/tickets.js';
import { MeteredTickets } from './traffic/metered-tickets.js';
import { Traffic } from './traffic/traffic.js';

export interface RailNodeOptions {
  readonly config: NodeConfig;
  readonly env: Env;
  readonly disk: Disk;
  readonly transport: PeerTransport;
  readonly storeLimits?: Partial<StoreLimits>;
  readonly vitals?: () => Vitals;
  readonly memory?: ClusterMemory;
}

/** How long a graceful stop waits for others to take over. */
const HAND_OVER_MS = 3_000;
const HAND_OVER_LOOK_MS = 50;
const CHECKPOINTS_MS = 5_000;
const CHECKPOINTS_AT_ONCE = 16;

export class RailNode implements NodeRef {
  readonly #options: RailNodeOptions;
  #core: NodeCore | undefined;
  readonly services: Services;

  constructor(options: RailNodeOptions) {
    this.#options = options;
    const traffic = new Traffic(options.env.clock);
    this.services = {
      tickets: new MeteredTickets(new NodeTicketsService(this), traffic, options.env.clock),
      kv: new NodeKvService(this),
      placement: new NodePlacementService(this),
      admin: new NodeAdminService(this, options.vitals ?? (() => ({ rssBytes: 0, cpuSeconds: 0 })), traffic),
      operations: new NodeOperationsService(this),
    };
  }

  /** Makes a node's data directory, and on a placement node group 0 as every such node makes it. Once in a node's life.
   *  @throws StoreError ALREADY_EXISTS */
  static async init(
    options: Pick<RailNodeOptions, 'config' | 'env' | 'disk' | 'storeLimits'>,
  ): Promise<void> {
    const { config, env, disk } = options;
    const limits = options.storeLimits ?? {};
    const identity = { cluster: config.clusterId, node: config.nodeId };
    await NodeStore.create(disk, identity, limits);
    const nodes = config.nodes.map(({ labels, ...node }) =>
      nodeFromWire({ ...node, labels: { ...labels }, revision: 1 }),
    );
    const meta = firstMeta(placementGroup(nodes), config.nodeId);
    if (meta === undefined) return;
    const store = await NodeStore.open(disk, { ...identity, env, limits });
    await store.createGroup(meta);
    await store.close();
  }

  /** @throws StoreError with the remedy, when the directory is not this node's, is damaged, or is in use */
  async start(): Promise<void> {
    const { config, env, disk, transport, storeLimits, memory } = this.#options;
    const store = await NodeStore.open(disk, {
      cluster: config.clusterId,
      node: config.nodeId,
      env,
      limits: storeLimits ?? {},
    });
    const core = new NodeCore({
      config,
      env,
      store,
      transport,
      memory: memory ?? { known() {}, removed: (why) => endProcess(env, why) },
    });
    this.#core = core;
    this.#recover(core);
    await transport.start(this.#handlers(core));
    core.neighbours.begin();
    core.start();
    env.log.info({ incarnation: store.incarnation, groups: core.host.size }, 'node started');
  }

  #recover(core: NodeCore): void {
    for (const found of core.store.replicas()) {
      switch (found.kind) {
        case 'live':
          core.open(found.group);
          break;
        case 'uninitialised':
          core.snapshots.repair(found.group, found.replica);
          break;
        case 'damaged':
          core.damaged.set(found.group, found.reason);
          core.membership.damaged(found.group, found.replica);
          core.env.log.error({ group: found.group, reason: found.reason }, 'replica is damaged');
          break;
        case 'tombstone':
          break;
      }
    }
  }

  #handlers(core: NodeCore): PeerHandlers {
    const { config, store } = core;
    const [life, ...pastLives] = store.identity.lives;
    return {
      hello: (toNode) => ({
        clusterId: config.clusterId,
        nodeId: config.nodeId,
        incarnation: store.incarnation,
        life: life ?? 0,
        pastLives,
        ...core.versions.said(),
        recoveries: recoveriesToWire(core.neighbours.recoveries.map((each) => ({ ...each, lostNodes: [] }))),
        toNodeId: toNode,
        peerAddress: core.neighbours.ownAddress,
      }),
      checkHello: (hello) => core.neighbours.checkHello(hello),
      refused: (byNode, refusal) => this.#refused(core, byNode, refusal),
      frame: (fromNode, incarnation, frame) => core.frame(fromNode, incarnation, frame),
      pullSnapshot: (request) => core.snapshots.serve(request),
      pullPlacement: async (request) => core.view.delta(request.sinceRevision ?? 0),
    };
  }

  /** A peer has seen a later life of this node, or its groups went on without it: going on could break promises that this disk has forgotten. */
  #refused(core: NodeCore, byNode: string, refusal: HelloRefusal): void {
    // Of one that was only asked who it is: it has no say here.
    const known = core.neighbours.peers.includes(byNode);
    core.env.log.warn(
      { byNode, known, reason: refusal.reason, why: refusal.message },
      'a peer refuses this node',
    );
    if (!known) return;
    if (refusal.reason === 'OLD_COPY' || refusal.reason === 'NODE_LOST')
      endProcess(core.env, `node ${byNode} refuses this node: ${refusal.message}`);
    if (refusal.reason === 'TOO_OLD') endProcess(core.env, refusal.message);
    if (refusal.reason === 'REMOVED') core.neighbours.wasRemoved(refusal.message);
  }

  /** What the host itself sees; for services and tests. */
  get core(): NodeCore {
    if (this.#core === undefined)
      throw new RailkvError('NO_LEADER', 'the node is starting: try again shortly', { retryAfterMs: 500 });
    return this.#core;
  }

  /** @returns why it cannot serve yet, or undefined */
  notReady(): string | undefined {
    return this.#core === undefined ? 'the node is starting' : this.#core.notReady();
  }

  figures(): Partial<ReturnType<NodeCore['figures']>> {
    return this.#core?.figures() ?? {};
  }

  async status(groups = false): Promise<pb.NodeStatusResponse.$Properties> {
    return await this.services.admin.nodeStatus({ groups });
  }

  /** Graceful: takes no new commands, hands leaders over, writes what is applied, closes. */
  async stop(): Promise<void> {
    const core = this.#core;
    if (core === undefined) return;
    core.stopping = true;
    await this.#handOver(core);
    await core.stopTimers();
    await this.#options.transport.stop();
    await this.#checkpointAll(core);
    core.host.stop();
    await core.checkpoints.stop();
    await core.store.close();
    core.env.log.info({}, 'node stopped');
  }

  /** What is not written now is replayed from the log at the next start: worth a moment, not a long wait. */
  async #checkpointAll(core: NodeCore): Promise<void> {
    const { clock } = core.env;
    const untilMs = clock.monotonicMs() + CHECKPOINTS_MS;
    const dirty = [...core.host.replicas()].filter(({ dirtySinceMs }) => dirtySinceMs !== undefined);
    const worker = async (): Promise<void> => {
      for (let next = dirty.pop(); next !== undefined; next = dirty.pop()) {
        if (clock.monotonicMs() >= untilMs) return;
        await core.checkpoints.ensure(next).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: CHECKPOINTS_AT_ONCE }, worker));
  }

  async #handOver(core: NodeCore): Promise<void> {
    const { clock, log } = core.env;
    const untilMs = clock.monotonicMs() + HAND_OVER_MS;
    for (;;) {
      const left = core.leadership.shed();
      if (left === 0) return;
      if (clock.monotonicMs() >= untilMs) {
        log.warn({ groups: left }, 'stopping as a leader: nobody took over in time');
        return;
      }
      await new Promise<void>((resolve) => clock.after(HAND_OVER_LOOK_MS, resolve));
    }
  }
}
