/** `railkv status`: what needs attention, then the nodes, then the groups. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import type { Result } from '../invocation.js';
import { clusterOptions } from '../options.js';
import type { Colours } from '../output/colour.js';
import { formatBytes, formatSpan, plural } from '../output/quantities.js';
import { renderTable } from '../output/table.js';
import {
  type ClusterPicture,
  clusterLevel,
  type GroupPicture,
  type NodePicture,
  takePicture,
} from '../status/picture.js';
import { type Problem, problemsOf } from '../status/problems.js';

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
        const picture = await takePicture(client, invocation.call);
        return present(picture, problemsOf(picture), values.groups === true, invocation.colours);
      }),
    );
}

function present(
  picture: ClusterPicture,
  problems: readonly Problem[],
  withGroups: boolean,
  colours: Colours,
): Result {
  const { cluster, nodes, groups } = picture;
  return {
    human: [
      renderProblems(problems, colours),
      `cluster ${colours.bold(cluster.clusterId)}: ${cluster.defaultReplicas} copies of a line, a sale is answered once ${cluster.defaultAckQuorum} hold it; level ${clusterLevel(nodes) ?? 'unknown'}\n\n`,
      renderNodes(nodes, colours),
      `\n${summary(groups)}\n`,
      withGroups ? `\n${renderGroups(groups, colours)}` : '',
    ].join(''),
    json: {
      clusterId: cluster.clusterId,
      revision: cluster.revision,
      replicas: cluster.defaultReplicas,
      ackQuorum: cluster.defaultAckQuorum,
      level: clusterLevel(nodes) ?? null,
      problems: problems.map((problem) => ({ ...problem })),
      nodes: nodes.map(nodeJson),
      groupCount: groups.length,
      groupsLed: groups.filter((group) => group.leader !== undefined).length,
      ...(withGroups ? { groups: groups.map(groupJson) } : {}),
    },
    exitCode: problems.length === 0 ? EXIT.ok : EXIT.attention,
  };
}

/** So many of one kind are listed; the rest is counted. */
const SHOWN_PER_KIND = 5;

function renderProblems(problems: readonly Problem[], colours: Colours): string {
  if (problems.length === 0) return `${colours.green('ok')} nothing needs attention\n`;
  const shown: string[] = [];
  for (const kind of new Set(problems.map((problem) => problem.kind))) {
    const alike = problems.filter((problem) => problem.kind === kind);
    for (const problem of alike.slice(0, SHOWN_PER_KIND)) {
      shown.push(
        `${colours.red('problem:')} ${problem.message}\n   ${colours.cyan('next:')} ${problem.next}\n`,
      );
    }
    if (alike.length > SHOWN_PER_KIND)
      shown.push(`  and ${alike.length - SHOWN_PER_KIND} more of that kind\n`);
  }
  return `${shown.join('')}\n`;
}

function renderNodes(nodes: readonly NodePicture[], colours: Colours): string {
  return renderTable(
    [
      { title: 'NODE' },
      { title: 'STATE' },
      { title: 'LEADS', align: 'right' },
      { title: 'FOLLOWS', align: 'right' },
      { title: 'ASLEEP', align: 'right' },
      { title: 'MEMORY', align: 'right' },
      { title: 'DISK FREE', align: 'right' },
      { title: 'UP', align: 'right' },
      { title: 'INCARNATION', align: 'right' },
      { title: 'VERSION' },
      { title: 'CLIENT' },
      { title: 'ZONE' },
    ],
    nodes.map((each) => nodeRow(each, colours)),
    colours,
  );
}

function nodeRow({ node, status }: NodePicture, colours: Colours): string[] {
  const facts =
    status === undefined
      ? [colours.red('silent'), '-', '-', '-', '-', '-', '-', '-', '-']
      : [
          status.groupsDamaged > 0 ? colours.red(`${status.groupsDamaged} damaged`) : colours.green('up'),
          String(status.groupsLed),
          String(status.groupsHosted - status.groupsLed),
          String(status.groupsAsleep),
          formatBytes(status.rssBytes),
          formatBytes(status.diskFreeBytes),
          formatSpan(status.uptimeMs),
          String(status.incarnation),
          status.version,
        ];
  return [colours.bold(node.nodeId), ...facts, node.clientAddress, node.labels['zone'] ?? '-'];
}

function summary(groups: readonly GroupPicture[]): string {
  const led = groups.filter((group) => group.leader !== undefined).length;
  const asleep = groups.filter((group) => group.leader?.status.asleep === true).length;
  return `${plural(groups.length, 'group')}, ${led} with a leader, ${asleep} asleep (quiet groups cost nothing)`;
}

function renderGroups(groups: readonly GroupPicture[], colours: Colours): string {
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

function nodeJson({ node, status, silence }: NodePicture) {
  const known = { nodeId: node.nodeId, clientAddress: node.clientAddress, labels: { ...node.labels } };
  if (status === undefined) return { ...known, up: false, silence: silence ?? null };
  return {
    ...known,
    up: true,
    version: status.version,
    level: status.level,
    incarnation: status.incarnation,
    uptimeMs: status.uptimeMs,
    groupsLed: status.groupsLed,
    groupsHosted: status.groupsHosted,
    groupsAsleep: status.groupsAsleep,
    groupsDamaged: status.groupsDamaged,
    rssBytes: status.rssBytes,
    cpuSeconds: status.cpuSeconds,
    diskFreeBytes: status.diskFreeBytes,
    lowOnDisk: status.lowOnDisk,
    dataDirectory: status.dataDirectory,
    peers: status.peers.map((peer) => ({ ...peer })),
  };
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
