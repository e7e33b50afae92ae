/** Nodes, groups and ranges as of a revision of group 0. The placement machine keeps one; a node that carries no replica of
 *  group 0 keeps one too, fed by deltas. Knows no lines' names and no stations: those are the catalogue's. */
import type { pb } from '../proto/index.js';
import { lineKey, prefixEnd } from '../proto/keys.js';
import { FIRST_LEVEL, levelFromWire, levelToWire } from '../proto/versions.js';
import type { GroupId, ReplicaId } from '../raft/ids.js';
import {
  groupFromWire,
  groupToWire,
  nodeFromWire,
  nodeToWire,
  type PlacedGroup,
  type PlacedNode,
  routeToWire,
} from './descriptor.js';
import { assert } from './invariant.js';
import { RangeMap } from './range-map.js';
import { type Recovery, recoveriesFromWire, recoveriesToWire } from './recoveries.js';
import { compareText } from './replica-placement.js';
import { inKeyOrder, pageOf } from './route-pages.js';

/** Who leads a group as far as the asked node knows: 0 when it does not. */
export type LeaderHint = (group: GroupId) => ReplicaId;

/** What changed since somebody last looked. */
export interface ViewChanges {
  readonly groups: Set<GroupId>;
  readonly nodes: Set<string>;
}

/** Revisions of one recovery epoch of group 0: none of them was given before the recovery, by an entry that it lost. */
const REVISIONS_PER_EPOCH = 2 ** 32;

export const leastRevision = (recoveryEpoch: number): number => recoveryEpoch * REVISIONS_PER_EPOCH;
const recoveryOf = (revision: number): number => Math.floor(revision / REVISIONS_PER_EPOCH);

export class PlacementView {
  readonly #nodes = new Map<string, PlacedNode>();
  readonly #groups = new Map<GroupId, PlacedGroup>();
  readonly #ranges = new RangeMap<GroupId>();
  #revision = 0;
  #level = FIRST_LEVEL;
  #recoveries: readonly Recovery[] = [];
  #changes: ViewChanges | undefined;

  /** 0: nothing is known yet. */
  get revision(): number {
    return this.#revision;
  }

  /** Of the cluster: the behaviour that is switched on. */
  get level(): number {
    return this.#level;
  }

  /** From lost quorum, of any group. */
  get recoveries(): readonly Recovery[] {
    return this.#recoveries;
  }

