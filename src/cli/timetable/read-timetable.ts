/** From a GTFS feed to what can be published: which lines, which runs, and why some runs are not. A service date of the feed
 *  may be published as another date; its trains keep their times of day. */
import type { RunPlan } from '../../client/index.js';
import { addDays, dateIn, parseDate } from '../dates.js';
import type { SeatLayout } from '../layout/seat-layouts.js';
import { type Calendar, readCalendar } from './calendar.js';
import { openFeed } from './feed-source.js';
import { Findings, TimetableError } from './finding.js';
import { RefusalList } from './refusal-list.js';
import { readAgencies, readRoutes } from './routes.js';
import { dayStartMs } from './service-day.js';
import { readStations } from './stations.js';
import type { PlannedDate, PlannedLine, TimetableOptions, TimetablePlan } from './timetable-plan.js';
import { type FeedTrip, readTrips, type TripProblem } from './trips.js';

const DAYS_MAX = 400;

/** @param path a folder, or a zip archive.
 *  @throws TimetableError when the feed cannot be used, with everything that was found
 *  @throws UsageError when a date is none */
export async function readTimetable(path: string, options: TimetableOptions): Promise<TimetablePlan> {
  if (!Number.isInteger(options.days) || options.days < 1 || options.days > DAYS_MAX)
    throw new TimetableError(`${options.days} days: 1 to ${DAYS_MAX} can be read at a time`);
  const findings = new Findings();
  const feed = await openFeed(path);
  try {
    const agencies = await readAgencies(feed, findings);
    const today = dateIn(agencies.timezone, options.nowMs);
    const from = parseDate(options.from, today);
    const as = options.as === undefined ? from : parseDate(options.as, today);
    const stations = await readStations(feed, findings);
    const routes = await readRoutes(feed, agencies, options.lineBy ?? 'route', findings);
    const calendar = await readCalendar(feed, from, options.days, findings);
    checkLines(options.lines, new Set([...routes.values()].map((route) => route.line)));
    const trips = await readTrips({ feed, findings, stations, routes, calendar });
    return new Planner({ options, findings, calendar, trips, from, as, timezone: agencies.timezone }).plan();
  } finally {
    feed.close();
  }
}

function checkLines(asked: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const unknown = asked?.filter((line) => !known.has(line)) ?? [];
  if (unknown.length === 0) return;
  const some = [...known].sort().slice(0, 10).join(', ');
  throw new TimetableError(
    `the timetable has no line ${unknown.join(', ')}; it has ${known.size}, such as ${some}`,
  );
}

interface PlannerInput {
  readonly options: TimetableOptions;
  readonly findings: Findings;
  readonly calendar: Calendar;
  readonly trips: readonly FeedTrip[];
  readonly from: string;
  readonly as: string;
  readonly timezone: string;
}

interface Planned {
  readonly trip: FeedTrip;
  readonly layout: SeatLayout;
}

class Planner {
  readonly #input: PlannerInput;
  readonly #refusals = new RefusalList();
  readonly #dates: { feedDate: string; date: string; dayStartMs: number; runs: number; planned: Planned[] }[];
  readonly #lines = new Map<string, { name: string; stations: Map<string, string>; runs: number }>();

