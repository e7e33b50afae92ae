/** Commands of group 0 about operators and settings. A plan is checked again against the state as it is now: the picture it
 *  was made from may be older. Deterministic and total. */

import type { pb } from '../proto/index.js';
import { compareKeys } from '../proto/keys.js';
import { OPERATOR_KINDS, OPERATOR_RESULTS, type OperatorKind } from '../proto/placement-names.js';
import type { PlacedGroup } from './descriptor.js';
import { preferring } from './group-report.js';
import type { EntryEnvelope } from './node-commands.js';
import {
  arrivals,
  nodesOf,
  type OperatorStep,
  type PlacedOperator,
  sayStep,
  stepFromWire,
} from './operator.js';
import type { EndedOperator, PlacementAnswer } from './placement-answer.js';
import { GROUPS_MAX, isText, type PlacementRefusal, refuse } from './placement-check.js';
import { changedSettings } from './placement-settings.js';
import type { PlacementState } from './placement-state.js';

const PLANS_PER_ENTRY_MAX = 1_024;
const STEPS_MAX = 8;
const TEXT_BYTES_MAX = 1_024;

export function setSettings(
  state: PlacementState,
  asked: pb.SetSettingsRequest.$Properties,
  envelope: EntryEnvelope,
): PlacementAnswer {
  const settings = changedSettings(state.settings, asked.settings ?? {}, envelope);
  if ('kind' in settings) return settings;
  if (settings !== state.settings) state.setSettings(settings);
  return { kind: 'settings', settings };
}

export function startOperators(
  state: PlacementState,
  asked: pb.StartOperators.$Properties,
  envelope: EntryEnvelope,
): PlacementAnswer {
  const plans = asked.plans ?? [];
  if (plans.length > PLANS_PER_ENTRY_MAX)
    return refuse('INVALID_REQUEST', `${plans.length} plans in one entry, at most ${PLANS_PER_ENTRY_MAX}`);
  return { kind: 'started', results: plans.map((plan) => start(state, plan, envelope)) };
}

function start(
  state: PlacementState,
  plan: pb.OperatorPlan.$Properties,
  { timeMs, caller }: EntryEnvelope,
): PlacedOperator | PlacementRefusal {
  const group = state.view.group(plan.group ?? 0);
  if (group === undefined)
    return refuse('GROUP_NOT_FOUND', `there is no group ${plan.group ?? 0}: railkv group list shows them`);
  const kind = OPERATOR_KINDS[plan.kind ?? 0];
  const known = (plan.steps ?? []).map(stepFromWire);
  const steps = known.filter((step) => step !== undefined);
  if (kind === undefined || kind === 'unspecified' || kind.startsWith('node-'))
    return refuse('INVALID_REQUEST', 'an operator of a group has a kind of its own');
  if (steps.length !== known.length || steps.length < 1 || steps.length > STEPS_MAX)
    return refuse('INVALID_REQUEST', `an operator has 1 to ${STEPS_MAX} steps that this version knows`);
  if (!isText(plan.reason ?? '', TEXT_BYTES_MAX) || (plan.deadlineMs ?? 0) <= timeMs)
    return refuse('INVALID_REQUEST', 'an operator has a reason in words and a deadline that has not passed');
  const refusal =
    checkTimely(state, group, plan, kind, steps) ??
    checkNodes(state, steps) ??
    checkSplit(state, group, steps);
  if (refusal !== undefined) return refusal;

  const running = state.operators.ofGroup(group.group);
  if (running !== undefined)
    state.operators.end(
      running.id,
      'replaced',
      'an operator of the cluster asked for another change',
      timeMs,
    );
  const learners = new Set([...group.placementLearners, ...arrivals(steps)]);
  if (learners.size > group.placementLearners.length)
    state.putGroup({ ...group, placementLearners: [...learners] });
  const [first] = steps;
  if (first !== undefined) prefer(state, group.group, first);
  return state.operators.start({
    group: group.group,
    node: '',
    kind,
    steps,
    doing: first === undefined ? '' : sayStep(first),
    reason: plan.reason ?? '',
    caller,
    startedMs: timeMs,
    deadlineMs: plan.deadlineMs ?? 0,
    confVersion: group.epoch.confVersion,
    total: 0,
  });
}

function checkTimely(
  state: PlacementState,
  group: PlacedGroup,
  plan: pb.OperatorPlan.$Properties,
  kind: OperatorKind,
  steps: readonly OperatorStep[],
): PlacementRefusal | undefined {
  const { maintenance } = state.settings;
  const confVersion = plan.confVersion ?? 0;
  if (confVersion !== 0 && confVersion !== group.epoch.confVersion)
    return refuse('CHANGE_PENDING', `group ${group.group} has changed meanwhile: look again`);
  if (maintenance.on && !goesOnInMaintenance(kind, steps, maintenance.repairs))
    return refuse('CHANGE_PENDING', 'the cluster is in maintenance, nothing moves: railkv maintenance off');
  const running = state.operators.ofGroup(group.group);
  if (running !== undefined && (kind !== 'admin' || running.kind === 'admin'))
    return refuse(
      'CHANGE_PENDING',
      `operator ${running.id} is changing group ${group.group} (${running.doing}): wait for it, or railkv operator cancel ${running.id}`,
    );
  return undefined;
}

