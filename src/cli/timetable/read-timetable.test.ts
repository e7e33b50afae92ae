import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLayouts } from '../layout/layout-file.js';
import { TimetableError } from './finding.js';
import { readTimetable } from './read-timetable.js';
import { DEFAULTS, GOOD_FEED, namesOf, planOf, stopTimes, writeFeed, writeZip } from './testing/feeds.js';

describe('a good feed', () => {
  it('gives lines, their stations and one run for each date a train runs', async () => {
    const plan = await planOf({});
    expect(plan.findings).toEqual([]);
    expect(plan.refused).toEqual([]);
    expect(plan.dates.map((date) => date.runs)).toEqual([2, 2, 2, 2, 1, 2, 2]);
    expect(plan.runCount).toBe(13);
    expect(plan.lines).toEqual([
      {
        line: 'north',
        name: 'Hannover-Berlin',
        runs: 1,
        stations: [
          { code: 'H', name: 'Hannover Hbf' },
          { code: 'B', name: 'Berlin Hbf' },
        ],
      },
      {
        line: 'west',
        name: 'Köln-Berlin',
        runs: 12,
        stations: [
          { code: 'K', name: 'Köln Hbf' },
          { code: 'D', name: 'Düsseldorf Hbf' },
          { code: 'B', name: 'Berlin Hbf' },
        ],
      },
    ]);
    expect(namesOf(plan).slice(0, 2)).toEqual(['west ICE1 2026-12-01', 'west ICE3/ICE5 2026-12-01']);
    expect(namesOf(plan)).toContain('north ICE9 2026-12-06');
    expect(namesOf(plan)).toEqual(namesOf(plan));
  });

  it('gives runs ready to publish, times past 24:00 included', async () => {
    const plan = await planOf({});
    const night = [...plan.runs()][1];
    expect(night).toEqual({
      run: { line: 'west', train: 'ICE3/ICE5', date: '2026-12-01' },
      stops: [
        { station: 'K', name: 'Köln Hbf', arrivalS: 79_200, departureS: 79_200 },
        { station: 'B', name: 'Berlin Hbf', arrivalS: 93_900, departureS: 93_900 },
      ],
      coaches: [
        { number: 1, class: 'second', rows: 3, letters: 'ABCD', windows: 'AD', aisles: 'BC', missing: [] },
      ],
      dayStartMs: Date.parse('2026-12-01T00:00:00+01:00'),
      timezone: 'Europe/Berlin',
    });
  });

  it('is read the same from a zip archive, at its top or in a folder of it', async () => {
    const plain = await planOf({});
    for (const prefix of ['', 'feed/']) {
      const zipped = await readTimetable(writeZip({}, prefix), DEFAULTS);
      expect([...zipped.runs()]).toEqual([...plain.runs()]);
    }
  });

  it('may have a byte order mark, quotes, line breaks within them, CRLF, blanks, blank lines and short rows', async () => {
    const plan = await planOf({
      'stops.txt':
        '\ufeffstop_id,stop_name,stop_desc\r\nK,"Köln ""Hbf""","two\nlines"\r\n\r\n D , Düsseldorf Hbf \r\nB,Berlin Hbf\nH,Hannover Hbf',
    });
    expect(plan.findings).toEqual([]);
    expect([...plan.runs()][0]?.stops.map((stop) => stop.name)).toEqual([
      'Köln "Hbf"',
      'Düsseldorf Hbf',
      'Berlin Hbf',
    ]);
  });

  it('may list its stop times in any order', async () => {
    const shuffled = stopTimes(...String(GOOD_FEED['stop_times.txt']).trim().split('\n').slice(1).reverse());
    expect([...(await planOf({ 'stop_times.txt': shuffled })).runs()]).toEqual([
      ...(await planOf({})).runs(),
    ]);
  });

  it('needs only one of the two calendars', async () => {
    const plan = await planOf({
      'calendar.txt': undefined,
      'trips.txt': 'route_id,service_id,trip_id,trip_short_name\nnorth,once,t3,ICE9\n',
    });
    expect(namesOf(plan)).toEqual(['north ICE9 2026-12-06']);
    const christmas = await planOf(
      {
        'calendar_dates.txt': undefined,
        'trips.txt': 'route_id,service_id,trip_id,trip_short_name\nwest,working,t1,ICE1\n',
      },
      { from: '2026-12-25', days: 1 },
    );
    expect(christmas.runCount).toBe(1);
  });

  it('loses the trains that calendar_dates.txt takes out', async () => {
    expect(namesOf(await planOf({}, { from: '2026-12-25', days: 1 }))).toEqual(['west ICE3/ICE5 2026-12-25']);
  });
});

