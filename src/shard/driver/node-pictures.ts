/** Nodes as an operator of the cluster sees them: what is replicated, what was heard, what is left to move and why. Pure. */
import type { pb } from '../../proto/index.js';
import { nodeToWire, type PlacedNode } from '../descriptor.js';
import type { ClusterPicture } from './cluster-picture.js';
import type { Hearing } from './hearing.js';
import type { PlacementFacts } from './live-picture.js';
import { type MarkTimes, silenceOf } from './node-marks.js';
import { whyNotNow } from './target.js';

export interface NodePictureParts {
  readonly facts: PlacementFacts;
  readonly picture: ClusterPicture;
  readonly hearing: Pick<Hearing, 'node'>;
  readonly times: MarkTimes;
}

/** By id. @param removed those that are no more, too */
export function nodePictures(parts: NodePictureParts, removed: boolean): pb.NodePicture.$Properties[] {
  return parts.facts.view
    .nodes()
    .filter(({ state }) => removed || state !== 'removed')
    .map((node) => nodePicture(parts, node));
}

export function nodePicture(parts: NodePictureParts, node: PlacedNode): pb.NodePicture.$Properties {
  const { facts, picture, hearing, times } = parts;
  const entry = picture.node(node.node);
  const heard = hearing.node(node.node);
  const operator = facts.operators.ofNode(node.node);
  const led = entry?.led.size ?? 0;
  const carried = entry?.carried.size ?? 0;
  let rate = 0;
  for (const group of entry?.led ?? []) rate += picture.group(group)?.commandsPerSecond ?? 0;
  return {
    node: nodeToWire(node),
    replicas: carried,
    leaders: led,
    heard: heard !== undefined,
    silentMs: Math.max(0, Math.floor(silenceOf(node, hearing, facts.settings, times))),
    diskFreeBytes: heard?.report.diskFreeBytes ?? 0,
    diskTotalBytes: heard?.report.diskTotalBytes ?? 0,
    lowOnDisk: heard?.report.lowOnDisk === true,
    leftToMove: node.state === 'draining' ? led : node.state === 'decommissioning' ? carried : 0,
    operatorId: operator?.id ?? 0,
    notes: notes(parts, node),
    copiesArriving: entry?.arriving ?? 0,
    copiesLeaving: entry?.leaving ?? 0,
    commandsPerSecond: rate,
  };
}

function notes({ facts, picture, hearing }: NodePictureParts, node: PlacedNode): string[] {
  const said: string[] = [];
  const entry = picture.node(node.node);
  const operator = facts.operators.ofNode(node.node);
  if (operator !== undefined) said.push(operator.waitsFor || operator.doing);
  const why = entry === undefined ? '' : whyNotNow(entry, facts.settings);
  if (why !== '' && node.state === 'active') said.push(`it gets no copies now: ${why}`);
  const damaged = hearing.node(node.node)?.report.damagedGroups?.length ?? 0;
  if (damaged > 0) said.push(`${damaged} of its copies are damaged and are replaced`);
  return said.filter((text) => text !== '');
}
