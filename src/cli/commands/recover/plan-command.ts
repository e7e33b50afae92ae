/** `railkv recover plan`: asks everybody, decides nothing, writes down what would be done. */

import { cryptoRandom } from '../../../server/main/real-env.js';
import { planRecovery, type RecoveryPlan } from '../../../server/recovery/plan.js';
import type { Survey } from '../../../server/recovery/survey.js';
import { EXIT } from '../../exit-codes.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { writePlan } from './plan-file.js';
import { planJson, renderPlan } from './show-plan.js';
import { type ClusterValues, type Surveyed, surveyCluster } from './survey-cluster.js';

export interface PlanValues extends ClusterValues {
  readonly lost: string;
  readonly out?: string;
}

export const lostNodesOf = (text: string): string[] =>
  text
    .split(',')
    .map((node) => node.trim())
    .filter((node) => node !== '');

/** @throws CommandFailed PLAN_REFUSED */
export function planOrFail(survey: Survey, lost: readonly string[]): RecoveryPlan {
  const plan = planRecovery(survey, lost, cryptoRandom());
  if (!('refused' in plan)) return plan;
  throw new CommandFailed('PLAN_REFUSED', plan.refused.join('\n       '), {
    exitCode: EXIT.refused,
    next: 'railkv status shows who answers; --lost names every node whose disk is gone for good, and none other',
  });
}

/** A name mistyped would leave the node that was meant unsaid. Only where the whole cluster was asked: stopped directories
 *  know the nodes of group 0 alone. */
function refuseUnknown({ known }: Surveyed, lost: readonly string[]): void {
  const unknown = lost.filter((node) => !known.includes(node));
  if (unknown.length === 0 || known.length === 0) return;
  throw new CommandFailed(
    'PLAN_REFUSED',
    `no node ${unknown.join(', ')} is known: those that answer know ${known.join(', ')}`,
    {
      exitCode: EXIT.refused,
      next: 'name the lost nodes as they are called there; one that is not known carries nothing, and is left out',
    },
  );
}

export async function makePlan(invocation: Invocation, values: PlanValues): Promise<Result> {
  const survey = await surveyCluster(invocation, values);
  const lost = lostNodesOf(values.lost);
  refuseUnknown(survey, lost);
  const plan = planOrFail(survey, lost);
  const shown = renderPlan(plan, survey, invocation.colours);
  if (plan.groups.length === 0)
    return { human: `${shown}nothing to recover\n`, json: { ...planJson(plan), file: null } };
  const file = values.out ?? `recovery-plan-${plan.recoveryEpoch}.json`;
  writePlan(file, plan, invocation.terminal.now());
  return {
    human: `${shown}written to ${file}; nothing was changed\n next: read it, make sure that the lost nodes stay off, then: railkv recover apply ${file}\n`,
    json: { ...planJson(plan), file },
  };
}
