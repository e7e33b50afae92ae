/** Replicas that begin on a node where nothing of them was, because their group speaks to them. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/raft/message.js';
import { formatDigest } from '../../src/store/digest.js';
import { runBucket } from '../../src/store/tickets/buckets.js';
import { askChange, changeGroup } from '../sim/change-group.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { publish, purchase } from '../sim/sample-commands.js';
import { at, onSale, runOf } from '../sim/split-world.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const follower = (group: number): SimNode => cluster.live().find((node) => node !== cluster.leaderOf(group))!;

const hosted = (node: SimNode, group: number) => node.running.core.host.get(group);

const asking = (type: Message['type'], to: number): Message => ({
  type,
  from: 1,
  to,
  term: 9,
  index: 9,
  logTerm: 9,
  commit: 0,
  entries: [],
  snapshot: undefined,
  reject: false,
  rejectHint: 0,
  readPosition: 0,
  transfer: false,
});

/** A group is split while one of its followers is away, and its log does not reach back to that. */
async function splitWithoutOne(
  options: Partial<ClusterOptions>,
): Promise<{ child: number; behind: SimNode }> {
  const made = await onSale({ limits: { logKeepEntries: 1, checkpointAgeMs: 500 }, ...options });
  cluster = made.cluster;
  await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
  const { group } = made;
  const behind = follower(group);
  behind.kill();
  await askChange(cluster, group, { splitGroup: { key: at('G5') } });
  const children = () =>
    [...cluster.leaderOf(group)!.running.core.host.replicas()]
      .map((each) => each.group)
      .filter((id) => id > group);
  await cluster.until(() => children().length === 1, 'the leader carries the split out');
  for (let day = 10; day < 20; day += 1)
    await cluster.execute(group, publish(cluster.time.nowMs, runOf('G1', `2026-12-${day}`), 40));
  await cluster.run(3_000);
  return { child: children()[0]!, behind };
}

/** No entry reaches it any more; heartbeats do. */
function deafen(node: SimNode, group: number): void {
  const replica = hosted(node, group)!;
  const receive = replica.receive.bind(replica);
  replica.receive = (message: Message) => {
    if (message.type !== 'app') receive(message);
  };
}

describe('the child of a split', () => {
  it('is led though every voter has to elect and one of them got the parent in a snapshot from behind the split', async () => {
    const { child, behind } = await splitWithoutOne({ ackQuorum: 1 });
    expect(cluster.leaderOf(child)).toBeUndefined();
    await cluster.finish(behind.start());
    await cluster.until(() => cluster.leaderOf(child) !== undefined, 'the child is led');
    expect(behind.running.core.snapshots.installed).toBeGreaterThanOrEqual(2);
    const bought = await cluster.execute(
      child,
      purchase(cluster.time.nowMs, 'order-1', { run: runOf('G7') }),
    );
    expect(bought.answer?.order?.tickets).toHaveLength(1);
    await cluster.until(() => {
      const ends = cluster.live().map((node) => hosted(node, child)?.applied.index ?? 0);
      return ends.every((end) => end > 0 && end === ends[0]);
    }, 'all replicas of the child have applied the same');
    const digests = cluster.live().map((node) => {
      hosted(node, child)?.machine.flush();
      return formatDigest(hosted(node, child)!.state.digest());
    });
    expect(new Set(digests).size).toBe(1);
  });

  it('waits for a person where two of its copies differ before the third is born, which cannot decide', async () => {
    const { child, behind } = await splitWithoutOne({
      limits: { logKeepEntries: 1, checkpointAgeMs: 500, digestAgeMs: 1_000 },
    });
    const leader = await cluster.waitForLeader(child);
    const run = runOf('G7');
    const bucket = runBucket(run.line ?? '', run.train ?? '', run.date ?? '');
    const buy = (id: string) => cluster.execute(child, purchase(cluster.time.nowMs, id, { run }));
    expect((await buy('order-1')).answer?.order?.tickets).toHaveLength(1);
    await cluster.run(1_100); // the other one has applied it
    const wrong = cluster.live().find((node) => node !== leader)!;
    hosted(wrong, child)!.state.put(bucket, 'planted', new TextEncoder().encode('planted'));
    await buy('order-2');
    const disputed = (): boolean => cluster.leaderOf(child)?.replica(child)?.dispute !== undefined;
    await cluster.until(disputed, 'a dispute');
    await cluster.finish(behind.start());
    await cluster.run(60_000);
    expect(disputed()).toBe(true);
    expect(hosted(behind, child)?.applied.index ?? 0).toBe(0);
    await changeGroup(cluster, child, { removeReplica: { nodeId: wrong.id }, ackQuorum: 1 });
    await cluster.until(() => (hosted(behind, child)?.applied.index ?? 0) > 0, 'the third copy is born');
    expect(disputed()).toBe(false);
    expect((await buy('order-3')).answer?.order?.tickets).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])(
    'is led by one that holds every answered sale, whoever brought the missing voter to life (seed %i)',
    async (seed) => {
      const { child, behind } = await splitWithoutOne({ seed, nodes: 5, replicas: 5, ackQuorum: 2 });
      const leader = await cluster.waitForLeader(child);
      const [, ...deaf] = cluster.live().filter((node) => node !== leader);
      for (const node of deaf) deafen(node, child);
      const run = runOf('G7');
      const bought = await cluster.execute(child, purchase(cluster.time.nowMs, 'order-1', { run }));
      expect(bought.answer?.order?.tickets).toHaveLength(1);
      leader.kill();
      await cluster.run(5_000);
      expect(cluster.leaderOf(child)).toBeUndefined(); // three of the four that it takes
      await cluster.finish(behind.start());
      const next = await cluster.waitForLeader(child);
      expect(deaf).not.toContain(next);
      expect(hosted(behind, child)).toBeDefined();
      const request = { routed: { group: child }, order: { run, orderId: 'order-1' }, read: { level: 2 } };
      const { tickets } = next.services;
      const found = await cluster.finish(
        tickets.getOrder({ id: 'tests', role: 'operator' }, request, Infinity),
      );
      expect(found.order?.tickets).toEqual(bought.answer?.order?.tickets);
    },
  );
});

describe('a vote that is asked for', () => {
  it('begins no copy that was removed here, nor one that is here and closed for now', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const { core } = follower(made.group).running;
    const replica = core.host.get(made.group)!;
    core.membership.told([{ group: 77, replicaId: 3 }]);
    await cluster.run(1_000);
    await cluster.finish(core.snapshots.stopReplica(replica, 'a test says so'));
    for (let turn = 0; turn < 3; turn += 1) {
      for (const type of ['preVote', 'vote', 'heartbeat'] as const) {
        core.membership.spokenTo(77, asking(type, 3), 'n1');
        core.membership.spokenTo(made.group, asking(type, replica.id), 'n1');
      }
      expect([core.snapshots.isInstalling(77), core.snapshots.isInstalling(made.group)]).toEqual([
        false,
        false,
      ]);
      await cluster.run(1_500);
    }
    expect(core.host.get(made.group)).toBeUndefined();
  });

  it('under another id takes no copy away: only a leader says that one has followed it', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const { core } = follower(made.group).running;
    const { id } = core.host.get(made.group)!;
    core.membership.spokenTo(made.group, asking('vote', id + 9), 'n1');
    expect(core.membership.isRemoving(made.group)).toBe(false);
    await cluster.run(500);
    expect(core.host.get(made.group)?.id).toBe(id);
  });
});
