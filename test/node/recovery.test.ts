/** Quorum lost for good: groups go on from the survivor whose log goes furthest, and keep what an ack quorum promised. */
import { afterEach, describe, expect, it } from 'vitest';
import { replicaId } from '../../src/raft/ids.js';
import { applyToStores, surveyStores } from '../../src/server/recovery/offline.js';
import { planRecovery } from '../../src/server/recovery/plan.js';
import { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import { NodeStore } from '../../src/store/node-store.js';
import { testEnv } from '../../src/store/testing/world.js';
import { changeGroup } from '../sim/change-group.js';
import { Cluster, type ClusterOptions } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { apply, planned } from '../sim/recover.js';
import { LINE, lineEntry } from '../sim/sample-commands.js';
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

describe('a line that lost two of three disks', () => {
  it('goes on from the third with every sale that three had, and grows back', async () => {
    await withTrain(FIVE);
    await sale.buy(7);
    const [survivor, ...others] = sale.carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    expect(cluster.leaderOf(group)).toBeUndefined();
    const plan = await planned(cluster, lost);
    expect(plan.groups.find((each) => each.group === group)).toMatchObject({
      survivor: { node: survivor!.id },
      successor: replicaId(1, 1),
      loss: { voters: 3, ackQuorum: 3, lostCopies: 2, mayLose: false },
      verdict: expect.stringContaining(
        'answered with 3 copies, 2 lost: no answered sale can be lost, unless',
      ),
    });
    expect(plan.groups.map((each) => each.group)).not.toContain(0);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await sale.expectKept();
    await sale.buy(3);
    for (const { id } of cluster.live()) {
      if (sale.carriers().some((node) => node.id === id)) continue;
      await changeGroup(cluster, group, { addReplica: { nodeId: id }, ackQuorum: 2 });
    }
    await cluster.until(() => sale.carriers().length === 3, 'it has three copies again');
    const { meta } = cluster.leaderOf(group)!.replica(group)!;
    expect(meta).toMatchObject({ recoveryEpoch: 1, configuration: { ackQuorum: 2 } });
    expect(meta.members.every(({ replica }) => replica >= replicaId(1, 1))).toBe(true);
    await sale.buy(3);
    await sale.expectKept();
    survivor!.kill();
    await sale.expectKept();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.view.group(group)?.replicas.length === 3),
      'placement follows',
    );
  });

  it('has its copies and its ack quorum back without anybody, and sells meanwhile', async () => {
    await withTrain({ ...FIVE, seed: 3 });
    await sale.buy(2);
    const [survivor, ...others] = sale.carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    const settings = { disconnectedAfterMs: 2_000, downAfterMs: 6_000 };
    await ask(cluster, (operations, caller) => operations.setSettings(caller, { settings }, 1e15));
    const plan = await planned(cluster, lost);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await sale.buy(1);
    await cluster.until(
      () => cluster.leaderOf(group)?.replica(group)?.meta.configuration.ackQuorum === 3,
      'a sale waits for three again',
      120_000,
    );
    const { meta } = cluster.leaderOf(group)!.replica(group)!;
    expect(meta.configuration.voters).toHaveLength(3);
    await sale.buy(2);
    await cluster.until(
      () => cluster.live().every(({ running }) => running.core.view.group(group)?.ackQuorum === 3),
      'placement follows',
    );
    expect(survivor!.up).toBe(true);
    await changeGroup(cluster, group, { setAckQuorum: { ackQuorum: 1 } });
    await cluster.run(20_000);
    expect(cluster.leaderOf(group)?.replica(group)?.meta.configuration.ackQuorum).toBe(1);
    await sale.expectKept();
  });

  it('is left alone while its leader sells on without the others, until that one is gone too', async () => {
    await withTrain({ ...FIVE, ackQuorum: 1 });
    await sale.buy(2);
    const leader = await cluster.waitForLeader(group);
    const lost = lose(...sale.carriers().filter((node) => node !== leader));
    await cluster.run(10_000);
    await sale.buy(1);
    const plan = await planned(cluster, lost);
    expect(plan.groups.map((each) => each.group)).not.toContain(group);
    expect(plan.led).toContainEqual({ group, leader: leader.id, voters: 3, votersLeft: 1, ackQuorum: 1 });
    leader.kill();
    await cluster.finish(leader.start());
    await cluster.run(5_000);
    const later = await planned(cluster, lost);
    expect(later.led?.map((each) => each.group)).not.toContain(group);
    expect(later.groups.map((each) => each.group)).toContain(group);
    await apply(cluster, later);
    await sale.expectVerified(later);
    await sale.expectKept();
  });

  it('does not promise what others may have changed while the survivor was away', async () => {
    await withTrain({ ackQuorum: 3 });
    await sale.buy(2);
    const leader = await cluster.waitForLeader(group);
    const away = cluster.live().find((node) => node !== leader)!;
    away.kill();
    await cluster.run(3_000);
    await changeGroup(cluster, group, { setAckQuorum: { ackQuorum: 2 } });
    await sale.buy(3);
    const lost = lose(...cluster.live());
    await cluster.finish(away.start());
    const plan = await planned(cluster, lost);
    expect(plan.groups.find((each) => each.group === group)).toMatchObject({
      loss: { voters: 3, ackQuorum: 3, lostCopies: 2, mayLose: false, unlessLowered: true },
      verdict: `answered with 3 copies, 2 lost: no answered sale can be lost, unless the ack quorum was lowered while ${away.id} was away`,
    });
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await expect(sale.expectKept()).rejects.toThrow(); // the three that two disks held
  });

  it('says that answered sales may be lost when two copies were promised', async () => {
    await withTrain({ ...FIVE, ackQuorum: 2 });
    await sale.buy(2);
    const [, ...others] = sale.carriers();
    const lost = lose(...others);
    const plan = await planned(cluster, lost);
    expect(plan.groups.find((each) => each.group === group)?.verdict).toBe(
      'answered with 2 copies, 2 lost: the last sales may be lost',
    );
  });

  it('keeps the log that goes furthest, and the shorter one keeps its bytes until it is replaced', async () => {
    await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
    await sale.buy(2);
    const leader = cluster.leaderOf(group)!;
    const [behind, ahead, ...rest] = cluster.live().filter((node) => node !== leader);
    const replica = behind!.running.core.host.get(group)!;
    const receive = replica.receive.bind(replica);
    replica.receive = (message) => {
      if (message.type !== 'app') receive(message);
    };
    await sale.buy(4);
    const lost = lose(leader, ...rest);
    await cluster.run(5_000);
    const plan = await planned(cluster, lost);
    const mine = plan.groups.find((each) => each.group === group)!;
    expect(mine.survivor.node).toBe(ahead!.id);
    expect(mine.others).toHaveLength(1);
    expect(mine.others[0]?.behind).toBeGreaterThan(0);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await sale.buy(2);
    await cluster.run(5_000);
    const rows = (): number =>
      behind!.disk.keys('state').filter((key) => Buffer.from(key).includes(LINE)).length;
    expect(behind!.running.core.damaged.has(group)).toBe(true);
    expect(rows()).toBeGreaterThan(0);
    behind!.kill();
    await cluster.finish(behind!.start());
    expect(behind!.running.core.damaged.has(group)).toBe(true);
    await changeGroup(cluster, group, { addReplica: { nodeId: behind!.id }, ackQuorum: 2 });
    await cluster.until(() => behind!.replica(group) !== undefined, 'it has a new copy');
    expect(behind!.running.core.damaged.has(group)).toBe(false);
    await sale.buy(2);
    await sale.expectKept();
  });
});

