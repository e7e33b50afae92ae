/** A delta of placement in parts that fit a message, and whole again. Pure. Cut from one delta and put together before anything
 *  of it is taken in: ranges that moved from one group to another must not meet in two versions. */
import { pb } from '../proto/index.js';

type Delta = pb.PlacementDelta.$Properties;

/** Of one part's groups, encoded. */
export const PART_BYTES_MAX = 1_024 * 1_024;

/** At least one; the first has all that is not groups. */
export function* partsOf({ groups, ...head }: Delta): Generator<Delta, void, undefined> {
  let part: Delta = head;
  let held: pb.GroupDescriptor.$Properties[] = [];
  let bytes = 0;
  for (const group of groups ?? []) {
    const more = pb.GroupDescriptor.encode(group).len;
    if (held.length > 0 && bytes + more > PART_BYTES_MAX) {
      yield { ...part, groups: held };
      part = { revision: head.revision ?? 0 };
      held = [];
      bytes = 0;
    }
    held.push(group);
    bytes += more;
  }
  yield { ...part, groups: held };
}

/** @param parts all of them, in order */
export function wholeOf(parts: readonly Delta[]): Delta | undefined {
  const [first] = parts;
  return first && { ...first, groups: parts.flatMap(({ groups }) => groups ?? []) };
}
