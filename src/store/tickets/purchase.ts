/** Purchase: a conditional decrement. Either every passenger gets a seat, held or sold, or nothing changes.
 *  Refusals are checked in a fixed order, so that replicas and the reference model give the same one. */
import { pb } from '../../proto/index.js';
import type { ApplyingCommand } from './applying.js';
import { expireHold } from './holds.js';
import { present } from './invariant.js';
import { describeOrder, HELD, type Order, SOLD } from './order.js';
import { type Result, refuse } from './refusals.js';
import type { OrderRecord, Run } from './run.js';
import type { RunPlan } from './run-plan.js';
import type { Preference } from './seat-choice.js';

export function purchase(at: ApplyingCommand, run: Run, wanted: pb.Purchase.$Properties): Result {
  const { plan } = run;
  if (plan === undefined) return runNotFound(at, run);
  const refused = refusePlan(at, run, plan, wanted) ?? refusePassengers(at, run, wanted);
  if (refused !== undefined) return refused;
  const className = wanted.class ?? '';
  const fromStop = wanted.fromStop ?? 0;
  const toStop = wanted.toStop ?? 0;
  const inventory = present(run.classes.get(className), 'the class was checked');
  const passengers = (wanted.passengers ?? []).map(({ passengerId }) => passengerId ?? '');
  const seats = inventory.choose(fromStop, toStop, (wanted.passengers ?? []).map(preferenceOf));
  if (seats === undefined) return refuse('SOLD_OUT');

  const holdMs = wanted.holdMs ?? 0;
  const deadlineMs = holdMs > 0 ? at.nowMs + holdMs : 0;
  const states = passengers.map(() => (holdMs > 0 ? HELD : SOLD));
  const order: Order = {
    className,
    fromStop,
    toStop,
    createdMs: at.nowMs,
    deadlineMs,
    passengers,
    seats,
    states,
  };
  const { rowKey: key, caller, requestId, hash, notAfterMs, group, index } = at;
  const record: OrderRecord = {
    key,
    caller,
    requestId,
    hash,
    notAfterMs,
    group,
    index,
    untilMs: 0,
    outcome: { kind: 'order', order },
  };
  run.place(record);
  at.state.touch(run);
  if (holdMs > 0) at.state.noteDue(run);
  const kind = holdMs > 0 ? pb.EventKind.EVENT_KIND_HELD : pb.EventKind.EVENT_KIND_SOLD;
  at.events.add(kind, run, caller, requestId);
  return { order: describeOrder(run, requestId, order, plan, 'bought') };
}

const preferenceOf = ({ preference }: pb.Passenger.$Properties): Preference =>
  preference === 'window' || preference === 'aisle' ? preference : undefined;

/** Names the published train when only one of its numbers was given. */
export function runNotFound(at: ApplyingCommand, run: Run): Result {
  const published = at.state.line(run.line).resolve(run.train, run.date);
  return refuse('RUN_NOT_FOUND', published === undefined ? {} : { published });
}

function refusePlan(
  at: ApplyingCommand,
  run: Run,
  plan: RunPlan,
  wanted: pb.Purchase.$Properties,
): Result | undefined {
  if (run.closed) return refuse('SALE_CLOSED');
  if (!run.classes.has(wanted.class ?? '')) return refuse('CLASS_NOT_FOUND');
  const fromStop = wanted.fromStop ?? 0;
  const toStop = wanted.toStop ?? 0;
  if (fromStop >= toStop) return refuse('FROM_NOT_BEFORE_TO');
  const refused =
    refuseStation(plan, fromStop, wanted.fromStation ?? '') ??
    refuseStation(plan, toStop, wanted.toStation ?? '');
  if (refused !== undefined) return refused;
  return at.nowMs >= plan.departureMs(fromStop) ? refuse('DEPARTED') : undefined;
}

function refuseStation(plan: RunPlan, stop: number, station: string): Result | undefined {
  if (plan.stops[stop]?.station === station) return undefined;
  const calls = stop < plan.stops.length && plan.stops.some((other) => other.station === station);
  return refuse(calls ? 'STATION_MISMATCH' : 'STATION_NOT_FOUND', { station });
}

/** One live ticket a passenger and run. A hold that is past its deadline, but that no entry came to, does not count. */
function refusePassengers(
  at: ApplyingCommand,
  run: Run,
  wanted: pb.Purchase.$Properties,
): Result | undefined {
  for (const { passengerId } of wanted.passengers ?? []) {
    const live = run.passengers.get(passengerId ?? '');
    if (live === undefined) continue;
    if (!expireHold(at, run, live)) return refuse('PASSENGER_HOLDS_TRAIN', { passenger: passengerId ?? '' });
  }
  return undefined;
}
