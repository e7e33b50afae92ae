/** `railkv status`: what needs attention, then the nodes, then the groups. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions } from '../options.js';
import type { Colours } from '../output/colour.js';
import { plural } from '../output/quantities.js';
import { hanging, renderTable } from '../output/table.js';
import { nodeJson, renderNodes } from '../status/node-table.js';
import {
  type ClusterPicture,
  clusterLevel,
  type GroupPicture,
  type NodePicture,
  takePicture,
} from '../status/picture.js';
import { askPlacement, type PlacementSays, type PlacementSilence } from '../status/placement.js';
import { type Problem, problemsOf } from '../status/problems.js';
import { askUnseen } from '../status/unseen-groups.js';
import { type WeakerGroup, weakerGroups } from '../status/weaker-groups.js';
import { sayUnderWay } from './operator/words.js';

export function addStatus(parent: Command, cli: Cli): void {
  const command = parent
    .command('status')
    .helpGroup('Cluster:')
    .description('Problems first, then nodes and groups. Exit code 5 when something needs attention.')
    .option('--groups', 'list every group with its replicas');
  clusterOptions(command)
    .addHelpText('after', examples(['railkv status', 'railkv status --groups', 'railkv status -o json']))
    .action((values: { readonly groups?: true }) =>
      cli.run(command, 'reads', async (invocation) => {
        const client = await invocation.client();
        const { call } = invocation;
        const [picture, placement] = await Promise.all([
          takePicture(client, call).then((taken) => askUnseen(client, taken, call)),
          askPlacement(client, call),
        ]);
        return present(picture, placement, values.groups === true, invocation);
      }),
    );
}

function present(
  picture: ClusterPicture,
  placement: PlacementSays | PlacementSilence,
  withGroups: boolean,
  { colours, terminal }: Invocation,
): Result {
  const { cluster, nodes, groups } = picture;
  const problems = problemsOf(picture);
  const weaker = weakerGroups(picture);
  const said = 'silence' in placement ? undefined : placement;
  return {
    human: [
      renderProblems(problems, colours, terminal.columns),
      `cluster ${colours.bold(cluster.clusterId)}, ${versionsOf(nodes)}\n${plural(cluster.defaultReplicas, 'copy', 'copies')} of a line, a sale is answered once ${cluster.defaultAckQuorum} hold it\n\n`,
      renderNodes(nodes, said, colours, terminal.columns),
      `\n${summary(groups)}\n`,
      renderWeaker(weaker, colours, terminal.columns),
      renderPlacement(placement, colours, terminal.columns),
      withGroups ? `\n${renderGroups(groups, colours, terminal.columns)}` : '',
    ].join(''),
    json: {
      clusterId: cluster.clusterId,
      revision: cluster.revision,
      replicas: cluster.defaultReplicas,
      ackQuorum: cluster.defaultAckQuorum,
      level: clusterLevel(nodes) ?? null,
      problems: problems.map((problem) => ({ ...problem })),
      maintenance: said === undefined ? null : { ...said.maintenance },
      operators: said?.operators ?? null,
      nodes: nodes.map((node) => nodeJson(node, said)),
      groupCount: groups.length,
      groupsLed: groups.filter((group) => group.leader !== undefined).length,
      weakerGroups: weaker.map((group) => ({ ...group })),
      ...(withGroups ? { groups: groups.map(groupJson) } : {}),
    },
    exitCode: problems.length === 0 ? EXIT.ok : EXIT.attention,
  };
}

/** So many of one kind are listed; the rest is counted. */
const SHOWN_PER_KIND = 5;

function renderProblems(problems: readonly Problem[], colours: Colours, width: number | undefined): string {
  if (problems.length === 0) return `${colours.green('ok')} nothing needs attention\n`;
  const shown: string[] = [];
  for (const kind of new Set(problems.map((problem) => problem.kind))) {
    const alike = problems.filter((problem) => problem.kind === kind);
    for (const problem of alike.slice(0, SHOWN_PER_KIND)) {
      shown.push(
        `${colours.red('problem:')} ${hanging(problem.message, 9, width)}\n   ${colours.cyan('next:')} ${hanging(problem.next, 9, width)}\n`,
      );
    }
    if (alike.length > SHOWN_PER_KIND)
      shown.push(`  and ${alike.length - SHOWN_PER_KIND} more of that kind\n`);
  }
  return `${shown.join('')}\n`;
}

