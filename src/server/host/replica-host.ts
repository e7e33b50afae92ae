/** What a replica is given by the host around it, and by those who propose through it. Interfaces only. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, Term } from '../../raft/ids.js';
import type { Entry, Message } from '../../raft/message.js';
import type { Digest } from '../../store/digest.js';
import type { GroupLog } from '../../store/group-log.js';
import type { GroupMeta, Member } from '../../store/group-meta.js';
import type { GroupState } from '../../store/group-state.js';
import type { LogStore } from '../../store/log-store.js';
import type { StateMachine } from '../../store/state-machine.js';
import type { HostedReplica } from './hosted-replica.js';
import type { HostLimits } from './node-config.js';

/** What a replica needs of the host around it. */
export interface ReplicaHost {
  readonly env: Env;
  readonly limits: HostLimits;
  readonly log: LogStore;
  /** Entries proposed since the start, all replicas. */
  proposed: number;
  /** Goes out with the frame of this turn. */
  send(replica: HostedReplica, node: string, message: Message): void;
  /** There is input: pump the replica once this turn. */
  wake(replica: HostedReplica): void;
  /** Whether no replica of the group could answer from a node: it is silent, or its replica has stopped for good. */
  isAway(group: GroupId, node: string): boolean;
  halted(replica: HostedReplica, reason: string): void;
  roleChanged(replica: HostedReplica): void;
  applied(replica: HostedReplica): void;
  /** The entry at `applied` orders a split. Nothing more is applied until `splitDone`. */
  splitOrdered(
    replica: HostedReplica,
    order: pb.SplitOrder.$Properties,
    applied: { readonly index: LogIndex; readonly term: Term },
  ): void;
  /** Whether a newer program wrote the entry: then this process ends, with nothing of it applied. */
  unreadable(replica: HostedReplica, entry: Entry): boolean;
  /** A change of the configuration was applied; `gone` are no members any more. */
  membersChanged(replica: HostedReplica, gone: readonly Member[]): void;
  /** The entry at `index`, applied just now, named a digest: this is of all rows as of it. */
  digestTaken(replica: HostedReplica, index: LogIndex, digest: Digest): void;
}

/** Proposes what waits for this group; asked at the start of each pump. */
export interface ProposalSource {
  offer(): void;
  leadershipLost(): void;
  /** Gives up whoever waits past `nowMs` (monotonic). */
  expire(nowMs: number): void;
  closed(why: string): void;
  readonly size: number;
}

export interface ReplicaOptions<Answer, Machine extends StateMachine<Answer>> {
  readonly meta: GroupMeta;
  readonly state: GroupState;
  readonly log: GroupLog;
  readonly makeMachine: (state: GroupState) => Machine;
  /** Members or range changed: the machine checks commands against it. */
  readonly epochChanged: (machine: Machine, meta: GroupMeta) => void;
  readonly host: ReplicaHost;
  /** Shifts election timeouts: who should lead when nothing else decides. */
  readonly priority: number;
}
