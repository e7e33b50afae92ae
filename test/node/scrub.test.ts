/** Reading everything that running nodes keep: it is all there and the same, or the replica that is not stops. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { TABLE_ROWS } from '../../src/store/physical-key.js';
import type { Cluster, SimNode } from '../sim/cluster.js';
import { LINE, purchase } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;
afterEach(() => cluster.shutDown());

async function sellSome(): Promise<number> {
  const { group, ...made } = await trainOnSale({}, 40);
  cluster = made.cluster;
  for (let order = 0; order < 5; order += 1)
    await cluster.execute(group, purchase(cluster.time.nowMs, `order-${order}`));
  await cluster.run(5_000);
  for (const node of cluster.live()) {
    const replica = node.replica(group);
    if (replica !== undefined) await cluster.finish(node.running.core.checkpoints.ensure(replica));
  }
  return group;
}

async function scrub(node: SimNode, groups: number[] = []): Promise<pb.ScrubProgress.$Properties[]> {
  const told: pb.ScrubProgress.$Properties[] = [];
  const read = async (): Promise<void> => {
    for await (const each of node.services.admin.scrub({ groups })) told.push(each);
  };
  await cluster.finish(read());
  return told.filter(({ done }) => done);
}

describe('scrubbing running nodes', () => {
  it('reads every group of each, and replicas at the same index have the same digest', async () => {
    const group = await sellSome();
    const all = await Promise.all(cluster.live().map((node) => scrub(node)));
    for (const done of all) {
      expect(done.map((each) => each.group)).toEqual([0, 1, group]);
      expect(done.every(({ damage, skipped }) => !damage && !skipped)).toBe(true);
      expect(done.find((each) => each.group === group)?.rows).toBeGreaterThan(0);
    }
    const ofGroup = all.map((done) => done.find((each) => each.group === group));
    expect(new Set(ofGroup.map((each) => each?.index)).size).toBe(1);
    expect(new Set(ofGroup.map((each) => each?.digest)).size).toBe(1);
  });

  it('stops a replica whose row has rotted, names it from then on, and the others sell on', async () => {
    const group = await sellSome();
    const follower = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    const line = Buffer.from(LINE);
    const key = follower.disk
      .keys('state')
      .find((each) => each[0] === TABLE_ROWS && Buffer.from(each).includes(line));
    expect(follower.disk.flipBit('state', key!, 3)).toBe(true);
    const done = await scrub(follower, [group]);
    expect(done).toHaveLength(1);
    expect(done[0]?.damage).toContain('the scrubber found damage');
    await cluster.until(() => follower.running.core.damaged.has(group), 'the replica has stopped');
    expect((await scrub(follower)).find((each) => each.group === group)?.damage).toBeTruthy();
    const outcome = await cluster.execute(group, purchase(cluster.time.nowMs, 'order-9'));
    expect(outcome.answer?.order?.state).toBe('sold');
  });

  it('refuses a group that the node does not carry', async () => {
    await sellSome();
    await expect(scrub(cluster.live()[0]!, [99])).rejects.toMatchObject({ reason: 'GROUP_NOT_FOUND' });
  });
});
