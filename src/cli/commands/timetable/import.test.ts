import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RailkvError, type RunPlan } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { each, runWith } from '../../testing/fakes.js';

const FEED = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nA,Rail,https://rail.example,Asia/Shanghai\n',
  'routes.txt': 'route_id,agency_id,route_long_name,route_type\njinghu,A,京沪高速线,101\n',
  'stops.txt': 'stop_id,stop_code,stop_name\nVNP,VNP,北京南\nAOH,AOH,上海虹桥\n',
  'calendar_dates.txt': 'service_id,date,exception_type\ns,20160310,1\n',
  'trips.txt': 'route_id,service_id,trip_id,trip_short_name\njinghu,s,t1,G1\njinghu,s,t2,G3\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    't1,09:00:00,09:00:00,VNP,1',
    't1,13:48:00,13:48:00,AOH,2',
    't2,14:00:00,14:00:00,VNP,1',
    't2,18:48:00,18:48:00,AOH,2',
    '',
  ].join('\n'),
};

function feed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'railkv-feed-'));
  for (const [name, text] of Object.entries(FEED)) writeFileSync(join(folder, name), text);
  return folder;
}

const publishing = (published: RunPlan[]) => ({
  tickets: {
    registerLines: () => Promise.resolve({ lines: [], created: 1 }),
    runs: () => each([]),
    publish: (plan: RunPlan) => {
      published.push(plan);
      return Promise.resolve();
    },
  },
});

describe('timetable import', () => {
  it('publishes a day of the feed as another one, as whoever --caller says', async () => {
    const published: RunPlan[] = [];
    const ran = await runWith(
      ['timetable', 'import', feed(), '--from', '2016-03-10', '--as', '+28d', '--caller', 'railway'],
      publishing(published),
    );
    expect(ran.code).toBe(EXIT.ok);
    expect(published.map(({ run }) => `${run.line} ${run.train} ${run.date}`)).toEqual([
      'jinghu G1 2026-12-20',
      'jinghu G3 2026-12-20',
    ]);
    expect(ran.connectedWith?.caller).toBe('railway');
    expect(ran.stdout).toContain('2 runs published, 0 already there, 0 refused');
    expect(ran.stderr).toContain("2 runs on 1 line, 2026-12-20 to 2026-12-20 (the feed's 2016-03-10 and on)");
  });

  it('says where every date is past, and publishes all the same', async () => {
    const published: RunPlan[] = [];
    const line = ['timetable', 'import', feed(), '--from', '2016-03-10'];
    const ran = await runWith(line, publishing(published));
    expect([ran.code, published.length]).toEqual([EXIT.ok, 2]);
    expect(ran.stdout).toContain('warning: 2016-03-10 is past: nobody can buy them');
    const json = await runWith([...line, '-o', 'json'], publishing([]));
    expect(JSON.parse(json.stdout)).toMatchObject({ allInThePast: true });
    const dry = await runWith([...line, '--dry-run']);
    expect(dry.stdout).toContain('is past');
    const coming = await runWith([...line, '--as', '+0d', '-o', 'json'], publishing([]));
    expect(JSON.parse(coming.stdout)).toMatchObject({ allInThePast: false });
  });

  it('does not take the date of --as for the caller', async () => {
    const ran = await runWith(
      ['timetable', 'import', feed(), '--from', '2016-03-10', '--as', '+28d'],
      publishing([]),
    );
    expect(ran.connectedWith?.caller).toBe('tester');
  });

  it('reads and checks without a cluster with --dry-run', async () => {
    const ran = await runWith([
      'timetable',
      'import',
      feed(),
      '--from',
      '2016-03-10',
      '--dry-run',
      '-o',
      'json',
    ]);
    expect(ran).toMatchObject({ code: EXIT.ok, connectedWith: undefined });
    expect(JSON.parse(ran.stdout)).toMatchObject({ dryRun: true, feed: { lines: 1, runs: 2 } });
  });

  it('is a usage error when the feed is not usable', async () => {
    const ran = await runWith(['timetable', 'import', '/nowhere', '--from', '2016-03-10']);
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('/nowhere');
  });

  it('exits 1 when runs are there with another plan, and lists them', async () => {
    const apis = publishing([]);
    const args = ['timetable', 'import', feed(), '--from', '2016-03-10', '--as', '+28d', '-o', 'json'];
    const ran = await runWith(args, {
      tickets: { ...apis.tickets, publish: () => Promise.reject(new RailkvError('RUN_EXISTS', 'another')) },
    });
    expect(ran.code).toBe(EXIT.refused);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      alreadyThere: 0,
      otherPlan: ['jinghu G1 2026-12-20', 'jinghu G3 2026-12-20'],
    });
  });

  it('exits 1 when runs were refused, with the reason', async () => {
    const apis = publishing([]);
    const refusing = {
      tickets: {
        ...apis.tickets,
        publish: () => Promise.reject(new RailkvError('INVALID_REQUEST', 'no seats')),
      },
    };
    const args = ['timetable', 'import', feed(), '--from', '2016-03-10', '-o', 'json'];
    const ran = await runWith(args, refusing);
    expect(ran.code).toBe(EXIT.refused);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      published: 0,
      refused: 2,
      refusals: [{ reason: 'INVALID_REQUEST', count: 2 }],
    });
  });
});
