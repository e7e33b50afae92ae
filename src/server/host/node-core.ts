/** The parts of a running node, wired together. Lives from an opened store until it is closed; services look at it, node.ts
 *  starts and stops it. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { PLACEMENT_BUCKET, PLACEMENT_GROUP } from '../../shard/descriptor.js';
import { createPlacementMachine, PlacementMachine } from '../../shard/placement-machine.js';
import type { PlacementView } from '../../shard/placement-view.js';
import type { GroupMeta, Member } from '../../store/group-meta.js';
import type { GroupState } from '../../store/group-state.js';
import type { NodeStore } from '../../store/node-store.js';
import type { GroupRange } from '../../store/state-machine.js';
import { TicketMachine } from '../../store/tickets/ticket-machine.js';
import type { PeerTransport } from '../peer-transport.js';
import { recoveriesOf } from '../recovery/lost-nodes.js';
import { Bootstrap } from './bootstrap.js';
import { Checkpoints } from './checkpoints.js';
import type { ClusterMemory } from './cluster-memory.js';
import { Digests } from './digests.js';
import { DiskSpace } from './disk-space.js';
import { endProcess } from './end-process.js';
import { Gates } from './gates.js';
import { GroupChanges } from './group-changes.js';
import { GroupHost } from './group-host.js';
import { HoldDeadlines } from './hold-deadlines.js';
import type { HostedReplica } from './hosted-replica.js';
import { assert } from './invariant.js';
import { Leadership } from './leadership.js';
import { Membership } from './membership.js';
import { Neighbours } from './neighbours.js';
import { isPlacement } from './new-group.js';
import type { NodeConfig } from './node-config.js';
import { type NodeFigures, nodeFigures, nodeReport } from './node-figures.js';
import { NodeTicker } from './node-ticker.js';
import { type Instant, PeerLiveness } from './peer-liveness.js';
import { PeerVersions } from './peer-versions.js';
import { PlacementAgent } from './placement-agent.js';
import { PlacementDriving } from './placement-driving.js';
import type { PlacementReplica } from './placement-proposals.js';
import { PlacementReports } from './placement-reports.js';
import { PlacementSide } from './placement-side.js';
import { Proposals, type TicketReplica } from './proposals.js';
import { Reads } from './reads.js';
import { Replica } from './replica.js';
import { beginningAt } from './siblings.js';
import { Snapshots } from './snapshots.js';
import { Splits } from './splits.js';
import { wakeGroupsOf, wakeUnder } from './waking.js';

export interface NodeCoreParts {
  readonly config: NodeConfig;
  readonly env: Env;
  readonly store: NodeStore;
  readonly transport: PeerTransport;
  readonly memory: ClusterMemory;
}

/** What services hold of a node: it has no core before it is started. */
export interface NodeRef {
  /** @throws RailkvError while the node is starting */
  readonly core: NodeCore;
}

export class NodeCore {
  readonly config: NodeConfig;
  readonly env: Env;
  readonly store: NodeStore;
  readonly host: GroupHost;
  readonly liveness: PeerLiveness;
  readonly agent: PlacementAgent;
  readonly checkpoints: Checkpoints;
  readonly snapshots: Snapshots;
  readonly leadership: Leadership;
  readonly reads: Reads;
  readonly digests: Digests;
  readonly membership: Membership;
  readonly changes: GroupChanges;
  readonly splits: Splits;
  readonly reports: PlacementReports;
  readonly side: PlacementSide;
  readonly driving: PlacementDriving;
  readonly neighbours: Neighbours;
  readonly versions: PeerVersions;
  readonly disk: DiskSpace;
  /** What this node refuses, and where to go instead. */
  readonly gates: Gates;
  readonly damaged = new Map<GroupId, string>();
  /** Groups that a recovery from lost quorum has closed and is about to open again: nobody else makes replicas of them. */
  readonly recovering = new Set<GroupId>();
  placement: PlacementReplica | undefined;
  stopping = false;

  readonly #transport: PeerTransport;
  readonly #tickets = new Map<GroupId, { replica: TicketReplica; proposals: Proposals }>();
  readonly #deadlines: HoldDeadlines;
  readonly #bootstrap: Bootstrap;
  readonly #startedMs: number;
  readonly #ticker: NodeTicker;

