/** Who may call a node's client listener, and as what, over real sockets and through the SDK's own transport. */
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { CallMetadata, ClientTransport } from '../../src/client/client-transport.js';
import { CommandStream } from '../../src/client/command-stream.js';
import { GrpcTransport } from '../../src/client/grpc/grpc-transport.js';
import type { SecurityOptions } from '../../src/client/options.js';
import type { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import { ADMIN, PLACEMENT, TICKETS } from '../../src/proto/services.js';
import { Admission } from '../../src/server/admission/admission.js';
import { DEFAULT_LIMITS } from '../../src/server/config/limits.js';
import { ClientServer } from '../../src/server/grpc/client-server.js';
import { clientGate, SecureIdentity, tokenKeysOf } from '../../src/server/grpc/secure-identity.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import type { AuditLine } from '../../src/server/identity/audit.js';
import type { Caller, Services } from '../../src/server/services/service.js';
import { until } from '../until.js';
import { ChangingTls, TestAuthority } from './certificates.js';

const main = new TestAuthority('main')
  .node('n1')
  .caller('alice', 'buyer')
  .caller('old', 'buyer', -1)
  .caller('olga', 'operator');
const other = new TestAuthority('other').caller('alice', 'operator').node('n1');
afterAll(() => {
  for (const authority of [main, other]) authority.remove();
});

const RUN = { line: 'jinghu', train: 'G1', date: '2026-12-01' };
const METADATA: CallMetadata = { caller: 'somebody-else' };
const CLEANUP: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const clean of CLEANUP.splice(0).reverse()) await clean();
});

interface Served {
  readonly address: string;
  readonly callers: Caller[];
  readonly failures: string[];
  readonly audit: AuditLine[];
  readonly tls: ChangingTls;
  /** Whether commands of a batch are answered. */
  answers: boolean;
  nowMs: () => number;
  /** What a scan waits for after each chunk. */
  scanned: Promise<void>;
  tokenKeys: ReturnType<typeof tokenKeysOf>;
  connections(): number;
}

/** To the same listener, but what a client says after its first word, its certificate among it, waits until it is let go. */
async function slowWay(
  address: string,
): Promise<{ readonly address: string; held(): number; release(): void }> {
  const [host, port] = address.split(':');
  const held: (() => void)[] = [];
  let open = false;
  const proxy = createServer((client) => {
    const server = connectPlain(Number(port), host);
    for (const end of [client, server]) end.on('error', () => {});
    server.pipe(client);
    let said = false;
    client.on('data', (bytes) => {
      if (said && !open) held.push(() => server.write(bytes));
      else server.write(bytes);
      said = true;
    });
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  CLEANUP.push(async () => proxy.close());
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    held: () => held.length,
    release: () => {
      open = true;
      for (const forward of held.splice(0)) forward();
    },
  };
}

/** A client listener whose services say who called. */
async function serve(): Promise<Served> {
  const served: Served = {
    address: '',
    callers: [],
    failures: [],
    audit: [],
    tls: new ChangingTls(main.tls('client-ca', 'n1.client')),
    answers: true,
    nowMs: () => Date.now(),
    scanned: Promise.resolve(),
    tokenKeys: tokenKeysOf(main.read('token.pub')),
    connections: () => 0,
  };
  const services = {
    tickets: {
      queryLine: async () => ({ offers: [] }),
      getOrder: async (caller: Caller) => {
        served.callers.push(caller);
        return {};
      },
      execute: async () => ({ answer: {} }),
      executeBatch(
        caller: Caller,
        batch: pb.CommandBatch.$Properties,
        _: number,
        reply: (o: object[]) => void,
      ) {
        served.callers.push(caller);
        if (!served.answers) return;
        setImmediate(() => reply((batch.commands ?? []).map(({ sequence }) => ({ sequence, answer: {} }))));
      },
    },
    placement: { getCluster: async () => ({ clusterId: 'c-1' }) },
    admin: {
      changeGroup: async () => ({ done: true }),
      async *scanReplica() {
        for (let n = 0; n < 3; n += 1) {
          yield { rows: [] };
          await served.scanned;
        }
      },
    },
  } as unknown as Services;
  const clock = { ...testEnv.clock, wallMs: () => served.nowMs() };
  const identity = new SecureIdentity({
    cluster: 'main',
    tokenKeys: () => served.tokenKeys,
    nowMs: clock.wallMs,
  });
  const server = new ClientServer({
    env: { ...testEnv, clock },
    clusterId: 'c-1',
    services,
    admission: new Admission({ limits: DEFAULT_LIMITS, nowMs: clock.monotonicMs, random: () => 0.5 }),
    limits: { ...DEFAULT_LIMITS, drain: 0 },
    audit: (line) => served.audit.push(line),
    security: {
      policy: clientGate(served.tls, 'main', (_, why) => served.failures.push(why)),
      identity,
    },
  });
  const address = await server.start('127.0.0.1:0');
  CLEANUP.push(() => server.stop());
  return Object.assign(served, { address, connections: () => server.figures().connections });
}

function transport(security: SecurityOptions = {}): ClientTransport {
  const made = new GrpcTransport(security);
  CLEANUP.push(() => made.close());
  return made;
}

const ca = (authority = main): string => authority.read('client-ca.crt');
const certificate = (name: string, authority = main): SecurityOptions => ({
  tls: { ca: ca(), certificate: authority.read(`${name}.crt`), key: authority.read(`${name}.key`) },
});
const token = (text: string): SecurityOptions => ({ tls: { ca: ca() }, token: text });
const attempt = { metadata: METADATA, timeoutMs: 5_000 };

const getOrder = (security: SecurityOptions, { address }: Served) =>
  transport(security).unary(address, TICKETS.getOrder, {}, attempt);

async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { reason, message } = error as RailkvError;
    return `${reason}: ${message}`;
  }
  return 'it was served';
}

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
async function opened(security: SecurityOptions, { address }: Served): Promise<StreamOf> {
  const stream = new StreamOf(transport(security), address);
  await until(() => stream.isOpen);
  stream.send(1);
  await until(() => stream.outcomes === 1);
  return stream;
}

class StreamOf {
  isOpen = false;
  outcomes = 0;
  ended: RailkvError | 'OK' | undefined;
  private readonly stream;

  constructor(client: ClientTransport, address: string) {
    this.stream = client.stream(
      address,
      TICKETS.executeStream,
      {
        opened: () => {
          this.isOpen = true;
        },
        message: (batch: pb.OutcomeBatch.$Properties) => {
          this.outcomes += batch.outcomes?.length ?? 0;
        },
        drained: () => {},
        closed: (error) => {
          this.ended = error ?? 'OK';
        },
      },
      METADATA,
    );
  }

  send(sequence: number, command: Uint8Array = Uint8Array.of(1)): void {
    this.sendAll([{ sequence, command }]);
  }

  sendAll(commands: pb.SequencedCommand.$Properties[]): void {
    this.stream.write({ commands });
  }
}
