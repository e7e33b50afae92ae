/** A recovery plan for people: who goes on, who ends, and what may be lost. */
import { decodeKey, SPACE_LINES } from '../../../proto/keys.js';
import type { PlannedGroup, RecoveryPlan } from '../../../server/recovery/plan.js';
import type { Survey } from '../../../server/recovery/survey.js';
import type { Colours } from '../../output/colour.js';
import { plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';

/** What a group holds, by the range that a replica of it says. */
export function holdsOf({ nodes }: Pick<Survey, 'nodes'>, group: number): string {
  if (group === 0) return 'placement';
  if (group === 1) return 'plain keys';
  for (const { groups } of nodes) {
    const start = groups.find((each) => each.group === group && each.range.start.length > 1)?.range.start;
    if (start?.[0] === SPACE_LINES) return lineOf(start);
  }
  return '-';
}

function lineOf(start: Uint8Array): string {
  try {
    return decodeKey(start).components.join('/');
  } catch {
    return '-'; // a range that begins within a key has no name
  }
}

export function renderPlan(plan: RecoveryPlan, survey: Survey, colours: Colours): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = renderTable(
    [
      right('GROUP'),
      { title: 'HOLDS' },
      { title: 'GOES ON FROM' },
      { title: 'LOG ENDS AT' },
      { title: 'ENDS' },
      { title: 'LOST' },
      { title: 'SALES' },
    ],
    plan.groups.map((group) => [
      String(group.group),
      holdsOf(survey, group.group),
      colours.bold(group.survivor.node),
      `term ${group.survivor.lastTerm}, index ${group.survivor.lastIndex}`,
      group.others.map(({ node, behind }) => `${node} (${behind} behind)`).join(' ') || '-',
      group.lost.map(({ nodeId }) => nodeId).join(' ') || '-',
      paintOf(group, colours)(group.verdict),
    ]),
    colours,
  );
  return [
    `recovery epoch ${plan.recoveryEpoch} of cluster ${plan.clusterId}: lost ${plan.lostNodes.join(', ')}; taking part ${plan.nodes.join(', ')}\n`,
    plan.groups.length > 0 ? table : 'no group has lost its quorum\n',
    ...plan.gone.map(
      ({ group, nodes }) =>
        `${colours.red('gone:')} group ${group} has no copy left (it was on ${nodes.join(', ')}): only a snapshot has it\n`,
    ),
    renderLed(plan, survey, colours),
    plan.healthy > 0
      ? `${plural(plan.healthy, 'group')} can elect a leader and ${plan.healthy === 1 ? 'is' : 'are'} left alone\n`
      : '',
  ].join('');
}

const paintOf = ({ loss }: PlannedGroup, { red, yellow, green }: Colours) =>
  loss.mayLose ? red : loss.unlessLowered === true ? yellow : green;

const LED_SHOWN = 5;

/** Without a leader they would be in the plan; with one their logs move on, and nothing of them is lost. */
function renderLed({ led = [], lostNodes }: RecoveryPlan, survey: Survey, colours: Colours): string {
  if (led.length === 0) return '';
  const lines = led
    .slice(0, LED_SHOWN)
    .map(
      ({ group, leader, voters, votersLeft, ackQuorum }) =>
        `${colours.yellow('has a leader:')} group ${group} (${holdsOf(survey, group)}) is led by ${leader} with ${votersLeft} of ${plural(voters, 'voter')}, ack quorum ${ackQuorum}: it sells on and is left alone\n`,
    );
  const more = led.length - LED_SHOWN;
  return [
    ...lines,
    more > 0 ? `  and ${more} more that have a leader\n` : '',
    `  their leaders must not be stopped before the lost copies are replaced: railkv node decommission ${lostNodes[0] ?? 'NODE'}${lostNodes.length > 1 ? ', and the other lost ones' : ''}\n`,
  ].join('');
}

const groupJson = (group: PlannedGroup) => ({
  group: group.group,
  survivor: { ...group.survivor },
  successor: group.successor,
  others: group.others.map((other) => ({ ...other })),
  lost: group.lost.map((lost) => ({ ...lost })),
  ackQuorum: group.loss.ackQuorum,
  lostCopies: group.loss.lostCopies,
  mayLoseSales: group.loss.mayLose,
  unlessAckQuorumWasLowered: group.loss.unlessLowered === true,
});

export const planJson = (plan: RecoveryPlan) => ({
  clusterId: plan.clusterId,
  recoveryEpoch: plan.recoveryEpoch,
  recoveryId: plan.recoveryId,
  lostNodes: [...plan.lostNodes],
  nodes: [...plan.nodes],
  groups: plan.groups.map(groupJson),
  gone: plan.gone.map(({ group, nodes }) => ({ group, nodes: [...nodes] })),
  led: (plan.led ?? []).map((each) => ({ ...each })),
  healthy: plan.healthy,
});
