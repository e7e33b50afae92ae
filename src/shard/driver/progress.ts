/** How far an operator is: what its group shows is the truth, what its leader says is for people, and for refusals. Pure, so
 *  that the next leader of group 0 goes on where this one stopped. */

import type { pb } from '../../proto/index.js';
import { compareKeys } from '../../proto/keys.js';
import type { OperatorResult } from '../../proto/placement-names.js';
import type { PlacedGroup } from '../descriptor.js';
import { type OperatorStep, type PlacedOperator, sayStep } from '../operator.js';
import { whyLost } from './check-repair.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';

export type Progress =
  | { readonly kind: 'on'; readonly step: number; readonly doing: string; readonly waitsFor: string }
  | {
      readonly kind: 'ended';
      readonly result: Exclude<OperatorResult, 'running'>;
      readonly message: string;
    };

export interface ProgressParts {
  readonly picture: ClusterPicture;
  readonly group: PictureGroup | undefined;
  /** What holds a key now. */
  readonly groupForKey: (key: Uint8Array) => PlacedGroup | undefined;
  readonly report: pb.StepReport.$Properties | null | undefined;
  readonly wallMs: number;
}

export function progressOf(operator: PlacedOperator, parts: ProgressParts): Progress {
  const { group, report, wallMs } = parts;
  if (group === undefined) return ended('obsolete', 'the group is no more');
  let at = operator.step;
  for (;;) {
    const step = operator.steps[at];
    if (step === undefined) return ended('done', '');
    if (!isDone(step, group, parts, said(operator, at, report)?.done === true)) break;
    at += 1;
  }
  const step = operator.steps[at];
  if (step === undefined) return ended('done', '');
  // A joint configuration under way is left first, whatever has become of its reason.
  if (!group.joint) {
    const senseless = whySenseless(operator, at, parts);
    if (senseless !== '') return ended('obsolete', senseless);
    if (operator.deadlineMs !== 0 && wallMs >= operator.deadlineMs)
      return ended('timed-out', `it came as far as: ${operator.waitsFor || operator.doing}`);
  }
  const word = said(operator, at, report);
  if (word !== undefined && (word.refused ?? '') !== '')
    return ended('failed', `${word.refusedReason ?? ''}: ${word.refused ?? ''}`);
  const doing = word?.doing || sayStep(step);
  const waitsFor = group.leader === '' ? 'the group has no leader that is heard' : '';
  return { kind: 'on', step: at, doing, waitsFor };
}

const ended = (result: Exclude<OperatorResult, 'running'>, message: string): Progress => ({
  kind: 'ended',
  result,
  message,
});

/** The leader's word about exactly this step. */
function said(
  operator: PlacedOperator,
  step: number,
  report: pb.StepReport.$Properties | null | undefined,
): pb.StepReport.$Properties | undefined {
  return report != null && report.operatorId === operator.id && (report.step ?? 0) === step
    ? report
    : undefined;
}

function isDone(step: OperatorStep, group: PictureGroup, parts: ProgressParts, saysDone: boolean): boolean {
  const member = (node: string) => group.members.find((each) => each.node === node);
  switch (step.kind) {
    case 'addLearner':
      return member(step.node) !== undefined;
    case 'catchUp': {
      const held = member(step.node);
      return held !== undefined && (!held.learner || held.caughtUp || saysDone);
    }
    case 'joint': {
      const added = step.add === '' || member(step.add)?.learner === false;
      const removed = step.remove === '' || step.remove === step.add || member(step.remove) === undefined;
      return added && removed && !group.joint;
    }
    case 'transfer':
      return group.leader === step.node;
    case 'remove':
      return member(step.node) === undefined;
    case 'split': {
      const holder = parts.groupForKey(step.key);
      return holder !== undefined && compareKeys(holder.range.start, step.key) === 0;
    }
    case 'ackQuorum':
      return group.ackQuorum === step.ackQuorum && !group.joint;
  }
}

/** Why going on makes no sense; '' while it does. */
function whySenseless(operator: PlacedOperator, at: number, { picture, group }: ProgressParts): string {
  if (operator.kind === 'admin') return '';
  for (const step of operator.steps.slice(at)) {
    if (step.kind === 'addLearner' || step.kind === 'catchUp') {
      const entry = picture.node(step.node);
      if (entry === undefined || entry.node.state === 'removed') return `${step.node} was removed`;
      if (entry.node.state === 'decommissioning') return `${step.node} is decommissioned`;
      if (entry.node.health === 'down') return `${step.node} is down`;
    }
    if (step.kind === 'transfer') {
      const entry = picture.node(step.node);
      if (entry === undefined || entry.node.state !== 'active' || entry.node.health === 'down')
        return `${step.node} should not lead any more`;
    }
    if (operator.kind !== 'repair' || step.kind !== 'joint' || step.add === '' || step.remove === '')
      continue;
    const replaced = group?.members.find(({ node }) => node === step.remove);
    const wanted = group !== undefined && voterCount(group) <= group.wanted;
    if (replaced !== undefined && wanted && whyLost(picture, replaced) === '')
      return `${step.remove} is back`;
  }
  return '';
}

const voterCount = (group: PictureGroup): number => group.members.filter(({ learner }) => !learner).length;