describe('a node that joined after a recovery', () => {
  it('refuses lost nodes like everybody else, and whoever was recovered apart from it', async () => {
    await withTrain(FIVE);
    const [, ...others] = sale.carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    const plan = await planned(cluster, lost);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    const joined = await cluster.join('n9');
    const { neighbours, config } = joined.running.core;
    await cluster.until(() => neighbours.recoveries.length > 0, 'it hears of the recovery');
    expect(neighbours.recoveries).toEqual([{ epoch: 1, id: plan.recoveryId, lostNodes: lost }]);
    expect(joined.running.core.store.recoveries.size).toBe(0);
    const { clusterId, nodeId: toNodeId } = config;
    const from = (nodeId: string) => ({ clusterId, nodeId, toNodeId });
    expect(neighbours.checkHello(from(lost[0]!))?.reason).toBe('NODE_LOST');
    const [peer] = cluster.live();
    const apart = { recoveries: [{ recoveryEpoch: 1, recoveryId: 'another' }] };
    const refusal = neighbours.checkHello({ ...from(peer!.id), ...apart });
    expect(refusal?.reason).toBe('RECOVERED_APART');
    expect(refusal?.message).toContain('Decide which half goes on');
  });
});

describe('placement that was recovered', () => {
  it('makes no group of a new line before every node that is left has said which groups it carries', async () => {
    cluster = await Cluster.start({ seed: 1, nodes: 5, replicas: 3 });
    const [survivor, other, ...rest] = cluster.live();
    const lost = lose(...rest);
    await cluster.run(3_000);
    const plan = await planned(cluster, lost);
    expect(plan.groups.map((each) => each.group)).toContain(0);
    await apply(cluster, plan);
    const leader = plan.groups.find((each) => each.group === 0)?.survivor.node;
    const silent = [survivor!, other!].find(({ id }) => id !== leader)!;
    silent.kill();
    const leads = await cluster.waitForLeader(0);
    const register = () =>
      cluster.finish(
        leads.services.placement.registerLines(
          { id: 'tests', role: 'operator' },
          { lines: [lineEntry()] },
          Infinity,
        ),
      );
    await cluster.run(5_000);
    await expect(register()).rejects.toMatchObject({
      reason: 'RECOVERY_PENDING',
      message: expect.stringContaining(`still to be heard: ${silent.id}`),
    });
    await cluster.finish(silent.start());
    await cluster.until(
      () => (leads.running.core.placement?.machine.reconciledEpoch ?? 0) === 1,
      'all were heard',
    );
    expect(await register()).toMatchObject({ created: 1 });
  });
});

