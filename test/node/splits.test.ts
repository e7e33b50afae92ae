/** A group is cut in two while it sells: nobody's purchase fails for it, no key has two groups, and the halves' books add up. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RailkvClient } from '../../src/client/index.js';
import { trainKey } from '../../src/proto/keys.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster } from '../sim/cluster.js';
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
});
