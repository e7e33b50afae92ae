/** PeerTransport over gRPC: a listener for the other nodes, and towards each of them one stream of frames and, while there
 *  is something to pull, a second connection. */
import type { Client } from '@grpc/grpc-js';
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { someTakenOut } from '../grpc/authorities.js';
import type { HelloRefusal, PeerAddress, PeerHandlers, PeerTransport } from '../peer-transport.js';
import { OutgoingStream } from './outgoing-stream.js';
import { peerClient } from './peer-channel.js';
import { PeerServer } from './peer-server.js';
import type { PeerTls } from './peer-tls.js';
import { pullPlacement, pullSnapshot } from './pulls.js';

export interface GrpcPeerTransportParts {
  readonly env: Env;
  /** host:port to listen on. */
  readonly address: string;
  readonly limits: { readonly peerMessage: number; readonly peerQueue: number };
  /** Absent: plain text. */
  readonly tls?: PeerTls | undefined;
}

export interface PeerFigures {
  readonly peer: string;
  readonly connected: boolean;
  readonly queuedBytes: number;
  readonly dropped: number;
}

interface Running {
  readonly handlers: PeerHandlers;
  readonly server: PeerServer;
}

export class GrpcPeerTransport implements PeerTransport {
  private running: Running | undefined;
  private wanted: readonly PeerAddress[] = [];
  private readonly streams = new Map<string, OutgoingStream>();
  private readonly pullClients = new Map<string, Client>();
  /** Of the snapshots that are being pulled. */
  private distrusted = new AbortController();
  private boundAddress: string | undefined;

  constructor(private readonly parts: GrpcPeerTransportParts) {
    const source = parts.tls?.source;
    if (source === undefined) return;
    let { ca } = source.current;
    source.onChange(() => {
      const distrust = someTakenOut(ca, source.current.ca);
      ca = source.current.ca;
      this.takeNewCredentials(distrust);
    });
  }

  /** Where it listens, once it does. */
  get address(): string | undefined {
    return this.boundAddress;
  }

  /** @throws ListenError */
  async start(handlers: PeerHandlers): Promise<void> {
    const server = new PeerServer(handlers, this.parts.env, this.parts.limits.peerMessage, this.parts.tls);
    this.boundAddress = await server.listen(this.parts.address);
    this.running = { handlers, server };
    this.setPeers(this.wanted);
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    for (const stream of this.streams.values()) stream.stop();
    for (const client of this.pullClients.values()) client.close();
    this.streams.clear();
    this.pullClients.clear();
    await running?.server.close();
  }

  setPeers(peers: readonly PeerAddress[]): void {
    this.wanted = peers;
    const { running } = this;
    if (!running) return;
    const addresses = new Map(peers.map((peer) => [peer.nodeId, peer.address]));
    for (const [nodeId, stream] of this.streams) {
      if (addresses.get(nodeId) === stream.peer.address) continue;
      stream.stop();
      this.streams.delete(nodeId);
      this.pullClients.get(nodeId)?.close();
      this.pullClients.delete(nodeId);
    }
    for (const peer of peers) {
      if (this.streams.has(peer.nodeId)) continue;
      this.streams.set(
        peer.nodeId,
        new OutgoingStream(peer, running.handlers, this.parts.env, this.parts.limits, this.parts.tls),
      );
    }
  }

  refuse(node: string, refusal: HelloRefusal): void {
    this.running?.server.refuse(node, refusal);
  }

  send(node: string, frame: pb.PeerFrame.$Properties): boolean {
    return this.streams.get(node)?.send(frame) ?? false;
  }

  async *pullSnapshot(
    node: string,
    request: pb.PullSnapshotRequest.$Properties,
  ): AsyncIterable<pb.SnapshotChunk.$Properties> {
    const { client, hello } = this.puller(node);
    yield* pullSnapshot(client, hello, request, this.parts.env.clock, this.distrusted.signal);
  }

  async pullPlacement(
    node: string,
    request: pb.PullPlacementRequest.$Properties,
  ): Promise<pb.PlacementDelta.$Properties> {
    const { client, hello } = this.puller(node);
    return await pullPlacement(client, hello, request, this.parts.env.clock);
  }

  figures(): PeerFigures[] {
    return [...this.streams].map(([peer, stream]) => ({
      peer,
      connected: stream.isOpen,
      queuedBytes: stream.queuedBytes,
      dropped: stream.dropped,
    }));
  }

  /** A pull that is under way ends on the connection it has, unless its source may be of an authority that was taken out. */
  private takeNewCredentials(distrust: boolean): void {
    for (const stream of this.streams.values()) stream.takeNewCredentials(distrust);
    if (distrust) {
      this.distrusted.abort();
      this.distrusted = new AbortController();
    }
    for (const client of this.pullClients.values()) client.close();
    this.pullClients.clear();
  }

  private puller(node: string): { client: Client; hello: pb.Hello.$Properties } {
    const stream = this.streams.get(node);
    const { running } = this;
    if (!stream || !running)
      throw new RailkvError('UNREACHABLE', `node ${node} is not among the peers of this one`);
    let client = this.pullClients.get(node);
    if (!client) {
      client = peerClient(stream.peer, 'pulls', this.parts.limits.peerMessage, this.parts.tls);
      this.pullClients.set(node, client);
    }
    return { client, hello: running.handlers.hello(node) };
  }
}
