/** What people get wrong, through the command and the SDK: each time a reason, the next step, and nothing changed. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Order, type RailkvClient } from '../../src/client/index.js';
import { DATE, TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';
import { projectRoot } from './project-root.js';

let cluster: TicketCluster;
let mine: Order;
/** As every test finds it and has to leave it. */
let books: string;

const seat = (over: Readonly<Record<string, string>> = {}): string[] => {
  const asked = {
    train: 'G1',
    date: DATE,
    from: '北京南',
    to: '上海虹桥',
    class: 'second',
    passenger: 'new',
    ...over,
  };
  return Object.entries(asked).flatMap(([option, value]) => [`--${option}`, value]);
};
const [from, to] = [
  { station: 'VNP', stop: 0 },
  { station: 'AOH', stop: 6 },
];

beforeAll(async () => {
  cluster = await TicketCluster.start({ lines: 1 });
  const [run, closed] = cluster.runs as [(typeof cluster.runs)[0], (typeof cluster.runs)[0]];
  const { tickets } = cluster.client;
  mine = await tickets.buy({
    offer: { run, from, to },
    class: 'second',
    passengers: ['me'],
    requestId: 'mine-1',
  });
  await tickets.buy({ offer: { run, from, to }, class: 'first', passengers: ['a', 'b', 'c', 'd'] });
  await tickets.setSale(closed, false);
  books = await cluster.books();
});
afterAll(() => cluster.end());

async function refused(args: readonly string[], code: number, said: RegExp): Promise<void> {
  const { err, ...end } = await cluster.cli(args);
  expect({ args, err, ...end }).toMatchObject({ code, out: '' });
  expect(err).toMatch(said);
  expect(err).toMatch(/^error: .+ \([A-Z_]+\)\n next: .+\n$/s);
}

describe('the command', () => {
  it.each([
    [
      'an unknown station',
      { from: '北京西' },
      1,
      /no station is called 北京西, by code or by name; did you mean 北京南 \(VNP\)\? \(STATION_NOT_FOUND\)\n next: .*timetable show/,
    ],
    [
      'an unknown train',
      { train: 'G9' },
      1,
      /train G9 does not run from 北京南 to 上海虹桥 on .* \(RUN_NOT_FOUND\)\n next: see what does: railkv query --from 北京南/,
    ],
    ['a day without trains', { date: '2030-01-01' }, 1, /on 2030-01-01 \(RUN_NOT_FOUND\)/],
    [
      'a day that there is not',
      { date: '2026-02-30' },
      2,
      /'2026-02-30' is no date \(USAGE\)\n next: write a date as/,
    ],
    [
      'an unknown class',
      { class: 'sleeper' },
      1,
      /no such class \(CLASS_NOT_FOUND\)\n next: see the classes of the train/,
    ],
    [
      'the way back',
      { from: '上海虹桥', to: '北京南' },
      1,
      /does not run from 上海虹桥 to 北京南 .*\(RUN_NOT_FOUND\)/,
    ],
    [
      'a class sold out',
      { class: 'first' },
      1,
      /too few seats are left .* \(SOLD_OUT\)\n next: see what else is free/,
    ],
    [
      'a passenger who has a seat',
      { passenger: 'me' },
      1,
      /already has a ticket for this run.* \(PASSENGER_HOLDS_TRAIN\)\n next: .*refund or cancel/,
    ],
    [
      'a closed sale',
      { train: 'G11' },
      1,
      /closed for sale \(SALE_CLOSED\)\n next: open it: railkv sale open/,
    ],
    [
      'a request id of another request',
      { 'request-id': 'mine-1' },
      1,
      /\(REQUEST_ID_REUSED\)\n next: .*leave the id out/,
    ],
    [
      'no name of the caller',
      { as: '' },
      2,
      /the caller has no name \(USAGE\)\n next: say who you are: --as CALLER/,
    ],
    [
      'a cluster that is not there',
      { cluster: '127.0.0.1:1', timeout: '2s' },
      4,
      /\(UNREACHABLE\)\n next: start the cluster/,
    ],
  ] as const)('refuses %s', async (_what, over, code, said) => {
    await refused(['buy', ...seat(over)], code, said);
    expect(await cluster.books()).toBe(books);
  });

  it('refuses orders that are none, and those of others', async () => {
    await refused(
      ['confirm', 'nonsense'],
      2,
      /'nonsense' is no order reference \(USAGE\)\n next: .*LINE\/TRAIN\/DATE\/ID/,
    );
    await refused(['refund', mine.reference, '--as', 'somebody'], 1, /\(ORDER_NOT_FOUND\)\n next: .*--as/);
    await refused(['confirm', mine.reference], 1, /\(NOT_A_HOLD\)\n next: look at the order/);
    expect(await cluster.books()).toBe(books);
  });

  it('repeats the very same request without buying again', async () => {
    const again = await cluster.cli([
      'buy',
      ...seat({ passenger: 'me' }),
      '--request-id',
      'mine-1',
      '-o',
      'json',
    ]);
    expect(again).toMatchObject({ code: 0 });
    expect(JSON.parse(again.out)).toMatchObject({ order: { reference: mine.reference } });
    expect(await cluster.books()).toBe(books);
  });
});

