import { describe, expect, it } from 'vitest';
import { type Offer, RailkvError } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { FakeTerminal, runWith } from '../testing/fakes.js';
import { sampleOffer, sampleOrder } from '../testing/samples.js';

const found = (offers: readonly Offer[]) => () => Promise.resolve({ offers, unanswered: [], ageMs: 10 });
const G1 = [
  '--train',
  'G1',
  '--date',
  '2026-12-01',
  '--from',
  '北京南',
  '--to',
  '上海虹桥',
  '--class',
  'second',
];

describe('buy', () => {
  it('finds the run by itself and prints coach, seat and the order reference', async () => {
    const asked: unknown[] = [];
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1:window'], {
      tickets: {
        search: (request) => {
          asked.push(request);
          return found([sampleOffer()])();
        },
        buy: (request) => {
          asked.push(request);
          return Promise.resolve(sampleOrder());
        },
      },
    });
    expect(ran.code).toBe(EXIT.ok);
    expect(asked).toEqual([
      { train: 'G1', date: '2026-12-01', from: '北京南', to: '上海虹桥' },
      { offer: sampleOffer(), class: 'second', passengers: [{ id: 'P1', preference: 'window' }] },
    ]);
    expect(ran.stdout).toBe(
      [
        'sold  G1  2026-12-01  北京南 09:00 - 上海虹桥 13:48  second',
        '  PASSENGER  COACH  SEAT  STATE',
        '  P1             3   23B  sold',
        'order jinghu/G1/2026-12-01/o1',
        ' next: railkv refund jinghu/G1/2026-12-01/o1',
        '',
      ].join('\n'),
    );
    expect(ran.closed).toBe(true);
  });

  it('holds with --hold, for ten minutes unless told otherwise', async () => {
    const holds: number[] = [];
    const apis = {
      tickets: {
        search: found([sampleOffer()]),
        hold: (request: { readonly holdMs: number }) => {
          holds.push(request.holdMs);
          return Promise.resolve(sampleOrder({ state: 'held', holdUntilMs: Date.UTC(2026, 10, 22, 12, 10) }));
        },
      },
    };
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1', '--hold'], apis);
    await runWith(['buy', ...G1, '--passenger', 'P1', '--hold', '90s'], apis);
    await runWith(['hold', ...G1, '--passenger', 'P1', '--for', '1h'], apis);
    expect(holds).toEqual([600_000, 90_000, 3_600_000]);
    expect(ran.stdout).toContain('railkv confirm jinghu/G1/2026-12-01/o1 by 20:10 (600 s left)');
  });

  it('buys for a buyer whom a seller names, also when its outcome stays unknown', async () => {
    const asked: unknown[] = [];
    const metadata = { requestId: 'r7', reference: 'jinghu/G1/2026-12-01/r7' };
    const tickets = {
      search: found([sampleOffer()]),
      buy: (request: { readonly buyer?: string }) => {
        asked.push(request.buyer);
        return asked.length === 1
          ? Promise.resolve(sampleOrder())
          : Promise.reject(new RailkvError('UNKNOWN', 'no answer', { metadata }));
      },
    };
    const args = ['buy', ...G1, '--passenger', 'P1', '--buyer', 'alice'];
    const ran = await runWith(args, { tickets });
    expect(ran.stdout).toContain(' next: railkv refund jinghu/G1/2026-12-01/o1 --buyer alice\n');
    const unknown = await runWith(args, { tickets });
    expect(unknown.stderr).toContain('railkv order jinghu/G1/2026-12-01/r7 --settle --buyer alice');
    expect(asked).toEqual(['alice', 'alice']);
  });

  it('tells how to settle a purchase whose outcome is unknown', async () => {
    const metadata = { requestId: 'r7', reference: 'jinghu/G1/2026-12-01/r7' };
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1'], {
      tickets: {
        search: found([sampleOffer()]),
        buy: () => Promise.reject(new RailkvError('UNKNOWN', 'no answer in time', { metadata })),
      },
    });
    expect(ran.code).toBe(EXIT.unknown);
    expect(ran.stderr).toContain('railkv order jinghu/G1/2026-12-01/r7 --settle');
    expect(ran.stderr).toContain('--request-id r7');
  });

  it('passes the caller, the request id and the time limit on', async () => {
    const terminal = new FakeTerminal();
    terminal.env = { RAILKV_CALLER: 'agency-9', RAILKV_CLUSTER: 'h:1' };
    let request: unknown;
    const ran = await runWith(
      ['buy', ...G1, '--passenger', 'P1', '--request-id', 'mine', '--timeout', '3s'],
      {
        tickets: {
          search: found([sampleOffer()]),
          buy: (asked) => {
            request = asked;
            return Promise.resolve(sampleOrder());
          },
        },
      },
      terminal,
    );
    expect(ran.connectedWith).toEqual({
      seeds: ['h:1'],
      caller: 'agency-9',
      readTimeoutMs: 3_000,
      commandTimeoutMs: 3_000,
    });
    expect(request).toMatchObject({ requestId: 'mine', timeoutMs: 3_000 });
  });

  it('asks for the line when two run a train of that number', async () => {
    const twin = sampleOffer({ run: { line: 'jinghu-2', train: 'G1', date: '2026-12-01' } });
    const tickets = { search: found([sampleOffer(), twin]), buy: () => Promise.resolve(sampleOrder()) };
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1'], { tickets });
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('--line jinghu');
    expect((await runWith(['buy', ...G1, '--passenger', 'P1', '--line', 'jinghu-2'], { tickets })).code).toBe(
      EXIT.ok,
    );
  });

  it('names the query to try when the train does not run there', async () => {
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1'], { tickets: { search: found([]) } });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('railkv query --from 北京南 --to 上海虹桥 --date 2026-12-01');
  });

  it('does not call a train missing while its line is silent', async () => {
    const unanswered = [{ line: 'jinghu', reason: 'NO_LEADER', message: 'no leader' }];
    const ran = await runWith(['buy', ...G1, '--passenger', 'P1'], {
      tickets: { search: () => Promise.resolve({ offers: [], unanswered, ageMs: 0 }) },
    });
    expect(ran.code).toBe(EXIT.unavailable);
  });

  it('asks nothing of the cluster when the command line is wrong', async () => {
    for (const args of [
      ['buy', ...G1],
      ['buy', ...G1, '--passenger', 'P1:door'],
      ['buy', ...G1.with(3, 'someday'), '--passenger', 'P1'],
      ['hold', ...G1, '--passenger', 'P1', '--for', '0s'],
      ['buy', ...G1, '--passenger', 'P1', '--timeout', 'long'],
    ]) {
      const ran = await runWith(args);
      expect({ args, code: ran.code, connected: ran.connectedWith }).toEqual({
        args,
        code: EXIT.usage,
        connected: undefined,
      });
    }
  });

  it('is one JSON document with -o json, refusals too', async () => {
    const bought = await runWith(['buy', ...G1, '--passenger', 'P1', '-o', 'json'], {
      tickets: { search: found([sampleOffer()]), buy: () => Promise.resolve(sampleOrder()) },
    });
    expect(JSON.parse(bought.stdout)).toMatchObject({
      order: {
        reference: 'jinghu/G1/2026-12-01/o1',
        departure: '2026-12-01T09:00:00+08:00',
        tickets: [{ seat: '23B' }],
      },
    });
    const refused = await runWith(['buy', ...G1, '--passenger', 'P1', '-o', 'json'], {
      tickets: {
        search: found([sampleOffer()]),
        buy: () => Promise.reject(new RailkvError('SOLD_OUT', 'none left')),
      },
    });
    expect(refused.code).toBe(EXIT.refused);
    expect(refused.stderr).toBe('');
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { reason: 'SOLD_OUT', exitCode: 1 } });
  });
});
