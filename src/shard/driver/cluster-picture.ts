/** The cluster as the leader of group 0 sees it: what is replicated, and what nodes and groups' leaders told since. Kept up to
 *  date piece by piece, with the sums that decisions are made from: nobody looks through all groups for one decision.
 *
 *  Counts are of what will be once the operators under way are done: a decision never counts on what another one took. */
import type { NodeHealth, NodeState, OperatorKind } from '../../proto/placement-names.js';
import type { GroupId, ReplicaId } from '../../raft/ids.js';
import { arrivals, departures, type OperatorStep } from '../operator.js';
import { compareText } from '../replica-placement.js';

export interface PictureNode {
  readonly node: string;
  /** '' when nobody said: all such nodes count as one zone. */
  readonly zone: string;
  /** '' when nobody said: the node counts as a host of its own. */
  readonly host: string;
  readonly state: NodeState;
  readonly health: NodeHealth;
  readonly lowOnDisk: boolean;
  /** A recovery from lost quorum declared it so: nobody ever hears it again. */
  readonly lost: boolean;
}

export interface PictureMember {
  readonly node: string;
  readonly replica: ReplicaId;
  readonly learner: boolean;
  readonly damaged: boolean;
  /** As far as its leader said. */
  readonly caughtUp: boolean;
}

/** An operator of the group, under way or just decided. */
export interface PictureOperator {
  readonly id: number;
  readonly kind: OperatorKind;
  readonly steps: readonly OperatorStep[];
  readonly doing: string;
}

export interface PictureGroup {
  readonly group: GroupId;
  readonly members: readonly PictureMember[];
  /** '' when nobody is known to lead. */
  readonly leader: string;
  /** Who should lead. */
  readonly preferred: string;
  readonly wanted: number;
  readonly ackQuorum: number;
  /** Before a recovery from lost quorum; 0: nothing is to be restored. */
  readonly keptAckQuorum: number;
  readonly confVersion: number;
  readonly joint: boolean;
  /** Nodes on which placement began a learner. */
  readonly begun: readonly string[];
  readonly commandsPerSecond: number;
  /** Empty: none proposed. */
  readonly splitKey: Uint8Array;
  readonly operator: PictureOperator | undefined;
}

/** A node with what it carries. */
export interface NodeEntry {
  readonly node: PictureNode;
  /** Voting copies, as they will be. */
  readonly copies: ReadonlySet<GroupId>;
  /** Groups that it should lead, as it will be. */
  readonly leads: ReadonlySet<GroupId>;
  /** Copies of any kind, as they are. */
  readonly carried: ReadonlySet<GroupId>;
  /** Groups that it leads, as last reported. */
  readonly led: ReadonlySet<GroupId>;
  readonly arriving: number;
  readonly leaving: number;
  /** Leader transfers to and from it. */
  readonly transfers: number;
  /** Its copies by the zones of the group's other copies: those of one kind fit the same nodes. */
  readonly byZones: ReadonlyMap<string, ReadonlySet<GroupId>>;
  /** Groups that it should lead, by each node that carries another copy: whom it could hand a group to is seen at once. */
  readonly heirs: ReadonlyMap<string, ReadonlySet<GroupId>>;
}

interface Entry extends NodeEntry {
  node: PictureNode;
  copies: Set<GroupId>;
  leads: Set<GroupId>;
  carried: Set<GroupId>;
  led: Set<GroupId>;
  arriving: number;
  leaving: number;
  transfers: number;
  byZones: Map<string, Set<GroupId>>;
  heirs: Map<string, Set<GroupId>>;
}

/** What a group adds to the sums: taken out again before it changes. */
interface Share {
  readonly copies: readonly string[];
  readonly zones: readonly string[];
  readonly lead: string;
}

export class ClusterPicture {
  readonly #nodes = new Map<string, Entry>();
  readonly #groups = new Map<GroupId, PictureGroup>();
  readonly #shares = new Map<GroupId, Share>();
  #running = 0;
  #repairs = 0;
  #version = 0;
  #sorted: readonly NodeEntry[] | undefined;

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** Operators of groups under way or decided. */
  get running(): number {
    return this.#running;
  }

