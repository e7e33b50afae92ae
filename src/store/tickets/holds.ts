/** The end of holds at their deadline: by the time of an entry, never by a clock, and never early. */
import { pb } from '../../proto/index.js';
import type { Applying } from './applying.js';
import { assert } from './invariant.js';
import { ENDED_ORDER_KEPT_MS, ENTRY_DUE_RUNS_MAX, ENTRY_EXPIRES_MAX } from './limits.js';
import { EXPIRED, HELD } from './order.js';
import type { OrderRecord, Run } from './run.js';

/** Ends a hold whose deadline has come; every command that names a hold asks here first. @returns whether it ended */
export function expireHold(at: Applying, run: Run, record: OrderRecord): boolean {
  const { order } = record.outcome;
  if (order.states[0] !== HELD || order.deadlineMs > at.nowMs) return false;
  run.end(record, order.states.keys(), EXPIRED, at.nowMs + ENDED_ORDER_KEPT_MS);
  at.state.touch(run);
  at.state.noteDue(run);
  at.events.add(pb.EventKind.EVENT_KIND_EXPIRED, run, record.caller, record.requestId);
  return true;
}

/** Expires what is due before an entry's commands: by (deadline, run, id), of a bounded number of runs and holds. What is
 *  left over waits for the next entry, and `nextDeadlineMs` stays in the past until then. */
export function expireDue(at: Applying): void {
  const { state } = at;
  const visited = new Set<string>();
  for (let left = ENTRY_EXPIRES_MAX; left > 0; left -= 1) {
    const due = state.dueRuns.first();
    if (due === undefined || due.atMs > at.nowMs) return;
    visited.add(due.key);
    if (visited.size > ENTRY_DUE_RUNS_MAX) return;
    const run = state.run(due.key);
    const hold = run.firstHold();
    assert(hold !== undefined && expireHold(at, run, hold), 'a run is due but none of its holds is');
  }
}
