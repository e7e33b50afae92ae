/** Three whole nodes: elect, publish, buy, lose a node, come back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { Cluster, type ClusterOptions } from '../sim/cluster.js';
import { LINE, lineEntry, purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;

async function withTrain(options: Partial<ClusterOptions> = {}, rows = 5): Promise<number> {
  const made = await trainOnSale(options, rows);
  cluster = made.cluster;
  return made.group;
}

const buy = (group: number, id: string): Promise<pb.Outcome.$Properties> =>
  cluster.execute(group, purchase(cluster.time.nowMs, id));

const seatOf = (outcome: pb.Outcome.$Properties): string | null | undefined =>
  outcome.answer?.order?.tickets?.[0]?.seat;

afterEach(() => cluster.shutDown());

describe('three nodes', () => {
  it('bootstrap, give a line a group and sell a seat of its train once', async () => {
    const group = await withTrain();
    const first = await buy(group, 'order-1');
    const second = await buy(group, 'order-2');
    expect(seatOf(first)).toMatch(/^\d+[ABCDF]$/);
    expect(seatOf(second)).toMatch(/^\d+[ABCDF]$/);
    expect(seatOf(second)).not.toBe(seatOf(first));
  });

  it('elect the leader of a new group in its first term, however far apart they are', async () => {
    cluster = await Cluster.start({ seed: 1 });
    cluster.network.weather = { delayMsMin: 140, delayMsMax: 150, lossChance: 0 };
    const [group] = await cluster.registerLines([lineEntry()]);
    await cluster.waitForLeader(group!);
    expect(cluster.leaderOf(group!)?.replica(group!)?.term).toBe(2);
  });

  it('answer the same request id with the same answer', async () => {
    const group = await withTrain();
    const command = purchase(cluster.time.nowMs, 'order-1');
    const first = await cluster.execute(group, command);
    const again = await cluster.execute(group, command, { maybeDone: true });
    expect(again.answer?.repeated).toBe(true);
    expect(seatOf(again)).toBe(seatOf(first));
  });

  it('serve a stale read on every replica, with its age, and a linearizable one on a follower', async () => {
    const group = await withTrain();
    await buy(group, 'order-1');
    await cluster.run(500);
    for (const { services } of cluster.live()) {
      const request = { routed: { group }, run: RUN, read: { level: 0 } };
      const response = await cluster.finish(services.tickets.getRun(request, Number.POSITIVE_INFINITY));
      expect(response.inventory?.[0]?.sold).toEqual([1, 1, 1]);
      expect(response.asOf?.ageMs).toBeLessThan(2_000);
    }
    await buy(group, 'order-2');
    const follower = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    const request = { routed: { group }, run: RUN, read: { level: 2 } };
    const response = await cluster.finish(
      follower.services.tickets.getRun(request, Number.POSITIVE_INFINITY),
    );
    expect(response.inventory?.[0]?.sold).toEqual([2, 2, 2]);
  });

  it('go on selling when the leader dies, and take it back with all it had acknowledged', async () => {
    const group = await withTrain();
    const first = await buy(group, 'order-1');
    const dead = cluster.leaderOf(group)!;
    dead.kill();
    const second = await buy(group, 'order-2');
    expect(seatOf(second)).not.toBe(seatOf(first));
    await cluster.finish(dead.start());
    const applied = cluster.leaderOf(group)!.running.core.host.get(group)!.applied.index;
    await cluster.until(
      () => (dead.running.core.host.get(group)?.applied.index ?? 0) >= applied,
      'the dead one catches up',
    );
    const request = { routed: { group }, run: RUN, read: { level: 0 } };
    const response = await cluster.finish(dead.services.tickets.getRun(request, Number.POSITIVE_INFINITY));
    expect(response.inventory?.[0]?.sold).toEqual([2, 2, 2]);
  });

  it('keep everything over a power cut of all nodes', async () => {
    const group = await withTrain();
    const first = await buy(group, 'order-1');
    for (const node of cluster.nodes) node.kill();
    for (const node of cluster.nodes) await cluster.finish(node.start());
    const again = await cluster.execute(group, purchase(cluster.time.nowMs, 'order-9'));
    expect(seatOf(again)).toBeTruthy();
    expect(seatOf(again)).not.toBe(seatOf(first));
  });

  it('refuse to propose while the ack quorum is away, and sell again when it is back', async () => {
    const group = await withTrain({ ackQuorum: 3 });
    await buy(group, 'order-1');
    const follower = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    follower.kill();
    await cluster.run(3_000);
    const refused = await buy(group, 'order-2');
    expect(refused.failure?.reason).toBe('ACK_QUORUM_AWAY');
    await cluster.finish(follower.start());
    await cluster.run(3_000);
    expect(seatOf(await buy(group, 'order-2'))).toBeTruthy();
  });

  it('refuse to propose while a replica of the ack quorum is damaged, though its node lives', async () => {
    const group = await withTrain({ ackQuorum: 3 });
    await buy(group, 'order-1');
    const damaged = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    damaged.replica(group)?.halt('a test says so');
    await cluster.run(1_000);
    const refused = await buy(group, 'order-2');
    expect(refused.failure?.reason).toBe('ACK_QUORUM_AWAY');
    expect(refused.failure?.message).toContain('2 of 3 replicas');
  });

  it('answer UNKNOWN when the ack quorum goes away in the middle, and the request id settles it', async () => {
    const group = await withTrain();
    const leader = cluster.leaderOf(group)!;
    cluster.network.isolate(
      leader.id,
      cluster.nodes.map(({ id }) => id),
    );
    const command = purchase(cluster.time.nowMs, 'order-1');
    const unknown = await cluster.execute(group, command, { withinMs: 300 });
    expect(unknown.failure?.reason).toBe('UNKNOWN');
    await cluster.until(() => cluster.leaderOf(group) !== leader, 'the leader learns that it is none');
    cluster.network.heal();
    await cluster.until(() => cluster.leaderOf(group) !== undefined, 'a leader');
    const settled = await cluster.execute(group, command, { maybeDone: true });
    expect(seatOf(settled)).toBeTruthy();
    const sold = await cluster.finish(
      cluster
        .leaderOf(group)!
        .services.tickets.getRun(
          { routed: { group }, run: RUN, read: { level: 2 } },
          Number.POSITIVE_INFINITY,
        ),
    );
    expect(sold.inventory?.[0]?.sold).toEqual([1, 1, 1]);
  });

  it('refuse SOLD_OUT from memory to first attempts and through the log to others', async () => {
    const group = await withTrain({}, 1);
    for (let order = 1; order <= 5; order += 1)
      expect(seatOf(await buy(group, `order-${order}`))).toBeTruthy();
    const before = cluster.leaderOf(group)!.running.core.host.get(group)!.raft.lastIndex;
    const first = await buy(group, 'order-6');
    expect(first.answer?.refusal?.reason).toBe('SOLD_OUT');
    expect(first.answer?.unrecorded).toBe(true);
    expect(cluster.leaderOf(group)!.running.core.host.get(group)!.raft.lastIndex).toBe(before);
    const retry = await cluster.execute(group, purchase(cluster.time.nowMs, 'order-7'), { maybeDone: true });
    expect(retry.answer?.refusal?.reason).toBe('SOLD_OUT');
    expect(retry.answer?.unrecorded).toBeFalsy();
  });

  it('sleep when nobody asks anything, and wake to sell', async () => {
    const group = await withTrain();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.host.get(group)?.asleep === true),
      'the group sleeps everywhere',
    );
    expect(seatOf(await buy(group, 'order-1'))).toBeTruthy();
  });

  it('elect a leader of a sleeping group when the node that led it dies', async () => {
    const group = await withTrain();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.host.get(group)?.asleep === true),
      'the group sleeps everywhere',
    );
    cluster.leaderOf(group)!.kill();
    expect(seatOf(await buy(group, 'order-1'))).toBeTruthy();
  });

  it('expire a hold when nobody buys, though the group sleeps', async () => {
    const group = await withTrain();
    const held = await cluster.execute(group, purchase(cluster.time.nowMs, 'order-1', { holdMs: 20_000 }));
    expect(held.answer?.order?.state).toBe('held');
    await cluster.run(25_000);
    const request = { routed: { group }, run: RUN, read: { level: 0 } };
    const run = await cluster.finish(
      cluster.leaderOf(group)!.services.tickets.getRun(request, Number.POSITIVE_INFINITY),
    );
    expect(run.inventory?.[0]?.held).toEqual([0, 0, 0]);
    expect(run.inventory?.[0]?.free).toEqual([25, 25, 25]);
  });

  it('send a snapshot to a node that was away for longer than the log is kept', async () => {
    const group = await withTrain(
      {
        limits: { checkpointLogBytes: 4_096, checkpointAgeMs: 1_000, logKeepEntries: 10 },
      },
      80,
    );
    const away = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    away.kill();
    for (let order = 1; order <= 300; order += 1) await buy(group, `order-${order}`);
    await cluster.run(3_000);
    expect(cluster.leaderOf(group)!.running.core.host.get(group)!.log.firstIndex()).toBeGreaterThan(100);
    await cluster.finish(away.start());
    const applied = cluster.leaderOf(group)!.running.core.host.get(group)!.applied.index;
    await cluster.until(
      () => (away.running.core.host.get(group)?.applied.index ?? 0) >= applied,
      'it catches up by a snapshot',
    );
    expect(away.running.core.host.get(group)!.log.firstIndex()).toBeGreaterThan(100);
    const run = await cluster.finish(
      away.services.tickets.getRun(
        { routed: { group }, run: RUN, read: { level: 0 } },
        Number.POSITIVE_INFINITY,
      ),
    );
    expect(run.inventory?.[0]?.sold).toEqual([300, 300, 300]);
    expect(seatOf(await buy(group, 'order-301'))).toBeTruthy();
  });

  it('hand their leaders over when they stop in order', async () => {
    const group = await withTrain();
    const leader = cluster.leaderOf(group)!;
    await cluster.finish(leader.stop());
    expect(cluster.leaderOf(group)).toBeDefined();
    expect(seatOf(await buy(group, 'order-1'))).toBeTruthy();
    await cluster.finish(leader.start());
    await cluster.run(1_000);
    expect(leader.running.core.host.get(group)).toBeDefined();
  });

  it('tell a client on the wrong node who leads', async () => {
    const group = await withTrain();
    const leader = cluster.leaderOf(group)!;
    const other = cluster.live().find((node) => node !== leader)!;
    const outcome = await cluster.finish(
      other.services.tickets.execute(
        { id: 'tests', role: 'operator' },
        { routed: { group } },
        Number.POSITIVE_INFINITY,
      ),
    );
    expect(outcome.failure?.reason).toBe('NOT_LEADER');
    expect(outcome.failure?.metadata?.['leader_node']).toBe(leader.id);
    expect(outcome.failure?.metadata?.['leader_address']).toBe(`${leader.id}:7200`);
  });

  it('run the same from the same seed', async () => {
    const history = async (): Promise<unknown> => {
      const group = await withTrain({ seed: 7 });
      await buy(group, 'order-1');
      cluster.leaderOf(group)!.kill();
      await buy(group, 'order-2');
      const picture = cluster.live().map((node) => {
        const replica = node.running.core.host.get(group)!;
        return [node.id, replica.term, replica.applied, cluster.time.nowMs, cluster.network.framesSent];
      });
      cluster.shutDown();
      return picture;
    };
    expect(await history()).toEqual(await history());
  });

  it('give each line of many its own group, with leaders spread over the nodes', async () => {
    cluster = await Cluster.start({ seed: 3 });
    const lines = Array.from({ length: 60 }, (_, at) => lineEntry(`${LINE}-${at}`));
    const groups = await cluster.registerLines(lines);
    expect(new Set(groups).size).toBe(60);
    await cluster.until(
      () => groups.every((group) => cluster.leaderOf(group) !== undefined),
      'all have leaders',
    );
    for (const node of cluster.nodes) {
      const led = groups.filter((group) => cluster.leaderOf(group) === node).length;
      expect(led).toBeGreaterThan(10);
    }
  });
});
