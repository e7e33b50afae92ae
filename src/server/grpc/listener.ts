/** A gRPC server behind a listening socket of ours: grpc-js counts no connections and waits for ever for a silent one, so
 *  the accept side is here. Both the clients' and the peers' server listen through it, each with limits of its own. */
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import {
  type ConnectionInjector,
  Server,
  ServerCredentials,
  type ServerOptions,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { formatAddress, parseAddress } from '../config/address.js';
import { RefusingServer } from './refusing-server.js';
import { formatPeer, type GatePolicy, type Shown, TlsGate } from './tls-gate.js';

export interface ListenerLimits {
  readonly connections: number;
  /** Concurrent calls of one connection. */
  readonly streams: number;
  readonly messageBytes: number;
  /** A connection without calls is closed after this, ms. */
  readonly idleMs: number;
  /** A new connection has to say something within this, ms. */
  readonly silentMs: number;
  /** One whose certificate is trusted no more is closed after this, ms. */
  readonly distrustedMs: number;
}

/** The address cannot be listened on; the message names it and the remedy. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  constructor(
    readonly code: 'ADDRESS_IN_USE' | 'CANNOT_LISTEN',
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** Memory that Node lets the streams of one connection hold, MiB: grpc-js would lift Node's limit altogether. */
const SESSION_MEMORY_MIB = 64;

export class GrpcListener {
  readonly server: Server;
  private readonly net: NetServer;
  private readonly injector: ConnectionInjector;
  private readonly sockets = new Set<Socket>();
  private readonly tls: { readonly gate: TlsGate; readonly refusing: RefusingServer } | undefined;
  /** Of connections with TLS, by address and port of the other side. */
  private readonly shown = new Map<string, { readonly socket: Socket; readonly shown: Shown }>();
  private onEmpty: (() => void) | undefined;
  /** Connections closed at once, since there were as many as may be. */
  turnedAway = 0;

  constructor(
    private readonly limits: ListenerLimits,
    options: ServerOptions = {},
    policy?: GatePolicy,
  ) {
    this.server = new Server({
      'grpc.max_concurrent_streams': limits.streams,
      'grpc.max_receive_message_length': limits.messageBytes,
      'grpc.max_connection_idle_ms': limits.idleMs,
      'grpc-node.max_session_memory': SESSION_MEMORY_MIB,
      'grpc.enable_channelz': 0,
      ...options,
    });
    this.injector = this.server.createConnectionInjector(ServerCredentials.createInsecure());
    this.tls = policy === undefined ? undefined : this.guard(policy);
    this.net = createServer({ noDelay: true }, (socket) => this.accept(socket));
  }

  /** With TLS also for those who are told only why they may not call it. */
  addService(definition: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    this.server.addService(definition, implementation);
    this.tls?.refusing.addService(definition);
  }

  /** The certificate shown on the connection of a call. @param peer as `getPeer` of the call says */
  shownBy(peer: string): Shown | undefined {
    return this.shown.get(peer)?.shown;
  }

  private guard(policy: GatePolicy): NonNullable<GrpcListener['tls']> {
    const refusing = new RefusingServer();
    const gate = new TlsGate(
      policy,
      {
        welcome: (socket, shown) => {
          const peer = formatPeer(socket);
          // An earlier connection from the same port may not have been heard to close yet: its certificate is not this one's.
          if (shown === undefined) this.shown.delete(peer);
          else this.shown.set(peer, { socket, shown });
          socket.once('close', () => {
            if (this.shown.get(peer)?.socket === socket) this.shown.delete(peer);
          });
          this.injector.injectConnection(socket);
        },
        refuse: (socket, error) => refusing.refuse(socket, error),
        distrust: (socket) => this.distrust(socket),
      },
      this.limits.silentMs,
    );
    return { gate, refusing };
  }

  /** Whoever calls on it learns why from now on; then it is closed. */
  private distrust(socket: Socket): void {
    const peer = formatPeer(socket);
    const held = this.shown.get(peer);
    if (held?.socket === socket) this.shown.set(peer, { socket, shown: { ...held.shown, distrusted: true } });
    setTimeout(() => socket.destroy(), this.limits.distrustedMs).unref();
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** @param address host:port; port 0 lets the system pick
   *  @param what for the message, e.g. "clients"
   *  @returns the address it listens on
   *  @throws ListenError */
  async listen(address: string, what: string): Promise<string> {
    const { host, port } = parseAddress(address) ?? { host: address, port: -1 };
    await new Promise<void>((resolve, reject) => {
      this.net.once('error', (error: NodeJS.ErrnoException) => reject(listenError(address, what, error)));
      this.net.listen({ host, port }, resolve);
    });
    const bound = this.net.address();
    return typeof bound === 'object' && bound !== null ? formatAddress({ host, port: bound.port }) : address;
  }

  /** Accepts no more, lets running calls end, and after `graceMs` ends them. */
  async close(graceMs: number): Promise<void> {
    if (this.net.listening) this.net.close();
    this.injector.drain(graceMs);
    await this.emptied(graceMs);
    for (const socket of this.sockets) socket.destroy();
    this.injector.destroy();
    this.server.forceShutdown();
    this.tls?.refusing.close();
  }

  private accept(socket: Socket): void {
    if (this.sockets.size >= this.limits.connections) {
      this.turnedAway += 1;
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    const silent = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, this.limits.silentMs);
    silent.unref();
    socket.once('close', () => {
      clearTimeout(silent);
      this.sockets.delete(socket);
      if (this.sockets.size === 0) this.onEmpty?.();
    });
    if (this.tls === undefined) this.injector.injectConnection(socket);
    else this.tls.gate.accept(socket);
  }

  private async emptied(graceMs: number): Promise<void> {
    if (this.sockets.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** @param what whose listener it is: "clients", "peers", "http" */
export function listenError(address: string, what: string, error: NodeJS.ErrnoException): ListenError {
  const remedy =
    error.code === 'EADDRINUSE'
      ? 'the port is in use: stop what listens there (another railkv?), or give this node another port in cluster.yaml'
      : error.code === 'EACCES'
        ? 'this user may not listen there: use a port above 1023'
        : `${error.message}: correct the address in cluster.yaml`;
  const code = error.code === 'EADDRINUSE' ? 'ADDRESS_IN_USE' : 'CANNOT_LISTEN';
  return new ListenError(code, `cannot listen for ${what} on ${address}: ${remedy}`, error);
}
