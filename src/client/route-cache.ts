/** Which group holds which keys, as far as this client knows: disjoint ranges in key order. Pure. After client-go's region
 *  cache: an older epoch never replaces a newer one, and a newer route drops whatever it overlaps. */
import { compareKeys, inRange } from '../proto/keys.js';
import type { Route } from './cluster-types.js';
import { assert } from './invariant.js';

export interface CachedRoute {
  readonly route: Route;
  /** Monotonic ms; later than this it is asked for again. */
  readonly expiresMs: number;
  /** Node that is believed to lead. */
  readonly leaderNode: string | undefined;
}

export interface Insertion {
  /** Whether the cache knows something now that it did not. */
  readonly changed: boolean;
  /** Groups whose ranges the new route took over, in part or whole, its own excepted. */
  readonly tookFrom: readonly number[];
}

const UNCHANGED: Insertion = { changed: false, tookFrom: [] };

export class RouteCache {
  /** By range start; ranges are disjoint, so the starts alone order them. */
  readonly #entries: CachedRoute[] = [];

  /** @returns the route whose range holds `key`, unless it expired */
  lookup(key: Uint8Array, nowMs: number): CachedRoute | undefined {
    const entry = this.#entries[this.#lastStartingAtOrBefore(key)];
    if (entry === undefined || nowMs >= entry.expiresMs) return undefined;
    return inRange(key, entry.route.range.start, entry.route.range.end) ? entry : undefined;
  }

  /** Refuses a route that is older, in either counter, than one it overlaps. */
  insert(route: Route, expiresMs: number): Insertion {
    const [first, end] = this.#overlapping(route);
    const overlapped = this.#entries.slice(first, end);
    if (overlapped.some((entry) => isOlder(route, entry.route))) return UNCHANGED;
    const same = overlapped.find((entry) => entry.route.group === route.group);
    const unchanged = same !== undefined && sameEpoch(same.route, route);
    const leaderNode = leaderOf(route) ?? same?.leaderNode;
    this.#entries.splice(first, overlapped.length, { route, expiresMs, leaderNode });
    this.#check(first);
    if (unchanged) return UNCHANGED;
    const others = overlapped.map((entry) => entry.route.group).filter((group) => group !== route.group);
    return { changed: true, tookFrom: others };
  }

  /** Forgets where a group is. */
  invalidate(group: number): void {
    const at = this.#indexOf(group);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  /** @param nodeId undefined: the known leader does not lead any more
   *  @returns whether that is news */
  setLeader(group: number, nodeId: string | undefined): boolean {
    const at = this.#indexOf(group);
    const entry = this.#entries[at];
    if (entry === undefined || entry.leaderNode === nodeId) return false;
    this.#entries[at] = { ...entry, leaderNode: nodeId };
    return true;
  }

  get size(): number {
    return this.#entries.length;
  }

  #indexOf(group: number): number {
    return this.#entries.findIndex((entry) => entry.route.group === group);
  }

  /** Index of the last entry whose range starts at or before `key`; -1 when there is none. */
  #lastStartingAtOrBefore(key: Uint8Array): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      assert(entry !== undefined, 'a binary search stays within its array');
      if (compareKeys(entry.route.range.start, key) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** [first, end) of the entries that share a key with `route`. */
  #overlapping({ range }: Route): readonly [number, number] {
    const before = this.#lastStartingAtOrBefore(range.start);
    const candidate = this.#entries[before];
    const reaches =
      candidate !== undefined &&
      (candidate.route.range.end.length === 0 || compareKeys(candidate.route.range.end, range.start) > 0);
    const first = reaches ? before : before + 1;
    if (range.end.length === 0) return [first, this.#entries.length];
    let end = first;
    for (; end < this.#entries.length; end += 1) {
      const entry = this.#entries[end];
      if (entry === undefined || compareKeys(entry.route.range.start, range.end) >= 0) break;
    }
    return [first, end];
  }

  /** The entry at `at` ends where its neighbours begin, at the latest. */
  #check(at: number): void {
    for (const index of [at - 1, at]) {
      const left = this.#entries[index]?.route.range;
      const right = this.#entries[index + 1]?.route.range;
      if (left === undefined || right === undefined) continue;
      const disjoint = left.end.length > 0 && compareKeys(left.end, right.start) <= 0;
      assert(disjoint, 'ranges of the route cache are disjoint');
    }
  }
}

function isOlder(route: Route, than: Route): boolean {
  if (route.epoch.rangeVersion < than.epoch.rangeVersion) return true;
  return route.group === than.group && route.epoch.confVersion < than.epoch.confVersion;
}

function sameEpoch(a: Route, b: Route): boolean {
  return a.epoch.rangeVersion === b.epoch.rangeVersion && a.epoch.confVersion === b.epoch.confVersion;
}

function leaderOf(route: Route): string | undefined {
  return route.replicas.find((replica) => replica.replicaId === route.leaderReplicaId)?.nodeId;
}
