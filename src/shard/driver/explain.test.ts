import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../placement-settings.js';
import { DrivenCluster } from '../testing/driven-cluster.js';
import { apply, bootstrapped, line } from '../testing/machine.js';
import { SimCluster, simGroup, simNode } from '../testing/sim-cluster.js';
import { quorumArithmetic } from './arithmetic.js';
import { explainGroup } from './explain-group.js';
import { nodePictures } from './node-pictures.js';

function simOf(names: readonly string[], zones: (name: string) => string = () => ''): SimCluster {
  const sim = new SimCluster();
  for (const name of names) sim.putNode(simNode(name, { zone: zones(name) }));
  return sim;
}

describe('the arithmetic of taking a node away', () => {
  it('says that a drained node of three can be stopped and selling goes on', () => {
    const sim = simOf(['n1', 'n2', 'n3']);
    sim.putGroup(simGroup(1, ['n1', 'n2', 'n3']));
    sim.putGroup(simGroup(2, ['n2', 'n1', 'n3']));
    const sums = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n1', 'drained');
    expect(sums).toMatchObject({ leaders: 1, copies: 2, blocked: 0 });
    expect(sums.text).toEqual([
      'n1 leads 1 group: each has another copy that can lead',
      'while it is stopped, all 2 groups that it carries go on selling',
    ]);
    expect(sums.groups?.[0]).toMatchObject({ voters: 3, votersAlive: 2, needed: 2, goesOn: true });
  });

  it('puts first what would stop, and counts an ack quorum above the majority', () => {
    const sim = simOf(['n1', 'n2', 'n3']);
    sim.putGroup(simGroup(1, ['n1', 'n2', 'n3']));
    sim.putGroup(simGroup(2, ['n1', 'n2', 'n3'], { ackQuorum: 3 }));
    const sums = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n1', 'drained');
    expect(sums.groups?.[0]).toMatchObject({ group: 2, needed: 3, votersAlive: 2, goesOn: false });
    expect(sums.text?.[1]).toContain('1 of the 2 groups that it carries sell nothing');
  });

  it('says when a sale can go on but nobody could be elected', () => {
    const sim = simOf(['n1', 'n2', 'n3', 'n4', 'n5']);
    sim.putGroup(simGroup(1, ['n1', 'n2', 'n3', 'n4', 'n5'], { ackQuorum: 2 }));
    const sums = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n5', 'drained');
    expect(sums.groups?.[0]?.text).not.toContain('elected');
    sim.putNode(simNode('n4', { health: 'disconnected' }));
    const worse = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n5', 'drained');
    expect(worse.groups?.[0]).toMatchObject({ votersAlive: 3, goesOn: true });
    expect(worse.groups?.[0]?.text).toContain('no leader can be elected (4 must answer)');
  });

  it('counts fewer copies of group 0 where fewer nodes stay', () => {
    const names = ['n1', 'n2', 'n3', 'n4', 'n5'];
    const sim = simOf(names);
    sim.putGroup(simGroup(0, names));
    sim.putGroup(simGroup(1, ['n1', 'n2', 'n3']));
    const sums = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n2', 'decommissioned');
    expect(sums).toMatchObject({ copies: 2, blocked: 0 });
    expect(sums.groups).toMatchObject([
      { group: 1, targetNodeId: 'n4', wantedAfter: 0 },
      { group: 0, targetNodeId: '', wantedAfter: 3 },
    ]);
    expect(sums.groups?.[1]?.text).toContain('it goes on with 3 copies, on nodes that stay');
    sim.putNode(simNode('n6'));
    const more = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n2', 'decommissioned');
    expect(more.groups).toMatchObject([{ group: 1 }, { group: 0, targetNodeId: 'n6', wantedAfter: 0 }]);
  });

  it('counts copies of a decommissioned node that have nowhere to go', () => {
    const sim = simOf(['n1', 'n2', 'n3']);
    sim.putGroup(simGroup(1, ['n1', 'n2', 'n3']));
    const sums = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n1', 'decommissioned');
    expect(sums).toMatchObject({ copies: 1, blocked: 1 });
    expect(sums.text?.[0]).toContain('nowhere to go: add a node');
    sim.putNode(simNode('n4'));
    const better = quorumArithmetic(sim.picture, DEFAULT_SETTINGS, 'n1', 'decommissioned');
    expect(better).toMatchObject({ blocked: 0, groups: [{ targetNodeId: 'n4' }] });
  });
});

