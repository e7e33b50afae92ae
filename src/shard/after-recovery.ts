/** What group 0 has to beware of once it was recovered from lost quorum: entries that made groups may be among what was lost,
 *  and those groups live. Their ids are never given again, and they come back into the map when their leaders speak. Pure. */
import type { pb } from '../proto/index.js';
import type { GroupId } from '../raft/ids.js';
import { PLACEMENT_GROUP, type PlacedGroup, replicasFromWire } from './descriptor.js';
import type { PlacementView } from './placement-view.js';
import { isEmptyRange, overlaps } from './range-map.js';

/** Ids of one recovery epoch: as with replicas, no epoch gives out what an earlier one may have. */
const IDS_PER_EPOCH = 2 ** 20;

/** @param given as the rows say, which may have lost some  @param recoveryEpoch 0: it was never recovered */
export const nextGroupId = (given: GroupId, recoveryEpoch: number): GroupId =>
  Math.max(given, recoveryEpoch * IDS_PER_EPOCH);

/** A group that placement does not know, as its leader has it.
 *  @returns undefined when the report makes no sense here, or a group that is known holds some of its keys: a split that
 *    placement has yet to hear of from the parent */
export function adopted(
  report: pb.GroupReport.$Properties,
  view: Pick<PlacementView, 'node' | 'groups'>,
  revision: number,
  createdAtMs: number,
): PlacedGroup | undefined {
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
  if (
    senseless ||
    view.groups().some((other) => other.group !== PLACEMENT_GROUP && overlaps(other.range, range))
  )
    return undefined;
  return {
    group,
    range,
    epoch: { confVersion: epoch?.confVersion ?? 0, rangeVersion: epoch?.rangeVersion ?? 0 },
    replicas,
    ackQuorum: report.ackQuorum ?? 0,
    revision,
    createdAtMs,
    leader: { replica: report.leaderReplicaId ?? 0, term: report.leaderTerm ?? 0 },
    wantedReplicas: voters,
    placementLearners: [],
  };
}
