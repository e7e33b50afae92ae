import { describe, expect, it } from 'vitest';
import { clusterOf, counts, crowd, voters } from '../testing/pictures.js';
import { simGroup, simNode } from '../testing/sim-cluster.js';

describe('repair', () => {
  const five = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => simNode(name));

  it('replaces what was on a node that is down, before anything is balanced', () => {
    const sim = clusterOf(five, crowd(5, ['n1', 'n2', 'n3']));
    sim.putNode(simNode('n3', { health: 'down' }));
    const decided = sim.decide({ checksMax: 3, decisionsMax: 100 });
    expect(decided.map(({ kind }) => kind)).toEqual(['repair', 'repair', 'repair']);
    sim.settle(100);
    expect(counts(sim, 'copies')[2]).toBe(0);
  });

  it('replaces at once what was on a node that a recovery declared lost, and brings nothing there', () => {
    const sim = clusterOf(five, crowd(2, ['n1', 'n2', 'n3']));
    sim.putNode(simNode('n3', { health: 'disconnected', lost: true }));
    sim.putNode(simNode('n4', { lost: true }));
    expect(sim.decide()).toMatchObject([{ kind: 'repair' }, { kind: 'repair' }]);
    sim.settle(10);
    expect(counts(sim, 'copies')).toEqual([2, 2, 0, 0, 2]);
    const blocked = clusterOf(five, crowd(1, ['n1', 'n2', 'n3']));
    blocked.putNode(simNode('n3', { health: 'disconnected', lost: true }));
    blocked.putNode(simNode('n2', { health: 'disconnected' }));
    expect(blocked.decide()).toEqual([]);
    expect(blocked.agenda.waiting.get(1)).toContain('start n2; n3 was declared lost and must not come back');
  });

  it.each([
    ['replaces', ['n1', 'n2', 'n3']],
    ['is one more than', ['n1', 'n2']],
  ])('takes away its own new copy that was damaged before it voted, where that %s what there is', (_, on) => {
    const sim = clusterOf(five.slice(0, 4), []);
    sim.putNode(simNode('n3', { health: 'down' }));
    const { members, ...group } = simGroup(1, on, { wanted: 3, begun: ['n4'] });
    const broken = { node: 'n4', replica: 4, learner: true, damaged: true, caughtUp: false };
    sim.putGroup({ ...group, members: [...members, broken] });
    expect(sim.decide()).toMatchObject([{ kind: 'repair', steps: [{ kind: 'remove', node: 'n4' }] }]);
    sim.settle(20);
    expect(voters(sim.picture.group(1))).toEqual(['n1', 'n2', 'n4']);
  });

  it('never says to start a node that runs, of which only the copy is damaged', () => {
    const sim = clusterOf(five, []);
    const { members, ...group } = simGroup(1, ['n1', 'n2', 'n3']);
    const damaged = ['n2', 'n3'];
    sim.putGroup({
      ...group,
      members: members.map((each) => ({ ...each, damaged: damaged.includes(each.node) })),
    });
    expect(sim.decide()).toEqual([]);
    expect(sim.agenda.waiting.get(1)).toContain(
      '1 of 3 copies answer and 2 must, so that nobody can change the group: the copies on n2 and n3 are damaged',
    );
    sim.putNode(simNode('n2', { health: 'disconnected' }));
    sim.decide();
    expect(sim.agenda.waiting.get(1)).toContain('start n2; the copy on n3 is damaged');
  });

  it('says why it can do nothing when there is no other node', () => {
    const sim = clusterOf(five.slice(0, 3), crowd(1, ['n1', 'n2', 'n3']));
    sim.putNode(simNode('n3', { health: 'down' }));
    expect(sim.decide()).toEqual([]);
    expect(sim.agenda.waiting.get(1)).toContain('start n3 again, or add a node');
  });

  it('makes a damaged copy again where it was when there is nowhere else', () => {
    const group = simGroup(1, ['n1', 'n2', 'n3']);
    const members = group.members.map((member) => ({ ...member, damaged: member.node === 'n2' }));
    const sim = clusterOf(five.slice(0, 3), [{ ...group, members }]);
    expect(sim.decide()).toMatchObject([
      {
        kind: 'repair',
        steps: [
          { kind: 'joint', add: '', remove: 'n2' },
          { kind: 'addLearner', node: 'n2' },
          { kind: 'catchUp', node: 'n2' },
          { kind: 'joint', add: 'n2', remove: '' },
        ],
      },
    ]);
    sim.settle(10);
    expect(sim.picture.group(1)?.members.some(({ damaged }) => damaged)).toBe(false);
  });

  it('goes on with a learner that an ended operator left, or takes it away', () => {
    const group = simGroup(1, ['n1', 'n2', 'n3']);
    const learner = { node: 'n4', replica: 9, learner: true, damaged: false, caughtUp: false };
    const left = { ...group, members: [...group.members, learner], begun: ['n4'] };
    const sim = clusterOf(five, [left]);
    expect(sim.decide()).toMatchObject([{ steps: [{ kind: 'remove', node: 'n4' }] }]);
    const other = clusterOf(five, [left]);
    other.putNode(simNode('n1', { health: 'down' }));
    expect(other.decide()).toMatchObject([
      {
        steps: [
          { kind: 'catchUp', node: 'n4' },
          { kind: 'joint', add: 'n4', remove: 'n1' },
        ],
      },
    ]);
  });

  it('leaves learners alone that somebody else added', () => {
    const group = simGroup(1, ['n1', 'n2', 'n3']);
    const learner = { node: 'n4', replica: 9, learner: true, damaged: false, caughtUp: true };
    const sim = clusterOf(five, [{ ...group, members: [...group.members, learner] }]);
    expect(sim.decide()).toEqual([]);
  });

  it('says whose learner has the last node, where a copy has nowhere else to go', () => {
    const group = simGroup(1, ['n1', 'n2', 'n3']);
    const learner = { node: 'n4', replica: 9, learner: true, damaged: false, caughtUp: true };
    const nodes = ['n2', 'n3', 'n4'].map((name) => simNode(name));
    const sim = clusterOf(
      [simNode('n1', { state: 'decommissioning' }), ...nodes],
      [{ ...group, members: [...group.members, learner] }],
    );
    expect(sim.decide()).toEqual([]);
    expect(sim.agenda.waiting.get(1)).toBe(
      'n1 is decommissioned, and no other node can take a copy: add a node, or free n4, which keeps one that does not vote (railkv group remove-replica 1 --node n4)',
    );
  });

  it('does nothing about a group that has lost its majority, and says whom to start', () => {
    const sim = clusterOf(five, crowd(1, ['n1', 'n2', 'n3']));
    sim.putNode(simNode('n3', { health: 'down' }));
    sim.putNode(simNode('n2', { health: 'disconnected' }));
    expect(sim.decide()).toEqual([]);
    expect(sim.agenda.waiting.get(1)).toContain('start n2 and n3');
  });

  it('replaces what a leader with an ack quorum of one has lost, one after the other: it commits alone', () => {
    const sim = clusterOf(five, [simGroup(1, ['n1', 'n2', 'n3'], { ackQuorum: 1 })]);
    sim.putNode(simNode('n2', { health: 'down' }));
    sim.putNode(simNode('n3', { health: 'down' }));
    expect(sim.decide()).toMatchObject([{ kind: 'repair' }]);
    sim.settle(10);
    expect(voters(sim.picture.group(1)).sort()).toEqual(['n1', 'n4', 'n5']);
    const leaderless = simGroup(1, ['n1', 'n2', 'n3'], { ackQuorum: 1, leader: '' });
    const other = clusterOf(five, [leaderless]);
    other.putNode(simNode('n2', { health: 'down' }));
    other.putNode(simNode('n3', { health: 'down' }));
    expect(other.decide()).toEqual([]);
  });

  it('gives a recovered group its ack quorum back as soon as so many copies are caught up, then the other copies', () => {
    const sim = clusterOf(five, [simGroup(1, ['n1'], { wanted: 3, ackQuorum: 1, keptAckQuorum: 2 })]);
    const kinds: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      kinds.push(...sim.decide().map(({ steps }) => steps.map(({ kind }) => kind).join(' ')));
      sim.finish(1);
    }
    expect(kinds).toEqual(['addLearner catchUp joint', 'ackQuorum', 'addLearner catchUp joint']);
    expect(sim.picture.group(1)).toMatchObject({ ackQuorum: 2 });
    expect(voters(sim.picture.group(1))).toHaveLength(3);
  });

  it('waits with the ack quorum of a recovered group for copies that lag, and for a leader', () => {
    const group = simGroup(1, ['n1', 'n2', 'n3'], { ackQuorum: 1, keptAckQuorum: 3 });
    const lagging = group.members.map((member) => ({ ...member, caughtUp: member.node !== 'n3' }));
    expect(clusterOf(five, [{ ...group, members: lagging }]).decide()).toEqual([]);
    expect(clusterOf(five, [{ ...group, leader: '' }]).decide()).toEqual([]);
    expect(clusterOf(five, [group]).decide()).toMatchObject([
      { kind: 'repair', steps: [{ kind: 'ackQuorum', ackQuorum: 3 }] },
    ]);
  });

  it('takes one away where one too many votes, the lost one first', () => {
    const sim = clusterOf(five, [simGroup(1, ['n1', 'n2', 'n3', 'n4'], { wanted: 3, ackQuorum: 2 })]);
    sim.putNode(simNode('n2', { health: 'down' }));
    expect(sim.decide()).toMatchObject([{ steps: [{ kind: 'joint', add: '', remove: 'n2' }] }]);
  });

  it('takes one of two copies of group 0 away: its ack quorum follows its voters', () => {
    const sim = clusterOf(
      [simNode('n1', { state: 'decommissioning' }), simNode('n2')],
      [simGroup(0, ['n2', 'n1'], { wanted: 1 }), simGroup(1, ['n2', 'n1'], { wanted: 1 })],
    );
    expect(sim.decide()).toMatchObject([{ group: 0, steps: [{ kind: 'joint', add: '', remove: 'n1' }] }]);
    expect(sim.agenda.waiting.get(1)).toContain('set-ack-quorum 1 first');
  });
});
