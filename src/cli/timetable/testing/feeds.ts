/** Small feeds for tests: a good one whose files a test can replace, written to a folder or packed as a zip archive. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '@node-rs/crc32';
import { parseLayouts } from '../../layout/layout-file.js';
import { readTimetable } from '../read-timetable.js';
import type { TimetableOptions, TimetablePlan } from '../timetable-plan.js';

export type FeedFiles = Readonly<Record<string, string | Uint8Array | undefined>>;

const rows = (...lines: string[]): string => `${lines.join('\n')}\n`;

/** Two lines, three trains: one on weekdays, one daily over midnight, one on a single date. */
export const GOOD_FEED: FeedFiles = {
  'agency.txt': rows('agency_id,agency_name,agency_url,agency_timezone', 'A,Bahn,https://x,Europe/Berlin'),
  'stops.txt': rows('stop_id,stop_name', 'K,Köln Hbf', 'D,Düsseldorf Hbf', 'B,Berlin Hbf', 'H,Hannover Hbf'),
  'routes.txt': rows(
    'route_id,agency_id,route_short_name,route_long_name',
    'west,A,ICE 10,Köln-Berlin',
    'north,A,ICE 20,Hannover-Berlin',
  ),
  'calendar.txt': rows(
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
    'working,1,1,1,1,1,0,0,20261201,20261231',
    'daily,1,1,1,1,1,1,1,20261201,20261231',
  ),
  'calendar_dates.txt': rows('service_id,date,exception_type', 'working,20261225,2', 'once,20261206,1'),
  'trips.txt': rows(
    'route_id,service_id,trip_id,trip_short_name',
    'west,working,t1,ICE1',
    'west,daily,t2,ICE3/ICE5',
    'north,once,t3,ICE9',
  ),
  'stop_times.txt': rows(
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    't1,8:00:00,8:00:00,K,1',
    't1,08:20:00,08:22:00,D,5',
    't1,12:00:00,12:00:00,B,9',
    't2,22:00:00,22:00:00,K,1',
    't2,26:05:00,26:05:00,B,2',
    't3,10:00:00,10:00:00,H,1',
    't3,11:30:00,11:30:00,B,2',
  ),
};

const ONE_COACH = parseLayouts(
  `layouts:
  short: { coaches: [{ coach: 1, class: second, rows: 3, letters: ABCD, windows: AD, aisles: BC }] }
rules: [{ layout: short }]
`,
  'layout.yaml',
);

/** A stop_times.txt with the rows of `t1` only. */
export const stopTimes = (...lines: string[]): string =>
  rows('trip_id,arrival_time,departure_time,stop_id,stop_sequence', ...lines);

/** @returns the folder. */
export function writeFeed(files: FeedFiles): string {
  const folder = mkdtempSync(join(tmpdir(), 'railkv-feed-'));
  for (const [name, content] of Object.entries({ ...GOOD_FEED, ...files }))
    if (content !== undefined) writeFileSync(join(folder, name), content);
  return folder;
}

/** @param prefix a folder within the archive, such as `feed/`. @returns the archive's path. */
export function writeZip(files: FeedFiles, prefix = ''): string {
  const path = join(mkdtempSync(join(tmpdir(), 'railkv-zip-')), 'feed.zip');
  const named = Object.entries({ ...GOOD_FEED, ...files }).flatMap(([name, content]) =>
    content === undefined ? [] : [{ name: Buffer.from(prefix + name), content: Buffer.from(content) }],
  );
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of named) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name);
    offset += 4 + common.length + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(named.length, 8);
  end.writeUInt16LE(named.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  writeFileSync(path, Buffer.concat([...bodies, listed, end]));
  return path;
}

/** Reads a good feed with these files instead of its own, a week from Tuesday 2026-12-01. */
export function planOf(files: FeedFiles, options: Partial<TimetableOptions> = {}): Promise<TimetablePlan> {
  return readTimetable(writeFeed(files), { ...DEFAULTS, ...options });
}

export const DEFAULTS: TimetableOptions = {
  from: '2026-12-01',
  days: 7,
  layouts: ONE_COACH,
  nowMs: Date.parse('2026-11-20T12:00:00Z'),
};

/** `line train date` of every run. */
export const namesOf = (plan: TimetablePlan): string[] =>
  [...plan.runs()].map(({ run }) => `${run.line} ${run.train} ${run.date}`);
