/** Which nodes this one speaks with: those of group 0's applied state, and until it has seen any, those that it was started
 *  with. A node that was removed is refused, and one that learns this of itself stops for good. */

import type { pb } from '../../proto/index.js';
import type { PlacedNode } from '../../shard/descriptor.js';
import type { PlacementView } from '../../shard/placement-view.js';
import { lostIn, mergeRecoveries, type Recovery, recoveriesFromWire } from '../../shard/recoveries.js';
import type { HelloRefusal, PeerAddress, PeerTransport } from '../peer-transport.js';
import { refuseApart, refuseLost } from '../recovery/lost-nodes.js';
import type { ClusterMemory } from './cluster-memory.js';
import type { NodeAddress, NodeConfig } from './node-config.js';
import type { Lives, PeerLiveness } from './peer-liveness.js';
import type { PeerVersions } from './peer-versions.js';

export interface NeighboursParts {
  readonly config: NodeConfig;
  readonly transport: PeerTransport;
  readonly liveness: PeerLiveness;
  readonly memory: ClusterMemory;
  readonly view: () => PlacementView;
  readonly versions: PeerVersions;
  /** That this node has on disk. */
  readonly recoveries: () => readonly Recovery[];
  /** Whether nobody is left of those who could tell this node what group 0 says. */
  readonly isLost: () => boolean;
  /** Somebody is not known here who may be new. @param nodeId may be asked; undefined: nobody knows where it is */
  readonly unknown: (nodeId: string | undefined) => void;
}

/** More than join at once; who is forgotten greets again. */
const STRANGERS_MAX = 8;

export class Neighbours {
  #peers: readonly PeerAddress[] = [];
  /** Where those listen who greeted this node and are not known here. While it was cut off they may have become the only ones
   *  who know who its peers are now: they are asked, and believed no sooner than what they say names them. */
  readonly #strangers = new Map<string, string>();
  #remembered = '';
  #removed = false;

  constructor(private readonly parts: NeighboursParts) {}

  /** Whom it sends heartbeats. */
  get peers(): readonly string[] {
    return this.#peers.map(({ nodeId }) => nodeId);
  }

  /** Where this node listens for its peers; '' before it knows. */
  get ownAddress(): string {
    const { config, view } = this.parts;
    const own = config.nodes.find(({ nodeId }) => nodeId === config.nodeId);
    return view().node(config.nodeId)?.peerAddress ?? own?.peerAddress ?? '';
  }

  /** Those it was started with. */
  begin(): void {
    const { nodes } = this.parts.config;
    this.#set(nodes.map(({ nodeId, peerAddress }) => ({ nodeId, address: peerAddress })));
  }

  /** Placement changed. */
  follow(view: PlacementView): void {
    const { config, transport } = this.parts;
    const nodes = view.nodes();
    if (nodes.length === 0) return;
    this.parts.versions.follow(view);
    const own = view.node(config.nodeId);
    if (own?.state === 'removed') {
      this.wasRemoved(refusalOf(own).message);
      return;
    }
    const members = nodes.filter(({ state }) => state !== 'removed');
    this.#remember(members, view.revision);
    this.#set(members.map(({ node, peerAddress }) => ({ nodeId: node, address: peerAddress })));
    for (const node of nodes) if (node.state === 'removed') transport.refuse(node.node, refusalOf(node));
    for (const { lostNodes } of view.recoveries)
      for (const node of lostNodes) {
        const refusal = refuseLost(view.recoveries, node);
        if (refusal !== undefined && node !== config.nodeId) transport.refuse(node, refusal);
      }
  }

  /** What this node's own disk says of them, and what group 0 does: whoever joined since has only that. */
  get recoveries(): readonly Recovery[] {
    return mergeRecoveries(this.parts.view().recoveries, this.parts.recoveries());
  }

