import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { silentLogger } from '../../env/env.js';
import { PLACEMENT } from '../../proto/services.js';
import { LevelDisk } from '../../store/level/level-disk.js';
import { type ClusterConfig, parseClusterConfig } from '../config/cluster-config.js';
import { call } from '../grpc/testing.js';
import { RailNode } from '../node.js';
import { realEnv } from './real-env.js';
import { nodeConfig, type RunningNode, type RunOptions, runNode } from './run-node.js';

const CLEANUP: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of CLEANUP.splice(0).reverse()) await clean();
});

async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A cluster of one node, whose peer address alone has to be known beforehand. */
async function oneNode(http = '127.0.0.1:0'): Promise<ClusterConfig> {
  return parseClusterConfig(
    [
      'cluster: { name: test, replicas: 1, ackQuorum: 1 }',
      'insecure: true',
      'dataDirectory: data',
      'logLevel: error',
      'nodes:',
      `  - { id: n1, peer: 127.0.0.1:${await freePort()}, client: 127.0.0.1:0, http: ${http} }`,
    ].join('\n'),
    'cluster.yaml',
  );
}

async function prepared(config: ClusterConfig): Promise<RunOptions> {
  const directory = mkdtempSync(join(tmpdir(), 'railkv-node-'));
  CLEANUP.push(() => rmSync(directory, { recursive: true }));
  const options: RunOptions = {
    config,
    nodeId: 'n1',
    directory: join(directory, 'n1'),
    clusterId: 'test-1',
    version: '0.0.0',
    environment: { UV_THREADPOOL_SIZE: '16' },
  };
  await RailNode.init({
    config: nodeConfig(options),
    env: { ...realEnv('error', 'n1'), log: silentLogger },
    disk: new LevelDisk(options.directory),
  });
  return options;
}

async function run(options: RunOptions): Promise<RunningNode> {
  const node = await runNode(options, (parts) => new RailNode(parts));
  CLEANUP.push(() => node.stop());
  return node;
}

async function untilReady({ addresses }: RunningNode): Promise<void> {
  await until(async () => (await fetch(`http://${addresses.http}/readyz`)).status === 200);
}

describe('a node as a process runs it', () => {
  it('listens, becomes ready, answers clients, and exports what it does', async () => {
    const node = await run(await prepared(await oneNode()));
    await untilReady(node);
    const client = new Client(node.addresses.client, credentials.createInsecure());
    CLEANUP.push(() => client.close());
    const cluster = await call(client, PLACEMENT.getCluster, {});
    expect(cluster).toMatchObject({ clusterId: 'test-1', answeredBy: 'n1', defaultAckQuorum: 1 });
    const metrics = await (await fetch(`http://${node.addresses.http}/metrics`)).text();
    expect(metrics).toMatch(/^railkv_groups_led [12]$/m);
    expect(metrics).toMatch(/^railkv_synced_write_seconds_count\{database="log"\} [1-9]/m);
    expect(metrics).toMatch(/^railkv_calls_total\{method="Placement\/GetCluster",reason="OK"\} 1$/m);
  });

  it('stops in order, and starts again on the same directory', async () => {
    const options = await prepared(await oneNode());
    const first = await run(options);
    await untilReady(first);
    await Promise.all([first.stop(), first.stop()]);
    await expect(fetch(`http://${first.addresses.http}/healthz`)).rejects.toThrow();
    const second = await run(options);
    await untilReady(second);
  });

  it('leaves nothing open when an address is in use', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const options = await prepared(await oneNode());
    const taken: ClusterConfig = {
      ...options.config,
      nodes: options.config.nodes.map((node) => ({ ...node, client: `127.0.0.1:${port}` })),
    };
    await expect(run({ ...options, config: taken })).rejects.toMatchObject({
      code: 'ADDRESS_IN_USE',
      message: expect.stringContaining(`clients on 127.0.0.1:${port}: the port is in use`),
    });
    await new Promise((resolve) => blocker.close(resolve));
    await untilReady(await run(options));
  });

  it('refuses a directory that was never made', async () => {
    const options = await prepared(await oneNode());
    const missing = join(options.directory, 'elsewhere');
    await expect(run({ ...options, directory: missing })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses to run without a thread pool, or as a node that the file does not list', async () => {
    const options = await prepared(await oneNode());
    await expect(run({ ...options, environment: {} })).rejects.toThrow(/UV_THREADPOOL_SIZE .* to 16/);
    await expect(run({ ...options, environment: { UV_THREADPOOL_SIZE: '4' } })).rejects.toMatchObject({
      code: 'THREAD_POOL',
    });
    await expect(run({ ...options, nodeId: 'n7' })).rejects.toThrow(
      /cluster\.yaml lists no node n7: it has n1/,
    );
  });
});
