/** Two people who change one group at once and know nothing of each other: each change is carried out, and each hears so. */
import { afterEach, describe, expect, it } from 'vitest';
import type { GroupChange } from '../../src/client/cluster-types.js';
import type { RailkvClient } from '../../src/client/index.js';
import { Cluster } from '../sim/cluster.js';
import { lineEntry } from '../sim/sample-commands.js';
import { connect } from '../sim/split-world.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

async function withPeople(nodes: number): Promise<{ group: number; one: RailkvClient; other: RailkvClient }> {
  cluster = await Cluster.start({ seed: 1, nodes, replicas: 3 });
  const [group = 0] = await cluster.registerLines([lineEntry()]);
  await cluster.waitForLeader(group);
  return { group, one: await connect(cluster, 'one'), other: await connect(cluster, 'other') };
}

const confVersion = (group: number): number | undefined =>
  cluster.leaderOf(group)?.replica(group)?.meta.epoch.confVersion;

const asks = (client: RailkvClient, group: number, change: GroupChange) =>
  client.cluster.changeGroup(group, change, { timeoutMs: 20_000 });

describe('two people who change a group at once', () => {
  it('are both done when each wants another ack quorum, after one change for each', async () => {
    const { group, one, other } = await withPeople(3);
    const before = confVersion(group) ?? 0;
    const first = asks(one, group, { kind: 'setAckQuorum', ackQuorum: 3 });
    await cluster.run(100);
    const second = asks(other, group, { kind: 'setAckQuorum', ackQuorum: 1 });
    const overtaken = await cluster.finish(first);
    expect(await cluster.finish(second)).toMatchObject({ done: true, now: { ackQuorum: 1 } });
    expect(overtaken).toMatchObject({ done: true, now: { ackQuorum: 1 }, after: { ackQuorum: 1 } });
    expect(overtaken.doing).toBe('it was done, and somebody has asked for another change since');
    await cluster.run(1_000);
    expect(confVersion(group)).toBe(before + 4); // into a joint configuration and out of it, twice
  });

  it('are both done when one takes away the copy that the other brought', async () => {
    const { group, one, other } = await withPeople(4);
    const spare = cluster.nodes.find((node) => node.replica(group) === undefined)?.id ?? '';
    const first = asks(one, group, { kind: 'addReplica', node: spare });
    await cluster.until(
      () => cluster.leaderOf(group)?.replica(group)?.meta.configuration.voters.length === 4,
      'the copy votes',
    );
    const second = asks(other, group, { kind: 'removeReplica', node: spare });
    await cluster.finish(first);
    expect(await cluster.finish(second)).toMatchObject({ done: true, now: { voters: 3 } });
    await cluster.run(1_000);
    expect(cluster.leaderOf(group)?.replica(group)?.meta.configuration.voters).toHaveLength(3);
  });

  it('can have the same change twice, one after the other: to ask again is to want it again', async () => {
    const { group, one, other } = await withPeople(3);
    for (const ackQuorum of [3, 1, 3]) {
      const progress = await cluster.finish(
        asks(ackQuorum === 1 ? other : one, group, { kind: 'setAckQuorum', ackQuorum }),
      );
      expect(progress).toMatchObject({ done: true, now: { ackQuorum } });
    }
  });
});