  #set(nodes: readonly PeerAddress[]): void {
    const { config, liveness, transport } = this.parts;
    this.#peers = nodes.filter(({ nodeId }) => nodeId !== config.nodeId);
    this.#strangers.clear();
    for (const { nodeId } of this.#peers) liveness.expect(nodeId);
    transport.setPeers(this.#peers);
  }

  #remember(members: readonly PlacedNode[], revision: number): void {
    const addresses = members.map(
      ({ node, peerAddress, clientAddress, labels, placement }): NodeAddress => ({
        nodeId: node,
        peerAddress,
        clientAddress,
        labels: Object.fromEntries(labels),
        placement,
      }),
    );
    const text = JSON.stringify(addresses);
    if (text === this.#remembered) return;
    this.#remembered = text;
    this.parts.memory.known(addresses, revision);
  }

  /** By a peer's word or by group 0's own. */
  wasRemoved(why: string): void {
    if (this.#removed) return;
    this.#removed = true;
    this.parts.memory.removed(why);
  }

  /** Whether frames of this node are still taken. */
  speaksWith(nodeId: string): boolean {
    const view = this.parts.view();
    return view.node(nodeId)?.state !== 'removed' && lostIn(view.recoveries, nodeId) === undefined;
  }

  checkHello(hello: pb.Hello.$Properties): HelloRefusal | undefined {
    const { config, liveness, view } = this.parts;
    const nodeId = hello.nodeId ?? '';
    if (hello.clusterId !== config.clusterId)
      return {
        reason: 'WRONG_CLUSTER',
        message: `node ${nodeId} belongs to cluster ${hello.clusterId}, node ${config.nodeId} to ${config.clusterId}`,
      };
    if (hello.toNodeId !== config.nodeId)
      return {
        reason: 'UNKNOWN_NODE',
        message: `this is node ${config.nodeId}, not ${hello.toNodeId}: check the peer addresses`,
      };
    const own = this.recoveries;
    const refusal =
      refuseLost(own, nodeId) ??
      refuseApart(own, recoveriesFromWire(hello.recoveries), nodeId) ??
      this.#checkMember(nodeId, hello.peerAddress ?? '');
    if (refusal !== undefined) return refusal;
    return (
      this.parts.versions.check(hello, view()) ??
      liveness.greet(nodeId, livesOf(hello)) ??
      this.parts.versions.welcome(hello)
    );
  }

  #checkMember(nodeId: string, address: string): HelloRefusal | undefined {
    const { config, view, unknown, isLost } = this.parts;
    const held = view().node(nodeId);
    if (held?.state === 'removed') return refusalOf(held);
    if (held !== undefined) return undefined;
    if (view().revision === 0 && config.nodes.some((node) => node.nodeId === nodeId)) return undefined;
    if (address !== '' && isLost()) this.#noteStranger(nodeId, address);
    unknown(this.#strangers.has(nodeId) ? nodeId : undefined);
    return {
      reason: 'UNKNOWN_NODE',
      message: `node ${nodeId} is no node of this cluster, or has only just joined it`,
    };
  }

  #noteStranger(nodeId: string, address: string): void {
    if (this.#strangers.get(nodeId) === address) return;
    if (this.#strangers.size >= STRANGERS_MAX) this.#strangers.clear();
    this.#strangers.set(nodeId, address);
    const strangers = [...this.#strangers].map(([stranger, at]) => ({ nodeId: stranger, address: at }));
    this.parts.transport.setPeers([...this.#peers, ...strangers]);
  }
}

const livesOf = ({ incarnation, life, pastLives }: pb.Hello.$Properties): Lives => ({
  incarnation: incarnation ?? 0,
  life: life ?? 0,
  past: pastLives ?? [],
});

function refusalOf({ node }: PlacedNode): HelloRefusal {
  return {
    reason: 'REMOVED',
    message: `node ${node} was removed from its cluster: it must not serve again; join as a new node, with another id and an empty directory`,
  };
}
