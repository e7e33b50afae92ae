/** One place where a node lives: a disk that stays, and one process after the other on it, each with a clock, a gate and a
 *  transport of its own. Ends a process as a power cut, by its own decision, or gracefully. */
import type { Env } from '../../src/env/env.js';
import type { Versions } from '../../src/proto/versions.js';
import type { GroupId } from '../../src/raft/ids.js';
import { endProcess } from '../../src/server/host/end-process.js';
import type { HostedReplica } from '../../src/server/host/hosted-replica.js';
import type { NodeAddress, NodeConfig } from '../../src/server/host/node-config.js';
import { RailNode } from '../../src/server/node.js';
import type { Services } from '../../src/server/services/service.js';
import type { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import type { Cluster } from './cluster.js';
import { observe } from './observe.js';
import type { SimTransport } from './peer-transport.js';
import type { SeededRandom } from './seeded-random.js';
import { SimDisk } from './sim-disk.js';
import { NodeClock } from './virtual-clock.js';
import type { NodeView } from './world.js';

/** How a simulated process ends. */
export class SimulatedExit extends Error {
  override readonly name = 'SimulatedExit';
}

/** Where a process may be made to end: `nth` effect of the kind from now. */
export type CodeBoundary = 'send' | 'apply';

const NO_DAMAGE: ReadonlyMap<GroupId, string> = new Map();

export class SimNode implements NodeView {
  readonly store: SimDisk;
  node: RailNode | undefined;
  clock: NodeClock;
  transport: SimTransport | undefined;
  /** Why the process ended by itself. */
  exitReason: string | undefined;
  /** Its disk is damaged or gone for good. */
  lost = false;
  /** Somebody decommissions it. */
  leaving = false;
  /** Rises with each process. */
  life = 0;
  /** A boundary was reached: told before the process ends there. */
  onBoundary: ((where: string) => void) | undefined;
  readonly #random: SeededRandom;
  #armed: { readonly at: CodeBoundary; countdown: number } | undefined;

  constructor(
    private readonly cluster: Cluster,
    public config: NodeConfig,
  ) {
    this.#random = cluster.random.fork();
    this.clock = new NodeClock(cluster.time);
    this.store = new SimDisk(cluster.time, this.#random.fork(), {
      durable: (groups) => cluster.emit({ kind: 'durable', node: this.id, whole: false, groups }),
      boundary: (at, operation) => this.#crashAt(`${at} a ${operation.kind} of ${operation.target}`),
      pass: (run) => this.clock.gate.pass(run),
    });
  }

  get id(): string {
    return this.config.nodeId;
  }

  get address(): string {
    return this.config.nodes.find(({ nodeId }) => nodeId === this.id)?.clientAddress ?? '';
  }

  get disk(): MemoryDisk {
    return this.store.memory;
  }

  get up(): boolean {
    return this.node !== undefined;
  }

  get paused(): boolean {
    return this.up && this.clock.gate.paused;
  }

  get clockOffsetMs(): number {
    return this.clock.errorMs;
  }

  get running(): RailNode {
    if (this.node === undefined) throw new Error(`node ${this.id} is down: ${this.exitReason ?? 'stopped'}`);
    return this.node;
  }

  get services(): Services {
    return this.running.services;
  }

  replicas(): readonly HostedReplica[] {
    return this.transport?.live === true ? [...this.running.core.host.replicas()] : [];
  }

  replica(group: GroupId): HostedReplica | undefined {
    return this.transport?.live === true ? this.running.core.host.get(group) : undefined;
  }

  damaged(): ReadonlyMap<GroupId, string> {
    return this.transport?.live === true ? this.running.core.damaged : NO_DAMAGE;
  }

  #env(clock: NodeClock): Env {
    return {
      clock,
      random: this.#random.fork(),
      log: this.cluster.log.child({ node: this.id }),
      fatal: (reason, cause) => {
        if (!clock.dead) {
          this.exitReason = cause instanceof Error ? `${reason}: ${cause.stack ?? cause.message}` : reason;
          this.#end('exit', cause instanceof Error ? `${reason}: ${cause.message}` : reason);
        }
        throw new SimulatedExit(reason);
      },
    };
  }

  /** Whom it asks at its next start: as `serve` keeps it in a file beside the store. That it was removed is not kept, as if
   *  that file were lost: its peers have to say so again. */
  #remember(nodes: readonly NodeAddress[]): void {
    const own = this.config.nodes.filter(({ nodeId }) => nodeId === this.id);
    this.config = { ...this.config, nodes: [...own, ...nodes.filter(({ nodeId }) => nodeId !== this.id)] };
  }

  /** Another version of the program from its next start on. */
  install(versions: Versions): void {
    this.config = { ...this.config, versions };
  }

  async init(): Promise<void> {
    await RailNode.init({
      config: this.config,
      env: this.#env(this.clock),
      disk: this.store.disk,
      storeLimits: this.cluster.storeLimits,
    });
  }

  /** A process begins; an earlier one must have ended. Never resolves when the process ends meanwhile. */
  async start(): Promise<void> {
    const { rate, errorMs } = this.clock;
    const clock = new NodeClock(this.cluster.time);
    clock.rate = rate;
    clock.offsetMs = errorMs;
    this.clock = clock;
    this.exitReason = undefined;
    this.life += 1;
    this.cluster.emit({ kind: 'durable', node: this.id, whole: true, groups: this.store.logs() });
    const transport = this.cluster.network.transport(this.id, clock);
    this.transport = transport;
    const env = this.#env(clock);
    const node = new RailNode({
      config: this.config,
      env,
      disk: this.store.disk,
      transport,
      storeLimits: this.cluster.storeLimits,
      memory: {
        known: (nodes) => this.#remember(nodes),
        removed: (why) => endProcess(env, why),
      },
    });
    transport.beforeSend = () => this.#step('send');
    transport.onStart = () =>
      observe(this.id, node.core, {
        alive: () => !clock.dead,
        emit: this.cluster.emit,
        applying: () => this.#step('apply'),
      });
    this.node = node;
    try {
      await node.start();
    } catch (error) {
      if (clock.dead) return;
      this.#fall();
      this.cluster.emit({
        kind: 'startRefused',
        node: this.id,
        reason: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
    if (!clock.dead)
      this.cluster.emit({ kind: 'started', node: this.id, incarnation: node.core.store.incarnation });
  }

  /** The power goes: what was not synced is lost. */
  kill(reason = 'power cut'): void {
    this.#end('fault', reason);
  }

  /** At the `nth` next effect of the kind the power goes. */
  armCrash(at: CodeBoundary, nth: number): void {
    this.#armed = { at, countdown: nth };
  }

  disarm(): void {
    this.#armed = undefined;
    this.store.disarm();
  }

  #step(at: CodeBoundary): void {
    if (this.#armed?.at !== at) return;
    this.#armed.countdown -= 1;
    if (this.#armed.countdown > 0) return;
    this.#armed = undefined;
    this.#crashAt(at === 'send' ? 'before a frame leaves' : 'before an entry is applied');
  }

  #crashAt(where: string): void {
    if (!this.up) return;
    this.onBoundary?.(where);
    this.kill(where);
  }

  #end(how: 'fault' | 'exit', reason: string): void {
    if (this.node === undefined && this.clock.dead) return;
    this.#fall();
    this.cluster.emit({ kind: 'ended', node: this.id, how, reason });
  }

  #fall(): void {
    this.clock.kill();
    this.transport?.kill();
    this.disk.crash();
    this.node = undefined;
    this.disarm();
  }

  /** Graceful. */
  async stop(): Promise<void> {
    const { clock } = this;
    await this.running.stop();
    if (clock.dead) return;
    this.node = undefined;
    clock.kill();
    this.cluster.emit({ kind: 'ended', node: this.id, how: 'stop', reason: 'asked to' });
  }
}
