import { describe, expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { lineKey, prefixEnd, trainKey } from '../proto/keys.js';
import { PLACEMENT, TICKETS } from '../proto/services.js';
import { addressOf } from './testing/fake-cluster.js';
import { PURCHASE, type TestClient, testClient } from './testing/test-client.js';
import type { RunSummary } from './ticket-types.js';

const STATIONS: Readonly<Record<string, readonly pb.StationLines.$Properties[]>> = {
  北京南: [{ station: { code: 'VNP', name: '北京南' }, lines: ['jinghu', 'jingjin'] }],
  上海虹桥: [{ station: { code: 'AOH', name: '上海虹桥' }, lines: ['jinghu', 'huning'] }],
  天津: [
    { station: { code: 'TJP', name: '天津' }, lines: ['jingjin'] },
    { station: { code: 'TIP', name: '天津' }, lines: ['jinghu'] },
  ],
};

function offer(
  line: string,
  train: string,
  departureMs: number,
  query: pb.QueryLineRequest,
): pb.TrainOffer.$Properties {
  return {
    run: { line, train, date: query.date },
    fromStation: query.fromStation,
    toStation: query.toStation,
    fromStop: 0,
    toStop: 2,
    departureMs,
    arrivalMs: departureMs + 1,
    classes: [{ class: 'second', seatsLeft: 3, seatsTotal: 80 }],
    open: true,
  };
}

async function onLines(): Promise<TestClient> {
  const client = await testClient();
  const { cluster } = client;
  cluster.addLine('jinghu', 2);
  cluster.addLine('jingjin', 3);
  cluster.answer(PLACEMENT.findStations, ({ stations }) => ({
    revision: 1,
    stations: stations.flatMap((asked) =>
      (STATIONS[asked] ?? [{ near: [{ code: 'VNP', name: '北京南' }] }]).map((answer) => ({
        ...answer,
        asked,
      })),
    ),
  }));
  cluster.answer(TICKETS.queryLine, (query) => ({
    offers:
      query.line === 'jinghu'
        ? [offer('jinghu', 'G3', 30, query), offer('jinghu', 'G1', 10, query)]
        : [offer('jingjin', 'C1', 20, query)],
    asOf: {
      position: { group: query.routed?.group ?? 0, index: 10 },
      ageMs: query.line === 'jinghu' ? 40 : 7,
    },
  }));
  return client;
}

const DAY = '2026-12-01';

function lineQueries({ cluster }: TestClient): string[] {
  return cluster.calls
    .filter(({ path }) => path === TICKETS.queryLine.path)
    .map(({ request }) => {
      const { line, fromStation, toStation } = request as pb.QueryLineRequest;
      return `${line} ${fromStation}-${toStation}`;
    })
    .sort();
}

describe('a search', () => {
  test('asks the lines that call at both stations, by code, and sorts by departure', async () => {
    const client = await onLines();
    const { railkv, run } = client;
    const { offers, unanswered } = await run(
      railkv.tickets.search({ from: '北京南', to: '上海虹桥', date: DAY }),
    );
    expect(lineQueries(client)).toEqual(['jinghu VNP-AOH']);
    expect(offers.map((each) => each.run.train)).toEqual(['G1', 'G3']);
    expect(offers[0]?.classes).toEqual([{ class: 'second', seatsLeft: 3, seatsTotal: 80 }]);
    expect(unanswered).toEqual([]);
  });

  test('takes a name for every station that bears it, and merges over lines', async () => {
    const client = await onLines();
    const { railkv, run } = client;
    const { offers, ageMs } = await run(railkv.tickets.search({ from: '北京南', to: '天津', date: DAY }));
    expect(lineQueries(client)).toEqual(['jinghu VNP-TIP', 'jingjin VNP-TJP']);
    expect(offers.map((each) => each.run.train)).toEqual(['G1', 'C1', 'G3']);
    expect(ageMs).toBe(40);
  });

  test('says what may have been meant by an unknown station', async () => {
    const { railkv, run } = await onLines();
    const search = railkv.tickets.search({ from: '北京难', to: '上海虹桥', date: DAY });
    await expect(run(search)).rejects.toMatchObject({
      reason: 'STATION_NOT_FOUND',
      message: expect.stringContaining('did you mean 北京南 (VNP)?') as string,
    });
  });

  test('names the lines that did not answer, and fails only when none did', async () => {
    const { cluster, railkv, run } = await onLines();
    cluster.answer(TICKETS.queryLine, (query) => {
      if (query.line === 'jinghu') throw new RailkvError('REPLICA_DAMAGED', 'this replica stopped');
      return { offers: [offer('jingjin', 'C1', 20, query)] };
    });
    const { offers, unanswered } = await run(
      railkv.tickets.search({ from: '北京南', to: '天津', date: DAY }),
    );
    expect(offers.map((each) => each.run.train)).toEqual(['C1']);
    expect(unanswered).toEqual([
      { line: 'jinghu', reason: 'REPLICA_DAMAGED', message: 'this replica stopped' },
    ]);
    const failing = railkv.tickets.search({ from: '北京南', to: '上海虹桥', date: DAY });
    await expect(run(failing)).rejects.toMatchObject({ reason: 'REPLICA_DAMAGED' });
  });

  test('asks each range of a line that was split by train', async () => {
    const { cluster, railkv, run } = await onLines();
    const middle = trainKey('jinghu', 'G2');
    cluster.addGroup(2, lineKey('jinghu'), middle, 'n1');
    cluster.addGroup(4, middle, prefixEnd(lineKey('jinghu')), 'n2');
    cluster.answer(TICKETS.queryLine, (query) => ({
      offers: [
        query.routed?.group === 2 ? offer('jinghu', 'G1', 10, query) : offer('jinghu', 'G3', 30, query),
      ],
    }));
    const { offers } = await run(railkv.tickets.search({ from: '北京南', to: '上海虹桥', date: DAY }));
    expect(offers.map((each) => each.run.train)).toEqual(['G1', 'G3']);
  });
});

describe('buying', () => {
  test('by train number looks the run up first', async () => {
    const { cluster, railkv, run } = await onLines();
    const order = await run(
      railkv.tickets.buy({
        train: 'G3',
        date: DAY,
        from: '北京南',
        to: '上海虹桥',
        class: 'second',
        passengers: [{ id: 'p1', preference: 'window' }, 'p2'],
      }),
    );
    expect(order.state).toBe('sold');
    expect(cluster.commands[0]?.command.purchase).toMatchObject({
      fromStation: 'VNP',
      toStation: 'AOH',
      fromStop: 0,
      toStop: 2,
      passengers: [{ passengerId: 'p1', preference: 'window' }, { passengerId: 'p2' }],
    });
  });

  test('a train that does not run says so', async () => {
    const { cluster, railkv, run } = await onLines();
    cluster.answer(TICKETS.queryLine, () => ({ offers: [] }));
    const bought = railkv.tickets.buy({
      train: 'G9',
      date: DAY,
      from: '北京南',
      to: '上海虹桥',
      class: 'second',
      passengers: ['p1'],
    });
    await expect(run(bought)).rejects.toMatchObject({ reason: 'RUN_NOT_FOUND' });
  });

  test('a hold says until when it waits', async () => {
    const { railkv, run } = await onLines();
    const order = await run(railkv.tickets.hold({ ...PURCHASE, holdMs: 60_000 }));
    expect(order.state).toBe('held');
    expect(order).toHaveProperty('holdUntilMs');
  });

  test.each([0, -1, Number.NaN])('a hold of %d ms is refused before anything is sent', async (holdMs) => {
    const { cluster, railkv, run } = await onLines();
    const asked = cluster.calls.length;
    await expect(run(railkv.tickets.hold({ ...PURCHASE, holdMs }))).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
    });
    expect(cluster.calls).toHaveLength(asked);
  });

  test('what is not an order reference is refused before anything is sent', async () => {
    const { cluster, railkv, run } = await onLines();
    await expect(run(railkv.tickets.confirm('G1 tomorrow'))).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
    });
    expect(cluster.commands).toHaveLength(0);
  });
});

