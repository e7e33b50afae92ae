/** What taking a node away does to the groups that it carries: counted before anybody does it, and said in words. Pure. */
import type { pb } from '../../proto/index.js';
import { PLACEMENT_GROUP } from '../descriptor.js';
import { placementCopies, stays } from '../placement-copies.js';
import type { PlacementSettings } from '../placement-settings.js';
import { whyLost } from './check-repair.js';
import type { ClusterPicture, NodeEntry, PictureGroup } from './cluster-picture.js';
import { leads, successor } from './steps.js';
import { chooseTarget } from './target.js';

const GROUPS_MAX = 32;

/** @param going drained: leaders go, and it may be stopped; decommissioned: copies go, and it will be gone */
export function quorumArithmetic(
  picture: ClusterPicture,
  settings: PlacementSettings,
  node: string,
  going: 'drained' | 'decommissioned',
): pb.QuorumArithmetic.$Properties {
  const entry = picture.node(node);
  if (entry === undefined) return {};
  const sums = leavingArithmetic(picture, settings, node, going);
  const led = sums.filter(({ group }) => entry.leads.has(group) || entry.led.has(group));
  const moving = going === 'drained' ? led : sums;
  const blocked = moving.filter(isBlocked);
  const stopping = sums.filter(({ goesOn }) => !goesOn);
  return {
    leaders: led.length,
    copies: entry.carried.size,
    blocked: blocked.length,
    groups: sums.slice(0, GROUPS_MAX),
    text:
      going === 'drained' ? sayDrain(entry, led.length, blocked, stopping) : sayDecommission(entry, blocked),
  };
}

export interface GroupSum extends pb.GroupArithmetic.$Properties {
  readonly group: number;
  readonly votersAlive: number;
  readonly needed: number;
  readonly goesOn: boolean;
  /** '': nowhere. */
  readonly targetNodeId: string;
  /** Copies that there are instead where one need not go anywhere; 0: as many as now. */
  readonly wantedAfter: number;
}

const isBlocked = ({ targetNodeId, wantedAfter }: GroupSum): boolean =>
  targetNodeId === '' && wantedAfter === 0;

/** Of every group that the node carries: what cannot go anywhere first, then what would stop, then the weakest. */
export function leavingArithmetic(
  picture: ClusterPicture,
  settings: PlacementSettings,
  node: string,
  going: 'drained' | 'decommissioned',
): GroupSum[] {
  const sums = [...(picture.node(node)?.carried ?? [])].flatMap((id) => {
    const group = picture.group(id);
    return group === undefined ? [] : [sum(picture, settings, group, node, going)];
  });
  const rank = (each: GroupSum): number => (isBlocked(each) ? 0 : each.goesOn ? 2 : 1);
  const spare = ({ votersAlive, needed }: GroupSum): number => votersAlive - needed;
  return sums.sort((a, b) => rank(a) - rank(b) || spare(a) - spare(b) || a.group - b.group);
}

function sum(
  picture: ClusterPicture,
  settings: PlacementSettings,
  group: PictureGroup,
  node: string,
  going: 'drained' | 'decommissioned',
): GroupSum {
  const voters = group.members.filter(({ learner }) => !learner);
  const alive = voters.filter(
    (member) =>
      member.node !== node &&
      whyLost(picture, member) === '' &&
      picture.node(member.node)?.node.health === 'up',
  ).length;
  const needed = Math.max(group.ackQuorum, Math.floor(voters.length / 2) + 1);
  const election = Math.max(needed, voters.length - group.ackQuorum + 1);
  const goesOn = alive >= needed;
  const wantedAfter = going === 'decommissioned' ? fewerCopies(picture, group, node, voters.length) : 0;
  const targetNodeId =
    going === 'drained'
      ? heir(picture, group, node)
      : wantedAfter > 0
        ? ''
        : home(picture, settings, group, node);
  const fewer = wantedAfter > 0 ? `; it goes on with ${wantedAfter} copies, on nodes that stay` : '';
  const text = `group ${group.group}: ${voters.length} copies vote, ${alive} of them answer without ${node}, ${needed} must for a sale: selling ${goesOn ? 'goes on' : 'stops'} while it is away${goesOn && alive < election ? `, but no leader can be elected (${election} must answer)` : ''}${fewer}`;
  return {
    group: group.group,
    voters: voters.length,
    votersAlive: alive,
    ackQuorum: group.ackQuorum,
    needed,
    goesOn,
    targetNodeId,
    wantedAfter,
    text,
  };
}

/** Group 0 has fewer copies where fewer nodes stay. 0: the copy on the node goes elsewhere. */
function fewerCopies(picture: ClusterPicture, group: PictureGroup, node: string, voters: number): number {
  if (group.group !== PLACEMENT_GROUP) return 0;
  const staying = picture.nodes().filter((entry) => entry.node.node !== node && stays(entry.node.state));
  const wanted = placementCopies(group.wanted, staying.length);
  return wanted < voters ? wanted : 0;
}

/** Who would lead instead; the leader of now where that is somebody else. */
function heir(picture: ClusterPicture, group: PictureGroup, node: string): string {
  return leads(group, node) ? (successor(picture, group, node) ?? '') : group.leader || group.preferred;
}

function home(
  picture: ClusterPicture,
  settings: PlacementSettings,
  group: PictureGroup,
  node: string,
): string {
  const taken = new Set([...group.members.map((member) => member.node), node]);
  const staying = group.members
    .filter((member) => !member.learner && member.node !== node)
    .map((member) => member.node);
  const target = chooseTarget(picture, taken, staying, { arrivingMax: settings.arrivingMax });
  if (target.kind === 'node') return target.node;
  // A place that is only busy for now is a place.
  const later = chooseTarget(picture, taken, staying, { arrivingMax: Number.MAX_SAFE_INTEGER });
  return later.kind === 'node' ? later.node : '';
}

function sayDrain(
  { node, carried }: NodeEntry,
  led: number,
  blocked: readonly GroupSum[],
  stopping: readonly GroupSum[],
): string[] {
  const text = [
    led === 0
      ? `${node.node} leads nothing: it can be stopped`
      : `${node.node} leads ${led} ${led === 1 ? 'group' : 'groups'}: ${blocked.length === 0 ? 'each has another copy that can lead' : `${blocked.length} of them have no other copy that can lead now`}`,
  ];
  if (carried.size > 0)
    text.push(
      stopping.length === 0
        ? `while it is stopped, all ${carried.size} groups that it carries go on selling`
        : `while it is stopped, ${stopping.length} of the ${carried.size} groups that it carries sell nothing: too few of their other copies answer`,
    );
  return text;
}

function sayDecommission({ node, carried }: NodeEntry, blocked: readonly GroupSum[]): string[] {
  if (carried.size === 0) return [`${node.node} carries nothing: it is removed at once`];
  return [
    `${node.node} carries ${carried.size} ${carried.size === 1 ? 'copy' : 'copies'}: ${blocked.length === 0 ? 'each has somewhere to go' : `${blocked.length} of them have nowhere to go: add a node`}`,
    'once they are elsewhere it is removed for good: its id never comes back',
  ];
}
