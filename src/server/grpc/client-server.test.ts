import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { ADMIN, CLUSTER_METADATA, KV, PLACEMENT, TICKETS } from '../../proto/services.js';
import { call, callerMetadata, openStream, railkvError, TestServer } from './testing.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function failure(promise: Promise<unknown>): Promise<RailkvError> {
  const error: unknown = await promise.then(
    () => new Error('did not fail'),
    (caught: unknown) => caught,
  );
  if (error instanceof RailkvError) return error;
  throw error;
}

/** Sends raw bytes as a request. */
function raw(client: Client, path: string, bytes: Buffer, metadata: Metadata): Promise<ServiceError> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      (message: Buffer) => message,
      (message: Buffer) => message,
      bytes,
      metadata,
      (error) => (error ? resolve(error) : reject(new Error('did not fail'))),
    );
  });
}

describe('a unary call', () => {
  it('reaches its service with the caller, and brings the answer back', async () => {
    const seen: unknown[] = [];
    server = await TestServer.start({
      tickets: {
        execute: async (caller, request) => {
          seen.push(caller.id, [...(request.command ?? [])]);
          return { answer: { requestId: 'r-1' } };
        },
      },
    });
    const outcome = await call(server.client(), TICKETS.execute, { command: Uint8Array.of(1, 2) });
    expect(outcome.answer?.requestId).toBe('r-1');
    expect(seen).toEqual(['test', [1, 2]]);
    expect(server.ended).toEqual(['Execute OK']);
    expect(server.admission.figures().inFlight).toBe(0);
  });

  it('fails with the reason, the metadata, the wait and the routes that the service gave', async () => {
    server = await TestServer.start({
      tickets: {
        execute: async () => ({
          failure: {
            reason: 'EPOCH_STALE',
            message: 'the range has split, ask again: 北京南',
            metadata: { group: '7' },
            retryAfterMs: 1_250,
            routes: [{ group: 8, ackQuorum: 2 }],
          },
        }),
      },
      kv: {
        get: async () => {
          throw new RailkvError('NO_LEADER', 'no leader is known', { retryAfterMs: 40 });
        },
      },
    });
    const client = server.client();
    const stale = await failure(call(client, TICKETS.execute, { command: Uint8Array.of(1) }));
    expect(stale).toMatchObject({
      reason: 'EPOCH_STALE',
      message: 'the range has split, ask again: 北京南',
      retryAfterMs: 1_250,
    });
    expect(stale.metadata).toEqual({ group: '7' });
    expect(stale.routes.map((route) => [route.group, route.ackQuorum])).toEqual([[8, 2]]);
    expect(await failure(call(client, KV.get, { key: 'a' }))).toMatchObject({
      reason: 'NO_LEADER',
      retryAfterMs: 40,
    });
  });

  it('tells a client nothing about a fault but that it was one', async () => {
    server = await TestServer.start({
      kv: {
        get: async () => {
          throw new TypeError('secret path /home/x');
        },
      },
    });
    const error = await failure(call(server.client(), KV.get, { key: 'a' }));
    expect(error.reason).toBe('INTERNAL');
    expect(error.message).not.toContain('secret');
    expect(server.admission.figures().inFlight).toBe(0);
  });

  it('is refused without a caller, with two, or with one that is no name', async () => {
    server = await TestServer.start({ kv: { get: async () => ({}) } });
    const client = server.client();
    const two = callerMetadata();
    two.add('x-railkv-caller', 'another');
    for (const metadata of [new Metadata(), two, callerMetadata({ 'x-railkv-caller': 'a'.repeat(65) })])
      expect((await failure(call(client, KV.get, { key: 'a' }, metadata))).reason).toBe('UNAUTHENTICATED');
    expect(server.ended).toEqual(['Get UNAUTHENTICATED', 'Get UNAUTHENTICATED', 'Get UNAUTHENTICATED']);
  });

  it('is refused when it is meant for another cluster', async () => {
    server = await TestServer.start({ kv: { get: async () => ({ found: true }) } });
    const client = server.client();
    const error = await failure(
      call(client, KV.get, { key: 'a' }, callerMetadata({ [CLUSTER_METADATA]: 'c-2' })),
    );
    expect(error).toMatchObject({ reason: 'WRONG_CLUSTER', metadata: { cluster: 'c-1' } });
    expect(
      (await call(client, KV.get, { key: 'a' }, callerMetadata({ [CLUSTER_METADATA]: 'c-1' }))).found,
    ).toBe(true);
  });

  it('gets a deadline when it has none, and keeps its own otherwise, less what an answer needs', async () => {
    const deadlines: number[] = [];
    server = await TestServer.start(
      {
        kv: {
          get: async (_, deadlineMs) => {
            deadlines.push(deadlineMs - Date.now());
            return {};
          },
        },
      },
      { deadlineDefault: 5_000, deadlineMax: 20_000 },
    );
    const client = server.client();
    await call(client, KV.get, {});
    await call(client, KV.get, {}, callerMetadata(), Date.now() + 10_000);
    await call(client, KV.get, {}, callerMetadata(), Date.now() + 500_000);
    const [byDefault = 0, own = 0, cut = 0] = deadlines;
    expect(byDefault).toBeLessThanOrEqual(5_000);
    expect(own).toBeGreaterThan(byDefault);
    expect(own).toBeLessThanOrEqual(9_950);
    expect(cut).toBeGreaterThan(own);
    expect(cut).toBeLessThanOrEqual(20_000);
  });

  it('of bytes that are no message is INVALID_REQUEST', async () => {
    server = await TestServer.start({});
    const error = await raw(
      server.client(),
      KV.get.path,
      Buffer.from([0x0a, 0xff, 0xff, 0xff]),
      callerMetadata(),
    );
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(railkvError(error).reason).toBe('INVALID_REQUEST');
  });

  it('above the size limit is refused before it is decoded', async () => {
    server = await TestServer.start({}, { clientMessage: 16_384 });
    const error = await raw(server.client(), KV.get.path, Buffer.alloc(20_000), callerMetadata());
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('is refused cheaply while the node has too much in progress, except what settles', async () => {
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    server = await TestServer.start(
      {
        tickets: {
          execute: async (_, request) => {
            const command = pb.Command.decode(request.command ?? new Uint8Array(0));
            if (command.purchase) await finished;
            return { answer: { requestId: command.requestId } };
          },
        },
      },
      { inFlightMin: 1, inFlightMax: 1 },
    );
    const client = server.client();
    const encoded = (body: pb.Command.$Properties): pb.ExecuteRequest.$Properties => ({
      command: pb.Command.encode({ requestId: 'r', ...body }).finish(),
    });
    const first = call(client, TICKETS.execute, encoded({ purchase: {} }));
    await until(() => server?.admission.figures().inFlight !== 0);
    const refused = await failure(call(client, TICKETS.execute, encoded({ purchase: {} })));
    expect(refused.reason).toBe('SERVER_BUSY');
    expect(refused.retryAfterMs).toBeGreaterThan(0);
    expect((await call(client, TICKETS.execute, encoded({ cancel: {} }))).answer?.requestId).toBe('r');
    finish();
    await first;
  });
});

describe('a streamed answer', () => {
  it('is written at the reader’s pace, and its source is told when the reader leaves', async () => {
    let made = 0;
    let returned = false;
    server = await TestServer.start({
      admin: {
        scanReplica: async function* () {
          try {
            for (; made < 10_000; made += 1) yield { rows: [{ key: Buffer.alloc(64 * 1_024) }] };
          } finally {
            returned = true;
          }
        },
      },
    });
    const method = ADMIN.scanReplica;
    const stream = server
      .client()
      .makeServerStreamRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        {},
        callerMetadata(),
      );
    stream.on('error', () => {});
    await new Promise((resolve) => stream.once('data', resolve));
    stream.pause();
    await sleep(200);
    expect(made).toBeLessThan(1_000);
    stream.cancel();
    await until(() => returned);
  });

  it('ends with the error of its source', async () => {
    server = await TestServer.start({
      admin: {
        scanReplica: async function* () {
          yield await Promise.reject(new RailkvError('GROUP_NOT_FOUND', 'no such group here'));
        },
      },
    });
    const method = ADMIN.scanReplica;
    const stream = server
      .client()
      .makeServerStreamRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        {},
        callerMetadata(),
      );
    stream.on('data', () => {});
    const error = await new Promise<ServiceError>((resolve) => stream.once('error', resolve));
    expect(railkvError(error).reason).toBe('GROUP_NOT_FOUND');
  });
});

