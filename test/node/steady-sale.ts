/** A group that sells by itself while a test changes it, and its books afterwards: nothing lost, nothing sold twice. */
import { expect } from 'vitest';
import { pb } from '../../src/proto/index.js';
import type { GroupMeta } from '../../src/store/group-meta.js';
import type { Cluster, ClusterOptions } from '../sim/cluster.js';
import { purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

export class SteadySale {
  readonly #seats = new Map<string, string>();
  #order = 1;
  #maybeDone = false;
  #stopped = false;
  #idle = false;
  #wrong: string | undefined;

  private constructor(
    readonly cluster: Cluster,
    readonly group: number,
  ) {
    this.#later(1);
  }

  static async start(options: Partial<ClusterOptions> = {}): Promise<SteadySale> {
    const { cluster, group } = await trainOnSale(options, 200);
    const sale = new SteadySale(cluster, group);
    await cluster.run(500);
    return sale;
  }

  /** As its leader has it. */
  get meta(): GroupMeta {
    return this.cluster.leaderOf(this.group)!.running.core.host.get(this.group)!.meta;
  }

  carriers(): string[] {
    return this.meta.members
      .filter(({ learner }) => !learner)
      .map(({ node }) => node)
      .sort();
  }

  others(): string[] {
    const carriers = this.carriers();
    return this.cluster.nodes.map(({ id }) => id).filter((id) => !carriers.includes(id));
  }

  #later(delayMs: number): void {
    this.cluster.time.at(this.cluster.time.nowMs + delayMs, () => this.#ask());
  }

  /** Each order is asked for until it is answered. */
  #ask(): void {
    const { time } = this.cluster;
    this.#idle = this.#stopped && !this.#maybeDone;
    if (this.#idle) return;
    const leader = this.cluster.live().find((node) => node.replica(this.group)?.isCurrentLeader === true);
    if (leader === undefined) {
      this.#later(100);
      return;
    }
    const { life } = leader;
    const command = pb.Command.encode(purchase(time.nowMs, `order-${this.#order}`)).finish();
    const routed = { group: this.group, maybeDone: this.#maybeDone };
    this.#maybeDone = true;
    let ended = false;
    const end = (outcome: pb.Outcome.$Properties | undefined): void => {
      if (ended) return;
      ended = true;
      this.#take(outcome);
    };
    leader.services.tickets
      .execute({ id: 'tests', role: 'operator' }, { routed, command }, leader.clock.wallMs() + 1_500)
      .then(end, (error: unknown) => {
        this.#wrong = String(error);
      });
    // A process that died answers nobody.
    const watch = (): void => {
      if (ended) return;
      if (leader.up && leader.life === life) time.at(time.nowMs + 100, watch);
      else end(undefined);
    };
    watch();
  }

  #take(outcome: pb.Outcome.$Properties | undefined): void {
    const ticket = outcome?.answer?.order?.tickets?.[0];
    if (outcome?.answer?.refusal) this.#wrong = outcome.answer.refusal.reason ?? '';
    if (ticket) {
      this.#seats.set(`order-${this.#order}`, `${ticket.coach}/${ticket.seat}`);
      this.#order += 1;
      this.#maybeDone = false;
    }
    this.#later(60);
  }

  async end(): Promise<void> {
    this.#stopped = true;
    await this.cluster.until(() => this.#idle, 'the last order is answered');
    expect(this.#wrong).toBe(undefined);
    expect(new Set(this.#seats.values()).size).toBe(this.#seats.size);
    expect(this.#seats.size).toBeGreaterThan(3);
  }

  /** Every order that was answered is on every member, and nothing else; who is no member has nothing. */
  async expectBooks(): Promise<void> {
    const { cluster, group } = this;
    await this.end();
    for (const node of cluster.nodes) if (!node.up) await cluster.finish(node.start());
    await cluster.waitForLeader(group);
    const members = this.meta.members.map(({ node }) => node).sort();
    await cluster.until(() => cluster.leaderOf(group) !== undefined, 'a leader');
    const applied = () => cluster.leaderOf(group)?.running.core.host.get(group)?.applied.index ?? Infinity;
    for (const node of cluster.nodes) {
      if (!members.includes(node.id)) {
        await cluster.until(
          () => node.running.core.host.get(group) === undefined && !node.running.core.store.state.has(group),
          `${node.id} gives its copy up`,
        );
        continue;
      }
      await cluster.until(
        () => (node.running.core.host.get(group)?.applied.index ?? 0) >= applied(),
        `${node.id} has applied all`,
      );
      const request = { routed: { group }, run: RUN, read: { level: 0 } };
      const run = await cluster.finish(node.services.tickets.getRun(request, Number.POSITIVE_INFINITY));
      expect(run.inventory?.[0]?.sold?.[0]).toBe(this.#seats.size);
    }
    await cluster.until(
      () =>
        cluster.live().every((node) => {
          const placed = node.running.core.view.group(group);
          const { epoch, configuration } = this.meta;
          return (
            placed?.epoch.confVersion === epoch.confVersion &&
            placed.ackQuorum === configuration.ackQuorum &&
            placed.replicas
              .map((each) => each.node)
              .sort()
              .join() === members.join()
          );
        }),
      'placement learns who carries the group',
    );
  }
}
