/** Where a new copy of a group should go. In two stages, as PD does: first which places keep the copies furthest apart among
 *  all nodes that could ever take one, then which of those can take it now. If none can, waiting is better than a worse
 *  place. Pure. */
import type { PlacementSettings } from '../placement-settings.js';
import { compareText } from '../replica-placement.js';
import type { ClusterPicture, NodeEntry } from './cluster-picture.js';
import { crowding, type Place } from './isolation.js';

export type Target =
  | { readonly kind: 'node'; readonly node: string; readonly crowding: number }
  /** @param why in words; `passes` when it does by itself */
  | { readonly kind: 'none'; readonly why: string; readonly passes: boolean };

type Limits = Pick<PlacementSettings, 'arrivingMax'>;

/** @param taken nodes that have a copy, or had one that cannot be replaced in place
 *  @param staying nodes whose copies stay: the new one keeps away from them */
export function chooseTarget(
  picture: ClusterPicture,
  taken: ReadonlySet<string>,
  staying: readonly string[],
  limits: Limits,
): Target {
  const others = places(picture, staying);
  let least = Number.POSITIVE_INFINITY;
  let best: NodeEntry | undefined;
  let waiting: NodeEntry | undefined;
  for (const entry of picture.nodes()) {
    if (taken.has(entry.node.node) || !couldTake(entry)) continue;
    const sum = crowding(entry.node, others);
    if (sum > least) continue;
    if (sum < least) {
      best = undefined;
      waiting = undefined;
      least = sum;
    }
    if (whyNotNow(entry, limits) !== '') waiting ??= entry;
    else if (best === undefined || lighter(entry, best)) best = entry;
  }
  if (best !== undefined) return { kind: 'node', node: best.node.node, crowding: least };
  if (waiting !== undefined) {
    const why = `${waiting.node.node} would be the best place: ${whyNotNow(waiting, limits)}`;
    return { kind: 'none', why, passes: true };
  }
  return { kind: 'none', why: 'no other node can take a copy: add a node', passes: false };
}

const lighter = (a: NodeEntry, b: NodeEntry): boolean =>
  a.copies.size < b.copies.size ||
  (a.copies.size === b.copies.size && compareText(a.node.node, b.node.node) < 0);

/** Not only for now. */
export const couldTake = ({ node }: NodeEntry): boolean =>
  node.state === 'active' && node.health !== 'down' && !node.lost;

/** '' when it can take a copy now. */
export function whyNotNow({ node, arriving }: NodeEntry, { arrivingMax }: Limits): string {
  if (node.state === 'removed') return 'it was removed from the cluster';
  if (node.state !== 'active') return `it is ${node.state}: nothing new goes there`;
  if (node.lost)
    return 'it was declared lost in a recovery and must not come back: railkv node decommission takes it out';
  if (node.health === 'down') return 'it is down';
  if (node.health === 'disconnected') return 'it has not been heard for a while';
  if (node.lowOnDisk) return 'it is low on disk: free some, or add a node';
  if (arriving >= arrivingMax) return `${arriving} copies are on their way to it, as many as at once`;
  return '';
}

export function places(picture: ClusterPicture, nodes: readonly string[]): Place[] {
  return nodes.flatMap((id) => {
    const entry = picture.node(id);
    return entry === undefined ? [] : [entry.node];
  });
}