describe('dates', () => {
  it('may be published as others, each service date as the next', async () => {
    const plan = await planOf({}, { from: '2026-12-05', days: 2, as: '2027-03-27' });
    expect(plan.dates).toMatchObject([
      { feedDate: '2026-12-05', date: '2027-03-27', dayStartMs: Date.parse('2027-03-26T23:00:00Z'), runs: 1 },
      { feedDate: '2026-12-06', date: '2027-03-28', dayStartMs: Date.parse('2027-03-27T22:00:00Z'), runs: 2 },
    ]);
    expect(namesOf(plan)).toContain('north ICE9 2027-03-28');
  });

  it('count from today where the trains run', async () => {
    // 23:30 in London on the 20th is the 21st in Berlin.
    const plan = await planOf({}, { days: 1, as: '+10d', nowMs: Date.parse('2026-11-20T23:30:00Z') });
    expect(plan.dates[0]?.date).toBe('2026-12-01');
  });

  it('without any train are refused, saying what the feed covers', async () => {
    await expect(planOf({}, { from: '2027-02-01', days: 3 })).rejects.toThrow(
      /no train from 2027-02-01 to 2027-02-03: it covers 2026-12-01 to 2026-12-31/,
    );
  });

  it('without a train among others are a warning', async () => {
    const plan = await planOf({}, { from: '2026-12-30', days: 4 });
    expect(plan.findings).toMatchObject([{ code: 'NO_SERVICE', severity: 'warning' }]);
    expect(plan.findings[0]?.message).toMatch(/2 of the dates, 2027-01-01 the first/);
  });

  it('are at least one and at most 400', async () => {
    for (const days of [0, 401, 1.5]) await expect(planOf({}, { days })).rejects.toThrow(TimetableError);
  });
});

