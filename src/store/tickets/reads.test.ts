import { describe, expect, it } from 'vitest';
import type { pb } from '../../proto/index.js';
import { listRuns, missingListRuns, missingQueryLine, queryLine } from './line-reads.js';
import {
  getOrder,
  getRun,
  kvGet,
  kvScan,
  missingKvGet,
  missingKvScan,
  missingOrder,
  missingRun,
} from './reads.js';
import {
  DAY_START_MS,
  follow,
  MINUTE,
  plain,
  publish,
  purchase,
  RUN,
  STOPS,
  T0,
} from './testing/commands.js';
import { Replica } from './testing/replica.js';

const HOUR_S = 3600;

/** Reads as a service does: load what is missing, then answer. A restart before it, so that nothing is loaded yet. */
function query(replica: Replica, request: pb.QueryLineRequest.$Properties): pb.TrainOffer.$Properties[] {
  replica.restart();
  replica.load(() => missingQueryLine(replica.machine, request));
  return queryLine(replica.machine, request).offers ?? [];
}

const QUERY = { line: 'jinghu', fromStation: 'JNK', toStation: 'AOH', date: '2026-12-01' };

describe('the query of a line', () => {
  it('offers trains that call at both in order, by departure, with the seats left in between', () => {
    const replica = new Replica();
    const later = STOPS.map((stop) => ({
      ...stop,
      arrivalS: stop.arrivalS! + 60,
      departureS: stop.departureS! + 60,
    }));
    replica.one(T0, publish({ run: { ...RUN, train: 'G0' }, stops: later }));
    replica.one(T0, publish());
    replica.one(T0, purchase({ from: 0, to: 2, passengers: ['a', 'b'] }));
    const offers = query(replica, QUERY);
    expect(offers.map(({ run }) => run?.train)).toEqual(['G1', 'G0']);
    expect(offers[0]).toMatchObject({
      fromStop: 1,
      toStop: 3,
      departureMs: DAY_START_MS + 10 * HOUR_S * 1000,
      open: true,
    });
    expect(offers[0]?.classes).toEqual([
      { class: 'second', seatsLeft: 3, seatsTotal: 5 },
      { class: 'business', seatsLeft: 1, seatsTotal: 1 },
    ]);
    expect(query(replica, { ...QUERY, fromStation: 'AOH', toStation: 'JNK' })).toEqual([]);
    expect(query(replica, { ...QUERY, train: 'G0' })).toHaveLength(1);
    expect(query(replica, { ...QUERY, date: '2026-12-02' })).toEqual([]);
  });

  it('finds a train after midnight by the local date of its departure there', () => {
    const replica = new Replica();
    const night = STOPS.map((stop, at) => ({
      ...stop,
      arrivalS: (23 + at) * HOUR_S,
      departureS: (23 + at) * HOUR_S,
    }));
    replica.one(T0, publish({ stops: night }));
    expect(query(replica, QUERY)).toEqual([]);
    const [offer] = query(replica, { ...QUERY, date: '2026-12-02' });
    expect(offer?.run?.date).toBe('2026-12-01');
    expect(query(replica, { ...QUERY, fromStation: 'VNP' })).toHaveLength(1);
  });

  it('finds by its number the train that runs on the date, be it alone or one of two numbers there', () => {
    const replica = new Replica();
    const [weekday, weekend] = ['2026-12-01', '2026-12-05'];
    replica.one(T0, publish({ run: { ...RUN, train: 'C2912', date: weekday } }));
    replica.one(T0, publish({ run: { ...RUN, train: 'C2909/C2912', date: weekend } }));
    const offered = (date: string) =>
      query(replica, { ...QUERY, date, train: 'C2912' }).map(({ run }) => run);
    expect(offered(weekday)).toMatchObject([{ train: 'C2912' }]);
    expect(offered(weekend)).toMatchObject([{ train: 'C2909/C2912' }]);
    const request = { run: { ...RUN, train: 'C2912', date: weekend } };
    replica.load(() => missingRun(replica.machine, request));
    expect(getRun(replica.machine, request).run?.train).toBe('C2909/C2912');
  });

  it('offers only the train of that very name where another carries it as one of its two numbers', () => {
    const replica = new Replica();
    replica.one(T0, publish({ run: { ...RUN, train: 'C2909/C2912' } }));
    replica.one(T0, publish({ run: { ...RUN, train: 'C2912' } }));
    const offers = query(replica, { ...QUERY, train: 'C2912' });
    expect(offers.map(({ run }) => run?.train)).toEqual(['C2912']);
  });

  it('finds a train with two numbers by either', () => {
    const replica = new Replica();
    replica.one(T0, publish({ run: { ...RUN, train: 'C2909/C2912' } }));
    for (const train of ['C2909', 'C2912', 'C2909/C2912']) {
      expect(query(replica, { ...QUERY, train })).toHaveLength(1);
      const request = { run: { ...RUN, train } };
      replica.load(() => missingRun(replica.machine, request));
      expect(getRun(replica.machine, request).run?.train).toBe('C2909/C2912');
    }
  });

  it('offers each call of a train that comes to a station twice', () => {
    const replica = new Replica();
    const stations = ['A', 'B', 'A', 'C'];
    const loop = STOPS.map((stop, at) => ({ ...stop, station: stations[at]! }));
    replica.one(T0, publish({ stops: loop }));
    const pairs = (fromStation: string, toStation: string) =>
      query(replica, { ...QUERY, fromStation, toStation }).map(({ fromStop, toStop }) => [fromStop, toStop]);
    expect(pairs('A', 'C')).toEqual([[2, 3]]);
    expect(pairs('A', 'B')).toEqual([[0, 1]]);
    expect(pairs('B', 'A')).toEqual([[1, 2]]);
  });

  it('is refused when it is malformed', () => {
    expect(() => missingQueryLine(new Replica().machine, { ...QUERY, date: 'soon' })).toThrow(/date/);
  });
});

