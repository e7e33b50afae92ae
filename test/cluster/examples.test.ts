/** The examples, as their first lines say to run them, against a real cluster with the sample timetable. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Said, watch } from './faults/command-line.js';
import './faults/patience.js';
import { TicketCluster } from './faults/ticket-cluster.js';
import { projectRoot } from './project-root.js';

let cluster: TicketCluster;
beforeAll(async () => {
  cluster = await TicketCluster.start({ lines: 1 });
  const imported = await cluster.cli([
    'timetable',
    'import',
    join(projectRoot, 'examples/sample-feed'),
    '--from',
    'today',
    '--days',
    '4',
  ]);
  expect(imported).toMatchObject({ code: 0 });
});
afterAll(() => cluster.end());

const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const run = (example: string, ...args: string[]): Promise<Said> => {
  const seeds = cluster.nodes.seeds.join(',');
  const script = join(projectRoot, 'dist/examples', `${example}.js`);
  return watch(process.execPath, [script, seeds, ...args], { cwd: cluster.directory }).ended;
};

it('buy-a-ticket prints train, seat and order', async () => {
  const said = await run('buy-a-ticket', date);
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(said.out).toMatch(new RegExp(`^[GDC]\\d+ on ${date}: coach \\d+, seat \\d+[A-F], jinghu/\\S+\\n$`));
});

it('hold-and-pay holds, sells, and refunds one of two', async () => {
  const said = await run('hold-and-pay', date);
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(said.out).toMatch(
    /^held until .*\(held\), .*\(held\)\nsold: .*\(sold\), .*\(sold\)\nafter the refund: .*\(sold\), .*\(refunded\)\n\S+: sold, refunded\n$/,
  );
});

it('count-down sells ten of ten to twenty', async () => {
  expect(await run('count-down')).toMatchObject({ code: 0, err: '', out: 'sold 10, refused 10, left 0\n' });
});

it('publish-a-run shows its train, and again when it is repeated', async () => {
  for (let time = 0; time < 2; time += 1) {
    const said = await run('publish-a-run');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^EC 11 on \S+: .*second \d+ of \d+/);
  }
});
