/** Nodes in words, as the placement driver knows them. Pure. */
import type { NodePicture, RailkvClient } from '../../../client/index.js';
import { NODE_HEALTHS, NODE_STATES, type NodeState } from '../../../proto/placement-names.js';
import type { Colours } from '../../output/colour.js';
import type { Json } from '../../output/json.js';
import { plural } from '../../output/quantities.js';

export type Descriptor = NonNullable<NodePicture['node']>;

export const stateOf = (node: Descriptor | null | undefined): NodeState =>
  NODE_STATES[node?.state ?? 0] ?? 'removed';
export const healthOf = (node: Descriptor | null | undefined): string =>
  NODE_HEALTHS[node?.health ?? 0] ?? 'unknown';
export const labelsOf = (node: Descriptor | null | undefined): [string, string][] =>
  Object.entries(node?.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

export const sayLabels = (labels: readonly (readonly [string, string])[]): string =>
  labels.map(([key, value]) => `${key}=${value}`).join(' ') || '-';

/** A drain whose operator has ended is over: the node leads nothing. */
export function describeState(picture: NodePicture, colours: Colours): string {
  const state = stateOf(picture.node);
  if (state === 'active') return state;
  if (state === 'removed') return colours.dim(state);
  const left = picture.leftToMove ?? 0;
  if (state === 'draining') return colours.yellow(left === 0 ? 'drained' : `draining, ${left} left`);
  return colours.yellow(`decommissioning, ${left} left`);
}

/** Copies on their way: `+2 -1`. */
export function movingOf({ copiesArriving, copiesLeaving }: NodePicture): string {
  const parts = [copiesArriving ? `+${copiesArriving}` : '', copiesLeaving ? `-${copiesLeaving}` : ''];
  return parts.filter(Boolean).join(' ') || '-';
}

/** A certificate is renewed by then, or shown in colour. */
const CERTIFICATE_DAYS = 30;

export function sayCertificate(daysLeft: number, colours: Colours): string {
  if (daysLeft < 0) return colours.red('expired');
  return daysLeft < CERTIFICATE_DAYS ? colours.yellow(plural(daysLeft, 'day')) : plural(daysLeft, 'day');
}

export function paintHealth(health: string, colours: Colours): string {
  if (health === 'up') return colours.green(health);
  return health === 'down' ? colours.red(health) : colours.yellow(health);
}

type Change = Awaited<ReturnType<RailkvClient['operations']['drain']>>;
/** What a group would survive without a node. */
export type GroupSum = NonNullable<NonNullable<NonNullable<Change['arithmetic']>['groups']>[number]>;

export const sumJson = (sum: GroupSum): { readonly [name: string]: Json } => ({
  group: sum.group ?? 0,
  voters: sum.voters ?? 0,
  votersAlive: sum.votersAlive ?? 0,
  ackQuorum: sum.ackQuorum ?? 0,
  needed: sum.needed ?? 0,
  goesOn: sum.goesOn ?? false,
  target: sum.targetNodeId || null,
  votersAfter: sum.wantedAfter || (sum.voters ?? 0),
});

export function nodeJson(picture: NodePicture): { readonly [name: string]: Json } {
  const { node } = picture;
  return {
    nodeId: node?.nodeId ?? '',
    state: stateOf(node),
    health: healthOf(node),
    labels: Object.fromEntries(labelsOf(node)),
    clientAddress: node?.clientAddress ?? '',
    peerAddress: node?.peerAddress ?? '',
    version: node?.version ?? '',
    copies: picture.replicas ?? 0,
    leads: picture.leaders ?? 0,
    leftToMove: picture.leftToMove ?? 0,
    operator: picture.operatorId || null,
    copiesArriving: picture.copiesArriving ?? 0,
    copiesLeaving: picture.copiesLeaving ?? 0,
    commandsPerSecond: picture.commandsPerSecond ?? 0,
    heard: picture.heard ?? false,
    silentMs: picture.silentMs ?? 0,
    diskFreeBytes: picture.diskFreeBytes ?? 0,
    diskTotalBytes: picture.diskTotalBytes ?? 0,
    lowOnDisk: picture.lowOnDisk ?? false,
    notes: [...(picture.notes ?? [])],
  };
}
