/** An order: what a purchase took, and what has become of each ticket. */

import type { pb } from '../../proto/index.js';
import { formatOrderReference } from '../../proto/order-reference.js';
import { assert, present } from './invariant.js';
import type { RunPlan } from './run-plan.js';

/** Part of the row format. */
export const HELD = 1;
export const SOLD = 2;
export const EXPIRED = 3;
export const CANCELLED = 4;
export const REFUNDED = 5;
export type TicketState = typeof HELD | typeof SOLD | typeof EXPIRED | typeof CANCELLED | typeof REFUNDED;

const WORDS: Readonly<Record<TicketState, string>> = {
  [HELD]: 'held',
  [SOLD]: 'sold',
  [EXPIRED]: 'expired',
  [CANCELLED]: 'cancelled',
  [REFUNDED]: 'refunded',
};

export interface Order {
  readonly className: string;
  readonly fromStop: number;
  readonly toStop: number;
  readonly createdMs: number;
  /** 0: bought outright. */
  readonly deadlineMs: number;
  readonly passengers: readonly string[];
  readonly seats: readonly number[];
  /** All HELD; or all EXPIRED; or all CANCELLED; or each SOLD or REFUNDED. */
  readonly states: TicketState[];
}

export const isLive = (state: TicketState): boolean => state === HELD || state === SOLD;

/** Of the whole order: sold while any ticket is. */
export function orderState(order: Order): TicketState {
  if (order.states.includes(SOLD)) return SOLD;
  return present(order.states[0], 'an order without tickets');
}

export function isTicketState(value: number): value is TicketState {
  return value >= HELD && value <= REFUNDED;
}

/** Asserts that no ticket comes back to life and no ending happens twice. */
export function moveTicket(order: Order, at: number, to: TicketState): void {
  const from = order.states[at];
  const allowed =
    (from === HELD && (to === SOLD || to === EXPIRED || to === CANCELLED)) ||
    (from === SOLD && to === REFUNDED);
  assert(allowed, `a ticket cannot go from ${String(from)} to ${to}`);
  order.states[at] = to;
}

/** @param states as they are now, or as they were bought: the same order gives the same bytes on a repeated purchase. */
export function describeOrder(
  run: { readonly line: string; readonly train: string; readonly date: string },
  orderId: string,
  order: Order,
  plan: RunPlan,
  when: 'now' | 'bought',
): pb.Order.$Properties {
  const bought: TicketState = order.deadlineMs > 0 ? HELD : SOLD;
  const layout = present(plan.layouts.get(order.className), 'an order of a class the run does not have');
  const from = present(plan.stops[order.fromStop], 'an order from a stop the run does not have');
  const to = present(plan.stops[order.toStop], 'an order to a stop the run does not have');
  const { line, train, date } = run;
  return {
    ref: { run: { line, train, date }, orderId },
    reference: formatOrderReference({ line, train, date, orderId }),
    state: WORDS[when === 'now' ? orderState(order) : bought],
    class: order.className,
    fromStop: order.fromStop,
    toStop: order.toStop,
    fromStation: from.station,
    toStation: to.station,
    tickets: order.passengers.map((passengerId, at) => {
      const seat = order.seats[at]!;
      return {
        passengerId,
        coach: layout.coach[seat]!,
        seat: layout.label(seat),
        state: WORDS[when === 'now' ? order.states[at]! : bought],
      };
    }),
    deadlineMs: order.deadlineMs,
    createdMs: order.createdMs,
    fromName: from.name,
    toName: to.name,
    departureMs: plan.departureMs(order.fromStop),
    arrivalMs: plan.arrivalMs(order.toStop),
  };
}
