import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { runWith } from '../testing/fakes.js';
import { DEPARTURE, sampleOffer } from '../testing/samples.js';

const ARGS = ['query', '--from', '北京南', '--to', '上海虹桥', '--date', '+9d'];
const answer = (result: Partial<SearchResult>) => ({
  tickets: { search: () => Promise.resolve({ offers: [], unanswered: [], ageMs: 120, ...result }) },
});

const night = sampleOffer({
  run: { line: 'jinghu', train: 'D701', date: '2026-12-01' },
  to: { station: 'AOH', name: '上海', stop: 9 },
  departureMs: DEPARTURE + 12 * 3_600_000,
  arrivalMs: DEPARTURE + 22.5 * 3_600_000,
  classes: [{ class: 'second', seatsLeft: 3, seatsTotal: 600 }],
});

describe('query', () => {
  it('shows times, days after departure, classes and seats left, and how fresh that is', async () => {
    const ran = await runWith(ARGS, answer({ offers: [sampleOffer(), night] }));
    expect(ran.code).toBe(EXIT.ok);
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^TRAIN +FROM +DEPARTS +TO +ARRIVES +TAKES +SECOND +BUSINESS +LINE$/);
    expect(lines[1]).toMatch(/^G1 +北京南 +09:00 +上海虹桥 +13:48 +4:48 +12 +0 +jinghu$/);
    expect(lines[2]).toMatch(/^D701 +北京南 +21:00 +上海 +07:30 \+1 +10:30 +3 +- +jinghu$/);
    expect(new Set(lines.slice(0, 3).map((line) => stringWidth(line.replace(/\S+$/, '')))).size).toBe(1);
    expect(lines[3]).toBe('2 trains on 2026-12-01, as of 120 ms ago (stale read, answered by n2)');
  });

  it('names lines that did not answer, and is then no success', async () => {
    const unanswered = [{ line: 'jingguang', reason: 'NO_LEADER', message: 'an election is under way' }];
    const ran = await runWith(ARGS, answer({ offers: [sampleOffer()], unanswered }));
    expect(ran.code).toBe(EXIT.unavailable);
    expect(ran.stdout).toContain('line jingguang did not answer');
  });

  it('says that no train runs', async () => {
    const ran = await runWith(ARGS, answer({}));
    expect(ran).toMatchObject({ code: EXIT.ok, stdout: 'no train from 北京南 to 上海虹桥 on 2026-12-01\n' });
  });

  it('says what it looked for where other trains may run', async () => {
    const ran = await runWith([...ARGS, '--train', 'G9', '--class', 'gold'], answer({}));
    expect(ran.stdout).toBe(
      'no train from 北京南 to 上海虹桥 on 2026-12-01 with --train G9 and --class gold; without it there may be others\n',
    );
  });

  it('shows one class, and only the trains that have it', async () => {
    const ran = await runWith(
      [...ARGS, '--class', 'business', '-o', 'json'],
      answer({ offers: [sampleOffer(), night] }),
    );
    const { offers } = JSON.parse(ran.stdout) as { offers: { train: string; classes: unknown[] }[] };
    expect(offers.map(({ train, classes }) => [train, classes.length])).toEqual([['G1', 1]]);
  });

  it('marks trains that are not on sale', async () => {
    const ran = await runWith(ARGS, answer({ offers: [sampleOffer({ open: false })] }));
    expect(ran.stdout).toContain('closed');
  });

  it('asks at the freshness it was told', async () => {
    let read: unknown;
    await runWith([...ARGS, '--read', 'linearizable'], {
      tickets: {
        search: (request) => {
          read = request.read;
          return Promise.resolve({ offers: [], unanswered: [], ageMs: 0 });
        },
      },
    });
    expect(read).toBe('linearizable');
    expect((await runWith([...ARGS, '--read', 'fresh'])).code).toBe(EXIT.usage);
  });
});
