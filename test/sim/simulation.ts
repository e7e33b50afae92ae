/** One seed from its first event to its verdict: a cluster is made, clients work, faults come and go, then all is calm, and
 *  everything must be answered and every replica the same. */

import type { RailkvClient } from '../../src/client/api.js';
import { connectOver } from '../../src/client/connect.js';
import { silentLogger } from '../../src/env/env.js';
import { ChangedReplicas } from './changed-replicas.js';
import { createCheckers } from './checkers/index.js';
import { CLUSTER_NAME } from './client-transport.js';
import { Cluster } from './cluster.js';
import { apart, differing, hanging } from './convergence.js';
import { Dialogue } from './dialogue.js';
import { Disaster } from './disaster.js';
import { EventHash } from './event-hash.js';
import { FAULTS } from './faults/index.js';
import { Figures } from './figures.js';
import { weakened } from './full-strength.js';
import { Keeper } from './keeper.js';
import { machineIsMissing } from './machine-missing.js';
import { Machines } from './machines.js';
import { unsettled } from './machines-settled.js';
import { afterLosses } from './members.js';
import { CALM } from './network.js';
import { Operator } from './operator.js';
import { drawPlan, type Fault, type FaultKind, type Plan, type PlanOptions } from './plan.js';
import { RememberingRoutes } from './remembering-routes.js';
import { RoamingTransport } from './roaming-transport.js';
import { SeededRandom } from './seeded-random.js';
import { servedOtherwise } from './served-rows.js';
import { PROMPT_DISK, ROOM_AGAIN_BYTES } from './sim-disk.js';
import { EPOCH_MS, NodeClock } from './virtual-clock.js';
import { createWorkload } from './workload/index.js';
import { type Checker, PropertyViolation, type SimEvent, type Workload, type World } from './world.js';

export interface Failure {
  readonly property: string;
  readonly message: string;
  /** The last things that happened. */
  readonly dialogue: readonly string[];
}

export interface Outcome {
  readonly seed: number;
  readonly plan: Plan;
  /** Of all events. */
  readonly hash: string;
  readonly figures: Figures;
  readonly failure: Failure | undefined;
}

export interface SimulationOptions extends PlanOptions {
  readonly checkers?: () => Checker[];
}

const DIALOGUE_LINES = 120;
/** Share of clients. */
const ONLY_THE_NAME = 0.3;
/** How much longer a run may take until each kind of fault that it drew has struck. */
const STRUCK_WITHIN_MS = 120_000;
const BEGIN_AGAIN_MS = 250;
/** After the faults: how long clients go on, and how long they may take to come to an end. */
const CALM_WORK_MS = 2_000;
const SALE_WITHIN_MS = 20_000;
const ANSWERED_WITHIN_MS = 120_000;
const CHANGED_WITHIN_MS = 120_000;
const TOGETHER_WITHIN_MS = 60_000;
const WHOLE_WITHIN_MS = 180_000;
const SETTLED_WITHIN_MS = 60_000;

export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Outcome> {
  return await new Simulation(drawPlan(seed, options), options).run();
}

class Simulation implements World {
  readonly cluster: Cluster;
  readonly #random: SeededRandom;
  readonly #keeper: Keeper;
  readonly #hash = new EventHash();
  readonly #dialogue = new Dialogue(DIALOGUE_LINES);
  readonly #figures = new Figures();
  readonly #checkers: readonly Checker[];
  readonly #stepping: readonly Checker[];
  readonly #changed = new ChangedReplicas();
  readonly #seeing: readonly Checker[];
  readonly #workload: Workload = createWorkload();
  readonly #clients: RailkvClient[] = [];
  readonly #routes: RememberingRoutes[] = [];
  readonly #operator = new Operator(this);
  readonly #machines: Machines;
  #violation: PropertyViolation | undefined;
  #over = false;
  /** From then on what was lost has to be told from what may not be: others judge. */
  #disaster: Disaster | undefined;
  calm = false;