test('runs of a line come page by page, over every range', async () => {
  const { cluster, railkv, run } = await onLines();
  const middle = trainKey('jinghu', 'G5');
  cluster.addGroup(2, lineKey('jinghu'), middle, 'n1');
  cluster.addGroup(4, middle, prefixEnd(lineKey('jinghu')), 'n2');
  const trains: Readonly<Record<number, readonly string[]>> = { 2: ['G1', 'G2', 'G3'], 4: ['G5', 'G7'] };
  cluster.answer(TICKETS.listRuns, ({ routed, afterTrain }) => {
    const left = (trains[routed?.group ?? 0] ?? []).filter((train) => train > afterTrain);
    const runs = left.slice(0, 2).map((train) => ({ run: { line: 'jinghu', train, date: DAY }, stops: 3 }));
    return { runs, more: left.length > 2 };
  });
  const listed: RunSummary[] = [];
  await run(
    (async () => {
      for await (const each of railkv.tickets.runs('jinghu')) listed.push(each);
    })(),
  );
  expect(listed.map((each) => each.run.train)).toEqual(['G1', 'G2', 'G3', 'G5', 'G7']);
});

describe('registering lines', () => {
  const lines = Array.from({ length: 300 }, (_, at) => ({
    line: `l${at}`,
    name: `line ${at}`,
    stations: [],
  }));

  test('follows the hint to the leader of the placement driver, in messages of 256 lines', async () => {
    const { cluster, railkv, run } = await testClient();
    const asked: { address: string; count: number }[] = [];
    cluster.answer(PLACEMENT.registerLines, ({ lines: part }, address) => {
      if (address !== addressOf('n3')) {
        throw new RailkvError('NOT_LEADER', 'ask n3', {
          metadata: { leader_node: 'n3', leader_address: addressOf('n3') },
        });
      }
      asked.push({ address, count: part.length });
      return {
        lines: part.map(({ line, name }, at) => ({ line: line ?? '', name: name ?? '', group: at + 2 })),
        created: part.length,
      };
    });
    const registration = await run(railkv.tickets.registerLines(lines));
    expect(asked.map(({ count }) => count)).toEqual([256, 44]);
    expect(registration.created).toBe(300);
    expect(registration.lines.map(({ line }) => line)).toEqual(lines.map(({ line }) => line));
    const calls = cluster.calls.filter(({ path }) => path === PLACEMENT.registerLines.path);
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  test('is repeated when an attempt does not answer, and later reads see what it made', async () => {
    const { cluster, railkv, run } = await testClient();
    let attempts = 0;
    cluster.answer(PLACEMENT.registerLines, () => {
      attempts += 1;
      return attempts === 1
        ? ('silence' as never)
        : { lines: [{ line: 'l0', group: 2 }], created: 1, revision: 9 };
    });
    await run(railkv.tickets.registerLines(lines.slice(0, 1)));
    cluster.answer(PLACEMENT.listLines, (_request, address) =>
      address === addressOf('n2')
        ? { revision: 9, lines: [{ line: 'l0', group: 2 }] }
        : { revision: 8, lines: [] },
    );
    expect(await run(railkv.tickets.lines())).toEqual([{ line: 'l0', name: '', group: 2 }]);
  });
});
