/** Which seats a party gets. Deterministic: equal choices go to the lowest coach, row and letter.
 *
 *  One passenger: of the free seats of the preferred kind, or of all free seats when none of that kind is free, the one
 *  whose free gap is tightest around the journey (best fit: it leaves long gaps whole).
 *  A party: the seats of tightest fit; where fit is equal, those nearest to each other (coach, then row, then place), and of
 *  equally near ones those that honour more preferences. Seats are then given out by preference within the party.
 *  A preference never outweighs sitting together and is never a reason to refuse. */
import { assert } from './invariant.js';
import type { Inventory } from './inventory.js';
import { AISLE, type SeatKind, type SeatLayout, WINDOW } from './seat-layout.js';
import { clearFrom, clearUntil, highMask, lowMask } from './segment-bits.js';

export type Preference = SeatKind | undefined;

const kindBit = (preference: Preference): number =>
  preference === 'window' ? WINDOW : preference === 'aisle' ? AISLE : 0;

/** Calls `visit` with each free seat of slack <= `slackMax`, in order, until it answers true. Neighbouring seats often have
 *  the same bits, so the last slack is kept. */
function eachFree(
  inventory: Inventory,
  from: number,
  to: number,
  slackMax: number,
  visit: (seat: number, slack: number) => boolean,
): void {
  const { taken, segments, published } = inventory;
  const lowBits = lowMask(from, to);
  const highBits = highMask(from, to);
  let lastLow = -1;
  let lastHigh = -1;
  let slack = 0;
  for (let seat = 0; seat < published; seat += 1) {
    const low = taken[2 * seat]!;
    const high = taken[2 * seat + 1]!;
    if (((low & lowBits) | (high & highBits)) !== 0) continue;
    if (low !== lastLow || high !== lastHigh) {
      slack = clearUntil(low, high, to, segments) - clearFrom(low, high, from) - (to - from);
      lastLow = low;
      lastHigh = high;
    }
    if (slack <= slackMax && visit(seat, slack)) return;
  }
}

/** The tightest free seat with all of `bits`; at `floor`, the least slack of any seat, the first is the best. */
function tightest(
  inventory: Inventory,
  from: number,
  to: number,
  bits: number,
  floor: number,
): number | undefined {
  const { kind } = inventory.layout;
  let best: number | undefined;
  let bestSlack = Number.POSITIVE_INFINITY;
  const slackMax = bits === 0 ? floor : inventory.segments;
  eachFree(inventory, from, to, slackMax, (seat, slack) => {
    if ((kind[seat]! & bits) !== bits || slack >= bestSlack) return false;
    best = seat;
    bestSlack = slack;
    return slack === floor;
  });
  return best;
}

export function chooseSeats(
  inventory: Inventory,
  from: number,
  to: number,
  party: readonly Preference[],
): number[] | undefined {
  const fit = inventory.gaps.slackFor(from, to, party.length);
  if (fit === undefined) return undefined;
  if (party.length > 1) return seatParty(inventory, from, to, party, fit);
  const bits = kindBit(party[0]);
  const seat =
    (bits === 0 ? undefined : tightest(inventory, from, to, bits, fit.slack)) ??
    tightest(inventory, from, to, 0, fit.slack);
  assert(seat !== undefined, 'the counts promise a free seat that no seat is');
  return [seat];
}

function seatParty(
  inventory: Inventory,
  from: number,
  to: number,
  party: readonly Preference[],
  fit: { slack: number; tighter: number },
): number[] {
  const forced: number[] = []; // of tighter fit than the last of the party: in any best choice
  const equal: number[] = [];
  const anyPreference = party.some((preference) => preference !== undefined);
  const { layout } = inventory;
  const rest = party.length - fit.tighter;
  eachFree(inventory, from, to, fit.slack, (seat, slack) => {
    (slack < fit.slack ? forced : equal).push(seat);
    // Nothing is nearer than neighbours of one row: the first such, without preferences, ends the search.
    if (fit.tighter > 0 || anyPreference || equal.length < rest) return false;
    const first = equal[equal.length - rest]!;
    return seat - first === rest - 1 && layout.sameRow(first, seat);
  });
  assert(
    forced.length === fit.tighter && equal.length >= rest,
    'the counts promise free seats that no seats are',
  );
  const seats = forced.length === 0 ? nearest(layout, equal, party) : around(layout, forced, equal, rest);
  return giveOut(layout, seats, party);
}

/** The nearest `party.length` of the candidates, which are in order. */
function nearest(layout: SeatLayout, candidates: readonly number[], party: readonly Preference[]): number[] {
  const size = party.length;
  let best = 0;
  let bestSpan = Number.POSITIVE_INFINITY;
  let bestHonoured = -1;
  for (let at = 0; at + size <= candidates.length; at += 1) {
    const span = layout.distance(candidates[at]!, candidates[at + size - 1]!);
    if (span > bestSpan) continue;
    const honoured = honours(layout, candidates.slice(at, at + size), party);
    if (span === bestSpan && honoured <= bestHonoured) continue;
    best = at;
    bestSpan = span;
    bestHonoured = honoured;
  }
  return candidates.slice(best, best + size);
}

/** The forced seats, and those of the others that are nearest to the first of them. */
function around(
  layout: SeatLayout,
  forced: readonly number[],
  equal: readonly number[],
  rest: number,
): number[] {
  const anchor = forced[0]!;
  const near = equal
    .map((seat) => ({ seat, distance: layout.distance(anchor, seat) }))
    .sort((a, b) => a.distance - b.distance || a.seat - b.seat)
    .slice(0, rest)
    .map(({ seat }) => seat);
  return [...forced, ...near].sort((a, b) => a - b);
}

function honours(layout: SeatLayout, seats: readonly number[], party: readonly Preference[]): number {
  const given = giveOut(layout, seats, party);
  let count = 0;
  for (const [at, seat] of given.entries()) {
    const bit = kindBit(party[at]);
    if (bit !== 0 && (layout.kind[seat]! & bit) !== 0) count += 1;
  }
  return count;
}

/** Gives each passenger with a preference, in their order, the first seat of that kind that is left; then the rest in order. */
function giveOut(layout: SeatLayout, seats: readonly number[], party: readonly Preference[]): number[] {
  const left = [...seats];
  const given: (number | undefined)[] = party.map((preference) => {
    const bit = kindBit(preference);
    const at = bit === 0 ? -1 : left.findIndex((seat) => (layout.kind[seat]! & bit) !== 0);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  });
  return given.map((seat) => {
    const mine = seat ?? left.shift();
    assert(mine !== undefined, 'a party has more passengers than seats');
    return mine;
  });
}
