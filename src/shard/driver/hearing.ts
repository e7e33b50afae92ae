/** What placement needs of what nodes tell the leader of group 0, and whether that is enough to decide by. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';

/** Kept by whoever receives the frames, leader or not. */
export interface Hearing {
  /** @returns its last report; `atMs` monotonic */
  node(id: string): { readonly report: pb.NodeReport.$Properties; readonly atMs: number } | undefined;
  /** @returns what the leader of the group said last, on which node */
  group(
    id: GroupId,
  ):
    | { readonly node: string; readonly figures: pb.GroupFigures.$Properties; readonly atMs: number }
    | undefined;
  /** Groups of which something new was heard since the last time. */
  takeNews(): ReadonlySet<GroupId>;
}

export interface Readiness {
  readonly enough: boolean;
  readonly heard: number;
  readonly groups: number;
  /** For people; '' when enough. */
  readonly waitsFor: string;
}

/** Before so many groups were heard of, a new leader moves nothing: what it does not know looks like what is lost. */
const ENOUGH = 0.9;
const PATIENCE_MS = 5 * 60_000;
/** What was heard so long before the election counts: everything is told again more often. */
const FRESH_MS = 30_000;

export function readiness(
  hearing: Pick<Hearing, 'group'>,
  groups: Iterable<GroupId>,
  sinceMs: number,
  nowMs: number,
): Readiness {
  let heard = 0;
  let count = 0;
  for (const id of groups) {
    count += 1;
    const held = hearing.group(id);
    if (held !== undefined && held.atMs >= sinceMs - FRESH_MS) heard += 1;
  }
  const enough = heard >= count * ENOUGH || nowMs - sinceMs >= PATIENCE_MS;
  const left = Math.max(0, Math.ceil((sinceMs + PATIENCE_MS - nowMs) / 1_000));
  const waitsFor = enough
    ? ''
    : `the placement driver has a new leader, which has heard of ${heard} of ${count} groups: nothing moves before it has of ${Math.ceil(count * ENOUGH)}, or for ${left} s`;
  return { enough, heard, groups: count, waitsFor };
}
