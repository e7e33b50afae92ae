/** A picture of one replica for people, metrics and tests: a copy, not a view. */
import type { LogIndex, ReplicaId, Term } from './ids.js';
import type { Configuration } from './message.js';
import type { ProgressState } from './progress.js';
import type { Raft } from './raft.js';
import type { Role } from './ready.js';

export interface ProgressStatus {
  readonly id: ReplicaId;
  readonly match: LogIndex;
  readonly next: LogIndex;
  readonly state: ProgressState;
  readonly learner: boolean;
  readonly recentActive: boolean;
  readonly paused: boolean;
  readonly inflight: number;
  readonly inflightFull: boolean;
  readonly pendingSnapshot: LogIndex;
}

/** Of a running leader, as of now. */
export type ProgressView = Pick<ProgressStatus, 'id' | 'match' | 'state' | 'learner' | 'recentActive'>;

export interface Status {
  readonly id: ReplicaId;
  readonly role: Role;
  readonly leader: ReplicaId;
  readonly term: Term;
  readonly vote: ReplicaId;
  readonly commit: LogIndex;
  readonly applied: LogIndex;
  readonly firstIndex: LogIndex;
  readonly lastIndex: LogIndex;
  /** Highest index this replica itself holds durably. */
  readonly durable: LogIndex;
  readonly configuration: Configuration;
  /** By id; empty unless it leads. */
  readonly progress: readonly ProgressStatus[];
  readonly leadTransferee: ReplicaId;
  readonly pendingConfIndex: LogIndex;
  readonly electionElapsed: number;
  readonly electionTimeout: number;
  readonly asleep: boolean;
}

export function statusOf(raft: Raft): Status {
  const { log, tracker } = raft;
  return {
    id: raft.id,
    role: raft.role,
    leader: raft.leader,
    term: raft.term,
    vote: raft.vote,
    commit: log.committed,
    applied: log.applied,
    firstIndex: log.firstIndex,
    lastIndex: log.lastIndex,
    durable: log.durable,
    configuration: tracker.configuration,
    progress: raft.role === 'leader' ? tracker.all.map(progressStatus) : [],
    leadTransferee: raft.leadTransferee,
    pendingConfIndex: raft.pendingConfIndex,
    electionElapsed: raft.electionElapsed,
    electionTimeout: raft.electionTimeout,
    asleep: raft.asleep,
  };
}

function progressStatus(progress: Raft['tracker']['all'][number]): ProgressStatus {
  return {
    id: progress.id,
    match: progress.match,
    next: progress.next,
    state: progress.state,
    learner: progress.learner,
    recentActive: progress.recentActive,
    paused: progress.paused,
    inflight: progress.inflights.count,
    inflightFull: progress.inflights.full,
    pendingSnapshot: progress.pendingSnapshot,
  };
}
