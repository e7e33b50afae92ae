/** Trips of a feed that run on the dates asked for, each with its calls, or with the reason why it cannot be sold.
 *
 *  The train number is trip_short_name, else trip_id. A call without times gets them in even steps between its neighbours
 *  (GTFS reference, stop_times.txt); one where nobody may board or alight is no call. */
import type { Calendar } from './calendar.js';
import { type CsvRow, readTable } from './csv-table.js';
import type { FeedSource } from './feed-source.js';
import type { Findings } from './finding.js';
import type { FeedRoute } from './routes.js';
import { gtfsTime } from './service-day.js';
import type { FeedStation } from './stations.js';
import type { RefusalReason } from './timetable-plan.js';

/** Why a trip is refused, and where to look. */
export interface TripProblem {
  readonly reason: RefusalReason;
  readonly file: string;
  readonly fileLine: number;
  readonly message: string;
}

export interface FeedTrip {
  readonly id: string;
  readonly fileLine: number;
  readonly route: FeedRoute;
  readonly train: string;
  readonly service: string;
  /** Where it calls, in order. */
  stations: readonly FeedStation[];
  /** Arrival and departure at each, in seconds. */
  times: Int32Array;
  problem: TripProblem | undefined;
}

export interface FeedParts {
  readonly feed: FeedSource;
  readonly findings: Findings;
  readonly stations: ReadonlyMap<string, FeedStation>;
  readonly routes: ReadonlyMap<string, FeedRoute>;
  readonly calendar: Calendar;
}

/** In the order of trips.txt. */
export async function readTrips(parts: FeedParts): Promise<readonly FeedTrip[]> {
  const { feed, findings } = parts;
  const reader = new TripReader(parts);
  const required = ['route_id', 'service_id', 'trip_id'];
  for await (const row of readTable(feed, 'trips.txt', { required }, findings)) reader.trip(row);
  if (feed.has('frequencies.txt')) {
    for await (const row of readTable(feed, 'frequencies.txt', { required: ['trip_id'] }, findings))
      reader.frequency(row);
  }
  const columns = ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence'];
  for await (const row of readTable(feed, 'stop_times.txt', { required: columns }, findings))
    reader.stopTime(row);
  return reader.finish();
}

interface Call {
  readonly sequence: number;
  readonly station: FeedStation;
  /** -1: not said. */
  arrival: number;
  departure: number;
  readonly fileLine: number;
}

const STOPS_MAX = 64;
const STOP_TIME_S_MAX = 7 * 86_400;
const NAME = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

class TripReader {
  readonly #trips = new Map<string, FeedTrip>();
  readonly #calls = new Map<string, Call[]>();
  /** Trips of other dates: known, not kept. */
  readonly #others = new Set<string>();

  constructor(readonly parts: FeedParts) {}

  trip(row: CsvRow): void {
    const { findings, routes, calendar } = this.parts;
    const id = row.get('trip_id');
    const service = row.get('service_id');
    const route = routes.get(row.get('route_id'));
    const leaveOut = (code: 'DUPLICATE_ID' | 'UNKNOWN_ROUTE' | 'UNKNOWN_SERVICE', what: string): void => {
      findings.warn(code, 'trips.txt', row.line, `${what}: trip "${id}" is left out`);
      this.#others.add(id);
    };
    if (id === '' || this.#trips.has(id) || this.#others.has(id)) {
      findings.warn(
        'DUPLICATE_ID',
        'trips.txt',
        row.line,
        `trip_id "${id}" is ${id === '' ? 'empty' : 'there already'}: the row is left out`,
      );
    } else if (route === undefined)
      leaveOut('UNKNOWN_ROUTE', `route ${row.get('route_id')} is not in routes.txt`);
    else if (!calendar.knows(service)) leaveOut('UNKNOWN_SERVICE', `service ${service} is in no calendar`);
    else if (calendar.daysOf(service).length === 0) this.#others.add(id);
    else {
      const train = row.get('trip_short_name') || id;
      if (train === id && row.get('trip_short_name') === '')
        findings.warn(
          'NO_TRAIN_NUMBER',
          'trips.txt',
          row.line,
          `trip ${id} has no trip_short_name: its id is the train number`,
        );
      const trip: FeedTrip = {
        id,
        fileLine: row.line,
        route,
        train,
        service,
        stations: [],
        times: new Int32Array(0),
        problem: undefined,
      };
      trip.problem = nameProblem(trip);
      this.#trips.set(id, trip);
      this.#calls.set(id, []);
    }
  }

  frequency(row: CsvRow): void {
    const trip = this.#trips.get(row.get('trip_id'));
    if (trip === undefined) return;
    const message = 'trains of this trip have no times of their own, only how often one leaves';
    trip.problem ??= { reason: 'FREQUENCY_BASED', file: 'frequencies.txt', fileLine: row.line, message };
  }

