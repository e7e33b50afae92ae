import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import type { PlacementMachine } from './placement-machine.js';
import { PlacementView } from './placement-view.js';
import {
  apply,
  BOOTSTRAP,
  bootstrapped,
  ENVELOPE,
  line,
  MemoryBucket,
  machineOn,
} from './testing/machine.js';

const joining = (
  nodeId: string,
  rest: pb.NodeDescriptor.$Properties = {},
): pb.NodeDescriptor.$Properties => ({
  nodeId,
  peerAddress: `${nodeId}:7101`,
  clientAddress: `${nodeId}:7201`,
  joinId: `life of ${nodeId}`,
  version: '0.1.0',
  ...rest,
});
const join = (machine: PlacementMachine, node: pb.NodeDescriptor.$Properties, clusterId = 'c1') =>
  apply(machine, { joinNode: { clusterId, node } });
const setState = (machine: PlacementMachine, nodeId: string, state: number, from: number[] = []) =>
  apply(machine, { setNodeState: { nodeId, state, from } });
const [ACTIVE, DRAINING, DECOMMISSIONING, REMOVED] = [0, 1, 2, 3];

/** Group 0 heard that a group's replicas are on these nodes now. */
function moveTo(machine: PlacementMachine, group: number, nodes: string[]): void {
  const held = machine.view.group(group);
  const replicas = nodes.map((nodeId, at) => ({ replicaId: 100 + at, nodeId }));
  const epoch = { confVersion: (held?.epoch.confVersion ?? 0) + 1, rangeVersion: 1 };
  const report = { group, epoch, replicas, ackQuorum: 2, leaderReplicaId: 100, leaderTerm: 9 };
  apply(machine, { reportGroups: { reports: [report] } });
}

describe('a node whose disk is gone, as an operator says', () => {
  it('counts as down from that entry on, also where it was being decommissioned already', () => {
    for (const before of [[], [setState]]) {
      const machine = bootstrapped();
      join(machine, joining('n5'));
      for (const decommission of before) decommission(machine, 'n5', DECOMMISSIONING);
      expect(machine.view.node('n5')?.health).toBe('disconnected');
      const asked = { setNodeState: { nodeId: 'n5', state: DECOMMISSIONING, lost: true } };
      expect(apply(machine, asked)).toMatchObject({
        kind: 'node',
        changed: true,
        operator: { kind: 'node-decommission', result: 'running' },
        node: { state: 'decommissioning', health: 'down', healthSinceMs: ENVELOPE.timeMs },
      });
      const { revision } = machine;
      expect(apply(machine, asked)).toMatchObject({ changed: false });
      expect(machine.revision).toBe(revision);
    }
  });

  it('is nothing that a drain may say', () => {
    const machine = bootstrapped();
    join(machine, joining('n5'));
    apply(machine, { setNodeState: { nodeId: 'n5', state: DRAINING, lost: true } });
    expect(machine.view.node('n5')).toMatchObject({ state: 'draining', health: 'disconnected' });
  });
});

