/** A search: from two stations to the lines that call at both, then to each of those lines, merged by departure. A name
 *  may mean several stations, and then every pair of them is asked for. */
import { RailkvError } from '../proto/errors.js';
import { compareKeys, lineKey, prefixEnd } from '../proto/keys.js';
import { PLACEMENT, TICKETS } from '../proto/services.js';
import type { ReadLevel } from './call-options.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import type { Placement } from './placement.js';
import { LEVELS, type Reads } from './reads.js';
import { offerFrom, stationLinesFrom } from './ticket-results.js';
import type {
  Offer,
  SearchRequest,
  SearchResult,
  Station,
  StationLines,
  UnansweredLine,
} from './ticket-types.js';

/** What one line is asked. */
interface LineQuery {
  readonly line: string;
  readonly fromStation: string;
  readonly toStation: string;
  readonly date: string;
  readonly train: string;
}

export class Search {
  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    private readonly reads: Reads,
  ) {}

  async run(request: SearchRequest): Promise<SearchResult> {
    const deadline = this.context.readDeadline(request);
    const level = request.read ?? 'stale';
    const found = await this.stations([...new Set([request.from, request.to])], deadline, level);
    const queries = queriesFor(request, named(found, request.from), named(found, request.to));
    const asked = await Promise.allSettled(queries.map((query) => this.#line(query, level, deadline)));
    deadline.throwIfEnded();
    return merge(queries, asked);
  }

  async stations(
    asked: readonly string[],
    deadline: Deadline,
    level: ReadLevel = 'stale',
  ): Promise<readonly StationLines[]> {
    const request = { stations: [...asked], level: LEVELS[level] };
    const response = await this.placement.read(PLACEMENT.findStations, request, deadline);
    return response.stations.map(stationLinesFrom);
  }

  /** A line that was split answers range by range. */
  async #line(query: LineQuery, level: ReadLevel, deadline: Deadline): Promise<readonly Offer[]> {
    const offers: Offer[] = [];
    const end = prefixEnd(lineKey(query.line));
    let at = lineKey(query.line);
    for (;;) {
      const { response, route } = await this.reads.at(at, level, deadline, TICKETS.queryLine, (read) => ({
        ...query,
        ...read,
      }));
      for (const offer of response.offers) offers.push(offerFrom(offer, response.asOf));
      if (route.range.end.length === 0 || compareKeys(route.range.end, end) >= 0) return offers;
      at = route.range.end;
    }
  }
}

interface KnownStation {
  readonly station: Station;
  readonly lines: readonly string[];
}

/** The stations meant by what was asked for. @throws RailkvError STATION_NOT_FOUND, with what may have been meant */
function named(found: readonly StationLines[], asked: string): readonly KnownStation[] {
  const answers = found.filter((answer) => answer.asked === asked);
  const known = answers.flatMap(({ station, lines }) => (station === undefined ? [] : [{ station, lines }]));
  if (known.length > 0) return known;
  const near = answers.flatMap((answer) => answer.near).map(({ code, name }) => `${name} (${code})`);
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  throw new RailkvError('STATION_NOT_FOUND', `no station is called ${asked}, by code or by name${hint}`, {
    metadata: { station: asked, near: near.join(', ') },
  });
}

function queriesFor(
  { date, train = '' }: SearchRequest,
  from: readonly KnownStation[],
  to: readonly KnownStation[],
): readonly LineQuery[] {
  return from.flatMap((origin) =>
    to.flatMap((destination) =>
      origin.lines
        .filter((line) => destination.lines.includes(line))
        .map((line) => ({
          line,
          fromStation: origin.station.code,
          toStation: destination.station.code,
          date,
          train,
        })),
    ),
  );
}

/** @throws the first error when no line answered */
function merge(
  queries: readonly LineQuery[],
  asked: readonly PromiseSettledResult<readonly Offer[]>[],
): SearchResult {
  const offers: Offer[] = [];
  const unanswered: UnansweredLine[] = [];
  let ageMs = 0;
  let firstError: Error | undefined;
  asked.forEach((result, at) => {
    if (result.status === 'fulfilled') {
      offers.push(...result.value);
      for (const offer of result.value) ageMs = Math.max(ageMs, offer.asOf.ageMs);
      return;
    }
    const reason: unknown = result.reason;
    if (!(reason instanceof RailkvError)) throw reason instanceof Error ? reason : new Error(String(reason));
    firstError ??= reason;
    unanswered.push({ line: queries[at]?.line ?? '', reason: reason.reason, message: reason.message });
  });
  if (firstError !== undefined && unanswered.length === queries.length) throw firstError;
  return { offers: offers.sort(byDeparture), unanswered, ageMs };
}

/** A total order, whatever line answered first. */
function byDeparture(a: Offer, b: Offer): number {
  return (
    a.departureMs - b.departureMs ||
    compareText(a.run.train, b.run.train) ||
    compareText(a.run.date, b.run.date) ||
    compareText(a.run.line, b.run.line) ||
    a.from.stop - b.from.stop ||
    a.to.stop - b.to.stop
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
