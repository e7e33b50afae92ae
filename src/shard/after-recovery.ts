/** What group 0 has to beware of once it was recovered from lost quorum: entries that made groups may be among what was lost,
 *  and those groups live. Their ids are never given again, and they come back into the map when their leaders speak. Pure. */
import type { pb } from '../proto/index.js';
import { compareKeys } from '../proto/keys.js';
import type { GroupId } from '../raft/ids.js';
import { PLACEMENT_GROUP, type PlacedGroup, replicasFromWire } from './descriptor.js';
import type { Hearing } from './driver/hearing.js';
import type { PlacementAnswer } from './placement-answer.js';
import { refuse } from './placement-check.js';
import type { PlacementState } from './placement-state.js';
import { leastRevision, type PlacementView } from './placement-view.js';
import { compareEnds, isEmptyRange, overlaps } from './range-map.js';
import {
  lostIn,
  mergeRecoveries,
  type Recovery,
  recoveriesFromWire,
  recoveriesToWire,
} from './recoveries.js';

/** Ids of one recovery epoch: as with replicas, no epoch gives out what an earlier one may have. */
const IDS_PER_EPOCH = 2 ** 20;

/** @param given as the rows say, which may have lost some  @param recoveryEpoch 0: it was never recovered */
export const nextGroupId = (given: GroupId, recoveryEpoch: number): GroupId =>
  Math.max(given, recoveryEpoch * IDS_PER_EPOCH);

/** A group that placement does not know, as its leader has it. Where a known group holds its keys, it is a child of splits
 *  that placement forgot. Of several such the last in key order comes first, and takes the end of what that group holds, so
 *  that no key is ever without a group or with two; the others come when they are the last.
 *  @returns the group, and the one that holds less now; undefined when the report makes no sense here, or not yet */
export function adopted(
  report: pb.GroupReport.$Properties,
  view: Pick<PlacementView, 'node' | 'groups'>,
  revision: number,
  createdAtMs: number,
): readonly PlacedGroup[] | undefined {
  const { epoch } = report;
  const group = report.group ?? PLACEMENT_GROUP;
  const replicas = replicasFromWire(report.replicas);
  const range = {
    start: Uint8Array.from(report.range?.start ?? []),
    end: Uint8Array.from(report.range?.end ?? []),
  };
  const voters = replicas.filter(({ learner }) => !learner).length;
  const senseless =
    group === PLACEMENT_GROUP ||
    !report.range ||
    isEmptyRange(range) ||
    voters === 0 ||
    new Set(replicas.map(({ node }) => node)).size !== replicas.length ||
    replicas.some(({ node }) => view.node(node) === undefined);
  if (senseless) return undefined;
  const rangeVersion = epoch?.rangeVersion ?? 0;
  const holders = view
    .groups()
    .filter((other) => other.group !== PLACEMENT_GROUP && overlaps(other.range, range));
  const [holder] = holders;
  const isItsEnd =
    holder !== undefined &&
    holders.length === 1 &&
    rangeVersion > holder.epoch.rangeVersion &&
    compareKeys(range.start, holder.range.start) > 0 &&
    compareEnds(range.end, holder.range.end) === 0;
  if (holder !== undefined && !isItsEnd) return undefined;
  const found: PlacedGroup = {
    group,
    range,
    epoch: { confVersion: epoch?.confVersion ?? 0, rangeVersion },
    replicas,
    ackQuorum: report.ackQuorum ?? 0,
    revision,
    createdAtMs,
    leader: { replica: report.leaderReplicaId ?? 0, term: report.leaderTerm ?? 0 },
    // Not as many as are left of it: what the cluster wants of a group whose maker is forgotten.
    wantedReplicas: holder?.wantedReplicas ?? 0,
    // As for a child that is known at once: no operator of its own began them, and none would end them.
    placementLearners: (holder?.placementLearners ?? []).filter((node) =>
      replicas.some((replica) => replica.node === node && replica.learner),
    ),
    ...((report.keptAckQuorum ?? 0) > 0 && { keptAckQuorum: report.keptAckQuorum ?? 0 }),
  };
  if (holder === undefined) return [found];
  const { split: _forgotten, ...rest } = holder;
  return [{ ...rest, range: { start: holder.range.start, end: range.start }, revision }, found];
}

/** Of a new group; which nodes are waited for only the leader knows. */
export const NOT_ALL_HEARD =
  'the placement driver was recovered from lost quorum and may have forgotten groups that live: it makes no new one before every node that is not lost has said which groups it carries';

/** What nodes say of recoveries, and that all of them were heard since that of group 0. */
export function noteRecoveries(
  state: PlacementState,
  asked: pb.NoteRecoveries.$Properties,
  { recoveryEpoch }: Pick<pb.PlacementEntry, 'recoveryEpoch'>,
): PlacementAnswer {
  const { head } = state;
  if (!state.bootstrapped)
    return refuse('NO_LEADER', 'the placement driver has not begun its work yet: try again shortly');
  const recoveries = mergeRecoveries(head.recoveries, recoveriesFromWire(asked.recoveries));
  const heard = asked.allHeard === true ? recoveryEpoch : 0;
  const reconciledEpoch = Math.max(head.reconciledEpoch, heard);
  if (recoveries !== head.recoveries || reconciledEpoch !== head.reconciledEpoch)
    state.touch({ recoveries, reconciledEpoch });
  return { kind: 'noted', revision: state.head.revision };
}

export interface Reconciling {
  /** To be proposed. */
  readonly command: pb.PlacementCommand.$Properties | undefined;
  /** For people; '' when new groups may be made. */
  readonly waitsFor: string;
}

/** What the leader of group 0 makes of what nodes say.
 *  @param epoch of group 0's recovery; 0: never  @param own recoveries that the leader's own node took part in */
export function reconcile(
  epoch: number,
  { view, reconciledEpoch }: { readonly view: PlacementView; readonly reconciledEpoch: number },
  own: readonly Recovery[],
  hearing: Pick<Hearing, 'node'>,
): Reconciling {
  const members = view.nodes().filter(({ state }) => state !== 'removed');
  let recoveries = mergeRecoveries(view.recoveries, own);
  for (const { node } of members)
    recoveries = mergeRecoveries(recoveries, recoveriesFromWire(hearing.node(node)?.report.recoveries));
  const news = recoveries === view.recoveries ? undefined : recoveriesToWire(recoveries);
  const command = news && { noteRecoveries: { recoveries: news } };
  if (epoch <= reconciledEpoch) return { command, waitsFor: '' };
  const words: string[] = [];
  for (const { node } of members) {
    if (lostIn(recoveries, node) !== undefined) continue;
    const report = hearing.node(node)?.report;
    const unknown = report?.unknownGroups ?? [];
    if (report === undefined || (report.placementRevision ?? 0) < leastRevision(epoch)) words.push(node);
    else if (unknown.length > 0)
      words.push(`the leader of group ${unknown.join(', ')}, of which ${node} carries a copy`);
  }
  if (words.length > 0) return { command, waitsFor: `still to be heard: ${words.join('; ')}` };
  return { command: { noteRecoveries: { recoveries: news ?? [], allHeard: true } }, waitsFor: '' };
}
