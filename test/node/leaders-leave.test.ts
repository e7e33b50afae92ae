/** The leader of a group that sells is moved, leaves or dies in the middle of a change: another one goes on, and nothing is lost. */
import { afterEach, describe, expect, it } from 'vitest';
import { askChange, changeGroup, move } from '../sim/change-group.js';
import type { Cluster, ClusterOptions, SimNode } from '../sim/cluster.js';
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

describe('a crash of the leader', () => {
  /** Milliseconds after the request at which it dies: before, in and after each of the steps. */
  it.each([1, 10, 40, 80, 120, 180, 250, 350, 500, 800])(
    'in a move, %i ms after it began, delays it and loses nothing',
    async (afterMs) => {
      const sale = await selling({ ...FIVE, seed: afterMs });
      const { group } = sale;
      await cluster.waitForLeader(group);
      const leader = cluster.leaderOf(group)!;
      const from = sale.carriers().find((id) => id !== leader.id) ?? '';
      const [to = ''] = sale.others();
      await askChange(cluster, group, move(from, to));
      await cluster.run(afterMs);
      (cluster.leaderOf(group) ?? leader).kill();
      await cluster.run(500);
      await changeGroup(cluster, group, move(from, to));
      expect(sale.carriers()).toContain(to);
      expect(sale.carriers()).not.toContain(from);
      await sale.expectBooks();
    },
  );

  it.each([1, 20, 60, 150, 300, 600])(
    'that is being moved itself, %i ms after it began, delays it and loses nothing',
    async (afterMs) => {
      const sale = await selling({ ...FIVE, seed: 100 + afterMs });
      const { group } = sale;
      const leader = await cluster.waitForLeader(group);
      const [to = ''] = sale.others();
      await askChange(cluster, group, move(leader.id, to));
      await cluster.run(afterMs);
      leader.kill();
      await cluster.run(1_500);
      await cluster.finish(leader.start());
      await changeGroup(cluster, group, move(leader.id, to));
      await sale.expectBooks();
    },
  );
});

describe('a leader', () => {
  it('that is moved hands over first', async () => {
    const sale = await selling(FIVE);
    const { group } = sale;
    const leader = await cluster.waitForLeader(group);
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(leader.id, to));
    expect(sale.carriers()).not.toContain(leader.id);
    await sale.expectBooks();
  });

  it.each([1, 2, 3])(
    'that removes itself steps down, and the others go on, ack quorum %i',
    async (ackQuorum) => {
      const sale = await selling({ nodes: 4, replicas: 4, ackQuorum });
      const { group } = sale;
      const leader = await cluster.waitForLeader(group);
      const replica = leader.running.core.host.get(group)!;
      const changes = [{ type: 'remove', replica: replica.id }] as const;
      const context = new Uint8Array(0);
      const proposed = replica.proposeConfChange({ transition: 'auto', changes, ackQuorum: 0, context });
      expect(proposed.result).toBe('ok');
      await cluster.until(
        () => leader.running.core.host.get(group) === undefined,
        'it learns that it is no member, and goes',
      );
      await cluster.waitForLeader(group);
      expect(sale.carriers()).toHaveLength(3);
      await sale.expectBooks();
    },
  );

  it('of the only copy can be moved', async () => {
    const sale = await selling({ nodes: 3, replicas: 1, ackQuorum: 1 });
    const { group } = sale;
    const leader: SimNode = await cluster.waitForLeader(group);
    const [to = ''] = sale.others();
    await changeGroup(cluster, group, move(leader.id, to));
    expect(sale.carriers()).toEqual([to]);
    await sale.expectBooks();
  });

  it('is transferred on demand, and stays there', async () => {
    const sale = await selling();
    const { group } = sale;
    const leader = await cluster.waitForLeader(group);
    const nodeId = sale.carriers().find((id) => id !== leader.id) ?? '';
    // Placement would give another node as many to lead.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    await changeGroup(cluster, group, { transferLeader: { nodeId } });
    await cluster.run(40_000);
    expect((await cluster.waitForLeader(group)).id).toBe(nodeId);
    await sale.expectBooks();
  });
});
