/** A gRPC server that serves nothing: each call on a connection it is given ends with the error of that connection. A
 *  client that speaks plain text to a TLS port, or shows another cluster's certificate, so learns what to do. */
import type { Socket } from 'node:net';
import {
  type ConnectionInjector,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { RailkvError } from '../../proto/errors.js';
import { withNothingRead } from '../../proto/nothing-read.js';
import { failureFromError } from '../../proto/status-details.js';
import { grpcStatus } from './call-status.js';
import { formatPeer } from './tls-gate.js';

/** Long enough to be told, too short to sit there. */
const AGE_MS_MAX = 2_000;
const GRACE_MS = 500;
/** Nothing that it is sent is of use. */
const MESSAGE_BYTES_MAX = 4_096;

interface AnyCall {
  getPeer(): string;
  emit(event: string, error: unknown): boolean;
}

export class RefusingServer {
  private readonly server: Server;
  private readonly injector: ConnectionInjector;
  private readonly errors = new Map<string, RailkvError>();

  constructor() {
    this.server = new Server({
      'grpc.max_concurrent_streams': 4,
      'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_connection_age_ms': AGE_MS_MAX,
      'grpc.max_connection_age_grace_ms': GRACE_MS,
      'grpc.enable_channelz': 0,
    });
    this.injector = this.server.createConnectionInjector(ServerCredentials.createInsecure());
  }

  addService(definition: ServiceDefinition): void {
    const refuse = (call: AnyCall, respond?: sendUnaryData<Buffer>): void => {
      const error = this.errors.get(call.getPeer()) ?? UNKNOWN;
      const status = grpcStatus(withNothingRead(failureFromError(error)));
      if (respond === undefined) call.emit('error', status);
      else respond(status);
    };
    const names = Object.keys(definition);
    this.server.addService(
      definition,
      Object.fromEntries(names.map((name) => [name, refuse as unknown as UntypedHandleCall])),
    );
  }

  refuse(socket: Socket, error: RailkvError): void {
    const peer = formatPeer(socket);
    this.errors.set(peer, error);
    socket.once('close', () => this.errors.delete(peer));
    this.injector.injectConnection(socket);
  }

  close(): void {
    this.injector.destroy();
    this.server.forceShutdown();
  }
}

const UNKNOWN = new RailkvError('UNAUTHENTICATED', 'this connection was refused: connect again');
