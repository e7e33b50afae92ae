/** DNS names as seeds: several records of which some answer, and records that change. */
import { promises as dns, type LookupAddress } from 'node:dns';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterEach, expect, test, vi } from 'vitest';
import { until } from '../../../test/until.js';
import type { pb } from '../../proto/index.js';
import { PLACEMENT } from '../../proto/services.js';
import { GrpcTransport } from './grpc-transport.js';

const servers: Server[] = [];
let transport: GrpcTransport | undefined;

afterEach(async () => {
  await transport?.close();
  for (const server of servers.splice(0)) server.forceShutdown();
  vi.restoreAllMocks();
});

/** A node that says which host it answers at. */
async function node(host: string, port = 0): Promise<{ readonly server: Server; readonly port: number }> {
  const server = new Server();
  server.addService(
    { getCluster: PLACEMENT.getCluster },
    {
      getCluster: (
        _: unknown,
        callback: (error: null, response: pb.GetClusterResponse.$Properties) => void,
      ) => callback(null, { answeredBy: host }),
    },
  );
  servers.push(server);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, at) =>
      error ? reject(error) : resolve(at),
    );
  });
  return { server, port: bound };
}

/** What `railkv.test` stands for from now on. */
function resolveTo(hosts: readonly string[]): void {
  const records = hosts.map((address): LookupAddress => ({ address, family: 4 }));
  vi.spyOn(dns, 'lookup').mockImplementation((() => Promise.resolve(records)) as never);
}

const attempt = { metadata: { caller: 'alice' }, timeoutMs: 2_000 };

test('a name with several records is reached at whichever of them answers', async () => {
  const { port } = await node('127.0.0.3');
  resolveTo(['127.0.0.2', '127.0.0.3']);
  transport = new GrpcTransport();
  const { answeredBy } = await transport.unary(`railkv.test:${port}`, PLACEMENT.getCluster, {}, attempt);
  expect(answeredBy).toBe('127.0.0.3');
});

test('a name is looked up anew once nobody answers at what it stood for', async () => {
  const first = await node('127.0.0.2');
  resolveTo(['127.0.0.2']);
  const open = new GrpcTransport();
  transport = open;
  const ask = async (): Promise<string> => {
    const { answeredBy } = await open.unary(`railkv.test:${first.port}`, PLACEMENT.getCluster, {}, attempt);
    return answeredBy;
  };
  expect(await ask()).toBe('127.0.0.2');
  first.server.forceShutdown();
  await expect(ask()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  await node('127.0.0.4', first.port);
  resolveTo(['127.0.0.3', '127.0.0.4']);
  let answer = '';
  const again = async (): Promise<void> => {
    answer = await ask().catch(() => '');
  };
  await until(async () => {
    await again();
    return answer !== '';
  });
  expect(answer).toBe('127.0.0.4');
}, 20_000);
