/** What `railkv node list|show` print. */
import { type NodePicture, type RailkvClient, RailkvError } from '../../../client/index.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { formatBytes, formatSpan, plural } from '../../output/quantities.js';
import { hanging, renderTable } from '../../output/table.js';
import { certificateDaysLeft, NODE_TIMEOUT_MS } from '../../status/picture.js';
import { OPERATORS_COUNTED } from '../../status/placement.js';
import { UsageError } from '../../usage-error.js';
import { describeProgress, operatorJson, sayUnderWay, subjectOf } from '../operator/words.js';
import {
  describeState,
  healthOf,
  labelsOf,
  movingOf,
  nodeJson,
  paintHealth,
  sayCertificate,
  sayLabels,
  stateOf,
  sumJson,
} from './words.js';

export interface ListValues {
  readonly removed?: true;
  readonly label?: string;
}

export async function listNodes(invocation: Invocation, values: ListValues): Promise<Result> {
  const client = await invocation.client();
  const wanted = values.label === undefined ? undefined : labelOf(values.label);
  const [listed, running] = await Promise.all([
    client.operations.nodes({ ...invocation.call, removed: values.removed === true }),
    client.operations.operators({ limit: OPERATORS_COUNTED }, invocation.call),
  ]);
  const nodes = wanted === undefined ? listed.nodes : labelled(listed.nodes, wanted);
  const days = new Map(
    await Promise.all(
      nodes.map(
        async (picture) =>
          [nodeIdOf(picture), await certificateDaysOf(client, picture, invocation.call)] as const,
      ),
    ),
  );
  const { colours } = invocation;
  const maintenance = listed.settings?.maintenance;
  const aside = [
    maintenance?.on
      ? `${colours.yellow('maintenance')}${maintenance.reason ? ` (${maintenance.reason})` : ''}: nothing is moved; railkv maintenance off ends it\n`
      : '',
    sayUnderWay(running.operators.length, running.more),
    listed.hearing?.waitsFor ? `${colours.yellow('wait:')} ${listed.hearing.waitsFor}\n` : '',
    ...nodes.flatMap(({ node, notes }) => (notes ?? []).map((note) => `${node?.nodeId ?? ''}: ${note}\n`)),
  ].join('');
  return {
    human: `${renderNodes(nodes, days, invocation)}${plural(nodes.length, 'node')}\n${aside === '' ? '' : `\n${aside}`}`,
    json: {
      nodes: nodes.map((picture) => ({
        ...nodeJson(picture),
        certificateDaysLeft: days.get(nodeIdOf(picture)) ?? null,
      })),
      maintenance: maintenance?.on ?? false,
      operators: running.operators.length,
      waitsFor: listed.hearing?.waitsFor ?? '',
    },
  };
}

const nodeIdOf = ({ node }: NodePicture): string => node?.nodeId ?? '';

/** @param days left of each node's certificates; a column only where some node has any */
function renderNodes(
  nodes: readonly NodePicture[],
  days: ReadonlyMap<string, number | undefined>,
  { colours, terminal }: Invocation,
): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  const secure = nodes.some((picture) => days.get(nodeIdOf(picture)) !== undefined);
  const certificate = (picture: NodePicture): string => {
    const left = days.get(nodeIdOf(picture));
    return left === undefined ? '-' : sayCertificate(left, colours);
  };
  return renderTable(
    [
      { title: 'NODE' },
      { title: 'HEALTH' },
      { title: 'STATE' },
      right('COPIES'),
      right('LEADS'),
      { title: 'MOVING' },
      right('DISK FREE'),
      ...(secure ? [right('CERTIFICATE')] : []),
      { title: 'LABELS' },
      { title: 'CLIENT', spare: 1 },
      { title: 'VERSION', spare: 2 },
    ],
    nodes.map((picture) => {
      const { node } = picture;
      const gone = stateOf(node) === 'removed';
      return [
        colours.bold(node?.nodeId ?? ''),
        gone ? '-' : paintHealth(healthOf(node), colours),
        describeState(picture, colours),
        String(picture.replicas ?? 0),
        String(picture.leaders ?? 0),
        movingOf(picture),
        picture.heard && !gone ? formatBytes(picture.diskFreeBytes ?? 0) : '-',
        ...(secure ? [certificate(picture)] : []),
        sayLabels(labelsOf(node)),
        node?.clientAddress ?? '',
        node?.version || '-',
      ];
    }),
    colours,
    terminal.columns,
  );
}

/** @throws UsageError */
/** As one word of a command line, and of a list of labels. */
const LABEL = /^([A-Za-z][A-Za-z0-9._-]{0,62})=([A-Za-z0-9][A-Za-z0-9._-]{0,62})$/;

