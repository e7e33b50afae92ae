/** Replicas that come to this node and leave it because their group changed. A new one begins with nothing when a leader
 *  speaks to it or a candidate asks for its vote, and pulls a snapshot. A removed one learns it from a member who knows for
 *  certain, ends for good (a tombstone refuses whatever is still under way to it) and gives its bytes up; a damaged one no
 *  earlier than that.
 *
 *  Why a candidate's word may begin one. The child of a split is not born where the parent arrived in a snapshot from behind
 *  the split, and where the election needs every voter (e = n) nobody could ever lead it, so no leader would ever speak. The
 *  election stays safe, since a replica that begins like this has promised nothing:
 *  - It was never here. A copy that was has its log here, or its damage, or a tombstone above its id, all in the log that a
 *    start verifies; a directory from before it came is an old copy, which no Hello lets in (peer-lives.ts), and a node never
 *    begins again empty. So it gave no vote, in any term, and acknowledged no entry.
 *  - It is a voter whose log is empty, as if it had applied the split and heard nothing since. An entry that is committed, or
 *    answered, is durable on c or more of the n voters, and those are others; e > n - c voters elect, so at least one of those
 *    is among them and refuses a candidate without the entry. The new voter's own vote is one of e and takes nobody's place.
 *  - What it pulls from the candidate is applied there, hence committed: it begins like any voter that a leader brings up to
 *    date. It neither votes nor acknowledges before that is durable (snapshots.ts).
 *  - Where the candidate was removed and does not know, the same holds of the older configuration: the new one is durable on c
 *    of its voters, and this is none of them. It asks whether it is a member, as every replica without a leader does, and goes. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { type GroupId, type ReplicaId, replicaId } from '../../raft/ids.js';
import type { Message } from '../../raft/message.js';
import { FIRST_EPOCH } from '../../shard/epoch.js';
import type { PlacementView } from '../../shard/placement-view.js';
import type { Member } from '../../store/group-meta.js';
import type { NodeStore } from '../../store/node-store.js';
import { endProcess } from './end-process.js';
import type { HostedReplica } from './hosted-replica.js';
import type { Snapshots } from './snapshots.js';

export interface MembershipParts {
  readonly env: Env;
  readonly nodeId: string;
  readonly store: NodeStore;
  readonly snapshots: Snapshots;
  readonly find: (group: GroupId) => HostedReplica | undefined;
  readonly replicas: () => Iterable<HostedReplica>;
  readonly view: () => PlacementView;
  readonly isCreating: (group: GroupId) => boolean;
  readonly send: (node: string, frame: pb.PeerFrame.$Properties) => void;
  /** Nothing of the group is here any more. */
  readonly forgotten: (group: GroupId) => void;
}

/** A group that this node should make by itself is given so long before its snapshot is pulled instead. */
const OWN_CREATION_MS = 1_000;
/** Without a word of a leader for so long, a replica asks whether it is still a member. */
const LONELY_MS = 3_000;

const NOTHING = new Uint8Array(0);

export class Membership {
  /** Replicas spoken to that are not here, and since when. */
  readonly #expected = new Map<GroupId, { readonly replica: ReplicaId; readonly sinceMs: number }>();
  readonly #removing = new Map<GroupId, Promise<void>>();
  /** Which replica of a group is damaged here. */
  readonly #damaged = new Map<GroupId, ReplicaId>();
  #stopped = false;

  constructor(private readonly parts: MembershipParts) {}

  damaged(group: GroupId, replica: ReplicaId): void {
    this.#damaged.set(group, replica);
  }

  isRemoving(group: GroupId): boolean {
    return this.#removing.has(group);
  }

  // --- a new replica ---