  constructor(input: PlannerInput) {
    this.#input = input;
    this.#dates = Array.from({ length: input.options.days }, (_, day) => {
      const date = addDays(input.as, day);
      return {
        feedDate: addDays(input.from, day),
        date,
        dayStartMs: dayStartMs(date, input.timezone),
        runs: 0,
        planned: [],
      };
    });
  }

  plan(): TimetablePlan {
    const { options, findings, timezone } = this.#input;
    const wanted = options.lines === undefined ? undefined : new Set(options.lines);
    const sold = this.#input.trips.filter((trip) => wanted?.has(trip.route.line) ?? true);
    for (const planned of sold.map((trip) => this.#judge(trip)))
      if (planned !== undefined) this.#place(planned);
    for (const date of this.#dates) this.#settle(date);
    const runCount = this.#dates.reduce((sum, date) => sum + date.runs, 0);
    this.#complainOfNothing(runCount);
    const dates = this.#dates;
    return {
      timezone,
      dates: dates.map(
        ({ feedDate, date, dayStartMs: start, runs }): PlannedDate => ({
          feedDate,
          date,
          dayStartMs: start,
          runs,
        }),
      ),
      lines: this.#plannedLines(),
      runCount,
      refused: this.#refusals.list(),
      refusedCount: this.#refusals.count,
      findings: findings.list(),
      findingCounts: findings.counts(),
      *runs() {
        for (const { date, dayStartMs: start, planned } of dates)
          for (const each of planned) yield runOf(each, date, start, timezone);
      },
    };
  }

  /** What can be told of a trip whatever the date. */
  #judge(trip: FeedTrip): Planned | undefined {
    const days = this.#input.calendar.daysOf(trip.service);
    const refuse = (problem: TripProblem): undefined =>
      this.#refuse(trip, problem, this.#dates[days[0] ?? 0]?.date ?? '', days.length);
    if (trip.problem !== undefined) return refuse(trip.problem);
    const { line, id: route } = trip.route;
    const layout = this.#input.options.layouts.layoutOf({ line, route, train: trip.train });
    if (layout !== undefined) return { trip, layout };
    const message = `no rule of the layout file fits train ${trip.train} of line ${line}`;
    return refuse({ reason: 'NO_LAYOUT', file: 'trips.txt', fileLine: trip.fileLine, message });
  }

  #place(planned: Planned): void {
    for (const day of this.#input.calendar.daysOf(planned.trip.service))
      this.#dates[day]?.planned.push(planned);
  }

  /** A number names one train of a line on a date. The trip that stands first in trips.txt is it; later ones are refused,
   *  be they the same train said twice or another: seats sold of the one must not be those of the other. */
  #settle(date: { date: string; runs: number; planned: Planned[] }): void {
    const taken = new Map<string, FeedTrip>();
    date.planned = date.planned.filter((planned) => {
      const { trip } = planned;
      const names = trip.train.split('/').map((number) => `${trip.route.line}\n${number}`);
      const holder = names.map((name) => taken.get(name)).find((found) => found !== undefined);
      if (holder !== undefined) {
        const message = `${date.date} has train ${holder.train} already, trip ${holder.id} (trips.txt:${holder.fileLine})`;
        this.#refuse(
          trip,
          { reason: 'NUMBER_TAKEN', file: 'trips.txt', fileLine: trip.fileLine, message },
          date.date,
          1,
        );
        return false;
      }
      for (const name of names) taken.set(name, trip);
      this.#countLine(trip);
      return true;
    });
    date.runs = date.planned.length;
  }

  #countLine(trip: FeedTrip): void {
    const { line, lineName } = trip.route;
    const held = this.#lines.get(line) ?? { name: lineName, stations: new Map<string, string>(), runs: 0 };
    this.#lines.set(line, held);
    held.runs += 1;
    for (const { code, name } of trip.stations) held.stations.set(code, name);
  }

  #plannedLines(): PlannedLine[] {
    return [...this.#lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([line, { name, stations, runs }]) => ({
        line,
        name,
        stations: [...stations].map(([code, stationName]) => ({ code, name: stationName })),
        runs,
      }));
  }

  #refuse(trip: FeedTrip, problem: TripProblem, date: string, runs: number): undefined {
    const { line } = trip.route;
    this.#refusals.add({ ...problem, line, train: trip.train, date, trip: trip.id }, runs);
  }

  #complainOfNothing(runCount: number): void {
    const { findings, calendar } = this.#input;
    const { covers } = calendar;
    const span =
      covers === undefined ? 'it has no service at all' : `it covers ${covers.first} to ${covers.last}`;
    const empty = this.#dates.filter((date) => date.runs === 0);
    const [first, last] = [empty[0], this.#dates.at(-1)];
    if (first === undefined || last === undefined) return;
    if (runCount > 0)
      findings.warn(
        'NO_SERVICE',
        'calendar.txt',
        0,
        `no train on ${empty.length} of the dates, ${first.feedDate} the first; ${span}`,
      );
    else if (this.#refusals.count > 0)
      findings.warn(
        'NOTHING_TO_PUBLISH',
        'trips.txt',
        0,
        `every one of ${this.#refusals.count} runs is refused`,
      );
    else
      findings.fail(
        'NO_SERVICE',
        'calendar.txt',
        0,
        `the timetable has no train from ${first.feedDate} to ${last.feedDate}: ${span}`,
      );
  }
}

function runOf({ trip, layout }: Planned, date: string, start: number, timezone: string): RunPlan {
  const stops = trip.stations.map(({ code, name }, at) => ({
    station: code,
    name,
    arrivalS: trip.times[2 * at] ?? 0,
    departureS: trip.times[2 * at + 1] ?? 0,
  }));
  const run = { line: trip.route.line, train: trip.train, date };
  return { run, stops, coaches: layout.coaches, dayStartMs: start, timezone };
}
