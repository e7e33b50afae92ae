import { beforeEach, describe, expect, it } from 'vitest';
import { DrivenCluster } from '../testing/driven-cluster.js';
import { apply, bootstrapped, line } from '../testing/machine.js';

const NAMES = Array.from({ length: 12 }, (_, at) => `l${at}`);

/** Four nodes in zones a, b, c and a; group 0, group 1 and twelve lines. */
function cluster(): DrivenCluster {
  const machine = bootstrapped();
  apply(machine, { registerLines: { lines: NAMES.map((name) => line(name)) } });
  return new DrivenCluster(machine);
}

const join = (driven: DrivenCluster, nodeId: string, zone: string) =>
  driven.apply({
    joinNode: {
      clusterId: 'c1',
      node: {
        nodeId,
        peerAddress: `${nodeId}:1`,
        clientAddress: `${nodeId}:2`,
        labels: { zone },
        joinId: nodeId,
      },
    },
  });
const [DRAINING, DECOMMISSIONING, ACTIVE] = [1, 2, 0];
const setState = (driven: DrivenCluster, nodeId: string, state: number) =>
  driven.apply({ setNodeState: { nodeId, state } });

const copies = (driven: DrivenCluster, node: string): number => driven.machine.view.groupsOn(node).length;
const atRest = (driven: DrivenCluster) => (): boolean =>
  driven.nowMs > 5_000 && driven.machine.operators.size === 0;
const history = (driven: DrivenCluster) => driven.machine.operators.history();