describe('joining', () => {
  it('makes an active node that new groups are placed on', () => {
    const machine = bootstrapped();
    expect(join(machine, joining('n5', { labels: { zone: 'd' } }))).toMatchObject({
      kind: 'joined',
      // It may not have started yet.
      node: { state: 'active', health: 'disconnected', placement: false, version: '0.1.0' },
    });
    apply(machine, { markNodes: { marks: [{ nodeId: 'n5', health: 0, version: '0.1.0' }] } });
    apply(machine, { registerLines: { lines: [line('a'), line('b'), line('c')] } });
    expect(machine.view.groupsOn('n5').length).toBeGreaterThan(0);
  });

  it('gives the same node the same answer again, and nobody else its id', () => {
    const machine = bootstrapped();
    join(machine, joining('n5'));
    const { revision } = machine;
    expect(join(machine, joining('n5'))).toMatchObject({ kind: 'joined', revision });
    expect(machine.revision).toBe(revision);
    expect(join(machine, joining('n5', { joinId: 'another life' }))).toMatchObject({ reason: 'NODE_EXISTS' });
    expect(join(machine, joining('n1'))).toMatchObject({ reason: 'NODE_EXISTS' });
  });

  it.each([
    ['another cluster’s node', joining('n5'), 'c2', 'WRONG_CLUSTER'],
    ['a node that does not say which cluster', joining('n5'), '', 'WRONG_CLUSTER'],
    ['an address in use', joining('n5', { peerAddress: '10.0.0.1:7101' }), 'c1', 'ADDRESS_IN_USE'],
    [
      'a client address in use for peers',
      joining('n5', { peerAddress: '10.0.0.1:7201' }),
      'c1',
      'ADDRESS_IN_USE',
    ],
    ['no address', joining('n5', { clientAddress: '' }), 'c1', 'INVALID_REQUEST'],
    ['one address for both', joining('n5', { clientAddress: 'n5:7101' }), 'c1', 'INVALID_REQUEST'],
    ['no join id', joining('n5', { joinId: '' }), 'c1', 'INVALID_REQUEST'],
    ['an id that is no name', joining(' '), 'c1', 'INVALID_REQUEST'],
  ])('refuses %s', (_what, node, cluster, reason) => {
    const machine = bootstrapped();
    expect(join(machine, node, cluster)).toMatchObject({ kind: 'refused', reason });
    expect(machine.view.nodes()).toHaveLength(4);
  });

  it('takes no word of a joining node about its own state', () => {
    const machine = bootstrapped();
    join(machine, joining('n5', { state: REMOVED, placement: true, health: 2 }));
    expect(machine.view.node('n5')).toMatchObject({
      state: 'active',
      health: 'disconnected',
      placement: false,
    });
  });
});

describe('a node’s life', () => {
  it('is drained and undrained, with an operator while it lasts', () => {
    const machine = bootstrapped();
    const drained = setState(machine, 'n1', DRAINING ?? 0);
    expect(drained).toMatchObject({
      kind: 'node',
      changed: true,
      operator: { kind: 'node-drain', node: 'n1' },
    });
    expect(setState(machine, 'n1', DRAINING ?? 0)).toMatchObject({ changed: false, operator: { id: 1 } });
    expect(setState(machine, 'n1', ACTIVE ?? 0)).toMatchObject({
      node: { state: 'active' },
      operator: { id: 1, result: 'cancelled' },
    });
    expect(machine.operators.running()).toEqual([]);
  });

  it('ends with its removal once nothing is left, and its id never comes back', () => {
    const machine = bootstrapped();
    expect(setState(machine, 'n4', DECOMMISSIONING ?? 0)).toMatchObject({
      operator: { kind: 'node-decommission', total: 1 },
    });
    expect(apply(machine, { removeNode: { nodeId: 'n4' } })).toMatchObject({ reason: 'NODE_NOT_EMPTY' });
    moveTo(machine, 1, ['n1', 'n2', 'n3']);
    expect(apply(machine, { removeNode: { nodeId: 'n4' } })).toMatchObject({
      node: { state: 'removed' },
      operator: { result: 'done' },
    });
    expect(apply(machine, { removeNode: { nodeId: 'n4' } })).toMatchObject({ changed: false });
    expect(join(machine, joining('n4'))).toMatchObject({ reason: 'NODE_REMOVED' });
    expect(setState(machine, 'n4', ACTIVE ?? 0)).toMatchObject({ reason: 'NODE_REMOVED' });
    expect(join(machine, joining('n9', { peerAddress: '10.0.0.3:7101' }))).toMatchObject({ kind: 'joined' });
  });

  it('is not removed without being decommissioned first', () => {
    const machine = bootstrapped();
    join(machine, joining('n5'));
    expect(apply(machine, { removeNode: { nodeId: 'n5' } })).toMatchObject({ reason: 'NODE_NOT_EMPTY' });
  });

  it('is not decommissioned where fewer nodes would stay than copies are wanted', () => {
    const machine = bootstrapped();
    setState(machine, 'n4', DECOMMISSIONING ?? 0);
    const refused = setState(machine, 'n3', DECOMMISSIONING ?? 0);
    expect(refused).toMatchObject({ reason: 'NOT_ENOUGH_NODES' });
    expect(refused).toMatchObject({ message: expect.stringContaining('add 1 first') });
    expect(setState(machine, 'n4', ACTIVE ?? 0)).toMatchObject({ node: { state: 'active' } });
    expect(setState(machine, 'n3', DECOMMISSIONING ?? 0)).toMatchObject({ changed: true });
  });

  it('is decommissioned although group 0 is on all nodes: group 0 makes do with fewer copies', () => {
    const machine = machineOn(new MemoryBucket());
    const nodes = [1, 2, 3, 4, 5].map((n) => ({ ...joining(`n${n}`), placement: true }));
    apply(machine, { bootstrap: { ...BOOTSTRAP, nodes } });
    expect(setState(machine, 'n2', DECOMMISSIONING ?? 0)).toMatchObject({ changed: true });
    expect(setState(machine, 'n3', DECOMMISSIONING ?? 0)).toMatchObject({ changed: true });
    expect(setState(machine, 'n4', DECOMMISSIONING ?? 0)).toMatchObject({
      reason: 'NOT_ENOUGH_NODES',
      message: expect.stringContaining('3 copies are wanted'),
    });
  });

  it('cannot be undrained out of a decommission: the caller says from where', () => {
    const machine = bootstrapped();
    setState(machine, 'n4', DECOMMISSIONING ?? 0);
    const refused = setState(machine, 'n4', ACTIVE ?? 0, [DRAINING ?? 0]);
    expect(refused).toMatchObject({ reason: 'NODE_STATE_CONFLICT' });
    expect(refused).toMatchObject({ message: expect.stringContaining('recommission') });
    expect(setState(machine, 'n4', DRAINING ?? 0)).toMatchObject({ reason: 'NODE_STATE_CONFLICT' });
  });

  it('gets no new group while it is drained, unless there are not enough others', () => {
    const machine = bootstrapped();
    setState(machine, 'n2', DRAINING ?? 0);
    apply(machine, { registerLines: { lines: [line('a'), line('b')] } });
    expect(machine.view.groupsOn('n2').map(({ group }) => group)).toEqual([0, 1]);
    setState(machine, 'n3', DRAINING ?? 0);
    apply(machine, { registerLines: { lines: [line('c')] } });
    expect(machine.view.groupForLine('c')?.replicas).toHaveLength(3);
  });
});

