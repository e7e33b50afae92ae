/** Quorum lost for good: groups go on from the survivor whose log goes furthest, and keep what an ack quorum promised. */
import { afterEach, describe, expect, it } from 'vitest';
import { replicaId } from '../../src/raft/ids.js';
import { verifyRecovery } from '../../src/server/recovery/carry-out.js';
import { applyToStores, surveyStores } from '../../src/server/recovery/offline.js';
import { differences, planRecovery } from '../../src/server/recovery/plan.js';
import { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import { NodeStore } from '../../src/store/node-store.js';
import { testEnv } from '../../src/store/testing/world.js';
import { changeGroup } from '../sim/change-group.js';
import { Cluster, type ClusterOptions, type SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { apply, planned, survey } from '../sim/recover.js';
import { LINE, lineEntry, publish, purchase, RUN } from '../sim/sample-commands.js';

let cluster: Cluster;
let group: number;
const seats = new Map<string, string>();

afterEach(() => cluster.shutDown());

async function withTrain(options: Partial<ClusterOptions> = {}): Promise<void> {
  seats.clear();
  cluster = await Cluster.start({ seed: 1, ...options });
  [group] = (await cluster.registerLines([lineEntry()])) as [number];
  const outcome = await cluster.execute(group, publish(cluster.time.nowMs, RUN, 40));
  expect(outcome.failure ?? outcome.answer?.refusal).toBeFalsy();
}

async function buy(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const id = `order-${seats.size + 1}`;
    const outcome = await cluster.execute(group, purchase(cluster.time.nowMs, id));
    const ticket = outcome.answer?.order?.tickets?.[0];
    expect(ticket?.seat, JSON.stringify(outcome.failure ?? outcome.answer?.refusal)).toBeTruthy();
    seats.set(id, `${ticket?.coach}/${ticket?.seat}`);
  }
  expect(new Set(seats.values()).size).toBe(seats.size);
}

const carriers = (): SimNode[] => cluster.live().filter((node) => node.replica(group) !== undefined);

/** Their disks are gone. */
function lose(...nodes: SimNode[]): string[] {
  for (const node of nodes) {
    node.kill();
    node.lost = true;
  }
  return nodes.map(({ id }) => id).sort();
}

/** Every answered sale has its seat at whoever leads. */
async function expectSales(): Promise<void> {
  const leader = await cluster.waitForLeader(group);
  for (const [id, seat] of seats) {
    const order = { run: RUN, orderId: id };
    const found = await cluster.finish(
      leader.services.tickets.getOrder(
        { id: 'tests', role: 'operator' },
        { routed: { group }, order, read: { level: 2 } },
        Infinity,
      ),
    );
    const [ticket] = found.order?.tickets ?? [];
    expect(`${ticket?.coach}/${ticket?.seat}`).toBe(seat);
  }
}

async function expectVerified(plan: Parameters<typeof verifyRecovery>[0]): Promise<void> {
  for (const each of plan.groups) await cluster.waitForLeader(each.group);
  expect(verifyRecovery(plan, await survey(cluster)).problems).toEqual([]);
}

const FIVE = { nodes: 5, replicas: 3, ackQuorum: 3 };

describe('a line that lost two of three disks', () => {
  it('goes on from the third with every sale that three had, and grows back', async () => {
    await withTrain(FIVE);
    await buy(7);
    const [survivor, ...others] = carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    expect(cluster.leaderOf(group)).toBeUndefined();
    const plan = await planned(cluster, lost);
    expect(plan.groups.find((each) => each.group === group)).toMatchObject({
      survivor: { node: survivor!.id },
      successor: replicaId(1, 1),
      loss: { voters: 3, ackQuorum: 3, lostCopies: 2, mayLose: false },
      verdict: 'answered with 3 copies, 2 lost: no answered sale can be lost',
    });
    expect(plan.groups.map((each) => each.group)).not.toContain(0);
    await apply(cluster, plan);
    await expectVerified(plan);
    await expectSales();
    await buy(3);
    for (const { id } of cluster.live()) {
      if (carriers().some((node) => node.id === id)) continue;
      await changeGroup(cluster, group, { addReplica: { nodeId: id }, ackQuorum: 2 });
    }
    await cluster.until(() => carriers().length === 3, 'it has three copies again');
    const { meta } = cluster.leaderOf(group)!.replica(group)!;
    expect(meta).toMatchObject({ recoveryEpoch: 1, configuration: { ackQuorum: 2 } });
    expect(meta.members.every(({ replica }) => replica >= replicaId(1, 1))).toBe(true);
    await buy(3);
    await expectSales();
    survivor!.kill();
    await expectSales();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.view.group(group)?.replicas.length === 3),
      'placement follows',
    );
  });

  it('has its copies and its ack quorum back without anybody, and sells meanwhile', async () => {
    await withTrain({ ...FIVE, seed: 3 });
    await buy(2);
    const [survivor, ...others] = carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    const settings = { disconnectedAfterMs: 2_000, downAfterMs: 6_000 };
    await ask(cluster, (operations, caller) => operations.setSettings(caller, { settings }, 1e15));
    const plan = await planned(cluster, lost);
    await apply(cluster, plan);
    await expectVerified(plan);
    await buy(1);
    await cluster.until(
      () => cluster.leaderOf(group)?.replica(group)?.meta.configuration.ackQuorum === 3,
      'a sale waits for three again',
      120_000,
    );
    const { meta } = cluster.leaderOf(group)!.replica(group)!;
    expect(meta.configuration.voters).toHaveLength(3);
    await buy(2);
    await cluster.until(
      () => cluster.live().every(({ running }) => running.core.view.group(group)?.ackQuorum === 3),
      'placement follows',
    );
    expect(survivor!.up).toBe(true);
    await changeGroup(cluster, group, { setAckQuorum: { ackQuorum: 1 } });
    await cluster.run(20_000);
    expect(cluster.leaderOf(group)?.replica(group)?.meta.configuration.ackQuorum).toBe(1);
    await expectSales();
  });

  it('is left alone while its leader sells on without the others, until that one is gone too', async () => {
    await withTrain({ ...FIVE, ackQuorum: 1 });
    await buy(2);
    const leader = await cluster.waitForLeader(group);
    const lost = lose(...carriers().filter((node) => node !== leader));
    await cluster.run(10_000);
    await buy(1);
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
    await expectVerified(later);
    await expectSales();
  });

  it('says that answered sales may be lost when two copies were promised', async () => {
    await withTrain({ ...FIVE, ackQuorum: 2 });
    await buy(2);
    const [, ...others] = carriers();
    const lost = lose(...others);
    const plan = await planned(cluster, lost);
    expect(plan.groups.find((each) => each.group === group)?.verdict).toBe(
      'answered with 2 copies, 2 lost: the last sales may be lost',
    );
  });

  it('keeps the log that goes furthest, and the shorter one keeps its bytes until it is replaced', async () => {
    await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
    await buy(2);
    const leader = cluster.leaderOf(group)!;
    const [behind, ahead, ...rest] = cluster.live().filter((node) => node !== leader);
    const replica = behind!.running.core.host.get(group)!;
    const receive = replica.receive.bind(replica);
    replica.receive = (message) => {
      if (message.type !== 'app') receive(message);
    };
    await buy(4);
    const lost = lose(leader, ...rest);
    await cluster.run(5_000);
    const plan = await planned(cluster, lost);
    const mine = plan.groups.find((each) => each.group === group)!;
    expect(mine.survivor.node).toBe(ahead!.id);
    expect(mine.others).toHaveLength(1);
    expect(mine.others[0]?.behind).toBeGreaterThan(0);
    await apply(cluster, plan);
    await expectVerified(plan);
    await buy(2);
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
    await buy(2);
    await expectSales();
  });
});

