/** What operators look at, through the command and against a running cluster: the lines and their groups, before and after a
 *  split, and what the placement driver has done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';

let cluster: TicketCluster;

beforeAll(async () => {
  cluster = await TicketCluster.start({ lines: 2 });
});
afterAll(() => cluster.end());

async function said(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await cluster.cli(args);
  expect({ args, code, err }).toMatchObject({ code: 0 });
  return out;
}

interface Printed {
  readonly lines: readonly {
    readonly line: string;
    readonly groups: readonly {
      readonly group: number;
      readonly holds: string;
      readonly leader: string | null;
      readonly voters: number;
      readonly ackQuorum: number;
    }[];
  }[];
  readonly operators: readonly Record<string, unknown>[];
  readonly more: boolean;
}
const json = async (...args: readonly string[]): Promise<Printed> =>
  JSON.parse(await said(...args, '-o', 'json')) as Printed;

/** Placement hears of a new group's leader a moment after it is elected. */
async function untilSaid(pattern: RegExp, ...args: readonly string[]): Promise<string> {
  let out = await said(...args);
  while (!pattern.test(out)) out = await said(...args); // the test's own patience ends it
  return out;
}

describe('railkv line', () => {
  it('lists every line with its group, its leader, its ack quorum and who carries it', async () => {
    const out = await untilSaid(/^line-1 .*\n(.*\n)*line-2 .* n\d +2 of 3/m, 'line', 'list');
    expect(out).toMatch(/^LINE +NAME +GROUPS +LEADER +ACK +ON *\n/);
    expect(out).toMatch(/^line-1 +line-1 +\d+ +n[123] +2 of 3 +n1 n2 n3 *$/m);
    expect(out).toMatch(/\n2 lines\n$/);
    const { lines } = await json('line', 'list');
    expect(lines.map(({ line }) => line)).toEqual(['line-1', 'line-2']);
    expect(lines[0]?.groups).toMatchObject([{ voters: 3, ackQuorum: 2 }]);
  });

  it('shows one with what its group survives, and both groups once it is split', async () => {
    const before = await said('line', 'show', 'line-1');
    expect(before).toMatch(/^line line-1 \(line-1\), 1 group\n\ngroup (\d+)\n {2}leader {2}n[123]\n/);
    expect(before).toContain('votes   3 voters, ack quorum 2: sells with 1 down');
    const group = /^group (\d+)$/m.exec(before)?.[1] ?? '';
    expect(await said('group', 'split', group, '--at', 'line-1/G11')).toContain(
      'a group begins at train G11',
    );
    const after = await untilSaid(
      /2 groups\n(.*\n)* {2}leader {2}n\d\n(.*\n)* {2}leader {2}n\d\n/,
      'line',
      'show',
      'line-1',
    );
    expect(after).toMatch(new RegExp(`^group ${group} line-1 before G11$`, 'm'));
    expect(after).toMatch(/^group \d+ line-1 from G11$/m);
    const { lines } = await json('line', 'list');
    expect(lines.map(({ groups }) => groups.length)).toEqual([2, 1]);
    await cluster.buyEverywhere();
  });
});

describe('railkv operator history', () => {
  it('has what ended, newest first, with how and why; of one node or group, and no more than asked', async () => {
    await said('node', 'drain', 'n3', '--reason', 'a new disk');
    await said('node', 'undrain', 'n3');
    const { operators, more } = await json('operator', 'history');
    expect(more).toBe(false);
    const drain = operators.find(({ kind }) => kind === 'node-drain');
    expect(drain).toMatchObject({ node: 'n3', result: 'done', reason: 'a new disk', caller: 'railway' });
    const ended = operators.map(({ endedMs }) => Number(endedMs));
    expect(ended).toEqual([...ended].sort((a, b) => b - a));
    const out = await said('operator', 'history', '--node', 'n3');
    expect(out).toMatch(/^ *ID +KIND +OF +ENDED \+08:00 +TOOK +RESULT +WHY *\n/);
    expect(out).toMatch(
      /^ *\d+ +node-drain +node n3 +\d\d:\d\d:\d\d +\S+( \S+)? +done +a new disk, by railway *$/m,
    );
    const one = await json('operator', 'history', '--limit', '1');
    expect({ listed: one.operators.length, more: one.more }).toEqual({
      listed: 1,
      more: operators.length > 1,
    });
    const shown = await said('operator', 'show', String(drain?.['id']));
    expect(shown).toMatch(/node-drain of node n3, done /);
    const mistyped = await cluster.cli(['operator', 'history', '--group', '1', '--node', 'n9']);
    expect(mistyped).toMatchObject({ code: 1, out: '' });
    expect(mistyped.err).toContain('no node n9');
  });
});
