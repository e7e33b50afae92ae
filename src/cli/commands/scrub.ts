/** `railkv scrub`: has running nodes read and check everything they keep, and compares what they read. */
import type { Command } from 'commander';
import { type RailkvClient, RailkvError, type Route, type ScrubProgress } from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions, parseCount } from '../options.js';
import type { Colours } from '../output/colour.js';
import { CommandFailed } from '../output/errors.js';
import { startProgress } from '../output/progress.js';
import { formatBytes, plural } from '../output/quantities.js';
import { renderTable } from '../output/table.js';
import { throwWhereAllRefuse } from '../status/caller-refused.js';
import { unknownGroup } from './group/change.js';

const NOTES = `The cluster does the same by itself, slowly. A replica that is damaged stops, keeps its bytes, and its group goes on with the
others. Logs are checked at every start of a node, and by railkv store audit on nodes that do not run.`;

interface ScrubValues {
  readonly node?: readonly string[];
  readonly group?: readonly string[];
}

interface NodeScrub {
  readonly nodeId: string;
  readonly done: readonly ScrubProgress[];
  /** Why it was not read to the end. */
  readonly error: RailkvError | undefined;
}

interface Finding {
  readonly kind: 'replica-damaged' | 'replicas-differ' | 'not-read';
  readonly subject: string;
  readonly message: string;
  readonly next: string;
}

const GROUP_MAX = Number.MAX_SAFE_INTEGER;

export function addScrub(parent: Command, cli: Cli): void {
  const command = parent
    .command('scrub')
    .helpGroup('Cluster:')
    .description('Have the nodes read and check every row they keep, and compare their replicas.')
    .option('--node <id...>', 'only these nodes')
    .option('--group <group...>', 'only these groups');
  clusterOptions(command)
    .addHelpText('after', examples(['railkv scrub', 'railkv scrub --node n2 --group 2 3'], NOTES))
    .action((values: ScrubValues) => cli.run(command, 'reads', (invocation) => scrub(invocation, values)));
}

async function scrub(invocation: Invocation, values: ScrubValues): Promise<Result> {
  const groups = (values.group ?? []).map((text) => parseCount(text, '--group', 0, GROUP_MAX));
  const client = await invocation.client();
  const known = (await client.cluster.nodes(invocation.call)).map(({ nodeId }) => nodeId);
  const unknown = values.node?.find((node) => !known.includes(node));
  if (unknown !== undefined)
    throw new CommandFailed('NODE_NOT_FOUND', `the cluster has no node ${unknown}`, {
      exitCode: EXIT.refused,
      next: `name one of ${known.join(', ')}`,
    });
  const nodes = values.node ?? known;
  const routes = await client.cluster.routes(undefined, invocation.call);
  const strange = groups.find((group) => !routes.some((route) => route.group === group));
  if (strange !== undefined) throw unknownGroup(strange);
  const copies = countCopies(routes, nodes, groups);
  const progress = startProgress(invocation.terminal, 'scrub', copies);
  let read = 0;
  const scrubbed = await Promise.all(
    nodes.map((node) =>
      scrubNode(client, node, groups, invocation, ({ group, done }) => {
        if (done) read += 1;
        progress.update(Math.min(read, copies), `${node} group ${group}`);
      }),
    ),
  );
  progress.stop();
  throwWhereAllRefuse(scrubbed.map(({ error }) => error));
  const findings = [...scrubbed.flatMap(findingsOf), ...differences(scrubbed)];
  return {
    human: render(scrubbed, findings, invocation.colours),
    json: {
      nodes: scrubbed.map(({ nodeId, done, error }) => ({
        nodeId,
        groups: done.length,
        ...sums(done),
        damaged: done.filter(({ damage }) => damage !== '').length,
        skipped: done.filter(({ skipped }) => skipped !== '').length,
        error: error?.message ?? null,
      })),
      findings: findings.map((finding) => ({ ...finding })),
    },
    exitCode: findings.length === 0 ? EXIT.ok : EXIT.attention,
  };
}

