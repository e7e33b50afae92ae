/** A machine joins a running cluster, serves, and is known by everybody; a node that was removed never serves again. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Reason } from '../../src/proto/errors.js';
import { VERSIONS } from '../../src/proto/versions.js';
import { changeGroup } from '../sim/change-group.js';
import { Cluster } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const start = async (seed: number, nodes = 3): Promise<void> => {
  cluster = await Cluster.start({ seed, nodes });
};

async function refusal(call: Promise<unknown>): Promise<Reason> {
  const ended = await call.then(
    () => 'nothing',
    (error: unknown) => (error as { reason: Reason }).reason,
  );
  return ended as Reason;
}

const knows = (node: string): boolean =>
  cluster.live().every((each) => each.running.core.view.node(node)?.state === 'active');

describe('a machine that joins', () => {
  it('is known by every node, hears the others and is heard', async () => {
    await start(1);
    const n4 = await cluster.join('n4', { zone: 'd' });
    await cluster.until(() => knows('n4'), 'everybody knows it');
    const heard = (): boolean =>
      cluster
        .live()
        .every((node) =>
          cluster
            .live()
            .every(
              (other) =>
                other === node || node.running.core.liveness.isHeard(other.id, node.clock.monotonicMs()),
            ),
        );
    await cluster.until(heard, 'everybody hears everybody');
    expect(n4.running.core.view.node('n4')?.labels.get('zone')).toBe('d');
    expect(n4.running.notReady()).toBe(undefined);
  });

  it('carries a copy that is moved there, and group 0 as well', async () => {
    await start(2);
    const [group = 0] = await cluster.registerLines([lineEntry()]);
    await cluster.join('n4');
    await cluster.until(() => knows('n4'), 'everybody knows it');
    const [from = ''] = cluster
      .leaderOf(0)!
      .running.core.view.group(group)!
      .replicas.map(({ node }) => node);
    await changeGroup(cluster, group, { moveReplica: { fromNodeId: from, toNodeId: 'n4' } });
    await changeGroup(cluster, 0, { moveReplica: { fromNodeId: from, toNodeId: 'n4' } });
    expect(cluster.node('n4').running.core.host.get(group)?.closed).toBe(false);
    expect(cluster.node('n4').running.core.placement?.closed).toBe(false);
  });

  it('comes back after a crash by what it has, though it was crashed at once', async () => {
    await start(3);
    const n4 = await cluster.join('n4');
    n4.kill();
    await cluster.run(2_000);
    await cluster.finish(n4.start());
    await cluster.until(() => n4.running.core.view.node('n4') !== undefined, 'it knows the cluster');
  });

  it('is asked who it is by a node that was cut off while it came, when nobody else is left who knows', async () => {
    await start(9);
    const [line = 0] = await cluster.registerLines([lineEntry()]);
    const [n1, n2, n3] = ['n1', 'n2', 'n3'].map((id) => cluster.node(id));
    await changeGroup(cluster, 0, { transferLeader: { nodeId: 'n1' } });
    cluster.network.isolate('n2', ['n1', 'n3', 'n4']);
    const n4 = await cluster.join('n4');
    const hears = (): boolean =>
      [n1!, n3!].every((node) => node.running.core.liveness.isHeard('n4', node.clock.monotonicMs()));
    await cluster.until(hears, 'the others hear it');
    for (const group of [0, line])
      await changeGroup(cluster, group, { moveReplica: { fromNodeId: 'n3', toNodeId: 'n4' } });
    n1!.kill();
    n3!.kill();
    cluster.network.heal();
    const led = (): boolean => [0, line].every((group) => cluster.leaderOf(group) !== undefined);
    await cluster.until(led, 'two of three voters elect, though one had never heard of the other');
    expect(n2!.running.core.view.node('n4')?.state).toBe('active');
    expect(n4.running.core.view.node('n2')?.state).toBe('active');
  });

  it('ends no node by its word while it is not known there', async () => {
    await start(10);
    const n1 = cluster.node('n1');
    const message = 'n1 was declared lost';
    n1.transport!.handlers.refused('n9', { reason: 'REMOVED', message });
    n1.transport!.handlers.refused('n9', { reason: 'NODE_LOST', message });
    await cluster.run(2_000);
    expect(n1.transport!.live).toBe(true);
    n1.transport!.handlers.refused('n2', { reason: 'NODE_LOST', message });
    await cluster.until(() => n1.exitReason !== undefined, 'a peer is believed');
    expect(n1.exitReason).toContain('node n2 refuses this node');
  });

  it('gets the same answer when it asks again', async () => {
    await start(4);
    await cluster.join('n4', { joinId: 'a' });
    const leader = await cluster.waitForLeader(0);
    const node = {
      nodeId: 'n4',
      peerAddress: 'n4:7100',
      clientAddress: 'n4:7200',
      joinId: 'a',
      level: VERSIONS.level,
    };
    const again = leader.services.operations.joinCluster(
      { id: 't', role: 'operator' },
      { clusterId: 'sim', node },
      1e15,
    );
    const { nodes } = await cluster.finish(again);
    expect(nodes?.map(({ nodeId }) => nodeId)).toEqual(['n1', 'n2', 'n3', 'n4']);
  });

  it('is refused under an id or at an address that is taken, and by another cluster', async () => {
    await start(5);
    await cluster.join('n4', { joinId: 'a' });
    expect(await refusal(cluster.join('n4', { joinId: 'b' }))).toBe('NODE_EXISTS');
    const leader = await cluster.waitForLeader(0);
    const ask = (clusterId: string, nodeId: string, peerAddress: string): Promise<unknown> => {
      const node = {
        nodeId,
        peerAddress,
        clientAddress: `${nodeId}:7200`,
        joinId: 'c',
        level: VERSIONS.level,
      };
      return cluster.finish(
        leader.services.operations.joinCluster({ id: 't', role: 'operator' }, { clusterId, node }, 1e15),
      );
    };
    expect(await refusal(ask('sim', 'n5', 'n4:7100'))).toBe('ADDRESS_IN_USE');
    expect(await refusal(ask('other', 'n5', 'n5:7100'))).toBe('WRONG_CLUSTER');
  });

  it('is told by a node without group 0 whom to ask', async () => {
    cluster = await Cluster.start({ seed: 6, nodes: 4, withoutPlacement: 1 });
    const node = { nodeId: 'n5', peerAddress: 'n5:7100', clientAddress: 'n5:7200', joinId: 'c' };
    const asked = cluster
      .node('n4')
      .services.operations.joinCluster({ id: 't', role: 'operator' }, { clusterId: 'sim', node }, 1e15);
    expect(await refusal(cluster.finish(asked))).toBe('NOT_PLACEMENT');
  });
});

const decommission = (nodeId: string) =>
  ask(cluster, (operations, caller) => operations.decommissionNode(caller, { nodeId }, 1e15));

const isRemoved = (node: string): boolean =>
  cluster.leaderOf(0)?.running.core.view.node(node)?.state === 'removed';

describe('a node that was removed', () => {
  it('is told so, ends, and is refused whenever it comes back', async () => {
    await start(7);
    const n4 = await cluster.join('n4');
    await cluster.until(() => knows('n4'), 'everybody knows it');
    await decommission('n4');
    await cluster.until(() => isRemoved('n4'), 'it is removed', 120_000);
    await cluster.until(() => !n4.up, 'it ends');
    expect(n4.exitReason).toContain('was removed from its cluster');
    void n4.start(); // never resolves: it ends before
    await cluster.until(() => !n4.up, 'it ends again');
    expect(await refusal(cluster.join('n4', { joinId: 'again' }))).toBe('NODE_REMOVED');
  });

  it('learns it when it was away meanwhile', async () => {
    await start(8);
    const n4 = await cluster.join('n4');
    await cluster.until(() => knows('n4'), 'everybody knows it');
    n4.kill();
    await cluster.run(1_000);
    await decommission('n4');
    await cluster.run(60_000);
    expect(isRemoved('n4')).toBe(false); // it may only be slow, and nobody else can say what it carries
    await ask(cluster, (operations, caller) =>
      operations.setSettings(caller, { settings: { disconnectedAfterMs: 2_000, downAfterMs: 6_000 } }, 1e15),
    );
    await cluster.until(() => isRemoved('n4'), 'it is removed once it is down', 120_000);
    void n4.start(); // never resolves: it ends before
    await cluster.until(() => !n4.up, 'it ends');
    expect(n4.exitReason).toContain('was removed from its cluster');
  });
});
