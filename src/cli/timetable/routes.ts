/** Routes of a feed and the lines they belong to. What a line is, the caller says: a route (the default), an agency, or
 *  whatever a column of routes.txt names. */
import { checkTimezone } from '../dates.js';
import { readTable } from './csv-table.js';
import type { FeedSource } from './feed-source.js';
import { type Findings, TimetableError } from './finding.js';

export interface FeedRoute {
  readonly id: string;
  /** '' when the line rule gives none. */
  readonly line: string;
  readonly lineName: string;
}

export interface Agencies {
  readonly timezone: string;
  readonly names: ReadonlyMap<string, string>;
  /** The agency of routes that name none. */
  readonly only: string | undefined;
}

/** All agencies of a feed have one time zone (GTFS reference, agency.txt). */
export async function readAgencies(feed: FeedSource, findings: Findings): Promise<Agencies> {
  const names = new Map<string, string>();
  let timezone: string | undefined;
  const required = ['agency_name', 'agency_timezone'];
  for await (const row of readTable(feed, 'agency.txt', { required }, findings)) {
    const zone = row.get('agency_timezone');
    try {
      checkTimezone(zone);
    } catch {
      findings.fail(
        'BAD_TIMEZONE',
        'agency.txt',
        row.line,
        `"${zone}" is no time zone, such as Europe/Berlin`,
      );
    }
    if (timezone !== undefined && timezone !== zone)
      findings.fail(
        'TIMEZONES_DIFFER',
        'agency.txt',
        row.line,
        `${zone}, but ${timezone} above: a feed has one time zone`,
      );
    timezone = zone;
    const id = row.get('agency_id');
    if (names.has(id))
      findings.warn('DUPLICATE_ID', 'agency.txt', row.line, `agency "${id}" is there already`);
    names.set(id, row.get('agency_name'));
  }
  if (timezone === undefined) findings.fail('BAD_TIMEZONE', 'agency.txt', 0, 'no agency, so no time zone');
  return { timezone, names, only: names.size === 1 ? [...names.keys()][0] : undefined };
}

/** @param lineBy `route`, `agency` or a column of routes.txt. @throws TimetableError when there is no such column. */
export async function readRoutes(
  feed: FeedSource,
  agencies: Agencies,
  lineBy: string,
  findings: Findings,
): Promise<ReadonlyMap<string, FeedRoute>> {
  const routes = new Map<string, FeedRoute>();
  const onHeader = (columns: readonly string[]): void => {
    if (lineBy !== 'route' && lineBy !== 'agency' && !columns.includes(lineBy))
      throw new TimetableError(
        `lines are to be told by ${lineBy}, which is neither route, agency nor a column of routes.txt (${columns.join(', ')})`,
      );
  };
  for await (const row of readTable(feed, 'routes.txt', { required: ['route_id'], onHeader }, findings)) {
    const id = row.get('route_id');
    if (id === '' || routes.has(id)) {
      findings.warn(
        'DUPLICATE_ID',
        'routes.txt',
        row.line,
        `route "${id}" is ${id === '' ? 'unnamed' : 'there already'}: the row is left out`,
      );
      continue;
    }
    const agency = row.get('agency_id') || (agencies.only ?? '');
    if (!agencies.names.has(agency))
      findings.warn('UNKNOWN_AGENCY', 'routes.txt', row.line, `agency "${agency}" is not in agency.txt`);
    const routeName = row.get('route_long_name') || row.get('route_short_name') || id;
    const { line, lineName } =
      lineBy === 'route'
        ? { line: id, lineName: routeName }
        : lineBy === 'agency'
          ? { line: agency, lineName: agencies.names.get(agency) || agency }
          : { line: row.get(lineBy), lineName: row.get(lineBy) };
    if (line === '')
      findings.warn(
        'BAD_VALUE',
        'routes.txt',
        row.line,
        `route ${id} has no ${lineBy}, so no line: its trains are refused`,
      );
    routes.set(id, { id, line, lineName });
  }
  return routes;
}
