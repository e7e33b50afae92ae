/** The server for clients: every service of the node, health and reflection, on the node's client address. Adapts and
 *  guards; decides nothing about tickets. */
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { ADMIN, CLIENT_SERVICES, KV, PLACEMENT, TICKETS } from '../../proto/services.js';
import { errorFromFailure } from '../../proto/status-details.js';
import type { Admission } from '../admission/admission.js';
import { workOf } from '../admission/command-kind.js';
import type { Work } from '../admission/node-limit.js';
import type { Limits } from '../config/limits.js';
import type { Audit } from '../identity/audit.js';
import type { Services } from '../services/service.js';
import { CallContexts, callerFromMetadata } from './call-context.js';
import { ExecuteStreams } from './execute-stream.js';
import { GrpcListener } from './listener.js';
import {
  asBytes,
  type CallEnded,
  type HandlerParts,
  serverStreamHandler,
  unaryHandler,
} from './method-handlers.js';
import { operationsHandlers } from './operations-handlers.js';
import { ReadingLimit } from './reading-limit.js';
import { addReflection } from './reflection.js';
import type { SecureIdentity } from './secure-identity.js';
import type { GatePolicy } from './tls-gate.js';

export interface ClientServerParts {
  readonly env: Env;
  readonly clusterId: string;
  readonly services: Services;
  readonly admission: Admission;
  readonly limits: Limits;
  readonly ended?: CallEnded;
  readonly answered?: (outcomes: readonly pb.Outcome.$Properties[]) => void;
  readonly audit?: Audit;
  /** Absent: plain text, and callers are who they say they are. */
  readonly security?: ClientSecurity | undefined;
}

export interface ClientSecurity {
  readonly policy: GatePolicy;
  readonly identity: SecureIdentity;
}

/** How often waiting calls, untaken answers and who holds a stream open are looked at. */
const SWEEP_MS = 500;
/** Long enough for its streams to be told. */
const DISTRUSTED_MS = 3 * SWEEP_MS;

type Handlers = UntypedServiceImplementation;

export class ClientServer {
  private readonly listener: GrpcListener;
  private readonly streams: ExecuteStreams;
  private readonly reading: ReadingLimit;
  private readonly health = new HealthImplementation();
  private stopping = false;
  private stopped = false;

  constructor(private readonly parts: ClientServerParts) {
    const { env, limits, services, admission, clusterId } = parts;
    this.reading = new ReadingLimit(limits.requestRead, env.clock.monotonicMs);
    this.listener = new GrpcListener(
      {
        connections: limits.clientConnections,
        streams: limits.clientStreams,
        messageBytes: limits.clientMessage,
        idleMs: limits.clientIdle,
        silentMs: limits.requestRead,
        distrustedMs: DISTRUSTED_MS,
      },
      {
        interceptors: [this.reading.interceptor],
        'grpc.keepalive_time_ms': limits.clientPing,
        'grpc.keepalive_timeout_ms': limits.clientPing,
      },
      parts.security?.policy,
    );
    const identity = parts.security?.identity.of((peer) => this.listener.shownBy(peer)) ?? callerFromMetadata;
    const handlers: HandlerParts = {
      contexts: new CallContexts(clusterId, identity, limits, env.clock.wallMs, parts.audit),
      admission,
      reading: this.reading,
      clock: env.clock,
      log: env.log,
      ended: parts.ended ?? (() => {}),
      answered: parts.answered ?? (() => {}),
      audit: parts.audit ?? (() => {}),
      checkOpen: () => this.checkOpen(),
    };
    this.streams = new ExecuteStreams(handlers, services.tickets, limits);
    this.add(TICKETS, ticketsHandlers(handlers, services, this.streams));
    this.add(KV, kvHandlers(handlers, services));
    this.add(PLACEMENT, {
      ...placementHandlers(handlers, services),
      ...operationsHandlers(handlers, services),
    });
    this.add(ADMIN, adminHandlers(handlers, services));
    this.health.addToServer(this.listener.server);
    addReflection(this.listener.server);
    this.setServing(false);
  }

  /** @returns the address it listens on. @throws ListenError */
  async start(address: string): Promise<string> {
    const bound = await this.listener.listen(address, 'clients');
    this.sweepAgain();
    return bound;
  }

  /** What grpc.health.v1 says of the node and each of its services. */
  setServing(serving: boolean): void {
    for (const service of ['', ...Object.keys(CLIENT_SERVICES)])
      this.health.setStatus(service, serving ? 'SERVING' : 'NOT_SERVING');
  }

