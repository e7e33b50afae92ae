/** The placement driver of a live cluster: copies spread over nodes that join, leave nodes that go, and are made anew for those
 *  that died; operators go on when whoever carries them out dies. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { VERSIONS } from '../../src/proto/versions.js';
import { Cluster } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

async function start(seed: number, nodes: number, lines: number): Promise<void> {
  cluster = await Cluster.start({ seed, nodes, withoutPlacement: nodes - 3 });
  await cluster.registerLines(
    Array.from({ length: lines }, (_, at) => ({ ...lineEntry(), line: `line${at}` })),
  );
}

const ofPlacement = () => cluster.leaderOf(0)?.running.core.placement?.machine;

/** Copies of groups, by node. */
function copies(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of ofPlacement()?.view.nodes() ?? []) if (node.state === 'active') counts.set(node.node, 0);
  for (const { replicas } of ofPlacement()?.view.groups() ?? []) {
    for (const { node } of replicas) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

const spread = (): number => {
  const counts = [...copies().values()];
  return counts.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...counts) - Math.min(...counts);
};

const idle = (): boolean => ofPlacement()?.operators.size === 0;

const balanced = (): Promise<void> =>
  cluster.until(() => spread() <= 1 && idle(), 'copies are spread to within one', 120_000);

/** Every group has as many voters as wanted, none of them on these nodes. */
const whole = (...without: readonly string[]): boolean =>
  (ofPlacement()?.view.groups() ?? []).every(
    ({ replicas }) =>
      replicas.filter(({ learner }) => !learner).length === 3 &&
      replicas.every(({ node, learner }) => !learner && !without.includes(node)),
  ) && ofPlacement() !== undefined;

const settings = (changed: pb.PlacementSettings.$Properties) =>
  ask(cluster, (operations, caller) => operations.setSettings(caller, { settings: changed }, 1e15));

const maintenance = (on: boolean) =>
  ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on }, 1e15));

const decommission = (nodeId: string) =>
  ask(cluster, (operations, caller) => operations.decommissionNode(caller, { nodeId }, 1e15));