export function labelOf(text: string): readonly [string, string] {
  const [, key, value] = LABEL.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw new UsageError(
    `'${text}' is no label`,
    'write it as KEY=VALUE, such as zone=b: letters, digits, ".", "_" and "-", at most 63 each',
  );
}

function labelled(nodes: readonly NodePicture[], [key, value]: readonly [string, string]): NodePicture[] {
  const found = nodes.filter(({ node }) => node?.labels?.[key] === value);
  if (found.length > 0) return found;
  const there = [
    ...new Set(nodes.flatMap(({ node }) => labelsOf(node).map((label) => sayLabels([label])))),
  ].sort();
  throw new CommandFailed('LABEL_NOT_FOUND', `no node has the label ${key}=${value}`, {
    next:
      there.length > 0
        ? `there are ${there.join(', ')}`
        : `give a node one: railkv node label NODE ${key}=${value}`,
  });
}

const GROUPS_SHOWN = 10;

/** Of its own word, by its own clock. A node that does not answer now shows that elsewhere. */
async function certificateDaysOf(
  client: RailkvClient,
  picture: NodePicture,
  call: { readonly timeoutMs?: number },
): Promise<number | undefined> {
  if (picture.heard !== true || stateOf(picture.node) === 'removed') return undefined;
  try {
    return certificateDaysLeft(
      await client.cluster.nodeStatus(nodeIdOf(picture), { timeoutMs: call.timeoutMs ?? NODE_TIMEOUT_MS }),
    );
  } catch (error) {
    if (error instanceof RailkvError) return undefined;
    throw error;
  }
}

export async function showNode(invocation: Invocation, id: string): Promise<Result> {
  const client = await invocation.client();
  const { node: picture, operators, leaving } = await client.operations.node(id, invocation.call);
  const daysLeft = picture ? await certificateDaysOf(client, picture, invocation.call) : undefined;
  const { colours } = invocation;
  const node = picture?.node;
  const known = picture ?? {};
  const removed = stateOf(node) === 'removed';
  const facts: [string, string][] = [
    [
      'health',
      removed
        ? '-' // what it was when it was last heard says nothing of now
        : paintHealth(healthOf(node), colours) +
          (known.silentMs ? `, heard ${formatSpan(known.silentMs)} ago` : ''),
    ],
    ['state', describeState(known, colours)],
    ['labels', sayLabels(labelsOf(node))],
    ['carries', `${plural(known.replicas ?? 0, 'copy', 'copies')}, leads ${known.leaders ?? 0} of them`],
    ['clients', node?.clientAddress ?? ''],
    ['peers', node?.peerAddress ?? ''],
    ['version', node?.version || '-'],
    [
      'disk',
      known.heard && !removed
        ? `${formatBytes(known.diskFreeBytes ?? 0)}${known.diskTotalBytes ? ` of ${formatBytes(known.diskTotalBytes)}` : ''} free`
        : removed
          ? '-'
          : 'not heard',
    ],
    ...(daysLeft === undefined
      ? []
      : [['certificate', sayCertificate(daysLeft, colours)] as [string, string]]),
    ...(known.notes ?? []).map((note): [string, string] => ['note', note]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const moving = operators.map(
    (operator) =>
      `  operator ${operator.operatorId ?? 0} (${subjectOf(operator)}): ${describeProgress(operator)}${operator.waitsFor ? `; ${colours.yellow('waits:')} ${operator.waitsFor}` : ''}\n`,
  );
  const sums = leaving
    .slice(0, GROUPS_SHOWN)
    .map(
      ({ text, targetNodeId, wantedAfter }) =>
        `  ${hanging(`${text ?? ''}${wantedAfter ? '' : `; ${targetNodeId ? `its copy could go to ${targetNodeId}` : colours.yellow('its copy could go nowhere')}`}`, 2, invocation.terminal.columns)}\n`,
    );
  const rest = leaving.length - sums.length;
  return {
    human: [
      `node ${colours.bold(id)}\n`,
      ...facts.map(([name, value]) => `  ${colours.dim(name.padEnd(width))}  ${value}\n`),
      moving.length > 0 ? `\nunder way\n${moving.join('')}` : '',
      sums.length > 0
        ? `\nwithout it, the weakest first\n${sums.join('')}${rest > 0 ? `  and ${plural(rest, 'group')} more\n` : ''}`
        : '',
    ].join(''),
    json: {
      ...nodeJson(known),
      certificateDaysLeft: daysLeft ?? null,
      operators: operators.map(operatorJson),
      leaving: leaving.map(sumJson),
    },
  };
}
