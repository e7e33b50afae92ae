/** Copies that share a zone or a host although they need not. One is moved at a time, only where that keeps them further
 *  apart: so it ends. Pure. */
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { crowding, crowdingOf, sharesZone } from './isolation.js';
import { relocation } from './steps.js';
import { chooseTarget, couldTake, places } from './target.js';
import { blocked, fine, type Word, waits, wants } from './word.js';

export function checkIsolation(
  picture: ClusterPicture,
  group: PictureGroup,
  settings: PlacementSettings,
): Word {
  const nodes = group.members.filter(({ learner }) => !learner).map(({ node }) => node);
  const sum = crowdingOf(places(picture, nodes));
  if (sum === 0) return fine('every copy has a zone and a host of its own');
  const taken = new Set(group.members.map(({ node }) => node));
  let best: { from: string; to: string; gain: number } | undefined;
  let later = '';
  for (const from of nodes) {
    const entry = picture.node(from);
    if (entry === undefined) continue;
    const staying = nodes.filter((node) => node !== from);
    const now = crowding(entry.node, places(picture, staying));
    if (now === 0) continue;
    const target = chooseTarget(picture, taken, staying, settings);
    if (target.kind === 'none') {
      if (target.passes && later === '') later = target.why;
      continue;
    }
    const gain = now - target.crowding;
    if (gain > 0 && (best === undefined || gain > best.gain)) best = { from, to: target.node, gain };
  }
  if (best !== undefined) return apart(picture, group, best.from, best.to, sum);
  if (later !== '' && couldBeBetter(picture, nodes)) return waits(later);
  return asGoodAsCanBe(picture, group, sum);
}

function apart(picture: ClusterPicture, group: PictureGroup, from: string, to: string, sum: number): Word {
  const steps = relocation(picture, group, from, to);
  if (steps === undefined)
    return waits(`the copy on ${from} should go to ${to}, but it leads and nobody else could yet`);
  return wants(
    'zone',
    group,
    steps,
    `copies share a ${sharesZone(sum) ? 'zone' : 'host'}: the one on ${from} goes to ${to}`,
  );
}

/** Whether any node that could ever take a copy would keep them further apart. */
function couldBeBetter(picture: ClusterPicture, nodes: readonly string[]): boolean {
  return nodes.some((from) => {
    const entry = picture.node(from);
    const others = places(
      picture,
      nodes.filter((node) => node !== from),
    );
    if (entry === undefined) return false;
    const now = crowding(entry.node, others);
    return picture
      .nodes()
      .some(
        (other) => couldTake(other) && !nodes.includes(other.node.node) && crowding(other.node, others) < now,
      );
  });
}

function asGoodAsCanBe(picture: ClusterPicture, group: PictureGroup, sum: number): Word {
  const able = picture.nodes().filter(couldTake);
  const zones = new Set(able.map(({ node }) => node.zone));
  if (!sharesZone(sum))
    return blocked('copies share a host, and no node on another host can take one: add one');
  if (zones.size === 1 && zones.has('')) return fine('no node has a zone label, so all count as one zone');
  if (zones.size < group.wanted)
    return blocked(
      `${group.wanted} copies are wanted in different zones, and only ${zones.size} ${zones.size === 1 ? 'zone has nodes' : 'zones have nodes'}: add a node with another zone label`,
    );
  return blocked('copies share a zone, and no node in another zone can take one: add one there');
}
