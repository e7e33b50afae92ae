import { expect, it } from 'vitest';
import type { pb } from '../../proto/index.js';
import type { GroupChanges } from './group-changes.js';
import type { HostedReplica } from './hosted-replica.js';
import { StepOrders } from './step-orders.js';

const order: pb.StepOrder.$Properties = {
  operatorId: 1,
  group: 3,
  step: 0,
  what: { addLearner: { nodeId: 'n4' } },
};

/** A group of which somebody else removes what was added. */
function orders() {
  const members = new Map<number, { node: string }>();
  const asked: string[] = [];
  const replica = { isLeader: true, isCurrentLeader: true, members } as unknown as HostedReplica;
  const changes = {
    ask: () => {
      asked.push('n4');
      return { done: false, doing: 'n4 gets a copy' };
    },
    drop() {},
  } as unknown as GroupChanges;
  return { members, asked, orders: new StepOrders({ find: () => replica, changes, changed() {} }) };
}

it('a step that was done and undone again before placement saw it is done again when it is ordered again', () => {
  const { members, asked, orders: steps } = orders();
  steps.take([order]);
  members.set(2, { node: 'n4' });
  steps.tick();
  expect(steps.answer(3)).toMatchObject({ done: true });
  members.delete(2);
  asked.length = 0;
  steps.take([order]);
  expect(asked).toEqual(['n4']);
  expect(steps.answer(3)).toMatchObject({ done: false, doing: 'n4 gets a copy' });
});

it('a step that is done stays done, however often it is ordered', () => {
  const { members, orders: steps } = orders();
  members.set(2, { node: 'n4' });
  for (let times = 0; times < 3; times += 1) steps.take([order]);
  expect(steps.answer(3)).toMatchObject({ done: true });
});

const BRINGS: readonly [string, pb.OperatorStep.$Properties][] = [
  ['a new copy', { addLearner: { nodeId: 'n4' } }],
  ['its catching up', { catchUp: { nodeId: 'n4' } }],
  ['its vote', { joint: { addNodeId: 'n4' } }],
  ['a move to there', { joint: { addNodeId: 'n4', removeNodeId: 'n1' } }],
];

it.each(BRINGS)('a person who removes what placement brings ends that: %s', (_name, what) => {
  const { asked, orders: steps } = orders();
  steps.take([{ ...order, what }]);
  steps.overrule(3, { kind: 'remove', node: 'n4', ackQuorum: 0 });
  expect(steps.answer(3)).toMatchObject({ done: false, refusedReason: 'CHANGE_PENDING' });
  asked.length = 0;
  steps.take([{ ...order, what }]);
  steps.tick();
  expect(asked).toEqual([]);
});

it('a person who removes what placement has just brought ends the operator too', () => {
  const { members, orders: steps } = orders();
  members.set(2, { node: 'n4' });
  steps.take([order]);
  expect(steps.answer(3)).toMatchObject({ done: true });
  steps.overrule(3, { kind: 'remove', node: 'n4', ackQuorum: 0 });
  expect(steps.answer(3)).toMatchObject({ done: false, refusedReason: 'CHANGE_PENDING' });
});

it('a person brings what placement takes away, or gives the lead elsewhere', () => {
  const { orders: steps } = orders();
  steps.take([{ ...order, what: { remove: { nodeId: 'n4' } } }]);
  steps.overrule(3, { kind: 'add', node: 'n4', learner: false, ackQuorum: 0 });
  expect(steps.answer(3)?.refusedReason).toBe('CHANGE_PENDING');
  steps.take([{ ...order, operatorId: 2, what: { transferLeader: { nodeId: 'n4' } } }]);
  steps.overrule(3, { kind: 'transfer', node: 'n2' });
  expect(steps.answer(3)?.refusedReason).toBe('CHANGE_PENDING');
});

it('a person who asks for something else leaves the order as it is', () => {
  const { orders: steps } = orders();
  steps.take([order]);
  steps.overrule(3, { kind: 'remove', node: 'n5', ackQuorum: 0 });
  steps.overrule(3, { kind: 'transfer', node: 'n2' });
  steps.overrule(7, { kind: 'remove', node: 'n4', ackQuorum: 0 });
  expect(steps.answer(3)).toMatchObject({ refused: '' });
});
