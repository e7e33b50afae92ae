/** Which routes a caller asks for, and as many of them as one answer may hold. Pure. A page is cut by keys, not by counting, so
 *  that the next one may come from another node: splits only ever add boundaries. */
import { pb } from '../proto/index.js';
import { compareKeys } from '../proto/keys.js';
import type { PlacedGroup } from './descriptor.js';
import { compareEnds } from './range-map.js';

/** Routes of one page, whatever the caller would take. */
export const ROUTES_PAGE_MAX = 4_096;
/** Of one page's routes, encoded: four of them are within the limit that gRPC clients have for a message. */
export const ROUTES_PAGE_BYTES_MAX = 1_024 * 1_024;

export interface RoutesPage {
  readonly routes: pb.Route.$Properties[];
  /** Empty: this was the last. */
  readonly next: Uint8Array;
}

const NOWHERE = new Uint8Array(0);

/** @param groups in key order  @param limit 0: all of them */
export function pageOf(
  groups: Iterable<PlacedGroup>,
  limit: number,
  route: (group: PlacedGroup) => pb.Route.$Properties,
): RoutesPage {
  const routes: pb.Route.$Properties[] = [];
  const most = limit === 0 ? Number.POSITIVE_INFINITY : Math.min(limit, ROUTES_PAGE_MAX);
  let bytes = 0;
  for (const group of groups) {
    if (routes.length === most) return { routes, next: group.range.start };
    const each = route(group);
    if (limit > 0) {
      bytes += pb.Route.encode(each).len;
      if (bytes > ROUTES_PAGE_BYTES_MAX && routes.length > 0) return { routes, next: group.range.start };
    }
    routes.push(each);
  }
  return { routes, next: NOWHERE };
}

/** Of these, each once and in key order, those that hold `from` or a later key. */
export function inKeyOrder(groups: Iterable<PlacedGroup>, from: Uint8Array): PlacedGroup[] {
  const after = ({ range }: PlacedGroup): boolean =>
    compareEnds(from, range.end) < 0 || range.end.length === 0;
  const kept = from.length === 0 ? [...new Set(groups)] : [...new Set(groups)].filter(after);
  return kept.sort((a, b) => compareKeys(a.range.start, b.range.start));
}
