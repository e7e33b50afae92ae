/** A plan for a recovery: refused once it is no longer true, carried out to the end whatever cuts it short, and nothing begins
 *  beside it. */
import { afterEach, describe, expect, it } from 'vitest';
import { differences } from '../../src/server/recovery/plan.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
import { apply, planned, survey } from '../sim/recover.js';
import { AnsweredSales, lose } from './answered-sales.js';

let cluster: Cluster;
let group: number;
let sale: AnsweredSales;

afterEach(() => cluster.shutDown());

async function withTrain(options: Partial<ClusterOptions> = {}): Promise<void> {
  sale = await AnsweredSales.start(options);
  ({ cluster, group } = sale);
}

const FIVE = { nodes: 5, replicas: 3, ackQuorum: 3 };

describe('a plan', () => {
  async function dead(): Promise<{ survivor: SimNode; others: SimNode[]; lost: string[] }> {
    await withTrain();
    await sale.buy(3);
    const [survivor, ...others] = cluster.live();
    for (const node of others) node.kill();
    await cluster.run(3_000);
    return { survivor: survivor!, others, lost: others.map(({ id }) => id) };
  }

  it('is refused when nobody is declared lost, when a lost one answers, and when one is forgotten', async () => {
    await withTrain();
    const [, second, third] = cluster.live();
    await expect(planned(cluster, [])).rejects.toThrow('no node is declared lost');
    await expect(planned(cluster, [third!.id])).rejects.toThrow(
      `node ${third!.id} is declared lost, but it answers`,
    );
    lose(second!, third!);
    await expect(planned(cluster, [third!.id])).rejects.toThrow(
      `node ${second!.id} neither answers nor is declared lost`,
    );
  });

  it('is refused once the log of a survivor has moved', async () => {
    const { survivor, others, lost } = await dead();
    const plan = await planned(cluster, lost);
    for (const node of others) await cluster.finish(node.start());
    await sale.buy(2);
    expect(differences(plan, await survey(cluster))).toContain(
      `node ${others[0]!.id}, which the plan declares lost, answers`,
    );
    for (const node of others) node.kill();
    await cluster.run(3_000);
    expect(differences(plan, await survey(cluster))[0]).toContain(`on node ${survivor.id} ends at`);
    await expect(apply(cluster, plan)).rejects.toMatchObject({ reason: 'PLAN_STALE' });
    expect(survivor.running.core.store.recoveries.size).toBe(0);
    await apply(cluster, await planned(cluster, lost));
    await sale.buy(1);
    await sale.expectKept();
  });

  it('is refused while a node that it declares lost is heard', async () => {
    const { others, lost } = await dead();
    const plan = await planned(cluster, lost);
    await cluster.finish(others[0]!.start());
    await cluster.run(1_000);
    await expect(apply(cluster, plan)).rejects.toMatchObject({ reason: 'PLAN_STALE' });
  });

  it('of another cluster is refused', async () => {
    const { lost } = await dead();
    const plan = await planned(cluster, lost);
    await expect(apply(cluster, { ...plan, clusterId: 'other' })).rejects.toMatchObject({
      reason: 'WRONG_CLUSTER',
    });
  });

  it('ends a first copy that was still to come, and nothing of it is left', async () => {
    await withTrain(FIVE);
    await sale.buy(3);
    const lost = lose(...sale.carriers().slice(1));
    const free = cluster.live().find((node) => node.replica(group) === undefined)!;
    const { snapshots, store } = free.running.core;
    snapshots.repair(group, 9);
    await cluster.run(3_000);
    await apply(cluster, await planned(cluster, lost));
    await cluster.until(() => !snapshots.isInstalling(group), 'it waits no more');
    await cluster.run(500);
    expect(store.log.has(group)).toBe(false);
    await changeGroup(cluster, group, { addReplica: { nodeId: free.id }, ackQuorum: 1 });
    await sale.buy(2);
    await sale.expectKept();
  });

  it('lets no first copy begin while a group is being given up', async () => {
    await withTrain(FIVE);
    await sale.buy(3);
    const [survivor, ...others] = sale.carriers();
    const lost = lose(...others);
    await cluster.run(3_000);
    const free = cluster.live().find((node) => node.replica(group) === undefined)!;
    const { store, snapshots, membership } = free.running.core;
    // The first record of a recovery raises the format of the directory: a slow disk takes its time for that.
    const slow = store as unknown as { holdRecoveries: () => Promise<void> };
    const write = slow.holdRecoveries.bind(store);
    let go: () => void = () => {};
    slow.holdRecoveries = async () => {
      await new Promise<void>((done) => {
        go = done;
      });
      await write();
    };
    const { recoveryId, ...plan } = await planned(cluster, lost);
    const { clusterId, recoveryEpoch } = plan;
    const successor = plan.groups.find((each) => each.group === group)?.successor ?? 0;
    const replicas = [{ group, successor }];
    const given = free.services.admin.recover({
      clusterId,
      recoveryEpoch,
      recoveryId,
      lostNodes: [...lost],
      replicas,
    });
    await cluster.run(100);
    const message = { type: 'app', to: 9 } as Parameters<typeof membership.spokenTo>[1];
    membership.spokenTo(group, message, survivor!.id);
    await cluster.run(2_000);
    membership.spokenTo(group, message, survivor!.id);
    expect(snapshots.isInstalling(group)).toBe(false);
    go();
    await cluster.finish(given);
    expect(store.leastReplica(group)).toBe(successor);
    expect(store.log.has(group)).toBe(false);
  });

  it('may be applied twice: the second time changes nothing', async () => {
    const { lost } = await dead();
    const plan = await planned(cluster, lost);
    expect(await apply(cluster, plan)).toBe(plan.groups.length);
    await sale.buy(1);
    expect(differences(plan, await survey(cluster))).toEqual([]);
    expect(await apply(cluster, plan)).toBe(0);
    await sale.buy(1);
    await sale.expectVerified(plan);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'that was cut short by a crash at write %i of a survivor is applied again to the end',
    async (nth) => {
      await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
      await sale.buy(4);
      const [one, two, ...others] = cluster.live();
      const lost = lose(...others);
      await cluster.run(3_000);
      const plan = await planned(cluster, lost);
      const crashing = nth % 2 === 0 ? one! : two!;
      crashing.store.arm(nth % 3 === 0 ? 'after' : 'during', nth);
      const applying = apply(cluster, plan);
      let ended = false;
      applying.then(
        () => (ended = true),
        () => (ended = true),
      );
      await cluster.until(() => ended || !crashing.up, 'it ends or crashes', 60_000);
      if (crashing.up) crashing.kill();
      await cluster.finish(crashing.start());
      await cluster.run(500);
      expect(differences(plan, await survey(cluster))).toEqual([]);
      await apply(cluster, plan);
      await sale.expectVerified(plan);
      await sale.buy(2);
      await sale.expectKept();
    },
  );
});
