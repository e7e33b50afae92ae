/** A timetable import whose node dies under it: it goes on by itself, and run again it finds everything there. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { railkv } from './faults/command-line.js';
import { DATE, TicketCluster } from './faults/ticket-cluster.js';
import { projectRoot } from './project-root.js';
import './faults/patience.js';
import { until } from '../until.js';

let cluster: TicketCluster;
beforeAll(async () => {
  cluster = await TicketCluster.start({ lines: 1 });
});
afterAll(() => cluster.end());

it('an import goes on through kill -9 of a leader, and an import cut short is taken up by the next', async () => {
  const feed = join(projectRoot, 'examples/sample-feed');
  const args = ['timetable', 'import', feed, '--from', DATE, '--days', '20', '-o', 'json'];
  const env = { RAILKV_CLUSTER: cluster.nodes.seeds.join(',') };
  const start = () => railkv(args, { cwd: cluster.directory, env });
  const firstRunIsThere = async (): Promise<boolean> => {
    const lines = await cluster.client.tickets.lines();
    if (lines.some(({ line }) => line === 'jinghu'))
      for await (const _run of cluster.client.tickets.runs('jinghu')) return true;
    return false;
  };

  const cut = start();
  await until(firstRunIsThere);
  cut.child.kill('SIGKILL');
  await cut.ended;

  const resumed = start();
  const group = (await cluster.client.tickets.lines()).find(({ line }) => line === 'jinghu')!.group;
  let leader = '';
  await until(async () => {
    for (const node of ['n1', 'n2', 'n3']) {
      const led = (await cluster.status(node))?.groups.find((each) => each.group === group);
      if (led?.role === 'leader') leader = node;
    }
    return leader !== '';
  });
  await cluster.nodes.end(leader, 'SIGKILL');
  const said = await resumed.ended;
  expect(said).toMatchObject({ code: 0 });
  const tally = JSON.parse(said.out) as Record<'published' | 'alreadyThere' | 'refused' | 'left', number> & {
    readonly feed: { readonly runs: number };
  };
  expect(tally).toMatchObject({ refused: 0, left: 0 });
  expect(tally.alreadyThere).toBeGreaterThan(0);
  expect(tally.published + tally.alreadyThere).toBe(tally.feed.runs);

  const again = await start().ended;
  expect(again).toMatchObject({ code: 0 });
  expect(JSON.parse(again.out)).toMatchObject({
    published: 0,
    alreadyThere: tally.feed.runs,
    refused: 0,
    left: 0,
  });
  cluster.nodes.start(leader);
  await cluster.nodes.ready([leader]);
});
