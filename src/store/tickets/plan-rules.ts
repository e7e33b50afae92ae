/** What makes a run's plan valid: bounds, times that do not go backwards, seats that exist once. Needs no state. */
import type { pb } from '../../proto/index.js';
import {
  CLASSES_MAX,
  COACHES_MAX,
  LETTERS_MAX,
  ROWS_MAX,
  RUN_SEATS_MAX,
  STOP_TIME_S_MAX,
  STOPS_MAX,
} from './limits.js';
import { isName } from './names.js';
import type { Problem } from './problem.js';
import { parseSeat } from './seat-layout.js';

const LETTERS = /^[A-Z]+$/;

const distinct = (text: string): boolean => new Set(text).size === text.length;
const within = (letters: string, all: string): boolean =>
  [...letters].every((letter) => all.includes(letter));

function stopsProblem(stops: readonly pb.StopTime.$Properties[]): Problem | undefined {
  if (stops.length < 2 || stops.length > STOPS_MAX)
    return { field: 'stops', message: `must be 2 to ${STOPS_MAX}` };
  let earliest = 0;
  for (const [at, stop] of stops.entries()) {
    const field = `stops[${at}]`;
    if (!isName(stop.station)) return { field: `${field}.station`, message: 'must be a station code' };
    if ((stop.name ?? '') !== '' && !isName(stop.name))
      return { field: `${field}.name`, message: 'must be at most 64 printable characters' };
    const arrival = stop.arrivalS ?? 0;
    const departure = stop.departureS ?? 0;
    if (departure > STOP_TIME_S_MAX)
      return { field: `${field}.departure_s`, message: 'is more than 7 days away' };
    if (arrival < earliest)
      return { field: `${field}.arrival_s`, message: 'is earlier than the departure from the stop before' };
    if (departure < arrival) return { field: `${field}.departure_s`, message: 'is earlier than the arrival' };
    earliest = departure;
  }
  return undefined;
}

function coachProblem(field: string, coach: pb.Coach.$Properties): Problem | undefined {
  const { letters, rows, windows, aisles, missing } = coach;
  if (!coach.number || coach.number > 999) return { field: `${field}.number`, message: 'must be 1 to 999' };
  if (!isName(coach.class)) return { field: `${field}.class`, message: 'must name a class' };
  if (!rows || rows > ROWS_MAX) return { field: `${field}.rows`, message: `must be 1 to ${ROWS_MAX}` };
  if (!letters || !LETTERS.test(letters) || letters.length > LETTERS_MAX || !distinct(letters))
    return { field: `${field}.letters`, message: `must be 1 to ${LETTERS_MAX} different letters A to Z` };
  if (!within(windows ?? '', letters) || !distinct(windows ?? ''))
    return { field: `${field}.windows`, message: 'must be letters of the coach' };
  if (!within(aisles ?? '', letters) || !distinct(aisles ?? ''))
    return { field: `${field}.aisles`, message: 'must be letters of the coach' };
  const gone = missing ?? [];
  if (
    gone.some((label) => parseSeat(label, rows, letters) === undefined) ||
    new Set(gone).size !== gone.length
  )
    return { field: `${field}.missing`, message: 'must be seats of the coach, as 1A, each once' };
  if (gone.length >= rows * letters.length) return { field: `${field}.missing`, message: 'leaves no seat' };
  return undefined;
}

function coachesProblem(coaches: readonly pb.Coach.$Properties[]): Problem | undefined {
  if (coaches.length < 1 || coaches.length > COACHES_MAX)
    return { field: 'coaches', message: `must be 1 to ${COACHES_MAX}` };
  let seats = 0;
  for (const [at, coach] of coaches.entries()) {
    const problem = coachProblem(`coaches[${at}]`, coach);
    if (problem !== undefined) return problem;
    seats += (coach.rows ?? 0) * (coach.letters ?? '').length;
  }
  if (seats > RUN_SEATS_MAX) return { field: 'coaches', message: `have more than ${RUN_SEATS_MAX} seats` };
  if (new Set(coaches.map((coach) => coach.number)).size !== coaches.length)
    return { field: 'coaches', message: 'must have different numbers' };
  if (new Set(coaches.map((coach) => coach.class)).size > CLASSES_MAX)
    return { field: 'coaches', message: `must be of at most ${CLASSES_MAX} classes` };
  return undefined;
}

export function planProblem(plan: pb.Publish.$Properties): Problem | undefined {
  const dayStart = plan.dayStartMs ?? 0;
  if (!Number.isSafeInteger(dayStart) || dayStart <= 0)
    return { field: 'day_start_ms', message: 'must be an instant in ms since the epoch' };
  if ((plan.timezone ?? '').length > 64)
    return { field: 'timezone', message: 'must be at most 64 characters' };
  return stopsProblem(plan.stops ?? []) ?? coachesProblem(plan.coaches ?? []);
}
