/** A run as the search for an order sees it: who has which seat on which segments, and which orders are only held. Whether few enough
 *  seats are left is the books' to say: here, that in some order of what was told no seat has two owners, an order is confirmed or
 *  cancelled only while it is held and refunded only once it is sold, and reads show what is held and sold then. */
import type { Operation } from '../workload/operation.js';
import type { Told } from './linearizability.js';
import type { Interval, Model } from './wgl.js';

/** The end of a hold by time: nobody called it. */
interface Expiry {
  readonly expires: string;
}

interface Seats {
  /** Order by `coach-seat segment`. */
  readonly owners: Record<string, string>;
  /** Orders that are held, not sold. */
  readonly held: string[];
  /** A purchase is under way, or was, of which nobody knows the seats: reads can not be judged. */
  blind: boolean;
}

/** A hold may expire at any time since its call, by a clock that may be wrong; or never. */
export function withExpiries(history: readonly Interval<Told>[]): Interval<Told | Expiry>[] {
  const expiries = history.flatMap(({ op: { operation, outcome, detail }, calledMs }) =>
    operation.type === 'buy' && operation.holdMs > 0 && outcome === 'ok' && detail.order
      ? [{ op: { expires: detail.order.reference }, calledMs, returnedMs: Number.POSITIVE_INFINITY }]
      : [],
  );
  return [...history, ...expiries];
}

export const RUN_MODEL: Model<string, Told | Expiry> = {
  initial: '{"owners":{},"held":[],"blind":false}',
  key: (state) => state,
  step(state, op) {
    const seats = JSON.parse(state) as Seats;
    const next = 'expires' in op ? ended(seats, op.expires, 'held') : told(seats, op);
    return next && written(next);
  },
};

function told(seats: Seats, op: Told): Seats | undefined {
  const { operation, outcome } = op;
  const refused = outcome !== undefined && outcome !== 'ok';
  if (refused) return seats;
  switch (operation.type) {
    case 'buy':
      return bought(seats, operation, op);
    case 'confirm': {
      if (!seats.held.includes(operation.reference)) return outcome === undefined ? seats : undefined;
      return { ...seats, held: seats.held.filter((order) => order !== operation.reference) };
    }
    case 'cancel':
      return ended(seats, operation.reference, 'held') ?? (outcome === undefined ? seats : undefined);
    case 'refund':
      return refunded(seats, operation, op);
    case 'run':
      return seats.blind || isShown(seats, op) ? seats : undefined;
    default:
      return seats;
  }
}

function bought(
  seats: Seats,
  { trip, holdMs }: Extract<Operation, { type: 'buy' }>,
  { outcome, detail }: Told,
): Seats | undefined {
  if (outcome === undefined) return { ...seats, blind: true };
  if (outcome !== 'ok' || detail.order === undefined) return seats;
  const { reference, tickets } = detail.order;
  const owners = { ...seats.owners };
  for (const { coach, seat } of tickets)
    for (let segment = trip.from; segment < trip.to; segment += 1) {
      const place = `${coach}-${seat} ${segment}`;
      if (owners[place] !== undefined) return undefined;
      owners[place] = reference;
    }
  return { ...seats, owners, held: holdMs > 0 ? [...seats.held, reference] : seats.held };
}

/** All seats of an order are free again; undefined when it is not what it should be. */
function ended(seats: Seats, order: string, should: 'held' | 'sold'): Seats | undefined {
  if (seats.held.includes(order) !== (should === 'held')) return undefined;
  return {
    ...seats,
    owners: Object.fromEntries(Object.entries(seats.owners).filter(([, owner]) => owner !== order)),
    held: seats.held.filter((held) => held !== order),
  };
}

function refunded(
  seats: Seats,
  { reference }: { readonly reference: string },
  { outcome, detail }: Told,
): Seats | undefined {
  if (outcome === undefined) return ended({ ...seats, blind: true }, reference, 'sold') ?? seats;
  if (outcome !== 'ok') return seats;
  if (seats.held.includes(reference)) return undefined;
  const freed = (detail.order?.tickets ?? []).filter(({ state }) => state === 'refunded');
  const isFreed = (place: string): boolean =>
    freed.some(({ coach, seat }) => place.startsWith(`${coach}-${seat} `));
  const left = Object.entries(seats.owners).filter(
    ([place, owner]) => owner !== reference || !isFreed(place),
  );
  return { ...seats, owners: Object.fromEntries(left) };
}

/** Seats held and sold on each segment, over all classes. */
function isShown({ owners, held }: Seats, { detail }: Told): boolean {
  if (detail.detail === undefined) return true;
  const { inventory, stops } = detail.detail;
  const segments = stops.length - 1;
  for (let segment = 0; segment < segments; segment += 1) {
    const on = Object.entries(owners).filter(([place]) => place.endsWith(` ${segment}`));
    const heldHere = on.filter(([, owner]) => held.includes(owner)).length;
    const sum = (kind: 'held' | 'sold'): number =>
      inventory.reduce((total, of) => total + (of[kind][segment] ?? 0), 0);
    if (sum('held') !== heldHere || sum('sold') !== on.length - heldHere) return false;
  }
  return true;
}

/** Equal states, equal words. */
function written({ owners, held, blind }: Seats): string {
  const sorted = Object.fromEntries(Object.entries(owners).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ owners: sorted, held: [...held].sort(), blind });
}