describe('labels and marks', () => {
  it('reach nodes that pull deltas', () => {
    const machine = bootstrapped();
    const follower = new PlacementView();
    follower.applyDelta(machine.delta(0));
    apply(machine, { setNodeLabels: { nodeId: 'n2', labels: { rack: 'r1', zone: 'z' }, remove: ['gone'] } });
    apply(machine, { markNodes: { marks: [{ nodeId: 'n3', health: 2 }] } }, ENVELOPE.timeMs + 5);
    setState(machine, 'n4', DRAINING ?? 0);
    follower.applyDelta(machine.delta(follower.revision));
    expect(follower.nodes()).toEqual(machine.view.nodes());
    expect(follower.node('n2')?.labels).toEqual(
      new Map([
        ['rack', 'r1'],
        ['zone', 'z'],
      ]),
    );
    expect(follower.node('n3')).toMatchObject({ health: 'down', healthSinceMs: ENVELOPE.timeMs + 5 });
    expect(follower.node('n4')?.state).toBe('draining');
  });

  it('change nothing when they say what is known, or of nobody', () => {
    const machine = bootstrapped();
    const { revision } = machine;
    apply(machine, {
      markNodes: {
        marks: [
          { nodeId: 'n3', health: 0 },
          { nodeId: 'n9', health: 2 },
        ],
      },
    });
    apply(machine, { setNodeLabels: { nodeId: 'n1', labels: { zone: 'a' } } });
    expect(machine.revision).toBe(revision);
    expect(apply(machine, { setNodeLabels: { nodeId: 'n9', labels: {} } })).toMatchObject({
      reason: 'NODE_NOT_FOUND',
    });
    expect(apply(machine, { setNodeLabels: { nodeId: 'n1', labels: { '': 'x' } } })).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });
});