describe('lines', () => {
  it('may be agencies, or what a column of routes.txt names', async () => {
    const byAgency = await planOf({}, { lineBy: 'agency' });
    expect(byAgency.lines).toMatchObject([{ line: 'A', name: 'Bahn', runs: 13 }]);
    const byColumn = await planOf({}, { lineBy: 'route_short_name' });
    expect(byColumn.lines.map((line) => line.line)).toEqual(['ICE 10', 'ICE 20']);
    await expect(planOf({}, { lineBy: 'colour' })).rejects.toThrow(
      /neither route, agency nor a column of routes.txt \(route_id/,
    );
  });

  it('may be chosen, and one that is not there is named', async () => {
    expect((await planOf({}, { lines: ['north'] })).runCount).toBe(1);
    await expect(planOf({}, { lines: ['south'] })).rejects.toThrow(
      /no line south; it has 2, such as north, west/,
    );
  });

  it('that a route has none of cost its trains', async () => {
    const routes = 'route_id,agency_id,corridor\nwest,A,one\nnorth,A,\n';
    const plan = await planOf({ 'routes.txt': routes }, { lineBy: 'corridor' });
    expect(plan.findings).toMatchObject([{ code: 'BAD_VALUE', file: 'routes.txt', line: 3 }]);
    expect(plan.refused).toMatchObject([{ reason: 'NO_LINE', count: 1 }]);
  });
});

describe('stations', () => {
  const stops = (...rows: string[]): string =>
    ['stop_id,stop_code,stop_name,parent_station', ...rows, ''].join('\n');

  it('are the parents of platforms', async () => {
    const plan = await planOf({
      'stops.txt': stops(
        'K,,Gleis 1,KK',
        'KK,,Köln Hbf,',
        'D,,Düsseldorf Hbf,',
        'B,,Berlin Hbf,',
        'H,,Hannover Hbf,',
      ),
    });
    expect([...plan.runs()][0]?.stops[0]).toMatchObject({ station: 'KK', name: 'Köln Hbf' });
  });

  it('go by stop_code where all have one of their own, else by stop_id', async () => {
    const code = async (...rows: string[]) =>
      [...(await planOf({ 'stops.txt': stops(...rows) })).runs()][0]?.stops[0]?.station;
    expect(await code('K,KK,Köln,', 'D,KD,Düsseldorf,', 'B,BL,Berlin,', 'H,HH,Hannover,')).toBe('KK');
    expect(await code('K,KK,Köln,', 'D,KK,Düsseldorf,', 'B,BL,Berlin,', 'H,HH,Hannover,')).toBe('K');
    expect(await code('K,KK,Köln,', 'D,,Düsseldorf,', 'B,BL,Berlin,', 'H,HH,Hannover,')).toBe('K');
  });
});

describe('a feed that cannot be used', () => {
  it.each([
    ['has no stops', { 'stops.txt': undefined }, 'stops.txt: MISSING_FILE'],
    [
      'has no calendar at all',
      { 'calendar.txt': undefined, 'calendar_dates.txt': undefined },
      'calendar.txt: MISSING_FILE',
    ],
    [
      'lacks a column',
      { 'trips.txt': 'route_id,trip_id\n' },
      'trips.txt:1: MISSING_COLUMN: no column service_id',
    ],
    ['has an empty file', { 'routes.txt': '' }, 'routes.txt:1: MISSING_COLUMN'],
    [
      'has a quote that never closes',
      { 'stops.txt': 'stop_id,stop_name\nK,"Köln\n' },
      'stops.txt:2: BAD_CSV',
    ],
    [
      'has a quote in the middle',
      { 'stops.txt': 'stop_id,stop_name\nK,x\nD,Kö"ln\n' },
      'stops.txt:3: BAD_CSV',
    ],
    [
      'is not UTF-8',
      { 'stops.txt': Buffer.from('stop_id,stop_name\nK,Koeln\nD,D\xfcsseldorf\n', 'latin1') },
      'stops.txt:3: NOT_UTF8',
    ],
    [
      'has a time zone that is none',
      { 'agency.txt': 'agency_name,agency_timezone\nx,Europe/Nowhere\n' },
      'agency.txt:2: BAD_TIMEZONE',
    ],
    ['has no agency', { 'agency.txt': 'agency_name,agency_timezone\n' }, 'agency.txt: BAD_TIMEZONE'],
    [
      'has two time zones',
      { 'agency.txt': 'agency_id,agency_name,agency_timezone\na,x,Europe/Berlin\nb,y,Europe/Paris\n' },
      'agency.txt:3: TIMEZONES_DIFFER',
    ],
  ])('%s', async (_what, files, complaint) => {
    const failure = await planOf(files).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TimetableError);
    expect((failure as TimetableError).message).toContain(complaint);
    expect((failure as TimetableError).findings[0]?.severity).toBe('error');
  });

  it('is not there, or is no archive', async () => {
    await expect(readTimetable('/nowhere/feed.zip', DEFAULTS)).rejects.toThrow(/no folder or zip file/);
    const file = `${writeFeed({})}/stops.txt`;
    await expect(readTimetable(file, DEFAULTS)).rejects.toThrow(/neither a folder nor a zip file/);
  });
});

describe('rows that make no sense', () => {
  const TRIPS = String(GOOD_FEED['trips.txt']);
  it.each([
    [
      'a trip of an unknown route',
      { 'trips.txt': `${TRIPS}east,daily,t4,X\n` },
      'UNKNOWN_ROUTE',
      'trips.txt',
      5,
    ],
    [
      'a trip of an unknown service',
      { 'trips.txt': `${TRIPS}west,never,t4,X\n` },
      'UNKNOWN_SERVICE',
      'trips.txt',
      5,
    ],
    ['a trip said twice', { 'trips.txt': `${TRIPS}west,daily,t2,X\n` }, 'DUPLICATE_ID', 'trips.txt', 5],
    [
      'a stop said twice',
      { 'stops.txt': `${GOOD_FEED['stops.txt']}K,Köln\n` },
      'DUPLICATE_ID',
      'stops.txt',
      6,
    ],
    [
      'a stop time of an unknown trip',
      { 'stop_times.txt': `${GOOD_FEED['stop_times.txt']}t7,1:00:00,1:00:00,K,1\n` },
      'UNKNOWN_TRIP',
      'stop_times.txt',
      9,
    ],
    [
      'a parent that is not there',
      { 'stops.txt': 'stop_id,stop_name,parent_station\nK,Köln,X\nD,D,\nB,B,\nH,H,\n' },
      'UNKNOWN_STOP',
      'stops.txt',
      2,
    ],
    [
      'a route of an unknown agency',
      { 'routes.txt': 'route_id,agency_id\nwest,A\nnorth,Z\n' },
      'UNKNOWN_AGENCY',
      'routes.txt',
      3,
    ],
    [
      'an exception of an unknown kind',
      { 'calendar_dates.txt': 'service_id,date,exception_type\nonce,20261206,1\nonce,20261207,3\n' },
      'BAD_VALUE',
      'calendar_dates.txt',
      3,
    ],
    [
      'a date that is none',
      { 'calendar_dates.txt': 'service_id,date,exception_type\nonce,20261206,1\nonce,2026-12-07,1\n' },
      'BAD_VALUE',
      'calendar_dates.txt',
      3,
    ],
  ])('%s is left out, with file and line, and the rest is read', async (_what, files, code, file, line) => {
    const plan = await planOf(files);
    expect(plan.findings).toMatchObject([{ severity: 'warning', code, file, line }]);
    expect(plan.findingCounts.get(plan.findings[0]?.code ?? 'BAD_CSV')).toBe(1);
    expect(plan.runCount).toBe(13);
  });

  it('a trip without a number has its id for one', async () => {
    const plan = await planOf({ 'trips.txt': TRIPS.replace('t3,ICE9', 't3,') });
    expect(plan.findings).toMatchObject([{ code: 'NO_TRAIN_NUMBER', line: 4 }]);
    expect(namesOf(plan)).toContain('north t3 2026-12-06');
  });
});

