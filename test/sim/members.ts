/** Who carries a group, as the newest of its sound replicas has it; and what an operator may make of that. */
import type { GroupChange } from '../../src/client/cluster-types.js';
import { quorumSizes } from '../../src/raft/ack-quorum.js';
import type { GroupMeta } from '../../src/store/group-meta.js';
import type { Cluster } from './cluster.js';
import type { SeededRandom } from './seeded-random.js';
import { lossBudget } from './shape.js';
import type { SimNode } from './sim-node.js';

/** The metadata of each group's newest configuration among nodes that run and whose disks are sound, by group. */
export function newestMetas(cluster: Cluster): Map<number, GroupMeta> {
  const newest = new Map<number, GroupMeta>();
  for (const node of cluster.live()) {
    if (node.lost) continue;
    for (const { group, meta } of node.replicas()) {
      const known = newest.get(group);
      if (known === undefined || isNewer(meta, known)) newest.set(group, meta);
    }
  }
  return newest;
}

const isNewer = ({ epoch: a }: GroupMeta, { epoch: b }: GroupMeta): boolean =>
  a.confVersion > b.confVersion || (a.confVersion === b.confVersion && a.rangeVersion > b.rangeVersion);

/** Neither lost nor told to leave. */
const staysSound = (node: SimNode): boolean => !node.lost && !node.leaving;

export interface Carriers {
  readonly group: number;
  readonly voters: readonly string[];
  readonly learners: readonly string[];
  /** Sound nodes without a copy. */
  readonly free: readonly string[];
  readonly ackQuorum: number;
}

function carriersOf(cluster: Cluster, meta: GroupMeta): Carriers {
  const { configuration, members, group } = meta;
  const voters = members.filter(({ replica }) => configuration.voters.includes(replica));
  const learners = members.filter(({ replica }) => configuration.learners.includes(replica));
  const carried = new Set(members.map(({ node }) => node));
  return {
    group,
    voters: voters.map(({ node }) => node),
    learners: learners.map(({ node }) => node),
    free: cluster.nodes.filter((node) => staysSound(node) && !carried.has(node.id)).map(({ id }) => id),
    ackQuorum: configuration.ackQuorum,
  };
}

/** Whether every group can elect, commit and answer without what is lost and this node. */
export function couldSpare(cluster: Cluster, node: SimNode): boolean {
  return [...newestMetas(cluster).values()].every(({ configuration, members }) => {
    const gone = members.filter(({ node: id }) => id === node.id || cluster.node(id).lost);
    const left = (voters: readonly number[]): number =>
      voters.filter((voter) => !gone.some(({ replica }) => replica === voter)).length;
    const { voters, ackQuorum, votersOutgoing, ackQuorumOutgoing } = configuration;
    const enough = (half: readonly number[], d: number): boolean =>
      half.length === 0 || left(half) >= Math.max(d, quorumSizes(half.length, d).elect);
    return enough(voters, ackQuorum) && enough(votersOutgoing, ackQuorumOutgoing);
  });
}

/** What a person does when disks are gone for good. Where two changes at once left a group too few sound copies to sell, fewer have
 *  to hold a sale; a copy that was begun on such a disk is taken back, or whoever asked for it would wait for it for ever.
 *  Placement replaces copies only once their nodes have been away for long. */
export function afterLosses(cluster: Cluster): { readonly group: number; readonly change: GroupChange }[] {
  return [...newestMetas(cluster).values()].flatMap((meta) => {
    const { group, voters, learners, ackQuorum } = carriersOf(cluster, meta);
    if (group === 0) return [];
    const changes: GroupChange[] = learners
      .filter((id) => cluster.node(id).lost)
      .map((node) => ({ kind: 'removeReplica', node }));
    const sound = voters.filter((id) => !cluster.node(id).lost).length;
    if (sound > 0 && sound < ackQuorum) changes.push({ kind: 'setAckQuorum', ackQuorum: sound });
    return changes.map((change) => ({ group, change }));
  });
}

/** Draws changes that make sense now. `sparesDisks`: every group must be able to lose a disk at any time. */
export class ChangeDrawer {
  constructor(
    private readonly cluster: Cluster,
    private readonly random: SeededRandom,
    private readonly sparesDisks: boolean,
  ) {}

  /** A group that sells. */
  pickGroup(): Carriers | undefined {
    const groups = [...newestMetas(this.cluster).values()].filter(({ group }) => group > 0);
    return groups.length === 0 ? undefined : carriersOf(this.cluster, this.random.pick(groups));
  }

