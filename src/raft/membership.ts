/** Changing who votes and how many must hold a sale (thesis 4.3). In effect when applied, one change at a time. A leader
 *  leaves a joint configuration only when d of the incoming voters durably hold the entry that entered it, or all that are left. */
import { quorumSizes } from './ack-quorum.js';
import { changeConfiguration, isJoint, LEAVE_JOINT, leavesJoint } from './conf-change.js';
import { type LogIndex, NO_REPLICA, type ReplicaId, type Term } from './ids.js';
import { fail } from './invariant.js';
import type { ConfChange, Configuration } from './message.js';
import type { Raft } from './raft.js';
import { confirmReads } from './reads.js';
import { appendEntries, broadcastAppend, maybeCommit, sendAppend } from './replication.js';
import { abortTransfer } from './transfer.js';

export type ConfChangeRefusal =
  | 'notLeader'
  | 'transferring'
  /** Another one is in the log and not applied, or may be. */
  | 'changePending'
  /** Ongaro 2015: a new leader commits an entry of its own term first. */
  | 'termNotCommitted'
  /** Too few incoming voters hold the entry that entered the joint configuration. */
  | 'enteringNotDurable'
  /** The change does not fit the configuration; `why` says how. */
  | 'invalid';

export type ConfChangeResult =
  | { readonly result: 'ok'; readonly index: LogIndex; readonly term: Term }
  | { readonly result: ConfChangeRefusal; readonly why: string };

export function proposeConfChange(raft: Raft, change: ConfChange): ConfChangeResult {
  if (raft.role !== 'leader' || raft.tracker.get(raft.id) === undefined)
    return refuse('notLeader', 'this replica does not lead');
  if (change.transition === 'recover') return refuse('invalid', 'a recovery is never proposed');
  if (raft.leadTransferee !== NO_REPLICA) return refuse('transferring', 'leadership is being transferred');
  if (raft.pendingConfIndex > raft.log.applied) {
    return refuse(
      'changePending',
      `a change may wait at ${raft.pendingConfIndex}, applied is ${raft.log.applied}`,
    );
  }
  if (!raft.committedInTerm) return refuse('termNotCommitted', 'no entry of this term is committed yet');
  const changed = changeConfiguration(raft.tracker.configuration, change);
  if (!changed.ok) return refuse('invalid', changed.why);
  if (leavesJoint(change) && !enteringIsDurable(raft)) {
    return refuse('enteringNotDurable', 'too few incoming voters hold the change that is to be left');
  }
  return { result: 'ok', index: append(raft, change), term: raft.term };
}

/** The host applies a configuration entry. Every replica gets the same answer. Entries that were handed out before a
 *  snapshot arrived may still be applied: what that snapshot says stays in effect. */
export function applyConfChange(raft: Raft, change: ConfChange): Configuration {
  const changed = changeConfiguration(raft.appliedConfiguration, change);
  if (!changed.ok) fail(`a committed configuration change can not be applied: ${changed.why}`);
  raft.appliedConfiguration = changed.configuration;
  if (raft.log.unstable.snapshot === undefined) switchTo(raft, changed.configuration);
  return changed.configuration;
}

function switchTo(raft: Raft, configuration: Configuration): void {
  // A new replica is probed at the end: it is told how far back to go, or gets a snapshot.
  raft.tracker.switchTo(configuration, Math.max(raft.log.lastIndex, 1));
  raft.trace({ kind: 'configuration', configuration });
  if (raft.role !== 'leader') return;
  if (!raft.tracker.isVoter(raft.id)) {
    if (raft.config.stepDownOnRemoval) {
      raft.becomeFollower(raft.term, NO_REPLICA);
      return;
    }
  }
  if (maybeCommit(raft)) {
    broadcastAppend(raft);
  } else {
    for (const progress of raft.tracker.all) if (progress.id !== raft.id) sendAppend(raft, progress, false);
  }
  confirmReads(raft);
  // On its way out it could win, only to step down again.
  if (raft.leadTransferee !== NO_REPLICA && !raft.tracker.isIncomingVoter(raft.leadTransferee)) {
    abortTransfer(raft);
  }
}

/** Called whenever something of it may have changed: applied, a copy, the end of a transfer. Proposes once, since the
 *  proposal itself is then pending; and is never refused for its size. */
export function maybeLeaveJoint(raft: Raft): void {
  if (mayLeave(raft) && enteringIsDurable(raft)) leaveJoint(raft);
}

/** For a host that knows incoming voters to be gone for good: where those that are left are fewer than d, but enough to commit,
 *  they would wait for ever. All of them hold the entry that entered, so whoever is elected afterwards, or survives what
 *  survives of them, holds all that was answered before; and no answer comes from fewer than d. */
export function leaveJointWithout(raft: Raft, isGone: (id: ReplicaId) => boolean): void {
  const { voters, ackQuorum } = raft.tracker.configuration;
  const left = voters.filter((id) => !isGone(id));
  const { answer, commit } = quorumSizes(voters.length, ackQuorum);
  if (!mayLeave(raft) || left.length >= answer || left.length < commit) return;
  const holds = (id: ReplicaId): boolean => (raft.tracker.get(id)?.match ?? 0) >= raft.pendingConfIndex;
  if (left.every(holds)) leaveJoint(raft);
}

function mayLeave(raft: Raft): boolean {
  return (
    raft.role === 'leader' &&
    raft.tracker.configuration.autoLeave &&
    raft.leadTransferee === NO_REPLICA &&
    raft.pendingConfIndex <= raft.log.applied &&
    raft.committedInTerm
  );
}

function leaveJoint(raft: Raft): void {
  raft.trace({ kind: 'leaveProposed', index: append(raft, LEAVE_JOINT) });
}

/** The entry that entered lies at or below pendingConfIndex, for the leader that proposed it and for every later one. */
function enteringIsDurable(raft: Raft): boolean {
  return isJoint(raft.tracker.configuration) && raft.tracker.quorum.answerable() >= raft.pendingConfIndex;
}

function append(raft: Raft, change: ConfChange): LogIndex {
  const data = raft.config.encodeConfChange(change);
  const index = appendEntries(raft, 'confChange', [data], data.length);
  raft.pendingConfIndex = index;
  broadcastAppend(raft);
  return index;
}

function refuse(result: ConfChangeRefusal, why: string): ConfChangeResult {
  return { result, why };
}
