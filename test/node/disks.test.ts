/** What a node does when its disk fills, stalls, rots, or is an old copy: it says so and steps aside, and its groups go on. */
import { afterEach, describe, expect, it } from 'vitest';
import { pb } from '../../src/proto/index.js';
import { TABLE_ROWS } from '../../src/store/physical-key.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { LINE, purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;
let group: number;
let orders = 0;

const MIB = 2 ** 20;

async function withTrain(options: Partial<ClusterOptions> = {}): Promise<void> {
  orders = 0;
  ({ cluster, group } = await trainOnSale(options, 40));
}

async function buy(): Promise<void> {
  orders += 1;
  const outcome = await cluster.execute(group, purchase(cluster.time.nowMs, `order-${orders}`), {
    maybeDone: true,
  });
  expect(outcome.answer?.order?.tickets?.[0]?.seat, JSON.stringify(outcome.failure)).toBeTruthy();
}

const leader = (): SimNode => cluster.leaderOf(group)!;
const follower = (): SimNode => cluster.live().find((node) => node !== cluster.leaderOf(group))!;
const applied = (node: SimNode): number => node.replica(group)?.applied.index ?? 0;

async function caughtUp(node: SimNode): Promise<void> {
  await cluster.until(() => leader() !== undefined && applied(node) >= applied(leader()), 'it is caught up');
}

afterEach(() => cluster.shutDown());

describe('a disk that fills', () => {
  it('makes its node give all leaders away while there is still room, and says so', async () => {
    await withTrain({ limits: { lowDiskBytes: MIB } });
    const short = leader();
    short.disk.capacityBytes = short.disk.usedBytes + MIB / 2;
    await cluster.until(() => leader() !== undefined && leader() !== short, 'another leads');
    await cluster.run(5_000);
    const status = await short.running.status();
    expect(status).toMatchObject({ lowOnDisk: true, groupsLed: 0 });
    await buy();
    await caughtUp(short);
    short.disk.capacityBytes = short.disk.usedBytes + 10 * MIB;
    await cluster.until(() => !short.running.core.disk.low, 'there is room again');
  });

  it('ends its node at the first write that fails, with a last line; it is back when there is room', async () => {
    await withTrain();
    await buy();
    const full = leader();
    full.disk.capacityBytes = full.disk.usedBytes;
    const command = pb.Command.encode(purchase(cluster.time.nowMs, 'order-2')).finish();
    // Whoever asked a process that ends is never answered: the same id is asked again below.
    void full.services.tickets.execute(
      { id: 'tests', role: 'operator' },
      { routed: { group }, command },
      Infinity,
    );
    await cluster.until(() => !full.up, 'the node ends');
    expect(full.exitReason).toContain('no space');
    await buy();
    full.disk.capacityBytes = Number.POSITIVE_INFINITY;
    await cluster.finish(full.start());
    await caughtUp(full);
    await buy();
  });
});

describe('a disk that stalls', () => {
  it('makes its node give its leaders away, and it follows when the disk is back', async () => {
    await withTrain();
    await buy();
    const slow = leader();
    slow.store.stalledUntilMs = cluster.time.nowMs + 30_000;
    const stalled = buy().catch(() => undefined); // something for the writer to hang on
    await cluster.until(
      () => cluster.live().some((node) => node !== slow && node.replica(group)?.isCurrentLeader === true),
      'another leads',
      15_000,
    );
    await stalled;
    expect(cluster.time.nowMs).toBeLessThan(slow.store.stalledUntilMs);
    await buy();
    await cluster.run(40_000);
    await caughtUp(slow);
    expect(slow.up).toBe(true);
  });
});

describe('an old copy of a disk', () => {
  it.each(['before its last start', 'long before'])(
    'made %s is refused by the peers with the remedy, and its node stops',
    async (when) => {
      await withTrain();
      const node = follower();
      await cluster.finish(node.stop());
      const copy = node.disk.image();
      const starts = when === 'long before' ? 3 : 1;
      for (let at = 0; at < starts; at += 1) {
        await cluster.finish(node.start());
        await buy();
        await caughtUp(node);
        node.kill();
      }
      node.disk.restore(copy);
      await cluster.finish(node.start());
      await cluster.until(() => !node.up, 'the old copy stops');
      expect(node.exitReason).toContain('old copy');
      expect(node.exitReason).toContain('Put the newest data directory back');
      await buy();
    },
  );
});

