/** An order with its tickets, for people and for programs. */
import type { Order } from '../../client/index.js';
import { dateIn, daysBetween, isoIn, timeIn } from '../dates.js';
import type { Colours } from './colour.js';
import type { Json } from './json.js';
import { renderTable } from './table.js';

export function orderJson(order: Order, timezone: string): Json {
  return {
    reference: order.reference,
    orderId: order.orderId,
    state: order.state,
    line: order.run.line,
    train: order.run.train,
    date: order.run.date,
    class: order.class,
    from: { ...order.from },
    to: { ...order.to },
    departure: isoIn(timezone, order.departureMs),
    arrival: isoIn(timezone, order.arrivalMs),
    created: isoIn(timezone, order.createdMs),
    holdUntil: order.holdUntilMs === undefined ? null : isoIn(timezone, order.holdUntilMs),
    tickets: order.tickets.map((ticket) => ({
      passenger: ticket.passengerId,
      coach: ticket.coach,
      seat: ticket.seat,
      state: ticket.state,
    })),
  };
}

/** What runs, from where to where, when: `G1  2026-12-01  北京南 09:00 - 上海虹桥 13:48`. */
function journeyLine(order: Order, timezone: string): string {
  const departs = dateIn(timezone, order.departureMs);
  return [
    order.run.train,
    departs,
    `${order.from.name} ${timeIn(timezone, order.departureMs)} - ${order.to.name} ${timeOfDay(timezone, departs, order.arrivalMs)}`,
    order.class,
  ].join('  ');
}

/** The time of day, marked with the days since `date`: `00:25 +1`. */
export function timeOfDay(timezone: string, date: string, ms: number): string {
  const days = daysBetween(date, dateIn(timezone, ms));
  return days === 0 ? timeIn(timezone, ms) : `${timeIn(timezone, ms)} ${days > 0 ? '+' : ''}${days}`;
}

/** @param buyer for whom it was asked; the next steps have to name it too */
export function renderOrder(
  order: Order,
  timezone: string,
  nowMs: number,
  colours: Colours,
  buyer?: string,
): string {
  const tickets = renderTable(
    [
      { title: 'PASSENGER' },
      { title: 'COACH', align: 'right' },
      { title: 'SEAT', align: 'right' },
      { title: 'STATE' },
    ],
    order.tickets.map((ticket) => [
      ticket.passengerId,
      String(ticket.coach),
      colours.bold(ticket.seat),
      stateText(ticket.state, colours),
    ]),
    colours,
  );
  return [
    `${stateText(order.state, colours)}  ${journeyLine(order, timezone)}\n`,
    tickets.replace(/^/gm, '  ').replace(/ +$/, ''),
    `order ${colours.bold(order.reference)}\n`,
    nextSteps(order, timezone, nowMs, colours, buyer === undefined ? '' : ` --buyer ${buyer}`),
  ].join('');
}

function stateText(state: Order['state'], colours: Colours): string {
  switch (state) {
    case 'sold':
      return colours.green(state);
    case 'held':
      return colours.yellow(state);
    case 'expired':
    case 'cancelled':
    case 'refunded':
      return colours.dim(state);
  }
}

function nextSteps(order: Order, timezone: string, nowMs: number, colours: Colours, buyer: string): string {
  const next = colours.cyan(' next:');
  switch (order.state) {
    case 'sold':
      return `${next} railkv refund ${order.reference}${buyer}\n`;
    case 'held': {
      const until =
        order.holdUntilMs === undefined
          ? ''
          : ` by ${timeIn(timezone, order.holdUntilMs)} (${Math.max(0, Math.round((order.holdUntilMs - nowMs) / 1000))} s left)`;
      return `${next} railkv confirm ${order.reference}${buyer}${until}, or railkv cancel ${order.reference}${buyer}\n`;
    }
    case 'expired':
    case 'cancelled':
    case 'refunded':
      return '';
  }
}
