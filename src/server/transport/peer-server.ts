/** The listener for other nodes, apart from the clients' one: its own port, its own limits, and nothing but the Peer
 *  service. A call is believed only after its Hello. */
import type { ServerDuplexStream, ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js';
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { PEER } from '../../proto/services.js';
import { partsOf } from '../../shard/placement-parts.js';
import { failureOfCall, grpcStatus } from '../grpc/call-status.js';
import { GrpcListener } from '../grpc/listener.js';
import { asBytes, decodeRequest, writeAll } from '../grpc/method-handlers.js';
import type { HelloRefusal, PeerHandlers } from '../peer-transport.js';
import { errorFromRefusal, helloOf, protocolError } from './greeting.js';
import { PEER_KEEPALIVE } from './peer-channel.js';
import { checkShown, type PeerTls, peerGate } from './peer-tls.js';

const CONNECTIONS_MAX = 1_024; // two of each node
const STREAMS_MAX = 256;
const IDLE_MS = 24 * 3_600_000; // the dialling side decides
const SILENT_MS = 10_000;
/** At once: the other node dials again with what it has now, and is told then whether that will do. */
const DISTRUSTED_MS = 0;

type Exchange = ServerDuplexStream<Buffer, Buffer>;

interface Accepted {
  readonly nodeId: string;
  readonly incarnation: number;
}

export class PeerServer {
  private readonly listener: GrpcListener;
  /** The newest stream of each node: an older one is ended, or frames of both would mix. */
  private readonly streams = new Map<string, Exchange>();

  constructor(
    private readonly handlers: PeerHandlers,
    private readonly env: Env,
    messageBytesMax: number,
    private readonly tls?: PeerTls,
  ) {
    this.listener = new GrpcListener(
      {
        connections: CONNECTIONS_MAX,
        streams: STREAMS_MAX,
        messageBytes: messageBytesMax,
        idleMs: IDLE_MS,
        silentMs: SILENT_MS,
        distrustedMs: DISTRUSTED_MS,
      },
      PEER_KEEPALIVE,
      tls &&
        peerGate(tls, (from, why) =>
          env.log.warn({ from, why }, 'refused a connection to the peer listener'),
        ),
    );
    this.listener.addService(
      {
        exchange: asBytes(PEER.exchange),
        pullSnapshot: asBytes(PEER.pullSnapshot),
        pullPlacement: asBytes(PEER.pullPlacement),
        pullPlacementParts: asBytes(PEER.pullPlacementParts),
      },
      {
        exchange: (call: Exchange) => this.exchange(call),
        pullSnapshot: (call: ServerWritableStream<Buffer, Buffer>) => void this.pullSnapshot(call),
        pullPlacement: (call: ServerUnaryCall<Buffer, Buffer>, respond: sendUnaryData<Buffer>) =>
          void this.pullPlacement(call, respond),
        pullPlacementParts: (call: ServerWritableStream<Buffer, Buffer>) =>
          void this.pullPlacementParts(call),
      },
    );
  }

  /** @returns the address it listens on. @throws ListenError */
  listen(address: string): Promise<string> {
    return this.listener.listen(address, 'peers');
  }

  /** At once: a frame cut off is one lost frame more. */
  close(): Promise<void> {
    return this.listener.close(0);
  }

  /** Ends the stream of a node that was welcome until now. */
  refuse(nodeId: string, refusal: HelloRefusal): void {
    const call = this.streams.get(nodeId);
    if (call === undefined) return;
    this.streams.delete(nodeId);
    this.fail(call, errorFromRefusal(refusal), PEER.exchange.path);
  }

  private exchange(call: Exchange): void {
    let from: Accepted | undefined;
    let ended = false;
    call.on('data', (bytes: Buffer) => {
      if (ended) return;
      let frame: pb.PeerFrame.$Properties | undefined;
      try {
        frame = decodeRequest(PEER.exchange.requestDeserialize, bytes);
        if (from === undefined) {
          from = this.accept(call, frame);
          return;
        }
      } catch (error) {
        ended = true;
        this.fail(call, error, PEER.exchange.path);
        return;
      }
      // Outside of the try: what the host throws is a broken invariant, and not the peer's to hear.
      this.handlers.frame(from.nodeId, from.incarnation, frame);
    });
    const gone = (): void => {
      ended = true;
      if (from && this.streams.get(from.nodeId) === call) this.streams.delete(from.nodeId);
    };
    call.on('cancelled', gone);
    call.on('close', gone);
    call.on('end', () => call.end());
  }

  /** @throws RailkvError PEER_REFUSED */
  private accept(call: Exchange, frame: pb.PeerFrame.$Properties): Accepted {
    const { hello } = frame;
    if (!hello?.nodeId) throw protocolError('the first frame of a stream has to be a Hello');
    this.checkHello(call, hello);
    this.streams.get(hello.nodeId)?.end();
    this.streams.set(hello.nodeId, call);
    call.write(PEER.exchange.responseSerialize({ hello: this.handlers.hello(hello.nodeId) }));
    return { nodeId: hello.nodeId, incarnation: hello.incarnation ?? 0 };
  }

  private async pullSnapshot(call: ServerWritableStream<Buffer, Buffer>): Promise<void> {
    const method = PEER.pullSnapshot;
    try {
      this.checkHello(call, helloOf(call.metadata));
      const request = decodeRequest(method.requestDeserialize, call.request);
      await writeAll(call, this.handlers.pullSnapshot(request), method.responseSerialize);
      call.end();
    } catch (error) {
      this.fail(call, error, method.path);
    }
  }

  private async pullPlacement(
    call: ServerUnaryCall<Buffer, Buffer>,
    respond: sendUnaryData<Buffer>,
  ): Promise<void> {
    const method = PEER.pullPlacement;
    try {
      this.checkHello(call, helloOf(call.metadata));
      const request = decodeRequest(method.requestDeserialize, call.request);
      respond(null, method.responseSerialize(await this.handlers.pullPlacement(request)));
    } catch (error) {
      respond(grpcStatus(failureOfCall(error, this.env.log, method.path)));
    }
  }

  private async pullPlacementParts(call: ServerWritableStream<Buffer, Buffer>): Promise<void> {
    const method = PEER.pullPlacementParts;
    try {
      this.checkHello(call, helloOf(call.metadata));
      const request = decodeRequest(method.requestDeserialize, call.request);
      const parts = partsOf(await this.handlers.pullPlacement(request));
      await writeAll(call, parts, method.responseSerialize);
      call.end();
    } catch (error) {
      this.fail(call, error, method.path);
    }
  }

  /** @throws RailkvError PEER_REFUSED */
  private checkHello(call: { getPeer(): string }, hello: pb.Hello.$Properties): void {
    const foreign = this.tls && checkShown(this.listener.shownBy(call.getPeer()), hello.nodeId ?? '');
    const refusal = foreign ?? this.handlers.checkHello(hello);
    if (refusal) throw errorFromRefusal(refusal);
  }

  private fail(call: { emit(event: string, error: unknown): boolean }, error: unknown, path: string): void {
    call.emit('error', grpcStatus(failureOfCall(error, this.env.log, path)));
  }
}