/** Where the nodes run different ones, each has its own in the table. */
function versionsOf(nodes: readonly NodePicture[]): string {
  const [version, ...others] = new Set(nodes.flatMap(({ status }) => status?.version ?? []));
  const one = version !== undefined && others.length === 0 ? `, version ${version}` : '';
  return `level ${clusterLevel(nodes) ?? 'unknown'}${one}`;
}

/** Only what is out of the ordinary. */
function renderPlacement(
  placement: PlacementSays | PlacementSilence,
  colours: Colours,
  width: number | undefined,
): string {
  if ('silence' in placement)
    return `${hanging(`${colours.yellow('the placement driver does not answer')} (${placement.silence}): what nodes are marked as and what is under way is not known`, 0, width)}\n`;
  const { maintenance, operators, more } = placement;
  const { on, repairs, reason, caller } = maintenance;
  const why = [reason, caller === '' ? '' : `by ${caller}`].filter(Boolean).join(', ');
  return [
    on
      ? `${hanging(`${colours.yellow('maintenance is on')}${why === '' ? '' : ` (${why})`}: nothing is moved${repairs ? ' but lost copies' : ''}; when the work is over: railkv maintenance off`, 0, width)}\n`
      : '',
    sayUnderWay(operators, more),
  ].join('');
}

function summary(groups: readonly GroupPicture[]): string {
  const led = groups.filter((group) => group.leader !== undefined).length;
  const asleep = groups.filter((group) => group.leader?.status.asleep === true).length;
  return `${plural(groups.length, 'group')}, ${led} with a leader, ${asleep} asleep (quiet groups cost nothing)`;
}

function renderWeaker(weaker: readonly WeakerGroup[], colours: Colours, width: number | undefined): string {
  const shown = weaker
    .slice(0, SHOWN_PER_KIND)
    .map(
      ({ group, holds, voters, ackQuorum }) =>
        `${hanging(`${colours.yellow(`group ${group} (${holds})`)} has ${plural(voters, 'copy', 'copies')} that vote${voters === 1 ? 's' : ''}, a sale of it is answered once ${ackQuorum} hold${ackQuorum === 1 ? 's' : ''} it: railkv group show ${group}`, 0, width)}\n`,
    );
  const more = weaker.length - shown.length;
  return `${shown.join('')}${more > 0 ? `and ${more} more that keep less than the cluster does\n` : ''}`;
}

function renderGroups(groups: readonly GroupPicture[], colours: Colours, width: number | undefined): string {
  return renderTable(
    [
      { title: 'GROUP', align: 'right' },
      { title: 'HOLDS' },
      { title: 'LEADER' },
      { title: 'TERM', align: 'right' },
      { title: 'COMMIT', align: 'right' },
      { title: 'ACK', align: 'right' },
      { title: 'REPLICAS (BEHIND)' },
    ],
    groups.map((group) => groupRow(group, colours)),
    colours,
    width,
  );
}

function groupRow(group: GroupPicture, colours: Colours): string[] {
  const { leader } = group;
  const terms = group.replicas.map((replica) => replica.status.term);
  return [
    String(group.group),
    group.holds,
    leader === undefined ? colours.red('none') : leader.nodeId,
    String(leader?.status.term ?? Math.max(0, ...terms)),
    leader === undefined ? '-' : String(leader.status.commit),
    leader === undefined ? '-' : String(leader.status.configuration.ackQuorum),
    group.members.map((node) => replicaText(group, node, colours)).join('  '),
  ];
}

/** A member's name, and how many entries it has yet to apply, or why it is of no use now. */
function replicaText(group: GroupPicture, node: string, colours: Colours): string {
  const replica = group.replicas.find((each) => each.nodeId === node);
  if (replica === undefined) return colours.red(`${node} silent`);
  if (replica.status.role === 'damaged') return colours.red(`${node} damaged`);
  const behind = (group.leader?.status.commit ?? replica.status.applied) - replica.status.applied;
  return behind > 0 ? `${node} (${behind})` : node;
}

function groupJson(group: GroupPicture) {
  return {
    group: group.group,
    holds: group.holds,
    leader: group.leader?.nodeId ?? null,
    term: group.leader?.status.term ?? null,
    ackQuorum: group.leader?.status.configuration.ackQuorum ?? null,
    members: group.members,
    replicas: group.replicas.map(({ nodeId, status }) => ({
      nodeId,
      replicaId: status.replicaId,
      role: status.role,
      term: status.term,
      commit: status.commit,
      applied: status.applied,
      firstIndex: status.firstIndex,
      lastIndex: status.lastIndex,
      checkpointIndex: status.checkpointIndex,
      asleep: status.asleep,
      damage: status.damage,
      dispute: status.dispute,
      digest: status.digest,
    })),
  };
}