  /** Refuses new calls, lets those in progress end within `limits.drain`, then closes. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.setServing(false);
    this.streams.drain();
    await this.listener.close(this.parts.limits.drain);
    this.stopped = true;
  }

  figures(): { connections: number; turnedAway: number; streams: number } {
    return {
      connections: this.listener.connections,
      turnedAway: this.listener.turnedAway,
      streams: this.streams.count,
    };
  }

  private add(methods: Readonly<Record<string, Parameters<typeof asBytes>[0]>>, handlers: Handlers): void {
    const definition: ServiceDefinition = Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, asBytes(method)]),
    );
    this.listener.addService(definition, handlers);
  }

  private checkOpen(): void {
    if (this.stopping)
      throw new RailkvError('SHUTTING_DOWN', 'this node stops: nothing was done; go on elsewhere');
  }

  private sweepAgain(): void {
    this.parts.env.clock.after(SWEEP_MS, () => {
      if (this.stopped) return;
      this.reading.sweep();
      this.streams.sweep();
      this.sweepAgain();
    });
  }
}

const commandWork = (request: pb.ExecuteRequest): Work => workOf(request.command);

function ticketsHandlers(parts: HandlerParts, { tickets }: Services, streams: ExecuteStreams): Handlers {
  return {
    execute: unaryHandler(parts, TICKETS.execute, commandWork, async ({ caller, deadlineMs }, request) => {
      const outcome = await tickets.execute(caller, request, deadlineMs);
      parts.answered([outcome]);
      // A failed unary call ends with its status; only an item of a batch carries its failure as a message.
      if (outcome.failure) throw errorFromFailure(outcome.failure);
      return outcome;
    }),
    executeStream: streams.handler,
    queryLine: unaryHandler(parts, TICKETS.queryLine, 'query', ({ deadlineMs }, request) =>
      tickets.queryLine(request, deadlineMs),
    ),
    getRun: unaryHandler(parts, TICKETS.getRun, 'query', ({ deadlineMs }, request) =>
      tickets.getRun(request, deadlineMs),
    ),
    listRuns: unaryHandler(parts, TICKETS.listRuns, 'query', ({ deadlineMs }, request) =>
      tickets.listRuns(request, deadlineMs),
    ),
    getOrder: unaryHandler(parts, TICKETS.getOrder, 'query', ({ caller, deadlineMs }, request) =>
      tickets.getOrder(caller, request, deadlineMs),
    ),
  };
}

function kvHandlers(parts: HandlerParts, { kv }: Services): Handlers {
  return {
    get: unaryHandler(parts, KV.get, 'query', ({ deadlineMs }, request) => kv.get(request, deadlineMs)),
    scan: unaryHandler(parts, KV.scan, 'query', ({ deadlineMs }, request) => kv.scan(request, deadlineMs)),
  };
}

function placementHandlers(parts: HandlerParts, { placement }: Services): Handlers {
  return {
    getCluster: unaryHandler(parts, PLACEMENT.getCluster, 'query', (_, request) =>
      placement.getCluster(request),
    ),
    getRoutes: unaryHandler(parts, PLACEMENT.getRoutes, 'query', (_, request) =>
      placement.getRoutes(request),
    ),
    registerLines: unaryHandler(parts, PLACEMENT.registerLines, 'sale', ({ caller, deadlineMs }, request) =>
      placement.registerLines(caller, request, deadlineMs),
    ),
    findStations: unaryHandler(parts, PLACEMENT.findStations, 'query', ({ deadlineMs }, request) =>
      placement.findStations(request, deadlineMs),
    ),
    listLines: unaryHandler(parts, PLACEMENT.listLines, 'query', (_, request) =>
      placement.listLines(request),
    ),
  };
}

/** Never shed: an operator has to see an overloaded node. */
function adminHandlers(parts: HandlerParts, { admin }: Services): Handlers {
  return {
    nodeStatus: unaryHandler(parts, ADMIN.nodeStatus, 'settle', (_, request) => admin.nodeStatus(request)),
    scanReplica: serverStreamHandler(parts, ADMIN.scanReplica, 'settle', (_, request) =>
      admin.scanReplica(request),
    ),
    changeGroup: unaryHandler(parts, ADMIN.changeGroup, 'settle', ({ caller }, request) =>
      admin.changeGroup(caller, request),
    ),
    recover: unaryHandler(parts, ADMIN.recover, 'settle', (_, request) => admin.recover(request)),
    scrub: serverStreamHandler(parts, ADMIN.scrub, 'settle', (_, request) => admin.scrub(request)),
    nodeTraffic: unaryHandler(parts, ADMIN.nodeTraffic, 'settle', (_, request) => admin.nodeTraffic(request)),
  };
}
