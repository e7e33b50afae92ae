/** Members and ack quorum of a group change while it sells: nothing is lost, nothing sold twice, and who leaves goes. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Reason } from '../../src/proto/errors.js';
import { askChange, changeGroup, type GroupChange, move } from '../sim/change-group.js';
import { Cluster, type ClusterOptions } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { SteadySale } from './steady-sale.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

async function selling(options: Partial<ClusterOptions> = {}): Promise<SteadySale> {
  const sale = await SteadySale.start(options);
  cluster = sale.cluster;
  return sale;
}

const FIVE: Partial<ClusterOptions> = { nodes: 5, replicas: 3 };

async function refusal(group: number, change: GroupChange): Promise<Reason> {
  await cluster.waitForLeader(group);
  try {
    await askChange(cluster, group, change);
  } catch (error) {
    return (error as { reason: Reason }).reason;
  }
  throw new Error('it was not refused');
}

const setAckQuorum = (ackQuorum: number): GroupChange => ({ setAckQuorum: { ackQuorum } });

describe('the ack quorum', () => {
  it('goes from 2 to 3 and back while the group sells', async () => {
    const sale = await selling();
    const { group } = sale;
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(sale.meta.configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [] });
    await cluster.run(500);
    await changeGroup(cluster, group, setAckQuorum(2));
    expect(sale.meta.configuration).toMatchObject({ ackQuorum: 2, votersOutgoing: [] });
    await cluster.run(500);
    await sale.expectBooks();
  });

  it('goes from 3 to 1 and back while the group sells', async () => {
    const sale = await selling({ ackQuorum: 3 });
    const { group } = sale;
    await changeGroup(cluster, group, setAckQuorum(1));
    await cluster.run(500);
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(sale.meta.configuration.ackQuorum).toBe(3);
    await cluster.run(500);
    await sale.expectBooks();
  });

  it('is asked for twice and changed once', async () => {
    const sale = await selling();
    const { group } = sale;
    await changeGroup(cluster, group, setAckQuorum(3));
    const { epoch } = sale.meta;
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(sale.meta.epoch).toEqual(epoch);
    await sale.expectBooks();
  });

  it('is changed to the end by the next leader when the first one dies', async () => {
    const sale = await selling({ nodes: 5, replicas: 5, ackQuorum: 2 });
    const { group } = sale;
    await askChange(cluster, group, setAckQuorum(3));
    cluster.leaderOf(group)?.kill();
    await changeGroup(cluster, group, setAckQuorum(3));
    await sale.expectBooks();
  });
});

describe('a change whose node died for good before its copy was there', () => {
  it('gives way to another one', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    const [leaving = ''] = sale.carriers();
    const [dead = '', alive = ''] = sale.others();
    const node = cluster.nodes.find(({ id }) => id === dead);
    await node?.running.core.snapshots.stop(); // its copy never comes to be
    await askChange(cluster, group, move(leaving, dead));
    await cluster.until(
      () => sale.meta.members.some((member) => member.node === dead),
      'a learner is a member',
    );
    node?.kill();
    await cluster.run(5_000);
    await changeGroup(cluster, group, move(leaving, alive));
    expect(sale.carriers()).toContain(alive);
    expect(sale.carriers()).not.toContain(leaving);
    await changeGroup(cluster, group, { removeReplica: { nodeId: dead } });
    await cluster.finish(node?.start() ?? Promise.resolve());
    await sale.expectBooks();
  });
});

describe('members of a group', () => {
  it('grow to five and shrink to one while it sells', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    for (const nodeId of sale.others()) await changeGroup(cluster, group, { addReplica: { nodeId } });
    expect(sale.carriers()).toHaveLength(5);
    await changeGroup(cluster, group, setAckQuorum(3));
    await changeGroup(cluster, group, setAckQuorum(1));
    for (const nodeId of sale.carriers().slice(0, 4))
      await changeGroup(cluster, group, { removeReplica: { nodeId } });
    expect(sale.carriers()).toHaveLength(1);
    await cluster.run(1_000);
    await sale.expectBooks();
  });

  it('have replica ids that are never used again', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    const [to = ''] = sale.others();
    const [from = ''] = sale.carriers();
    const seen = new Set(sale.meta.members.map(({ replica }) => replica));
    for (const change of [move(from, to), move(to, from), move(from, to)]) {
      await changeGroup(cluster, group, change);
      const fresh = sale.meta.members.filter(({ replica }) => !seen.has(replica));
      expect(fresh).toHaveLength(1);
      seen.add(fresh[0]!.replica);
    }
    await sale.expectBooks();
  });

  it('move by a snapshot when the log does not reach back', async () => {
    const sale = await selling({
      ...FIVE,
      limits: { checkpointLogBytes: 2_048, checkpointAgeMs: 500, logKeepEntries: 1 },
    });
    const { group } = sale;
    await cluster.run(3_000);
    const [from = ''] = sale.carriers();
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(from, to));
    expect(sale.carriers()).toContain(to);
    expect(sale.carriers()).not.toContain(from);
    await sale.expectBooks();
  });

  it('move while the group sleeps', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    await sale.end();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.host.get(group)?.asleep !== false),
      'the group sleeps',
    );
    const [from = ''] = sale.carriers();
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(from, to));
    await sale.expectBooks();
  });

  it('replace a dead node, which gives its copy up when it comes back', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    const dead = cluster.nodes.find(
      (node) => sale.carriers().includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    dead.kill();
    await cluster.run(3_000);
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(dead.id, to));
    await cluster.run(2_000);
    await sale.expectBooks();
  });

  it('who left while it was away is told so, whatever has changed since and though nothing is sold', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    await sale.end();
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const away = cluster.nodes.find(
      (node) => sale.carriers().includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    away.kill();
    const [nodeId = ''] = sale.others();
    await changeGroup(cluster, group, { removeReplica: { nodeId: away.id } });
    await changeGroup(cluster, group, { addReplica: { nodeId, learner: true } });
    await cluster.finish(away.start());
    await cluster.until(() => away.running.core.host.get(group) === undefined, 'its copy is given up');
  });

  it('that are all new bring up to date who was away meanwhile', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const away = cluster.nodes.find(
      (node) => sale.carriers().includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    away.kill();
    const [first = '', second = ''] = sale.others();
    const [third = '', fourth = ''] = sale.carriers().filter((id) => id !== away.id);
    await changeGroup(cluster, group, move(third, first));
    await changeGroup(cluster, group, move(fourth, second));
    await cluster.finish(away.start());
    await sale.expectBooks();
    expect(sale.carriers()).toEqual([away.id, first, second].sort());
  });

  it('replace a damaged replica, whose bytes are kept until then', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    // Placement would be faster.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const node = cluster.nodes.find(
      (each) => sale.carriers().includes(each.id) && each !== cluster.leaderOf(group),
    )!;
    node.running.core.host.get(group)!.halt('a test says so');
    await cluster.run(3_000);
    expect(node.running.core.damaged.has(group)).toBe(true);
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(node.id, to));
    await cluster.until(() => !node.running.core.damaged.has(group), 'the damaged one is gone');
    await sale.expectBooks();
  });
});

describe('a node', () => {
  it('remembers that a replica it never had was removed: what it has yet to apply brings none to life', async () => {
    cluster = await Cluster.start({ seed: 1 });
    const [node] = cluster.live();
    const { membership, store } = node!.running.core;
    membership.told([{ group: 77, replicaId: 3 }]);
    await cluster.run(1_000);
    expect(store.leastReplica(77)).toBe(4);
    membership.told([{ group: 77, replicaId: 2 }]);
    await cluster.run(1_000);
    node!.kill();
    await cluster.finish(node!.start());
    expect(node!.running.core.store.leastReplica(77)).toBe(4);
    expect(node!.running.core.store.replicas()).not.toContainEqual(
      expect.objectContaining({ kind: 'live', group: 77 }),
    );
  });

  it('ends when it cannot record that a replica is damaged', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    const node = cluster.nodes.find((each) => sale.carriers().includes(each.id))!;
    node.running.core.store.markDamaged = () => Promise.reject(new Error('the write failed'));
    node.running.core.host.get(group)!.halt('a test says so');
    await cluster.until(() => !cluster.live().includes(node), 'it has ended');
    expect(node.exitReason).toContain(`the damage of group ${group} could not be recorded`);
  });
});

describe('a change', () => {
  it('is refused with a reason when it makes no sense', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    await sale.end();
    const [a = '', b = ''] = sale.carriers();
    const [out = ''] = sale.others();
    expect(await refusal(group, setAckQuorum(0))).toBe('ACK_QUORUM_INVALID');
    expect(await refusal(group, setAckQuorum(4))).toBe('ACK_QUORUM_INVALID');
    expect(await refusal(group, { addReplica: { nodeId: 'n9' } })).toBe('NODE_NOT_FOUND');
    expect(await refusal(group, move(a, b))).toBe('ALREADY_MEMBER');
    expect(await refusal(group, move(out, out))).toBe('INVALID_REQUEST');
    expect(await refusal(group, { transferLeader: { nodeId: out } })).toBe('NOT_A_MEMBER');
    expect(await refusal(group, {})).toBe('INVALID_REQUEST');
    expect(await refusal(0, setAckQuorum(1))).toBe('ACK_QUORUM_INVALID');
    cluster.node(out).kill();
    await cluster.run(3_000);
    expect(await refusal(group, { addReplica: { nodeId: out } })).toBe('NODE_AWAY');
  });

  it('is refused where a damaged copy would have to hold it: both configurations would decide for ever', async () => {
    const sale = await selling();
    const { group } = sale;
    await sale.end();
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const leader = await cluster.waitForLeader(group);
    const damaged = cluster.live().find((node) => node !== leader)!;
    damaged.replica(group)?.halt('a test says so');
    await cluster.run(1_000);
    expect(await refusal(group, setAckQuorum(3))).toBe('NODE_AWAY');
    expect(sale.meta.configuration).toMatchObject({ ackQuorum: 2, votersOutgoing: [] });
    await changeGroup(cluster, group, { removeReplica: { nodeId: damaged.id } });
  });

  it('never takes the last copy, nor more than the ack quorum allows', async () => {
    const sale = await selling({ nodes: 2, replicas: 2, ackQuorum: 2 });
    const { group } = sale;
    await sale.end();
    const [a = '', b = ''] = sale.carriers();
    expect(await refusal(group, { removeReplica: { nodeId: a } })).toBe('ACK_QUORUM_INVALID');
    await changeGroup(cluster, group, { removeReplica: { nodeId: a }, ackQuorum: 1 });
    expect(await refusal(group, { removeReplica: { nodeId: b } })).toBe('LAST_COPY');
  });

  it('waits for the one under way', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    await sale.end();
    const [a = ''] = sale.carriers();
    const [out = '', other = ''] = sale.others();
    await cluster.waitForLeader(group);
    const leader = cluster.leaderOf(group)!;
    await leader.services.admin.changeGroup({ id: 'one', role: 'operator' }, { group, ...move(a, out) });
    await expect(
      leader.services.admin.changeGroup(
        { id: 'two', role: 'operator' },
        { group, addReplica: { nodeId: other } },
      ),
    ).rejects.toMatchObject({ reason: 'CHANGE_PENDING' });
    await changeGroup(cluster, group, move(a, out));
  });
});
