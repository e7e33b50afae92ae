/** HearsFirst: a new leader of group 0 begins no operator before it has heard of most groups, or has waited for long: what it does
 *  not know looks like what is lost. Looked at when its own entry is applied where it leads; of groups that were born since
 *  it decided it may not have heard yet, so that less is asked here than of the driver. */
import { decodePlacementEntry } from '../../../src/shard/placement-entry.js';
import type { Checker, SimEvent, World } from '../world.js';

const PATIENCE_MS = 5 * 60_000;

export class HearsFirst implements Checker {
  readonly name = 'HearsFirst';
  /** By node and term: since when it leads group 0. */
  readonly #since = new Map<string, number>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'role' && event.group === 0 && event.role === 'leader')
      this.#since.set(`${event.node} ${event.term}`, this.#world?.nowMs ?? 0);
    if (event.kind !== 'applied' || event.group !== 0) return;
    const sinceMs = this.#since.get(`${event.node} ${event.term}`);
    const node = this.#world?.node(event.node);
    const core = node?.running?.core;
    const led = node?.replica(0);
    if (sinceMs === undefined || core === undefined || led?.isLeader !== true || led.term !== event.term)
      return;
    if (decodePlacementEntry(event.data)?.command?.startOperators == null) return;
    if ((this.#world?.nowMs ?? 0) - sinceMs >= PATIENCE_MS) return;
    const groups = core.view.groups();
    const heard = groups.filter(({ group }) => core.side.hearing.group(group) !== undefined).length;
    if (heard * 2 < groups.length)
      this.#world?.fail(
        this.name,
        `${event.node} leads group 0 in term ${event.term}, has heard of ${heard} of ${groups.length} groups, and begins operators`,
      );
  }
}