  constructor(parts: NodeCoreParts) {
    const { config, env, store, memory } = parts;
    this.versions = new PeerVersions(config, env);
    const transport = this.versions.speaking(parts.transport);
    this.config = config;
    this.env = env;
    this.store = store;
    this.#transport = transport;
    this.#startedMs = env.clock.monotonicMs();
    const { limits, nodeId } = config;
    const silenceMs = limits.tickMs * limits.electionTicks;
    this.liveness = new PeerLiveness(silenceMs, limits.clockOffsetMsMax, store.peerLives);
    this.snapshots = new Snapshots({
      env,
      store,
      transport,
      checkpoints: () => this.checkpoints,
      lowDiskBytes: limits.lowDiskBytes,
      find: (group) => this.host.get(group),
      detach: (replica) => this.#detach(replica),
      reopen: (group) => this.open(group),
      sources: (group) => this.#sources(group),
      removed: (group, replica) => this.membership.discard(group, replica),
    });
    this.host = new GroupHost({
      env,
      limits,
      log: store.log,
      transport,
      events: {
        orphan: (group, message, from) => {
          if (!isPlacement(group)) this.agent.nudge();
          this.membership.spokenTo(group, message, from);
        },
        snapshotOffered: (replica, message, from) => this.snapshots.offered(replica, message, from),
        halted: (replica, reason) => this.#halted(replica, reason),
        roleChanged: (replica) => this.#roleChanged(replica),
        applied: (replica) => this.#applied(replica),
        digestTaken: (replica, index, digest) => this.digests.took(replica, index, digest),
        membersChanged: (replica, gone) => this.#membersChanged(replica, gone),
        splitOrdered: (...ordered) => this.splits.ordered(...ordered),
        unreadable: (replica, entry) => this.versions.unreadable(replica, entry),
        removedSpoke: (replica, id, from) => this.membership.tell(replica, id, from),
        isAway: (group, node) => this.liveness.isAway(node, group),
      },
    });
    const clockSuspect = (): boolean => this.liveness.clockSuspect(this.instant());
    this.digests = new Digests({
      env,
      nodeId,
      find: (group) => this.host.get(group),
      send: (node, digests) => this.#transport.send(node, { digests }),
      replicas: () => this.host.replicas(),
      clockSuspect,
    });
    this.checkpoints = new Checkpoints(
      env,
      limits,
      () => this.host.replicas(),
      (group) => this.snapshots.pinnedIndex(group),
    );
    this.splits = new Splits({
      env,
      store,
      checkpoints: this.checkpoints,
      tickets: (group) => this.#tickets.get(group)?.replica,
      open: (group) => this.open(group),
      isStopping: () => this.stopping,
      changed: () => this.reports.changed(),
      expire: (group) => this.#deadlines.order(group),
    });
    this.agent = new PlacementAgent({
      env,
      nodeId,
      store,
      transport,
      localView: () =>
        this.placement?.machine.bootstrapped === true ? this.placement.machine.view : undefined,
      localHears: () => this.placement?.machine.bootstrapped === true && this.placement.leader !== 0,
      placementNodes: () => this.#placementNodes(),
      isHosted: (group) =>
        this.host.get(group) !== undefined ||
        this.damaged.has(group) ||
        this.recovering.has(group) ||
        this.snapshots.isInstalling(group) ||
        this.membership.isRemoving(group),
      open: (group) => this.open(group),
      changed: (view) => this.neighbours.follow(view),
    });
    const isHeard = (node: string): boolean =>
      node === nodeId || this.liveness.isHeard(node, env.clock.monotonicMs());
    const responds = (node: string, group: GroupId): boolean =>
      node === nodeId || (isHeard(node) && !this.liveness.isAway(node, group));
    this.leadership = new Leadership({
      env,
      nodeId,
      replicas: () => this.host.replicas(),
      responds,
      isOff: (node) => this.liveness.isOff(node, this.instant()),
      incarnation: (node) => this.liveness.incarnation(node),
      preferred: (replica) => {
        const node = this.view.group(replica.group)?.replicas[0]?.node ?? '';
        return this.view.node(node)?.state === 'active' ? node : undefined;
      },
      placementRests: () => !this.driving.driver.isOperating,
    });
    const send = (node: string, frame: pb.PeerFrame.$Properties): void => {
      transport.send(node, frame);
    };
    this.gates = new Gates({
      nodeId,
      stopping: () => this.stopping,
      view: () => this.view,
      responds,
      clockSuspect,
      damage: (group) => this.damaged.get(group),
      isInstalling: (group) => this.snapshots.isInstalling(group),
      find: (group) => this.host.get(group),
    });
    this.#deadlines = new HoldDeadlines(env, (group) => this.#tickets.get(group)?.replica, clockSuspect);
    this.#bootstrap = new Bootstrap(env, config);
    this.#ticker = new NodeTicker(this, this.#deadlines, send);
    this.disk = new DiskSpace(env, limits.lowDiskBytes, () =>
      Promise.all([store.freeBytes(), store.totalBytes()]),
    );
    this.membership = new Membership({
      env,
      nodeId,
      store,
      snapshots: this.snapshots,
      find: (group) => this.host.get(group),
      replicas: () => this.host.replicas(),
      view: () => this.view,
      isCreating: (group) => this.agent.isCreating(group),
      send,
      forgotten: (group) => this.damaged.delete(group),
    });
    this.changes = new GroupChanges({
      env,
      find: (group) => this.host.get(group),
      isNode: (node) => this.view.node(node) !== undefined,
      isHeard,
      responds,
      clockSuspect,
      preferred: (group) => this.view.group(group)?.replicas[0]?.replica,
      view: () => this.view,
      versions: this.versions,
      beginningAt: (key) => beginningAt(this.host.replicas(), key),
      personAsks: (group, target) => this.side.orders.overrule(group, target),
    });
    this.reports = new PlacementReports({
      env,
      replicas: () => this.host.replicas(),
      view: () => this.view,
      placement: () => this.placement,
      placementNodes: () => this.#placementNodes(),
      send,
      wish: (replica) => this.changes.wish(replica),
      wanted: (replica, known) => this.changes.wanted(replica, known),
      splitWish: (replica) => this.changes.splitWish(replica),
    });
    this.neighbours = new Neighbours({
      config,
      transport,
      liveness: this.liveness,
      memory,
      view: () => this.view,
      versions: this.versions,
      recoveries: () => recoveriesOf(store.recoveries),
      isLost: () => this.agent.asks && !this.#placementNodes().some(isHeard),
      unknown: (node) => this.agent.nudge(node),
    });
    this.side = new PlacementSide({
      env,
      nodeId,
      report: () => nodeReport(this),
      replicas: () => this.host.replicas(),
      find: (group) => this.host.get(group),
      commandsTaken: (group) => this.#tickets.get(group)?.proposals.commandsTaken,
      splitKey: (group) => this.#tickets.get(group)?.proposals.load.splitKey(),
      placementNodes: () => this.#placementNodes(),
      changes: this.changes,
      send,
    });
    this.driving = new PlacementDriving({
      env,
      placement: () => this.placement,
      versions: this.versions,
      isHeard,
      hearing: this.side.hearing,
      recoveries: () => recoveriesOf(store.recoveries),
      order: (node, orders) => {
        if (node === nodeId) this.side.orders.take(orders);
        else send(node, { orders: [...orders] });
      },
    });
    this.reads = new Reads(env, limits, nodeId, (node) =>
      this.liveness.silentMs(node, env.clock.monotonicMs()),
    );
  }

