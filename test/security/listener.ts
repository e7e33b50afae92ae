/** A node's client listener over a real socket whose services say who called, and the authorities, certificates and tokens to
 *  call it with; for tests. What a test opened is closed after it. */
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net';
import { afterAll, afterEach } from 'vitest';
import type { CallMetadata, ClientTransport } from '../../src/client/client-transport.js';
import { GrpcTransport } from '../../src/client/grpc/grpc-transport.js';
import type { SecurityOptions } from '../../src/client/options.js';
import type { RailkvError } from '../../src/proto/errors.js';
import type { pb } from '../../src/proto/index.js';
import { TICKETS } from '../../src/proto/services.js';
import { Admission } from '../../src/server/admission/admission.js';
import { DEFAULT_LIMITS } from '../../src/server/config/limits.js';
import { ClientServer } from '../../src/server/grpc/client-server.js';
import { clientGate, SecureIdentity, tokenKeysOf } from '../../src/server/grpc/secure-identity.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import type { AuditLine } from '../../src/server/identity/audit.js';
import type { Caller, Services } from '../../src/server/services/service.js';
import { until } from '../until.js';
import { ChangingTls, TestAuthority } from './certificates.js';

export const main = new TestAuthority('main')
  .node('n1')
  .caller('alice', 'buyer')
  .caller('old', 'buyer', -1)
  .caller('olga', 'operator');
export const other = new TestAuthority('other').caller('alice', 'operator').node('n1');
afterAll(() => {
  for (const authority of [main, other]) authority.remove();
});

export const RUN = { line: 'jinghu', train: 'G1', date: '2026-12-01' };
export const METADATA: CallMetadata = { caller: 'somebody-else' };
export const CLEANUP: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const clean of CLEANUP.splice(0).reverse()) await clean();
});

export interface Served {
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
export async function slowWay(
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
export async function serve(): Promise<Served> {
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

export function transport(security: SecurityOptions = {}): ClientTransport {
  const made = new GrpcTransport(security);
  CLEANUP.push(() => made.close());
  return made;
}

export const ca = (authority = main): string => authority.read('client-ca.crt');
export const certificate = (name: string, authority = main): SecurityOptions => ({
  tls: { ca: ca(), certificate: authority.read(`${name}.crt`), key: authority.read(`${name}.key`) },
});
export const token = (text: string): SecurityOptions => ({ tls: { ca: ca() }, token: text });
export const attempt = { metadata: METADATA, timeoutMs: 5_000 };

export const getOrder = (security: SecurityOptions, { address }: Served) =>
  transport(security).unary(address, TICKETS.getOrder, {}, attempt);

export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { reason, message } = error as RailkvError;
    return `${reason}: ${message}`;
  }
  return 'it was served';
}

/** With one command answered. */
export async function opened(security: SecurityOptions, { address }: Served): Promise<StreamOf> {
  const stream = new StreamOf(transport(security), address);
  await until(() => stream.isOpen);
  stream.send(1);
  await until(() => stream.outcomes === 1);
  return stream;
}

export class StreamOf {
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
