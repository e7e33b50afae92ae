/** What becomes of connections and streams that are open at a client listener while certificates, authorities, token keys and
 *  time change under them, and of what no client would send. */
import { connect as connectPlain } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CommandStream } from '../../src/client/command-stream.js';
import { pb } from '../../src/proto/index.js';
import { ADMIN, PLACEMENT, TICKETS } from '../../src/proto/services.js';
import { DEFAULT_LIMITS } from '../../src/server/config/limits.js';
import { tokenKeysOf } from '../../src/server/grpc/secure-identity.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import { until } from '../until.js';
import { TestAuthority } from './certificates.js';
import {
  attempt,
  ca,
  certificate,
  getOrder,
  METADATA,
  main,
  opened,
  other,
  RUN,
  refusal,
  StreamOf,
  serve,
  slowWay,
  token,
  transport,
} from './listener.js';

describe('a listener with TLS', () => {
  it('takes up new certificates for new connections, and a token key that was added', async () => {
    const served = await serve();
    const before = transport(certificate('alice'));
    await before.unary(served.address, PLACEMENT.getCluster, {}, attempt);
    served.tls.replace({ ...other.tls('client-ca', 'n1.client'), ca: ca() });
    await before.unary(served.address, PLACEMENT.getCluster, {}, attempt); // its connection lives on
    const { tls } = certificate('alice');
    const after = transport({ tls: { ...tls, ca: ca(other) } });
    await after.unary(served.address, PLACEMENT.getCluster, {}, attempt);
    const signedAnew = new TestAuthority('main');
    served.tokenKeys = tokenKeysOf(`${main.read('token.pub')}${signedAnew.read('token.pub')}`);
    const both = [main.token('bob', 'buyer'), signedAnew.token('bob', 'buyer')];
    for (const each of both)
      await transport({ tls: { ca: ca(other) }, token: each }).unary(
        served.address,
        PLACEMENT.getCluster,
        {},
        attempt,
      );
    signedAnew.remove();
  });

  it('ends a stream whose token expires while it is open', async () => {
    const served = await serve();
    const stream = new StreamOf(transport(token(main.token('bob', 'buyer', 30_000))), served.address);
    await until(() => stream.isOpen);
    stream.send(1);
    await until(() => stream.outcomes === 1);
    served.nowMs = () => Date.now() + 31_000;
    stream.send(2);
    await until(() => stream.ended !== undefined);
    expect(stream.ended).toMatchObject({ reason: 'TOKEN_EXPIRED' });
    expect(stream.outcomes).toBe(1);
  });

  it('ends a stream on which nothing is said, once its token has expired', async () => {
    const served = await serve();
    const stream = await opened(token(main.token('bob', 'buyer', 30_000)), served);
    served.nowMs = () => Date.now() + 31_000;
    await until(() => stream.ended !== undefined);
    expect(stream.ended).toMatchObject({ reason: 'TOKEN_EXPIRED' });
  });

  it('ends the streams of tokens whose key was taken out, and leaves those of the others', async () => {
    const served = await serve();
    const signedAnew = new TestAuthority('main');
    const added = tokenKeysOf(signedAnew.read('token.pub'));
    served.tokenKeys = [...served.tokenKeys, ...added];
    const revoked = await opened(token(main.token('bob', 'buyer')), served);
    const stays = await opened(token(signedAnew.token('carol', 'buyer')), served);
    signedAnew.remove();
    served.tokenKeys = added;
    await until(() => revoked.ended !== undefined);
    expect(revoked.ended).toMatchObject({
      reason: 'UNAUTHENTICATED',
      message: expect.stringContaining('was not signed by a key of this cluster'),
    });
    stays.send(2);
    await until(() => stays.outcomes === 2);
    expect(stays.ended).toBeUndefined();
  });

  it('leaves it open whether what was sent on such a stream was done, and is certain where it let nobody in', async () => {
    const served = await serve();
    served.answers = false;
    const told: string[] = [];
    const submit = (bearer: string): void => {
      const commands = new CommandStream(
        transport(token(bearer)),
        testEnv.clock,
        served.address,
        () => METADATA,
      );
      commands.submit({
        routed: { group: 1 },
        bytes: pb.Command.encode({ requestId: 'r-1', purchase: { run: RUN } }).finish(),
        expiresMs: testEnv.clock.monotonicMs() + 10_000,
        answered: () => told.push('answered'),
        failed: ({ reason }) => told.push(reason),
      });
    };
    submit(main.token('bob', 'buyer'));
    await until(() => served.callers.length === 1);
    served.tokenKeys = tokenKeysOf(other.read('token.pub'));
    await until(() => told.length === 1);
    submit(main.token('bob', 'buyer'));
    await until(() => told.length === 2);
    expect(told).toEqual(['UNKNOWN', 'UNAUTHENTICATED']);
    expect(served.callers).toHaveLength(1);
  });

  it('takes no more commands on such a stream, also before anybody has looked', async () => {
    const served = await serve();
    const stream = await opened(token(main.token('bob', 'buyer')), served);
    served.tokenKeys = tokenKeysOf(other.read('token.pub'));
    stream.send(2);
    await until(() => stream.ended !== undefined);
    expect(served.callers).toHaveLength(1);
  });

  it('ends streams and connections whose certificate is of an authority that was taken out, and says so', async () => {
    const served = await serve();
    const stream = await opened(certificate('alice'), served);
    const calls = transport(certificate('alice'));
    await calls.unary(served.address, PLACEMENT.getCluster, {}, attempt);
    const { current } = served.tls;
    served.tls.replace({ ...current, ca: `${ca()}${ca(other)}` }); // a second one is no reason
    stream.send(2);
    await until(() => stream.outcomes === 2);
    served.tls.replace({ ...current, ca: ca(other) });
    const why = /UNAUTHENTICATED: the certificate of alice was signed by an authority that was taken out/;
    expect(await refusal(calls.unary(served.address, PLACEMENT.getCluster, {}, attempt))).toMatch(why);
    await until(() => stream.ended !== undefined);
    expect(await refusal(Promise.reject(stream.ended))).toMatch(why);
    await until(() => served.connections() === 0);
    expect(await refusal(getOrder(certificate('alice'), served))).toMatch(/not signed by an authority/);
  });

  it('refuses a connection whose handshake began before its authority was taken out', async () => {
    const served = await serve();
    const way = await slowWay(served.address);
    const call = refusal(
      transport(certificate('alice')).unary(way.address, PLACEMENT.getCluster, {}, attempt),
    );
    await until(() => way.held() > 0);
    served.tls.replace({ ...served.tls.current, ca: ca(other) });
    way.release();
    expect(await call).toMatch(/is of an authority that was taken out/);
    expect(served.callers).toEqual([]);
  });

  it('ends a scan of rows whose token expires while it is under way', async () => {
    const served = await serve();
    let goOn = (): void => {};
    served.scanned = new Promise((resolve) => {
      goOn = resolve;
    });
    const olga = transport(token(main.token('olga', 'operator', 30_000)));
    const chunks: object[] = [];
    const scan = async (): Promise<void> => {
      for await (const chunk of olga.serverStream(served.address, ADMIN.scanReplica, {}, attempt)) {
        chunks.push(chunk);
        served.nowMs = () => Date.now() + 31_000;
        goOn();
      }
    };
    expect(await refusal(scan())).toMatch(/^TOKEN_EXPIRED: /);
    expect(chunks).toHaveLength(1);
    expect(served.audit.at(-1)).toMatchObject({ result: 'TOKEN_EXPIRED' });
  });

  it('refuses an oversized message and a malformed one, and goes on', async () => {
    const served = await serve();
    const alice = transport(certificate('alice'));
    const command = new Uint8Array(DEFAULT_LIMITS.clientMessage + 1);
    expect(await refusal(alice.unary(served.address, TICKETS.execute, { command }, attempt))).toMatch(
      /^MESSAGE_TOO_LARGE: /,
    );
    const garbled = { ...TICKETS.getOrder, requestSerialize: () => Buffer.from([0xff, 0xff, 0xff]) };
    expect(await refusal(alice.unary(served.address, garbled, {}, attempt))).toMatch(/^INVALID_REQUEST: /);
    await alice.unary(served.address, PLACEMENT.getCluster, {}, attempt);
  });

  it('closes a connection that speaks neither TLS nor gRPC, and one that stops in the middle of a handshake', async () => {
    const served = await serve();
    const [host, port] = served.address.split(':');
    const socket = connectPlain(Number(port), host);
    let closed = false;
    socket.on('error', () => {});
    socket.on('close', () => {
      closed = true;
    });
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await until(() => closed);
    expect(served.failures).toContain('neither TLS nor gRPC');
    const half = connectPlain(Number(port), host);
    half.on('error', () => {});
    half.end(Buffer.from([0x16, 3, 1, 0]));
    await until(() => served.failures.length === 2);
  });
});

/** On which one command was answered. */
