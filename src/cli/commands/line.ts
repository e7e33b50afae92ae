/** `railkv line ...`: the rail lines of the cluster, and which groups carry each. */
import type { Command } from 'commander';
import type { Line, Route } from '../../client/index.js';
import { describeRange } from '../../proto/boundary.js';
import { type Cli, examples } from '../cli.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions } from '../options.js';
import { CommandFailed } from '../output/errors.js';
import { plural } from '../output/quantities.js';
import { hanging, renderTable } from '../output/table.js';
import { describeVotes } from './group/arithmetic.js';
import { leaderOf, nodesOf, partsOf, votersOf } from './group/route-words.js';

export function addLine(parent: Command, cli: Cli): void {
  const line = parent
    .command('line')
    .helpGroup('Cluster:')
    .description('The rail lines: each is carried by one group, or by several once it was split.');
  const list = line
    .command('list')
    .description('Every line, its groups, who leads them and who carries them.');
  clusterOptions(list)
    .addHelpText('after', examples(['railkv line list', 'railkv line list -o json']))
    .action(() => cli.run(list, 'reads', listLines));
  const show = line
    .command('show')
    .description('One line: each part of it, the group that holds it, and what that survives.')
    .argument('<line>', 'its key, such as jinghu (railkv line list)');
  clusterOptions(show)
    .addHelpText('after', examples(['railkv line show jinghu']))
    .action((name: string) => cli.run(show, 'reads', (invocation) => showLine(invocation, name)));
}

interface LinePicture extends Line {
  /** That hold keys of it, in key order. */
  readonly parts: readonly Route[];
}

async function lines(invocation: Invocation): Promise<LinePicture[]> {
  const client = await invocation.client();
  const [known, routes] = await Promise.all([
    client.tickets.lines(invocation.call),
    client.cluster.routes(undefined, invocation.call),
  ]);
  return [...known]
    .sort((a, b) => (a.line < b.line ? -1 : 1))
    .map((line) => ({ ...line, parts: partsOf(line.line, routes) }));
}

const unique = (texts: readonly string[]): string => [...new Set(texts)].sort().join(' ');

async function listLines(invocation: Invocation): Promise<Result> {
  const found = await lines(invocation);
  const { colours } = invocation;
  const table = renderTable(
    [
      { title: 'LINE' },
      { title: 'NAME' },
      { title: 'GROUPS', align: 'right' },
      { title: 'LEADER' },
      { title: 'ACK', align: 'right' },
      { title: 'ON' },
    ],
    found.map(({ line, name, parts }) => [
      colours.bold(line),
      name,
      parts.map(({ group }) => group).join(' ') || '-',
      unique(parts.map((part) => leaderOf(part) ?? colours.red('none known'))),
      unique(parts.map((part) => `${part.ackQuorum} of ${votersOf(part)}`)),
      unique(parts.flatMap(({ replicas }) => replicas.map(({ nodeId }) => nodeId))),
    ]),
    colours,
  );
  return {
    human:
      found.length === 0
        ? 'no line yet: railkv timetable import brings them\n'
        : `${table}${plural(found.length, 'line')}\n`,
    json: { lines: found.map(lineJson) },
  };
}

async function showLine(invocation: Invocation, name: string): Promise<Result> {
  const found = await lines(invocation);
  const line = found.find((each) => each.line === name || each.name === name);
  if (line === undefined)
    throw new CommandFailed('LINE_NOT_FOUND', `the cluster has no line ${name}`, {
      next:
        found.length === 0
          ? 'bring some: railkv timetable import'
          : `see the lines: railkv line list (there are ${found
              .slice(0, 5)
              .map((each) => each.line)
              .join(', ')}${found.length > 5 ? ', ...' : ''})`,
    });
  const { colours, terminal } = invocation;
  const parts = line.parts.map((part) => {
    const from = line.parts.length > 1 ? ` ${describeRange(part.range) || 'a part'}` : '';
    return [
      `group ${colours.bold(String(part.group))}${from}\n`,
      `  leader  ${leaderOf(part) ?? colours.red('none known')}\n`,
      `  on      ${nodesOf(part)}\n`,
      `  votes   ${hanging(describeVotes({ voters: votersOf(part), ackQuorum: part.ackQuorum }), 10, terminal.columns)}\n`,
    ].join('');
  });
  return {
    human: `line ${colours.bold(line.line)} (${line.name}), ${plural(line.parts.length, 'group')}\n\n${parts.join('\n')}\n next: ${hanging(`why a group is there: railkv group why ${line.parts[0]?.group ?? 'GROUP'}; its trains: railkv timetable list ${line.line}`, 7, terminal.columns)}\n`,
    json: lineJson(line),
  };
}

const lineJson = ({ line, name, parts }: LinePicture) => ({
  line,
  name,
  groups: parts.map((part) => ({
    group: part.group,
    holds: describeRange(part.range),
    leader: leaderOf(part) ?? null,
    voters: votersOf(part),
    ackQuorum: part.ackQuorum,
    replicas: part.replicas.map((replica) => ({ ...replica })),
  })),
});