  /** Ack quorums that a group of so many voters may have. */
  #quorums(voters: number): number[] {
    return Array.from({ length: voters }, (_, at) => at + 1).filter(
      (ackQuorum) => !this.sparesDisks || lossBudget({ replicas: voters, ackQuorum }) > 0,
    );
  }

  /** One for so many voters; `undefined` leaves it as it is, where it may stay. */
  #quorumFor({ ackQuorum }: Carriers, voters: number): number | undefined {
    const possible = this.#quorums(voters);
    return possible.includes(ackQuorum) && this.random.chance(0.5) ? undefined : this.random.pick(possible);
  }

  #fits(voters: number): boolean {
    return this.#quorums(voters).length > 0;
  }

  /** Who leaves: one whose disk is gone before the others. */
  #leaver({ voters }: Carriers): string {
    const lost = voters.filter((id) => this.cluster.node(id).lost);
    return lost.length > 0 && this.random.chance(0.7) ? this.random.pick(lost) : this.random.pick(voters);
  }

  #removal(now: Carriers, node: string): GroupChange {
    const ackQuorum = this.#quorumFor(now, now.voters.length - 1);
    return { kind: 'removeReplica', node, ...(ackQuorum !== undefined && { ackQuorum }) };
  }

  #addition(now: Carriers, node: string): GroupChange {
    const ackQuorum = this.#quorumFor(now, now.voters.length + 1);
    return { kind: 'addReplica', node, ...(ackQuorum !== undefined && { ackQuorum }) };
  }

  add(now: Carriers): GroupChange[] | undefined {
    const spare = [...now.free, ...now.learners.filter((id) => !this.cluster.node(id).lost)];
    if (spare.length > 0 && this.#fits(now.voters.length + 1))
      return [this.#addition(now, this.random.pick(spare))];
    // Everybody votes: one leaves, and comes back as another.
    if (!this.#fits(now.voters.length - 1)) return undefined;
    const sound = now.voters.filter((id) => !this.cluster.node(id).lost);
    if (sound.length === 0) return undefined;
    const node = this.random.pick(sound);
    const ackQuorum = this.random.pick(this.#quorums(now.voters.length));
    return [this.#removal(now, node), { kind: 'addReplica', node, ackQuorum }];
  }

  addLearner(now: Carriers): GroupChange[] | undefined {
    if (now.free.length > 0) return [{ kind: 'addReplica', node: this.random.pick(now.free), learner: true }];
    const sound = now.voters.filter((id) => !this.cluster.node(id).lost);
    if (sound.length === 0 || !this.#fits(now.voters.length - 1)) return undefined;
    const node = this.random.pick(sound);
    return [this.#removal(now, node), { kind: 'addReplica', node, learner: true }];
  }

  remove(now: Carriers): GroupChange[] | undefined {
    if (now.learners.length > 0 && this.random.chance(0.3))
      return [{ kind: 'removeReplica', node: this.random.pick(now.learners) }];
    if (this.#fits(now.voters.length - 1)) return [this.#removal(now, this.#leaver(now))];
    if (!this.#fits(now.voters.length)) return undefined;
    const [addition] = this.add(now) ?? [];
    if (addition?.kind !== 'addReplica') return undefined;
    const ackQuorum = this.random.pick(this.#quorums(now.voters.length));
    return [addition, { kind: 'removeReplica', node: this.#leaver(now), ackQuorum }];
  }

  move(now: Carriers): GroupChange[] | undefined {
    // After two changes at once it may have one voter, which spares no disk: a copy comes first.
    if (!this.#fits(now.voters.length)) return undefined;
    const from = this.#leaver(now);
    const spare = [...now.free, ...now.learners.filter((id) => !this.cluster.node(id).lost)];
    const ackQuorum = this.#quorumFor(now, now.voters.length);
    if (spare.length > 0) {
      const to = this.random.pick(spare);
      return [{ kind: 'moveReplica', from, to, ...(ackQuorum !== undefined && { ackQuorum }) }];
    }
    const others = now.voters.filter((id) => id !== from && !this.cluster.node(id).lost);
    if (others.length === 0 || !this.#fits(now.voters.length - 1)) return undefined;
    const to = this.random.pick(others);
    return [this.#removal(now, to), { kind: 'moveReplica', from, to }];
  }

  ackQuorum(now: Carriers): GroupChange[] | undefined {
    const others = this.#quorums(now.voters.length).filter((ackQuorum) => ackQuorum !== now.ackQuorum);
    if (others.length > 0) return [{ kind: 'setAckQuorum', ackQuorum: this.random.pick(others) }];
    const [addition] = this.add(now) ?? [];
    if (addition?.kind !== 'addReplica') return undefined;
    const ackQuorum = this.random.pick(this.#quorums(now.voters.length + 1));
    return [addition, { kind: 'setAckQuorum', ackQuorum }];
  }

  transfer(now: Carriers): GroupChange[] | undefined {
    const leader = this.cluster.leaderOf(now.group)?.id;
    const others = now.voters.filter((id) => id !== leader && !this.cluster.node(id).lost);
    if (others.length > 0) return [{ kind: 'transferLeader', node: this.random.pick(others) }];
    const [addition] = this.add(now) ?? [];
    return addition?.kind === 'addReplica'
      ? [addition, { kind: 'transferLeader', node: addition.node }]
      : undefined;
  }
}
