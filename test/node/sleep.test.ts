/** Groups sleep though a node is dead for long, and nothing is lost when it comes back. */
import { afterEach, describe, expect, it } from 'vitest';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { purchase } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;
let group: number;

/** A follower dies, and a sale that it never hears of follows. */
async function withDeadFollower(): Promise<SimNode> {
  ({ cluster, group } = await trainOnSale());
  const dead = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
  dead.kill();
  await cluster.run(2_000);
  await buy('order-1');
  return dead;
}

async function buy(id: string): Promise<void> {
  const outcome = await cluster.execute(group, purchase(cluster.time.nowMs, id));
  expect(outcome.answer?.order?.tickets?.[0]?.seat).toBeTruthy();
}

const allAsleep = (): boolean => cluster.live().every((node) => node.replica(group)?.asleep === true);
const applied = (node: SimNode): number => node.replica(group)?.applied.index ?? 0;

afterEach(() => cluster.shutDown());

describe('a group with a dead replica', () => {
  it('stays awake for a while, then sleeps', async () => {
    await withDeadFollower();
    await cluster.run(20_000);
    expect(allAsleep()).toBe(false);
    await cluster.until(allAsleep, 'the group sleeps', 40_000);
    await cluster.run(10_000);
    for (const node of cluster.live()) expect(node.running.core.host.awakeCount).toBe(1); // group 0
  });

  it('wakes to sell, and sleeps again', async () => {
    await withDeadFollower();
    await cluster.until(allAsleep, 'the group sleeps', 60_000);
    await buy('order-2');
    expect(allAsleep()).toBe(false);
    await cluster.until(allAsleep, 'it sleeps again', 60_000);
  });

  it('catches it up when its node is back, and all sleep', async () => {
    const dead = await withDeadFollower();
    await cluster.until(allAsleep, 'the group sleeps', 60_000);
    await cluster.finish(dead.start());
    const leader = cluster.leaderOf(group)!;
    await cluster.until(() => applied(dead) === applied(leader), 'it is caught up');
    await cluster.until(allAsleep, 'all three sleep', 60_000);
    leader.kill();
    await buy('order-2');
  });

  it('catches it up when it was only cut off', async () => {
    ({ cluster, group } = await trainOnSale({ seed: 2 }));
    const leader = cluster.leaderOf(group)!;
    const cut = cluster.live().find((node) => node !== leader)!;
    cluster.network.isolate(
      cut.id,
      cluster.nodes.map(({ id }) => id),
    );
    await cluster.run(3_000);
    await buy('order-1');
    const others = cluster.live().filter((node) => node !== cut);
    await cluster.until(() => others.every((node) => node.replica(group)?.asleep), 'they sleep', 60_000);
    cluster.network.heal();
    await cluster.until(() => applied(cut) === applied(leader), 'it is caught up');
  });

  it('elects another leader when the sleeping one dies, though the dead one is away', async () => {
    const dead = await withDeadFollower();
    await cluster.until(allAsleep, 'the group sleeps', 60_000);
    const leader = cluster.leaderOf(group)!;
    leader.kill();
    await cluster.run(3_000);
    expect(cluster.leaderOf(group)).toBeUndefined(); // one of three
    await cluster.finish(dead.start());
    await buy('order-2');
    expect(cluster.leaderOf(group)).not.toBe(leader);
  });
});

describe('a group with a silent replica on a node that lives', () => {
  async function withMaintenance(nodes: number): Promise<void> {
    ({ cluster, group } = await trainOnSale({ nodes }));
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
  }

  it('speaks to one that could not begin for minutes until it begins', async () => {
    await withMaintenance(4);
    const free = cluster.live().find((node) => node.replica(group) === undefined)!;
    const { snapshots } = free.running.core;
    const begin = snapshots.begin.bind(snapshots);
    snapshots.begin = () => undefined; // others own its keys, say
    await changeGroup(cluster, group, { addReplica: { nodeId: free.id, learner: true } });
    await cluster.run(120_000);
    expect(free.replica(group)).toBeUndefined();
    snapshots.begin = begin;
    await cluster.until(() => free.replica(group) !== undefined, 'the copy begins');
    await cluster.until(allAsleep, 'all four sleep', 60_000);
  });

  it('sleeps when that one is damaged: it never answers again', async () => {
    await withMaintenance(3);
    const leader = cluster.leaderOf(group)!;
    const damaged = cluster.live().find((node) => node !== leader)!;
    damaged.replica(group)?.halt('a test says so');
    await buy('order-1');
    await cluster.until(() => leader.replica(group)?.asleep === true, 'its leader sleeps', 60_000);
  });
});
