/** An operator: a change of one group that placement has decided on, step by step, or the emptying of a node. Its form in
 *  memory and on the wire; nothing here decides anything. */
import type { pb } from '../proto/index.js';
import {
  OPERATOR_KINDS,
  OPERATOR_RESULTS,
  type OperatorKind,
  type OperatorResult,
} from '../proto/placement-names.js';
import type { GroupId } from '../raft/ids.js';
import { assert } from './invariant.js';

export type OperatorStep =
  | { readonly kind: 'addLearner'; readonly node: string }
  /** Its learner has caught up. */
  | { readonly kind: 'catchUp'; readonly node: string }
  /** One joint change: the learner on `add` votes, the voter on `remove` leaves. Either may be ''. */
  | { readonly kind: 'joint'; readonly add: string; readonly remove: string }
  | { readonly kind: 'transfer'; readonly node: string }
  /** Of a learner. */
  | { readonly kind: 'remove'; readonly node: string }
  /** `child` is 0: the group's leader has its id reserved when it begins. */
  | { readonly kind: 'split'; readonly key: Uint8Array; readonly child: GroupId }
  | { readonly kind: 'ackQuorum'; readonly ackQuorum: number };

export interface PlacedOperator {
  readonly id: number;
  /** When `node` is ''. */
  readonly group: GroupId;
  /** Of a drain or decommission. */
  readonly node: string;
  readonly kind: OperatorKind;
  readonly steps: readonly OperatorStep[];
  /** Under way, counted from 0; as many as steps when all are done. */
  readonly step: number;
  readonly doing: string;
  /** '' while it goes on. */
  readonly waitsFor: string;
  readonly reason: string;
  /** '': placement itself. */
  readonly caller: string;
  readonly startedMs: number;
  /** 0: none. */
  readonly deadlineMs: number;
  readonly stepSinceMs: number;
  readonly result: OperatorResult;
  readonly message: string;
  readonly endedMs: number;
  /** Its place among those that ended; 0 while it runs. */
  readonly endedAt: number;
  readonly confVersion: number;
  /** Of a node's: how much there was to move at first. */
  readonly total: number;
}

/** What placement wants done, before it has an id. */
export interface Plan {
  readonly group: GroupId;
  /** Of the picture it was made from; 0: any. */
  readonly confVersion: number;
  readonly kind: OperatorKind;
  readonly steps: readonly OperatorStep[];
  readonly reason: string;
  readonly deadlineMs: number;
}

/** Nodes that get a copy of the group by this. */
export const arrivals = (steps: readonly OperatorStep[]): string[] =>
  steps.flatMap((step) => (step.kind === 'addLearner' ? [step.node] : []));

/** Nodes that lose theirs. */
export const departures = (steps: readonly OperatorStep[]): string[] =>
  steps.flatMap((step) => {
    if (step.kind === 'remove') return [step.node];
    return step.kind === 'joint' && step.remove !== '' ? [step.remove] : [];
  });

/** Every node that a step names. */
export const nodesOf = (steps: readonly OperatorStep[]): string[] => [...new Set(steps.flatMap(named))];

function named(step: OperatorStep): string[] {
  switch (step.kind) {
    case 'addLearner':
    case 'catchUp':
    case 'transfer':
    case 'remove':
      return [step.node];
    case 'joint':
      return [step.add, step.remove].filter((node) => node !== '');
    case 'split':
    case 'ackQuorum':
      return [];
  }
}

/** For people. */
export function sayStep(step: OperatorStep): string {
  switch (step.kind) {
    case 'addLearner':
      return `${step.node} gets a copy that does not vote yet`;
    case 'catchUp':
      return `the copy on ${step.node} catches up`;
    case 'joint':
      if (step.remove === '') return `the copy on ${step.add} becomes a voter`;
      if (step.add === '') return `${step.remove} leaves the group`;
      return `${step.add} becomes a voter and ${step.remove} leaves, in one change`;
    case 'transfer':
      return `${step.node} takes over as leader`;
    case 'remove':
      return `the copy on ${step.node}, which does not vote, goes`;
    case 'split':
      return 'the group is split, and a new one gets the upper half';
    case 'ackQuorum':
      return `the ack quorum becomes ${step.ackQuorum}`;
  }
}

