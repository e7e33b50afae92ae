/** Linearizability of short histories, judged by a search that knows nothing of positions: each plain key by itself, and each run by
 *  itself. Whoever was told UNKNOWN is taken to have been done at any time since, or never; and so is the expiry of each hold. */
import type { Operation, Outcome } from '../workload/operation.js';
import { scopeOf } from '../workload/operation.js';
import type { Checker, SimEvent, World } from '../world.js';
import { RUN_MODEL, withExpiries } from './run-model.js';
import { type Interval, linearizable, type Model } from './wgl.js';

export interface Told {
  readonly operation: Operation;
  /** Undefined: unknown. */
  readonly outcome: string | undefined;
  readonly detail: Outcome;
}

/** More than these are left to the replay by position. */
const OPS_MAX = 60;

export class Linearizability implements Checker {
  readonly name = 'Linearizability';
  readonly #calls = new Map<number, { readonly operation: Operation; readonly calledMs: number }>();
  readonly #histories = new Map<string, Interval<Told>[]>();
  #world: World | undefined;
  gaveUp = 0;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    const nowMs = this.#world?.nowMs ?? 0;
    if (event.kind === 'call') {
      this.#calls.set(event.call, { operation: event.detail as Operation, calledMs: nowMs });
    } else if (event.kind === 'return') {
      const call = this.#calls.get(event.call);
      this.#calls.delete(event.call);
      if (call !== undefined) this.#add(call.operation, call.calledMs, event.outcome, event.detail ?? {});
    }
  }

  #add(operation: Operation, calledMs: number, outcome: string, detail: Outcome): void {
    if (operation.type === 'settle' || operation.type === 'readBack') return;
    const isRead = operation.type === 'get' || operation.type === 'run';
    if (isRead && (operation.level !== 'linearizable' || outcome !== 'ok')) return;
    const effect = isRead || JUDGED.has(outcome);
    if (!effect && !MAYBE.has(outcome)) return; // certainly not done
    const returnedMs = MAYBE.has(outcome) ? Number.POSITIVE_INFINITY : (this.#world?.nowMs ?? 0);
    const told: Told = { operation, outcome: MAYBE.has(outcome) ? undefined : outcome, detail };
    const scope = scopeOf(operation);
    const history = this.#histories.get(scope) ?? [];
    history.push({ op: told, calledMs, returnedMs });
    this.#histories.set(scope, history);
  }

  finish(): void {
    for (const [scope, history] of this.#histories) {
      if (history.length > OPS_MAX || !isJudged(history)) continue;
      const verdict = scope.startsWith('key ')
        ? linearizable(history, KEY_MODEL)
        : linearizable(withExpiries(history), RUN_MODEL);
      if (verdict === 'gaveUp') this.gaveUp += 1;
      if (verdict === 'notLinearizable')
        this.#world?.fail(
          this.name,
          `no order of the ${history.length} operations on ${scope} explains what was told`,
        );
    }
  }
}

const JUDGED = new Set(['ok', 'SOLD_OUT', 'BELOW_FLOOR', 'KEY_NOT_FOUND', 'ALREADY_REFUNDED']);
/** An attempt may have been done; the SDK says so. */
const MAYBE = new Set(['UNKNOWN']);

/** A repeated id is not an operation of its own. */
const isJudged = (history: readonly Interval<Told>[]): boolean =>
  history.every(({ op: { operation } }) => !('fresh' in operation) || operation.fresh);

/** State: the value as JSON; null for none. */
export const KEY_MODEL: Model<string, Told> = {
  initial: 'null',
  key: (state) => state,
  step(state, { operation, outcome, detail }) {
    const value = JSON.parse(state) as string | null;
    const certain = outcome !== undefined;
    switch (operation.type) {
      case 'put':
        return JSON.stringify(operation.value);
      case 'delete':
        return certain && detail.found !== (value !== null) ? undefined : 'null';
      case 'cas': {
        const swaps = value === operation.expected;
        if (certain && detail.swapped !== swaps) return undefined;
        return swaps ? JSON.stringify(operation.value) : state;
      }
      case 'decrement': {
        if (outcome === 'KEY_NOT_FOUND') return value === null ? state : undefined;
        const next = value === null ? Number.NaN : Number(value) - operation.by;
        const done = next >= operation.floor;
        if (outcome === 'BELOW_FLOOR') return value !== null && !done ? state : undefined;
        if (!done) return certain ? undefined : state;
        return certain && detail.counter !== next ? undefined : JSON.stringify(String(next));
      }
      case 'get':
        return (detail.value ?? null) === value ? state : undefined;
      default:
        return undefined;
    }
  },
};
