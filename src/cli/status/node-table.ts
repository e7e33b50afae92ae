/** The nodes in `railkv status`: a row each, and a column only where there is something to say. Pure. */
import type { NodePicture as DriverPicture } from '../../client/index.js';
import { describeState, healthOf, movingOf, sayCertificate, stateOf } from '../commands/node/words.js';
import type { Colours } from '../output/colour.js';
import type { Json } from '../output/json.js';
import { formatBytes, formatSpan } from '../output/quantities.js';
import { type Column, renderTable } from '../output/table.js';
import { certificateDaysLeft, type NodePicture } from './picture.js';
import type { PlacementSays } from './placement.js';

interface Row {
  readonly picture: NodePicture;
  /** As the placement driver has it, if it answered. */
  readonly driver: DriverPicture | undefined;
}

interface NodeColumn extends Column {
  readonly cell: (row: Row, colours: Colours) => string;
  /** Absent: it is always shown. */
  readonly when?: (rows: readonly Row[]) => boolean;
}

const right = 'right' as const;
const NOTHING = '-';

type Status = NonNullable<NodePicture['status']>;

const told =
  (say: (status: Status) => string) =>
  ({ picture: { status } }: Row): string =>
    status === undefined ? NOTHING : say(status);

const moving = ({ driver }: Row): string => (driver === undefined ? NOTHING : movingOf(driver));
const label =
  (key: string) =>
  ({ picture: { node } }: Row): string =>
    node.labels[key] ?? NOTHING;
const says =
  (cell: (row: Row) => string) =>
  (rows: readonly Row[]): boolean =>
    rows.some((row) => cell(row) !== NOTHING);
const versions = (rows: readonly Row[]): Set<string> =>
  new Set(rows.flatMap(({ picture: { status } }) => (status === undefined ? [] : [status.version])));

const COLUMNS: readonly NodeColumn[] = [
  { title: 'NODE', cell: ({ picture }, colours) => colours.bold(picture.node.nodeId) },
  { title: 'STATE', cell: stateCell },
  { title: 'LEADS', align: right, cell: told((status) => String(status.groupsLed)) },
  {
    title: 'FOLLOWS',
    spare: 6,
    align: right,
    cell: told((status) => String(status.groupsHosted - status.groupsLed)),
  },
  {
    title: 'ASLEEP',
    spare: 5,
    align: right,
    cell: told((status) => String(status.groupsAsleep)),
    when: (rows) => rows.some(({ picture }) => (picture.status?.groupsAsleep ?? 0) > 0),
  },
  { title: 'MOVING', cell: moving, when: says(moving) },
  { title: 'MEMORY', spare: 3, align: right, cell: told((status) => formatBytes(status.rssBytes)) },
  { title: 'DISK FREE', spare: 2, align: right, cell: told((status) => formatBytes(status.diskFreeBytes)) },
  { title: 'UP', spare: 4, align: right, cell: told((status) => formatSpan(status.uptimeMs)) },
  {
    title: 'VERSION',
    spare: 1,
    cell: told((status) => status.version),
    when: (rows) => versions(rows).size > 1,
  },
  {
    title: 'CERTIFICATE',
    align: right,
    cell: certificateCell,
    when: (rows) =>
      rows.some(
        ({ picture }) => picture.status !== undefined && certificateDaysLeft(picture.status) !== undefined,
      ),
  },
  { title: 'CLIENT', cell: ({ picture }) => picture.node.clientAddress },
  { title: 'ZONE', cell: label('zone'), when: says(label('zone')) },
  { title: 'HOST', cell: label('host'), when: says(label('host')) },
];

export function renderNodes(
  nodes: readonly NodePicture[],
  placement: PlacementSays | undefined,
  colours: Colours,
  width: number | undefined,
): string {
  const rows = nodes.map((picture) => ({ picture, driver: placement?.nodes.get(picture.node.nodeId) }));
  const columns = COLUMNS.filter(({ when }) => when === undefined || when(rows));
  return renderTable(
    columns,
    rows.map((row) => columns.map(({ cell }) => cell(row, colours))),
    colours,
    width,
  );
}

/** What it does, and where it is in its life: `up`, `up, draining, 3 left`, `silent`, `2 damaged`. */
function stateCell({ picture: { status }, driver }: Row, colours: Colours): string {
  const health = healthOf(driver?.node);
  const words: string[] = [];
  if (status === undefined) words.push(colours.red(health === 'down' ? 'down' : 'silent'));
  else {
    words.push(
      status.groupsDamaged > 0 ? colours.red(`${status.groupsDamaged} damaged`) : colours.green('up'),
    );
    // It answers here, but the placement driver does not hear it.
    if (health !== 'up') words.push(colours.yellow(health));
  }
  if (driver !== undefined && stateOf(driver.node) !== 'active') words.push(describeState(driver, colours));
  return words.join(', ');
}

function certificateCell({ picture: { status } }: Row, colours: Colours): string {
  const days = status && certificateDaysLeft(status);
  return days === undefined ? NOTHING : sayCertificate(days, colours);
}

export function nodeJson(
  { node, status, silence }: NodePicture,
  placement: PlacementSays | undefined,
): { readonly [name: string]: Json } {
  const driver = placement?.nodes.get(node.nodeId);
  const known = {
    nodeId: node.nodeId,
    clientAddress: node.clientAddress,
    labels: { ...node.labels },
    lifecycle: driver === undefined ? null : stateOf(driver.node),
    health: driver === undefined ? null : healthOf(driver.node),
    leftToMove: driver?.leftToMove ?? 0,
    copiesArriving: driver?.copiesArriving ?? 0,
    copiesLeaving: driver?.copiesLeaving ?? 0,
  };
  if (status === undefined) return { ...known, up: false, silence: silence?.message ?? null };
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
    certificateDaysLeft: certificateDaysLeft(status) ?? null,
    dataDirectory: status.dataDirectory,
    peers: status.peers.map((peer) => ({ ...peer })),
  };
}