describe('a node that joined after a recovery', () => {
  it('refuses lost nodes like everybody else, and whoever was recovered apart from it', async () => {
    await withTrain(FIVE);
    const [, ...others] = carriers();
    const lost = lose(...others);
    await cluster.run(5_000);
    const plan = await planned(cluster, lost);
    await apply(cluster, plan);
    await expectVerified(plan);
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
    await buy(5);
    const [survivor, ...others] = cluster.live();
    const lost = lose(...others);
    await cluster.run(3_000);
    const plan = await planned(cluster, lost);
    expect(plan.groups.map((each) => each.group)).toEqual([0, 1, group]);
    expect(plan.healthy).toBe(0);
    await apply(cluster, plan);
    await expectVerified(plan);
    await expectSales();
    await buy(2);
    expect(cluster.leaderOf(0)).toBe(survivor);
    await cluster.until(
      () => survivor!.running.core.view.group(group)?.replicas.length === 1,
      'placement learns who carries the line',
    );
    survivor!.kill();
    await cluster.finish(survivor!.start());
    await expectSales();
    await buy(1);
  });

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
});

describe('placement that lost two of three disks', () => {
  it('goes on from the directory of a stopped node, and the lines follow online', async () => {
    await withTrain({ ackQuorum: 3 });
    await buy(3);
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
    await expectVerified(plan);
    await expectSales();
    await buy(1);
  });
});

