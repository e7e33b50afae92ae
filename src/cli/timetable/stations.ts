/** Stations of a feed. A platform counts as its parent station. A station's code is its stop_code where every station of
 *  the feed has one and no two the same, else its stop_id: mixing the two could make two stations one. */
import { type CsvRow, readTable } from './csv-table.js';
import type { FeedSource } from './feed-source.js';
import type { Findings } from './finding.js';

export interface FeedStation {
  readonly code: string;
  readonly name: string;
}

interface Stop {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly line: number;
}

/** The state machine takes names of at most so many characters. */
const NAME_LENGTH_MAX = 64;

/** @returns the station of each stop_id. */
export async function readStations(
  feed: FeedSource,
  findings: Findings,
): Promise<ReadonlyMap<string, FeedStation>> {
  const stops = new Map<string, Stop>();
  for await (const row of readTable(feed, 'stops.txt', { required: ['stop_id', 'stop_name'] }, findings)) {
    const stop = stopOf(row);
    if (stop.id === '') findings.warn('BAD_VALUE', 'stops.txt', row.line, 'no stop_id: the row is left out');
    else if (stops.has(stop.id))
      findings.warn(
        'DUPLICATE_ID',
        'stops.txt',
        row.line,
        `stop ${stop.id} is there already: the row is left out`,
      );
    else stops.set(stop.id, stop);
  }
  const stationOf = new Map([...stops.values()].map((stop) => [stop.id, parentOf(stop, stops, findings)]));
  const all = [...new Set(stationOf.values())];
  const codes = new Set(all.map((stop) => stop.code));
  const byCode = !codes.has('') && codes.size === all.length;
  const stations = new Map(
    all.map((stop) => [stop, { code: byCode ? stop.code : stop.id, name: stationName(stop, findings) }]),
  );
  return new Map([...stationOf].map(([id, stop]) => [id, stations.get(stop) ?? { code: id, name: id }]));
}

function stopOf(row: CsvRow): Stop {
  return {
    id: row.get('stop_id'),
    code: row.get('stop_code'),
    name: row.get('stop_name'),
    parent: row.get('parent_station'),
    line: row.line,
  };
}

/** At most two levels up: a boarding area has a platform has a station. */
function parentOf(stop: Stop, stops: ReadonlyMap<string, Stop>, findings: Findings): Stop {
  let station = stop;
  for (let level = 0; level < 2 && station.parent !== ''; level += 1) {
    const parent = stops.get(station.parent);
    if (parent === undefined) {
      findings.warn(
        'UNKNOWN_STOP',
        'stops.txt',
        station.line,
        `parent_station ${station.parent} is not in stops.txt: the stop counts as a station`,
      );
      return station;
    }
    station = parent;
  }
  return station;
}

function stationName(stop: Stop, findings: Findings): string {
  const name = [...(stop.name === '' ? stop.id : stop.name)];
  if (name.length <= NAME_LENGTH_MAX) return name.join('');
  findings.warn(
    'BAD_VALUE',
    'stops.txt',
    stop.line,
    `the name of ${stop.id} is cut to ${NAME_LENGTH_MAX} characters`,
  );
  return name.slice(0, NAME_LENGTH_MAX).join('');
}
