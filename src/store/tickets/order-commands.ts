/** Confirm, Cancel and Refund: what may become of an order. A hold ends exactly once, a ticket is refunded exactly once. */
import { pb } from '../../proto/index.js';
import type { ApplyingCommand } from './applying.js';
import { requestRow } from './buckets.js';
import { expireHold } from './holds.js';
import { assert, present } from './invariant.js';
import { ENDED_ORDER_KEPT_MS } from './limits.js';
import { CANCELLED, describeOrder, EXPIRED, HELD, type Order, orderState, REFUNDED, SOLD } from './order.js';
import { runNotFound } from './purchase.js';
import { type Result, refuse } from './refusals.js';
import { isOrder, type OrderRecord, type Run } from './run.js';

/** The caller's order, its overdue hold ended first; or why there is none. */
function findOrder(
  at: ApplyingCommand,
  run: Run,
  ref: pb.OrderRef.$Properties | null | undefined,
): OrderRecord | Result {
  if (run.plan === undefined) return runNotFound(at, run);
  const record = run.requests.get(requestRow(at.caller, ref?.orderId ?? ''));
  if (!isOrder(record)) return refuse('ORDER_NOT_FOUND');
  expireHold(at, run, record);
  return record;
}

const isRecord = (found: OrderRecord | Result): found is OrderRecord => 'outcome' in found;

/** Why a hold can no longer be confirmed or cancelled. */
function refuseEnded(order: Order): Result | undefined {
  switch (orderState(order)) {
    case HELD:
      return undefined;
    case EXPIRED:
      return refuse('HOLD_EXPIRED');
    case CANCELLED:
      return refuse('ALREADY_CANCELLED');
    case REFUNDED:
      return refuse('ALREADY_REFUNDED');
    case SOLD:
      return refuse('NOT_A_HOLD');
  }
}

function done(
  at: ApplyingCommand,
  run: Run,
  record: OrderRecord,
  kind: pb.EventKind,
  passengers?: string[],
): Result {
  at.state.touch(run);
  at.events.add(kind, run, at.caller, record.requestId, passengers);
  const plan = present(run.plan, 'an order of a run without a plan');
  return { order: describeOrder(run, record.requestId, record.outcome.order, plan, 'now') };
}

export function confirm(at: ApplyingCommand, run: Run, command: pb.Confirm.$Properties): Result {
  const record = findOrder(at, run, command.order);
  if (!isRecord(record)) return record;
  const refused = refuseEnded(record.outcome.order);
  if (refused !== undefined) return refused;
  run.confirm(record);
  at.state.noteDue(run);
  return done(at, run, record, pb.EventKind.EVENT_KIND_CONFIRMED);
}

export function cancel(at: ApplyingCommand, run: Run, command: pb.Cancel.$Properties): Result {
  const record = findOrder(at, run, command.order);
  if (!isRecord(record)) return record;
  const { order } = record.outcome;
  const refused = refuseEnded(order);
  if (refused !== undefined) return refused;
  run.end(record, order.states.keys(), CANCELLED, at.nowMs + ENDED_ORDER_KEPT_MS);
  at.state.noteDue(run);
  return done(at, run, record, pb.EventKind.EVENT_KIND_CANCELLED);
}

export function refund(at: ApplyingCommand, run: Run, command: pb.Refund.$Properties): Result {
  const record = findOrder(at, run, command.order);
  if (!isRecord(record)) return record;
  const { order } = record.outcome;
  const state = orderState(order);
  if (state === REFUNDED) return refuse('ALREADY_REFUNDED');
  if (state !== SOLD) return refuse('NOT_SOLD');
  const named = command.passengerIds ?? [];
  const tickets: number[] = [];
  for (const [ticket, ticketState] of order.states.entries())
    if (ticketState === SOLD && named.length === 0) tickets.push(ticket);
  for (const passenger of named) {
    const ticket = order.passengers.indexOf(passenger);
    if (ticket < 0) return refuse('ORDER_NOT_FOUND', { passenger });
    if (order.states[ticket] !== SOLD) return refuse('ALREADY_REFUNDED', { passenger });
    tickets.push(ticket);
  }
  assert(tickets.length > 0, 'a sold order without a sold ticket');
  run.end(record, tickets, REFUNDED, at.nowMs + ENDED_ORDER_KEPT_MS);
  const passengers = tickets.map((ticket) => order.passengers[ticket]!);
  return done(at, run, record, pb.EventKind.EVENT_KIND_REFUNDED, passengers);
}
