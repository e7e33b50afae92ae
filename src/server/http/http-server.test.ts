import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { HttpServer } from './http-server.js';
import { FIGURE_METRICS, type NodeFigures, NodeMetrics } from './metrics.js';

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(
  figures: NodeFigures = {},
  notReady?: string,
): Promise<{ url: string; metrics: NodeMetrics }> {
  const metrics = new NodeMetrics(() => figures);
  server = new HttpServer({
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
    notReady: () => notReady,
  });
  return { url: `http://${await server.listen('127.0.0.1:0')}`, metrics };
}

describe('the http listener', () => {
  it('says that it lives, and whether it is ready and why not', async () => {
    const { url } = await start({}, 'no leader of group 0 is known yet');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'no leader of group 0 is known yet\n']);
  });

  it('is not kept from others by clients that take none of their answers', async () => {
    const text = 'x'.repeat(2 ** 20);
    server = new HttpServer(
      { metrics: async () => ({ contentType: 'text/plain', text }), notReady: () => '' },
      100,
    );
    const address = await server.listen('127.0.0.1:0');
    const [host, port] = address.split(':');
    const idle = Array.from({ length: 64 }, () => connect(Number(port), host));
    for (const socket of idle) {
      socket.on('error', () => {});
      socket.pause().write('GET /metrics HTTP/1.1\r\nhost: n1\r\n\r\n'.repeat(20));
    }
    const answered = async (): Promise<boolean> =>
      (await fetch(`http://${address}/healthz`).catch(() => undefined))?.status === 200;
    await until(answered);
    for (const socket of idle) socket.destroy();
  });

  it('exports what was counted, and only the figures there are', async () => {
    const { url, metrics } = await start({ groupsLed: 3 });
    metrics.callEnded('/railkv.v1.Tickets/Execute', 'OK', 2);
    metrics.callEnded('/railkv.v1.Tickets/Execute', 'NOT_LEADER', 1);
    metrics.syncedWrite('log', 40, 3);
    metrics.outcomes([
      { answer: { order: { state: 'sold' } } },
      { answer: { order: { state: 'sold' }, repeated: true } },
      { answer: { refusal: { reason: 'SOLD_OUT' } } },
      { failure: { reason: 'UNKNOWN' } },
    ]);
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    for (const line of [
      'railkv_calls_total{method="Tickets/Execute",reason="NOT_LEADER"} 1',
      'railkv_commands_total{outcome="DONE"} 2',
      'railkv_commands_total{outcome="SOLD_OUT"} 1',
      'railkv_commands_total{outcome="UNKNOWN"} 1',
      'railkv_orders_total{state="sold"} 1',
      'railkv_written_rows_total{database="log"} 40',
      'railkv_groups_led 3',
    ])
      expect(text).toContain(line);
    expect(text).not.toMatch(/^railkv_groups_hosted /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('railkv_commands_total{outcome="DONE"} 2');
  });

  it('refuses what it does not know', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/../etc/passwd`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('names the port in use', async () => {
    const { url } = await start();
    const other = new HttpServer({
      metrics: () => Promise.reject(new Error('none')),
      notReady: () => undefined,
    });
    await expect(other.listen(url.replace('http://', ''))).rejects.toThrow(
      /cannot listen for http on .* in use/,
    );
  });

  it('says what is wrong when metrics cannot be collected', async () => {
    server = new HttpServer({
      metrics: () => Promise.reject(new Error('closed')),
      notReady: () => undefined,
    });
    const response = await fetch(`http://${await server.listen('127.0.0.1:0')}/metrics`);
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('closed')]);
  });
});

describe('docs/metrics.md', () => {
  const text = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  const named = [
    'railkv_calls_total',
    'railkv_call_seconds',
    'railkv_synced_write_seconds',
    'railkv_written_rows_total',
    'railkv_commands_total',
    'railkv_orders_total',
  ];

  it.each([...named, ...FIGURE_METRICS])('lists %s', (metric) => {
    expect(text).toContain(`\`${metric}\``);
  });
});