  get repairs(): number {
    return this.#repairs;
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** By id. Sums change under way; the list does not. */
  nodes(): readonly NodeEntry[] {
    this.#sorted ??= [...this.#nodes.values()].sort((a, b) => compareText(a.node.node, b.node.node));
    return this.#sorted;
  }

  node(id: string): NodeEntry | undefined {
    return this.#nodes.get(id);
  }

  group(id: GroupId): PictureGroup | undefined {
    return this.#groups.get(id);
  }

  groups(): IterableIterator<PictureGroup> {
    return this.#groups.values();
  }

  putNode(node: PictureNode): void {
    const held = this.#nodes.get(node.node);
    this.#version += 1;
    if (held === undefined) {
      this.#nodes.set(node.node, emptyEntry(node));
      this.#sorted = undefined;
      return;
    }
    const moved = held.node.zone !== node.zone;
    held.node = node;
    if (!moved) return;
    for (const group of [...held.copies]) this.#again(group);
  }

  putGroup(group: PictureGroup): void {
    this.#version += 1;
    const before = this.#groups.get(group.group);
    if (before !== undefined) this.#count(before, -1);
    this.#groups.set(group.group, group);
    this.#count(group, 1);
  }

  /** Words of a group that no sum depends on. */
  noteLoad(id: GroupId, load: Pick<PictureGroup, 'commandsPerSecond' | 'splitKey'>): void {
    const held = this.#groups.get(id);
    if (held !== undefined) this.#groups.set(id, { ...held, ...load });
  }

  /** An operator that was decided on, or is none any more. */
  setOperator(id: GroupId, operator: PictureOperator | undefined): void {
    const held = this.#groups.get(id);
    if (held !== undefined) this.putGroup({ ...held, operator });
  }

  #again(id: GroupId): void {
    const held = this.#groups.get(id);
    if (held === undefined) return;
    this.#count(held, -1);
    this.#count(held, 1);
  }

  #count(group: PictureGroup, by: 1 | -1): void {
    const { operator, members, leader } = group;
    for (const { node } of members) this.#mark(node, 'carried', group.group, by);
    if (leader !== '') this.#mark(leader, 'led', group.group, by);
    if (operator !== undefined) this.#countOperator(operator, leader, by);
    const share = by === 1 ? this.#share(group) : this.#shares.get(group.group);
    if (share === undefined) return;
    if (by === 1) this.#shares.set(group.group, share);
    for (const [at, node] of share.copies.entries()) {
      this.#mark(node, 'copies', group.group, by);
      this.#markWithin(node, 'byZones', share.zones[at] ?? '', group.group, by);
      if (node !== share.lead) this.#markWithin(share.lead, 'heirs', node, group.group, by);
    }
    if (share.lead !== '') this.#mark(share.lead, 'leads', group.group, by);
  }

  #countOperator({ kind, steps }: PictureOperator, leader: string, by: 1 | -1): void {
    this.#running += by;
    if (kind === 'repair') this.#repairs += by;
    const add = (node: string, sum: 'arriving' | 'leaving' | 'transfers'): void => {
      const entry = this.#nodes.get(node);
      if (entry !== undefined) entry[sum] += by;
    };
    for (const node of arrivals(steps)) add(node, 'arriving');
    for (const node of departures(steps)) add(node, 'leaving');
    for (const step of steps) {
      if (step.kind !== 'transfer') continue;
      add(step.node, 'transfers');
      add(leader, 'transfers');
    }
  }

  #share(group: PictureGroup): Share {
    const copies = plannedVoters(group);
    const zoneOf = (node: string): string => this.#nodes.get(node)?.node.zone ?? '';
    const zones = copies.map((node) =>
      JSON.stringify(
        copies
          .filter((other) => other !== node)
          .map(zoneOf)
          .sort(compareText),
      ),
    );
    return { copies, zones, lead: plannedLead(group, copies) };
  }

  #mark(node: string, sum: 'copies' | 'leads' | 'carried' | 'led', group: GroupId, by: 1 | -1): void {
    const entry = this.#nodes.get(node);
    if (entry === undefined) return;
    if (by === 1) entry[sum].add(group);
    else entry[sum].delete(group);
  }

  #markWithin(node: string, sum: 'byZones' | 'heirs', key: string, group: GroupId, by: 1 | -1): void {
    const held = this.#nodes.get(node)?.[sum];
    if (held === undefined) return;
    const groups = held.get(key) ?? new Set<GroupId>();
    if (by === 1) held.set(key, groups.add(group));
    else if (groups.delete(group) && groups.size === 0) held.delete(key);
  }
}

function emptyEntry(node: PictureNode): Entry {
  return {
    node,
    copies: new Set(),
    leads: new Set(),
    carried: new Set(),
    led: new Set(),
    arriving: 0,
    leaving: 0,
    transfers: 0,
    byZones: new Map(),
    heirs: new Map(),
  };
}

/** Nodes of the copies that will vote. */
function plannedVoters(group: PictureGroup): string[] {
  const voters = group.members.filter(({ learner }) => !learner).map(({ node }) => node);
  if (group.operator === undefined) return voters;
  const { steps } = group.operator;
  const going = new Set(departures(steps));
  const coming = steps.flatMap((step) => (step.kind === 'joint' && step.add !== '' ? [step.add] : []));
  const staying = voters.filter((node) => !going.has(node) || coming.includes(node));
  return [...new Set([...staying, ...coming])];
}

function plannedLead(group: PictureGroup, copies: readonly string[]): string {
  const transfer = group.operator?.steps.findLast((step) => step.kind === 'transfer');
  if (transfer !== undefined && copies.includes(transfer.node)) return transfer.node;
  return copies.includes(group.preferred) ? group.preferred : (copies[0] ?? '');
}
