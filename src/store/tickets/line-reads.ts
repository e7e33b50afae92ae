/** What a line offers: the trains between two stations on a day, and all its runs by page. */
import type { pb } from '../../proto/index.js';
import type { BucketId } from '../bucket.js';
import { runBucket } from './buckets.js';
import { refuseProblem } from './command.js';
import { LIST_LIMIT_MAX } from './limits.js';
import { type LineIndex, type Pattern, patternOf, type RunDate, type Train } from './line-index.js';
import { addDays, isDate, isName } from './names.js';
import { limitOf, missingOfLine } from './reads.js';
import type { Stop } from './run-plan.js';
import type { TicketMachine } from './ticket-machine.js';

const DAY_S = 86_400;

function checkQuery(request: pb.QueryLineRequest.$Properties): void {
  const { line, fromStation, toStation, date } = request;
  for (const [field, text] of [
    ['line', line],
    ['from_station', fromStation],
    ['to_station', toStation],
  ] as const)
    if (!isName(text)) refuseProblem({ field, message: 'must be 1 to 64 printable characters' });
  if (!isDate(date)) refuseProblem({ field: 'date', message: 'must be a date, as 2026-12-01' });
}

/** A run that can be taken, by the stops it can be taken between. */
interface Leg {
  readonly train: Train;
  readonly run: RunDate;
  readonly pattern: Pattern;
  readonly from: number;
  readonly to: number;
}

export function missingQueryLine(
  machine: TicketMachine,
  request: pb.QueryLineRequest.$Properties,
): readonly BucketId[] {
  checkQuery(request);
  const line = request.line ?? '';
  return missingOfLine(machine, line, () =>
    findLegs(machine.state.line(line), request).map(({ train, run }) =>
      runBucket(line, train.name, run.date),
    ),
  );
}

/** By departure. Runs of earlier dates of origin that reach the station after midnight are among them.
 *  @throws RailkvError INVALID_REQUEST */
export function queryLine(
  machine: TicketMachine,
  request: pb.QueryLineRequest.$Properties,
): pb.QueryLineResponse.$Properties {
  checkQuery(request);
  const line = request.line ?? '';
  const offers = findLegs(machine.state.line(line), request).map((leg) => offerOf(machine, line, leg));
  return { offers };
}

function findLegs(index: LineIndex, request: pb.QueryLineRequest.$Properties): Leg[] {
  const fromStation = request.fromStation ?? '';
  const toStation = request.toStation ?? '';
  const there = index.calling(toStation);
  const only = request.train ?? '';
  const legs: Leg[] = [];
  for (const train of index.calling(fromStation)) {
    if (!there.has(train)) continue;
    for (const [number, pattern] of train.patterns.entries()) {
      for (const { from, to } of stopPairs(pattern.stops, fromStation, toStation)) {
        const days = Math.floor(pattern.stops[from]!.departureS / DAY_S);
        const run = train.dates.get(addDays(request.date ?? '', -days));
        if (run?.pattern !== number) continue;
        if (only === '' || index.resolve(only, run.date) === train.name)
          legs.push({ train, run, pattern, from, to });
      }
    }
  }
  return legs.sort(byDeparture);
}

function byDeparture(a: Leg, b: Leg): number {
  const earlier = departureOf(a) - departureOf(b);
  if (earlier !== 0) return earlier;
  if (a.train !== b.train) return a.train.name < b.train.name ? -1 : 1;
  return a.from - b.from;
}

const departureOf = (leg: Leg): number => leg.run.dayStartMs + 1000 * leg.pattern.stops[leg.from]!.departureS;

/** Each call at `fromStation` with the next call at `toStation`, unless the train calls at `fromStation` again before that:
 *  a train may call at a station twice. */
function stopPairs(
  stops: readonly Stop[],
  fromStation: string,
  toStation: string,
): { from: number; to: number }[] {
  const pairs: { from: number; to: number }[] = [];
  let from: number | undefined;
  for (const [at, { station }] of stops.entries()) {
    if (station === fromStation) {
      from = at;
    } else if (station === toStation && from !== undefined) {
      pairs.push({ from, to: at });
      from = undefined;
    }
  }
  return pairs;
}

function offerOf(machine: TicketMachine, line: string, leg: Leg): pb.TrainOffer.$Properties {
  const { train, run, pattern, from, to } = leg;
  const state = machine.state.run(runBucket(line, train.name, run.date));
  const [origin, destination] = [pattern.stops[from]!, pattern.stops[to]!];
  return {
    run: { line, train: train.name, date: run.date },
    fromStop: from,
    toStop: to,
    departureMs: run.dayStartMs + 1000 * origin.departureS,
    arrivalMs: run.dayStartMs + 1000 * destination.arrivalS,
    classes: [...state.classes].map(([name, inventory]) => ({
      class: name,
      seatsLeft: inventory.remaining(from, to),
      seatsTotal: inventory.published,
    })),
    open: !state.closed,
    fromName: origin.name,
    toName: destination.name,
    timezone: pattern.timezone,
    fromStation: origin.station,
    toStation: destination.station,
  };
}

// --- all runs ---

export function missingListRuns(
  machine: TicketMachine,
  request: pb.ListRunsRequest.$Properties,
): readonly BucketId[] {
  if (!isName(request.line))
    refuseProblem({ field: 'line', message: 'must be 1 to 64 printable characters' });
  return missingOfLine(machine, request.line ?? '', () => []);
}

/** In (train, date) order, from the line's index alone. @throws RailkvError INVALID_REQUEST */
export function listRuns(
  machine: TicketMachine,
  request: pb.ListRunsRequest.$Properties,
): pb.ListRunsResponse.$Properties {
  const line = request.line ?? '';
  const limit = limitOf(request.limit, LIST_LIMIT_MAX);
  if (request.date && !isDate(request.date))
    refuseProblem({ field: 'date', message: 'must be empty or a date, as 2026-12-01' });
  const afterTrain = request.afterTrain ?? '';
  const afterDate = request.afterDate ?? '';
  const runs: pb.RunSummary.$Properties[] = [];
  for (const train of machine.state.line(line).inOrder()) {
    if (train.name < afterTrain) continue;
    for (const date of datesOf(train, request.date ?? '')) {
      if (train.name === afterTrain && date <= afterDate) continue;
      if (runs.length === limit) return { runs, more: true };
      runs.push(summaryOf(line, train, date));
    }
  }
  return { runs, more: false };
}

function datesOf(train: Train, date: string): string[] {
  if (date !== '') return train.dates.has(date) ? [date] : [];
  return [...train.dates.keys()].sort();
}

function summaryOf(line: string, train: Train, date: string): pb.RunSummary.$Properties {
  const run = train.dates.get(date)!;
  const { stops } = patternOf(train, run);
  const [first, last] = [stops[0]!, stops[stops.length - 1]!];
  return {
    run: { line, train: train.name, date },
    fromName: first.name,
    toName: last.name,
    departureMs: run.dayStartMs + 1000 * first.departureS,
    arrivalMs: run.dayStartMs + 1000 * last.arrivalS,
    stops: stops.length,
  };
}
