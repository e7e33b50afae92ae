/** A group is cut in two while it sells: nobody's purchase fails for it, no key has two groups, and the halves' books add up. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RailkvClient } from '../../src/client/index.js';
import { RailkvError } from '../../src/proto/errors.js';
import { plainKey, runKey, trainKey } from '../../src/proto/keys.js';
import type { Message } from '../../src/raft/message.js';
import { formatDigest } from '../../src/store/digest.js';
import { TABLE_DIGESTS } from '../../src/store/physical-key.js';
import { askChange, changeGroup } from '../sim/change-group.js';
import type { Cluster, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { LINE } from '../sim/sample-commands.js';
import { at, Crowd, connect, DATES, onSale, runOf, soldOf, TRAINS } from '../sim/split-world.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

async function selling(buyers = 4): Promise<{ group: number; crowd: Crowd; client: RailkvClient }> {
  const made = await onSale();
  cluster = made.cluster;
  const clients: RailkvClient[] = [];
  for (let who = 0; who < buyers; who += 1) clients.push(await connect(cluster, `c${who}`));
  const crowd = new Crowd(cluster, clients);
  await cluster.run(500);
  return { group: made.group, crowd, client: await connect(cluster, 'auditor') };
}

/** Every order that was answered is in the books of the one group that holds its run. */
async function expectBooks(crowd: Crowd, client: RailkvClient): Promise<void> {
  await crowd.end();
  expect(crowd.failures).toEqual([]);
  expect(crowd.count).toBeGreaterThan(20);
  for (const train of TRAINS)
    for (const date of DATES)
      expect(await soldOf(cluster, client, runOf(train, date))).toBe(
        crowd.sold.get(`${train}/${date}`)?.size ?? 0,
      );
}

const split = async (group: number, key: Uint8Array): Promise<number> =>
  (await changeGroup(cluster, group, { splitGroup: { key } })).child?.group ?? 0;

const carried = (group: number): string[] =>
  cluster
    .live()
    .filter((node) => node.running.core.host.get(group) !== undefined)
    .map(({ id }) => id);

/** Drops what would tell a replica of new entries; heartbeats go on. */
function deafen(node: SimNode, group: number): () => void {
  const replica = node.running.core.host.get(group)!;
  const receive = replica.receive.bind(replica);
  replica.receive = (message: Message) => {
    if (message.type !== 'app') receive(message);
  };
  return () => {
    replica.receive = receive;
  };
}