describe('a plan', () => {
  async function dead(): Promise<{ survivor: SimNode; others: SimNode[]; lost: string[] }> {
    await withTrain();
    await buy(3);
    const [survivor, ...others] = cluster.live();
    for (const node of others) node.kill();
    await cluster.run(3_000);
    return { survivor: survivor!, others, lost: others.map(({ id }) => id) };
  }

  it('is refused once the log of a survivor has moved', async () => {
    const { survivor, others, lost } = await dead();
    const plan = await planned(cluster, lost);
    for (const node of others) await cluster.finish(node.start());
    await buy(2);
    expect(differences(plan, await survey(cluster))).toContain(
      `node ${others[0]!.id}, which the plan declares lost, answers`,
    );
    for (const node of others) node.kill();
    await cluster.run(3_000);
    expect(differences(plan, await survey(cluster))[0]).toContain(`on node ${survivor.id} ends at`);
    await expect(apply(cluster, plan)).rejects.toMatchObject({ reason: 'PLAN_STALE' });
    expect(survivor.running.core.store.recoveries.size).toBe(0);
    await apply(cluster, await planned(cluster, lost));
    await buy(1);
    await expectSales();
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
    await buy(3);
    const lost = lose(...carriers().slice(1));
    const free = cluster.live().find((node) => node.replica(group) === undefined)!;
    const { snapshots, store } = free.running.core;
    snapshots.repair(group, 9);
    await cluster.run(3_000);
    await apply(cluster, await planned(cluster, lost));
    await cluster.until(() => !snapshots.isInstalling(group), 'it waits no more');
    await cluster.run(500);
    expect(store.log.has(group)).toBe(false);
    await changeGroup(cluster, group, { addReplica: { nodeId: free.id }, ackQuorum: 1 });
    await buy(2);
    await expectSales();
  });

  it('lets no first copy begin while a group is being given up', async () => {
    await withTrain(FIVE);
    await buy(3);
    const [survivor, ...others] = carriers();
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
    await buy(1);
    expect(differences(plan, await survey(cluster))).toEqual([]);
    expect(await apply(cluster, plan)).toBe(0);
    await buy(1);
    await expectVerified(plan);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'that was cut short by a crash at write %i of a survivor is applied again to the end',
    async (nth) => {
      await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
      await buy(4);
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
      await expectVerified(plan);
      await buy(2);
      await expectSales();
    },
  );
});

describe('a lost node that comes back', () => {
  it('is refused, told to be wiped, and ends; nobody counts its vote', async () => {
    await withTrain({ nodes: 5, replicas: 5, ackQuorum: 3 });
    await buy(3);
    const [one, two, ...others] = cluster.live();
    for (const node of others) node.kill();
    await cluster.run(3_000);
    const plan = await planned(
      cluster,
      others.map(({ id }) => id),
    );
    await apply(cluster, plan);
    await expectVerified(plan);
    for (const node of others) {
      await cluster.finish(node.start());
      await cluster.until(() => !node.up, 'it ends');
      expect(node.exitReason).toContain('declared lost in recovery epoch 1');
      expect(node.exitReason).toContain('join as a new node');
    }
    await buy(2);
    for (const node of [one!, two!]) node.kill();
    for (const node of [one!, two!]) await cluster.finish(node.start());
    await cluster.finish(others[0]!.start());
    await cluster.until(() => !others[0]!.up, 'it is refused after a restart too');
    await expectSales();
  });
});
