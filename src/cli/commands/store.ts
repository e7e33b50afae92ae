/** `railkv store audit|dump`: looks at nodes' directories while no node runs on them. Nothing of ours is written. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type AuditedGroup, type AuditFinding, audit } from '../../store/audit.js';
import { type DumpedRow, dumpLog, dumpState } from '../../store/dump.js';
import { IDENTITY_FILE } from '../../store/identity.js';
import { LevelDisk } from '../../store/level/level-disk.js';
import { StoreError } from '../../store/store-error.js';
import { type Cli, examples } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation, Result } from '../invocation.js';
import { outputOption, parseCount } from '../options.js';
import type { Colours } from '../output/colour.js';
import { CommandFailed } from '../output/errors.js';
import { plural } from '../output/quantities.js';
import { renderTable } from '../output/table.js';
import { whyUnreadable } from '../output/why-unreadable.js';
import { compareReplicas, type Disagreement } from '../store-audit/compare-replicas.js';

interface AuditedNode {
  readonly directory: string;
  readonly findings: readonly AuditFinding[];
}

export function addStore(parent: Command, cli: Cli): void {
  const store = parent
    .command('store')
    .helpGroup('Cluster:')
    .description(
      "Look at nodes' directories while no node runs there: verify them, or list what is in them.",
    );
  addAudit(store, cli);
  addDump(store, cli);
}

function addAudit(store: Command, cli: Cli): void {
  const command = store
    .command('audit')
    .description(
      'Verify every checksum, chain and digest; of several directories, also that their replicas agree. Exit code 5 when something is wrong.',
    )
    .argument('<directory...>', "nodes' directories");
  outputOption(command)
    .addHelpText(
      'after',
      examples(['railkv store audit .railkv/data/n1', 'railkv store audit .railkv/data/n*'], IN_USE),
    )
    .action((directories: readonly string[]) =>
      cli.run(command, 'reads', async (invocation) => {
        const nodes: AuditedNode[] = [];
        for (const directory of directories) {
          invocation.note(directories.length > 1 ? `auditing ${directory}\n` : '');
          await requireNode(directory);
          nodes.push(await auditNode(directory));
        }
        return present(nodes, compareReplicas(nodes), invocation);
      }),
    );
}

const IN_USE = 'A directory that a node has open is refused: stop the node first.';

async function auditNode(directory: string): Promise<AuditedNode> {
  const findings: AuditFinding[] = [];
  try {
    for await (const finding of audit(new LevelDisk(directory))) findings.push(finding);
  } catch (error) {
    throw explained(error, directory);
  }
  return { directory, findings };
}

/** Said here, since a database that is not there says nothing that helps.
 *  @throws CommandFailed NOT_FOUND */
async function requireNode(directory: string): Promise<void> {
  await access(join(directory, IDENTITY_FILE)).catch((cause: unknown) => {
    throw new CommandFailed('NOT_FOUND', `${directory} is no directory of a node: ${whyUnreadable(cause)}`, {
      next: NAME_A_NODE,
      cause,
    });
  });
}

const NAME_A_NODE = "name a node's own directory, such as .railkv/data/n1";

function explained(error: unknown, directory: string): unknown {
  if (!(error instanceof StoreError)) return error;
  const next: Partial<Record<StoreError['code'], string>> = {
    LOCKED: 'stop the node that runs there; of a running one, railkv status tells',
    NOT_FOUND: NAME_A_NODE,
    NEWER_FORMAT: 'use the newer railkv that wrote it',
  };
  const step = next[error.code];
  return new CommandFailed(error.code, `${directory}: ${error.message}`, {
    ...(step === undefined ? {} : { next: step }),
    cause: error,
  });
}

function present(
  nodes: readonly AuditedNode[],
  disagreements: readonly Disagreement[],
  { colours }: Invocation,
): Result {
  const problems = nodes.reduce((sum, node) => sum + problemsOf(node).length, disagreements.length);
  const verdict =
    problems === 0
      ? `${colours.green('ok')} everything is as it was written\n`
      : `${colours.red(plural(problems, 'problem'))}: keep ${nodes.length === 1 ? 'the directory' : 'the directories'} as they are\n`;
  return {
    human: [
      ...nodes.map((node) => renderNode(node, colours)),
      ...disagreements.map((each) => `${colours.red('problem:')} ${each.message}\n`),
      verdict,
    ].join(''),
    json: {
      problems,
      nodes: nodes.map(({ directory, findings }) => ({ directory, findings: findings.map(findingJson) })),
      disagreements: disagreements.map((each) => ({ ...each })),
    },
    exitCode: problems === 0 ? EXIT.ok : EXIT.attention,
  };
}

