/** Moves copies from nodes that carry many to those that carry few, as long as no two copies come closer together. Every move
 *  makes the sum of the squares of what nodes carry smaller, so it ends, and nothing goes to and fro. */
import type { GroupId } from '../../raft/ids.js';
import type { PlacementSettings } from '../placement-settings.js';
import { compareText } from '../replica-placement.js';
import type { ClusterPicture, NodeEntry, PictureGroup } from './cluster-picture.js';
import { couldMove, tolerated } from './could-move.js';
import { crowding } from './isolation.js';
import { leads, relocation } from './steps.js';
import { places, whyNotNow } from './target.js';
import { type Proposal, type Word, wants } from './word.js';

/** Whether a group may be chosen: sound, at rest, not just moved. */
export type Movable = (group: PictureGroup) => boolean;

/** The next move; undefined when there is none now. The caller notes it in the picture before it asks again. */
export function balanceReplicas(
  picture: ClusterPicture,
  settings: PlacementSettings,
  movable: Movable,
): Proposal | undefined {
  const nodes = picture.nodes().filter(takesPart);
  if (couldMove(picture, { kind: 'balance-replica', steps: [] }, settings) !== '') return undefined;
  const few = nodes.filter((entry) => whyNotNow(entry, settings) === '').sort(ascending);
  const many = nodes.filter(({ leaving }) => leaving < settings.leavingMax).sort((a, b) => ascending(b, a));
  for (const from of many) {
    for (const to of few) {
      const most = tolerated(from.copies.size, settings.balancePercent);
      if (from.copies.size - to.copies.size <= most) break;
      const word = pick(picture, from, to, movable);
      if (word?.verdict === 'wants') return word.proposal;
    }
  }
  return undefined;
}

const takesPart = ({ node }: NodeEntry): boolean => node.state === 'active' && node.health === 'up';

const ascending = (a: NodeEntry, b: NodeEntry): number =>
  a.copies.size - b.copies.size || compareText(a.node.node, b.node.node);

function pick(picture: ClusterPicture, from: NodeEntry, to: NodeEntry, movable: Movable): Word | undefined {
  let led: GroupId | undefined;
  for (const [zones, groups] of from.byZones) {
    if (!fitsZones(zones, from.node.zone, to.node.zone)) continue;
    for (const id of groups) {
      const group = picture.group(id);
      if (group === undefined || to.carried.has(id) || to.copies.has(id) || !movable(group)) continue;
      if (!keepsApart(picture, group, from, to)) continue;
      if (!leads(group, from.node.node)) return move(picture, group, from, to);
      led ??= id;
    }
  }
  const group = led === undefined ? undefined : picture.group(led);
  return group === undefined ? undefined : move(picture, group, from, to);
}

/** Whether as many of the other copies' zones, or fewer, are the new one's. */
function fitsZones(zones: string, from: string, to: string): boolean {
  if (from === to) return true;
  const others: unknown = JSON.parse(zones);
  if (!Array.isArray(others)) return false;
  const count = (zone: string): number => others.filter((other) => other === zone).length;
  return count(to) <= count(from);
}

function keepsApart(picture: ClusterPicture, group: PictureGroup, from: NodeEntry, to: NodeEntry): boolean {
  if (to.node.host === '' && to.node.zone === from.node.zone) return true;
  const others = places(
    picture,
    group.members.filter(({ node, learner }) => !learner && node !== from.node.node).map(({ node }) => node),
  );
  return crowding(to.node, others) <= crowding(from.node, others);
}

function move(
  picture: ClusterPicture,
  group: PictureGroup,
  from: NodeEntry,
  to: NodeEntry,
): Word | undefined {
  const steps = relocation(picture, group, from.node.node, to.node.node);
  if (steps === undefined) return undefined;
  const text = `${from.node.node} carries ${from.copies.size} copies and ${to.node.node} ${to.copies.size}`;
  return wants('balance-replica', group, steps, text);
}
