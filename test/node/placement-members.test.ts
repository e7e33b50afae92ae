/** Who carries group 0 changes like the carriers of any group, and everybody learns it from group 0 itself. */
import { afterEach, describe, expect, it } from 'vitest';
import { changeGroup, move } from '../sim/change-group.js';
import { Cluster } from '../sim/cluster.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const start = async (seed: number): Promise<void> => {
  cluster = await Cluster.start({ seed, nodes: 6, withoutPlacement: 3 });
};

/** Every node that is up says the same: these carry group 0, and no other does. */
async function expectCarriers(...nodes: readonly string[]): Promise<void> {
  const agrees = (): boolean =>
    cluster.live().every((node) => {
      const { view, host } = node.running.core;
      const marked = view.nodes().filter(({ placement }) => placement);
      return (
        marked.map((each) => each.node).join() === nodes.join() &&
        (host.get(0) !== undefined) === nodes.includes(node.id)
      );
    });
  await cluster.until(agrees, `everybody knows that ${nodes.join(', ')} carry group 0`);
}

/** Something that only group 0 can make reaches everybody. */
async function expectWorking(line: string): Promise<void> {
  const [group = 0] = await cluster.registerLines([{ ...lineEntry(), line }]);
  await cluster.until(
    () => cluster.live().every((node) => node.running.core.view.group(group) !== undefined),
    'a new line is known everywhere',
  );
}

describe('group 0', () => {
  it('moves to another node while lines are registered', async () => {
    await start(1);
    await changeGroup(cluster, 0, move('n1', 'n4'));
    await expectCarriers('n2', 'n3', 'n4');
    await expectWorking('one');
  });

  it('moves away from its leader', async () => {
    await start(2);
    const leader = await cluster.waitForLeader(0);
    await changeGroup(cluster, 0, move(leader.id, 'n5'));
    await expectWorking('one');
    expect((await cluster.waitForLeader(0)).id).not.toBe(leader.id);
  });

  it('grows and shrinks, and a majority of whoever carries it decides', async () => {
    await start(3);
    await changeGroup(cluster, 0, { addReplica: { nodeId: 'n4' } });
    await changeGroup(cluster, 0, { addReplica: { nodeId: 'n5' } });
    const quorum = () => cluster.leaderOf(0)?.running.core.placement?.meta.configuration.ackQuorum;
    expect(quorum()).toBe(3);
    await expectCarriers('n1', 'n2', 'n3', 'n4', 'n5');
    await changeGroup(cluster, 0, { removeReplica: { nodeId: 'n1' } });
    await changeGroup(cluster, 0, { removeReplica: { nodeId: 'n2' } });
    await cluster.until(() => quorum() === 2, 'two of three decide again');
    await expectCarriers('n3', 'n4', 'n5');
    await expectWorking('one');
  });

  it('is found by a node that slept through all of its moves', async () => {
    await start(4);
    await cluster.waitForLeader(0);
    cluster.node('n1').kill();
    await cluster.run(3_000);
    for (const [from, to] of [
      ['n2', 'n4'],
      ['n3', 'n5'],
      ['n1', 'n6'],
    ] as const)
      await changeGroup(cluster, 0, move(from, to));
    await expectCarriers('n4', 'n5', 'n6');
    await cluster.finish(cluster.node('n1').start());
    await expectCarriers('n4', 'n5', 'n6');
    await expectWorking('one');
  });

  it('survives the death of a node that it was moved to, and of all its processes at once', async () => {
    await start(5);
    await changeGroup(cluster, 0, move('n1', 'n4'));
    cluster.node('n4').kill();
    await expectWorking('one');
    for (const node of cluster.live()) node.kill();
    for (const node of cluster.nodes) await cluster.finish(node.start());
    await cluster.waitForLeader(0);
    await expectCarriers('n2', 'n3', 'n4');
    await expectWorking('two');
  });
});