  /** A message for a replica that does not run here. */
  spokenTo(group: GroupId, { to, type }: Message, fromNode: string): void {
    const leads = type === 'app' || type === 'heartbeat' || type === 'snap';
    if (!leads && type !== 'preVote' && type !== 'vote') return;
    const { store, snapshots, find, isCreating, env } = this.parts;
    if (to < store.leastReplica(group) || this.#removing.has(group)) return;
    if (snapshots.isInstalling(group) || isCreating(group)) return;
    // It is here, and closed for now: a recovery from lost quorum has it at rest.
    if (store.log.has(group) && store.log.group(group).replica >= to) return;
    const here = Math.max(find(group)?.id ?? 0, this.#damaged.get(group) ?? 0);
    if (here >= to) return;
    // A node carries a group once: who is spoken to under a new id has been removed under the old one. A leader's word is
    // enough for that; a candidate's is not needed, the old one asks by itself.
    if (here > 0) {
      if (leads) this.remove(group, to - 1);
      return;
    }
    const nowMs = env.clock.monotonicMs();
    const expected = this.#expected.get(group);
    if (expected?.replica !== to) this.#expected.set(group, { replica: to, sinceMs: nowMs });
    const waitedMs = expected?.replica === to ? nowMs - expected.sinceMs : 0;
    if (!this.#joined(group, to) && waitedMs < OWN_CREATION_MS) return;
    this.#expected.delete(group);
    env.log.info({ group, replica: to, fromNode }, 'a new replica begins');
    snapshots.begin(group, to, fromNode);
  }

  /** Whether placement knows that the replica came to a group that lived already. */
  #joined(group: GroupId, replica: ReplicaId): boolean {
    const placed = this.parts.view().group(group);
    if (placed === undefined || placed.epoch.confVersion === FIRST_EPOCH.confVersion) return false;
    return placed.replicas.some((each) => each.replica === replica);
  }

  // --- who was removed ---

  /** Those who left are told, once it can do no harm. */
  changed(replica: HostedReplica, gone: readonly Member[]): void {
    if (gone.length === 0 || !replica.isLeader) return;
    const tell = (): void => {
      for (const { node, replica: id } of gone) this.tell(replica, id, node);
    };
    replica.propose(NOTHING, { answered: tell, unknown() {}, expire() {} });
  }

  tell(replica: HostedReplica, id: ReplicaId, node: string): void {
    if (!mayForget(replica, id)) return;
    const name = { group: replica.group, replicaId: id };
    if (node === this.parts.nodeId) this.remove(replica.group, id);
    else this.parts.send(node, { removed: [name] });
  }

  /** Replicas of another node ask. */
  asked(fromNode: string, names: readonly pb.ReplicaName.$Properties[]): void {
    const removed = names.filter(({ group, replicaId }) => {
      const replica = this.parts.find(group ?? 0);
      return replica !== undefined && mayForget(replica, replicaId ?? 0);
    });
    if (removed.length > 0)
      this.parts.send(fromNode, {
        removed: removed.map(({ group, replicaId }) => ({ group: group ?? 0, replicaId: replicaId ?? 0 })),
      });
  }

  told(names: readonly pb.ReplicaName.$Properties[]): void {
    for (const { group, replicaId } of names) this.remove(group ?? 0, replicaId ?? 0);
  }

  /** Asks for replicas here that nobody leads, and for damaged ones; about once a second. */
  ask(nowMs: number): void {
    const questions = new Map<string, pb.ReplicaName.$Properties[]>();
    const put = (group: GroupId, replica: ReplicaId, nodes: Iterable<string>): void => {
      for (const node of new Set(nodes)) {
        if (node === this.parts.nodeId) continue;
        const names = questions.get(node) ?? [];
        names.push({ group, replicaId: replica });
        questions.set(node, names);
      }
    };
    for (const replica of this.parts.replicas()) {
      if (replica.isLeader || replica.asleep) continue;
      const lonely = nowMs - replica.freshMs > LONELY_MS || !replica.members.has(replica.id);
      if (!lonely) continue;
      const members = [...replica.members.values()].map(({ node }) => node);
      put(replica.group, replica.id, [...members, ...this.#placedOn(replica.group)]);
    }
    for (const [group, replica] of this.#damaged) put(group, replica, this.#placedOn(group));
    for (const [node, amIMember] of questions) this.parts.send(node, { amIMember });
  }

  #placedOn(group: GroupId): readonly string[] {
    return (
      this.parts
        .view()
        .group(group)
        ?.replicas.map(({ node }) => node) ?? []
    );
  }

  // --- the end of a replica ---

  /** Replicas of the group up to `last` are members no more. */
  remove(group: GroupId, last: ReplicaId): void {
    const { env, find } = this.parts;
    const hosted = find(group);
    const damaged = this.#damaged.get(group);
    const here = hosted?.id ?? damaged;
    if (here === undefined) {
      this.#bury(group, last);
      return;
    }
    if (here > last || this.#removing.has(group) || this.#stopped) return;
    env.log.info({ group, replica: here }, 'replica was removed from its group');
    this.#begin(group, hosted, last);
  }

  /** One at a time of a group. */
  #begin(group: GroupId, hosted: HostedReplica | undefined, last: ReplicaId): void {
    const ended = this.#end(group, hosted, last).then(
      () => void this.#removing.delete(group),
      (error: unknown) =>
        endProcess(this.parts.env, `the replica of group ${group} could not be removed`, error),
    );
    this.#removing.set(group, ended);
  }

  /** Of replicas that are not here: an entry that this node has yet to apply could bring one to life, as the split of a
   *  parent that is behind does with a child that has been moved away since. */
  #bury(group: GroupId, last: ReplicaId): void {
    const { store, snapshots, isCreating } = this.parts;
    if (store.leastReplica(group) > last || snapshots.isInstalling(group) || isCreating(group)) return;
    this.discard(group, last);
  }

  /** Of a replica that has no state here: its first snapshot was still to come. Not where a recovery keeps its log. */
  discard(group: GroupId, replica: ReplicaId): void {
    const { find, store } = this.parts;
    if (find(group) !== undefined || this.#removing.has(group) || this.#damaged.has(group)) return;
    // One that a split brings to life this moment asks by itself whether it is a member.
    if (!this.#stopped && !store.isBeingBorn(group)) this.#begin(group, undefined, replica);
  }

  async #end(group: GroupId, hosted: HostedReplica | undefined, last: ReplicaId): Promise<void> {
    if (hosted !== undefined) await this.parts.snapshots.stopReplica(hosted, GONE);
    const { store } = this.parts;
    await store.removeGroup(group, Math.max(last + 1, store.leastReplica(group)));
    this.#damaged.delete(group);
    this.parts.forgotten(group);
  }

  /** No removal begins any more; those under way end: they write to the store. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#removing.values());
  }
}

/** Whether a replica was removed for good and its bytes are needed no more: those of a group that was recovered from lost
 *  quorum are the only others there are, until it has a second voter. */
function mayForget(replica: HostedReplica, id: ReplicaId): boolean {
  const { recoveryEpoch, configuration } = replica.meta;
  const ofBefore = id < replicaId(recoveryEpoch, 1);
  return replica.isRemoved(id) && !(ofBefore && configuration.voters.length < 2);
}

/** Why its calls end. */
export const GONE = 'this replica was removed from its group';
