/** A line of which a test sells seats and then takes disks away: each answered sale is noted, to be looked for afterwards. */
import { expect } from 'vitest';
import { verifyRecovery } from '../../src/server/recovery/carry-out.js';
import type { RecoveryPlan } from '../../src/server/recovery/plan.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
import { survey } from '../sim/recover.js';
import { purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

export class AnsweredSales {
  readonly #seats = new Map<string, string>();

  private constructor(
    readonly cluster: Cluster,
    readonly group: number,
  ) {}

  static async start(options: Partial<ClusterOptions> = {}): Promise<AnsweredSales> {
    const { cluster, group } = await trainOnSale(options, 40);
    return new AnsweredSales(cluster, group);
  }

  /** Nobody gets a seat that another one has. */
  async buy(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const id = `order-${this.#seats.size + 1}`;
      const outcome = await this.cluster.execute(this.group, purchase(this.cluster.time.nowMs, id));
      const ticket = outcome.answer?.order?.tickets?.[0];
      expect(ticket?.seat, JSON.stringify(outcome.failure ?? outcome.answer?.refusal)).toBeTruthy();
      this.#seats.set(id, `${ticket?.coach}/${ticket?.seat}`);
    }
    expect(new Set(this.#seats.values()).size).toBe(this.#seats.size);
  }

  /** Every one has its seat at whoever leads. */
  async expectKept(): Promise<void> {
    const leader = await this.cluster.waitForLeader(this.group);
    for (const [id, seat] of this.#seats) {
      const found = await this.cluster.finish(
        leader.services.tickets.getOrder(
          { id: 'tests', role: 'operator' },
          { routed: { group: this.group }, order: { run: RUN, orderId: id }, read: { level: 2 } },
          Infinity,
        ),
      );
      const [ticket] = found.order?.tickets ?? [];
      expect(`${ticket?.coach}/${ticket?.seat}`).toBe(seat);
    }
  }

  carriers(): SimNode[] {
    return this.cluster.live().filter((node) => node.replica(this.group) !== undefined);
  }

  async expectVerified(plan: RecoveryPlan): Promise<void> {
    for (const each of plan.groups) await this.cluster.waitForLeader(each.group);
    expect(verifyRecovery(plan, await survey(this.cluster)).problems).toEqual([]);
  }
}

/** Their disks are gone.
 *  @returns their ids, sorted */
export function lose(...nodes: SimNode[]): string[] {
  for (const node of nodes) {
    node.kill();
    node.lost = true;
  }
  return nodes.map(({ id }) => id).sort();
}
