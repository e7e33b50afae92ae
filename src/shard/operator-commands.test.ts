import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { runKey } from '../proto/keys.js';
import { OPERATOR_KINDS, type OperatorKind } from '../proto/placement-names.js';
import { PLACEMENT_BUCKET } from './descriptor.js';
import { HISTORY_MAX } from './operator-book.js';
import type { PlacementMachine } from './placement-machine.js';
import { apply, bootstrapped, ENVELOPE, line, MemoryBucket, machineOn } from './testing/machine.js';

const move = (add: string, remove: string): pb.OperatorStep.$Properties[] => [
  { addLearner: { nodeId: add } },
  { catchUp: { nodeId: add } },
  { joint: { addNodeId: add, removeNodeId: remove } },
];
const plan = (
  group: number,
  kind: OperatorKind,
  steps: pb.OperatorStep.$Properties[],
  rest: pb.OperatorPlan.$Properties = {},
): pb.OperatorPlan.$Properties => ({
  group,
  kind: OPERATOR_KINDS.indexOf(kind),
  steps,
  reason: 'for a test',
  deadlineMs: ENVELOPE.timeMs + 60_000,
  ...rest,
});
function start(machine: PlacementMachine, ...plans: pb.OperatorPlan.$Properties[]) {
  const answer = apply(machine, { startOperators: { plans } });
  return answer.kind === 'started' ? answer.results : [answer];
}
const end = (machine: PlacementMachine, operatorId: number, result = 2) =>
  apply(machine, { endOperators: { ends: [{ operatorId, result, message: 'ended' }] } });
const settings = (machine: PlacementMachine, asked: pb.PlacementSettings.$Properties) =>
  apply(machine, { setSettings: { settings: asked } });

