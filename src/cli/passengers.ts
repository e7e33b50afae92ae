/** Passengers on the command line: `--passenger ID[:window|aisle]`, one to five times. */
import type { Passenger } from '../client/index.js';
import { UsageError } from './usage-error.js';

const PASSENGERS_MAX = 5;

export function parsePassengers(texts: readonly string[]): Passenger[] {
  if (texts.length === 0 || texts.length > PASSENGERS_MAX) {
    throw new UsageError(
      texts.length === 0 ? 'nobody is to travel' : `${texts.length} passengers are too many for one order`,
      `give --passenger ID once for each, at most ${PASSENGERS_MAX} times`,
    );
  }
  const passengers = texts.map(parsePassenger);
  const twice = passengers.find(
    (passenger, at) => passengers.findIndex((other) => other.id === passenger.id) !== at,
  );
  if (twice !== undefined) {
    throw new UsageError(`passenger '${twice.id}' is named twice`, 'name each passenger once');
  }
  return passengers;
}

function parsePassenger(text: string): Passenger {
  const [id = '', preference, ...rest] = text.split(':');
  const wrong = (what: string): UsageError =>
    new UsageError(what, 'write --passenger ID, --passenger ID:window or --passenger ID:aisle');
  if (id === '' || [...id].length > 64) throw wrong(`passenger '${text}' has no id of 1 to 64 characters`);
  if (preference === undefined) return { id };
  if ((preference !== 'window' && preference !== 'aisle') || rest.length > 0) {
    throw wrong(`'${[preference, ...rest].join(':')}' of passenger '${text}' is no preference`);
  }
  return { id, preference };
}
