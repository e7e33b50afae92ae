/** What `railkv group list|show|locate` print. */
import type { Route } from '../../../client/index.js';
import { parseOrderReference } from '../../../client/index.js';
import { describeRange } from '../../../proto/boundary.js';
import { compareKeys, inRange, lineKey, plainKey } from '../../../proto/keys.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { plural } from '../../output/quantities.js';
import { hanging, renderTable } from '../../output/table.js';
import { type GroupPicture, takePicture } from '../../status/picture.js';
import { describeVotes, survivalOf } from './arithmetic.js';
import { unknownGroup } from './change.js';
import { leaderOf, nodesOf, votersOf } from './route-words.js';

/** Facts under each other: a name, and what it is. */
function renderFacts(
  facts: readonly (readonly [string, string])[],
  { colours, terminal }: Invocation,
): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  const value = (text: string): string => hanging(text, width + 4, terminal.columns);
  return facts.map(([name, text]) => `  ${colours.dim(name.padEnd(width))}  ${value(text)}\n`).join('');
}

const routeJson = (route: Route, holds: string) => ({
  group: route.group,
  holds,
  epoch: { ...route.epoch },
  leader: leaderOf(route) ?? null,
  voters: votersOf(route),
  ackQuorum: route.ackQuorum,
  replicas: route.replicas.map((replica) => ({ ...replica })),
});

async function holdsOf(invocation: Invocation): Promise<(route: Pick<Route, 'group' | 'range'>) => string> {
  const client = await invocation.client();
  const lines = await client.tickets.lines(invocation.call).catch(() => []); // names only
  return ({ group, range }) => {
    if (group === 0) return 'placement';
    if (group === 1) return 'plain keys';
    return (
      describeRange(range) ||
      lines
        .filter((line) => line.group === group)
        .map(({ line }) => line)
        .join(' ') ||
      '-'
    );
  };
}

export async function listGroups(invocation: Invocation): Promise<Result> {
  const client = await invocation.client();
  const routes = await client.cluster.routes(undefined, invocation.call);
  const groups = [...routes].sort((a, b) => a.group - b.group);
  const holds = await holdsOf(invocation);
  const { colours } = invocation;
  const table = renderTable(
    [
      { title: 'GROUP', align: 'right' },
      { title: 'HOLDS' },
      { title: 'LEADER' },
      { title: 'ACK', align: 'right' },
      { title: 'ON' },
    ],
    groups.map((route) => [
      String(route.group),
      holds(route),
      leaderOf(route) ?? colours.red('none known'),
      `${route.ackQuorum} of ${votersOf(route)}`,
      nodesOf(route),
    ]),
    colours,
  );
  return {
    human: `${table}${plural(groups.length, 'group')}\n`,
    json: { groups: groups.map((route) => routeJson(route, holds(route))) },
  };
}

export async function showGroup(invocation: Invocation, group: number): Promise<Result> {
  const client = await invocation.client();
  const { groups, nodes } = await takePicture(client, invocation.call);
  const picture = groups.find((each) => each.group === group);
  if (picture === undefined) {
    if (nodes.every(({ status }) => status !== undefined)) throw unknownGroup(group);
    throw new CommandFailed('GROUP_NOT_FOUND', `no node that answers carries a group ${group}`, {
      next: 'see which nodes are silent: railkv status; and which groups there are: railkv group list',
    });
  }
  const shown = picture.leader ?? picture.replicas[0];
  const configuration = shown?.status.configuration;
  const votes = {
    voters: configuration?.voters.length ?? 0,
    ackQuorum: configuration?.ackQuorum ?? 0,
  };
  const joint = (configuration?.votersOutgoing.length ?? 0) > 0;
  const { colours } = invocation;
  const facts: [string, string][] = [
    ['holds', picture.holds],
    ['leader', picture.leader?.nodeId ?? colours.red('none')],
    ['votes', describeVotes(votes)],
    [
      'epoch',
      `${shown?.status.epoch.confVersion ?? 0} (members), ${shown?.status.epoch.rangeVersion ?? 0} (range)`,
    ],
  ];
  if (joint)
    facts.push(['change', 'under way: the old and the new voters both decide until the new ones hold it']);
  return {
    human: `group ${colours.bold(String(group))}\n${renderFacts(facts, invocation)}\n${copies(picture, invocation)}`,
    json: {
      group,
      holds: picture.holds,
      leader: picture.leader?.nodeId ?? null,
      ...votes,
      survives: { ...survivalOf(votes) },
      joint,
      epoch: {
        confVersion: shown?.status.epoch.confVersion ?? 0,
        rangeVersion: shown?.status.epoch.rangeVersion ?? 0,
      },
      replicas: picture.replicas.map(({ nodeId, status }) => ({
        nodeId,
        replicaId: status.replicaId,
        role: status.role,
        term: status.term,
        commit: status.commit,
        applied: status.applied,
        lastIndex: status.lastIndex,
        asleep: status.asleep,
        damage: status.damage,
      })),
      members: [...picture.members],
    },
  };
}

function copies(picture: GroupPicture, { colours }: Invocation): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  const known = new Set([...picture.members, ...picture.replicas.map(({ nodeId }) => nodeId)]);
  return renderTable(
    [
      { title: 'NODE' },
      right('REPLICA'),
      { title: 'ROLE' },
      right('TERM'),
      right('APPLIED'),
      right('BEHIND'),
    ],
    [...known].sort().map((node) => {
      const replica = picture.replicas.find(({ nodeId }) => nodeId === node);
      if (replica === undefined) return [node, '-', colours.red('silent'), '-', '-', '-'];
      const { status } = replica;
      const role = picture.members.includes(node) ? status.role : `${status.role}, to be removed`;
      const behind = Math.max(0, (picture.leader?.status.commit ?? status.applied) - status.applied);
      return [
        colours.bold(node),
        String(status.replicaId),
        status.role === 'damaged' ? colours.red(role) : role,
        String(status.term),
        String(status.applied),
        String(behind),
      ];
    }),
    colours,
  );
}

/** @param plain a plain key, else a line or anything that begins with one */
export async function locateKey(invocation: Invocation, key: string, plain: boolean): Promise<Result> {
  const client = await invocation.client();
  const encoded = plain ? plainKey(key) : lineKey(lineOf(key));
  const routes = await client.cluster.routes({ keys: [encoded] }, invocation.call);
  const route = [...routes]
    .sort((a, b) => compareKeys(a.range.start, b.range.start))
    .find(({ range }) => inRange(encoded, range.start, range.end));
  if (route === undefined)
    throw new CommandFailed('LINE_NOT_FOUND', `no group holds ${key}`, {
      next: plain ? 'see the groups: railkv group list' : 'see the lines: railkv timetable list',
    });
  const { colours } = invocation;
  const holds = (await holdsOf(invocation))(route);
  const facts: [string, string][] = [
    ['group', `${colours.bold(String(route.group))} (${holds})`],
    ['leader', leaderOf(route) ?? colours.red('none known')],
    ['on', nodesOf(route)],
    ['votes', describeVotes({ voters: votersOf(route), ackQuorum: route.ackQuorum })],
  ];
  return { human: renderFacts(facts, invocation), json: { key, ...routeJson(route, holds) } };
}

function lineOf(key: string): string {
  if (!key.includes('/')) return key;
  return parseOrderReference(key)?.line ?? key.slice(0, key.indexOf('/'));
}
