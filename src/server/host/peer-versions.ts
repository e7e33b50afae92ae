/** What the program of every other node speaks and supports, as its last Hello said, and what follows from that: the lowest
 *  common protocol of each connection, frames that hold no more than it has, and when the cluster may go to a new level.
 *  A process that its cluster has outgrown ends, and says what to install. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { entryFormat, formatsOf, levelFromWire } from '../../proto/versions.js';
import type { Entry } from '../../raft/message.js';
import type { SaidVersion } from '../../shard/cluster-level.js';
import type { PlacementView } from '../../shard/placement-view.js';
import type { HelloRefusal, PeerTransport } from '../peer-transport.js';
import { endProcess } from './end-process.js';
import { frameOf } from './frame-of.js';
import type { HostedReplica } from './hosted-replica.js';
import { isPlacement } from './new-group.js';
import type { NodeConfig } from './node-config.js';

interface Said extends SaidVersion {
  /** Lowest common one of this connection. */
  readonly protocol: number;
}

export class PeerVersions {
  readonly #said = new Map<string, Said>();

  constructor(
    private readonly config: Pick<NodeConfig, 'nodeId' | 'version' | 'versions'>,
    private readonly env: Env,
  ) {}

  /** This node's own part of its Hello. */
  said(): Pick<pb.Hello.$Properties, 'protocolMin' | 'protocolMax' | 'level' | 'version'> {
    return { ...this.config.versions, version: this.config.version };
  }

  check(hello: pb.Hello.$Properties, view: PlacementView): HelloRefusal | undefined {
    const { nodeId, version, versions } = this.config;
    const { protocolMin, protocolMax } = versions;
    const peer = `node ${hello.nodeId ?? ''} (railkv ${hello.version || 'before levels'})`;
    const max = hello.protocolMax ?? 0;
    const min = hello.protocolMin ?? 0;
    if (max < protocolMin || min > protocolMax) {
      const behind = max < protocolMin ? (hello.nodeId ?? '') : nodeId;
      return {
        reason: 'PROTOCOL',
        message: `${peer} speaks versions ${min} to ${max} of the protocol between nodes, node ${nodeId} (railkv ${version}) ${protocolMin} to ${protocolMax}: upgrade ${behind} to a version that speaks one of the other's`,
      };
    }
    const level = levelFromWire(hello.level);
    if (level >= view.level) return undefined;
    return {
      reason: 'TOO_OLD',
      message: `the cluster is at level ${view.level}, which never falls, and ${peer} supports levels up to ${level}: start ${hello.nodeId ?? ''} with the version that node ${nodeId} runs (railkv ${version}), or a newer one`,
    };
  }

  /** Remembers a Hello that was found good. */
  welcome(hello: pb.Hello.$Properties): undefined {
    const protocol = Math.min(hello.protocolMax ?? 0, this.config.versions.protocolMax);
    this.#said.set(hello.nodeId ?? '', {
      protocol,
      level: levelFromWire(hello.level),
      version: hello.version ?? '',
    });
  }

  /** The lowest that may be spoken, while a peer has said nothing. */
  protocolWith(node: string): number {
    return this.#said.get(node)?.protocol ?? this.config.versions.protocolMin;
  }

  /** Sends only what the other side's version knows. */
  speaking(transport: PeerTransport): PeerTransport {
    return {
      start: (handlers) => transport.start(handlers),
      stop: () => transport.stop(),
      setPeers: (peers) => transport.setPeers(peers),
      refuse: (node, refusal) => transport.refuse(node, refusal),
      pullSnapshot: (node, request) => transport.pullSnapshot(node, request),
      pullPlacement: (node, request) => transport.pullPlacement(node, request),
      send: (node, frame) => {
        const sent = frameOf(this.protocolWith(node), frame);
        return sent !== undefined && transport.send(node, sent);
      },
    };
  }

  /** Placement changed: the cluster may have gone beyond this program. */
  follow({ level }: PlacementView): void {
    const { nodeId, version, versions } = this.config;
    if (level <= versions.level) return;
    endProcess(
      this.env,
      `the cluster is at level ${level}, which never falls, and node ${nodeId} (railkv ${version}) supports levels up to ${versions.level}: start it with the version that the other nodes run`,
    );
  }

  /** Ends the process at an entry that a newer program wrote, before any of it is applied: its replica is not damaged. */
  unreadable({ group }: HostedReplica, { index, data }: Entry): boolean {
    const { nodeId, version, versions } = this.config;
    const formats = formatsOf(versions.level);
    const most = isPlacement(group) ? formats.placement : formats.entry;
    const format = entryFormat(data);
    if (format <= most) return false;
    endProcess(
      this.env,
      `entry ${index} of group ${group} has format ${format}, and node ${nodeId} (railkv ${version}) reads formats up to ${most}: start it with the version that the other nodes run`,
    );
    return true;
  }

  /** Where this node leads group 0: the entry that takes the cluster to the newest level that every node supports. A node
   *  that is not heard may come back with another program: nothing is raised before it is here. */
  raise(
    view: PlacementView,
    isHeard: (node: string) => boolean,
  ): pb.PlacementCommand.$Properties | undefined {
    const nodes: pb.NodeLevel.$Properties[] = [];
    let level = this.config.versions.level;
    for (const { node, state } of view.nodes()) {
      if (state === 'removed') continue;
      const said = this.#of(node);
      if (said === undefined || !isHeard(node)) return undefined;
      level = Math.min(level, said.level);
      nodes.push({ nodeId: node, level: said.level, version: said.version });
    }
    return level > view.level ? { raiseLevel: { level, nodes } } : undefined;
  }

  /** Why `what` is not possible yet: names who has to be upgraded. undefined: the cluster is at the level. */
  lacking(level: number, view: PlacementView, what: string): string | undefined {
    if (view.level >= level) return undefined;
    const members = view.nodes().filter(({ state }) => state !== 'removed');
    const old = members.flatMap(({ node }) => {
      const said = this.#of(node);
      if (said === undefined) return [`${node} (not heard)`];
      return said.level < level
        ? [`${node} (railkv ${said.version || 'before levels'}, level ${said.level})`]
        : [];
    });
    const remedy =
      old.length === 0
        ? 'every node supports it, and it is switched on in a moment'
        : `upgrade ${old.join(', ')}; it is switched on by itself once every node supports it`;
    return `${what} needs the cluster to be at level ${level}, and it is at level ${view.level}: ${remedy}`;
  }

  #of(node: string): SaidVersion | undefined {
    const { nodeId, version, versions } = this.config;
    return node === nodeId ? { level: versions.level, version } : this.#said.get(node);
  }
}
