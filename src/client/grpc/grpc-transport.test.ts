import { Metadata, Server, ServerCredentials, type ServerDuplexStream, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../../test/until.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import {
  ADMIN,
  CALLER_METADATA,
  CLUSTER_METADATA,
  KV,
  PLACEMENT,
  STATUS_DETAILS_METADATA,
  TICKETS,
} from '../../proto/services.js';
import { failureFromError, statusFromFailure } from '../../proto/status-details.js';
import type { StreamEvents } from '../client-transport.js';
import { CommandStream } from '../command-stream.js';
import { GrpcTransport } from './grpc-transport.js';
import { nodeEnv } from './node-env.js';

/** A node that answers from a script. */
let server: Server;
let address: string;
let transport: GrpcTransport;
const seen: {
  metadata: Metadata;
  stream?: ServerDuplexStream<pb.CommandBatch, pb.OutcomeBatch.$Properties>;
}[] = [];
const METADATA = { caller: 'alice', cluster: 'test' };

beforeEach(async () => {
  seen.length = 0;
  server = new Server();
  server.addService(
    { getCluster: PLACEMENT.getCluster },
    {
      getCluster: (
        call: { metadata: Metadata },
        callback: (error: null, response: pb.GetClusterResponse.$Properties) => void,
      ) => {
        seen.push({ metadata: call.metadata });
        callback(null, { clusterId: 'test', revision: 7 });
      },
    },
  );
  server.addService(
    { get: KV.get },
    {
      get: (call: { request: pb.KvGetRequest }, callback: (error: object) => void) => {
        if (call.request.key === 'never') return;
        const routes = [{ group: 9, epoch: { confVersion: 1, rangeVersion: 2 } }];
        const { code, message, details } = statusFromFailure(
          failureFromError(new RailkvError('EPOCH_STALE', 'the range changed', { retryAfterMs: 30, routes })),
        );
        const metadata = new Metadata();
        metadata.set(STATUS_DETAILS_METADATA, Buffer.from(details));
        callback({ code, details: message, metadata });
      },
    },
  );
  server.addService(
    { scanReplica: ADMIN.scanReplica },
    {
      scanReplica: (call: {
        write(chunk: pb.SnapshotChunk.$Properties): void;
        end(): void;
        emit(event: 'error', error: object): void;
        request: pb.ScanReplicaRequest;
      }) => {
        call.write({ header: { group: call.request.group } });
        call.write({ rows: [{ key: Buffer.from('k'), value: Buffer.from('v') }] });
        if (call.request.minIndex > 0) call.emit('error', { code: status.UNAVAILABLE, details: 'gone' });
        else call.end();
      },
    },
  );
  server.addService(
    { executeStream: TICKETS.executeStream },
    {
      executeStream: (stream: ServerDuplexStream<pb.CommandBatch, pb.OutcomeBatch.$Properties>) => {
        seen.push({ metadata: stream.metadata, stream });
        stream.on('data', ({ commands }: pb.CommandBatch) => {
          stream.write({
            outcomes: commands.map(({ sequence = null }) => ({ sequence, answer: { requestId: 'r' } })),
          });
        });
        stream.on('end', () => stream.end());
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  address = `127.0.0.1:${port}`;
  transport = new GrpcTransport();
});

afterEach(async () => {
  await transport.close();
  server.forceShutdown();
});

const attempt = { metadata: METADATA, timeoutMs: 5_000 };

test('a unary call carries caller and cluster', async () => {
  const response = await transport.unary(address, PLACEMENT.getCluster, {}, attempt);
  expect(response).toMatchObject({ clusterId: 'test', revision: 7 });
  expect(seen[0]?.metadata.get(CALLER_METADATA)).toEqual(['alice']);
  expect(seen[0]?.metadata.get(CLUSTER_METADATA)).toEqual(['test']);
});

test('a failure comes back with its reason, its wait and its routes', async () => {
  const call = transport.unary(address, KV.get, { key: 'k' }, attempt);
  await expect(call).rejects.toMatchObject({
    reason: 'EPOCH_STALE',
    message: 'the range changed',
    retryAfterMs: 30,
    routes: [{ group: 9 }],
  });
});

test('a call that is not answered in time ends with DEADLINE_EXCEEDED', async () => {
  const call = transport.unary(address, KV.get, { key: 'never' }, { ...attempt, timeoutMs: 50 });
  await expect(call).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
});

test('a call that is given up throws the reason of the signal', async () => {
  const controller = new AbortController();
  const call = transport.unary(address, KV.get, { key: 'never' }, { ...attempt, signal: controller.signal });
  const reason = new Error('the page was left');
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
});

test('a node that is not there is UNREACHABLE, and named', async () => {
  const call = transport.unary('127.0.0.1:1', PLACEMENT.getCluster, {}, attempt);
  await expect(call).rejects.toMatchObject({
    reason: 'UNREACHABLE',
    message: expect.stringContaining('127.0.0.1:1') as string,
  });
});

test('a server stream is iterated, and its failure thrown after what came', async () => {
  const chunks: pb.SnapshotChunk[] = [];
  for await (const chunk of transport.serverStream(address, ADMIN.scanReplica, { group: 4 }, attempt))
    chunks.push(chunk);
  expect(chunks).toHaveLength(2);
  const failing = async () => {
    for await (const chunk of transport.serverStream(
      address,
      ADMIN.scanReplica,
      { group: 4, minIndex: 1 },
      attempt,
    )) {
      chunks.push(chunk);
    }
  };
  await expect(failing()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  expect(chunks).toHaveLength(4);
});

test('a server stream is left early without an error', async () => {
  for await (const chunk of transport.serverStream(address, ADMIN.scanReplica, { group: 4 }, attempt)) {
    expect(chunk.header?.group).toBe(4);
    break;
  }
});

/** A stream of commands, its events as promises. */
function openStream(to: string) {
  const messages: pb.OutcomeBatch[] = [];
  let opened = false;
  const state = { closed: false, error: undefined as RailkvError | undefined };
  const events: StreamEvents<pb.OutcomeBatch> = {
    opened: () => {
      opened = true;
    },
    message: (message) => {
      messages.push(message);
    },
    drained: () => {},
    closed: (error) => {
      state.closed = true;
      state.error = error;
    },
  };
  const stream = transport.stream(to, TICKETS.executeStream, events, METADATA);
  return { stream, messages, state, isOpen: () => opened };
}

test('a stream opens, carries batches both ways, and ends in good order', async () => {
  const { stream, messages, state, isOpen } = openStream(address);
  await until(isOpen);
  stream.write({ commands: [{ sequence: 1 }, { sequence: 2 }] });
  await until(() => messages.length === 1);
  expect(messages[0]?.outcomes.map(({ sequence }) => sequence)).toEqual([1, 2]);
  stream.end();
  await until(() => state.closed);
  expect(state.error).toBeUndefined();
});

test('a stream to nobody closes as UNREACHABLE and never opens', async () => {
  const { state, isOpen } = openStream('127.0.0.1:1');
  await until(() => state.closed);
  expect(isOpen()).toBe(false);
  expect(state.error?.reason).toBe('UNREACHABLE');
});

test('a stream whose server goes is closed once, with an error', async () => {
  const { stream, messages, state, isOpen } = openStream(address);
  await until(isOpen);
  stream.write({ commands: [{ sequence: 1 }] });
  await until(() => messages.length === 1);
  server.forceShutdown();
  await until(() => state.closed);
  expect(state.error).toBeInstanceOf(RailkvError);
});

test('a closed transport refuses calls', async () => {
  await transport.close();
  await expect(transport.unary(address, PLACEMENT.getCluster, {}, attempt)).rejects.toMatchObject({
    reason: 'SHUTTING_DOWN',
  });
});

test('a stream on a closed transport says so, and throws at nobody', async () => {
  await transport.close();
  const { state } = openStream(address);
  expect(state.closed).toBe(false);
  await until(() => state.closed);
  expect(state.error?.reason).toBe('SHUTTING_DOWN');
});

test('a purchase that begins in the turn in which its client is closed is told so', async () => {
  const commands = new CommandStream(transport, nodeEnv().clock, address, () => METADATA);
  const told: string[] = [];
  commands.submit({
    routed: { group: 1 },
    bytes: Uint8Array.of(1),
    expiresMs: performance.now() + 5_000,
    answered: () => told.push('answered'),
    failed: ({ reason }) => told.push(reason),
  });
  await transport.close();
  await until(() => told.length === 1);
  expect(told).toEqual(['SHUTTING_DOWN']);
});
