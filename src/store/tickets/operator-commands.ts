/** Publish and SetSale: what the railway does. */
import { pb } from '../../proto/index.js';
import type { ApplyingCommand } from './applying.js';
import { present } from './invariant.js';
import { runNotFound } from './purchase.js';
import { type Result, refuse } from './refusals.js';
import type { Run } from './run.js';

/** The same plan again is done again, which changes nothing; another plan is refused. */
export function publish(at: ApplyingCommand, run: Run, plan: pb.Publish.$Properties): Result {
  if (run.plan !== undefined) return run.plan.sameAs(plan) ? {} : refuse('RUN_EXISTS');
  run.publish(plan);
  const index = at.state.line(run.line);
  index.addRun(run.train, run.date, present(run.plan as Run['plan'], 'the run was just published'));
  at.state.addLine(run.line);
  at.state.touch(run);
  at.state.touch(index);
  at.events.add(pb.EventKind.EVENT_KIND_PUBLISHED, run, at.caller);
  return {};
}

export function setSale(at: ApplyingCommand, run: Run, command: pb.SetSale.$Properties): Result {
  if (run.plan === undefined) return runNotFound(at, run);
  const open = command.open ?? false;
  if (open !== run.closed) return {};
  run.setSale(open);
  at.state.touch(run);
  const kind = open ? pb.EventKind.EVENT_KIND_SALE_OPENED : pb.EventKind.EVENT_KIND_SALE_CLOSED;
  at.events.add(kind, run, at.caller);
  return {};
}
