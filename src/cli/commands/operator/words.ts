/** Operators of the placement driver in words: what they are, how far they are, how they ended. Pure. */
import type { PlacementOperator } from '../../../client/index.js';
import { OPERATOR_KINDS, OPERATOR_RESULTS } from '../../../proto/placement-names.js';
import type { Colours } from '../../output/colour.js';
import type { Json } from '../../output/json.js';
import { plural } from '../../output/quantities.js';

export const kindOf = ({ kind }: PlacementOperator): string => OPERATOR_KINDS[kind ?? 0] ?? `kind ${kind}`;
export const resultOf = ({ result }: PlacementOperator): string =>
  OPERATOR_RESULTS[result ?? 0] ?? `result ${result}`;
export const isRunning = (operator: PlacementOperator): boolean => resultOf(operator) === 'running';
export const isOfNode = (operator: PlacementOperator): boolean => (operator.nodeId ?? '') !== '';

export const subjectOf = (operator: PlacementOperator): string =>
  isOfNode(operator) ? `node ${operator.nodeId}` : `group ${operator.group ?? 0}`;

export type Step = NonNullable<PlacementOperator['steps']>[number];

export function sayStep(step: Step): string {
  if (step.addLearner) return `${step.addLearner.nodeId} gets a copy that does not vote yet`;
  if (step.catchUp) return `the copy on ${step.catchUp.nodeId} catches up`;
  if (step.joint) {
    const { addNodeId, removeNodeId } = step.joint;
    if (!removeNodeId) return `the copy on ${addNodeId} becomes a voter`;
    if (!addNodeId) return `${removeNodeId} leaves the group`;
    return `${addNodeId} becomes a voter and ${removeNodeId} leaves, in one change`;
  }
  if (step.transferLeader) return `${step.transferLeader.nodeId} takes over as leader`;
  if (step.remove) return `the copy on ${step.remove.nodeId}, which does not vote, goes`;
  if (step.split) return 'the group is split in two';
  if (step.setAckQuorum) return `the ack quorum becomes ${step.setAckQuorum.ackQuorum}`;
  return 'a step of a later version';
}

/** Where it is: `step 2 of 3: the copy on n4 catches up`. */
export function describeProgress(operator: PlacementOperator): string {
  const steps = operator.steps ?? [];
  const at = operator.step ?? 0;
  const step = steps[at];
  const doing = operator.doing || (step === undefined ? '' : sayStep(step));
  const place = steps.length > 1 && at < steps.length ? `step ${at + 1} of ${steps.length}` : '';
  return [place, doing].filter(Boolean).join(': ') || 'it begins';
}

export function paintResult(result: string, colours: Colours): string {
  if (result === 'done') return colours.green(result);
  return result === 'failed' || result === 'timed-out' ? colours.red(result) : result;
}

export function operatorJson(operator: PlacementOperator): { readonly [name: string]: Json } {
  return {
    id: operator.operatorId ?? 0,
    kind: kindOf(operator),
    group: isOfNode(operator) ? null : (operator.group ?? 0),
    node: operator.nodeId || null,
    result: resultOf(operator),
    step: operator.step ?? 0,
    steps: (operator.steps ?? []).map(sayStep),
    doing: operator.doing ?? '',
    waitsFor: operator.waitsFor ?? '',
    reason: operator.reason ?? '',
    caller: operator.caller || null,
    startedMs: operator.startedMs ?? 0,
    endedMs: operator.endedMs ?? 0,
    message: operator.message ?? '',
  };
}

/** @param more there are more than were counted  @returns a line, or nothing where nothing is under way */
export function sayUnderWay(operators: number, more: boolean): string {
  if (operators === 0) return '';
  const count = more ? `over ${operators} operators` : plural(operators, 'operator');
  return `${count} under way: railkv operator list\n`;
}
