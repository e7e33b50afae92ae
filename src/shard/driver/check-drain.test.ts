import { describe, expect, it } from 'vitest';
import { clusterOf, counts, crowd, voters } from '../testing/pictures.js';
import { simGroup, simNode } from '../testing/sim-cluster.js';

describe('draining', () => {
  const names = ['n1', 'n2', 'n3', 'n4', 'n5'];

  it('gives the leaders away and keeps the copies', () => {
    const sim = clusterOf(
      names.map((name) => simNode(name)),
      crowd(6, ['n1', 'n2', 'n3']),
    );
    sim.settle(50);
    const before = counts(sim, 'copies');
    sim.putNode(simNode('n1', { state: 'draining' }));
    sim.settle(50);
    expect(sim.picture.node('n1')?.led.size).toBe(0);
    expect(counts(sim, 'copies')).toEqual(before);
  });

  it.each([
    ['only waits for a node to be down', 'disconnected', names.slice(0, 3)],
    ['has no node to take the copy', 'down', names.slice(0, 3)],
  ] as const)('gives the leaders away while a repair of their groups %s', (_, health, nodes) => {
    const groups = Array.from({ length: 4 }, (_each, at) => simGroup(at + 1, ['n2', 'n1', 'n3']));
    const sim = clusterOf(
      nodes.map((name) => simNode(name)),
      groups,
    );
    sim.putNode(simNode('n3', { health }));
    sim.decide();
    expect(sim.agenda.waiting.size).toBe(4);
    sim.putNode(simNode('n2', { state: 'draining' }));
    expect(sim.decide().map(({ kind, steps }) => [kind, ...steps])).toEqual(
      groups.map(() => ['drain', { kind: 'transfer', node: 'n1' }]),
    );
    sim.settle(10);
    expect(sim.picture.node('n2')?.led.size).toBe(0);
    expect(counts(sim, 'copies')).toEqual([4, 4, 4]);
    expect(sim.agenda.waiting.size).toBe(4);
  });

  it('leaves a leader where it is while a repair waits and too few answer to elect another, or its heir is behind', () => {
    const sim = clusterOf(
      names.slice(0, 3).map((name) => simNode(name)),
      [],
    );
    sim.putNode(simNode('n3', { health: 'disconnected' }));
    sim.putNode(simNode('n2', { state: 'draining' }));
    sim.putGroup(simGroup(1, ['n2', 'n1', 'n3'], { ackQuorum: 1 }));
    const behind = simGroup(2, ['n2', 'n1', 'n3']);
    sim.putGroup({ ...behind, members: behind.members.map((each) => ({ ...each, caughtUp: false })) });
    expect(sim.decide()).toEqual([]);
    expect([...sim.agenda.waiting.keys()]).toEqual([1, 2]);
  });

  it('lets a repair that can begin go before a leader that is to leave', () => {
    const sim = clusterOf(
      names.slice(0, 4).map((name) => simNode(name)),
      [simGroup(1, ['n2', 'n1', 'n3'])],
    );
    sim.putNode(simNode('n3', { health: 'down' }));
    sim.putNode(simNode('n2', { state: 'draining' }));
    expect(sim.decide()).toMatchObject([{ kind: 'repair' }]);
    sim.settle(10);
    expect(sim.picture.node('n2')?.led.size).toBe(0);
  });

  it('of a decommissioned node empties it', () => {
    const sim = clusterOf(
      names.map((name) => simNode(name)),
      crowd(20, ['n1', 'n2', 'n3']),
    );
    sim.putNode(simNode('n1', { state: 'decommissioning' }));
    sim.settle(100);
    expect(sim.picture.node('n1')?.carried.size).toBe(0);
    for (const group of sim.picture.groups()) expect(voters(group)).toHaveLength(3);
  });

  it('empties a group whose every copy is to go: one that does not lead goes first, and then takes over', () => {
    const sim = clusterOf(
      [...names, 'n6'].map((name) => simNode(name)),
      [simGroup(1, ['n1', 'n2', 'n3'])],
    );
    for (const name of ['n1', 'n2', 'n3']) sim.putNode(simNode(name, { state: 'decommissioning' }));
    sim.settle(50);
    expect(voters(sim.picture.group(1)).sort()).toEqual(['n4', 'n5', 'n6']);
  });

  it('empties a group whose two copies are to go while one leads and the other one should', () => {
    const sim = clusterOf(
      ['n1', 'n2', 'n3'].map((name) => simNode(name)),
      [{ ...simGroup(1, ['n3', 'n4'], { wanted: 2 }), ackQuorum: 1, leader: 'n4' }],
    );
    for (const name of ['n3', 'n4']) sim.putNode(simNode(name, { state: 'decommissioning' }));
    expect(sim.decide()).toMatchObject([
      { group: 1, steps: [{ kind: 'addLearner' }, { kind: 'catchUp' }, { kind: 'joint', remove: 'n3' }] },
    ]);
    sim.settle(50);
    expect(voters(sim.picture.group(1)).sort()).toEqual(['n1', 'n2']);
  });

  it('waits for a node that is full for now rather than put two copies into one zone', () => {
    const nodes = ['a1', 'b1', 'c1', 'a2', 'c2'].map((name) => simNode(name, { zone: name[0] ?? '' }));
    const sim = clusterOf(nodes, crowd(1, ['a1', 'b1', 'c1']));
    sim.putNode(simNode('c1', { zone: 'c', state: 'decommissioning' }));
    sim.putNode(simNode('c2', { zone: 'c', lowOnDisk: true }));
    expect(sim.decide()).toEqual([]);
    expect(sim.agenda.waiting.get(1)).toContain('c2 would be the best place: it is low on disk');
  });
});