/** What was asked for by name goes on: an operator's own change, and the leaders of a node that is being drained. */
export function goesOnInMaintenance(
  kind: OperatorKind,
  steps: readonly OperatorStep[],
  repairs: boolean,
): boolean {
  if (kind === 'admin') return true;
  if (kind === 'repair') return repairs;
  return kind === 'drain' && steps.every((step) => step.kind === 'transfer');
}

function checkNodes(state: PlacementState, steps: readonly OperatorStep[]): PlacementRefusal | undefined {
  for (const name of nodesOf(steps)) {
    const node = state.view.node(name);
    if (node === undefined) return refuse('NODE_NOT_FOUND', `the cluster has no node ${name}`);
    if (!arrivals(steps).includes(name)) continue;
    if (node.state === 'removed' || node.state === 'decommissioning')
      return refuse('NODE_STATE_CONFLICT', `node ${name} is ${node.state}: nothing new goes there`);
  }
  return undefined;
}

/** A split names a key inside the group's range. The child's id is reserved when the group's leader asks for one. */
function checkSplit(
  state: PlacementState,
  group: PlacedGroup,
  steps: readonly OperatorStep[],
): PlacementRefusal | undefined {
  const splits = steps.filter((step) => step.kind === 'split');
  const [split] = splits;
  if (split === undefined) return undefined;
  const { start, end } = group.range;
  const inside = compareKeys(start, split.key) < 0 && (end.length === 0 || compareKeys(split.key, end) < 0);
  if (steps.length > 1 || !inside || group.group === 0)
    return refuse(
      'INVALID_REQUEST',
      `group ${group.group} can only be split at a key strictly inside its range, and by nothing else at the same time`,
    );
  if (state.view.size >= GROUPS_MAX)
    return refuse('INVALID_REQUEST', `the cluster would have over ${GROUPS_MAX} groups`);
  return undefined;
}

/** A transfer is asked for by saying who should lead: leaders give groups back to whom placement prefers, after a restart
 *  too. */
function prefer(state: PlacementState, id: number, step: OperatorStep): void {
  const group = state.view.group(id);
  if (step.kind !== 'transfer' || group === undefined) return;
  const voter = group.replicas.find((replica) => replica.node === step.node && !replica.learner);
  const replicas = preferring(group.replicas, voter?.replica ?? 0);
  if (replicas !== group.replicas) state.putGroup({ ...group, replicas, revision: state.touch() });
}

export function updateOperators(
  state: PlacementState,
  asked: pb.UpdateOperators.$Properties,
  { timeMs }: EntryEnvelope,
): PlacementAnswer {
  for (const update of asked.updates ?? []) {
    const [doing, waitsFor] = [update.doing ?? '', update.waitsFor ?? ''];
    if (!isText(doing, TEXT_BYTES_MAX) || !isText(waitsFor, TEXT_BYTES_MAX)) continue;
    const news = { step: update.step ?? 0, doing, waitsFor };
    const operator = state.operators.update(update.operatorId ?? 0, news, timeMs);
    const step = operator?.steps[operator.step];
    if (operator !== undefined && step !== undefined) prefer(state, operator.group, step);
  }
  return { kind: 'updated' };
}

export function endOperators(
  state: PlacementState,
  asked: pb.EndOperators.$Properties,
  { timeMs }: EntryEnvelope,
): PlacementAnswer {
  return { kind: 'ended', results: (asked.ends ?? []).map((end) => endOne(state, end, timeMs)) };
}

function endOne(
  state: PlacementState,
  end: pb.OperatorEnd.$Properties,
  timeMs: number,
): EndedOperator | PlacementRefusal {
  const id = end.operatorId ?? 0;
  const held = state.operators.get(id);
  const result = OPERATOR_RESULTS[end.result ?? 0];
  if (held === undefined)
    return refuse('OPERATOR_NOT_FOUND', `no operator ${id} runs or is remembered: railkv operator list`);
  if (held.node !== '' && held.result === 'running' && result === 'cancelled')
    return refuse(
      'NODE_STATE_CONFLICT',
      held.kind === 'node-drain'
        ? `operator ${id} drains node ${held.node}: railkv node undrain ${held.node} ends it`
        : `operator ${id} decommissions node ${held.node}: railkv node recommission ${held.node} ends it`,
    );
  const message = end.message ?? '';
  if (result === undefined || result === 'running' || !isText(message, TEXT_BYTES_MAX))
    return refuse('INVALID_REQUEST', 'an operator ends with a result and words');
  const ended = state.operators.end(id, result, message, timeMs);
  return { kind: 'operator', operator: ended ?? held, changed: ended !== undefined };
}
