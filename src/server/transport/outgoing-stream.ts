/** The stream on which this node sends frames to one other node: dialled again whenever it ends, greeted with a Hello, and
 *  open for frames once the other side has answered with its own. What cannot be sent is dropped: Raft sends again. */
import type { Client, ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import type { Env, Timer } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { PEER } from '../../proto/services.js';
import { Outbox } from '../grpc/outbox.js';
import type { HelloRefusal, PeerAddress, PeerHandlers } from '../peer-transport.js';
import { refusalFromError } from './greeting.js';
import { peerClient, peerError } from './peer-channel.js';
import type { PeerTls } from './peer-tls.js';

export interface OutgoingLimits {
  /** Bytes waiting for the peer; beyond, frames with messages are dropped. */
  readonly peerQueue: number;
  readonly peerMessage: number;
}

/** Frames that wait are gathered into messages of about this: larger ones would hold up the event loop at both ends. */
const MERGE_BYTES = 256 * 1_024;
const REDIAL_MS_MIN = 50;
const REDIAL_MS_MAX = 1_000;
/** After a refusal: only an operator, or a restart over there, changes the answer. */
const REDIAL_REFUSED_MS = 3_000;
/** A connection without an answer for so long is given up for a new one: one begun while packets were lost repeats its first
 *  packet at doubling intervals, and would come back minutes after the network does. */
const GREETING_MS = 6_000;
/** A stream that takes nothing for so long is given up for a new one. */
const STALL_MS = 10_000;

type Stream = ClientDuplexStream<Buffer, pb.PeerFrame.$Properties>;

type State =
  | { readonly kind: 'waiting'; readonly timer: Timer | undefined }
  | { readonly kind: 'greeting'; readonly stream: Stream; readonly timer: Timer }
  | { readonly kind: 'open'; readonly stream: Stream; readonly outbox: Outbox }
  | { readonly kind: 'stopped' };

export class OutgoingStream {
  private client: Client;
  private newClient = false;
  /** Why it last was not reached; said once. */
  private lastCause = '';
  private state: State = { kind: 'waiting', timer: undefined };
  private failures = 0;
  private droppedFrames = 0;

  constructor(
    readonly peer: PeerAddress,
    private readonly handlers: PeerHandlers,
    private readonly env: Env,
    private readonly limits: OutgoingLimits,
    private readonly tls?: PeerTls,
  ) {
    this.client = peerClient(peer, 'frames', limits.peerMessage, tls);
    this.dial();
  }

  /** The next connection uses what the certificate files hold now. @param distrust the present one ends: whoever is at its other
   *  end may be of an authority that was taken out */
  takeNewCredentials(distrust: boolean): void {
    this.newClient = true;
    const { state } = this;
    if (distrust && (state.kind === 'open' || state.kind === 'greeting')) state.stream.cancel();
  }

  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  get queuedBytes(): number {
    return this.state.kind === 'open' ? this.state.outbox.queuedBytes : 0;
  }

  /** Frames not sent because the stream was down or its queue full. */
  get dropped(): number {
    return this.droppedFrames;
  }

  send(frame: pb.PeerFrame.$Properties): boolean {
    if (this.state.kind === 'open') {
      const { outbox } = this.state;
      if (outbox.stalledMs > STALL_MS) this.state.stream.cancel();
      else {
        const bytes = PEER.exchange.requestSerialize(frame);
        const fits = outbox.queuedBytes + bytes.length <= this.limits.peerQueue;
        if (fits || (frame.messages?.length ?? 0) === 0) {
          outbox.push(bytes);
          return true;
        }
      }
    }
    this.droppedFrames += 1;
    return false;
  }

  stop(): void {
    const { state } = this;
    this.state = { kind: 'stopped' };
    if (state.kind === 'waiting' || state.kind === 'greeting') state.timer?.cancel();
    if (state.kind === 'open') state.outbox.close();
    if (state.kind === 'open' || state.kind === 'greeting') state.stream.cancel();
    this.client.close();
  }

  private dial(): void {
    if (this.state.kind !== 'waiting') return;
    if (this.newClient) {
      this.client.close();
      this.client = peerClient(this.peer, 'frames', this.limits.peerMessage, this.tls);
      this.newClient = false;
    }
    const { exchange } = PEER;
    const stream: Stream = this.client.makeBidiStreamRequest(
      exchange.path,
      (bytes: Buffer) => bytes,
      exchange.responseDeserialize,
    );
    const timer = this.env.clock.after(GREETING_MS, () => this.unanswered(stream));
    this.state = { kind: 'greeting', stream, timer };
    stream.on('data', (frame: pb.PeerFrame.$Properties) => this.receive(stream, frame));
    stream.on('error', (error: ServiceError) => this.lost(stream, error));
    stream.on('end', () => this.lost(stream, undefined));
    stream.write(exchange.requestSerialize({ hello: this.handlers.hello(this.peer.nodeId) }));
  }

  private unanswered(stream: Stream): void {
    if (this.state.kind !== 'greeting' || this.state.stream !== stream) return;
    this.tellOnce(`no answer within ${GREETING_MS} ms`);
    this.newClient = true;
    this.redialLater();
    stream.cancel();
  }

  /** The other side says only one thing on this stream: its Hello. */
  private receive(stream: Stream, frame: pb.PeerFrame.$Properties): void {
    if (this.state.kind !== 'greeting' || this.state.stream !== stream || !frame.hello) return;
    this.state.timer.cancel();
    const refusal = this.isSomeoneElse(frame.hello) ?? this.handlers.checkHello(frame.hello);
    if (refusal) {
      // Who was only asked who it is stays unknown until placement names it.
      const level = refusal.reason === 'UNKNOWN_NODE' ? 'debug' : 'warn';
      this.env.log[level]({ peer: this.peer.nodeId, ...refusal }, 'a peer is not who it should be');
      stream.cancel();
      this.redial(REDIAL_REFUSED_MS);
      return;
    }
    const outbox = new Outbox(
      (message, done) => stream.write(message, done),
      MERGE_BYTES,
      this.env.clock.monotonicMs,
    );
    this.failures = 0;
    this.lastCause = '';
    this.state = { kind: 'open', stream, outbox };
    this.env.log.info({ peer: this.peer.nodeId }, 'connected to a peer');
  }

  /** With TLS the certificate has said who it is already, and the Hello must not say otherwise. */
  private isSomeoneElse(hello: pb.Hello.$Properties): HelloRefusal | undefined {
    if (hello.nodeId === this.peer.nodeId) return undefined;
    const message = `node ${hello.nodeId} answers at ${this.peer.address}, where ${this.peer.nodeId} was dialled: check the peer addresses`;
    return { reason: 'UNKNOWN_NODE', message };
  }

  private lost(stream: Stream, error: ServiceError | undefined): void {
    const { state } = this;
    if ((state.kind !== 'greeting' && state.kind !== 'open') || state.stream !== stream) return;
    if (state.kind === 'open') {
      state.outbox.close();
      this.env.log.info({ peer: this.peer.nodeId, cause: error?.details }, 'lost a peer');
    }
    if (state.kind === 'greeting') state.timer.cancel();
    if (state.kind === 'greeting' && error) this.tellOnce(error.details);
    const refusal = error && refusalFromError(peerError(error));
    if (refusal) {
      this.redial(REDIAL_REFUSED_MS);
      this.handlers.refused(this.peer.nodeId, refusal);
      return;
    }
    this.redialLater();
  }

  private tellOnce(cause: string): void {
    if (cause === this.lastCause) return;
    this.lastCause = cause;
    this.env.log.info({ peer: this.peer.nodeId, cause }, 'cannot reach a peer');
  }

  /** The later, the more often it failed. */
  private redialLater(): void {
    this.redial(Math.min(REDIAL_MS_MAX, REDIAL_MS_MIN * 2 ** this.failures));
    this.failures += 1;
  }

  private redial(delayMs: number): void {
    const jittered = delayMs * (0.75 + this.env.random.next() / 2);
    this.state = { kind: 'waiting', timer: this.env.clock.after(jittered, () => this.dial()) };
  }
}
