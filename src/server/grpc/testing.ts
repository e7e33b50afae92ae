/** For the tests of this folder: a ClientServer on a port of its own with services made up by the test, and a client. */
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { type Env, silentLogger } from '../../env/env.js';
import type { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { CALLER_METADATA, type Method, STATUS_DETAILS_METADATA, TICKETS } from '../../proto/services.js';
import { errorFromStatus } from '../../proto/status-details.js';
import { Admission } from '../admission/admission.js';
import { DEFAULT_LIMITS, type Limits } from '../config/limits.js';
import type { Services } from '../services/service.js';
import { ClientServer } from './client-server.js';

export const testEnv: Env = {
  clock: {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
    soon: (callback) => {
      setImmediate(callback);
    },
  },
  random: { next: () => 0.5 },
  log: silentLogger,
  fatal: (reason) => {
    throw new Error(reason);
  },
};

type Partly<T> = { readonly [K in keyof T]?: Partial<T[K]> };

/** A method the test did not provide fails it as a fault would. */
function missing(): never {
  throw new TypeError('the test provides no such method');
}

function services(given: Partly<Services>): Services {
  const part = <T extends object>(some: Partial<T> | undefined): T =>
    new Proxy((some ?? {}) as T, { get: (target, name) => Reflect.get(target, name) ?? missing });
  return {
    tickets: part(given.tickets),
    kv: part(given.kv),
    placement: part(given.placement),
    admin: part(given.admin),
    operations: part(given.operations),
  };
}

export class TestServer {
  readonly ended: string[] = [];
  private readonly clients: Client[] = [];

  private constructor(
    readonly server: ClientServer,
    readonly admission: Admission,
    readonly address: string,
    ended: string[],
  ) {
    this.ended = ended;
  }

  static async start(
    given: Partly<Services>,
    limits: Partial<Limits> = {},
    at = '127.0.0.1:0',
  ): Promise<TestServer> {
    const all = { ...DEFAULT_LIMITS, ...limits };
    const admission = new Admission({ limits: all, nowMs: testEnv.clock.monotonicMs, random: () => 0.5 });
    const ended: string[] = [];
    const server = new ClientServer({
      env: testEnv,
      clusterId: 'c-1',
      services: services(given),
      admission,
      limits: all,
      ended: (path, reason) => ended.push(`${path.split('/').at(-1)} ${reason}`),
    });
    const address = await server.start(at);
    server.setServing(true);
    return new TestServer(server, admission, address, ended);
  }

  client(): Client {
    const client = new Client(this.address, credentials.createInsecure(), {
      'grpc.use_local_subchannel_pool': 1,
    });
    this.clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.server.stop();
  }
}

export function callerMetadata(extra: Record<string, string> = {}): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries({ [CALLER_METADATA]: 'test', ...extra }))
    metadata.set(key, value);
  return metadata;
}

export function railkvError(error: ServiceError): RailkvError {
  const [details] = error.metadata.get(STATUS_DETAILS_METADATA);
  return errorFromStatus(error.code, error.details, Buffer.isBuffer(details) ? details : undefined);
}

/** @throws RailkvError what the call failed with */
export function call<Req, DReq extends Req, Res, DRes extends Res>(
  client: Client,
  method: Method<Req, DReq, Res, DRes>,
  request: Req,
  metadata = callerMetadata(),
  deadlineMs?: number,
): Promise<DRes> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      metadata,
      deadlineMs === undefined ? {} : { deadline: deadlineMs },
      (error, response) => {
        if (error) reject(railkvError(error));
        else if (response === undefined) reject(new Error('no response'));
        else resolve(response);
      },
    );
  });
}

export interface TestStream {
  send(...sequences: number[]): void;
  half(): void;
  /** Outcomes so far. */
  readonly outcomes: pb.Outcome.$Properties[];
  pause(): void;
  resume(): void;
  cancel(): void;
  readonly status: Promise<RailkvError | 'OK'>;
}

export function openStream(client: Client, command: Uint8Array = Uint8Array.of(1)): TestStream {
  const method = TICKETS.executeStream;
  const stream = client.makeBidiStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    callerMetadata(),
    {},
  );
  const outcomes: pb.Outcome.$Properties[] = [];
  stream.on('data', (batch: pb.OutcomeBatch.$Properties) => outcomes.push(...(batch.outcomes ?? [])));
  const status = new Promise<RailkvError | 'OK'>((resolve) => {
    stream.on('error', (error: ServiceError) => resolve(railkvError(error)));
    stream.on('end', () => resolve('OK'));
  });
  return {
    send: (...sequences) => {
      stream.write({ commands: sequences.map((sequence) => ({ sequence, command })) });
    },
    half: () => stream.end(),
    pause: () => {
      stream.pause();
    },
    resume: () => {
      stream.resume();
    },
    cancel: () => stream.cancel(),
    outcomes,
    status,
  };
}