describe('the placement driver', () => {
  it('spreads copies over nodes that join, to within one', async () => {
    await start(1, 3, 8);
    await cluster.join('n4', { zone: 'd' });
    await cluster.join('n5', { zone: 'e' });
    await balanced();
    expect([...copies().keys()]).toHaveLength(5);
    const { nodes } = await ask(cluster, (operations) => operations.listNodes({}));
    expect(nodes?.map(({ replicas }) => replicas)).toEqual([...copies().values()]);
    const why = await ask(cluster, (operations) => operations.explainGroup({ group: 2 }));
    expect(why.checkers?.length).toBeGreaterThan(3);
    const one = await ask(cluster, (operations) => operations.getNode({ nodeId: 'n4' }));
    expect(one.leaving?.length).toBe(copies().get('n4'));
  });

  it('spreads copies of groups that sleep', async () => {
    await start(5, 3, 2);
    await cluster.until(
      () => [...(cluster.leaderOf(2)?.replicas() ?? [])].every(({ group, asleep }) => group === 0 || asleep),
      'the groups sleep',
      60_000,
    );
    await cluster.join('n4', { zone: 'd' });
    await balanced();
  });

  it('comes back to a node that was silent when it was first to take copies', async () => {
    await start(6, 3, 4);
    await maintenance(true);
    await cluster.join('n4', { zone: 'd' });
    await cluster.until(() => ofPlacement()?.view.node('n4')?.health === 'up', 'placement has heard it');
    cluster.node('n4').kill();
    await cluster.run(2_000);
    await maintenance(false);
    await cluster.until(
      () =>
        ofPlacement()
          ?.operators.history()
          .some(({ result }) => result === 'failed') === true,
      'a move to it fails',
      60_000,
    );
    await cluster.finish(cluster.node('n4').start());
    await balanced();
  });

  it('gives nothing to a node that was let in and has not been heard yet', async () => {
    await start(7, 3, 4);
    const own = { nodeId: 'n9', peerAddress: '10.0.0.9:7101', clientAddress: '10.0.0.9:7201' };
    const node = { ...own, labels: { zone: 'z' }, version: 'sim', level: VERSIONS.level, joinId: 'join-n9' };
    await ask(cluster, (operations, caller) =>
      operations.joinCluster(caller, { clusterId: 'sim', node }, 1e15),
    );
    await cluster.run(10_000);
    expect(ofPlacement()?.view.node('n9')?.health).toBe('disconnected');
    expect(ofPlacement()?.operators.history()).toEqual([]);
  });

  it('empties a node that is decommissioned, removes it, and the node ends', async () => {
    await start(2, 4, 6);
    const gone = cluster.node('n2');
    await decommission('n2');
    await cluster.until(() => !gone.up, 'it is removed and ends', 120_000);
    expect(gone.exitReason).toContain('was removed from its cluster');
    await cluster.until(() => whole('n2'), 'every group has its copies elsewhere');
    expect(ofPlacement()?.view.node('n2')?.state).toBe('removed');
    expect(
      ofPlacement()
        ?.operators.history()
        .some(({ kind, result }) => kind === 'node-decommission' && result === 'done'),
    ).toBe(true);
  });

  it('makes the copies of a dead node anew on the others, group 0 included', async () => {
    await start(3, 5, 6);
    await settings({ disconnectedAfterMs: 2_000, downAfterMs: 6_000 });
    cluster.node('n1').kill();
    await cluster.until(() => whole('n1') && idle(), 'every group is whole again', 120_000);
    expect(ofPlacement()?.view.node('n1')?.health).toBe('down');
    await cluster.finish(cluster.node('n1').start());
    await cluster.until(() => ofPlacement()?.view.node('n1')?.health === 'up', 'it is up again');
    await balanced();
  });

  it('takes an operator’s word that a disk is gone, not of a node that is heard, and repairs at once', async () => {
    await start(8, 5, 4);
    await balanced();
    const lost = (reason = 'its disk is gone') =>
      ask(cluster, (operations, caller) =>
        operations.decommissionNode(caller, { nodeId: 'n1', lost: true, reason }, 1e15),
      );
    await expect(lost()).rejects.toMatchObject({ reason: 'NODE_STATE_CONFLICT' });
    expect(ofPlacement()?.view.node('n1')?.state).toBe('active');
    cluster.node('n1').kill();
    await settings({ disconnectedAfterMs: 2_000, downAfterMs: 7 * 24 * 3_600_000 });
    await cluster.run(5_000);
    await lost();
    await cluster.until(() => whole('n1') && idle(), 'every group is whole again', 120_000);
    await cluster.until(() => ofPlacement()?.view.node('n1')?.state === 'removed', 'it is removed', 60_000);
  });

  it('takes a drained node its leaders and leaves it its copies', async () => {
    await start(4, 3, 6);
    await cluster.run(5_000);
    const before = copies().get('n1');
    await ask(cluster, (operations, caller) => operations.drainNode(caller, { nodeId: 'n1' }, 1e15));
    const leads = (): number => [...cluster.node('n1').replicas()].filter(({ isLeader }) => isLeader).length;
    await cluster.until(() => leads() === 0 && idle(), 'it leads nothing', 120_000);
    expect(
      ofPlacement()
        ?.view.groups()
        .filter(({ replicas }) => replicas.some(({ node }) => node === 'n1')),
    ).toHaveLength(before ?? 0);
    await ask(cluster, (operations, caller) => operations.undrainNode(caller, { nodeId: 'n1' }, 1e15));
    await cluster.until(() => leads() > 0, 'it leads again', 120_000);
  });

  it('says in a dry run what a node carries and why it may not go, and changes nothing', async () => {
    await start(6, 3, 2);
    await cluster.run(5_000);
    const dry = { nodeId: 'n1', dryRun: true };
    const drained = await ask(cluster, (operations, caller) => operations.drainNode(caller, dry, 1e15));
    expect(drained.arithmetic?.copies).toBe(copies().get('n1'));
    expect(drained.arithmetic?.text?.join(' ')).toContain('go on selling');
    await expect(
      ask(cluster, (operations, caller) => operations.decommissionNode(caller, dry, 1e15)),
    ).rejects.toMatchObject({ reason: 'NOT_ENOUGH_NODES' });
    expect(ofPlacement()?.view.node('n1')?.state).toBe('active');
    expect(ofPlacement()?.operators.ofNode('n1')).toBeUndefined();
  });

  it('moves nothing in maintenance', async () => {
    await start(5, 3, 8);
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    await cluster.join('n4', { zone: 'd' });
    await cluster.run(15_000);
    expect(copies().get('n4')).toBe(0);
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: false }, 1e15));
    await balanced();
  });

  it.each([50, 150, 300, 450, 700, 1_200])(
    'goes on when the leader of group 0 dies %i ms after a node was decommissioned',
    async (afterMs) => {
      await start(100 + afterMs, 5, 4);
      await decommission('n5');
      await cluster.run(afterMs);
      const leader = await cluster.waitForLeader(0);
      leader.kill();
      await cluster.run(3_000);
      await cluster.finish(leader.start());
      if (leader.id === 'n5') return;
      await cluster.until(
        () => ofPlacement()?.view.node('n5')?.state === 'removed',
        'it is removed',
        180_000,
      );
      await cluster.until(() => whole('n5') && idle(), 'every group has its copies elsewhere', 120_000);
    },
  );

  it.each([50, 150, 300, 450, 700, 1_200])(
    'goes on when leaders of groups die %i ms after a node was decommissioned',
    async (afterMs) => {
      await start(200 + afterMs, 5, 4);
      await decommission('n5');
      await cluster.run(afterMs);
      const victim = cluster.live().find((node) => node.id !== 'n5' && node !== cluster.leaderOf(0));
      victim?.kill();
      await cluster.run(3_000);
      if (victim) await cluster.finish(victim.start());
      await cluster.until(
        () => ofPlacement()?.view.node('n5')?.state === 'removed',
        'it is removed',
        180_000,
      );
      await cluster.until(() => whole('n5') && idle(), 'every group has its copies elsewhere', 120_000);
    },
  );
});