describe('a timetable that is wrong', () => {
  const feed = (name: string, spoil: (directory: string) => void): string => {
    const directory = join(cluster.directory, name);
    cpSync(join(projectRoot, 'examples/sample-feed'), directory, { recursive: true });
    spoil(directory);
    return directory;
  };
  const replace = (file: string, was: string, is: string) => (directory: string) => {
    const text = readFileSync(join(directory, file), 'utf8');
    expect(text).toContain(was);
    writeFileSync(join(directory, file), text.replace(was, is));
  };

  it('is refused without one of its files, which is named', async () => {
    const directory = feed('incomplete', (path) => rmSync(join(path, 'stop_times.txt')));
    const said =
      /^error: stop_times\.txt: MISSING_FILE: the feed has no stop_times\.txt \(USAGE\)\n next: correct it and import again/;
    await refused(['timetable', 'import', directory, '--from', DATE], 2, said);
    expect((await cluster.client.tickets.lines()).map(({ line }) => line)).toEqual(['line-1']);
  });

  it.each([
    [
      'a stop that is nowhere',
      replace('stop_times.txt', 'G1-daily,12:21:00,12:23:00,NKH', 'G1-daily,12:21:00,12:23:00,XXX'),
      /stop_times\.txt:3: UNKNOWN_STOP: stop "XXX" is not in stops\.txt/,
    ],
    [
      'a route that is nowhere',
      replace('trips.txt', 'jinghu,daily,G1-daily', 'nowhere,daily,G1-daily'),
      /trips\.txt:2: UNKNOWN_ROUTE: route nowhere is not in routes\.txt: trip "G1-daily" is left out/,
    ],
    [
      'a service that is nowhere',
      replace('trips.txt', 'jinghu,daily,G1-daily', 'jinghu,never,G1-daily'),
      /trips\.txt:2: UNKNOWN_SERVICE: service never is in no calendar/,
    ],
    [
      'a trip that is nowhere',
      replace('stop_times.txt', 'G1-daily,12:21:00', 'G0-daily,12:21:00'),
      /stop_times\.txt:3: UNKNOWN_TRIP: trip "G0-daily" is not in trips\.txt/,
    ],
    [
      'times that run backwards',
      replace('stop_times.txt', 'G1-daily,12:21:00,12:23:00', 'G1-daily,08:21:00,08:23:00'),
      /TIMES_BACKWARDS, for example jinghu G1 \S+ \(stop_times\.txt:3\): it reaches 南京南 before it leaves 北京南/,
    ],
  ] as const)('names file and line of %s', async (what, spoil, said) => {
    const directory = feed(what.replaceAll(' ', '-'), spoil);
    const { code, out } = await cluster.cli(['timetable', 'import', directory, '--from', DATE, '--dry-run']);
    expect(code).toBe(0);
    expect(out).toMatch(said);
  });
});

describe('the SDK', () => {
  const reasonOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { readonly reason: string }).reason,
    );

  it('has a reason for each, too', async () => {
    const { tickets } = cluster.client;
    const [run] = cluster.runs;
    const offer = { run: run!, from, to };
    const buy = (over: Partial<Parameters<RailkvClient['tickets']['buy']>[0]>): Promise<string> =>
      reasonOf(tickets.buy({ offer, class: 'second', passengers: ['new'], ...over }));
    expect(await buy({ offer: { ...offer, from: to, to: from } })).toBe('FROM_NOT_BEFORE_TO');
    expect(await buy({ offer: { ...offer, from: { station: 'AOH', stop: 0 } } })).toBe('STATION_MISMATCH');
    expect(await buy({ offer: { ...offer, to: { station: 'AOH', stop: 60 } } })).toBe('STATION_NOT_FOUND');
    expect(await buy({ offer: { ...offer, run: { ...run!, line: 'nowhere' } } })).toBe('LINE_NOT_FOUND');
    expect(await buy({ passengers: [] })).toBe('INVALID_REQUEST');
    expect(await buy({ passengers: ['1', '2', '3', '4', '5', '6'] })).toBe('INVALID_REQUEST');
    expect(await buy({ requestId: 'with blanks' })).toBe('INVALID_REQUEST');
    expect(await reasonOf(cluster.connect({ caller: '' }))).toMatch(/INVALID_REQUEST|UNAUTHENTICATED/);
    expect(await reasonOf(cluster.connect({ cluster: 'another' }))).toBe('WRONG_CLUSTER');
    expect(await reasonOf(connect({ seeds: ['127.0.0.1:1'], caller: 'me', readTimeoutMs: 1_000 }))).toBe(
      'UNREACHABLE',
    );
    expect(await cluster.books()).toBe(books);
  });

  it('is told of a message over the limit, and what else it sends goes through', async () => {
    const { kv } = cluster.client;
    const large = kv.put('large', new Uint8Array(3 << 20));
    const others = Promise.all([kv.put('a', '1'), kv.put('b', '2')]);
    await expect(large).rejects.toMatchObject({ reason: 'MESSAGE_TOO_LARGE', retry: 'never' });
    await others;
    expect(await kv.get('large', { read: 'linearizable' })).toBeUndefined();
  });

  it('confirms nothing after the deadline, and the seat is free again', async () => {
    const { tickets } = cluster.client;
    const held = await tickets.hold({
      offer: { run: cluster.runs[0]!, from, to },
      class: 'second',
      passengers: ['slow'],
      holdMs: 1,
    });
    expect(await reasonOf(tickets.confirm(held.reference))).toBe('HOLD_EXPIRED');
    await refused(
      ['confirm', held.reference],
      1,
      /the hold ended at its deadline .* \(HOLD_EXPIRED\)\n next: .*buy anew/,
    );
    expect(await cluster.books()).toBe(books);
  });
});