  // --- replicas ---

  /** Opens what the store holds of a group: after a start, a creation or an install. */
  open(group: GroupId): HostedReplica {
    const state = this.store.state.openGroup(group);
    const common = {
      meta: state.meta,
      state,
      log: this.store.log.group(group),
      host: this.host,
      priority: this.#priority(state.meta),
    };
    this.damaged.delete(group);
    if (isPlacement(group)) {
      const replica: PlacementReplica = new Replica({
        ...common,
        makeMachine: (rows: GroupState) => {
          const machine = createPlacementMachine({ group, store: rows, range: rangeOf(state.meta) });
          assert(machine instanceof PlacementMachine, 'group 0 runs the placement machine');
          return machine;
        },
        epochChanged: () => undefined,
      });
      this.placement = replica;
      this.host.add(replica);
      replica.load([PLACEMENT_BUCKET]).then(
        () => this.agent.applied(),
        () => undefined, // the replica has halted and said why
      );
      return replica;
    }
    const replica: TicketReplica = new Replica({
      ...common,
      makeMachine: (rows: GroupState) =>
        new TicketMachine({ group, store: rows, range: rangeOf(state.meta) }),
      epochChanged: (machine, meta) => machine.setRange(rangeOf(meta)),
    });
    const proposals = new Proposals(replica, this.env, this.config.limits, this.gates);
    replica.source = proposals;
    this.#tickets.set(group, { replica, proposals });
    this.host.add(replica);
    return replica;
  }

