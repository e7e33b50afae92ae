/** What a report of a group's leader changes in what placement knows. The group's own log is the truth: a higher confVersion
 *  replaces members and ack quorum, a higher term the leader, and nothing older ever contradicts either. Pure. */
import type { pb } from '../proto/index.js';
import type { GroupId, ReplicaId, Term } from '../raft/ids.js';
import { type PlacedGroup, type PlacedReplica, replicasFromWire } from './descriptor.js';
import type { Epoch } from './epoch.js';
import { keptAfter } from './kept-ack-quorum.js';
import { GROUPS_MAX, REPLICAS_MAX } from './placement-check.js';
import type { PlacementView } from './placement-view.js';
import type { KeyRange } from './range-map.js';
import { afterSplit, reservedChild, wantsChild } from './split-placement.js';

/** Of one entry of group 0. */
export const REPORTS_PER_ENTRY_MAX = 4_096;

/** What a leader has to say of its group. */
export interface LedGroup {
  readonly group: number;
  readonly epoch: Epoch;
  readonly replicas: readonly PlacedReplica[];
  readonly ackQuorum: number;
  readonly leader: ReplicaId;
  readonly term: Term;
  /** An operator wants it to lead; 0: no wish. */
  readonly preferred: ReplicaId;
  /** An operator added or removed voters, and wants so many; 0: no wish. */
  readonly wanted: number;
  readonly range: KeyRange;
  /** What it gave away last. */
  readonly born: pb.SplitBirth.$Properties | undefined;
  /** Where it waits for a child's id to be split; undefined: it does not. */
  readonly splitKey: Uint8Array | undefined;
}

/** Whether placement does not know yet what the leader would report. */
export function isNews(held: PlacedGroup, led: LedGroup): boolean {
  return (
    held.epoch.confVersion < led.epoch.confVersion ||
    held.leader.term < led.term ||
    (led.preferred !== 0 && held.replicas[0]?.replica !== led.preferred) ||
    (led.wanted !== 0 && held.wantedReplicas !== led.wanted) ||
    held.epoch.rangeVersion < led.epoch.rangeVersion ||
    (led.splitKey !== undefined &&
      held.epoch.rangeVersion === led.epoch.rangeVersion &&
      reservedChild(held, led.splitKey) === undefined)
  );
}

/** @param held undefined: placement does not know the group, and has to hear which keys it holds */
export function reportToWire(led: LedGroup, held: PlacedGroup | undefined): pb.GroupReport.$Properties {
  return {
    group: led.group,
    epoch: { ...led.epoch },
    replicas: led.replicas.map(({ replica, node, learner }) => ({
      replicaId: replica,
      nodeId: node,
      learner,
    })),
    ackQuorum: led.ackQuorum,
    leaderReplicaId: led.leader,
    leaderTerm: led.term,
    preferredReplicaId: led.preferred,
    wantedReplicas: led.wanted,
    ...((led.born !== undefined || held === undefined) && { range: { ...led.range } }),
    ...(led.born !== undefined && { born: led.born }),
    ...(led.splitKey !== undefined && { splitKey: led.splitKey }),
  };
}

/** Everything that a report changes: members, leader, a split that took effect, a child's id that is asked for.
 *  @returns the groups that are other now, the reported one first; undefined when none is */
export function afterReport(
  held: PlacedGroup,
  report: pb.GroupReport.$Properties,
  view: Pick<PlacementView, 'node' | 'group' | 'size'>,
  nextGroup: GroupId,
): { readonly groups: readonly PlacedGroup[]; readonly nextGroup: GroupId } | undefined {
  const node = (id: string): unknown => view.node(id);
  const halves = afterSplit(held, report, { node, group: (id) => view.group(id) });
  const parent = halves?.parent ?? held;
  const after = groupAfterReport(parent, report, node) ?? parent;
  const children = halves?.child === undefined ? [] : [halves.child];
  if (wantsChild(after, report) && view.size < GROUPS_MAX) {
    const key = Uint8Array.from(report.splitKey ?? []);
    const split = { key, child: nextGroup, rangeVersion: after.epoch.rangeVersion };
    return { groups: [{ ...after, split }, ...children], nextGroup: nextGroup + 1 };
  }
  return after === held ? undefined : { groups: [after, ...children], nextGroup };
}

/** @param node undefined for a name that is no node: such a report makes no sense here
 *  @returns undefined when it changes nothing */
function groupAfterReport(
  held: PlacedGroup,
  report: pb.GroupReport.$Properties,
  node: (id: string) => unknown,
): PlacedGroup | undefined {
  const replicas = replicasFromWire(report.replicas);
  const nodes = new Set(replicas.map((replica) => replica.node));
  const senseless =
    replicas.length === 0 ||
    nodes.size !== replicas.length ||
    new Set(replicas.map(({ replica }) => replica)).size !== replicas.length ||
    replicas.some((replica) => node(replica.node) === undefined);
  if (senseless) return undefined;
  let after = held;
  const confVersion = report.epoch?.confVersion ?? 0;
  if (confVersion > held.epoch.confVersion) {
    const epoch = { ...held.epoch, confVersion };
    const { keptAckQuorum: _before, ...rest } = after;
    const ackQuorum = report.ackQuorum ?? 0;
    after = { ...rest, ...keptAfter(held, report), epoch, replicas: inOrder(held, replicas), ackQuorum };
  }
  const term = report.leaderTerm ?? 0;
  if (term > held.leader.term) after = { ...after, leader: { replica: report.leaderReplicaId ?? 0, term } };
  const preferred = report.preferredReplicaId ?? 0;
  if (preferred !== 0 && term >= held.leader.term)
    after = { ...after, replicas: preferring(after.replicas, preferred) };
  const wanted = report.wantedReplicas ?? 0;
  if (wanted !== 0 && wanted <= REPLICAS_MAX && wanted !== held.wantedReplicas && term >= held.leader.term)
    after = { ...after, wantedReplicas: wanted };
  return after === held || sameGroup(after, held) ? undefined : after;
}

/** Those that stay keep their places: the first one is the one that should lead. */
function inOrder(held: PlacedGroup, replicas: readonly PlacedReplica[]): PlacedReplica[] {
  const place = (replica: PlacedReplica): number => {
    const at = held.replicas.findIndex((known) => known.replica === replica.replica);
    return at < 0 ? held.replicas.length : at;
  };
  return [...replicas].sort((a, b) => place(a) - place(b) || a.replica - b.replica);
}

/** The voter `preferred` first: it should lead. The very same array when there is nothing to change. */
export function preferring(
  replicas: readonly PlacedReplica[],
  preferred: ReplicaId,
): readonly PlacedReplica[] {
  const found = replicas.find(({ replica, learner }) => replica === preferred && !learner);
  if (found === undefined || replicas[0] === found) return replicas;
  return [found, ...replicas.filter((replica) => replica !== found)];
}

function sameGroup(a: PlacedGroup, b: PlacedGroup): boolean {
  return (
    a.epoch === b.epoch &&
    a.leader === b.leader &&
    a.replicas === b.replicas &&
    a.wantedReplicas === b.wantedReplicas
  );
}
