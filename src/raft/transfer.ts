/** Handing leadership over (thesis 3.10): bring the target up to date, tell it to campaign at once, and take proposals
 *  again if it has not won within an election timeout. */
import { NO_REPLICA, type ReplicaId } from './ids.js';
import * as outgoing from './outgoing.js';
import type { Progress } from './progress.js';
import type { Raft } from './raft.js';
import { sendAppend } from './replication.js';

export type TransferRefusal =
  | 'notLeader'
  | 'toSelf'
  | 'notMember'
  | 'learner'
  | 'targetAway'
  | 'inProgress'
  /** So few voters are heard from that nobody could be elected: the leader would leave for nothing. */
  | 'noElectionQuorum';

export function transferLeader(raft: Raft, to: ReplicaId): 'ok' | TransferRefusal {
  const refusal = transferRefusal(raft, to);
  if (refusal !== undefined) return refusal;
  const progress = raft.tracker.get(to) as Progress;
  if (raft.leadTransferee !== NO_REPLICA) abortTransfer(raft);
  raft.trace({ kind: 'transferStarted', to });
  // It has one election timeout, from now.
  raft.electionElapsed = 0;
  raft.leadTransferee = to;
  if (progress.match === raft.log.lastIndex) sendTimeoutNow(raft, to);
  else sendAppend(raft, progress, true);
  return 'ok';
}

function transferRefusal(raft: Raft, to: ReplicaId): TransferRefusal | undefined {
  if (raft.role !== 'leader') return 'notLeader';
  if (to === raft.id) return 'toSelf';
  const progress = raft.tracker.get(to);
  if (progress === undefined) return 'notMember';
  // A voter that is on its way out could win, only to step down again.
  if (progress.learner || !raft.tracker.isIncomingVoter(to)) return 'learner';
  if (raft.leadTransferee === to) return 'inProgress';
  if (!progress.active) return 'targetAway';
  const heard = (id: ReplicaId) => id === raft.id || raft.tracker.get(id)?.active === true;
  if (!raft.tracker.quorum.electableBy(heard)) return 'noElectionQuorum';
  return undefined;
}

/** The target has acknowledged something: perhaps all of it. */
export function continueTransfer(raft: Raft, progress: Progress): void {
  if (progress.id === raft.leadTransferee && progress.match === raft.log.lastIndex)
    sendTimeoutNow(raft, progress.id);
}

export function abortTransfer(raft: Raft): void {
  raft.trace({ kind: 'transferAborted', to: raft.leadTransferee });
  raft.leadTransferee = NO_REPLICA;
}

function sendTimeoutNow(raft: Raft, to: ReplicaId): void {
  raft.send(outgoing.timeoutNow(to, raft.id, raft.term));
  raft.trace({ kind: 'transferSent', to });
}
