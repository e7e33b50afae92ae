/** The TLS side of a listener: handshakes, the certificate that was shown, and a typed refusal where a reset would leave
 *  people guessing. In front of grpc-js' server rather than inside it, because there it could neither count connections
 *  nor take up new certificates, nor tell a caller why. */
import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { RailkvError } from '../../proto/errors.js';
import { type Principal, principalOfNames } from '../../proto/principal.js';
import type { TlsSource } from '../identity/tls-source.js';
import { certificatesOf, isOf } from './authorities.js';

/** The certificate of the other side, verified. */
export interface Shown {
  /** Undefined: its names are not railkv's. */
  readonly principal: Principal | undefined;
  /** Wall clock. */
  readonly expiresMs: number;
  /** Its authority was taken out since. */
  readonly distrusted?: true;
}

export interface GatePolicy {
  readonly source: TlsSource;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
  /** @param shown undefined when no certificate was sent. @returns why it may not go on, or undefined */
  check(shown: Shown | undefined): RailkvError | undefined;
  /** A certificate that was not accepted. @param why as a clause: "has expired" */
  unaccepted(why: string): RailkvError;
  /** A handshake that came to nothing; for the log. */
  failed(from: string, why: string): void;
}

export interface GateEvents {
  welcome(socket: TLSSocket, shown: Shown | undefined): void;
  /** To be told the error at its first call. */
  refuse(socket: Socket, error: RailkvError): void;
  /** Was welcome, and the authority of its certificate is trusted no more. */
  distrust(socket: TLSSocket): void;
}

const TLS_HANDSHAKE = 0x16;
const HTTP2_PREFACE = 0x50; // the P of PRI * HTTP/2.0

export class TlsGate {
  private readonly server: Server;
  /** Open ones that showed a certificate. */
  private readonly welcome = new Set<TLSSocket>();

  constructor(
    private readonly policy: GatePolicy,
    private readonly events: GateEvents,
    handshakeTimeoutMs: number,
  ) {
    this.server = createServer({
      ...this.context(),
      requestCert: true,
      rejectUnauthorized: false, // looked at below, where there is a way to say why
      ALPNProtocols: ['h2'],
      handshakeTimeout: handshakeTimeoutMs,
    });
    this.server.on('secureConnection', (socket) => this.secured(socket));
    this.server.on('tlsClientError', (error, socket) => {
      policy.failed(formatPeer(socket), error.message);
      socket.destroy();
    });
    policy.source.onChange(() => {
      this.server.setSecureContext(this.context());
      this.lookAgain();
    });
  }

  /** A connection that was just accepted: its first byte tells TLS from plain text. */
  accept(socket: Socket): void {
    socket.on('error', () => {}); // it closes, and that is heard
    socket.once('readable', () => {
      const first: unknown = socket.read();
      if (!Buffer.isBuffer(first)) return;
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) this.server.emit('connection', socket);
      else if (first[0] === HTTP2_PREFACE) this.events.refuse(socket, PLAIN_TEXT);
      else {
        this.policy.failed(formatPeer(socket), 'neither TLS nor gRPC');
        socket.destroy();
      }
    });
  }

  private secured(socket: TLSSocket): void {
    socket.on('error', () => {}); // it closes, and that is heard
    const certificate = socket.getPeerCertificate();
    const isShown = Object.keys(certificate).length > 0;
    const shown = isShown
      ? {
          principal: principalOfNames(certificate.subjectaltname),
          expiresMs: Date.parse(certificate.valid_to),
        }
      : undefined;
    const error =
      isShown && !socket.authorized
        ? this.policy.unaccepted(why(socket.authorizationError))
        : isShown && !this.isTrusted(socket) // it began before the authority was taken out
          ? this.policy.unaccepted('is of an authority that was taken out')
          : this.policy.check(shown);
    if (error === undefined) {
      if (shown !== undefined) {
        this.welcome.add(socket);
        socket.once('close', () => this.welcome.delete(socket));
      }
      this.events.welcome(socket, shown);
      return;
    }
    this.policy.failed(formatPeer(socket), error.message);
    this.events.refuse(socket, error);
  }

  private isTrusted(socket: TLSSocket, authorities = certificatesOf(this.policy.source.current.ca)): boolean {
    const certificate = socket.getPeerX509Certificate();
    return certificate !== undefined && isOf(authorities, certificate);
  }

  /** TLS itself looks at a certificate only once. */
  private lookAgain(): void {
    const authorities = certificatesOf(this.policy.source.current.ca);
    for (const socket of this.welcome) {
      if (this.isTrusted(socket, authorities)) continue;
      this.welcome.delete(socket);
      this.policy.failed(formatPeer(socket), 'the authority of its certificate was taken out: it is closed');
      this.events.distrust(socket);
    }
  }

  /** No session tickets: who resumes one would not be checked against authorities that have changed since. */
  private context() {
    const { ca, cert, key } = this.policy.source.current;
    const { minVersion } = this.policy;
    return { ca, cert, key, minVersion, secureOptions: constants.SSL_OP_NO_TICKET };
  }
}

const PLAIN_TEXT = new RailkvError(
  'TLS_REQUIRED',
  'this port speaks TLS and was sent plain text: give the client the CA of the cluster (--ca FILE), and make a new token if one was sent',
);

/** As grpc-js names who calls. */
export function formatPeer(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`;
}

function why(code: unknown): string {
  switch (String(code)) {
    case 'CERT_HAS_EXPIRED':
      return 'has expired';
    case 'CERT_NOT_YET_VALID':
      return 'is not valid yet';
    case 'INVALID_PURPOSE':
      return 'is not meant for those who connect';
    default:
      return `was not signed by an authority that this port trusts (${String(code)})`;
  }
}
