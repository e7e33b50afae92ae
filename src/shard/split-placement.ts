/** A split as placement sees it: the id it gives to a child before the split, and what the parent's report makes of both
 *  afterwards. The parent's own log is the truth; a child comes into the map together with what its parent gave up, so that
 *  no key is ever without a group. Pure. */
import type { pb } from '../proto/index.js';
import { compareKeys } from '../proto/keys.js';
import type { GroupId } from '../raft/ids.js';
import { PLACEMENT_GROUP, type PlacedGroup, replicasFromWire } from './descriptor.js';
import { compareEnds, isEmptyRange, type KeyRange } from './range-map.js';

/** Good as long as the parent is at this rangeVersion: only one split of an epoch ever takes effect, so the id is used once. */
export interface SplitReservation {
  readonly key: Uint8Array;
  readonly child: GroupId;
  readonly rangeVersion: number;
}

/** What a group gave away last. */
export interface SplitBirth {
  readonly child: GroupId;
  readonly range: KeyRange;
  readonly replicas: PlacedGroup['replicas'];
  /** Of both, since the split. */
  readonly rangeVersion: number;
}

const sameKey = (a: Uint8Array, b: Uint8Array): boolean => compareKeys(a, b) === 0;

/** The child's id for a split of the group at `key`, if placement gave one that is still good. */
export function reservedChild(held: PlacedGroup, key: Uint8Array): GroupId | undefined {
  const { split, epoch } = held;
  if (split === undefined || split.rangeVersion !== epoch.rangeVersion) return undefined;
  return sameKey(split.key, key) ? split.child : undefined;
}

/** Whether a report asks for a child's id that placement can give: it knows the group as its leader does, and the key cuts. */
export function wantsChild(held: PlacedGroup, report: pb.GroupReport.$Properties): boolean {
  const key = report.splitKey ?? NO_KEY;
  if (
    held.group === PLACEMENT_GROUP ||
    key.length === 0 ||
    report.epoch?.rangeVersion !== held.epoch.rangeVersion
  )
    return false;
  const right = { start: key, end: held.range.end };
  const inside = compareKeys(key, held.range.start) > 0 && !isEmptyRange(right);
  return inside && reservedChild(held, key) === undefined;
}

/** More splits than the last one may be unknown here. What those gave away lies behind what the last one did, and comes
 *  into the map by its own leaders' word, from the end of the parent's range on (after-recovery.ts).
 *  @returns parent, and child where that is not known, after splits that placement did not know; undefined: there are none,
 *    or not all behind the child is known yet */
export function afterSplit(
  held: PlacedGroup,
  report: pb.GroupReport.$Properties,
  known: { readonly node: (id: string) => unknown; readonly group: (id: GroupId) => unknown },
): { readonly parent: PlacedGroup; readonly child?: PlacedGroup } | undefined {
  const born = birthFromWire(report.born);
  const range = rangeFromWire(report.range);
  if (born === undefined || range === undefined) return undefined;
  const { rangeVersion } = born;
  if (report.epoch?.rangeVersion !== rangeVersion || rangeVersion <= held.epoch.rangeVersion)
    return undefined;
  const { split: _done, ...rest } = held;
  const epoch = { ...held.epoch, rangeVersion };
  if (sameKey(range.start, held.range.start) && compareEnds(range.end, held.range.end) === 0)
    return { parent: { ...rest, epoch } };
  const cutsInTwo =
    sameKey(range.start, held.range.start) &&
    sameKey(range.end, born.range.start) &&
    compareEnds(born.range.end, held.range.end) === 0;
  if (!cutsInTwo || isEmptyRange(range) || isEmptyRange(born.range)) return undefined;
  if (
    known.group(born.child) !== undefined ||
    born.replicas.some(({ node }) => known.node(node) === undefined)
  )
    return undefined;
  const parent = { ...rest, range, epoch };
  const child: PlacedGroup = {
    group: born.child,
    range: born.range,
    // Whatever its leader says of its members is newer.
    epoch: { confVersion: 0, rangeVersion },
    replicas: leaderFirst(held, report, born.replicas),
    ackQuorum: report.ackQuorum ?? held.ackQuorum,
    revision: held.revision,
    createdAtMs: held.createdAtMs,
    leader: { replica: 0, term: 0 },
    wantedReplicas: held.wantedReplicas,
    // No operator of the child's began them, and none will end them: as placement's own they can be taken away.
    placementLearners: held.placementLearners.filter((node) =>
      born.replicas.some((replica) => replica.node === node && replica.learner),
    ),
    ...(held.keptAckQuorum !== undefined && { keptAckQuorum: held.keptAckQuorum }),
  };
  return { parent, child };
}

/** The child is led where the parent is: the same place comes first in both. */
function leaderFirst(
  held: PlacedGroup,
  report: pb.GroupReport.$Properties,
  replicas: PlacedGroup['replicas'],
): PlacedGroup['replicas'] {
  const leader = (report.replicas ?? []).find(({ replicaId }) => replicaId === report.leaderReplicaId);
  const node = leader?.nodeId ?? held.replicas[0]?.node;
  const first = replicas.find((replica) => replica.node === node && !replica.learner);
  return first === undefined ? replicas : [first, ...replicas.filter((replica) => replica !== first)];
}

const NO_KEY = new Uint8Array(0);

function rangeFromWire(wire: pb.KeyRange.$Properties | null | undefined): KeyRange | undefined {
  if (!wire) return undefined;
  return { start: Uint8Array.from(wire.start ?? []), end: Uint8Array.from(wire.end ?? []) };
}

function birthFromWire(wire: pb.SplitBirth.$Properties | null | undefined): SplitBirth | undefined {
  const range = rangeFromWire(wire?.range);
  if (!wire || range === undefined) return undefined;
  const replicas = replicasFromWire(wire.replicas);
  const whole = replicas.length > 0 && new Set(replicas.map(({ node }) => node)).size === replicas.length;
  const distinct = new Set(replicas.map(({ replica }) => replica)).size === replicas.length;
  if (!whole || !distinct || (wire.child ?? 0) === 0) return undefined;
  return { child: wire.child ?? 0, range, replicas, rangeVersion: wire.rangeVersion ?? 0 };
}

export function reservationFromWire(
  wire: pb.SplitReservation.$Properties | null | undefined,
): SplitReservation | undefined {
  if (!wire) return undefined;
  return {
    key: Uint8Array.from(wire.key ?? []),
    child: wire.child ?? 0,
    rangeVersion: wire.rangeVersion ?? 0,
  };
}