  constructor(
    readonly plan: Plan,
    options: SimulationOptions,
  ) {
    this.cluster = new Cluster({
      seed: plan.seed,
      ...plan.shape,
      limits: plan.limits,
      storeLimits: plan.storeLimits,
      log: silentLogger,
      emit: (event) => this.emit(event),
    });
    this.#random = this.cluster.random.fork();
    this.#keeper = new Keeper(this.cluster, this.#random.fork(), plan.disksToLose, (property, message) =>
      this.#note(property, message),
    );
    this.#machines = new Machines(this.cluster, this.#keeper, this);
    const checkers = options.checkers ?? (() => createCheckers(excuses));
    this.#checkers = checkers();
    this.#stepping = this.#checkers.filter(({ step }) => step !== undefined);
    this.#seeing = this.#checkers.filter(({ see }) => see !== undefined);
  }

  // --- World ---

  get seed(): number {
    return this.plan.seed;
  }

  get nowMs(): number {
    return this.cluster.time.nowMs;
  }

  get wallMs(): number {
    return EPOCH_MS + this.nowMs;
  }

  get nodes(): World['nodes'] {
    return this.cluster.nodes;
  }

  get ackQuorum(): number {
    return this.plan.leastAckQuorum;
  }

  node(id: string): World['nodes'][number] {
    return this.cluster.node(id);
  }

  random(): SeededRandom {
    return this.#random.fork();
  }

  after(delayMs: number, run: () => void): void {
    this.cluster.time.at(this.nowMs + delayMs, run);
  }

  async connect(caller: string): Promise<RailkvClient> {
    const { cluster } = this;
    const clock = new NodeClock(cluster.time);
    const random = this.random();
    const env = { clock, random: this.random(), log: silentLogger };
    // Some are told nothing but the name; nobody only addresses, whose machines may all be gone within a refresh of the client.
    const addresses = random.chance(ONLY_THE_NAME) ? [] : cluster.nodes.map(({ address }) => address);
    const seeds = [...addresses, CLUSTER_NAME];
    const routes = new RememberingRoutes();
    for (;;) {
      try {
        const client = await connectOver(
          new RoamingTransport(cluster, this.random()),
          env,
          {
            seeds,
            caller,
          },
          routes,
        );
        this.#routes.push(routes);
        this.#clients.push(client);
        return client;
      } catch {
        await new Promise<void>((resolve) => this.after(500, resolve));
      }
    }
  }

  emit(event: SimEvent): void {
    if (this.#over) return;
    const { nowMs } = this;
    this.#hash.add(nowMs, event);
    this.#dialogue.add(nowMs, event);
    this.#figures.see(event);
    if (this.#disaster !== undefined) this.#disaster.see(event);
    else for (const checker of this.#seeing) checker.see?.(event);
    if (event.kind === 'ended' && event.how === 'exit')
      this.#keeper.exited(this.cluster.node(event.node), event.reason);
  }

  fail(property: string, message: string): never {
    this.#note(property, message);
    throw new PropertyViolation(property, message);
  }

  /** The first one counts: what comes after it may follow from it. */
  #note(property: string, message: string): void {
    this.#violation ??= new PropertyViolation(property, message);
  }

  readonly #failed = (): boolean => this.#violation !== undefined;

  // --- one run ---

  async run(): Promise<Outcome> {
    const onRejection = (error: unknown): void => {
      if (!(error instanceof PropertyViolation))
        this.#note(
          'NoUnhandledRejection',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
    };
    process.on('unhandledRejection', onRejection);
    try {
      await this.#live();
    } catch (error) {
      if (error instanceof PropertyViolation) this.#note(error.property, error.message);
      else this.#note('NoException', error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      this.#over = true;
      this.cluster.time.afterEvent = undefined;
      this.cluster.shutDown();
      process.off('unhandledRejection', onRejection);
    }
    const { time, network } = this.cluster;
    this.#figures.finish({
      simulatedMs: time.nowMs,
      callbacks: time.events,
      events: this.#hash.count,
      network,
    });
    this.#figures.sales = this.#workload.sales;
    const violation = this.#violation;
    return {
      seed: this.seed,
      plan: this.plan,
      hash: this.#hash.text,
      figures: this.#figures,
      failure: violation && {
        property: violation.property,
        message: violation.message,
        dialogue: this.#dialogue.lines(),
      },
    };
  }

  async #live(): Promise<void> {
    for (const checker of this.#checkers) checker.begin?.(this);
    if (this.#stepping.length > 0)
      this.cluster.time.afterEvent = () => {
        const changed = this.#changed.find(this.cluster.nodes);
        if (changed.length > 0) for (const checker of this.#stepping) checker.step?.(changed);
      };
    await this.cluster.bootstrap();
    if (this.#failed()) return;
    this.#workload.start(this);
    const startMs = this.nowMs;
    for (const fault of this.plan.faults) this.after(fault.atMs, () => this.#begin(fault));
    await this.#until(() => false, startMs + this.plan.durationMs - this.nowMs);
    await this.#until(() => this.#unstruck().length === 0, STRUCK_WITHIN_MS);
    if (this.#failed()) return;
    this.#calmDown();
    if (this.#machines.dead.size > 0)
      this.#machines
        .replaceDead(this.random())
        .catch((error: unknown) => this.#note('MachinesAreLetIn', String(error)));
    const salesBefore = this.#workload.sales;
    await this.#until(() => false, CALM_WORK_MS);
    this.#mendLosses();
    await this.#until(() => this.#workload.sales > salesBefore, SALE_WITHIN_MS);
    this.#workload.wind();
    await this.#eventually('Liveness', ANSWERED_WITHIN_MS, () =>
      this.#workload.done ? undefined : `calls do not end: ${this.#workload.describeOpen()}`,
    );
    await this.#eventually('ChangesEnd', CHANGED_WITHIN_MS, () => this.#operator.open[0]);
    await this.#eventually('MachinesAreLetIn', CHANGED_WITHIN_MS, () => this.#machines.open[0]);
    await this.#eventually('OperatorsEnd', CHANGED_WITHIN_MS, () => {
      const waits = hanging(this.cluster);
      if (waits?.includes('add a node') === true) this.#addWhereMissing();
      return waits;
    });
    if (this.#machines.dead.size > 0)
      await this.#eventually('FullStrength', WHOLE_WITHIN_MS, () => weakened(this.cluster));
    await this.#eventually('Convergence', TOGETHER_WITHIN_MS, () => apart(this.cluster));
    await this.#eventually('MachinesSettle', SETTLED_WITHIN_MS, () =>
      unsettled(this.cluster, this.#machines, this.#keeper),
    );
    if (this.#failed()) return;
    const difference = differing(this.cluster) ?? (await servedOtherwise(this.cluster));
    if (difference !== undefined) this.fail('SameState', difference);
    for (const { id } of this.#keeper.stillRunning())
      this.fail('OldCopyIsRefused', `node ${id} runs on an old copy of its disk`);
    for (const checker of this.#checkers) await checker.finish?.();
    if (this.#failed()) return;
    this.#checkNotVacuous(this.#workload.sales - salesBefore);
    if (this.plan.faults.some(({ kind }) => kind === 'lostQuorum')) await this.#loseQuorum();
    for (const client of this.#clients) await client.close();
  }

  /** Placement says so to whoever looks at an operator that has nowhere to bring a copy. One after another, while it is true. */
  #addWhereMissing(): void {
    if (this.#machines.open.length > 0 || !machineIsMissing(this.cluster, this.#operator.brought)) return;
    this.#machines
      .join(this.random())
      .catch((error: unknown) => this.#note('MachinesAreLetIn', String(error)));
  }

  #mendLosses(): void {
    for (const { group, change } of afterLosses(this.cluster))
      void this.#operator.carryOut(group, [change], { begun() {}, ended() {} });
  }

  async #loseQuorum(): Promise<void> {
    const { cluster } = this;
    cluster.time.afterEvent = undefined;
    const random = this.random();
    this.#disaster = new Disaster(this, cluster, this.#keeper, this.#machines, random);
    const tell = (detail: string): void => {
      this.#figures.struck('lostQuorum');
      this.emit({ kind: 'fault', what: 'lostQuorum', detail, excuses: [] });
    };
    await this.#disaster.run(tell, () => this.#mendLosses());
    await this.#eventually('ChangesEnd', CHANGED_WITHIN_MS, () => this.#operator.open[0]);
    await cluster.finish(this.#machines.replaceDead(random));
    await this.#eventually('FullStrength', WHOLE_WITHIN_MS, () => weakened(cluster));
    await this.#eventually('Convergence', TOGETHER_WITHIN_MS, () => apart(cluster));
    const difference = this.#failed() ? undefined : differing(cluster);
    if (difference !== undefined) this.fail('SameState', difference);
  }

  /** @param random the fault's own; goes on where an attempt that found nobody left it */
  #begin(fault: Fault, random = new SeededRandom(fault.dice)): void {
    const { kind, forMs } = fault;
    if (this.calm || kind === 'lostQuorum') return;
    const { cluster } = this;
    const label = `${kind} #${fault.id}`;
    const undo = FAULTS[kind]({
      cluster,
      keeper: this.#keeper,
      operator: this.#operator,
      machines: this.#machines,
      workload: this.#workload,
      routes: this.#routes,
      sparesDisks: this.plan.disksToLose > 0,
      machinesKept: this.plan.machinesKept,
      random,
      forMs,
      tell: (detail, excused) => {
        this.#figures.struck(kind);
        this.emit({ kind: 'fault', what: label, detail, excuses: excused === undefined ? [] : [excused.id] });
      },
      fail: (property, message) => this.#note(property, message),
      prepared: (detail) => this.emit({ kind: 'fault', what: `${label} prepared`, detail, excuses: [] }),
    });
    if (undo === undefined) {
      // Nobody to strike just now.
      this.after(BEGIN_AGAIN_MS, () => this.#begin(fault, random));
      return;
    }
    this.after(forMs, () => {
      if (!this.calm) undo();
    });
  }

  #calmDown(): void {
    this.calm = true;
    const { cluster } = this;
    cluster.network.heal();
    cluster.network.weather = CALM;
    for (const node of cluster.nodes) {
      node.store.weather = PROMPT_DISK;
      node.store.stalledUntilMs = 0;
      node.disk.capacityBytes = ROOM_AGAIN_BYTES;
      node.clock.setRight();
      node.clock.gate.slow(0);
      node.clock.gate.resume();
    }
    this.emit({ kind: 'calm' });
    this.#keeper.startAll();
  }

  /** Kinds of fault that were drawn and have not struck; lost quorum comes later, and fails when it cannot. */
  #unstruck(): FaultKind[] {
    const drawn = new Set(this.plan.faults.map(({ kind }) => kind).filter((kind) => kind !== 'lostQuorum'));
    return [...drawn].filter((kind) => this.#figures.byKind[kind] === undefined);
  }

  #checkNotVacuous(sales: number): void {
    if (sales === 0)
      this.fail('NotVacuous', 'nothing was sold after the last fault: this seed tests nothing');
    const unstruck = this.#unstruck();
    if (unstruck.length > 0)
      this.fail(
        'NotVacuous',
        `of the faults that this seed drew, these never struck: ${unstruck.join(', ')}`,
      );
  }

  // --- time ---

  async #until(holds: () => boolean, limitMs: number): Promise<void> {
    await this.cluster.time.runUntil(this.nowMs + limitMs, () => this.#failed() || holds());
  }

  /** @param missing what is not so yet; undefined when all is well */
  async #eventually(property: string, limitMs: number, missing: () => string | undefined): Promise<void> {
    const endMs = this.nowMs + limitMs;
    while (!this.#failed()) {
      const what = missing();
      if (what === undefined) return;
      if (this.nowMs >= endMs) this.fail(property, `not within ${limitMs / 1_000} s: ${what}`);
      await this.#until(() => false, 50);
    }
  }
}

const excuses = (event: SimEvent): readonly string[] => (event.kind === 'fault' ? event.excuses : []);
