/** A node that is told to stop: its leaders move first, and nobody waits for an election; a second signal ends it at once. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import './faults/patience.js';
import { until } from '../until.js';
import { TicketCluster } from './faults/ticket-cluster.js';

let cluster: TicketCluster;
beforeEach(async () => {
  cluster = await TicketCluster.start();
});
afterEach(() => cluster.end());

/** A node that leads a line at the moment. */
async function leader(): Promise<string> {
  let found = '';
  await until(async () => {
    for (const node of ['n1', 'n2', 'n3']) {
      const status = await cluster.status(node);
      if (status?.groups.some(({ group, role }) => group > 1 && role === 'leader')) found = node;
    }
    return found !== '';
  });
  return found;
}

it('SIGTERM moves the leaders away, writes what is held, and ends with 0', async () => {
  await cluster.buyEverywhere();
  const node = await leader();
  const led = new Set(
    (await cluster.status(node))?.groups.filter(({ role }) => role === 'leader').map(({ group }) => group),
  );
  const child = cluster.nodes.running.get(node)!;
  child.kill('SIGTERM');
  await cluster.buyEverywhere();
  expect(await cluster.nodes.ended(child)).toBe(0);
  expect(cluster.lastLine(node)).toMatchObject({ msg: 'the node has stopped' });
  expect(cluster.nodes.logTail(node, 50)).not.toMatch(/nobody took over in time/);
  const others = ['n1', 'n2', 'n3'].filter((other) => other !== node);
  await until(async () => {
    const statuses = await Promise.all(others.map((other) => cluster.status(other)));
    const roles = statuses.flatMap((status) => status?.groups ?? []).filter(({ role }) => role === 'leader');
    return [...led].every((group) => roles.some((each) => each.group === group));
  });
  // Everything is in its checkpoints: nothing is left to replay.
  const audit = await cluster.cli(['store', 'audit', cluster.nodes.dataDirectory(node)]);
  expect(audit.out).toContain('everything is as it was written');
});

it('a second signal ends it at once, which loses nothing', async () => {
  const orders = await cluster.buyEverywhere();
  const others = ['n2', 'n3'];
  // Alone it has nobody to hand its leaders to, and waits.
  for (const node of others) await cluster.nodes.end(node, 'SIGKILL');
  const child = cluster.nodes.running.get('n1')!;
  child.kill('SIGTERM');
  await until(() => cluster.nodes.logTail('n1', 20).includes('the node stops'));
  child.kill('SIGTERM');
  expect([0, 143]).toContain(await cluster.nodes.ended(child));
  cluster.nodes.startAll();
  await cluster.nodes.ready();
  for (const { reference } of orders) {
    const order = await cluster.client.tickets.order(reference, { read: 'linearizable', timeoutMs: 60_000 });
    expect(order.state).toBe('sold');
  }
});