describe('a run that cannot be sold is refused with its reason', () => {
  const TAIL = [
    't2,22:00:00,22:00:00,K,1',
    't2,26:05:00,26:05:00,B,2',
    't3,10:00:00,10:00:00,H,1',
    't3,11:30:00,11:30:00,B,2',
  ];
  const many = Array.from({ length: 65 }, (_, at) => `t1,8:00:00,8:00:00,${at % 2 === 0 ? 'K' : 'D'},${at}`);

  it.each([
    ['no stops', [], 'TOO_FEW_STOPS', 'trips.txt', 2],
    ['one stop', ['t1,8:00:00,8:00:00,K,1'], 'TOO_FEW_STOPS', 'trips.txt', 2],
    ['65 stops', many, 'TOO_MANY_STOPS', 'stop_times.txt', 2],
    [
      'a time that is none',
      ['t1,8:00,8:00:00,K,1', 't1,9:00:00,9:00:00,B,2'],
      'BAD_TIME',
      'stop_times.txt',
      2,
    ],
    ['no time at its end', ['t1,8:00:00,8:00:00,K,1', 't1,,,B,2'], 'TIME_MISSING', 'stop_times.txt', 3],
    [
      'an arrival before the last departure',
      ['t1,8:00:00,8:10:00,K,1', 't1,8:09:00,9:00:00,B,2'],
      'TIMES_BACKWARDS',
      'stop_times.txt',
      3,
    ],
    [
      'a departure before its arrival',
      ['t1,8:00:00,7:59:00,K,1', 't1,9:00:00,9:00:00,B,2'],
      'TIMES_BACKWARDS',
      'stop_times.txt',
      2,
    ],
    [
      'a station twice in a row',
      ['t1,8:00:00,8:00:00,K,1', 't1,9:00:00,9:00:00,K,2'],
      'SAME_STATION_IN_A_ROW',
      'stop_times.txt',
      3,
    ],
    [
      'one place in the order twice',
      ['t1,8:00:00,8:00:00,K,1', 't1,9:00:00,9:00:00,B,1'],
      'SEQUENCE_TWICE',
      'stop_times.txt',
      3,
    ],
    [
      'a stop nobody knows',
      ['t1,8:00:00,8:00:00,K,1', 't1,9:00:00,9:00:00,X,2', 't1,9:10:00,9:10:00,B,3'],
      'UNKNOWN_STOP',
      'stop_times.txt',
      3,
    ],
  ])('%s', async (_what, lines, reason, file, fileLine) => {
    const plan = await planOf({ 'stop_times.txt': stopTimes(...lines, ...TAIL) });
    expect(plan.refusedCount).toBe(5);
    expect(plan.refused).toMatchObject([
      {
        reason,
        count: 5,
        examples: [{ line: 'west', train: 'ICE1', date: '2026-12-01', trip: 't1', file, fileLine }],
      },
    ]);
    expect(plan.runCount).toBe(8);
    expect(namesOf(plan)).not.toContain('west ICE1 2026-12-01');
    expect(plan.lines.find((line) => line.line === 'west')?.stations.map((station) => station.code)).toEqual([
      'K',
      'B',
    ]);
  });

  it('a frequency instead of times', async () => {
    const plan = await planOf({
      'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt1,06:00:00,09:00:00,600\n',
    });
    expect(plan.refused).toMatchObject([
      { reason: 'FREQUENCY_BASED', count: 5, examples: [{ file: 'frequencies.txt', fileLine: 2 }] },
    ]);
  });

  it('a number that is no name', async () => {
    const plan = await planOf({
      'trips.txt': String(GOOD_FEED['trips.txt']).replace('ICE1\n', `${'X'.repeat(65)}\n`),
    });
    expect(plan.refused).toMatchObject([{ reason: 'BAD_NAME', count: 5, examples: [{ fileLine: 2 }] }]);
  });

  it('a train that no layout fits', async () => {
    const plan = await planOf({}, { layouts: defaultLayouts() });
    expect(plan.runCount).toBe(0);
    expect(plan.refused).toMatchObject([{ reason: 'NO_LAYOUT', count: 13 }]);
    expect(plan.refused[0]?.examples).toHaveLength(3);
    expect(plan.findings).toMatchObject([{ code: 'NOTHING_TO_PUBLISH' }]);
  });

  it('a number that another train of the line has on that date, in part or whole; the first of trips.txt keeps it', async () => {
    const trips = `${String(GOOD_FEED['trips.txt'])}west,once,t5,ICE5\nnorth,once,t6,ICE5\n`;
    const times = `${String(GOOD_FEED['stop_times.txt'])}t5,9:00:00,9:00:00,K,1\nt5,10:00:00,10:00:00,B,2\nt6,9:00:00,9:00:00,H,1\nt6,10:00:00,10:00:00,B,2\n`;
    const plan = await planOf({ 'trips.txt': trips, 'stop_times.txt': times });
    expect(plan.refused).toMatchObject([
      {
        reason: 'NUMBER_TAKEN',
        count: 1,
        examples: [{ train: 'ICE5', date: '2026-12-06', trip: 't5', fileLine: 5 }],
      },
    ]);
    expect(plan.refused[0]?.examples[0]?.message).toMatch(/ICE3\/ICE5 already, trip t2 \(trips.txt:3\)/);
    expect(namesOf(plan)).toContain('north ICE5 2026-12-06');
  });
});

