/** The next step from a group to its two halves, or why there is none. Pure, as plan-change.ts: nothing is remembered, so
 *  whoever leads next goes on where things stand. Only one split of an epoch takes effect, and none begins before placement
 *  knows of the last one: placement's map would not know whose the keys between are. */
import { boundaryOf, describeKey } from '../../proto/boundary.js';
import { compareKeys, inRange, SPACE_LINES } from '../../proto/keys.js';
import type { KeyRange } from '../../store/group-meta.js';
import { isDate } from '../../store/tickets/names.js';
import type { Refused, Step } from './plan-change.js';

export interface SplitPicture {
  readonly range: KeyRange;
  readonly rangeVersion: number;
  /** As placement has the group; undefined while it does not know it. */
  readonly placed: { readonly rangeVersion: number; readonly reserved: number | undefined } | undefined;
  /** In the whole cluster. */
  readonly groups: number;
  /** Who holds a key, as placement has it. */
  readonly holderOf: (key: Uint8Array) => { readonly group: number; readonly start: Uint8Array } | undefined;
  /** Whether the group that begins here, and has a replica on this node, is led by nobody yet. */
  readonly isLeaderless: (start: Uint8Array) => boolean;
  /** Why no split may be ordered while nodes of an older version are there. */
  readonly tooOld: string | undefined;
  /** Other groups that this node is splitting. */
  readonly splitting: number;
}

/** Splits that one node carries out at once: each writes all that its group has changed, and empties its cache. */
export const SPLITS_AT_ONCE_MAX = 4;

const refuse = (message: string): Refused => ({ kind: 'refused', reason: 'SPLIT_KEY_INVALID', message });
const wait = (doing: string): Step => ({ kind: 'wait', doing });

/** @param child given by placement already; 0: to be asked for */
export function planSplit(
  group: number,
  picture: SplitPicture,
  key: Uint8Array,
  child: number,
  groupsMax: number,
): Step {
  const { range, rangeVersion, placed } = picture;
  const wrong = wrongKey(key);
  if (wrong !== undefined) return refuse(wrong);
  const name = describeKey(key);
  const holder = picture.holderOf(key);
  const begins = (start: Uint8Array): boolean => compareKeys(start, key) === 0;
  if (begins(range.start) || begins(range.end) || (holder !== undefined && begins(holder.start)))
    return picture.isLeaderless(key)
      ? wait(`the group that begins at ${name} elects its leader`)
      : { kind: 'done' };
  if (!inRange(key, range.start, range.end))
    return refuse(
      `group ${group} does not hold ${name}${holder === undefined ? '' : `, group ${holder.group} does`}: railkv group locate names who holds a key`,
    );
  if (placed === undefined || placed.rangeVersion < rangeVersion)
    return wait('placement has not heard of the last split yet');
  if (picture.tooOld !== undefined)
    return { kind: 'refused', reason: 'VERSION_TOO_OLD', message: picture.tooOld };
  if (picture.groups >= groupsMax)
    return {
      kind: 'refused',
      reason: 'SPLIT_IMPOSSIBLE',
      message: `the cluster has ${picture.groups} groups already, the most it can have`,
    };
  if (picture.splitting >= SPLITS_AT_ONCE_MAX)
    return wait(`this node splits ${picture.splitting} other groups, the most at once`);
  const given = child === 0 ? placed.reserved : child;
  if (given === undefined) return wait('placement gives the new group a number');
  return { kind: 'split', key, child: given, doing: `the log of group ${group} orders the split` };
}

function wrongKey(key: Uint8Array): string | undefined {
  if (key[0] !== SPACE_LINES)
    return 'plain keys lie hashed over all of their space and cannot be split: split a line, a train or a date';
  const boundary = boundaryOf(key);
  if (boundary === undefined)
    return 'a group is split between two lines, two trains of a line or two dates of a train: name one of these';
  // No run is ever published on such a day, and groups are never merged again.
  if (boundary.date !== undefined && !isDate(boundary.date))
    return `${boundary.date} is no date: write it as 2026-12-01`;
  return undefined;
}
