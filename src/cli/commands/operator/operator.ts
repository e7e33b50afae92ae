/** `railkv operator ...`: what the placement driver is doing, has done, and taking something of it back. */
import type { Command } from 'commander';
import type { OperationsApi, PlacementOperator, RailkvClient } from '../../../client/index.js';
import { type Cli, examples } from '../../cli.js';
import { isoIn } from '../../dates.js';
import type { Invocation, Result } from '../../invocation.js';
import { clusterOptions, parseCount } from '../../options.js';
import { formatSpan, plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import { UsageError } from '../../usage-error.js';
import { groupNumber, unknownGroup } from '../group/change.js';
import { follow, requireDone, watch } from './follow.js';
import {
  describeProgress,
  isRunning,
  kindOf,
  operatorJson,
  paintResult,
  resultOf,
  sayStep,
  subjectOf,
} from './words.js';

const LISTED_MAX = 1_000;

interface ListValues {
  readonly group?: string;
  readonly node?: string;
  readonly limit: string;
}

export function addOperator(parent: Command, cli: Cli): void {
  const operator = parent
    .command('operator')
    .helpGroup('Cluster:')
    .description('What the placement driver moves, splits and repairs: under way, ended, cancelled.');
  addList(operator, cli, 'list');
  addList(operator, cli, 'history');
  addShow(operator, cli);
  addCancel(operator, cli);
}

function addList(parent: Command, cli: Cli, name: 'list' | 'history'): void {
  const history = name === 'history';
  const command = parent
    .command(name)
    .description(
      history ? 'What has ended, newest first, and how.' : 'What is under way, and what it waits for.',
    )
    .option('--group <group>', 'only of this group')
    .option('--node <node>', 'only what touches this node')
    .option('--limit <count>', `at most so many, up to ${LISTED_MAX}`, '100');
  clusterOptions(command)
    .addHelpText('after', examples([`railkv operator ${name}`, `railkv operator ${name} --node n2`]))
    .action((values: ListValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const client = await invocation.client();
        const { operators, more } = await client.operations.operators(
          {
            history,
            limit: parseCount(values.limit, '--limit', 1, LISTED_MAX),
            ...(values.group !== undefined && { group: groupNumber(values.group) }),
            ...(values.node !== undefined && { node: values.node }),
          },
          invocation.call,
        );
        if (operators.length === 0) await requireKnown(client, values, invocation);
        const rest = more ? `there are more: --limit, up to ${LISTED_MAX}\n` : '';
        const none = `nothing${ofWhom(values)} ${history ? 'has ended yet' : 'is under way'}\n`;
        const table = history ? renderEnded(operators, invocation) : renderRunning(operators, invocation);
        return {
          human: operators.length === 0 ? none : `${table}${plural(operators.length, 'operator')}\n${rest}`,
          json: { operators: operators.map(operatorJson), more },
        };
      }),
    );
}

/** Nothing of a node or group that never was is a slip, and no answer.
 *  @throws RailkvError NODE_NOT_FOUND @throws CommandFailed NO_SUCH_GROUP */
async function requireKnown(
  client: RailkvClient,
  { group, node }: ListValues,
  { call }: Invocation,
): Promise<void> {
  if (node !== undefined) await client.operations.node(node, call);
  if (group === undefined) return;
  const number = groupNumber(group);
  const routes = await client.cluster.routes(undefined, call);
  if (!routes.some((route) => route.group === number)) throw unknownGroup(number);
}

/** What was asked for: a slip in a name is seen. */
const ofWhom = ({ group, node }: ListValues): string =>
  [group === undefined ? '' : ` of group ${group}`, node === undefined ? '' : ` on ${node}`].join('');

function renderRunning(operators: readonly PlacementOperator[], { colours, terminal }: Invocation): string {
  return renderTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'KIND' },
      { title: 'OF' },
      { title: 'FOR', align: 'right' },
      { title: 'NOW' },
      { title: 'WHY' },
    ],
    operators.map((operator) => [
      String(operator.operatorId ?? 0),
      kindOf(operator),
      subjectOf(operator),
      formatSpan(Math.max(0, terminal.now() - (operator.startedMs ?? 0))),
      [describeProgress(operator), operator.waitsFor && colours.yellow(`waits: ${operator.waitsFor}`)]
        .filter(Boolean)
        .join('; '),
      whyOf(operator),
    ]),
    colours,
  );
}

function renderEnded(
  operators: readonly PlacementOperator[],
  { colours, terminal, timezone }: Invocation,
): string {
  const today = isoIn(timezone, terminal.now());
  const when = (ms: number): string => {
    const iso = isoIn(timezone, ms);
    return iso.startsWith(today.slice(0, 10))
      ? iso.slice(11, 19)
      : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  };
  return renderTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'KIND' },
      { title: 'OF' },
      // Neither the machine's zone nor that of its log perhaps.
      { title: `ENDED ${today.slice(19)}` },
      { title: 'TOOK', align: 'right' },
      { title: 'RESULT' },
      { title: 'WHY' },
    ],
    operators.map((operator) => [
      String(operator.operatorId ?? 0),
      kindOf(operator),
      subjectOf(operator),
      when(operator.endedMs ?? 0),
      formatSpan(Math.max(0, (operator.endedMs ?? 0) - (operator.startedMs ?? 0))),
      [paintResult(resultOf(operator), colours), resultOf(operator) === 'done' ? '' : operator.message]
        .filter(Boolean)
        .join(': '),
      whyOf(operator),
    ]),
    colours,
  );
}