export function stepToWire(step: OperatorStep): pb.OperatorStep.$Properties {
  switch (step.kind) {
    case 'addLearner':
      return { addLearner: { nodeId: step.node } };
    case 'catchUp':
      return { catchUp: { nodeId: step.node } };
    case 'joint':
      return { joint: { addNodeId: step.add, removeNodeId: step.remove } };
    case 'transfer':
      return { transferLeader: { nodeId: step.node } };
    case 'remove':
      return { remove: { nodeId: step.node } };
    case 'split':
      return { split: { key: step.key, childGroup: step.child } };
    case 'ackQuorum':
      return { setAckQuorum: { ackQuorum: step.ackQuorum } };
  }
}

/** @returns undefined for a step of a later version. Shares no bytes with the message. */
export function stepFromWire(wire: pb.OperatorStep.$Properties): OperatorStep | undefined {
  if (wire.addLearner) return { kind: 'addLearner', node: wire.addLearner.nodeId ?? '' };
  if (wire.catchUp) return { kind: 'catchUp', node: wire.catchUp.nodeId ?? '' };
  if (wire.joint)
    return { kind: 'joint', add: wire.joint.addNodeId ?? '', remove: wire.joint.removeNodeId ?? '' };
  if (wire.transferLeader) return { kind: 'transfer', node: wire.transferLeader.nodeId ?? '' };
  if (wire.remove) return { kind: 'remove', node: wire.remove.nodeId ?? '' };
  if (wire.split)
    return {
      kind: 'split',
      key: Uint8Array.from(wire.split.key ?? []),
      child: wire.split.childGroup ?? 0,
    };
  if (wire.setAckQuorum) return { kind: 'ackQuorum', ackQuorum: wire.setAckQuorum.ackQuorum ?? 0 };
  return undefined;
}

export function planToWire(plan: Plan): pb.OperatorPlan.$Properties {
  return { ...plan, kind: OPERATOR_KINDS.indexOf(plan.kind), steps: plan.steps.map(stepToWire) };
}

export function operatorToWire(operator: PlacedOperator): pb.Operator.$Properties {
  const { id, node, kind, steps, result, ...rest } = operator;
  return {
    ...rest,
    operatorId: id,
    nodeId: node,
    kind: OPERATOR_KINDS.indexOf(kind),
    steps: steps.map(stepToWire),
    result: OPERATOR_RESULTS.indexOf(result),
  };
}

/** Of a row that this program wrote. @throws InvariantError for one of a later version */
export function operatorFromWire(wire: pb.Operator): PlacedOperator {
  const kind = OPERATOR_KINDS[wire.kind];
  const result = OPERATOR_RESULTS[wire.result];
  assert(kind !== undefined && result !== undefined, `operator ${wire.operatorId} is of a later version`);
  const steps = wire.steps.map((step) => {
    const known = stepFromWire(step);
    assert(known !== undefined, `operator ${wire.operatorId} has a step of a later version`);
    return known;
  });
  return {
    id: wire.operatorId,
    group: wire.group,
    node: wire.nodeId,
    kind,
    steps,
    step: wire.step,
    doing: wire.doing,
    waitsFor: wire.waitsFor,
    reason: wire.reason,
    caller: wire.caller,
    startedMs: wire.startedMs,
    deadlineMs: wire.deadlineMs,
    stepSinceMs: wire.stepSinceMs,
    result,
    message: wire.message,
    endedMs: wire.endedMs,
    endedAt: wire.endedAt,
    confVersion: wire.confVersion,
    total: wire.total,
  };
}
