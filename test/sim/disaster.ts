/** Lost quorum, and its recovery by an operator: when all that a seed did before has been judged, so many machines are gone for good
 *  in the middle of a sale that a group, or several, can elect nobody. `recover plan`, `apply` and `verify` are the shipped
 *  ones, cut short by a power cut now and then. Judged by a ledger of its own: a sale that was answered is there with its
 *  seat, except where the plan said that it may be lost, and the survivor had not got it; no seat has two owners; the sale
 *  goes on. */
import { RailkvError } from '../../src/proto/errors.js';
import { quorumSizes } from '../../src/raft/ack-quorum.js';
import { ordersOf, verifyRecovery } from '../../src/server/recovery/carry-out.js';
import type { RecoveryPlan } from '../../src/server/recovery/plan.js';
import type { Cluster } from './cluster.js';
import { DisasterSale } from './disaster-sale.js';
import { shuffled } from './faults/fault.js';
import type { Keeper } from './keeper.js';
import type { Machines } from './machines.js';
import { newestMetas } from './members.js';
import { CALM, type NetworkWeather } from './network.js';
import { planned, survey } from './recover.js';
import type { SeededRandom } from './seeded-random.js';
import type { SimNode } from './sim-node.js';
import type { SimEvent, World } from './world.js';

const SILENCE_MS = 5_000;
const APPLIED_WITHIN_MS = 60_000;
const VERIFIED_WITHIN_MS = 60_000;
const SOLD_WITHIN_MS = 60_000;
const AGAIN_MS = 500;
const SALES_AFTER = 5;
const DRAWS = 50;
/** A commit is known to the leader, and answered, long before anybody else hears of it. */
const LATE: NetworkWeather = { delayMsMin: 1, delayMsMax: 300, lossChance: 0 };

export class Disaster {
  readonly #sale: DisasterSale;
  /** Of those that were begun to be carried out. */
  readonly #plans: RecoveryPlan[] = [];

  constructor(
    private readonly world: World,
    private readonly cluster: Cluster,
    private readonly keeper: Keeper,
    private readonly machines: Machines,
    private readonly random: SeededRandom,
  ) {
    this.#sale = new DisasterSale(world);
  }

  see(event: SimEvent): void {
    this.#sale.see(event);
  }

  /** @param tell what struck, for people
   *  @param mend what a person does for groups that can elect, and have too few copies left to answer */
  async run(tell: (detail: string) => void, mend: () => void): Promise<void> {
    const { cluster, random, machines } = this;
    const sale = this.#sale;
    await cluster.finish(sale.open());
    await cluster.run(random.between(200, 1_500));
    const victims = this.#draw();
    const lost = victims.map(({ id }) => id).sort();
    await this.#leaveBehind(victims);
    for (const node of victims) machines.die(node);
    cluster.network.heal();
    cluster.network.weather = CALM;
    tell(`${lost.join(', ')} are gone for good`);
    await cluster.run(SILENCE_MS);
    // A group that went on with its leader alone may lose that one meanwhile: one looks until nothing is left to do.
    while (await this.#recover(lost)) await this.#verify();
    await cluster.finish(machines.hurry());
    mend();
    const before = sale.answered.length;
    await this.#until(SOLD_WITHIN_MS, 'SaleGoesOn', () =>
      sale.answered.length >= before + SALES_AFTER ? undefined : `${sale.describe()} after the recovery`,
    );
    sale.stop();
    await this.#until(SOLD_WITHIN_MS, 'SaleGoesOn', () =>
      sale.ended ? undefined : 'a purchase does not end',
    );
    await cluster.finish(sale.audit(this.#plans), 600_000);
  }

  /** Machines whose loss takes some group its elections, and leaves every group a voter. */
  #draw(): SimNode[] {
    const { cluster, random } = this;
    const groups = [...newestMetas(cluster).values()].map(({ configuration, members }) => ({
      ackQuorum: configuration.ackQuorum,
      voters: members.filter(({ replica }) => configuration.voters.includes(replica)).map(({ node }) => node),
    }));
    for (let turn = 0; turn < DRAWS; turn += 1) {
      const { voters, ackQuorum } = random.pick(groups);
      const { elect } = quorumSizes(voters.length, ackQuorum);
      if (elect < 2) continue;
      const lost = shuffled(random, voters).slice(random.between(1, elect - 1));
      if (groups.every((group) => group.voters.some((node) => !lost.includes(node))))
        return lost.map((id) => cluster.node(id));
    }
    return this.world.fail('NotVacuous', 'no group of this cluster can lose its quorum and keep a voter');
  }

