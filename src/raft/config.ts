/** What one replica's core is given. Numbers say what they buy. */
import type { ReplicaId } from './ids.js';
import { assert } from './invariant.js';
import type { ConfChange } from './message.js';
import type { RaftStorage } from './storage.js';
import type { TraceEvent } from './trace.js';

export interface RaftConfig {
  readonly id: ReplicaId;
  readonly storage: RaftStorage;
  /** Ticks without a leader before a campaign: drawn from [electionTick, 2 * electionTick) each time. 10 at 100 ms finds a
   *  dead leader in one to two seconds. */
  readonly electionTick: number;
  /** Ticks between a leader's heartbeats; well below electionTick. */
  readonly heartbeatTick: number;
  /** Uniform in [0, 1). Only spreads election timeouts. */
  readonly random: () => number;
  /** Asks before it disturbs: a replica that was cut off returns without deposing the leader. */
  readonly preVote: boolean;
  /** A leader that can't reach its quorum for electionTick steps down; voters that hear a leader ignore other candidates. */
  readonly checkQuorum: boolean;
  /** Bytes of entries in one append; one entry at least is sent. */
  readonly maxSizePerMessage: number;
  /** Appends on their way to one follower, by count and by bytes: the bandwidth-delay product of the slowest link. */
  readonly maxInflightMessages: number;
  readonly maxInflightBytes: number;
  /** Bytes proposed and not committed; beyond it proposals are refused. One proposal always fits an empty tail. */
  readonly maxUncommittedBytes: number;
  /** Bytes handed out to be applied and not reported yet. */
  readonly maxApplyBytes: number;
  /** Who should lead, given equal logs: each point above 0 takes a tick off the random part of the election timeout, each
   *  point below 0 adds one to it. Never refuses a vote. Default 0. */
  readonly priority?: number;
  /** A leader that a change removed, or made a learner, steps down when it applies that. */
  readonly stepDownOnRemoval: boolean;
  /** The host's codec for the data of a confChange entry. */
  readonly encodeConfChange: (change: ConfChange) => Uint8Array;
  /** Positions of forwarded reads start above this. Must be above all that this replica used before a restart, such as
   *  incarnation * 2^32; drawn at random when absent. */
  readonly firstReadPosition?: number;
  /** `lean` (default): a commit index alone is not written, it goes with the next entries; and a response that rests on
   *  nothing unwritten leaves at once. `strict`: etcd's order, each hard state written, each response behind a write. */
  readonly storageOrder?: 'lean' | 'strict';
  /** For driving it synchronously: hands out committed entries beside the append that makes them durable; the caller then
   *  appends before it applies. Default false. */
  readonly appliesUnstable?: boolean;
  readonly trace?: (event: TraceEvent) => void;
}

export function checkConfig(config: RaftConfig): void {
  assert(config.id > 0, 'a replica id lies above 0');
  assert(config.heartbeatTick > 0, 'heartbeatTick must lie above 0');
  assert(config.electionTick > config.heartbeatTick, 'electionTick must lie above heartbeatTick');
  assert(config.maxInflightMessages > 0, 'maxInflightMessages must lie above 0');
  assert(config.maxInflightBytes >= config.maxSizePerMessage, 'maxInflightBytes must hold one message');
  assert(config.maxSizePerMessage >= 0, 'maxSizePerMessage must not lie below 0');
  assert(config.maxUncommittedBytes > 0, 'maxUncommittedBytes must lie above 0');
  assert(config.maxApplyBytes > 0, 'maxApplyBytes must lie above 0');
}