/** For the progress bar. */
function countCopies(routes: readonly Route[], nodes: readonly string[], groups: readonly number[]): number {
  return routes
    .filter(({ group }) => groups.length === 0 || groups.includes(group))
    .reduce((sum, { replicas }) => sum + replicas.filter(({ nodeId }) => nodes.includes(nodeId)).length, 0);
}

async function scrubNode(
  client: RailkvClient,
  nodeId: string,
  groups: readonly number[],
  { call }: Invocation,
  told: (progress: ScrubProgress) => void,
): Promise<NodeScrub> {
  const done: ScrubProgress[] = [];
  try {
    for await (const progress of client.cluster.scrub(nodeId, { ...call, groups })) {
      told(progress);
      if (progress.done) done.push(progress);
    }
    return { nodeId, done, error: undefined };
  } catch (error) {
    if (!(error instanceof RailkvError)) throw error;
    return { nodeId, done, error };
  }
}

function findingsOf({ nodeId, done, error }: NodeScrub): Finding[] {
  const damaged = done
    .filter(({ damage }) => damage !== '')
    .map(({ group, damage }) => ({
      kind: 'replica-damaged' as const,
      subject: `group ${group} on ${nodeId}`,
      message: `the replica of group ${group} on ${nodeId} has stopped: ${damage}`,
      next: `keep its directory and check the disk of ${nodeId}; placement replaces the copy, or do it now: railkv group move-replica ${group}`,
    }));
  if (error === undefined) return damaged;
  const next = `see whether it runs: railkv status; then again: railkv scrub --node ${nodeId}`;
  return [
    ...damaged,
    {
      kind: 'not-read',
      subject: nodeId,
      message: `${nodeId} was not read to the end: ${error.message}`,
      next,
    },
  ];
}

function differences(scrubbed: readonly NodeScrub[]): Finding[] {
  const seen = new Map<string, { readonly nodeId: string; readonly digest: string }[]>();
  for (const { nodeId, done } of scrubbed)
    for (const { group, index, digest } of done) {
      if (digest === '') continue;
      const key = `${group} ${index}`;
      seen.set(key, [...(seen.get(key) ?? []), { nodeId, digest }]);
    }
  return [...seen]
    .filter(([, copies]) => new Set(copies.map(({ digest }) => digest)).size > 1)
    .map(([key, copies]) => {
      const [group, index] = key.split(' ');
      return {
        kind: 'replicas-differ' as const,
        subject: `group ${group}`,
        message: `group ${group} has different rows at index ${index}: ${copies.map(({ nodeId, digest }) => `${nodeId} ${digest}`).join(', ')}`,
        next: 'keep all directories; find who is wrong with railkv store audit on stopped copies, and replace that replica',
      };
    });
}

function sums(done: readonly ScrubProgress[]): { rows: number; bytes: number } {
  return {
    rows: done.reduce((sum, { rows }) => sum + rows, 0),
    bytes: done.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function render(scrubbed: readonly NodeScrub[], findings: readonly Finding[], colours: Colours): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = renderTable(
    [{ title: 'NODE' }, right('GROUPS'), right('ROWS'), right('BYTES'), { title: 'RESULT' }],
    scrubbed.map((node) => {
      const { rows, bytes } = sums(node.done);
      const damaged = node.done.filter(({ damage }) => damage !== '').length;
      let result = colours.green('as written');
      if (node.error !== undefined) result = colours.red('not read to the end');
      if (damaged > 0) result = colours.red(`${damaged} damaged`);
      return [colours.bold(node.nodeId), String(node.done.length), String(rows), formatBytes(bytes), result];
    }),
    colours,
  );
  const told = findings.map(
    ({ message, next }) => `${colours.red('found:')} ${message}\n   ${colours.cyan('next:')} ${next}\n`,
  );
  const total = findings.length === 0 ? 'nothing found' : plural(findings.length, 'finding');
  return `${told.join('')}${table}${total}\n`;
}
