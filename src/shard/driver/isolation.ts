/** How well a group's copies keep apart: two in one zone weigh more than any number on one host (PD's isolation score does the
 *  same). Pure arithmetic; less is better, 0 is best. */

export interface Place {
  readonly zone: string;
  /** '': a host of its own. */
  readonly host: string;
}

const SAME_ZONE = 1_000;

/** What `place` adds to the copies that are on `others` already. */
export function crowding(place: Place, others: readonly Place[]): number {
  let sum = 0;
  for (const other of others) {
    if (other.zone === place.zone) sum += SAME_ZONE;
    if (place.host !== '' && other.host === place.host) sum += 1;
  }
  return sum;
}

/** Of all copies together. */
export function crowdingOf(places: readonly Place[]): number {
  let sum = 0;
  for (const [at, place] of places.entries()) sum += crowding(place, places.slice(at + 1));
  return sum;
}

export const sharesZone = (sum: number): boolean => sum >= SAME_ZONE;
