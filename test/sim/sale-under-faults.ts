/** A sale while nodes die, links fail and clocks go wrong; afterwards everything is healed and the books are checked: every
 *  answered order stands with the seat that was told, no seat has two owners, replicas are the same to the byte. */
import { pb } from '../../src/proto/index.js';
import { Cluster, type ClusterOptions, type SimNode } from './cluster.js';
import { lineEntry, publish, purchase, RUN } from './sample-commands.js';
import type { SeededRandom } from './seeded-random.js';

export interface FaultOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly cluster?: Partial<ClusterOptions>;
}

export interface SaleReport {
  readonly answered: number;
  readonly unknown: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly kills: number;
  /** Snapshots installed by the nodes as they are at the end. */
  readonly installs: number;
}

interface Attempt {
  readonly id: string;
  readonly command: pb.Command.$Properties;
  seat: string | undefined;
  maybeDone: boolean;
}

const ROWS = 200;

export async function saleUnderFaults(options: FaultOptions): Promise<SaleReport> {
  const cluster = await Cluster.start({ seed: options.seed, ...options.cluster });
  try {
    return await new Sale(cluster, options.rounds).run();
  } finally {
    cluster.shutDown();
  }
}

class Sale {
  readonly #random: SeededRandom;
  readonly #attempts: Attempt[] = [];
  readonly #refused = new Map<string, number>();
  #group = 0;
  #unknown = 0;
  readonly #wrong: string[] = [];
  #kills = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly rounds: number,
  ) {
    this.#random = cluster.random.fork();
  }

  async run(): Promise<SaleReport> {
    const { cluster } = this;
    [this.#group = 0] = await cluster.registerLines([lineEntry()]);
    await cluster.execute(this.#group, publish(cluster.time.nowMs, RUN, ROWS));
    for (let round = 0; round < this.rounds; round += 1) {
      await this.#disturb();
      this.#buySome(round);
      await cluster.run(this.#random.between(10, 1_500));
      this.#checkExits();
    }
    await this.#heal();
    await this.#settle();
    await this.#audit();
    return {
      answered: this.#attempts.filter(({ seat }) => seat !== undefined).length,
      unknown: this.#unknown,
      refused: this.#refused,
      kills: this.#kills,
      installs: cluster.nodes.reduce((sum, node) => sum + node.running.core.snapshots.installed, 0),
    };
  }

  async #disturb(): Promise<void> {
    const { cluster } = this;
    const ids = cluster.nodes.map(({ id }) => id);
    const dice = this.#random.next();
    if (dice < 0.25) {
      const victim = this.#random.pick(cluster.nodes);
      if (victim.up) {
        victim.kill();
        this.#kills += 1;
      } else await cluster.finish(victim.start());
    } else if (dice < 0.4) cluster.network.isolate(this.#random.pick(ids), ids);
    else if (dice < 0.5) cluster.network.cutOneWay(this.#random.pick(ids), this.#random.pick(ids));
    else if (dice < 0.7) cluster.network.heal();
    else if (dice < 0.75) {
      cluster.network.weather = {
        delayMsMin: 1,
        delayMsMax: this.#random.between(2, 400),
        lossChance: this.#random.next() * 0.2,
      };
    } else if (dice < 0.8) cluster.network.weather = { delayMsMin: 1, delayMsMax: 3, lossChance: 0 };
    else if (dice < 0.85)
      this.#random.pick(cluster.nodes).clock.offsetMs = this.#random.between(-20_000, 20_000);
    for (const node of cluster.nodes)
      if (!node.up && this.#random.chance(0.2)) await cluster.finish(node.start());
  }

  #buySome(round: number): void {
    const count = this.#random.between(0, 4);
    for (let at = 0; at < count; at += 1) {
      const retry = this.#attempts.length > 0 && this.#random.chance(0.2);
      const id = `order-${round}-${at}`;
      const attempt: Attempt = retry
        ? this.#random.pick(this.#attempts)
        : { id, command: purchase(this.cluster.time.nowMs, id), seat: undefined, maybeDone: false };
      if (!retry) this.#attempts.push(attempt);
      const node = this.#random.pick(this.cluster.nodes);
      if (node.up) this.#send(node, attempt);
    }
  }

  /** To any node, leader or not: those that are not say so. */
  #send(node: SimNode, attempt: Attempt): void {
    const command = pb.Command.encode(attempt.command).finish();
    const routed = { group: this.#group, maybeDone: attempt.maybeDone };
    attempt.maybeDone = true;
    const deadlineMs = node.clock.wallMs() + this.#random.between(100, 3_000);
    node.services.tickets
      .execute({ id: 'tests', role: 'operator' }, { routed, command }, deadlineMs)
      .then((outcome) => this.#take(attempt, outcome))
      .catch((error: unknown) => this.#wrong.push(String(error)));
  }

  #take(attempt: Attempt, outcome: pb.Outcome.$Properties): void {
    const { answer, failure } = outcome;
    if (failure) {
      const reason = failure.reason ?? '';
      if (reason === 'UNKNOWN') this.#unknown += 1;
      this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
      return;
    }
    const ticket = answer?.order?.tickets?.[0];
    if (ticket === undefined) {
      const reason = answer?.refusal?.reason ?? 'no order';
      if (attempt.seat !== undefined)
        throw new Error(`${attempt.id} had seat ${attempt.seat}, then ${reason}`);
      this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
      return;
    }
    const seat = `${ticket.coach}/${ticket.seat}`;
    if (attempt.seat !== undefined && attempt.seat !== seat)
      throw new Error(`${attempt.id} was told ${attempt.seat}, then ${seat}`);
    attempt.seat = seat;
  }

  #checkExits(): void {
    if (this.#wrong.length > 0) throw new Error(this.#wrong.join('; '));
    for (const node of this.cluster.nodes) {
      if (node.exitReason !== undefined) throw new Error(`node ${node.id} ended: ${node.exitReason}`);
      const damage = node.node?.core.damaged;
      if (damage !== undefined && damage.size > 0)
        throw new Error(`node ${node.id} has damaged replicas: ${JSON.stringify([...damage])}`);
    }
  }

  async #heal(): Promise<void> {
    const { cluster } = this;
    cluster.network.heal();
    cluster.network.weather = { delayMsMin: 1, delayMsMax: 3, lossChance: 0 };
    for (const node of cluster.nodes) {
      node.clock.offsetMs = 0;
      if (!node.up) await cluster.finish(node.start());
    }
    await cluster.run(5_000);
    this.#checkExits();
  }

  /** What is unknown is asked again under its own id; it must come to an end now. */
  async #settle(): Promise<void> {
    for (const attempt of this.#attempts) {
      if (attempt.seat !== undefined) continue;
      const outcome = await this.cluster.execute(this.#group, attempt.command, { maybeDone: true });
      if (outcome.failure) throw new Error(`${attempt.id} does not settle: ${outcome.failure.message}`);
      this.#take(attempt, outcome);
    }
  }

  async #audit(): Promise<void> {
    const seats = new Map<string, string>();
    for (const { id, seat } of this.#attempts) {
      if (seat === undefined) continue;
      const other = seats.get(seat);
      if (other !== undefined) throw new Error(`seat ${seat} was sold to ${other} and to ${id}`);
      seats.set(seat, id);
    }
    await this.cluster.run(3_000);
    const pictures = this.cluster.nodes.map((node) => {
      const replica = node.running.core.host.get(this.#group);
      if (replica === undefined) throw new Error(`node ${node.id} has no replica of group ${this.#group}`);
      replica.machine.flush();
      const { high, low } = replica.state.digest();
      return { applied: replica.applied, high, low };
    });
    const [first, ...others] = pictures.map((picture) => JSON.stringify(picture));
    for (const other of others)
      if (other !== first) throw new Error(`replicas differ: ${first} and ${other}`);
    for (const node of this.cluster.nodes) {
      const run = await this.cluster.finish(
        node.services.tickets.getRun({ routed: { group: this.#group }, run: RUN }, Number.POSITIVE_INFINITY),
      );
      const sold = run.inventory?.[0]?.sold?.[0] ?? 0;
      if (sold !== seats.size)
        throw new Error(`node ${node.id} has sold ${sold}, clients hold ${seats.size}`);
    }
  }
}