describe('an old copy of a disk, after everybody else was started anew,', () => {
  /** It goes on after the copy was made, and falls. */
  async function forget(): Promise<SimNode> {
    await withTrain();
    const node = follower();
    await cluster.finish(node.stop());
    const copy = node.disk.image();
    await cluster.finish(node.start());
    await buy();
    await caughtUp(node);
    node.kill();
    node.disk.restore(copy);
    return node;
  }

  async function startAnew(others: readonly SimNode[]): Promise<void> {
    for (const other of others) other.kill();
    for (const other of others) await cluster.finish(other.start());
  }

  it('is refused by what they have on disk', async () => {
    const node = await forget();
    await startAnew(cluster.live());
    await cluster.finish(node.start());
    await cluster.until(() => !node.up, 'the old copy stops');
    expect(node.exitReason).toContain('old copy');
    await buy();
  });

  it('is refused though it was started more often than what it has forgotten', async () => {
    const node = await forget();
    const others = cluster.live();
    for (const other of others) other.kill();
    for (let starts = 0; starts < 4; starts += 1) {
      await cluster.finish(node.start());
      node.kill();
    }
    await startAnew(others);
    await cluster.finish(node.start());
    await cluster.until(() => !node.up, 'the old copy stops');
    expect(node.exitReason).toContain('old copy');
    await buy();
  });
});

describe('a row that rots on the disk', () => {
  async function rot(node: SimNode): Promise<void> {
    await cluster.run(3_000); // checkpoints
    const line = Buffer.from(LINE);
    const key = node.disk
      .keys('state')
      .find((each) => each[0] === TABLE_ROWS && Buffer.from(each).includes(line));
    expect(node.disk.flipBit('state', key!, 3)).toBe(true);
    await cluster.until(() => node.running.core.damaged.has(group), 'the scrubber finds it', 120_000);
  }

  it.each(['a follower', 'the leader'])(
    'under %s is found by the scrubber: that replica alone stops',
    async (who) => {
      await withTrain({ limits: { checkpointAgeMs: 500 } });
      await buy();
      const node = who === 'the leader' ? leader() : follower();
      await rot(node);
      expect(node.replica(group)).toBeUndefined();
      expect([...node.running.core.damaged.keys()]).toEqual([group]);
      await cluster.until(() => cluster.leaderOf(group) !== undefined, 'the group has a leader');
      await buy();
      const read = node.services.tickets.getRun(
        { routed: { group }, run: RUN, read: { level: 0 } },
        Infinity,
      );
      await expect(cluster.finish(read)).rejects.toMatchObject({ reason: 'REPLICA_DAMAGED' });
      const status = await node.running.status(true);
      expect(status.groupsDamaged).toBe(1);
      expect(status.groups?.find((each) => each.group === group)?.damage).toContain('scrubber');
    },
  );

  it('under a leader that sleeps wakes those who sleep under it', async () => {
    await withTrain({ limits: { checkpointAgeMs: 500 } });
    const asleep = (): boolean => cluster.live().every((node) => node.replica(group)?.asleep === true);
    await cluster.until(asleep, 'the group sleeps');
    const node = leader();
    await rot(node);
    await cluster.until(() => cluster.leaderOf(group) !== undefined, 'another leads');
    expect(leader()).not.toBe(node);
    await buy();
  });

  it('leaves a replica that stays damaged over restarts: it neither votes nor serves', async () => {
    await withTrain({ limits: { checkpointAgeMs: 500 } });
    // Nobody makes it anew meanwhile.
    await ask(cluster, (operations, caller) =>
      operations.setMaintenance(caller, { on: true, repairs: false }, Infinity),
    );
    await buy();
    const node = follower();
    await rot(node);
    await cluster.run(1_000);
    node.kill();
    await cluster.finish(node.start());
    expect(node.running.core.damaged.get(group)).toContain('scrubber');
    leader().kill();
    await cluster.run(10_000);
    expect(cluster.leaderOf(group)).toBeUndefined(); // the damaged one gives no vote
    for (const other of cluster.nodes) if (!other.up) await cluster.finish(other.start());
    await cluster.until(() => cluster.leaderOf(group) !== undefined, 'the two others elect');
    await buy();
    expect(node.replica(group)).toBeUndefined();
  });
});