describe('asking why', () => {
  function driven(): DrivenCluster {
    const machine = bootstrapped();
    apply(machine, { registerLines: { lines: [line('a')] } });
    const cluster = new DrivenCluster(machine);
    cluster.run(20);
    return cluster;
  }
  function explain(cluster: DrivenCluster, group: number) {
    const { picture, agenda } = cluster.driver;
    if (picture === undefined || agenda === undefined) throw new Error('the driver rests');
    return explainGroup(
      {
        facts: cluster.machine,
        picture,
        agenda,
        hearing: cluster,
        readiness: cluster.driver.readiness(cluster.nowMs),
        nowMs: cluster.nowMs,
      },
      group,
    );
  }

  it('gets every checker’s word, each node’s fitness, and what is under way', () => {
    const cluster = driven();
    const said = explain(cluster, 2);
    expect(said?.checkers?.map(({ checker }) => checker)).toEqual([
      'joint',
      'ack-quorum',
      'repair',
      'drain',
      'isolation',
      'balance-replica',
      'balance-leader',
      'split',
    ]);
    expect(said?.checkers?.slice(0, 5).map(({ verdict }) => verdict)).toEqual([1, 1, 1, 1, 1]);
    expect(said).toMatchObject({ wantedReplicas: 3, heard: true, hearing: { enough: true } });
    expect(said?.nodes).toHaveLength(4);
    expect(explain(cluster, 99)).toBeUndefined();
  });

  it('gets the reason when three zones are wanted and two have nodes', () => {
    const cluster = driven();
    cluster.apply({ setNodeLabels: { nodeId: 'n3', labels: { zone: 'a' } } });
    cluster.run(5);
    const word = explain(cluster, 2)?.checkers?.find(({ checker }) => checker === 'isolation');
    expect(word).toMatchObject({
      verdict: 4,
      text: '3 copies are wanted in different zones, and only 2 zones have nodes: add a node with another zone label',
    });
  });

  it('waits for no balance where zones allow none, and says one leader where it is one', () => {
    const machine = bootstrapped();
    apply(machine, { setNodeLabels: { nodeId: 'n4', labels: { zone: 'b' } } });
    for (let at = 0; at < 8; at += 1) apply(machine, { registerLines: { lines: [line(`l${at}`)] } });
    const cluster = new DrivenCluster(machine);
    cluster.run(120);
    expect(machine.operators.size).toBe(0);
    const copies = (node: string): number => machine.view.groupsOn(node).length;
    expect(copies('n1') - copies('n4')).toBeGreaterThan(3);
    const said = machine.view
      .groups()
      .flatMap(({ group }) => explain(cluster, group)?.checkers ?? [])
      .filter(({ checker }) => checker?.startsWith('balance'));
    expect(said.filter(({ verdict }) => verdict !== 1)).toEqual([]);
    const texts = said.map(({ text }) => text ?? '');
    expect(texts.filter((text) => text.includes('kept further apart where they are'))).not.toEqual([]);
    expect(texts.filter((text) => / 1 (leaders|copies)\b/.test(text))).toEqual([]);
  });

  it('gets the reason when a copy is lost and no other node can take one', () => {
    const cluster = driven();
    cluster.silent.add('n4');
    cluster.silent.add('n1');
    cluster.run(40 * 60);
    const word = explain(cluster, 0)?.checkers?.find(({ checker }) => checker === 'repair');
    expect(word).toMatchObject({ verdict: 4 });
    expect(word?.text).toContain('start n1 again, or add a node');
  });

  it('shows nodes with what they carry and why they get nothing', () => {
    const cluster = driven();
    cluster.silent.add('n4');
    cluster.run(60);
    const { picture } = cluster.driver;
    if (picture === undefined) throw new Error('the driver rests');
    const times = { nowMs: cluster.nowMs, sinceMs: 0, wallMs: cluster.wallMs };
    const nodes = nodePictures({ facts: cluster.machine, picture, hearing: cluster, times }, false);
    expect(nodes).toHaveLength(4);
    expect(nodes[3]).toMatchObject({ node: { nodeId: 'n4', health: 1 }, leaders: 0 });
    expect(nodes[3]?.notes?.[0]).toContain('it has not been heard for a while');
    expect(nodes[3]?.silentMs).toBeGreaterThan(50_000);
  });
});