describe('operators', () => {
  it('run one to a group, and change nothing that routes show', () => {
    const machine = bootstrapped();
    const { revision } = machine;
    expect(start(machine, plan(1, 'balance-replica', move('n2', 'n4')))).toMatchObject([
      { id: 1, group: 1, step: 0, result: 'running', doing: 'n2 gets a copy that does not vote yet' },
    ]);
    expect(start(machine, plan(1, 'repair', move('n2', 'n3')))).toMatchObject([{ reason: 'CHANGE_PENDING' }]);
    expect(machine.revision).toBe(revision);
  });

  it('of the cluster’s operators come before placement’s own', () => {
    const machine = bootstrapped();
    start(machine, plan(1, 'balance-replica', move('n2', 'n4')));
    expect(start(machine, plan(1, 'admin', move('n2', 'n3')))).toMatchObject([{ id: 2 }]);
    expect(machine.operators.get(1)).toMatchObject({ result: 'replaced' });
    expect(start(machine, plan(1, 'admin', move('n2', 'n4')))).toMatchObject([{ reason: 'CHANGE_PENDING' }]);
  });

  it.each([
    ['a group that is not', plan(77, 'repair', move('n2', 'n4')), 'GROUP_NOT_FOUND'],
    ['a node that is not', plan(1, 'repair', move('n9', 'n4')), 'NODE_NOT_FOUND'],
    ['an older picture', plan(1, 'repair', move('n2', 'n4'), { confVersion: 7 }), 'CHANGE_PENDING'],
    ['no steps', plan(1, 'repair', []), 'INVALID_REQUEST'],
    ['a step of a later version', plan(1, 'repair', [{}]), 'INVALID_REQUEST'],
    ['a deadline that has passed', plan(1, 'repair', move('n2', 'n4'), { deadlineMs: 5 }), 'INVALID_REQUEST'],
    ['no kind', plan(1, 'unspecified', move('n2', 'n4')), 'INVALID_REQUEST'],
    ['a node’s kind', plan(1, 'node-drain', move('n2', 'n4')), 'INVALID_REQUEST'],
    [
      'a split outside the range',
      plan(1, 'split', [{ split: { key: Uint8Array.of(9) } }]),
      'INVALID_REQUEST',
    ],
    ['a split of group 0', plan(0, 'split', [{ split: { key: Uint8Array.of(2, 5) } }]), 'INVALID_REQUEST'],
  ])('are refused for %s', (_what, asked, reason) => {
    const machine = bootstrapped();
    expect(start(machine, asked)).toMatchObject([{ kind: 'refused', reason }]);
    expect(machine.operators.size).toBe(0);
  });

  it('bring nothing to a node that is being emptied', () => {
    const machine = bootstrapped();
    apply(machine, { setNodeState: { nodeId: 'n2', state: 2 } });
    expect(start(machine, plan(1, 'balance-replica', move('n2', 'n4')))).toMatchObject([
      { reason: 'NODE_STATE_CONFLICT' },
    ]);
  });

  it('split a group at a key inside its range', () => {
    const machine = bootstrapped();
    apply(machine, { registerLines: { lines: [line('a')] } });
    const key = runKey('a', 'G5', '');
    expect(start(machine, plan(2, 'split', [{ split: { key } }]))).toMatchObject([
      { id: 1, steps: [{ kind: 'split', key }] },
    ]);
  });

  it('say who should lead when a transfer is under way', () => {
    const machine = bootstrapped();
    const nodes = machine.view.group(1)?.replicas.map(({ node }) => node) ?? [];
    const [first = '', second = ''] = nodes;
    start(machine, plan(1, 'balance-leader', [{ transferLeader: { nodeId: second } }]));
    expect(machine.view.group(1)?.replicas[0]?.node).toBe(second);
    end(machine, 1, 1);
    start(
      machine,
      plan(1, 'repair', [{ addLearner: { nodeId: 'n2' } }, { transferLeader: { nodeId: first } }]),
    );
    expect(machine.view.group(1)?.replicas[0]?.node).toBe(second);
    apply(machine, { updateOperators: { updates: [{ operatorId: 2, step: 1, doing: 'on it' }] } });
    expect(machine.view.group(1)?.replicas[0]?.node).toBe(first);
  });

  it('go on a step at a time and never back; words change without a step', () => {
    const machine = bootstrapped();
    start(machine, plan(1, 'repair', move('n2', 'n4')));
    const update = (step: number, doing: string) =>
      apply(machine, { updateOperators: { updates: [{ operatorId: 1, step, doing }] } }, ENVELOPE.timeMs + 9);
    update(1, 'n2 is 7 entries behind');
    expect(machine.operators.get(1)).toMatchObject({ step: 1, stepSinceMs: ENVELOPE.timeMs + 9 });
    update(0, 'back');
    update(9, 'beyond');
    expect(machine.operators.get(1)).toMatchObject({ step: 1, doing: 'n2 is 7 entries behind' });
  });

  it('are cancelled once, and the second asking says how they ended', () => {
    const machine = bootstrapped();
    start(machine, plan(1, 'repair', move('n2', 'n4')));
    expect(end(machine, 1)).toMatchObject({
      results: [{ changed: true, operator: { result: 'cancelled' } }],
    });
    expect(end(machine, 1, 1)).toMatchObject({
      results: [{ changed: false, operator: { result: 'cancelled' } }],
    });
    expect(end(machine, 5)).toMatchObject({ results: [{ reason: 'OPERATOR_NOT_FOUND' }] });
    expect(start(machine, plan(1, 'repair', move('n2', 'n4')))).toMatchObject([{ id: 2 }]);
  });

  it('of a node are not cancelled by id but by taking the node’s state back', () => {
    const machine = bootstrapped();
    apply(machine, { setNodeState: { nodeId: 'n4', state: 2 } });
    expect(end(machine, 1)).toMatchObject({ results: [{ reason: 'NODE_STATE_CONFLICT' }] });
    expect(machine.operators.ofNode('n4')?.id).toBe(1);
  });

  it('leave a history, the newest first, of which the oldest are forgotten, rows too', () => {
    const store = new MemoryBucket();
    const machine = bootstrapped(store);
    for (let at = 0; at < HISTORY_MAX + 5; at += 1) {
      start(machine, plan(1, 'repair', move('n2', 'n4')));
      end(machine, at + 1, 6);
    }
    machine.flush();
    const history = machine.operators.history();
    expect(history).toHaveLength(HISTORY_MAX);
    expect(history[0]?.id).toBe(HISTORY_MAX + 5);
    expect([...store.rows.keys()].filter((key) => key.startsWith('o'))).toHaveLength(HISTORY_MAX);
    const again = machineOn(store);
    again.adopt(PLACEMENT_BUCKET, new Map([...store.rows].reverse()));
    expect(again.operators.history()).toEqual(history);
    start(again, plan(1, 'repair', move('n2', 'n4')));
    expect(again.operators.running()[0]?.id).toBe(HISTORY_MAX + 6);
  });

  it('remember which learners they began until those vote or are gone', () => {
    const machine = bootstrapped();
    start(machine, plan(1, 'repair', move('n2', 'n4')));
    expect(machine.view.group(1)?.placementLearners).toEqual(['n2']);
    const held = machine.view.group(1)?.replicas ?? [];
    const wire = held.map(({ replica, node }) => ({ replicaId: replica, nodeId: node }));
    const report = (confVersion: number, replicas: pb.Replica.$Properties[]) =>
      apply(machine, {
        reportGroups: {
          reports: [{ group: 1, epoch: { confVersion, rangeVersion: 1 }, replicas, ackQuorum: 2 }],
        },
      });
    report(2, [...wire, { replicaId: 9, nodeId: 'n2', learner: true }]);
    end(machine, 1);
    expect(machine.view.group(1)?.placementLearners).toEqual(['n2']);
    report(3, wire);
    expect(machine.view.group(1)?.placementLearners).toEqual([]);
  });
});

