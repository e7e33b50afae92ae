import { connect as connectTo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  credentials,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { CALLER_METADATA, PEER, TICKETS } from '../../proto/services.js';
import { asBytes } from '../grpc/method-handlers.js';
import { call, callerMetadata, testEnv } from '../grpc/testing.js';
import type { HelloRefusal, PeerHandlers } from '../peer-transport.js';
import { GrpcPeerTransport } from './grpc-peer-transport.js';
import { peerError } from './peer-channel.js';

const LIMITS = { peerMessage: 16 * 2 ** 20, peerQueue: 32 * 2 ** 20 };

interface Frame {
  readonly from: string;
  readonly incarnation: number;
  readonly frame: pb.PeerFrame.$Properties;
}

class TestNode {
  readonly frames: Frame[] = [];
  readonly refusals: HelloRefusal[] = [];
  check: (hello: pb.Hello.$Properties) => HelloRefusal | undefined = () => undefined;
  snapshot: (request: pb.PullSnapshotRequest.$Properties) => AsyncIterable<pb.SnapshotChunk.$Properties> =
    async function* () {};
  placement: (request: pb.PullPlacementRequest.$Properties) => pb.PlacementDelta.$Properties = (request) => ({
    revision: (request.sinceRevision ?? 0) + 1,
  });
  readonly transport: GrpcPeerTransport;

  constructor(
    readonly id: string,
    readonly incarnation: number,
    address = '127.0.0.1:0',
    limits = LIMITS,
    env = testEnv,
  ) {
    this.transport = new GrpcPeerTransport({ env, address, limits });
  }

  async start(): Promise<this> {
    const handlers: PeerHandlers = {
      hello: (toNodeId) => ({ clusterId: 'c-1', nodeId: this.id, incarnation: this.incarnation, toNodeId }),
      checkHello: (hello) => this.check(hello),
      refused: (_, refusal) => this.refusals.push(refusal),
      frame: (from, incarnation, frame) => this.frames.push({ from, incarnation, frame }),
      pullSnapshot: (request) => this.snapshot(request),
      pullPlacement: async (request) => this.placement(request),
    };
    await this.transport.start(handlers);
    return this;
  }

  get address(): string {
    return this.transport.address ?? '';
  }

  knows(...others: TestNode[]): void {
    this.transport.setPeers(others.map((other) => ({ nodeId: other.id, address: other.address })));
  }

  get connected(): boolean {
    return this.transport.figures().every((peer) => peer.connected);
  }
}

const nodes: TestNode[] = [];
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.transport.stop()));
});

async function start(id: string, incarnation = 1, address?: string, limits = LIMITS): Promise<TestNode> {
  const node = await new TestNode(id, incarnation, address, limits).start();
  nodes.push(node);
  return node;
}

const message = (group: number, bytes = 0): pb.PeerFrame.$Properties => ({
  messages: [
    { group, message: { term: 1, entries: bytes > 0 ? [{ index: 1, data: new Uint8Array(bytes) }] : [] } },
  ],
});

const groups = (node: TestNode): number[] =>
  node.frames.flatMap(({ frame }) => (frame.messages ?? []).map(({ group }) => group ?? -1));