describe('the listener', () => {
  it('turns away connections above its limit', async () => {
    server = await TestServer.start(
      { placement: { getCluster: async () => ({}) } },
      { clientConnections: 1 },
    );
    await call(server.client(), PLACEMENT.getCluster, {});
    const second = await failure(call(server.client(), PLACEMENT.getCluster, {}));
    expect(second.reason).toBe('UNREACHABLE');
    expect(server.server.figures()).toMatchObject({ connections: 1 });
    expect(server.server.figures().turnedAway).toBeGreaterThan(0);
  });

  it('closes a connection that says nothing', async () => {
    server = await TestServer.start({}, { requestRead: 100 });
    const [host, port] = server.address.split(':');
    const socket = connect(Number(port), host).resume();
    await new Promise((resolve) => socket.once('close', resolve));
  });

  it('ends a call whose message never comes', async () => {
    server = await TestServer.start({}, { requestRead: 100 });
    const client = server.client();
    const stream = client.makeClientStreamRequest(
      KV.get.path,
      KV.get.requestSerialize,
      KV.get.responseDeserialize,
      callerMetadata(),
      () => {},
    );
    const code = await new Promise((resolve) =>
      stream.on('status', ({ code }: { code: number }) => resolve(code)),
    );
    expect(code).toBe(status.DEADLINE_EXCEEDED);
  });

  it('lets go of a client that vanished without a word, with a stream open', async () => {
    const calls: object[] = [];
    server = await TestServer.start(
      { tickets: { executeBatch: (_, batch) => calls.push(batch) } },
      { clientPing: 100 },
    );
    const [host, port] = server.address.split(':');
    const ends: Socket[] = [];
    const way = createServer((client) => {
      const node = connect(Number(port), host);
      ends.push(client, node);
      client.pipe(node);
      node.pipe(client);
    });
    await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
    const client = new Client(
      `127.0.0.1:${(way.address() as AddressInfo).port}`,
      credentials.createInsecure(),
    );
    const stream = openStream(client);
    stream.send(1);
    await until(() => calls.length === 1);
    for (const end of ends) end.unpipe().pause(); // nothing passes any more, and nobody says so
    await until(() => server?.server.figures().connections === 0);
    expect(server.server.figures().streams).toBe(0);
    for (const end of ends) end.destroy();
    client.close();
    way.close();
  });

  it('keeps a client that says nothing for long, as long as it is there', async () => {
    server = await TestServer.start(
      {
        tickets: {
          executeBatch: (_, batch, __, reply) =>
            setImmediate(() =>
              reply((batch.commands ?? []).map(({ sequence }) => ({ sequence: sequence ?? 0, answer: {} }))),
            ),
        },
      },
      { clientPing: 100 },
    );
    const stream = openStream(server.client());
    stream.send(1);
    await until(() => stream.outcomes.length === 1);
    await sleep(500);
    stream.send(2);
    await until(() => stream.outcomes.length === 2);
  });

  it('names the port in use and the remedy', async () => {
    server = await TestServer.start({});
    await expect(TestServer.start({}, {}, server.address)).rejects.toThrow(
      new RegExp(`cannot listen for clients on ${server.address}: the port is in use: .*cluster.yaml`),
    );
  });
});

