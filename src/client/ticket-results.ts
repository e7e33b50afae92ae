/** Protobuf messages of the tickets service as plain values of the SDK, and the few that go the other way. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { asOfFrom } from './reads.js';
import type {
  ClassInventory,
  Coach,
  Line,
  Offer,
  Order,
  OrderState,
  RunDetail,
  RunKey,
  RunPlan,
  RunSummary,
  Station,
  StationLines,
  StopTime,
  Ticket,
} from './ticket-types.js';

type Maybe<T> = T | null | undefined;

function runKeyFrom(run: Maybe<pb.RunKey.$Properties>): RunKey {
  return { line: run?.line ?? '', train: run?.train ?? '', date: run?.date ?? '' };
}

export function offerFrom(offer: pb.TrainOffer.$Properties, asOf: Maybe<pb.AsOf.$Properties>): Offer {
  return {
    run: runKeyFrom(offer.run),
    from: { station: offer.fromStation ?? '', name: offer.fromName ?? '', stop: offer.fromStop ?? 0 },
    to: { station: offer.toStation ?? '', name: offer.toName ?? '', stop: offer.toStop ?? 0 },
    departureMs: offer.departureMs ?? 0,
    arrivalMs: offer.arrivalMs ?? 0,
    timezone: offer.timezone ?? '',
    open: offer.open ?? false,
    classes: (offer.classes ?? []).map((each) => ({
      class: each.class ?? '',
      seatsLeft: each.seatsLeft ?? 0,
      seatsTotal: each.seatsTotal ?? 0,
    })),
    asOf: asOfFrom(asOf),
  };
}

export function orderFrom(order: Maybe<pb.Order.$Properties>): Order {
  if (!order) throw new RailkvError('INTERNAL', 'the node answered without the order');
  const state = orderState(order.state);
  return {
    reference: order.reference ?? '',
    run: runKeyFrom(order.ref?.run),
    orderId: order.ref?.orderId ?? '',
    state,
    class: order.class ?? '',
    from: { station: order.fromStation ?? '', name: order.fromName ?? '', stop: order.fromStop ?? 0 },
    to: { station: order.toStation ?? '', name: order.toName ?? '', stop: order.toStop ?? 0 },
    tickets: (order.tickets ?? []).map(ticketFrom),
    createdMs: order.createdMs ?? 0,
    departureMs: order.departureMs ?? 0,
    arrivalMs: order.arrivalMs ?? 0,
    ...(state === 'held' && { holdUntilMs: order.deadlineMs ?? 0 }),
  };
}

function ticketFrom(ticket: pb.Ticket.$Properties): Ticket {
  return {
    passengerId: ticket.passengerId ?? '',
    coach: ticket.coach ?? 0,
    seat: ticket.seat ?? '',
    state: orderState(ticket.state),
  };
}

function orderState(state: Maybe<string>): OrderState {
  switch (state) {
    case 'held':
    case 'sold':
    case 'expired':
    case 'cancelled':
    case 'refunded':
      return state;
    default:
      throw new RailkvError('INTERNAL', `the node knows an order state that this client does not: ${state}`);
  }
}

export function runDetailFrom(response: pb.GetRunResponse): RunDetail {
  return {
    run: runKeyFrom(response.run),
    stops: response.stops.map(stopFrom),
    coaches: response.coaches.map(coachFrom),
    dayStartMs: response.dayStartMs,
    timezone: response.timezone,
    open: response.open,
    planVersion: response.planVersion,
    inventory: response.inventory.map(inventoryFrom),
    asOf: asOfFrom(response.asOf),
  };
}

function stopFrom(stop: pb.StopTime.$Properties): StopTime {
  return {
    station: stop.station ?? '',
    name: stop.name ?? '',
    arrivalS: stop.arrivalS ?? 0,
    departureS: stop.departureS ?? 0,
  };
}

function coachFrom(coach: pb.Coach.$Properties): Required<Coach> {
  return {
    number: coach.number ?? 0,
    class: coach.class ?? '',
    rows: coach.rows ?? 0,
    letters: coach.letters ?? '',
    missing: [...(coach.missing ?? [])],
    windows: coach.windows ?? '',
    aisles: coach.aisles ?? '',
  };
}

function inventoryFrom(inventory: pb.ClassInventory.$Properties): ClassInventory {
  return {
    class: inventory.class ?? '',
    published: inventory.published ?? 0,
    free: [...(inventory.free ?? [])],
    held: [...(inventory.held ?? [])],
    sold: [...(inventory.sold ?? [])],
  };
}

export function runSummaryFrom(run: pb.RunSummary.$Properties): RunSummary {
  return {
    run: runKeyFrom(run.run),
    fromName: run.fromName ?? '',
    toName: run.toName ?? '',
    departureMs: run.departureMs ?? 0,
    arrivalMs: run.arrivalMs ?? 0,
    stops: run.stops ?? 0,
  };
}

export function lineFrom(line: pb.Line.$Properties): Line {
  return { line: line.line ?? '', name: line.name ?? '', group: line.group ?? 0 };
}

export function stationLinesFrom(found: pb.StationLines.$Properties): StationLines {
  const { station } = found;
  return {
    asked: found.asked ?? '',
    lines: [...(found.lines ?? [])],
    ...(station && { station: stationFrom(station) }),
    near: (found.near ?? []).map(stationFrom),
  };
}

function stationFrom({ code, name }: pb.Station.$Properties): Station {
  return { code: code ?? '', name: name ?? '' };
}

export function publishFrom({ run, stops, coaches, dayStartMs, timezone }: RunPlan): pb.Publish.$Properties {
  return {
    run: { line: run.line, train: run.train, date: run.date },
    stops: stops.map(({ station, name, arrivalS, departureS }) => ({ station, name, arrivalS, departureS })),
    coaches: coaches.map((coach) => ({
      number: coach.number,
      class: coach.class,
      rows: coach.rows,
      letters: coach.letters,
      missing: [...(coach.missing ?? [])],
      windows: coach.windows ?? '',
      aisles: coach.aisles ?? '',
    })),
    dayStartMs,
    timezone,
  };
}