  /** Often the logs that survive end at different places, or know of different commits: everything is late for a while, or one
   *  of those who will be left hears nothing. */
  async #leaveBehind(victims: readonly SimNode[]): Promise<void> {
    const { cluster, random } = this;
    const others = cluster.live().filter((node) => !victims.includes(node));
    if (others.length === 0 || random.chance(0.3)) return;
    if (random.chance(0.5)) cluster.network.weather = LATE;
    else
      cluster.network.isolate(
        random.pick(others).id,
        cluster.nodes.map(({ id }) => id),
      );
    await cluster.run(random.between(20, 1_000));
  }

  /** @returns whether there was anything to recover */
  async #recover(lost: readonly string[]): Promise<boolean> {
    const { cluster } = this;
    const endMs = cluster.time.nowMs + APPLIED_WITHIN_MS;
    for (;;) {
      const plan = await planned(cluster, lost);
      if (plan.groups.length === 0) return false;
      this.#plans.push(plan);
      try {
        await this.#apply(plan);
        return true;
      } catch (error) {
        // What had moved meanwhile is planned anew, as the refusal says.
        if (!(error instanceof RailkvError) || error.reason !== 'PLAN_STALE') throw error;
        if (cluster.time.nowMs >= endMs) this.world.fail('RecoveryIsApplied', error.message);
      }
      await cluster.run(AGAIN_MS);
    }
  }

  async #apply(plan: RecoveryPlan): Promise<void> {
    const { cluster, random } = this;
    const { giveUp, takeOver } = ordersOf(plan);
    const orders = [...giveUp, ...takeOver];
    const cut = random.chance(0.5) ? random.between(0, orders.length) : -1;
    for (const [at, { node, request }] of orders.entries()) {
      if (at === cut) await this.#powerCut(random.pick(cluster.live()));
      await cluster.finish(cluster.node(node).services.admin.recover(request));
    }
    if (cut < 0) return;
    // Whoever does not know how far it came carries it out again from the first.
    for (const { node, request } of orders)
      await cluster.finish(cluster.node(node).services.admin.recover(request));
  }

  async #powerCut(node: SimNode): Promise<void> {
    node.kill();
    this.keeper.startIn(node, AGAIN_MS);
    await this.cluster.until(() => node.transport?.live === true, `${node.id} starts again`);
  }

  async #verify(): Promise<void> {
    const plan = this.#plans.at(-1);
    if (plan === undefined) return;
    const endMs = this.cluster.time.nowMs + VERIFIED_WITHIN_MS;
    for (;;) {
      const { problems } = verifyRecovery(plan, await survey(this.cluster));
      if (problems.length === 0) return;
      if (this.cluster.time.nowMs >= endMs) this.world.fail('RecoveryIsVerified', problems.join('; '));
      await this.cluster.run(AGAIN_MS);
    }
  }

  async #until(withinMs: number, property: string, missing: () => string | undefined): Promise<void> {
    const endMs = this.cluster.time.nowMs + withinMs;
    for (let what = missing(); what !== undefined; what = missing()) {
      if (this.cluster.time.nowMs >= endMs)
        this.world.fail(property, `not within ${withinMs / 1_000} s: ${what}`);
      await this.cluster.run(AGAIN_MS);
    }
  }
}