  /** By node id. */
  nodes(): PlacedNode[] {
    return [...this.#nodes.values()].sort((a, b) => compareText(a.node, b.node));
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  node(id: string): PlacedNode | undefined {
    return this.#nodes.get(id);
  }

  /** By group id, group 0 included. */
  groups(): PlacedGroup[] {
    return [...this.#groups.values()].sort((a, b) => a.group - b.group);
  }

  /** Groups, group 0 included. */
  get size(): number {
    return this.#groups.size;
  }

  group(id: GroupId): PlacedGroup | undefined {
    return this.#groups.get(id);
  }

  /** Groups of which this node carries a replica, by group id. */
  groupsOn(node: string): PlacedGroup[] {
    return this.groups().filter((group) => group.replicas.some((replica) => replica.node === node));
  }

  groupForKey(key: Uint8Array): PlacedGroup | undefined {
    const id = this.#ranges.find(key);
    return id === undefined ? undefined : this.#known(id);
  }

  /** The group that holds the start of the line's keys. */
  groupForLine(line: string): PlacedGroup | undefined {
    return this.groupForKey(lineKey(line));
  }

  /** Every group that holds keys of the line, in key order: more than one once a line has been split. */
  groupsForLine(line: string): PlacedGroup[] {
    const start = lineKey(line);
    return this.#ranges.within({ start, end: prefixEnd(start) }).map((id) => this.#known(id));
  }

  /** Routes of lines, keys and groups, in key order, each once; all where none is named. What no range holds is left out. */
  routes(asked: pb.GetRoutesRequest.$Properties, leader: LeaderHint): pb.GetRoutesResponse.$Properties {
    const named = [asked.lines, asked.keys, asked.groups].some((names) => (names ?? []).length > 0);
    const from = asked.pageStart ?? new Uint8Array(0);
    const wanted = asked.all === true || !named ? this.#from(from) : inKeyOrder(this.#named(asked), from);
    const page = pageOf(wanted, asked.limit ?? 0, (group) => this.#route(group, leader(group.group)));
    return { revision: this.#revision, ...page };
  }

  *#from(key: Uint8Array): Generator<PlacedGroup, void, undefined> {
    for (const id of this.#ranges.from(key)) yield this.#known(id);
  }

  *#named({ lines, keys, groups }: pb.GetRoutesRequest.$Properties): Generator<PlacedGroup, void, undefined> {
    for (const line of lines ?? []) yield* this.groupsForLine(line);
    for (const key of keys ?? []) {
      const group = this.groupForKey(key);
      if (group !== undefined) yield group;
    }
    for (const id of groups ?? []) {
      const group = this.#groups.get(id);
      if (group !== undefined) yield group;
    }
  }

  /** What changed after revision `since`, whole descriptors; everything where group 0 was recovered since: entries that it
   *  lost may be known by such a revision. */
  delta(asked: number): pb.PlacementDelta.$Properties {
    const whole = asked > 0 && recoveryOf(asked) !== recoveryOf(this.#revision);
    const since = whole ? 0 : asked;
    return {
      revision: this.#revision,
      level: levelToWire(this.#level),
      recoveries: recoveriesToWire(this.#recoveries),
      ...(whole && { whole }),
      nodes: this.nodes()
        .filter((node) => node.revision > since)
        .map(nodeToWire),
      groups: this.groups()
        .filter((group) => group.revision > since)
        .map(groupToWire),
    };
  }

  /** Takes in what another node's view said. One that is older than this view changes nothing.
   *  @returns the groups that are new or changed here. */
  applyDelta(delta: pb.PlacementDelta.$Properties): readonly PlacedGroup[] {
    if ((delta.revision ?? 0) <= this.#revision) return [];
    if (delta.whole === true) this.#forget();
    for (const wire of delta.nodes ?? []) this.putNode(nodeFromWire(wire));
    const changed = (delta.groups ?? [])
      .map(groupFromWire)
      .filter((group) => group.revision > (this.#groups.get(group.group)?.revision ?? 0));
    this.putGroups(changed);
    this.setRevision(delta.revision ?? 0);
    this.setLevel(levelFromWire(delta.level));
    this.setRecoveries(recoveriesFromWire(delta.recoveries));
    return changed;
  }

  #forget(): void {
    for (const { group, range } of this.groups()) {
      this.#ranges.delete(range.start);
      this.#groups.delete(group);
    }
    this.#nodes.clear();
    this.#level = FIRST_LEVEL;
  }

  /** From now on changes are noted for whoever takes them, the leader of group 0; everything counts as changed at first. */
  watch(): void {
    this.#changes = { groups: new Set(this.#groups.keys()), nodes: new Set(this.#nodes.keys()) };
  }

  /** What changed since the last time; `undefined` while nobody watches. */
  takeChanges(): ViewChanges | undefined {
    const changes = this.#changes;
    if (changes !== undefined) this.#changes = { groups: new Set(), nodes: new Set() };
    return changes;
  }

  unwatch(): void {
    this.#changes = undefined;
  }

  /** Moves on to `revision`, which never falls. */
  setRevision(revision: number): void {
    assert(revision >= this.#revision, `revision ${revision} is below ${this.#revision}`);
    this.#revision = revision;
  }

  /** It never falls either. */
  setLevel(level: number): void {
    assert(level >= this.#level, `level ${level} is below ${this.#level}`);
    this.#level = level;
  }

  setRecoveries(recoveries: readonly Recovery[]): void {
    this.#recoveries = recoveries;
  }

  putNode(node: PlacedNode): void {
    this.#nodes.set(node.node, node);
    this.#changes?.nodes.add(node.node);
  }

  /** Sets groups, new or changed, together: ranges may move from one to another of them.
   *  @throws InvariantError when two ranges would overlap or a replica id or node would be twice in a group. */
  putGroups(groups: readonly PlacedGroup[]): void {
    for (const group of groups) {
      checkMembers(group);
      const before = this.#groups.get(group.group);
      if (before !== undefined) this.#ranges.delete(before.range.start);
    }
    for (const group of groups) {
      const free = this.#ranges.add(group.range, group.group);
      assert(free, `the range of group ${group.group} is empty or overlaps another's`);
      this.#groups.set(group.group, group);
      this.#changes?.groups.add(group.group);
    }
    assert(this.#ranges.size === this.#groups.size, 'every group has one range');
  }

  /** Without a word of the asked node's own, the leader is whom it last reported as one. */
  #route(group: PlacedGroup, leader: ReplicaId): pb.Route.$Properties {
    return routeToWire(group, leader === 0 ? group.leader.replica : leader);
  }

  #known(id: GroupId): PlacedGroup {
    const group = this.#groups.get(id);
    assert(group !== undefined, `a range names group ${id}, which is not known`);
    return group;
  }
}

function checkMembers(group: PlacedGroup): void {
  const { replicas } = group;
  assert(
    new Set(replicas.map((replica) => replica.replica)).size === replicas.length &&
      new Set(replicas.map((replica) => replica.node)).size === replicas.length,
    `group ${group.group} names a replica id or a node twice`,
  );
}
