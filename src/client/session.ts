/** What this client has seen, so that a session read is never older: the highest log position per group, and which ranges came
 *  of splits. Pure. */
import { inRange } from '../proto/keys.js';
import type { Route } from './cluster-types.js';

/** Of a range that was never split, nor came of a split. */
const FIRST_RANGE_VERSION = 1;

export class Session {
  readonly #highest = new Map<number, number>();
  /** Routes that a split made, by group and range version. Few: lines are split once in a while. */
  readonly #cut = new Map<string, Pick<Route, 'group' | 'range' | 'epoch'>>();

  /** An answer came from `index` of the group's log. */
  saw(group: number, index: number): void {
    if (index > this.seen(group)) this.#highest.set(group, index);
  }

  /** @returns 0 when nothing was seen */
  seen(group: number): number {
    return this.#highest.get(group) ?? 0;
  }

  /** A split or a move gave keys of `from` to `to`. A child's log begins at the split's index, and no answer under the old
   *  epoch is later than the split; so what was seen of the parent so far binds the child. */
  inherit(from: number, to: number): void {
    this.saw(to, this.seen(from));
  }

  /** A route that this client was told of. */
  knows({ group, range, epoch }: Route): void {
    if (epoch.rangeVersion > FIRST_RANGE_VERSION)
      this.#cut.set(`${group} ${epoch.rangeVersion}`, { group, range, epoch });
  }

  /** Whether `key` was seen in a group that a later split made: a replica that goes by `route` may not have come to that split,
   *  and no position of its own group tells. A node that knows the ranges late hands out such routes, once the newer one was
   *  dropped. After a recovery from lost quorum the older one may be right: its leader is who knows. */
  isBefore(key: Uint8Array, route: Route): boolean {
    for (const { group, range, epoch } of this.#cut.values()) {
      const isNewer = epoch.rangeVersion > route.epoch.rangeVersion;
      if (isNewer && this.seen(group) > 0 && inRange(key, range.start, range.end)) return true;
    }
    return false;
  }
}
