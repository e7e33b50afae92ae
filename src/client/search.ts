/** A search: from two stations to the lines that call at both, then to each of those lines, merged by departure. */
import { RailkvError } from '../proto/errors.js';
import { compareKeys, lineKey, prefixEnd } from '../proto/keys.js';
import { PLACEMENT, TICKETS } from '../proto/services.js';
import type { ReadLevel } from './call-options.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import type { Placement } from './placement.js';
import type { Reads } from './reads.js';
import { offerFrom, stationLinesFrom } from './ticket-results.js';
import type { Offer, SearchRequest, SearchResult, StationLines, UnansweredLine } from './ticket-types.js';

export class Search {
  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    private readonly reads: Reads,
  ) {}

  async run(request: SearchRequest): Promise<SearchResult> {
    const deadline = this.context.readDeadline(request);
    const [from, to] = await this.stations([request.from, request.to], deadline);
    const fromCode = codeOf(from, request.from);
    const toCode = codeOf(to, request.to);
    const lines = (from?.lines ?? []).filter((line) => to?.lines.includes(line));
    const query = {
      fromStation: fromCode,
      toStation: toCode,
      date: request.date,
      train: request.train ?? '',
    };
    const asked = await Promise.allSettled(
      lines.map((line) => this.#line({ ...query, line }, request.read ?? 'stale', deadline)),
    );
    deadline.throwIfEnded();
    return merge(lines, asked);
  }

  async stations(asked: readonly string[], deadline: Deadline): Promise<readonly StationLines[]> {
    const request = { stations: [...asked] };
    const response = await this.placement.read(PLACEMENT.findStations, request, deadline);
    return response.stations.map(stationLinesFrom);
  }

  /** A line that was split answers range by range. */
  async #line(
    query: { line: string; fromStation: string; toStation: string; date: string; train: string },
    level: ReadLevel,
    deadline: Deadline,
  ): Promise<readonly Offer[]> {
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

function codeOf(found: StationLines | undefined, asked: string): string {
  if (found?.station !== undefined) return found.station.code;
  throw new RailkvError('STATION_NOT_FOUND', `no station is called ${asked}, by code or by name`, {
    metadata: { station: asked },
  });
}

/** @throws the first error when no line answered */
function merge(
  lines: readonly string[],
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
    unanswered.push({ line: lines[at] ?? '', reason: reason.reason, message: reason.message });
  });
  if (firstError !== undefined && unanswered.length === lines.length) throw firstError;
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