describe('maintenance', () => {
  it('lets nothing begin but what was asked for by name', () => {
    const machine = bootstrapped();
    settings(machine, { maintenance: { on: true, reason: 'new switches' } });
    expect(machine.settings.maintenance).toMatchObject({
      on: true,
      sinceMs: ENVELOPE.timeMs,
      caller: 'test',
    });
    for (const kind of ['repair', 'zone', 'balance-replica', 'drain'] as const)
      expect(start(machine, plan(1, kind, move('n2', 'n4')))).toMatchObject([{ reason: 'CHANGE_PENDING' }]);
    expect(start(machine, plan(1, 'drain', [{ transferLeader: { nodeId: 'n2' } }]))).toMatchObject([
      { id: 1 },
    ]);
    expect(start(machine, plan(1, 'admin', move('n2', 'n4')))).toMatchObject([{ id: 2 }]);
  });

  it('lets repairs go on when that was said', () => {
    const machine = bootstrapped();
    settings(machine, { maintenance: { on: true, repairs: true } });
    expect(start(machine, plan(1, 'repair', move('n2', 'n4')))).toMatchObject([{ id: 1 }]);
    settings(machine, { maintenance: { on: false } });
    expect(machine.settings.maintenance.on).toBe(false);
  });
});

describe('settings', () => {
  it('change one by one, and what is absent stays', () => {
    const machine = bootstrapped();
    settings(machine, { downAfterMs: 60_000 });
    settings(machine, { arrivingMax: 9 });
    expect(machine.settings).toMatchObject({
      downAfterMs: 60_000,
      arrivingMax: 9,
      disconnectedAfterMs: 20_000,
    });
  });

  it('have bounds, and down is later than disconnected', () => {
    const machine = bootstrapped();
    expect(settings(machine, { operatorsMax: 1_000_000 })).toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(settings(machine, { downAfterMs: 10_000 })).toMatchObject({ reason: 'INVALID_REQUEST' });
  });
});
