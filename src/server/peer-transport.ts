/** How a node reaches the other nodes: frames that may be lost, and bulk that the receiver pulls. The gRPC adapter
 *  (`transport/`) and the simulated network (`test/sim/network.ts`) implement it; the host knows neither. */
import type { pb } from '../proto/index.js';

/** A node as the transport dials it. */
export interface PeerAddress {
  readonly nodeId: string;
  /** host:port of its peer listener. */
  readonly address: string;
}

/** Why a handshake is refused, with the remedy in the message: it travels back and ends the dialling side's hopes. */
export interface HelloRefusal {
  readonly reason:
    | 'WRONG_CLUSTER'
    | 'OLD_COPY'
    | 'UNKNOWN_NODE'
    | 'PROTOCOL'
    | 'NODE_LOST'
    | 'RECOVERED_APART'
    | 'CERTIFICATE'
    | 'REMOVED'
    | 'TOO_OLD';
  readonly message: string;
}

/** What the host answers. All are called on the event loop; none of them throws for a peer's mistake. */
export interface PeerHandlers {
  /** What this node says of itself first on every stream it opens, and in answer to a Hello. */
  hello(toNode: string): pb.Hello.$Properties;
  /** Looks at a Hello, of either direction, before anything else of that stream is believed. `undefined`: welcome. */
  checkHello(hello: pb.Hello.$Properties): HelloRefusal | undefined;
  /** A peer refused our Hello. */
  refused(byNode: string, refusal: HelloRefusal): void;
  /** A frame of an accepted stream. `bytes` fields may be views: the host copies what it keeps. */
  frame(fromNode: string, incarnation: number, frame: pb.PeerFrame.$Properties): void;
  pullSnapshot(request: pb.PullSnapshotRequest.$Properties): AsyncIterable<pb.SnapshotChunk.$Properties>;
  pullPlacement(request: pb.PullPlacementRequest.$Properties): Promise<pb.PlacementDelta.$Properties>;
}

export interface PeerTransport {
  /** Listens and begins to dial. */
  start(handlers: PeerHandlers): Promise<void>;
  stop(): Promise<void>;
  /** The whole set of peers, itself left out; called again when it changes. */
  setPeers(peers: readonly PeerAddress[]): void;
  /** Ends the stream on which a node sends to this one, if there is one, and tells it why. */
  refuse(node: string, refusal: HelloRefusal): void;
  /** Lossy; ordered per peer while a stream lives. Drops the frame, heartbeats excepted, when the peer's queue (bytes) is
   *  full, and answers whether it was taken: a false lets Raft count the peer as unreachable. */
  send(node: string, frame: pb.PeerFrame.$Properties): boolean;
  /** @throws RailkvError UNREACHABLE, or what the other side refused with. Ending the iteration cancels the pull. */
  pullSnapshot(
    node: string,
    request: pb.PullSnapshotRequest.$Properties,
  ): AsyncIterable<pb.SnapshotChunk.$Properties>;
  pullPlacement(
    node: string,
    request: pb.PullPlacementRequest.$Properties,
  ): Promise<pb.PlacementDelta.$Properties>;
}
