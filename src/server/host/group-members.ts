/** Who the members of a group are as far as one replica has applied its log, and on which nodes. Changed by entries of the log
 *  alone: a change of members, or a split that the store has carried out. */
import { pb } from '../../proto/index.js';
import { type LogIndex, type ReplicaId, replicaId } from '../../raft/ids.js';
import type { ConfChange, Configuration } from '../../raft/message.js';
import { decodeMembers, type GroupMeta, type Member } from '../../store/group-meta.js';
import type { MetaChange } from '../../store/group-state.js';

/** More than can be new at once; who is forgotten speaks again. */
const STRANGERS_MAX = 16;

export class GroupMembers {
  #meta: GroupMeta;
  #byId: ReadonlyMap<ReplicaId, Member>;
  /** Since the last checkpoint. */
  #changed = false;
  /** Where those are who spoke and are not known as members. */
  readonly #strangers = new Map<ReplicaId, string>();
  /** Where a member last left, at the latest: what was applied at the start may say so. */
  #leftAt: LogIndex;

  constructor(meta: GroupMeta) {
    this.#meta = meta;
    this.#byId = byId(meta);
    this.#leftAt = meta.applied.index;
  }

  get meta(): GroupMeta {
    return this.#meta;
  }

  get byId(): ReadonlyMap<ReplicaId, Member> {
    return this.#byId;
  }

  /** Where to answer a replica: strangers too. */
  nodeOf(id: ReplicaId): string | undefined {
    return this.#byId.get(id)?.node ?? this.#strangers.get(id);
  }

  strangerSpoke(id: ReplicaId, node: string): void {
    if (this.#strangers.size >= STRANGERS_MAX) this.#strangers.clear();
    this.#strangers.set(id, node);
  }

  /** See Replica.isRemoved. */
  isRemoved(id: ReplicaId, applied: LogIndex): boolean {
    const { recoveryEpoch, replicaCounter } = this.#meta;
    return !this.#byId.has(id) && id <= replicaId(recoveryEpoch, replicaCounter) && applied > this.#leftAt;
  }

  /** @returns who is a member no more */
  change(index: LogIndex, change: ConfChange, configuration: Configuration): readonly Member[] {
    const before = this.#byId;
    this.#meta = { ...this.#meta, configuration, ...memberChanges(this.#meta, change, configuration) };
    this.#byId = byId(this.#meta);
    this.#strangers.clear();
    this.#changed = true;
    const gone = [...before.values()].filter(({ replica }) => !this.#byId.has(replica));
    if (gone.length > 0) this.#leftAt = index;
    return gone;
  }

  /** The store has written the state of after a split, members and all. */
  splitDone(meta: GroupMeta): void {
    this.#meta = meta;
    this.#changed = false;
  }

  /** What a checkpoint that begins now has to write of them. */
  takeChange(): MetaChange {
    if (!this.#changed) return {};
    this.#changed = false;
    const { epoch, members, replicaCounter, configuration } = this.#meta;
    return { epoch, members, replicaCounter, configuration };
  }

  checkpointed(applied: GroupMeta['applied']): void {
    this.#meta = { ...this.#meta, applied };
  }
}

const byId = ({ members }: GroupMeta): ReadonlyMap<ReplicaId, Member> =>
  new Map(members.map((member) => [member.replica, member]));

/** The members after a change: who is in the configuration, on the node that the change or the past names. */
function memberChanges(
  meta: GroupMeta,
  change: ConfChange,
  configuration: Configuration,
): Pick<GroupMeta, 'members' | 'replicaCounter' | 'epoch'> {
  const known = new Map(meta.members.map((member) => [member.replica, member]));
  const context = pb.Route.decode(change.context);
  for (const added of decodeMembers(context.replicas)) known.set(added.replica, added);
  const voters = new Set([...configuration.voters, ...configuration.votersOutgoing]);
  const learners = new Set([...configuration.learners, ...configuration.learnersNext]);
  const members = [...known.values()]
    .filter(({ replica }) => voters.has(replica) || learners.has(replica))
    .map((member) => ({ ...member, learner: !voters.has(member.replica) }))
    .sort((a, b) => a.replica - b.replica);
  const highest = Math.max(0, ...members.map(({ replica }) => replica % 2 ** 32));
  const atLeast = change.transition === 'recover' ? (context.epoch?.confVersion ?? 0) : 0;
  const confVersion = Math.max(meta.epoch.confVersion + 1, atLeast);
  const epoch = { confVersion, rangeVersion: meta.epoch.rangeVersion };
  return { members, replicaCounter: Math.max(meta.replicaCounter, highest), epoch };
}
