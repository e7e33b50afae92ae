/** What this node knows of placement, and what it does about it: it makes the replicas that group 0 says are its own. Where
 *  group 0 has a replica here, that is the source; elsewhere changes are pulled from a node that has one, nudged by the
 *  revision in heartbeats and by messages for groups not known yet. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { nodeFromWire, PLACEMENT_GROUP, type PlacedGroup } from '../../shard/descriptor.js';
import { compareEpochs, FIRST_EPOCH } from '../../shard/epoch.js';
import { PlacementView } from '../../shard/placement-view.js';
import type { GroupSeed } from '../../store/group-meta.js';
import type { NodeStore, Refusal } from '../../store/node-store.js';
import type { PeerTransport } from '../peer-transport.js';
import { describe } from './describe.js';
import { endProcess } from './end-process.js';
import type { HostedReplica } from './hosted-replica.js';
import { assert, InvariantError } from './invariant.js';
import { firstMeta } from './new-group.js';

/** A new group's first replica asks for votes at once, and again until the others have their replicas too. */
const CAMPAIGN_AGAIN_MS = 250;
const CAMPAIGNS_MAX = 20;
const PULL_AGAIN_MS = 500;
/** A replica whose range is still held by another one here is tried again after this. */
const CREATE_AGAIN_MS = 2_000;

export interface PlacementAgentParts {
  readonly env: Env;
  readonly nodeId: string;
  readonly store: NodeStore;
  readonly transport: PeerTransport;
  /** Of group 0's local replica; undefined when there is none. */
  readonly localView: () => PlacementView | undefined;
  /** Whether that replica hears a leader: one that was left behind by its group has to ask, like everybody else. */
  readonly localHears: () => boolean;
  /** Nodes that carry group 0, in the order to ask them. */
  readonly placementNodes: () => readonly string[];
  /** Running, installing or damaged. */
  readonly isHosted: (group: GroupId) => boolean;
  readonly open: (group: GroupId) => HostedReplica;
  readonly changed: (view: PlacementView) => void;
}

const isNew = ({ epoch }: PlacedGroup): boolean => compareEpochs(epoch, FIRST_EPOCH) === 'same';

export class PlacementAgent {
  readonly #pulled = new PlacementView();
  #pulling = false;
  /** After a pull that failed, until the next. */
  #pausing = false;
  /** Who is to be asked first at the next. */
  #first: string | undefined;
  #pullAgain = false;
  #syncedRevision = 0;
  readonly #creating = new Map<GroupId, Promise<void>>();
  #stopped = false;

  constructor(private readonly parts: PlacementAgentParts) {}

  /** A replica of group 0 that has just come here may be behind what was pulled before. */
  get view(): PlacementView {
    const local = this.parts.localView();
    return local === undefined || local.revision < this.#pulled.revision ? this.#pulled : local;
  }

  get revision(): number {
    return this.view.revision;
  }

