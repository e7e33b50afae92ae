import { describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { each, runWith } from '../testing/fakes.js';

const runs: Readonly<Record<string, readonly string[]>> = {
  jinghu: ['G1', 'C2909/C2912'],
  jingguang: ['G79'],
  huhang: ['G79'],
};
const tickets = (set: unknown[]) => ({
  lines: () => Promise.resolve(Object.keys(runs).map((line, at) => ({ line, name: line, group: at + 2 }))),
  runs: (line: string, options?: { readonly date?: string }) =>
    each(
      (runs[line] ?? []).map((train) => ({
        run: { line, train, date: options?.date ?? '' },
        fromName: '',
        toName: '',
        departureMs: 0,
        arrivalMs: 0,
        stops: 2,
      })),
    ),
  setSale: (...args: unknown[]) => {
    set.push(args.slice(0, 2));
    return Promise.resolve();
  },
});

describe('sale', () => {
  it('closes a train found by either of its numbers, on whichever line it is', async () => {
    const set: unknown[] = [];
    const ran = await runWith(['sale', 'close', '--train', 'C2912', '--date', 'tomorrow'], {
      tickets: tickets(set),
    });
    expect(ran.code).toBe(EXIT.ok);
    expect(set).toEqual([[{ line: 'jinghu', train: 'C2909/C2912', date: '2026-11-23' }, false]]);
  });

  it('asks for the line when two have such a train', async () => {
    const set: unknown[] = [];
    const args = ['sale', 'open', '--train', 'G79', '--date', 'tomorrow'];
    expect(await runWith(args, { tickets: tickets(set) })).toMatchObject({ code: EXIT.usage });
    expect(set).toEqual([]);
    await runWith([...args, '--line', 'jingguang'], { tickets: tickets(set) });
    expect(set).toEqual([[{ line: 'jingguang', train: 'G79', date: '2026-11-23' }, true]]);
  });

  it('refuses a train that does not run', async () => {
    const ran = await runWith(['sale', 'open', '--train', 'G999', '--date', 'today'], {
      tickets: tickets([]),
    });
    expect(ran.code).toBe(EXIT.refused);
  });
});
