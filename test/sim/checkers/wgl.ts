/** Linearizability by search, positions ignored: Wing and Gong's algorithm with Lowe's memory of (set done, state). An operation
 *  whose outcome is unknown may take effect at any time after its call, or never. For short histories of one key: the search is
 *  exponential in what runs at once, and gives up at a bound. */

export interface Interval<Op> {
  readonly op: Op;
  readonly calledMs: number;
  /** Infinity: not known to have ended. */
  readonly returnedMs: number;
}

export interface Model<State, Op> {
  readonly initial: State;
  /** The state after `op`, or undefined when it could not have ended so. */
  step(state: State, op: Op): State | undefined;
  key(state: State): string;
}

export type Verdict = 'linearizable' | 'notLinearizable' | 'gaveUp';

const STEPS_MAX = 200_000;

export function linearizable<State, Op>(history: readonly Interval<Op>[], model: Model<State, Op>): Verdict {
  const ops = [...history].sort((a, b) => a.calledMs - b.calledMs || a.returnedMs - b.returnedMs);
  // What is certain is tried first: what may never have happened mostly did not.
  const isCertain = (at: number): number => (Number.isFinite(ops[at]!.returnedMs) ? 0 : 1);
  const order = [...ops.keys()].sort((a, b) => isCertain(a) - isCertain(b) || a - b);
  const certain = ops.filter(({ returnedMs }) => Number.isFinite(returnedMs)).length;
  const done = new Uint8Array(ops.length);
  const seen = new Set<string>();
  let steps = 0;
  const search = (state: State, left: number): Verdict => {
    if (left === 0) return 'linearizable';
    const memory = `${done.join('')}|${model.key(state)}`;
    if (seen.has(memory)) return 'notLinearizable';
    seen.add(memory);
    // What is called after another's end may not stand before it.
    let earliestEnd = Number.POSITIVE_INFINITY;
    for (let at = 0; at < ops.length; at += 1)
      if (done[at] === 0) earliestEnd = Math.min(earliestEnd, ops[at]!.returnedMs);
    for (const at of order) {
      const { op, calledMs, returnedMs } = ops[at]!;
      if (calledMs > earliestEnd || done[at] !== 0) continue;
      steps += 1;
      if (steps > STEPS_MAX) return 'gaveUp';
      const next = model.step(state, op);
      if (next === undefined) continue;
      done[at] = 1;
      const verdict = search(next, Number.isFinite(returnedMs) ? left - 1 : left);
      if (verdict !== 'notLinearizable') return verdict;
      done[at] = 0;
    }
    return 'notLinearizable';
  };
  return search(model.initial, certain);
}