  /** Group 0's local replica applied something. */
  applied(): void {
    if (this.view.revision > this.#syncedRevision) this.#sync(this.view.groupsOn(this.parts.nodeId));
  }

  /** Group 0's replica leaves this node: what it knew is kept, and followed by pulling from now on. */
  left(view: PlacementView): void {
    this.#pulled.applyDelta(view.delta(0));
  }

  /** No replica of group 0 here follows its leader. */
  get asks(): boolean {
    return !this.parts.localHears();
  }

  /** Somebody knows more than we do, or a message came for a group not known here: those who carry group 0 may.
   *  @param first is asked before them */
  nudge(first?: string): void {
    if (this.asks) this.#pull(0, first);
  }

  /** A heartbeat names a newer revision. Whoever sent it is asked first: those who carried group 0 when this node last heard
   *  of it may carry it no more, and know no more than this node. */
  heard(revision: number, fromNode: string): void {
    if (revision > this.view.revision && this.asks) this.#pull(0, fromNode);
  }

  #pull(turn: number, first: string | undefined): void {
    if (this.#stopped) return;
    if (this.#pulling || this.#pausing) {
      this.#pullAgain = true;
      this.#first = first ?? this.#first;
      return;
    }
    const placementNodes = this.parts.placementNodes();
    const nodes = first === undefined ? placementNodes : [first, ...placementNodes];
    const node = nodes[turn % Math.max(1, nodes.length)];
    if (node === undefined) return;
    this.#pulling = true;
    this.#pullAgain = false;
    const stranger = !placementNodes.includes(node) && this.view.node(node) === undefined;
    const request = { nodeId: this.parts.nodeId, sinceRevision: stranger ? 0 : this.#pulled.revision };
    this.parts.transport.pullPlacement(node, request).then(
      (delta) => {
        this.#pulling = false;
        if (!stranger || this.#namesBoth(delta, node)) this.#take(delta);
        if (this.#pullAgain) this.#pull(turn, this.#named() ?? first);
      },
      (error: unknown) => {
        this.#pulling = false;
        this.parts.env.log.debug({ peer: node, error: describe(error) }, 'placement not pulled');
        this.#pausing = true;
        this.parts.env.clock.after(PULL_AGAIN_MS, () => {
          this.#pausing = false;
          const named = this.#named();
          this.#pull(named === undefined ? turn + 1 : 0, named ?? first);
        });
      },
    );
  }

  #named(): string | undefined {
    const named = this.#first;
    this.#first = undefined;
    return named;
  }

  /** Who is not known here is believed only what counts it and this node among the members: not that either has left. */
  #namesBoth({ nodes }: pb.PlacementDelta.$Properties, stranger: string): boolean {
    const members = new Set(
      (nodes ?? [])
        .map(nodeFromWire)
        .filter(({ state }) => state !== 'removed')
        .map(({ node }) => node),
    );
    return members.has(stranger) && members.has(this.parts.nodeId);
  }

  #take(delta: pb.PlacementDelta.$Properties): void {
    const changed = this.#pulled.applyDelta(delta);
    if (changed.length === 0 && this.#pulled.revision <= this.#syncedRevision) return;
    this.#sync(changed.filter(({ replicas }) => replicas.some(({ node }) => node === this.parts.nodeId)));
  }

  isCreating(group: GroupId): boolean {
    return this.#creating.has(group);
  }

  /** Makes the replicas that are ours and not here, of groups as they were made: whoever joins one that has lived gets a
   *  snapshot from it (membership.ts). Their first rows meet in one batch of the log. */
  #sync(groups: readonly PlacedGroup[]): void {
    if (this.#stopped) return; // the host goes on applying while the node stops
    this.#syncedRevision = this.view.revision;
    this.parts.changed(this.view);
    this.#make(groups);
  }

  #make(groups: readonly PlacedGroup[]): void {
    if (this.#stopped) return;
    for (const placed of groups) {
      if (placed.group === PLACEMENT_GROUP || this.#creating.has(placed.group)) continue;
      if (this.parts.isHosted(placed.group) || !isNew(placed)) continue;
      const meta = firstMeta(placed, this.parts.nodeId);
      if (meta === undefined || meta.replica < this.parts.store.leastReplica(placed.group)) continue;
      const created = this.#create(placed, meta).finally(() => this.#creating.delete(placed.group));
      this.#creating.set(placed.group, created);
    }
  }

  async #create(placed: PlacedGroup, meta: GroupSeed): Promise<void> {
    const { store, env } = this.parts;
    try {
      const made = await store.createGroup(meta);
      if (this.#stopped) return;
      if (made.kind !== 'created') {
        this.#notCreated(placed, made);
        return;
      }
    } catch (error) {
      endProcess(env, `the replica of group ${placed.group} cannot be created`, error);
      return;
    }
    const replica = this.parts.open(placed.group);
    if (placed.replicas[0]?.node === this.parts.nodeId) this.#campaign(replica, CAMPAIGNS_MAX);
  }

  #notCreated({ group }: PlacedGroup, refused: Refusal): void {
    const { store, env } = this.parts;
    switch (refused.kind) {
      case 'tombstoned':
        // Looked at in the same turn, before the store was asked.
        throw new InvariantError(`group ${group} is tombstoned below replica ${refused.leastReplica}`);
      case 'exists':
        assert(
          !store.state.has(group),
          `the replica of group ${group} is in the store, and nobody opened it`,
        );
        // A later replica of it has spoken here: its group has lived on, and gives it a snapshot.
        env.log.info({ group }, 'replica not created: its group has lived on');
        return;
      case 'overlap':
        // A replica that lost this range, or whose group is gone, has not heard of it yet: it goes first.
        env.log.warn(
          { group, groups: refused.groups },
          'replica not created yet: its range is still held here',
        );
        env.clock.after(CREATE_AGAIN_MS, () => {
          const placed = this.view.group(group);
          if (placed !== undefined) this.#make([placed]);
        });
    }
  }

  #campaign(replica: HostedReplica, left: number): void {
    if (this.#stopped || replica.closed || replica.leader !== 0 || left === 0) return;
    // Once it asks for votes, asking anew would give up those that are on their way.
    if (replica.role !== 'candidate') replica.campaign();
    this.parts.env.clock.after(CAMPAIGN_AGAIN_MS, () => this.#campaign(replica, left - 1));
  }

  /** Resolves once no replica is being made any more: only then may the store be closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#creating.values());
  }
}