describe('a split', () => {
  it('goes unnoticed by those who buy, and its halves add up', async () => {
    const { group, crowd, client } = await selling();
    const done = await changeGroup(cluster, group, { splitGroup: { key: at('G5') } });
    const child = done.child?.group ?? 0;
    expect(child).toBeGreaterThan(group);
    await cluster.run(500);
    await expectBooks(crowd, client);
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.view.group(child)?.leader.replica !== 0),
      'placement hears of both',
    );
    expect(cluster.leaderOf(child)?.id).toBe(cluster.leaderOf(group)?.id);
    const holders = TRAINS.map(
      (train) => cluster.nodes[0]!.running.core.view.groupForKey(trainKey(LINE, train))?.group,
    );
    expect(holders).toEqual([group, group, child, child]);
  });

  it('cuts a train by its dates, and a half again', async () => {
    const { group, crowd, client } = await selling();
    const dates = await split(group, runKey(LINE, 'G5', DATES[1]!));
    await cluster.run(300);
    const rest = await split(dates, at('G7'));
    await cluster.run(300);
    expect(new Set([group, dates, rest]).size).toBe(3);
    await expectBooks(crowd, client);
    const holder = (train: string, date: string) =>
      cluster.nodes[0]!.running.core.view.groupForKey(runKey(LINE, train, date))?.group;
    await cluster.until(() => holder('G7', DATES[0]!) === rest, 'placement hears of the last one');
    expect([holder('G5', DATES[0]!), holder('G5', DATES[1]!)]).toEqual([group, dates]);
    const runs: string[] = [];
    const listing = (async () => {
      for await (const { run } of client.tickets.runs(LINE)) runs.push(`${run.train} ${run.date}`);
    })();
    await cluster.finish(listing);
    expect(runs).toEqual(TRAINS.flatMap((train) => DATES.map((date) => `${train} ${date}`)));
    const found = await cluster.finish(client.tickets.search({ from: 'VNP', to: 'AOH', date: DATES[0]! }));
    expect(found.unanswered).toEqual([]);
    expect(found.offers.map(({ run }) => run.train)).toEqual(TRAINS);
  });

  it('is safe to repeat: where a group begins already, nothing is done', async () => {
    const { group, crowd, client } = await selling(1);
    const child = await split(group, at('G5'));
    expect(await split(group, at('G5'))).toBe(child);
    expect(await split(child, at('G5'))).toBe(child);
    await cluster.run(500);
    await expectBooks(crowd, client);
  });

  it('is refused where a group cannot be cut, with nothing done', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const { group } = made;
    const refused = async (of: number, key: Uint8Array) => {
      await cluster.waitForLeader(of);
      return await changeGroup(cluster, of, { splitGroup: { key } }).catch((error: unknown) =>
        error instanceof RailkvError ? error.reason : 'another error',
      );
    };
    expect(await refused(0, at('G5'))).toBe('SPLIT_IMPOSSIBLE');
    expect(await refused(1, plainKey('m'))).toBe('SPLIT_KEY_INVALID');
    expect(await refused(group, plainKey('m'))).toBe('SPLIT_KEY_INVALID');
    expect(await refused(group, trainKey('another', 'G5'))).toBe('SPLIT_KEY_INVALID');
    expect(await refused(group, at('G5').subarray(0, 10))).toBe('SPLIT_KEY_INVALID');
    expect(await refused(group, new Uint8Array(0))).toBe('SPLIT_KEY_INVALID');
    await cluster.run(1_000);
    expect(cluster.leaderOf(group)?.running.core.view.size).toBe(3);
  });

  it('waits for a change of members, and one of members waits for it', async () => {
    const made = await onSale({ nodes: 4 });
    cluster = made.cluster;
    const { group } = made;
    const [out = ''] = carried(group);
    const free = cluster.nodes.find(({ id }) => !carried(group).includes(id))!;
    await askChange(cluster, group, { moveReplica: { fromNodeId: out, toNodeId: free.id } });
    const leader = cluster.leaderOf(group)!;
    await expect(
      leader.services.admin.changeGroup(
        { id: 'operator', role: 'operator' },
        { group, splitGroup: { key: at('G5') } },
      ),
    ).rejects.toMatchObject({ reason: 'CHANGE_PENDING' });
    const child = await split(group, at('G5'));
    expect(carried(child)).toEqual(carried(group));
    expect(carried(child)).toContain(free.id);
  });

  it('ends holds in both halves when they fall due, though nobody buys', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const client = await connect(cluster, 'holder');
    for (const train of ['G1', 'G7']) {
      const offer = { run: runOf(train), from: { station: 'VNP', stop: 0 }, to: { station: 'AOH', stop: 3 } };
      const held = client.tickets.hold({ offer, class: 'second', passengers: [train], holdMs: 10_000 });
      await cluster.finish(held);
    }
    await split(made.group, at('G5'));
    const held = async (train: string) =>
      (await cluster.finish(client.tickets.run(runOf(train)))).inventory[0]?.held[0];
    expect([await held('G1'), await held('G7')]).toEqual([1, 1]);
    await cluster.run(15_000);
    expect([await held('G1'), await held('G7')]).toEqual([0, 0]);
  });

  it('has its child led in the next term, however far apart the nodes are', async () => {
    const made = await onSale();
    cluster = made.cluster;
    cluster.network.weather = { delayMsMin: 40, delayMsMax: 45, lossChance: 0 };
    const child = await split(made.group, at('G5'));
    await cluster.waitForLeader(child);
    const [parent, born] = [made.group, child].map((group) => cluster.leaderOf(group)?.replica(group));
    expect(born?.term).toBe((parent?.term ?? 0) + 1);
  });

  it('is applied late by a replica that lags behind, with its child', async () => {
    const { group, crowd, client } = await selling();
    const behind = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    const hear = deafen(behind, group);
    const child = await split(group, at('G5'));
    await cluster.run(4_000);
    expect(behind.running.core.host.get(child)).toBeUndefined();
    hear();
    await cluster.until(() => behind.running.core.host.get(child) !== undefined, 'it has the child too');
    await expectBooks(crowd, client);
    await expectSameRows(group, child);
  });

  it('reaches a replica in a snapshot, and its child in another', async () => {
    const made = await onSale({ limits: { logKeepEntries: 5, checkpointAgeMs: 1_000 } });
    cluster = made.cluster;
    const { group } = made;
    const clients = [await connect(cluster, 'a'), await connect(cluster, 'b')];
    const crowd = new Crowd(cluster, clients);
    const behind = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    behind.kill();
    const child = await split(group, at('G5'));
    await cluster.run(8_000);
    await cluster.finish(behind.start());
    await cluster.until(
      () => behind.running.core.host.get(child) !== undefined && behind.running.core.snapshots.installed >= 2,
      'both came in snapshots',
    );
    await expectBooks(crowd, clients[0]!);
    await expectSameRows(group, child);
  });

  it('goes on when its leader dies at any moment of it', async () => {
    for (const afterMs of [0, 5, 10, 20, 40, 80, 160]) {
      const { group, crowd, client } = await selling();
      await askChange(cluster, group, { splitGroup: { key: at('G5') } });
      await cluster.run(afterMs);
      const leader = cluster.leaderOf(group);
      leader?.kill();
      await cluster.run(200);
      const child = await split(group, at('G5'));
      if (leader !== undefined) await cluster.finish(leader.start());
      await cluster.run(500);
      await expectBooks(crowd, client);
      await expectSameRows(group, child);
      cluster.shutDown();
    }
  });

  it('stops a replica whose rows turn out to be damaged, and not its node', async () => {
    const { group, crowd, client } = await selling();
    await crowd.end();
    const node = cluster.live().find((each) => each !== cluster.leaderOf(group))!;
    await cluster.finish(node.stop()); // its rows are on its disk then, and none in memory
    await cluster.finish(node.start());
    await cluster.until(() => node.running.core.host.get(group) !== undefined, 'it runs again');
    const moves = Buffer.from(runKey(LINE, 'G7', DATES[0] ?? ''));
    const digest = node.disk
      .keys('state')
      .find((key) => key[0] === TABLE_DIGESTS && moves.equals(Buffer.from(key).subarray(1)));
    expect(node.disk.flipBit('state', digest!, 3)).toBe(true);
    await split(group, at('G5'));
    await cluster.until(() => node.running.core.damaged.has(group), 'the replica has stopped');
    await cluster.run(2_000);
    expect(cluster.live()).toContain(node);
    await expectBooks(crowd, client);
  });

  it('gives a child that moves like any group', async () => {
    const made = await onSale({ nodes: 4 });
    cluster = made.cluster;
    const clients = [await connect(cluster, 'a'), await connect(cluster, 'b')];
    const crowd = new Crowd(cluster, clients);
    const child = await split(made.group, at('G5'));
    const [out = ''] = carried(child);
    const free = cluster.nodes.find(({ id }) => !carried(child).includes(id))!;
    await changeGroup(cluster, child, { moveReplica: { fromNodeId: out, toNodeId: free.id } });
    await cluster.until(
      () => !carried(child).includes(out) && carried(child).includes(free.id),
      'it has moved',
    );
    expect(carried(made.group)).toContain(out);
    await expectBooks(crowd, clients[0]!);
  });

  it('lets a replica of the child wait until a removed one of the parent gives its keys up', async () => {
    const made = await onSale({ nodes: 4 });
    cluster = made.cluster;
    // Placement would replace the stale copy by itself.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const { group } = made;
    const stale = cluster
      .live()
      .find((node) => carried(group).includes(node.id) && node !== cluster.leaderOf(group))!;
    const free = cluster.nodes.find(({ id }) => !carried(group).includes(id))!;
    stale.kill();
    const child = await split(group, at('G5'));
    for (const of of [group, child])
      await changeGroup(cluster, of, { moveReplica: { fromNodeId: stale.id, toNodeId: free.id } });
    await cluster.finish(stale.start());
    const { membership } = stale.running.core;
    const told = membership.told.bind(membership);
    membership.told = () => undefined;
    await cluster.run(1_000);
    expect(carried(group)).toContain(stale.id);
    // Back to where the parent's old replica, with all its keys, still is.
    const moved = { moveReplica: { fromNodeId: free.id, toNodeId: stale.id } };
    await askChange(cluster, child, moved);
    await cluster.run(5_000);
    expect(carried(child)).not.toContain(stale.id);
    membership.told = told;
    await changeGroup(cluster, child, moved);
    await cluster.until(
      () => carried(child).includes(stale.id) && !carried(group).includes(stale.id),
      'the old one is gone, the new one is here',
    );
  });
});

/** Every replica of each group has the same digest once it has applied the same. */
async function expectSameRows(...groups: readonly number[]): Promise<void> {
  for (const group of groups) {
    const replicas = () => cluster.live().map((node) => node.running.core.host.get(group));
    await cluster.until(() => {
      const indexes = replicas().map((replica) => replica?.applied.index ?? 0);
      return indexes.every((index) => index > 0 && index === indexes[0]);
    }, `all replicas of group ${group} have applied the same`);
    const digests = replicas().map((replica) => {
      replica?.machine.flush();
      return formatDigest(replica!.state.digest());
    });
    expect(new Set(digests).size).toBe(1);
    expect(cluster.live().every((node) => node.damaged().size === 0)).toBe(true);
  }
}
