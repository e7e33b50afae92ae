/** Replicas compare what their rows came to: one that a majority contradicts stops, and the group goes on without it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { runBucket } from '../../src/store/tickets/buckets.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;

const LIMITS = { digestAgeMs: 1_000 };

async function withTrain(options: Partial<ClusterOptions> = {}): Promise<number> {
  const made = await trainOnSale({ limits: LIMITS, ...options });
  cluster = made.cluster;
  return made.group;
}

const buy = (group: number, id: string): Promise<pb.Outcome.$Properties> =>
  cluster.execute(group, purchase(cluster.time.nowMs, id));

/** A row that no entry wrote, as a bit that flipped in memory would leave it. */
function plant(node: SimNode, group: number, row = 'planted'): void {
  const bucket = runBucket(RUN.line ?? '', RUN.train ?? '', RUN.date ?? '');
  node.replica(group)!.state.put(bucket, row, new TextEncoder().encode(row));
}

const damage = (node: SimNode, group: number): string => node.running.core.damaged.get(group) ?? '';
const followers = (group: number): SimNode[] =>
  cluster.live().filter((node) => node !== cluster.leaderOf(group));

/** Buys now and then, so that positions are named. */
async function sell(group: number, from: number, count: number): Promise<void> {
  for (let at = from; at < from + count; at += 1) {
    expect((await buy(group, `order-${at}`)).answer?.order?.tickets?.[0]?.seat).toBeTruthy();
    await cluster.run(1_100);
  }
}

afterEach(() => cluster.shutDown());

describe('digests', () => {
  it('are compared while a group works, and equal ones change nothing', async () => {
    const group = await withTrain();
    await sell(group, 1, 4);
    for (const node of cluster.live()) {
      const { digests, damaged } = node.running.core;
      expect(digests.taken).toBeGreaterThan(0);
      expect(digests.differences).toBe(0);
      expect(damaged.size).toBe(0);
    }
  });

  it('of group 0 are compared too, though no command comes', async () => {
    await withTrain();
    await cluster.run(5_000);
    for (const node of cluster.live()) expect(node.running.core.digests.taken).toBeGreaterThan(0);
  });

  it('stop a follower with a wrong row; the group sells on, and it stays stopped after a restart', async () => {
    const group = await withTrain();
    // Placement would replace it by a good copy.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    await sell(group, 1, 1);
    const [wrong] = followers(group);
    plant(wrong!, group);
    await sell(group, 2, 3);
    expect(damage(wrong!, group)).toContain('majority');
    expect(wrong!.running.core.figures().groupsDamaged).toBe(1);
    for (const node of cluster.live()) if (node !== wrong) expect(node.running.core.damaged.size).toBe(0);
    const status = await wrong!.running.status(true);
    expect(status.groups?.find((each) => each.group === group)).toMatchObject({ role: 'damaged' });
    await sell(group, 5, 1);
    wrong!.kill();
    await cluster.finish(wrong!.start());
    expect(damage(wrong!, group)).toContain('majority');
  });

  it('stop a leader with a wrong row, and another one takes over', async () => {
    const group = await withTrain();
    await sell(group, 1, 1);
    const wrong = cluster.leaderOf(group)!;
    plant(wrong, group);
    await cluster.execute(group, purchase(cluster.time.nowMs, 'order-2'));
    await cluster.until(() => damage(wrong, group) !== '', 'the leader stops');
    await cluster.until(() => cluster.leaderOf(group) !== undefined, 'another leads');
    expect(cluster.leaderOf(group)).not.toBe(wrong);
    await sell(group, 3, 1);
  });

  it('that differ without a majority stop sales, until a third replica decides', async () => {
    const group = await withTrain();
    await sell(group, 1, 1);
    const [wrong, away] = followers(group);
    away!.kill();
    await cluster.run(2_000);
    plant(wrong!, group);
    await buy(group, 'order-2');
    await cluster.until(() => cluster.leaderOf(group)?.replica(group)?.dispute !== undefined, 'a dispute');
    const leader = cluster.leaderOf(group)!;
    const refused = await buy(group, 'order-3');
    expect(refused.failure?.reason).toBe('REPLICA_DAMAGED');
    expect(leader.running.core.figures().groupsDisputed).toBe(1);
    const status = await leader.running.status(true);
    expect(status.groups?.find((each) => each.group === group)?.dispute).toContain('no majority');
    await cluster.finish(away!.start());
    await cluster.until(() => damage(wrong!, group) !== '', 'the wrong one stops');
    await cluster.until(() => leader.replica(group)?.dispute === undefined, 'the dispute ends');
    await sell(group, 3, 1);
  });

  it('that differ while the third copy has no rows yet wait for a person, who says which copy goes', async () => {
    const group = await withTrain({ limits: { ...LIMITS, logKeepEntries: 1, checkpointAgeMs: 500 } });
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const [wrong, late] = followers(group);
    late!.kill();
    for (const id of ['order-1', 'order-2', 'order-3']) {
      await buy(group, id);
      await cluster.run(1_100);
    }
    await cluster.run(3_000); // the log does not reach back to where the third one was
    plant(wrong!, group);
    await buy(group, 'order-4');
    const disputed = (): boolean => cluster.leaderOf(group)?.replica(group)?.dispute !== undefined;
    await cluster.until(disputed, 'a dispute');
    await cluster.finish(late!.start());
    await cluster.run(60_000);
    expect(disputed()).toBe(true); // a snapshot of either could spread the wrong rows
    const first = cluster.leaderOf(group)!.replica(group)!.log.firstIndex();
    expect(late!.replica(group)!.applied.index).toBeLessThan(first - 1);
    for (const node of cluster.live()) expect(node.running.core.damaged.size).toBe(0);

    await changeGroup(cluster, group, { removeReplica: { nodeId: wrong!.id }, ackQuorum: 1 });
    await cluster.until(() => !disputed(), 'the dispute ends');
    const has = (node: SimNode): boolean => (node.replica(group)?.applied.index ?? 0) >= 5;
    await cluster.until(() => has(late!), 'the third copy has its rows');
    await changeGroup(cluster, group, { setAckQuorum: { ackQuorum: 2 } });
    await changeGroup(cluster, group, { addReplica: { nodeId: wrong!.id } });
    await sell(group, 5, 1);
    expect(wrong!.replica(group)?.dispute).toBeUndefined();
  });
});