describe('the driver', () => {
  let driven = cluster();
  beforeEach(() => {
    driven = cluster();
    driven.run(30);
  });

  it('does nothing where there is nothing to do', () => {
    expect(driven.machine.operators.size).toBe(0);
    const { revision } = driven.machine;
    driven.run(60);
    expect(driven.machine.revision).toBe(revision);
  });

  it('fills nodes that joined, keeps zones apart, and spreads leaders', () => {
    join(driven, 'n5', 'b');
    join(driven, 'n6', 'c');
    driven.run(200);
    expect(driven.machine.operators.size).toBe(0);
    expect(copies(driven, 'n5')).toBeGreaterThan(4);
    for (const group of driven.machine.view.groups()) {
      const zones = group.replicas.map(({ node }) => driven.machine.view.node(node)?.labels.get('zone'));
      expect(new Set(zones).size).toBe(3);
    }
    const leads = driven.driver.picture?.nodes().map((entry) => entry.leads.size) ?? [];
    expect(Math.max(...leads) - Math.min(...leads)).toBeLessThanOrEqual(1);
    expect(history(driven).every(({ result }) => result === 'done')).toBe(true);
  });

  it('goes on with what is under way between two turns, and decides nothing there', () => {
    join(driven, 'n5', 'b');
    expect(driven.driver.isOperating).toBe(false);
    driven.run(30, () => driven.machine.operators.size > 0);
    expect(driven.driver.isOperating).toBe(true);
    const orders = driven.driver.advance(driven.nowMs + 100, driven.wallMs + 100);
    expect([...orders.orders.values()].flat().length).toBeGreaterThan(0);
    expect(orders.commands.flatMap((command) => Object.keys(command))).not.toContain('startOperators');
    driven.run(200, atRest(driven));
    expect(history(driven).every(({ result }) => result === 'done')).toBe(true);
  });

  it('marks a silent node disconnected, then down, and replaces what was on it', () => {
    join(driven, 'n5', 'b');
    driven.run(100);
    driven.silent.add('n2');
    driven.run(25);
    expect(driven.machine.view.node('n2')?.health).toBe('disconnected');
    driven.run(20 * 60);
    expect(copies(driven, 'n2')).toBeGreaterThan(0);
    driven.run(12 * 60);
    expect(driven.machine.view.node('n2')?.health).toBe('down');
    expect(copies(driven, 'n2')).toBe(0);
    driven.silent.delete('n2');
    driven.run(200);
    expect(driven.machine.view.node('n2')?.health).toBe('up');
    expect(copies(driven, 'n2')).toBeGreaterThan(0);
  });

  it('goes on counting a node’s silence where the last leader of group 0 stopped', () => {
    driven.silent.add('n2');
    driven.run(20 * 60);
    driven.driver.rest();
    driven.driver = driven.newDriver();
    driven.run(11 * 60);
    expect(driven.machine.view.node('n2')?.health).toBe('down');
  });

  it('lets a node speak first that is to count as down for hours in which nobody listened', () => {
    driven.silent.add('n2');
    driven.run(60);
    driven.driver.rest();
    driven.nowMs += 2 * 3_600_000; // the whole cluster was off, and n2 is the last to start
    driven.driver = driven.newDriver();
    driven.run(10);
    driven.silent.delete('n2');
    driven.run(60);
    expect(driven.machine.view.node('n2')?.health).toBe('up');
    expect(history(driven).filter(({ kind }) => kind === 'repair')).toEqual([]);
    expect(driven.machine.operators.size).toBe(0);
    driven.silent.add('n2');
    driven.run(60);
    driven.driver.rest();
    driven.nowMs += 2 * 3_600_000;
    driven.driver = driven.newDriver();
    driven.run(25);
    expect(driven.machine.view.node('n2')?.health).toBe('down');
  });

  it('replaces nothing of a node that comes back before it is down', () => {
    driven.silent.add('n2');
    driven.run(25 * 60);
    driven.silent.delete('n2');
    driven.run(120);
    expect(driven.machine.view.node('n2')?.health).toBe('up');
    expect(history(driven).filter(({ kind }) => kind === 'repair')).toEqual([]);
  });

  it('takes the leaders of a drained node, says when it can be stopped, and gives them back afterwards', () => {
    setState(driven, 'n1', DRAINING ?? 1);
    driven.run(60);
    expect(driven.machine.view.groups().filter(({ replicas }) => replicas[0]?.node === 'n1')).toEqual([]);
    expect(history(driven).find(({ kind }) => kind === 'node-drain')).toMatchObject({
      result: 'done',
      message: 'n1 leads nothing: it can be stopped',
    });
    setState(driven, 'n1', ACTIVE ?? 0);
    driven.run(60);
    expect(driven.machine.view.groups().some(({ replicas }) => replicas[0]?.node === 'n1')).toBe(true);
  });

  it('empties a decommissioned node and removes it, through a failover in the middle', () => {
    join(driven, 'n5', 'b');
    setState(driven, 'n2', DECOMMISSIONING ?? 2);
    driven.run(4);
    expect(driven.machine.operators.size).toBeGreaterThan(1);
    driven.driver.rest();
    driven.driver = driven.newDriver();
    driven.run(200);
    expect(driven.machine.view.node('n2')?.state).toBe('removed');
    expect(copies(driven, 'n2')).toBe(0);
    expect(history(driven).find(({ kind }) => kind === 'node-decommission')).toMatchObject({
      result: 'done',
    });
    for (const group of driven.machine.view.groups()) expect(group.replicas).toHaveLength(3);
  });

  const emptied = (node: string): void => {
    join(driven, 'n5', 'b');
    setState(driven, node, DECOMMISSIONING ?? 2);
    driven.run(200);
    expect(copies(driven, node)).toBe(0);
    expect(driven.machine.operators.size).toBe(driven.machine.operators.ofNode(node) ? 1 : 0);
  };
  const stateOf = (node: string) => driven.machine.view.node(node)?.state;
  const waitsFor = (node: string) => driven.machine.operators.ofNode(node)?.waitsFor;

  it('does not remove a node that says itself that it carries a copy of which placement knows nothing', () => {
    driven.hidden.set('n2', [99]);
    emptied('n2');
    expect(stateOf('n2')).toBe('decommissioning');
    expect(waitsFor('n2')).toBe(
      'n2 says that it still carries a copy of group 99: it is removed once that is gone',
    );
    driven.hidden.delete('n2');
    driven.run(20);
    expect(stateOf('n2')).toBe('removed');
  });

  it('does not remove a node while another one carries a group that placement does not know: it may be a member', () => {
    driven.hidden.set('n3', [77]);
    emptied('n2');
    expect(stateOf('n2')).toBe('decommissioning');
    expect(waitsFor('n2')).toBe(
      'n3 carries group 77, whose leader placement has not heard yet: n2 may have a copy of it',
    );
    driven.hidden.delete('n3');
    driven.run(20);
    expect(stateOf('n2')).toBe('removed');
  });

  it('does not remove a node whose group has members that placement has not written down yet', () => {
    driven.ahead.add(4);
    emptied('n2');
    expect(stateOf('n2')).toBe('decommissioning');
    expect(waitsFor('n2')).toBe('group 4 has changed its members since placement knew them: n2 may be one');
    driven.ahead.delete(4);
    driven.run(20);
    expect(stateOf('n2')).toBe('removed');
  });

  it('removes a silent node only once it is down: what it carries, nobody else can say', () => {
    driven.silent.add('n2');
    emptied('n2');
    expect(stateOf('n2')).toBe('decommissioning');
    expect(waitsFor('n2')).toMatch(
      /^n2 is silent and cannot say that it carries nothing: start it, or it is removed once it is down \(silent for 30 min\); if its disk is gone for good: railkv node decommission n2 --lost$/,
    );
    driven.run(30 * 60);
    expect(stateOf('n2')).toBe('removed');
  });

  it('says what a decommission waits for', () => {
    join(driven, 'n5', 'b');
    driven.run(100);
    driven.refusing.set(0, 'not today');
    for (const group of driven.machine.view.groups()) driven.refusing.set(group.group, 'not today');
    setState(driven, 'n2', DECOMMISSIONING ?? 2);
    driven.run(30);
    const operator = driven.machine.operators.ofNode('n2');
    expect(operator?.doing).toMatch(/^\d+ of \d+ copies left$/);
    expect(history(driven)[0]).toMatchObject({ result: 'failed', message: 'LAST_COPY: not today' });
  });

  it('makes damaged copies again', () => {
    const group = driven.machine.view.groupForLine('l3');
    const node = group?.replicas[1]?.node ?? '';
    driven.damaged.set(node, [group?.group ?? 0]);
    driven.run(4);
    const [operator] = driven.machine.operators.running();
    expect(operator).toMatchObject({ kind: 'repair', group: group?.group });
    driven.run(60, () => history(driven)[0]?.result === 'done');
    const after = driven.machine.view.group(group?.group ?? 0)?.replicas ?? [];
    expect(after).toHaveLength(3);
    expect(after.find((replica) => replica.replica === group?.replicas[1]?.replica)).toBeUndefined();
  });

  it('tells the leader of a cancelled operator, and takes away the learner that it left', () => {
    driven.stuck.add('n5');
    join(driven, 'n5', 'b');
    driven.run(8);
    const [operator] = driven.machine.operators.running();
    expect(operator?.steps[operator.step]).toMatchObject({ kind: 'catchUp', node: 'n5' });
    driven.apply({ setSettings: { settings: { maintenance: { on: true, repairs: true } } } });
    driven.apply({
      endOperators: { ends: [{ operatorId: operator?.id ?? 0, result: 2, message: 'enough' }] },
    });
    driven.run(5);
    expect(driven.cancelledOrders[0]).toMatchObject({ operatorId: operator?.id, cancelled: true });
    const group = driven.machine.view.group(operator?.group ?? 0);
    expect(group?.replicas.some(({ node }) => node === 'n5')).toBe(false);
  });

  it('moves nothing in maintenance', () => {
    driven.apply({ setSettings: { settings: { maintenance: { on: true, reason: 'new switches' } } } });
    join(driven, 'n5', 'b');
    driven.run(100);
    expect(copies(driven, 'n5')).toBe(0);
    driven.apply({ setSettings: { settings: { maintenance: { on: false } } } });
    driven.run(100);
    expect(copies(driven, 'n5')).toBeGreaterThan(0);
  });

  it('has a hot group split at the key that its leader names', () => {
    const group = driven.machine.view.groupForLine('l3');
    const key = Uint8Array.from([...(group?.range.start ?? []), 0x50]);
    driven.load.set(group?.group ?? 0, { rate: 9_000, key });
    driven.run(50);
    expect(driven.machine.operators.size).toBe(0);
    driven.run(20);
    expect(driven.machine.operators.ofGroup(group?.group ?? 0)).toMatchObject({
      kind: 'split',
      steps: [{ kind: 'split', key }],
    });
  });
});

describe('a new leader of group 0', () => {
  it('moves nothing before it has heard of nine groups in ten, or for five minutes', () => {
    const driven = cluster();
    for (const node of ['n1', 'n2']) driven.silent.add(node);
    join(driven, 'n5', 'b');
    driven.run(4 * 60);
    expect(driven.driver.readiness(driven.nowMs)).toMatchObject({ enough: false });
    expect(driven.driver.readiness(driven.nowMs).waitsFor).toContain('nothing moves before');
    expect(driven.machine.operators.size + history(driven).length).toBe(0);
    driven.run(90);
    expect(driven.driver.readiness(driven.nowMs)).toMatchObject({ enough: true, waitsFor: '' });
  });

  it('comes to the same end from group 0’s rows alone', () => {
    const driven = cluster();
    join(driven, 'n5', 'b');
    for (let at = 0; at < 40; at += 1) {
      driven.run(3);
      driven.driver.rest();
      driven.driver = driven.newDriver();
    }
    driven.run(100, atRest(driven));
    expect(copies(driven, 'n5')).toBeGreaterThan(4);
    expect(history(driven).filter(({ result }) => result !== 'done')).toEqual([]);
  });
});
