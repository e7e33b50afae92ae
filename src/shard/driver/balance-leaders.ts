/** Spreads leaders over the nodes that carry copies: from those that lead more than the mean to those that lead less, directly
 *  where they share a group, else along a chain of nodes, each of which ends with as many as before: only so is within one
 *  always reached. A leader goes over once: rather than to a second-best node it waits for one that is busy, and nodes that
 *  copies still come to or leave are no part of it, since what they should lead is not known yet. */
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

interface Search {
  readonly picture: ClusterPicture;
  readonly settings: PlacementSettings;
  readonly movable: Movable;
  /** What each node that may lead would lead if all did alike: what others still have to hand over is shared out, too. */
  readonly mean: number;
  /** Some copies still move: whom nobody below the mean can be reached from now may reach one later. */
  readonly moving: boolean;
  /** Nodes from which, and from all that they reach, there is nothing to do. */
  readonly done: Set<string>;
}

/** The next transfers, which belong together; none when there is nothing to do now. */
export function balanceLeaders(
  picture: ClusterPicture,
  settings: PlacementSettings,
  movable: Movable,
): readonly Proposal[] {
  if (couldMove(picture, { kind: 'balance-leader', steps: [] }, settings) !== '') return [];
  const able = picture.nodes().filter(mayLead);
  const resting = able.filter(rests);
  const least = resting.reduce((few, { leads }) => Math.min(few, leads.size), Number.POSITIVE_INFINITY);
  const mean = picture.nodes().reduce((sum, { leads }) => sum + leads.size, 0) / able.length;
  const moving = resting.length < able.length;
  const search: Search = { picture, settings, movable, mean, moving, done: new Set() };
  for (const from of resting.sort(descending)) {
    const most = tolerated(from.leads.size, settings.balancePercent);
    if (from.leads.size - least <= most) return [];
    if (search.done.has(from.node.node) || isBusy(from, settings)) continue;
    const chain = chainFrom(search, from, from.leads.size - most - 1);
    if (chain.length > 0) return chain;
  }
  return [];
}

const mayLead = ({ node }: NodeEntry): boolean =>
  node.state === 'active' && node.health === 'up' && !node.lowOnDisk;

const rests = ({ arriving, leaving }: NodeEntry): boolean => arriving === 0 && leaving === 0;

const isBusy = ({ transfers }: NodeEntry, { transfersMax }: PlacementSettings): boolean =>
  transfers >= transfersMax;

const descending = (a: NodeEntry, b: NodeEntry): number =>
  b.leads.size - a.leads.size || compareText(a.node.node, b.node.node);

/** Breadth first, so the shortest chain to a node below the mean that leads at most `enough`; of those reached at once, the one
 *  that leads least. Where none is below the mean, because nothing connects them, to the one that leads least of all. */
function chainFrom(search: Search, from: NodeEntry, enough: number): Proposal[] {
  const { picture, settings, mean, moving, done } = search;
  const start = from.node.node;
  const came = new Map<string, Hop>();
  let second: NodeEntry | undefined;
  for (let ring = [from]; ring.length > 0; ) {
    const next: NodeEntry[] = [];
    let best: NodeEntry | undefined;
    let later = false;
    for (const entry of ring) {
      for (const [node, groups] of entry.heirs) {
        const reached = picture.node(node);
        if (reached === undefined || node === start || came.has(node)) continue;
        if (!mayLead(reached) || !rests(reached)) continue;
        const sought = reached.leads.size <= enough && reached.leads.size < mean;
        const group = isBusy(reached, settings) ? undefined : handed(search, groups, entry.node.node, node);
        if (group === undefined) {
          later ||= sought;
          continue;
        }
        came.set(node, { from: entry.node.node, group });
        next.push(reached);
        if (sought && (best === undefined || descending(reached, best) > 0)) best = reached;
        else if (second === undefined || descending(reached, second) > 0) second = reached;
      }
    }
    if (best !== undefined)
      return from.leads.size > mean ? chainTo(picture, came, best.node.node, start) : [];
    if (later) return [];
    ring = next;
  }
  if (!moving && second !== undefined && second.leads.size <= enough)
    return chainTo(picture, came, second.node.node, start);
  done.add(start);
  for (const node of came.keys()) done.add(node);
  return [];
}

/** The first of these groups that one of the nodes leads and the other could take over. */
function handed(
  { picture, movable }: Search,
  groups: ReadonlySet<GroupId>,
  from: string,
  to: string,
): GroupId | undefined {
  for (const id of groups) {
    const group = picture.group(id);
    if (group === undefined || group.leader !== from || !movable(group)) continue;
    if (couldLead(picture, group, to)) return id;
  }
  return undefined;
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
