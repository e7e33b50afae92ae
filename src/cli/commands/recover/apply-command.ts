/** `railkv recover apply` and `verify`: a plan that still fits is carried out, node by node, and looked at afterwards. */
import type { RailkvClient } from '../../../client/index.js';
import type { pb } from '../../../proto/index.js';
import { ordersOf, type Verified, verifyRecovery } from '../../../server/recovery/carry-out.js';
import { differences, type RecoveryPlan } from '../../../server/recovery/plan.js';
import { PLACEMENT_GROUP } from '../../../shard/descriptor.js';
import { EXIT } from '../../exit-codes.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { startProgress } from '../../output/progress.js';
import { plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import { describeVotes } from '../group/arithmetic.js';
import { compareCopies } from './compare-copies.js';
import { readPlan } from './plan-file.js';
import { holdsOf, renderPlan } from './show-plan.js';
import { type ClusterValues, type Surveyed, surveyCluster } from './survey-cluster.js';

export interface ApplyValues extends ClusterValues {
  readonly yes?: true;
}

const LED_WITHIN_MS = 30_000;
const LOOK_MS = 500;

export async function applyPlan(invocation: Invocation, path: string, values: ApplyValues): Promise<Result> {
  const plan = readPlan(path);
  const survey = await surveyCluster(invocation, values);
  const stale = differences(plan, survey);
  if (stale.length > 0)
    throw new CommandFailed(
      'PLAN_STALE',
      `things are not as the plan says:\n       ${stale.join('\n       ')}`,
      {
        exitCode: EXIT.refused,
        next: `nothing was changed; look at it, then make a new plan: railkv recover plan --lost ${plan.lostNodes.join(',')}`,
      },
    );
  invocation.note(renderPlan(plan, survey, invocation.colours));
  await confirm(invocation, plan, values.yes === true);
  const client = await invocation.client();
  const { giveUp, takeOver } = ordersOf(plan);
  const orders = [...giveUp, ...takeOver];
  const progress = startProgress(invocation.terminal, 'recovering', orders.length);
  let changed = 0;
  try {
    for (const [done, { node, request }] of orders.entries()) {
      progress.update(done, node);
      changed += await client.cluster.recover(survey.addressOf.get(node) ?? node, orderOf(request));
    }
    progress.update(orders.length);
  } finally {
    progress.stop();
  }
  const { verified, survey: now } = await whenLed(invocation, plan, values);
  const { colours } = invocation;
  const word = verified.problems.length === 0 ? colours.green('done') : colours.red('not verified');
  return {
    human: [
      renderVerified(verified, now, invocation),
      `${word}: ${changed} replicas changed, the others were so already\n`,
      ` next: railkv recover verify ${path}; placement gives each group its copies back where nodes are left\n`,
      sayAckQuorum(plan, verified),
      `       the directories of ${plan.lostNodes.join(', ')} are out of date for good: wipe them; their machines join under new names\n`,
    ].join(''),
    json: { applied: path, changed, ...verifiedJson(verified) },
    exitCode: verified.problems.length === 0 ? EXIT.ok : EXIT.attention,
  };
}

export async function confirm(
  { terminal, json }: Invocation,
  plan: RecoveryPlan,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  const what = `${plan.lostNodes.join(', ')} will be refused for good. ${worstOf(plan)}`;
  if (!terminal.inIsTty || json)
    throw new CommandFailed('CONFIRMATION_NEEDED', what, { next: 'add --yes if that is what you want' });
  const answer = await terminal.ask(`${what}\nGo on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new CommandFailed('NOT_CONFIRMED', 'nothing was changed', { next: 'answer y, or add --yes' });
}

function worstOf({ groups }: RecoveryPlan): string {
  const lines = groups.filter(({ group }) => group > 0);
  if (lines.some(({ loss }) => loss.mayLose))
    return 'Sales that were answered may be lost, and their seats sold again.';
  return lines.some(({ loss }) => loss.unlessLowered === true)
    ? 'No answered sale can be lost, unless an ack quorum was lowered while the nodes that are left were away.'
    : 'No answered sale can be lost.';
}

type Order = Parameters<RailkvClient['cluster']['recover']>[1];

const orderOf = (request: pb.RecoverRequest.$Properties): Order => ({
  clusterId: request.clusterId ?? '',
  recoveryEpoch: request.recoveryEpoch ?? 0,
  recoveryId: request.recoveryId ?? '',
  lostNodes: request.lostNodes ?? [],
  replicas: (request.replicas ?? []).map((replica) => ({
    group: replica.group ?? 0,
    replicaId: replica.replicaId ?? 0,
    lastTerm: replica.lastTerm ?? 0,
    lastIndex: replica.lastIndex ?? 0,
    successor: replica.successor ?? 0,
    takeOver: replica.takeOver ?? false,
    confVersion: replica.confVersion ?? 0,
  })),
});

/** Elections take a moment. */
async function whenLed(
  invocation: Invocation,
  plan: RecoveryPlan,
  values: ClusterValues,
): Promise<{ verified: Verified; survey: Surveyed }> {
  const untilMs = invocation.terminal.now() + LED_WITHIN_MS;
  for (;;) {
    const survey = await surveyCluster(invocation, values);
    const verified = verifyRecovery(plan, survey);
    if (verified.problems.length === 0 || invocation.terminal.now() >= untilMs) return { verified, survey };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export async function verifyPlan(
  invocation: Invocation,
  path: string,
  values: ClusterValues,
): Promise<Result> {
  const plan = readPlan(path);
  const survey = await surveyCluster(invocation, values);
  const { problems, groups } = verifyRecovery(plan, survey);
  const client = await invocation.client();
  const different = await compareCopies(
    client,
    plan.groups.map(({ group }) => group),
    survey,
  );
  const verified = { problems: [...problems, ...different], groups };
  const { colours } = invocation;
  const ok = verified.problems.length === 0;
  return {
    human: `${renderVerified(verified, survey, invocation)}${ok ? `${colours.green('ok')} nothing is half done\n${sayAckQuorum(plan, verified)}` : ` next: railkv recover apply ${path} again, once the nodes answer\n`}`,
    json: { plan: path, ...verifiedJson(verified) },
    exitCode: ok ? EXIT.ok : EXIT.attention,
  };
}

/** What is left to do about sales that one disk holds; '' when nothing is. */
function sayAckQuorum(plan: RecoveryPlan, { groups }: Verified): string {
  const before = new Map(plan.groups.map(({ group, loss }) => [group, loss.ackQuorum]));
  const waiting = new Map<number, number>();
  for (const { group, ackQuorum, leader } of groups) {
    const had = before.get(group) ?? 0;
    if (group === PLACEMENT_GROUP || leader === undefined || ackQuorum >= had) continue;
    waiting.set(had, (waiting.get(had) ?? 0) + 1);
  }
  return [...waiting]
    .sort(([a], [b]) => a - b)
    .map(
      ([had, count]) =>
        ` next: ack quorum below ${had} in ${plural(count, 'group')}: placement sets it back once ${had} copies of each are caught up (railkv group list, railkv group why GROUP); by hand: railkv group set-ack-quorum ${had} --all --only-raise\n`,
    )
    .join('');
}

function renderVerified({ problems, groups }: Verified, survey: Surveyed, { colours }: Invocation): string {
  const table = renderTable(
    [
      { title: 'GROUP', align: 'right' },
      { title: 'HOLDS' },
      { title: 'LEADER' },
      { title: 'EPOCH', align: 'right' },
      { title: 'NOW' },
    ],
    groups.map(({ group, leader, voters, ackQuorum, recoveryEpoch }) => [
      String(group),
      holdsOf(survey, group),
      leader ?? colours.red('none'),
      String(recoveryEpoch),
      leader === undefined ? '-' : describeVotes({ voters, ackQuorum }),
    ]),
    colours,
  );
  return `${table}${problems.map((each) => `${colours.red('problem:')} ${each}\n`).join('')}`;
}

const verifiedJson = ({ problems, groups }: Verified) => ({
  problems: [...problems],
  groups: groups.map(({ leader, ...group }) => ({ ...group, leader: leader ?? null })),
});
