/** A node whose disk has forgotten what it promised, by one's own mistake or another's: it is refused, it is told what to do,
 *  and the others sell on. */
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';
import { until } from '../until.js';

let cluster: TicketCluster;
beforeEach(async () => {
  cluster = await TicketCluster.start();
});
afterEach(() => cluster.end());

describe('a directory that is not what it was', () => {
  it('is refused when it is gone, and nothing is made in its place', async () => {
    const sold = await cluster.buy();
    await cluster.nodes.end('n2', 'SIGKILL');
    rmSync(cluster.nodes.dataDirectory('n2'), { recursive: true });
    cluster.nodes.start('n2');
    expect(await cluster.nodes.ended('n2')).toBe(1);
    expect(cluster.nodes.logTail('n2', 2)).toBe(
      `error: n2 has no directory: ${cluster.nodes.dataDirectory('n2')} (NOT_FOUND)\n` +
        ` next: if the cluster is new, run railkv init --config ${cluster.nodes.configPath}; if the directory vanished, bring it back: ` +
        'a node that begins again empty has forgotten its votes and sales',
    );
    expect(existsSync(cluster.nodes.dataDirectory('n2'))).toBe(false);
    await cluster.buyEverywhere();
    expect(await cluster.client.tickets.order(sold.reference)).toMatchObject({ state: 'sold' });
    const { code, out } = await cluster.cli(['status']);
    expect(code).toBe(5);
    expect(out).toMatch(/problem: n2 \(\S+\) does not answer/);
    expect(out).toMatch(/next: start it: railkv serve --node n2/);
  });

  it('is refused when it is a copy from before its last life, and serves again once the newest is back', async () => {
    const directory = cluster.nodes.dataDirectory('n3');
    const [copy, newest] = [join(cluster.directory, 'copy'), join(cluster.directory, 'newest')];
    await cluster.buyEverywhere();
    await cluster.nodes.end('n3', 'SIGTERM');
    cpSync(directory, copy, { recursive: true });
    cluster.nodes.start('n3');
    await cluster.nodes.ready(['n3']);
    await cluster.buyEverywhere();
    await cluster.nodes.end('n3', 'SIGTERM');

    renameSync(directory, newest);
    renameSync(copy, directory);
    cluster.nodes.start('n3');
    expect(await cluster.nodes.ended('n3')).toBe(70);
    const last = cluster.lastLine('n3');
    expect(last).toMatchObject({ level: 'fatal', node: 'n3' });
    expect(last['msg']).toMatch(
      /^node n[12] refuses this node: node n3 .* its data directory is an old copy and has forgotten votes and sales\. Put the newest data directory back, or remove the node and join it as a new one$/,
    );
    await cluster.buyEverywhere();

    rmSync(directory, { recursive: true });
    renameSync(newest, directory);
    cluster.nodes.start('n3');
    await cluster.nodes.ready(['n3']);
    await cluster.buyEverywhere();
    await until(async () => ((await cluster.status('n3'))?.groups.length ?? 0) >= 4);
  });
});
