/** Runs that are not published, counted by reason, with a few examples of each. */
import type { RefusalReason, Refusals, RefusedRun } from './timetable-plan.js';

const EXAMPLES_MAX = 5;

export class RefusalList {
  readonly #byReason = new Map<RefusalReason, { count: number; examples: RefusedRun[] }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param runs how many runs of the trip this refuses */
  add(run: RefusedRun, runs: number): void {
    const held = this.#byReason.get(run.reason) ?? { count: 0, examples: [] };
    this.#byReason.set(run.reason, held);
    held.count += runs;
    this.#count += runs;
    const shown = held.examples.some((example) => example.trip === run.trip);
    if (!shown && held.examples.length < EXAMPLES_MAX) held.examples.push(run);
  }

  /** Most frequent first. */
  list(): readonly Refusals[] {
    return [...this.#byReason]
      .map(([reason, { count, examples }]) => ({ reason, count, examples }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}