describe('calls', () => {
  it('without times get them in even steps', async () => {
    const plan = await planOf(
      {
        'stop_times.txt': stopTimes('t1,8:00:00,8:00:00,K,1', 't1,,,D,2', 't1,,,H,3', 't1,9:00:00,,B,4'),
      },
      { days: 1 },
    );
    const first = [...plan.runs()].find(({ run }) => run.train === 'ICE1');
    expect(first?.stops.map((stop) => stop.departureS)).toEqual([28_800, 30_000, 31_200, 32_400]);
  });

  it('where nobody may board or alight are none', async () => {
    const plan = await planOf(
      {
        'stop_times.txt':
          'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\nt1,8:00:00,8:00:00,K,1,0,0\nt1,8:20:00,8:20:00,D,2,1,1\nt1,9:00:00,9:00:00,B,3,1,0\n',
      },
      { days: 1 },
    );
    expect(
      [...plan.runs()].find(({ run }) => run.train === 'ICE1')?.stops.map((stop) => stop.station),
    ).toEqual(['K', 'B']);
  });
});

describe('the sample timetable', () => {
  it('can be published from any date on, whole', async () => {
    for (const from of ['2026-11-22', '2027-01-01', '2031-05-05']) {
      const plan = await readTimetable('examples/sample-feed', {
        ...DEFAULTS,
        from,
        layouts: defaultLayouts(),
      });
      expect(plan.findings).toEqual([]);
      expect(plan.refused).toEqual([]);
      expect(plan.lines.map((line) => line.line)).toEqual(['huning', 'jinghu']);
      expect(plan.runCount).toBeGreaterThan(7 * 54);
    }
  });

  it('has a shared station, a train over midnight and a train of two numbers', async () => {
    const plan = await readTimetable('examples/sample-feed', {
      ...DEFAULTS,
      days: 1,
      layouts: defaultLayouts(),
    });
    for (const line of plan.lines) expect(line.stations.map((station) => station.code)).toContain('KNH');
    expect([...plan.runs()].some(({ stops }) => (stops.at(-1)?.arrivalS ?? 0) > 86_400)).toBe(true);
    expect([...plan.runs()].some(({ run }) => run.train.includes('/'))).toBe(true);
    expect(readFileSync('examples/sample-feed/README.md', 'utf8')).toContain('60 trains');
  });
});