describe('frames between nodes', () => {
  it('arrive in order, with the sender and its incarnation, though many travel in one message', async () => {
    const [a, b] = [await start('a', 7), await start('b')];
    a.knows(b);
    await until(() => a.connected);
    const sent = Array.from({ length: 2_000 }, (_, i) => i);
    for (const group of sent) expect(a.transport.send('b', message(group, 500))).toBe(true);
    await until(() => groups(b).length === sent.length);
    expect(groups(b)).toEqual(sent);
    expect(b.frames[0]).toMatchObject({ from: 'a', incarnation: 7 });
    expect(b.frames.length).toBeLessThan(sent.length / 4);
  });

  it('are dropped, and counted, while the peer is away or unknown', async () => {
    const [a, b] = [await start('a'), await start('b')];
    expect(a.transport.send('b', message(1))).toBe(false);
    await b.transport.stop();
    a.transport.setPeers([{ nodeId: 'b', address: b.address }]);
    expect(a.transport.send('b', message(1))).toBe(false);
    expect(a.transport.figures()).toMatchObject([{ peer: 'b', connected: false, dropped: 1 }]);
  });

  it('are dropped when the queue is full, heartbeats excepted', async () => {
    const limits = { ...LIMITS, peerQueue: 2 ** 20 };
    const [a, b] = [await start('a', 1, undefined, limits), await start('b')];
    a.knows(b);
    await until(() => a.connected);
    const taken = Array.from({ length: 10 }, (_, i) => a.transport.send('b', message(i, 300_000)));
    expect(taken.slice(0, 3)).toEqual([true, true, true]);
    expect(taken.at(-1)).toBe(false);
    expect(a.transport.send('b', { heartbeat: { sequence: 9 } })).toBe(true);
    const count = taken.filter(Boolean).length;
    await until(
      () => groups(b).length === count && b.frames.some(({ frame }) => frame.heartbeat?.sequence === 9),
    );
    expect(a.transport.send('b', message(99, 300_000))).toBe(true);
  });

  it('flow again after the peer was restarted', async () => {
    const a = await start('a');
    const b = await start('b', 1);
    a.knows(b);
    await until(() => a.connected);
    await b.transport.stop();
    await until(() => !a.connected);
    const again = await start('b', 2, b.address);
    await until(() => a.connected);
    expect(a.transport.send('b', message(5))).toBe(true);
    await until(() => groups(again).length === 1);
  });

  it('flow over a new connection when one was begun that nobody answers', async () => {
    const b = await start('b');
    const sockets: Socket[] = [];
    // The first one is as a connection begun while packets were lost: it is there, and nothing comes back.
    const gate = createServer((socket) => {
      sockets.push(socket);
      if (sockets.length === 1) return;
      const onward = connectTo(Number(b.address.split(':')[1]), '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward]) end.on('error', () => {});
    });
    await new Promise<void>((listening) => gate.listen(0, '127.0.0.1', listening));
    const { port } = gate.address() as { port: number };
    const clock = {
      ...testEnv.clock,
      after: (ms: number, then: () => void) => testEnv.clock.after(ms / 50, then),
    };
    const node = new TestNode('a', 1, undefined, LIMITS, { ...testEnv, clock });
    nodes.push(await node.start());
    node.transport.setPeers([{ nodeId: 'b', address: `127.0.0.1:${port}` }]);
    await until(() => node.connected);
    expect(sockets.length).toBe(2);
    gate.close();
    for (const socket of sockets) socket.destroy();
  });

  it('come on one stream a node: a new one ends the old', async () => {
    const [a, b] = [await start('a', 1), await start('b')];
    a.knows(b);
    await until(() => a.connected);
    const twin = await start('a', 2);
    twin.knows(b);
    await until(() => twin.connected);
    twin.transport.send('b', message(1));
    await until(() => b.frames.length > 0);
    expect(b.frames[0]).toMatchObject({ from: 'a', incarnation: 2 });
  });
});

describe('a handshake', () => {
  it('that is refused tells the dialling side why, with the remedy', async () => {
    const [a, b] = [await start('a'), await start('b')];
    b.check = (hello) => ({
      reason: 'OLD_COPY',
      message: `incarnation ${hello.incarnation} is old: join again`,
    });
    a.knows(b);
    await until(() => a.refusals.length > 0);
    expect(a.refusals[0]).toEqual({ reason: 'OLD_COPY', message: 'incarnation 1 is old: join again' });
    expect(a.transport.send('b', message(1))).toBe(false);
    await expect(a.transport.pullPlacement('b', {})).rejects.toMatchObject({ reason: 'PEER_REFUSED' });
  });

  it('is looked at from both sides: a peer that is another one gets no frames', async () => {
    const [a, b] = [await start('a'), await start('b')];
    let checked = 0;
    a.check = () => {
      checked += 1;
      return { reason: 'WRONG_CLUSTER', message: 'another cluster' };
    };
    a.knows(b);
    await until(() => checked > 0);
    await sleep(20);
    expect(a.transport.send('b', message(1))).toBe(false);
  });

  it('has to come first, and be one', async () => {
    const b = await start('b');
    const client = new Client(b.address, credentials.createInsecure());
    for (const bytes of [PEER.exchange.requestSerialize(message(1)), Buffer.from([0xff, 0xff])]) {
      const stream = client.makeBidiStreamRequest(
        PEER.exchange.path,
        (raw: Buffer) => raw,
        (raw: Buffer) => raw,
      );
      stream.on('data', () => {});
      stream.write(bytes);
      const error = await new Promise<ServiceError>((resolve) => stream.once('error', resolve));
      expect(['PEER_REFUSED', 'INVALID_REQUEST']).toContain(peerError(error).reason);
    }
    expect(b.frames).toEqual([]);
    await expect(call(client, PEER.pullPlacement, {}, callerMetadata())).rejects.toMatchObject({
      reason: 'PEER_REFUSED',
    });
    client.close();
  });

  it('opens no service of clients on the peers’ listener', async () => {
    const b = await start('b');
    const client = new Client(b.address, credentials.createInsecure());
    await expect(
      call(client, TICKETS.execute, {}, callerMetadata({ [CALLER_METADATA]: 'x' })),
    ).rejects.toMatchObject({
      reason: 'NOT_IMPLEMENTED',
    });
    client.close();
  });
});

describe('a pull', () => {
  it('brings every chunk in order', async () => {
    const [a, b] = [await start('a'), await start('b')];
    b.snapshot = async function* (request) {
      for (let i = 0; i < 50; i += 1)
        yield { rows: [{ key: Buffer.from(`${request.group}-${i}`), value: Buffer.alloc(100_000) }] };
    };
    a.knows(b);
    const keys: string[] = [];
    for await (const chunk of a.transport.pullSnapshot('b', { group: 3 }))
      keys.push(Buffer.from(chunk.rows?.[0]?.key ?? []).toString());
    expect(keys).toEqual(Array.from({ length: 50 }, (_, i) => `3-${i}`));
    expect(await a.transport.pullPlacement('b', { sinceRevision: 4 })).toMatchObject({ revision: 5 });
  });

  it('brings a placement that is larger than any message may be', async () => {
    const limits = { ...LIMITS, peerMessage: 2 * 2 ** 20 };
    const [a, b] = [await start('a', 1, undefined, limits), await start('b', 1, undefined, limits)];
    const placed = Array.from({ length: 40_000 }, (_, at) => ({
      group: at + 1,
      range: { start: new Uint8Array(64) },
    }));
    b.placement = () => ({ revision: 9, level: 2, groups: placed });
    a.knows(b);
    const delta = await a.transport.pullPlacement('b', {});
    expect(pb.PlacementDelta.encode(delta).finish().length).toBeGreaterThan(limits.peerMessage);
    expect(delta).toMatchObject({ revision: 9, level: 2 });
    expect(delta.groups?.map(({ group }) => group)).toEqual(placed.map(({ group }) => group));
  });

  it('refuses a message larger than one between nodes may be, and names that limit', async () => {
    const limits = { ...LIMITS, peerMessage: 2 ** 20 };
    const [a, b] = [await start('a', 1, undefined, limits), await start('b', 1, undefined, limits)];
    const start64 = new Uint8Array(2 * 2 ** 20);
    b.placement = () => ({ revision: 9, level: 2, groups: [{ group: 1, range: { start: start64 } }] });
    a.knows(b);
    await expect(a.transport.pullPlacement('b', {})).rejects.toMatchObject({
      reason: 'MESSAGE_TOO_LARGE',
      message: expect.stringContaining('limits.peerMessage'),
    });
  });

  it('takes the placement whole from a node of before it came in parts', async () => {
    const a = await start('a');
    const old = new Server();
    old.addService(
      { pullPlacement: asBytes(PEER.pullPlacement) },
      {
        pullPlacement: (call: ServerUnaryCall<Buffer, Buffer>, respond: sendUnaryData<Buffer>) => {
          const { sinceRevision } = PEER.pullPlacement.requestDeserialize(call.request);
          respond(null, PEER.pullPlacement.responseSerialize({ revision: sinceRevision + 1 }));
        },
      },
    );
    const port = await new Promise<number>((bound, failed) =>
      old.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, at) =>
        error === null ? bound(at) : failed(error),
      ),
    );
    a.transport.setPeers([{ nodeId: 'b', address: `127.0.0.1:${port}` }]);
    expect(await a.transport.pullPlacement('b', { sinceRevision: 4 })).toMatchObject({ revision: 5 });
    old.forceShutdown();
  });

  it('that is broken off frees what the other side holds', async () => {
    const [a, b] = [await start('a'), await start('b')];
    let made = 0;
    let freed = false;
    b.snapshot = async function* () {
      try {
        for (; made < 10_000; made += 1) yield { rows: [{ value: Buffer.alloc(256 * 1_024) }] };
      } finally {
        freed = true;
      }
    };
    a.knows(b);
    for await (const chunk of a.transport.pullSnapshot('b', {})) {
      expect(chunk.rows).toHaveLength(1);
      break;
    }
    await until(() => freed);
    expect(made).toBeLessThan(10_000);
  });

  it('fails with what the other side refused with, or as unreachable', async () => {
    const [a, b] = [await start('a'), await start('b')];
    b.snapshot = async function* () {
      yield await Promise.reject(new RailkvError('GROUP_NOT_FOUND', 'no such group'));
    };
    a.knows(b);
    const pull = async (): Promise<void> => {
      for await (const chunk of a.transport.pullSnapshot('b', {})) expect(chunk).toBeUndefined();
    };
    await expect(pull()).rejects.toMatchObject({ reason: 'GROUP_NOT_FOUND' });
    await b.transport.stop();
    await expect(pull()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    a.transport.setPeers([]);
    await expect(pull()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  });
});

describe('the listener for peers', () => {
  it('names the port in use', async () => {
    const a = await start('a');
    await expect(new TestNode('b', 1, a.address).start()).rejects.toThrow(
      /cannot listen for peers on .* in use/,
    );
  });
});