const problemsOf = ({ findings }: AuditedNode) => findings.filter((finding) => finding.kind === 'problem');

function findingJson(finding: AuditFinding) {
  return finding.kind === 'identity' ? { kind: finding.kind, ...finding.identity } : { ...finding };
}

function renderNode({ directory, findings }: AuditedNode, colours: Colours): string {
  const groups: AuditedGroup[] = [];
  const lines: string[] = [];
  for (const finding of findings) {
    switch (finding.kind) {
      case 'identity': {
        const { node, cluster, incarnation, format } = finding.identity;
        lines.unshift(
          `${colours.bold(directory)}: node ${node} of cluster ${cluster}, incarnation ${incarnation}, format ${format}\n`,
        );
        break;
      }
      case 'group':
        groups.push(finding);
        break;
      case 'tombstone':
        lines.push(
          `  group ${finding.group} was removed here: replicas below ${finding.leastReplica} are refused\n`,
        );
        break;
      case 'problem':
        lines.push(`  ${colours.red('problem:')} ${finding.where}: ${finding.what}\n`);
        break;
      case 'note':
        lines.push(`  note: ${finding.where}: ${finding.what}\n`);
        break;
    }
  }
  return `${lines.join('')}${renderGroups(groups, colours)}\n`;
}

function renderGroups(groups: readonly AuditedGroup[], colours: Colours): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  return renderTable(
    [
      right('GROUP'),
      right('REPLICA'),
      { title: 'STATE' },
      right('TERM'),
      right('COMMIT'),
      right('APPLIED'),
      right('LAST'),
      right('ROWS'),
      { title: 'DIGEST' },
      { title: 'CHAIN' },
    ],
    groups.map((group) => [
      String(group.group),
      String(group.replica),
      group.state === 'damaged' ? colours.red(group.state) : group.state,
      String(group.term),
      String(group.commit),
      String(group.applied),
      String(group.lastIndex),
      String(group.rows),
      group.digest,
      group.chain,
    ]),
    colours,
  );
}

interface DumpValues {
  readonly log?: true;
  readonly state?: true;
  readonly group?: string;
  readonly output: 'table' | 'json';
}

function addDump(store: Command, cli: Cli): void {
  const command = store
    .command('dump')
    .description(
      'List every key of a directory: what it is, and whether it is what was written. JSON is an object a line.',
    )
    .argument('<directory>', "a node's directory")
    .option('--log', 'only the database of entries and hard states')
    .option('--state', 'only the database of applied rows')
    .option('--group <n>', 'only this group');
  outputOption(command)
    .addHelpText(
      'after',
      examples(
        [
          'railkv store dump .railkv/data/n1 --log --group 2',
          'railkv store dump .railkv/data/n1 -o json | head',
        ],
        IN_USE,
      ),
    )
    .action((directory: string, values: DumpValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const group =
          values.group === undefined
            ? undefined
            : parseCount(values.group, '--group', 0, Number.MAX_SAFE_INTEGER);
        await requireNode(directory);
        try {
          return await dump(rowsOf(directory, values, group), invocation);
        } catch (error) {
          throw explained(error, directory);
        }
      }),
    );
}

async function* rowsOf(
  directory: string,
  values: DumpValues,
  group: number | undefined,
): AsyncGenerator<DumpedRow> {
  const disk = new LevelDisk(directory);
  const both = values.log === values.state;
  if (both || values.log === true) yield* dumpLog(disk, group);
  if (both || values.state === true) yield* dumpState(disk, group);
}

/** A directory may be larger than memory: rows are written as they are read. */
async function dump(
  rows: AsyncIterable<DumpedRow>,
  { terminal, json, colours }: Invocation,
): Promise<Result> {
  let count = 0;
  let broken = 0;
  for await (const row of rows) {
    count += 1;
    if (!row.whole) broken += 1;
    terminal.out(json ? `${JSON.stringify(rowJson(row))}\n` : rowLine(row, colours));
  }
  const exitCode = broken === 0 ? EXIT.ok : EXIT.attention;
  return {
    human: `${plural(count, 'row')}, ${broken} not as they were written\n`,
    json: undefined,
    exitCode,
  };
}

function rowLine(row: DumpedRow, colours: Colours): string {
  const mark = row.whole ? '' : `${colours.red('BROKEN')} `;
  return `${mark}${row.database} ${row.table} ${colours.bold(row.key)}  ${row.value}\n`;
}

function rowJson(row: DumpedRow) {
  const { bytes, group, ...shown } = row;
  return { ...shown, group: group ?? null, base64: Buffer.from(bytes).toString('base64') };
}
