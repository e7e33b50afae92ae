/** Spreads leaders over the nodes that carry copies. Where the node that leads most shares no group with one that leads little,
 *  leaders move along a chain of nodes, each of which ends with as many as before: only so is within one always reached. */
import type { GroupId } from '../../raft/ids.js';
import type { PlacementSettings } from '../placement-settings.js';
import { compareText } from '../replica-placement.js';
import type { Movable } from './balance-replicas.js';
import type { ClusterPicture, NodeEntry } from './cluster-picture.js';
import { couldMove, tolerated } from './could-move.js';
import { couldLead } from './steps.js';
import type { Proposal } from './word.js';

interface Hop {
  readonly from: string;
  readonly group: GroupId;
}

/** The next transfers, which belong together; none when there is nothing to do now. */
export function balanceLeaders(
  picture: ClusterPicture,
  settings: PlacementSettings,
  movable: Movable,
): readonly Proposal[] {
  if (couldMove(picture, { kind: 'balance-leader', steps: [] }, settings) !== '') return [];
  const able = ({ node }: NodeEntry): boolean =>
    node.state === 'active' && node.health === 'up' && !node.lowOnDisk;
  const nodes = picture.nodes().filter(able);
  const least = nodes.reduce((few, { leads }) => Math.min(few, leads.size), Number.POSITIVE_INFINITY);
  const searched = new Set<string>();
  const many = [...nodes].sort(
    (a, b) => b.leads.size - a.leads.size || compareText(a.node.node, b.node.node),
  );
  for (const from of many) {
    if (searched.has(from.node.node)) continue; // whom it reaches was reached from one that leads more
    const most = tolerated(from.leads.size, settings.balancePercent);
    if (from.leads.size - least <= most) return [];
    const chain = search(picture, settings, from, from.leads.size - most - 1, movable, searched);
    if (chain.length > 0) return chain;
  }
  return [];
}

/** Breadth first, so the shortest chain to a node that leads at most `enough`; of those reached at once, the one that leads
 *  least. */
function search(
  picture: ClusterPicture,
  settings: PlacementSettings,
  from: NodeEntry,
  enough: number,
  movable: Movable,
  searched: Set<string>,
): Proposal[] {
  const came = new Map<string, Hop>();
  let ring = [from];
  const start = from.node.node;
  searched.add(start);
  while (ring.length > 0) {
    const next: NodeEntry[] = [];
    let best: NodeEntry | undefined;
    for (const entry of ring) {
      for (const [node, group] of successors(picture, settings, entry, movable)) {
        const reached = picture.node(node);
        if (reached === undefined || node === start || came.has(node)) continue;
        came.set(node, { from: entry.node.node, group });
        next.push(reached);
        searched.add(node);
        if (reached.leads.size <= enough && (best === undefined || reached.leads.size < best.leads.size))
          best = reached;
      }
    }
    if (best !== undefined) return chainTo(picture, came, best.node.node, start);
    ring = next;
  }
  return [];
}

/** Nodes that could take a group over from this one, each with the first such group. */
function successors(
  picture: ClusterPicture,
  { transfersMax }: PlacementSettings,
  entry: NodeEntry,
  movable: Movable,
): Map<string, GroupId> {
  const found = new Map<string, GroupId>();
  if (entry.transfers >= transfersMax) return found;
  const from = entry.node.node;
  for (const id of entry.leads) {
    const group = picture.group(id);
    if (group === undefined || !movable(group) || group.leader !== from) continue;
    for (const { node } of group.members) {
      if (node === from || found.has(node) || !couldLead(picture, group, node)) continue;
      if ((picture.node(node)?.transfers ?? 0) < transfersMax) found.set(node, id);
    }
  }
  return found;
}

function chainTo(
  picture: ClusterPicture,
  came: ReadonlyMap<string, Hop>,
  end: string,
  start: string,
): Proposal[] {
  const chain: Proposal[] = [];
  const count = (node: string): number => picture.node(node)?.leads.size ?? 0;
  const reason = `${start} leads ${count(start)} groups and ${end} ${count(end)}`;
  for (let node = end; node !== start; ) {
    const hop = came.get(node);
    const group = hop === undefined ? undefined : picture.group(hop.group);
    if (hop === undefined || group === undefined) return [];
    const steps = [{ kind: 'transfer', node }] as const;
    chain.push({ group: group.group, confVersion: group.confVersion, kind: 'balance-leader', steps, reason });
    node = hop.from;
  }
  return chain;
}