  stopTime(row: CsvRow): void {
    const { findings, stations } = this.parts;
    const id = row.get('trip_id');
    const trip = this.#trips.get(id);
    if (trip === undefined) {
      if (!this.#others.has(id))
        findings.warn('UNKNOWN_TRIP', 'stop_times.txt', row.line, `trip "${id}" is not in trips.txt`);
      return;
    }
    if (row.get('pickup_type') === '1' && row.get('drop_off_type') === '1') return;
    const refuse = (reason: RefusalReason, message: string): void => {
      trip.problem ??= { reason, file: 'stop_times.txt', fileLine: row.line, message };
    };
    const station = stations.get(row.get('stop_id'));
    if (station === undefined) {
      findings.warn(
        'UNKNOWN_STOP',
        'stop_times.txt',
        row.line,
        `stop "${row.get('stop_id')}" is not in stops.txt`,
      );
      refuse('UNKNOWN_STOP', `stop "${row.get('stop_id')}" is not in stops.txt`);
      return;
    }
    if (!NAME.test(station.code))
      refuse('BAD_NAME', `"${station.code}" cannot be a station code: 1 to 64 printable characters`);
    const sequence = Number(row.get('stop_sequence'));
    if (!Number.isInteger(sequence) || sequence < 0 || row.get('stop_sequence') === '')
      refuse('BAD_TIME', `stop_sequence "${row.get('stop_sequence')}" is no whole number`);
    const [arrival, departure] = (['arrival_time', 'departure_time'] as const).map((column) => {
      const text = row.get(column);
      const time = text === '' ? -1 : gtfsTime(text);
      if (time === undefined || time > STOP_TIME_S_MAX)
        refuse('BAD_TIME', `${column} "${text}" is no time such as 25:10:00, or 7 days away`);
      return time ?? -1;
    }) as [number, number];
    this.#calls.get(id)?.push({
      sequence,
      station,
      arrival: arrival === -1 ? departure : arrival,
      departure: departure === -1 ? arrival : departure,
      fileLine: row.line,
    });
  }

  finish(): readonly FeedTrip[] {
    for (const trip of this.#trips.values()) {
      const calls = this.#calls.get(trip.id) ?? [];
      this.#calls.delete(trip.id);
      calls.sort((a, b) => a.sequence - b.sequence || a.fileLine - b.fileLine);
      trip.problem ??= callsProblem(trip, calls);
      if (trip.problem !== undefined) continue;
      trip.stations = calls.map((call) => call.station);
      trip.times = Int32Array.from(calls.flatMap((call) => [call.arrival, call.departure]));
    }
    return [...this.#trips.values()];
  }
}

function nameProblem(trip: FeedTrip): TripProblem | undefined {
  const problem = (reason: RefusalReason, message: string): TripProblem => ({
    reason,
    file: 'trips.txt',
    fileLine: trip.fileLine,
    message,
  });
  if (trip.route.line === '') return problem('NO_LINE', `route ${trip.route.id} belongs to no line`);
  for (const name of [trip.route.line, trip.train])
    if (!NAME.test(name))
      return problem('BAD_NAME', `"${name}" cannot be a name: 1 to 64 printable characters`);
  return undefined;
}

/** Fills in times that are not said, then looks for what cannot be sold. */
function callsProblem(trip: FeedTrip, calls: Call[]): TripProblem | undefined {
  const problem = (reason: RefusalReason, fileLine: number, message: string): TripProblem => ({
    reason,
    file: 'stop_times.txt',
    fileLine,
    message,
  });
  const [first, last] = [calls[0], calls.at(-1)];
  if (first === undefined || last === undefined || calls.length < 2)
    return {
      reason: 'TOO_FEW_STOPS',
      file: 'trips.txt',
      fileLine: trip.fileLine,
      message: `${calls.length} stops: a run has at least 2`,
    };
  if (calls.length > STOPS_MAX)
    return problem('TOO_MANY_STOPS', first.fileLine, `${calls.length} stops: a run has at most ${STOPS_MAX}`);
  for (const call of [first, last])
    if (call.departure === -1)
      return problem('TIME_MISSING', call.fileLine, 'the first and the last stop need a time');
  fillTimes(calls);
  let before: Call | undefined;
  for (const call of calls) {
    if (call.departure < call.arrival)
      return problem('TIMES_BACKWARDS', call.fileLine, `it leaves ${call.station.name} before it arrives`);
    if (before !== undefined) {
      if (call.sequence === before.sequence)
        return problem('SEQUENCE_TWICE', call.fileLine, `stop_sequence ${call.sequence} is there twice`);
      if (call.arrival < before.departure)
        return problem(
          'TIMES_BACKWARDS',
          call.fileLine,
          `it reaches ${call.station.name} before it leaves ${before.station.name}`,
        );
      if (call.station === before.station)
        return problem('SAME_STATION_IN_A_ROW', call.fileLine, `${call.station.name} follows itself`);
    }
    before = call;
  }
  return undefined;
}

function fillTimes(calls: Call[]): void {
  let known = 0;
  for (const [at, call] of calls.entries()) {
    if (call.departure === -1) continue;
    const from = calls[known];
    for (let gap = known + 1; gap < at && from !== undefined; gap += 1) {
      const time =
        from.departure + Math.round(((call.arrival - from.departure) * (gap - known)) / (at - known));
      calls[gap] = { ...(calls[gap] ?? call), arrival: time, departure: time };
    }
    known = at;
  }
}