  /** The first replica of a descriptor should lead: the others wait a little longer. */
  #priority(meta: GroupMeta): number {
    const first = this.view.group(meta.group)?.replicas[0]?.replica ?? meta.members[0]?.replica;
    return first === meta.replica ? 3 : 0;
  }

  tickets(group: GroupId): { replica: TicketReplica; proposals: Proposals } | undefined {
    return this.#tickets.get(group);
  }

  #detach(replica: HostedReplica): void {
    this.host.remove(replica);
    this.#deadlines.forget(replica.group);
    this.#tickets.delete(replica.group);
    if (this.placement?.group !== replica.group) return;
    if (this.placement.machine.bootstrapped) this.agent.left(this.placement.machine.view);
    this.placement = undefined;
  }

  #halted(replica: HostedReplica, reason: string): void {
    this.#detach(replica);
    this.damaged.set(replica.group, reason);
    this.membership.damaged(replica.group, replica.id);
    this.env.log.error({ group: replica.group, replica: replica.id, reason }, 'replica halted');
    this.store.markDamaged(replica.group, replica.id, reason).catch((error: unknown) => {
      endProcess(this.env, `the damage of group ${replica.group} could not be recorded`, error);
    });
  }

  /** Durable at once, so that a restart begins with the members there are. */
  #membersChanged(replica: HostedReplica, gone: readonly Member[]): void {
    const { group, meta } = replica;
    this.env.log.info({ group, epoch: meta.epoch, configuration: meta.configuration }, 'members changed');
    this.env.clock.soon(() => {
      if (replica.closed) return;
      void this.checkpoints.ensure(replica).catch(() => undefined);
      this.membership.changed(replica, gone);
      this.changes.advance(group);
      this.reports.changed();
      this.side.groupChanged(group);
    });
  }

  #roleChanged(replica: HostedReplica): void {
    this.reports.changed();
    this.side.groupChanged(replica.group);
    this.#deadlines.note(replica);
    if (replica.isLeader && isPlacement(replica.group)) this.#bootstrap.offer(this.placement);
  }

  #applied(replica: HostedReplica): void {
    if (replica.isLeader) this.#deadlines.note(replica);
    if (!isPlacement(replica.group)) return;
    this.agent.applied();
    if (replica.isLeader) this.#bootstrap.offer(this.placement);
  }

  // --- placement ---

  get view(): PlacementView {
    return this.agent.view;
  }

  #placementNodes(): string[] {
    const known = this.view.group(PLACEMENT_GROUP)?.replicas.map(({ node }) => node);
    const nodes = known ?? this.config.nodes.filter(({ placement }) => placement).map(({ nodeId }) => nodeId);
    const nowMs = this.env.clock.monotonicMs();
    const heard = (node: string): number => (this.liveness.isHeard(node, nowMs) ? 0 : 1);
    return nodes
      .filter((node) => node !== this.config.nodeId)
      .sort((a, b) => heard(a) - heard(b) || (a < b ? -1 : 1));
  }

  #sources(group: GroupId): string[] {
    const placed = this.view.group(group)?.replicas.map(({ node }) => node);
    const nodes = placed ?? (isPlacement(group) ? this.#placementNodes() : []);
    return nodes.filter((node) => node !== this.config.nodeId);
  }

  // --- peers ---

  frame(fromNode: string, incarnation: number, frame: pb.PeerFrame.$Properties): void {
    if (!this.liveness.admits(fromNode, incarnation)) return;
    if (!this.neighbours.speaksWith(fromNode)) return;
    const { heartbeat, messages, digests, amIMember, removed, reports } = frame;
    const news = this.liveness.heard(
      fromNode,
      incarnation,
      this.instant(),
      heartbeat
        ? {
            wallMs: heartbeat.wallClockMs ?? 0,
            placementRevision: heartbeat.placementRevision ?? 0,
            damagedGroups: heartbeat.damagedGroups ?? [],
          }
        : undefined,
    );
    if (news !== undefined) wakeGroupsOf(this.host.replicas(), fromNode);
    if (heartbeat) {
      this.agent.heard(heartbeat.placementRevision ?? 0, fromNode);
      for (const group of heartbeat.damagedGroups ?? []) wakeUnder(this.host.get(group), fromNode);
    }
    if (messages && messages.length > 0) this.host.receive(fromNode, messages);
    if (digests && digests.length > 0) this.digests.received(fromNode, digests);
    if (amIMember && amIMember.length > 0) this.membership.asked(fromNode, amIMember);
    if (removed && removed.length > 0) this.membership.told(removed);
    if (reports && reports.length > 0) this.reports.take(reports);
    this.side.frame(fromNode, frame);
  }

  // --- time ---

  instant(): Instant {
    const { clock } = this.env;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }

  start(): void {
    if (this.view.revision === 0) this.agent.nudge();
    this.#ticker.start();
  }

  /** @returns why this node cannot serve yet, or undefined. */
  notReady(): string | undefined {
    if (this.stopping) return 'the node is shutting down';
    if (this.view.revision === 0)
      return 'the node has not heard of group 0 yet: is a majority of the nodes up?';
    return undefined;
  }

  figures(): NodeFigures {
    return nodeFigures(this);
  }

  get uptimeMs(): number {
    return Math.round(this.env.clock.monotonicMs() - this.#startedMs);
  }

  async stopTimers(): Promise<void> {
    this.#ticker.stop();
    await this.snapshots.stop();
    await this.agent.stop();
    await this.membership.stop();
  }
}

function rangeOf(meta: GroupMeta): GroupRange {
  return { ...meta.range, ...meta.epoch };
}