describe('a node that stops', () => {
  it('lets a call in progress end, and refuses new ones as not done', async () => {
    let finish = (): void => {};
    server = await TestServer.start({
      kv: {
        get: () =>
          new Promise((resolve) => {
            finish = () => resolve({ found: true });
          }),
      },
    });
    const client = server.client();
    const running = call(client, KV.get, {});
    await until(() => server?.admission.figures().inFlight !== 0);
    const stopped = server.server.stop();
    const late = await failure(call(client, KV.get, {}));
    expect(['SHUTTING_DOWN', 'UNREACHABLE']).toContain(late.reason);
    finish();
    expect((await running).found).toBe(true);
    await stopped;
  });

  it('does not wait longer than it may', async () => {
    server = await TestServer.start({ kv: { get: () => new Promise(() => {}) } }, { drain: 50 });
    const running = failure(call(server.client(), KV.get, {}));
    await until(() => server?.admission.figures().inFlight !== 0);
    await server.server.stop();
    expect((await running).reason).toMatch(/UNREACHABLE|INTERNAL/);
  });
});

describe('health and reflection', () => {
  const anyPath = (client: Client, path: string, bytes: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        path,
        (message: Buffer) => message,
        (message: Buffer) => message,
        bytes,
        (error, response) => (error ? reject(error) : resolve(response ?? Buffer.alloc(0))),
      );
    });

  it('says whether the node serves', async () => {
    server = await TestServer.start({});
    const client = server.client();
    expect([...(await anyPath(client, '/grpc.health.v1.Health/Check', Buffer.alloc(0)))]).toEqual([8, 1]);
    server.server.setServing(false);
    expect([...(await anyPath(client, '/grpc.health.v1.Health/Check', Buffer.alloc(0)))]).toEqual([8, 2]);
  });

  it('tells whoever watches of each change, for as long as it likes', async () => {
    server = await TestServer.start({}, { requestRead: 100 });
    const client = server.client();
    const same = (message: Buffer): Buffer => message;
    const watch = client.makeServerStreamRequest('/grpc.health.v1.Health/Watch', same, same, Buffer.alloc(0));
    const told: number[] = [];
    watch.on('data', (message: Buffer) => told.push(message[1] ?? 0));
    watch.on('error', () => told.push(-1));
    await until(() => told.length === 1);
    const unsent = client.makeClientStreamRequest(
      KV.get.path,
      KV.get.requestSerialize,
      KV.get.responseDeserialize,
      callerMetadata(),
      () => {},
    );
    await new Promise((resolve) => unsent.on('status', resolve)); // what came after the watch has had its time
    server.server.setServing(false);
    await until(() => told.length === 2);
    expect(told).toEqual([1, 2]);
    watch.cancel();
  });

  it('lists the services of clients, and not the peers’', async () => {
    server = await TestServer.start({});
    const client = new Client(server.address, credentials.createInsecure());
    const stream = client.makeBidiStreamRequest(
      '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
      (message: Buffer) => message,
      (message: Buffer) => message,
    );
    stream.write(Buffer.from([0x3a, 0x01, 0x2a])); // list_services: "*"
    const [answer] = await new Promise<Buffer[]>((resolve) =>
      stream.once('data', (data: Buffer) => resolve([data])),
    );
    stream.end();
    client.close();
    expect(answer?.toString('latin1')).toContain('railkv.v1.Tickets');
    expect(answer?.toString('latin1')).not.toContain('railkv.v1.Peer');
  });
});