describe('the list of runs', () => {
  it('goes by train and date, a page at a time', () => {
    const replica = new Replica();
    for (const train of ['G2', 'G1'])
      for (const date of ['2026-12-02', '2026-12-01'])
        replica.one(T0, publish({ run: { ...RUN, train, date } }));
    replica.restart();
    const page = (request: pb.ListRunsRequest.$Properties) => {
      replica.load(() => missingListRuns(replica.machine, request));
      const { runs, more } = listRuns(replica.machine, request);
      return [(runs ?? []).map(({ run }) => `${run?.train} ${run?.date}`), more];
    };
    expect(page({ line: 'jinghu', limit: 3 })).toEqual([
      ['G1 2026-12-01', 'G1 2026-12-02', 'G2 2026-12-01'],
      true,
    ]);
    expect(page({ line: 'jinghu', afterTrain: 'G2', afterDate: '2026-12-01' })).toEqual([
      ['G2 2026-12-02'],
      false,
    ]);
    expect(page({ line: 'jinghu', date: '2026-12-02' })).toEqual([['G1 2026-12-02', 'G2 2026-12-02'], false]);
    expect(page({ line: 'none' })).toEqual([[], false]);
  });
});

describe('a run', () => {
  it('shows each segment of each class as free, held and sold', () => {
    const replica = new Replica();
    replica.one(T0, publish());
    replica.one(T0, purchase({ from: 0, to: 2, passengers: ['a', 'b'] }));
    replica.one(T0, purchase({ from: 1, to: 3, holdMs: MINUTE }));
    replica.restart();
    const request = { run: RUN };
    replica.load(() => missingRun(replica.machine, request));
    expect(getRun(replica.machine, request).inventory?.[0]).toEqual({
      class: 'second',
      published: 5,
      free: [3, 2, 4],
      held: [0, 1, 1],
      sold: [2, 2, 0],
    });
  });

  it('that is not published is not found', () => {
    const replica = new Replica();
    const request = { run: RUN };
    replica.load(() => missingRun(replica.machine, request));
    expect(() => getRun(replica.machine, request)).toThrow(/no such run/);
  });
});

describe('an order', () => {
  it('is shown as it is now, to its owner only', () => {
    const replica = new Replica();
    replica.one(T0, publish());
    const { requestId } = replica.one(T0, purchase({ holdMs: MINUTE }));
    replica.one(T0, follow('confirm', requestId));
    const request = { order: { run: RUN, orderId: requestId ?? '' } };
    replica.restart();
    replica.load(() => missingOrder(replica.machine, request));
    expect(getOrder(replica.machine, 'ann', request).order).toMatchObject({
      state: 'sold',
      fromName: 'Station VNP',
    });
    expect(() => getOrder(replica.machine, 'eve', request)).toThrow(/no such order/);
  });
});

describe('plain keys', () => {
  it('are read alone and in byte order, by pages, after a restart and an eviction', () => {
    const replica = new Replica();
    const bytes = new Uint8Array([1]);
    for (const key of ['b', 'a/2', 'a', '铁', 'z']) replica.one(T0, plain({ kvPut: { key, value: bytes } }));
    replica.one(T0, plain({ kvDelete: { key: 'z' } }));
    replica.restart();
    const scan = (request: pb.KvScanRequest.$Properties) => {
      replica.load(() => missingKvScan(replica.machine, request));
      const { pairs, more } = kvScan(replica.machine, request);
      return [(pairs ?? []).map(({ key }) => key), more];
    };
    expect(scan({})).toEqual([['a', 'a/2', 'b', '铁'], false]);
    replica.machine.trim(0);
    expect(scan({ from: 'a/', limit: 1 })).toEqual([['a/2'], true]);
    replica.one(T0, plain({ kvPut: { key: 'aa', value: bytes } }));
    expect(scan({ from: 'a/', to: 'b' })).toEqual([['a/2', 'aa'], false]);
    replica.load(() => missingKvGet(replica.machine, { key: 'z' }));
    expect(kvGet(replica.machine, { key: 'z' })).toEqual({ found: false });
  });
});