const whyOf = ({ reason, caller }: PlacementOperator): string =>
  [reason, caller ? `by ${caller}` : ''].filter(Boolean).join(', ') || '-';

/** @throws UsageError */
function operatorNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(
    `'${text}' is no operator`,
    'give its number: railkv operator list, railkv operator history',
  );
}

function addShow(parent: Command, cli: Cli): void {
  const command = parent
    .command('show')
    .description('One operator: its steps, where it is, what it waits for, how it ended.')
    .argument('<operator>', 'its number (railkv operator list)')
    .option('--wait', 'watch until it has ended; exit 1 unless it is done then');
  clusterOptions(command)
    .addHelpText('after', examples(['railkv operator show 12', 'railkv operator show 12 --wait']))
    .action((text: string, values: { readonly wait?: true }) =>
      cli.run(command, 'reads', async (invocation) => {
        const id = operatorNumber(text);
        const client = await invocation.client();
        if (values.wait !== true)
          return presentOperator(await client.operations.operator(id, invocation.call), invocation);
        const ended = await follow(invocation, id, `railkv operator show ${id} --wait`);
        requireDone(ended, `see what became of it: railkv operator show ${id}`);
        return presentOperator(ended, invocation);
      }),
    );
}

function presentOperator(operator: PlacementOperator, invocation: Invocation): Result {
  const { colours, timezone } = invocation;
  const running = isRunning(operator);
  const at = operator.step ?? 0;
  const steps = (operator.steps ?? []).map((step, index) => {
    const mark =
      index < at || resultOf(operator) === 'done'
        ? colours.green('done')
        : index === at && running
          ? 'now '
          : '    ';
    return `  ${mark}  ${sayStep(step)}\n`;
  });
  const head = `operator ${operator.operatorId ?? 0}: ${kindOf(operator)} of ${subjectOf(operator)}, ${
    running
      ? `under way since ${isoIn(timezone, operator.startedMs ?? 0)}`
      : `${paintResult(resultOf(operator), colours)} ${isoIn(timezone, operator.endedMs ?? 0)}`
  }\n`;
  const facts = [
    `  why: ${whyOf(operator)}\n`,
    running ? `  now: ${describeProgress(operator)}\n` : '',
    operator.waitsFor && running ? `  ${colours.yellow('waits:')} ${operator.waitsFor}\n` : '',
    operator.message ? `  ended: ${operator.message}\n` : '',
  ].join('');
  return {
    human: `${head}${facts}${steps.length > 0 ? `\n${steps.join('')}` : ''}`,
    json: operatorJson(operator),
  };
}

function addCancel(parent: Command, cli: Cli): void {
  const command = parent
    .command('cancel')
    .description(
      'Begin nothing more of an operator. What has begun ends well: a group is never left half changed.',
    )
    .argument('<operator>', 'its number (railkv operator list)')
    .option('--no-wait', 'return once it is written down');
  clusterOptions(command)
    .addHelpText(
      'after',
      examples(
        ['railkv operator cancel 12'],
        'Safe to repeat. The placement driver may begin something alike again, if the cause is still there:\nrailkv maintenance on keeps it still. A drain is taken back with railkv node undrain, a decommission with\nrailkv node recommission.',
      ),
    )
    .action((text: string, values: { readonly wait: boolean }) =>
      cli.run(command, 'changes', async (invocation) => {
        const id = operatorNumber(text);
        const client = await invocation.client();
        const { operator, changed } = await client.operations.cancelOperator(id, invocation.call);
        const ended = operator ?? {};
        if (!changed)
          return {
            human: `nothing to do: operator ${id} has ended already (${resultOf(ended)})\n`,
            json: { ...operatorJson(ended), changed },
          };
        const group = ended.group ?? 0;
        if (values.wait && !ended.nodeId) await unfinished(invocation, id, group);
        return {
          human: `${invocation.colours.green('done')} operator ${id} of ${subjectOf(ended)} is cancelled\n next: see what the placement driver makes of it: ${ended.nodeId ? `railkv node show ${ended.nodeId}` : `railkv group why ${group}`}\n`,
          json: { ...operatorJson(ended), changed },
        };
      }),
    );
}

const FINE = 1;

/** A joint configuration that it had entered is left first. */
async function unfinished(invocation: Invocation, id: number, group: number): Promise<void> {
  const joint = (seen: Awaited<ReturnType<OperationsApi['explainGroup']>>) =>
    seen.checkers.find(({ checker }) => checker === 'joint');
  await watch(invocation, {
    what: `what operator ${id} had begun`,
    again: `railkv group why ${group}`,
    look: (client, call) => client.operations.explainGroup(group, call),
    ended: (seen) => (joint(seen)?.verdict ?? FINE) === FINE,
    say: (seen) => joint(seen)?.text ?? '',
  });
}