describe('a cluster that lost two of three disks', () => {
  it('goes on alone, placement included: it publishes and sells', async () => {
    await withTrain({ ackQuorum: 3 });
    await sale.buy(5);
    const [survivor, ...others] = cluster.live();
    const lost = lose(...others);
    await cluster.run(3_000);
    const plan = await planned(cluster, lost);
    expect(plan.groups.map((each) => each.group)).toEqual([0, 1, group]);
    expect(plan.healthy).toBe(0);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await sale.expectKept();
    await sale.buy(2);
    expect(cluster.leaderOf(0)).toBe(survivor);
    await cluster.until(
      () => survivor!.running.core.view.group(group)?.replicas.length === 1,
      'placement learns who carries the line',
    );
    survivor!.kill();
    await cluster.finish(survivor!.start());
    await sale.expectKept();
    await sale.buy(1);
  });
});

describe('placement that lost two of three disks', () => {
  it('goes on from the directory of a stopped node, and the lines follow online', async () => {
    await withTrain({ ackQuorum: 3 });
    await sale.buy(3);
    const [survivor, ...others] = cluster.live();
    const lost = lose(...others);
    await cluster.finish(survivor!.stop());
    const { clusterId, nodeId } = survivor!.config;
    const options = { cluster: clusterId, node: nodeId, env: testEnv(), limits: cluster.storeLimits };
    const disk = new MemoryDisk();
    disk.restore(survivor!.disk.image());
    const store = await NodeStore.open(disk, options);
    const found = planRecovery(surveyStores([store], 0), lost, testEnv().random);
    if ('refused' in found) throw new Error(found.refused.join('; '));
    expect(found.groups.map((each) => each.group)).toEqual([0]);
    await applyToStores([store], found);
    expect(planRecovery(surveyStores([store], 0), lost, testEnv().random)).toMatchObject({
      groups: [],
      healthy: 1,
    });
    await store.close();
    survivor!.disk.restore(disk.image());
    await cluster.finish(survivor!.start());
    expect(await cluster.waitForLeader(0)).toBe(survivor);
    expect(cluster.leaderOf(group)).toBeUndefined();
    const plan = await planned(cluster, lost);
    expect(plan.recoveryEpoch).toBe(2);
    expect(plan.groups.map((each) => each.group)).toEqual([1, group]);
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    await sale.expectKept();
    await sale.buy(1);
  });
});

describe('a lost node that comes back', () => {
  it('is refused, told to be wiped, and ends; nobody counts its vote', async () => {
    await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
    await sale.buy(3);
    const [one, two, ...others] = cluster.live();
    for (const node of others) node.kill();
    await cluster.run(3_000);
    const plan = await planned(
      cluster,
      others.map(({ id }) => id),
    );
    await apply(cluster, plan);
    await sale.expectVerified(plan);
    for (const node of others) {
      await cluster.finish(node.start());
      await cluster.until(() => !node.up, 'it ends');
      expect(node.exitReason).toContain('declared lost in recovery epoch 1');
      expect(node.exitReason).toContain('join as a new node');
    }
    await sale.buy(2);
    for (const node of [one!, two!]) node.kill();
    for (const node of [one!, two!]) await cluster.finish(node.start());
    await cluster.finish(others[0]!.start());
    await cluster.until(() => !others[0]!.up, 'it is refused after a restart too');
    await sale.expectKept();
  });
});
