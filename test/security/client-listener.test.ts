/** Who may call a node's client listener, and as what, over real sockets and through the SDK's own transport. */
import { describe, expect, it } from 'vitest';
import { CommandStream } from '../../src/client/command-stream.js';
import { GrpcTransport } from '../../src/client/grpc/grpc-transport.js';
import type { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import { ADMIN, PLACEMENT, TICKETS } from '../../src/proto/services.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import { until } from '../until.js';
import {
  attempt,
  ca,
  certificate,
  getOrder,
  METADATA,
  main,
  other,
  RUN,
  refusal,
  StreamOf,
  serve,
  token,
  transport,
} from './listener.js';

describe('a caller is', () => {
  it('who its certificate says, whatever its header claims', async () => {
    const served = await serve();
    await getOrder(certificate('alice'), served);
    expect(served.callers[0]).toMatchObject({ id: 'alice', role: 'buyer' });
  });

  it('who its token says, also where the certificate says another', async () => {
    const served = await serve();
    await getOrder(token(main.token('bob', 'seller')), served);
    await getOrder({ ...certificate('alice'), token: main.token('carol', 'operator') }, served);
    expect(served.callers).toMatchObject([
      { id: 'bob', role: 'seller' },
      { id: 'carol', role: 'operator' },
    ]);
  });

  it('refused what its role does not allow, and told who may', async () => {
    const served = await serve();
    const alice = transport(certificate('alice'));
    const denied = await refusal(alice.unary(served.address, ADMIN.changeGroup, {}, attempt));
    expect(denied).toBe(
      'PERMISSION_DENIED: a buyer may not call Admin/ChangeGroup, only operator may: use a certificate or token with such a role',
    );
    const olga = transport(certificate('olga'));
    expect(await olga.unary(served.address, ADMIN.changeGroup, {}, attempt)).toMatchObject({ done: true });
    expect(await refusal(getOrder(token(main.token('rita', 'reader')), served))).toMatch(/a reader may not/);
  });
});

describe('the audit log', () => {
  it('has who did what with which result, refusals too, and nothing of sales', async () => {
    const served = await serve();
    const command = pb.Command.encode({ requestId: 'r-1', setSale: { run: RUN, open: false } }).finish();
    const olga = transport(certificate('olga'));
    await olga.unary(served.address, ADMIN.changeGroup, { group: 7 }, attempt);
    await olga.unary(served.address, TICKETS.execute, { command }, attempt);
    const sale = pb.Command.encode({ requestId: 'r-2', purchase: { run: RUN } }).finish();
    await olga.unary(served.address, TICKETS.execute, { command: sale }, attempt);
    await refusal(transport(certificate('alice')).unary(served.address, ADMIN.changeGroup, {}, attempt));
    const stream = new StreamOf(olga, served.address);
    await until(() => stream.isOpen);
    stream.send(5, command);
    await until(() => stream.outcomes === 1);
    expect(served.audit).toMatchObject([
      { caller: 'olga', role: 'operator', act: 'Admin/ChangeGroup', on: '{"group":7}', result: 'DONE' },
      { caller: 'olga', act: 'setSale', on: 'jinghu/G1/2026-12-01 closed', requestId: 'r-1', result: 'DONE' },
      { caller: 'alice', role: 'buyer', act: 'Admin/ChangeGroup', result: 'PERMISSION_DENIED' },
      { caller: 'olga', act: 'setSale', requestId: 'r-1', result: 'DONE' },
    ]);
    const sold = transport(token(main.token('kiosk-7', 'seller')));
    await sold.unary(served.address, TICKETS.execute, { command: sale, routed: { buyer: 'alice' } }, attempt);
    expect(served.audit.at(-1)).toMatchObject({
      caller: 'kiosk-7',
      role: 'seller',
      buyer: 'alice',
      act: 'purchase',
      on: 'jinghu/G1/2026-12-01',
      requestId: 'r-2',
      result: 'DONE',
    });
    expect(served.audit).toHaveLength(5);
    expect(served.audit[0]?.from).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('is not got around by two commands of one number in a message', async () => {
    const served = await serve();
    const encode = (body: pb.Command.$Properties): Uint8Array =>
      pb.Command.encode({ requestId: 'r-1', ...body }).finish();
    const stream = new StreamOf(transport(certificate('olga')), served.address);
    await until(() => stream.isOpen);
    stream.sendAll([
      { sequence: 1, command: encode({ setSale: { run: RUN, open: false } }) },
      { sequence: 1, command: encode({ setSale: { run: { ...RUN, train: 'G2' }, open: false } }) },
    ]);
    await until(() => stream.ended !== undefined);
    expect(stream.ended).toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(served.callers).toEqual([]);
  });
});

describe('nobody is let in', () => {
  it.each([
    [
      'without certificate and token',
      () => ({ tls: { ca: ca() } }),
      /UNAUTHENTICATED: .*--token FILE.*--cert FILE/,
    ],
    [
      'with a certificate of another cluster',
      () => certificate('alice', other),
      /UNAUTHENTICATED: .*not signed by an authority.*cluster main/,
    ],
    [
      'with an expired certificate',
      () => certificate('old'),
      /UNAUTHENTICATED: the client's certificate has expired/,
    ],
    [
      "with a node's certificate",
      () => certificate('n1.client'),
      /UNAUTHENTICATED: the client's certificate is not meant/,
    ],
    [
      'with an expired token',
      () => token(main.token('bob', 'buyer', 1_000, Date.now() - 60_000)),
      /TOKEN_EXPIRED: the token of bob expired at/,
    ],
    [
      "with a token of another cluster's key",
      () => token(other.token('bob', 'operator')),
      /UNAUTHENTICATED: the token was not signed by a key of this cluster/,
    ],
    ['with a token that is none', () => token('a.b.c'), /UNAUTHENTICATED: the token is no JSON Web Token/],
    [
      'in plain text',
      () => ({}),
      /TLS_REQUIRED: this port speaks TLS and was sent plain text: give the client the CA/,
    ],
  ])('%s', async (_, security, message) => {
    const served = await serve();
    expect(await refusal(getOrder(security(), served))).toMatch(message);
    expect(served.callers).toEqual([]);
  });

  it('and a client turns away from a node that another authority signed', async () => {
    const served = await serve();
    served.tls.replace(other.tls('client-ca', 'n1.client'));
    expect(await refusal(getOrder(certificate('alice'), served))).toMatch(
      /UNREACHABLE: .*its certificate was not signed by the CA that this client was given: check --ca/,
    );
  });

  it('and a token is never sent without TLS', () => {
    expect(() => new GrpcTransport({ token: 'x' })).toThrow(/would travel readably without TLS/);
    expect(() => new GrpcTransport({ tls: { ca: 'no certificate' } })).toThrow(/no certificates and key/);
    expect(() => new GrpcTransport({ tls: { ca: ca(), certificate: 'x', key: 'y' } })).toThrow(
      /no certificates and key/,
    );
  });
});

describe('a token that cannot be had', () => {
  const sealed = (): string => {
    throw new Error('the vault is sealed');
  };
  it.each([
    [
      'since its function throws',
      sealed,
      'UNAUTHENTICATED: the token could not be had: the vault is sealed; nothing was sent',
    ],
    [
      'since no header can hold it',
      () => 'a-secret\n',
      'INVALID_REQUEST: the token holds a blank, a line break or what is not ASCII; nothing was sent',
    ],
  ])('%s, fails calls and streams, and is not told', async (_, bearer, says) => {
    const made = transport({ tls: { ca: ca() }, token: bearer });
    expect(await refusal(made.unary('127.0.0.1:1', PLACEMENT.getCluster, {}, attempt))).toBe(says);
    const told: RailkvError[] = [];
    const commands = new CommandStream(made, testEnv.clock, '127.0.0.1:1', () => METADATA);
    commands.submit({
      routed: { group: 1 },
      bytes: Uint8Array.of(1),
      expiresMs: testEnv.clock.monotonicMs() + 5_000,
      answered: () => {},
      failed: (error) => told.push(error),
    });
    await until(() => told.length === 1);
    expect(await refusal(Promise.reject(told[0]))).toBe(says);
  });
});
