/** Linearizability of short histories, judged by a search that knows nothing of positions: each plain key by itself, and each run
 *  that was only bought outright and refunded by itself (its holds would need the log's time). Whoever was told UNKNOWN is taken
 *  to have been done at any time since, or never. */
import type { Operation, Outcome } from '../workload/operation.js';
import { scopeOf } from '../workload/operation.js';
import type { Checker, SimEvent, World } from '../world.js';
import { type Interval, linearizable, type Model } from './wgl.js';

interface Told {
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
      if (history.length > OPS_MAX) continue;
      const model = modelOf(scope, history);
      if (model === undefined) continue;
      const verdict = linearizable(history, model);
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

function modelOf(scope: string, history: readonly Interval<Told>[]): Model<string, Told> | undefined {
  const ops = history.map(({ op }) => op.operation);
  // A repeated id is not an operation of its own.
  if (ops.some((op) => 'fresh' in op && !op.fresh)) return undefined;
  if (scope.startsWith('key ')) return KEY_MODEL;
  const plain = ops.every((op) =>
    op.type === 'buy' ? op.holdMs === 0 : op.type === 'refund' || op.type === 'run',
  );
  return plain ? RUN_MODEL : undefined;
}

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

/** State: who has which seat on which segments. Whether few enough seats are left is the books' to say: here only that no seat has
 *  two owners in any order of what was told. */
export const RUN_MODEL: Model<string, Told> = {
  initial: '{}',
  key: (state) => state,
  step(state, { operation, outcome, detail }) {
    const owners = JSON.parse(state) as Record<string, string>;
    if (operation.type === 'buy') {
      if (outcome !== 'ok') return state;
      for (const { coach, seat } of detail.order?.tickets ?? []) {
        for (let segment = operation.trip.from; segment < operation.trip.to; segment += 1) {
          const place = `${operation.class} ${coach}-${seat} ${segment}`;
          if (owners[place] !== undefined) return undefined;
          owners[place] = detail.order?.reference ?? '';
        }
      }
      return sorted(owners);
    }
    if (operation.type === 'refund' && outcome !== 'SOLD_OUT') {
      const freed = detail.order?.tickets.filter(({ state: is }) => is === 'refunded') ?? [];
      for (const [place, owner] of Object.entries(owners)) {
        if (owner !== operation.reference) continue;
        const whole = outcome === undefined || freed.length === 0;
        if (whole || freed.some(({ coach, seat }) => place.includes(` ${coach}-${seat} `)))
          delete owners[place];
      }
      return sorted(owners);
    }
    return state;
  },
};

const sorted = (owners: Record<string, string>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(owners).sort(([a], [b]) => (a < b ? -1 : 1))));
