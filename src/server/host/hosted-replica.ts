/** A replica as the group host, its schedulers and status see it, whatever its state machine answers. */
import { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../../raft/ids.js';
import type { ConfChange, Message } from '../../raft/message.js';
import type { ConfChangeResult, RawNode, TransferRefusal } from '../../raft/raw-node.js';
import type { Role } from '../../raft/ready.js';
import type { GroupLog } from '../../store/group-log.js';
import { encodeMembers, type GroupMeta, type Member } from '../../store/group-meta.js';
import type { GroupState } from '../../store/group-state.js';
import type { Waiter } from './in-flight.js';
import type { ReadRequest } from './read-rounds.js';

export interface HostedReplica {
  readonly group: GroupId;
  readonly id: ReplicaId;
  readonly raft: RawNode;
  readonly state: GroupState;
  readonly log: GroupLog;
  readonly meta: GroupMeta;
  readonly members: ReadonlyMap<ReplicaId, Member>;
  readonly role: Role;
  readonly isLeader: boolean;
  readonly isCurrentLeader: boolean;
  readonly leader: ReplicaId;
  readonly leaderNode: string | undefined;
  readonly term: Term;
  readonly applied: Readonly<{ index: LogIndex; term: Term }>;
  readonly freshMs: number;
  readonly asleep: boolean;
  readonly closed: boolean;
  /** Replicas have different rows and nobody can tell whose are right: nothing that counts is served. */
  dispute: string | undefined;
  readonly logBytesSinceCheckpoint: number;
  readonly dirtySinceMs: number | undefined;
  readonly inFlight: { readonly size: number; readonly unapplied: number };
  readonly machine: {
    readonly cachedBytes: number;
    nextDeadlineMs(): number | undefined;
    expireEntry(timeMs: number, nameDigest?: boolean): Uint8Array;
    trim(bytesMax: number): number;
    flush(): void;
  };
  /** One entry, with who waits for it. */
  propose(data: Uint8Array, waiter: Waiter<never>): 'ok' | 'notLeader' | 'busy';
  receive(message: Message): void;
  strangerSpoke(id: ReplicaId, node: string): void;
  tick(): void;
  pump(): void;
  stir(): void;
  campaign(): void;
  expire(nowMs: number): void;
  checkpoint(): Promise<LogIndex>;
  compactTo(index: LogIndex): void;
  readIndex(request: ReadRequest): void;
  whenApplied(index: LogIndex, run: () => void): () => void;
  proposeConfChange(change: ConfChange): ConfChangeResult;
  transferLeader(to: ReplicaId): 'ok' | TransferRefusal;
  isRemoved(id: ReplicaId): boolean;
  readonly buckets: { takeMark(): boolean };
  /** On a leader: whether the next entry should name a digest. Whose entry the log took says so. */
  readonly digestTurn: { readonly isDue: boolean; named(): void };
  close(why: string): void;
  halt(reason: string): void;
}

export function hasMemberOn(replica: HostedReplica, node: string): boolean {
  for (const member of replica.members.values()) if (member.node === node) return true;
  return false;
}

/** As its own log has it. */
export function routeOf(replica: HostedReplica): pb.Route.$Properties {
  const { group, range, epoch, members, configuration } = replica.meta;
  return {
    group,
    range: { ...range },
    epoch: { ...epoch },
    replicas: encodeMembers(members),
    leaderReplicaId: replica.leader,
    ackQuorum: configuration.ackQuorum,
  };
}

/** The context of a change of members: which nodes carry the replicas that it names. */
export function encodeMemberContext(added: readonly Member[]): Uint8Array {
  return pb.Route.encode({ replicas: encodeMembers(added) }).finish();
}

/** Of a recovery from lost quorum: the only member, and the least confVersion, since those who are lost may have had newer ones. */
export function encodeRecoveryContext(only: Member, confVersion: number): Uint8Array {
  return pb.Route.encode({ replicas: encodeMembers([only]), epoch: { confVersion } }).finish();
}
