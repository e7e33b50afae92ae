/** ReadIndex (thesis 6.4): a read may be served at the commit index of when it was asked for, once a quorum has confirmed
 *  that nobody else leads. Rounds leave from `ready`, so that all reads of a batch share one. */
import { NO_REPLICA } from './ids.js';
import type { Message } from './message.js';
import * as outgoing from './outgoing.js';
import type { Progress } from './progress.js';
import type { Raft } from './raft.js';
import type { ConfirmedRead } from './read-queue.js';
import { broadcastHeartbeat } from './replication.js';

/** @param requestId the host's, answered in readStates or droppedReads */
export function requestRead(raft: Raft, requestId: number): 'ok' | 'noLeader' {
  if (raft.role === 'leader') {
    raft.reads.add({ from: raft.id, token: requestId }, commitOfTerm(raft));
    return 'ok';
  }
  if (raft.leader === NO_REPLICA) return 'noLeader';
  raft.forwardedReads.add(requestId);
  return 'ok';
}

/** A follower asks. One that leads no more stays silent: the asker drops its reads when it hears of another leader. */
export function handleReadRequest(raft: Raft, message: Message): void {
  raft.reads.add({ from: message.from, token: message.readPosition }, commitOfTerm(raft));
}

export function handleReadResponse(raft: Raft, message: Message): void {
  for (const requestId of raft.forwardedReads.answered(message.readPosition)) {
    raft.readStates.push({ requestId, index: message.index });
  }
}

export function handleReadAck(raft: Raft, progress: Progress, message: Message): void {
  if (message.readPosition <= progress.readAck || message.readPosition > raft.reads.askedTo) return;
  progress.readAck = message.readPosition;
  confirmReads(raft);
}

/** Also after a change of the configuration: the quorum may be another. */
export function confirmReads(raft: Raft): void {
  if (raft.role !== 'leader') return;
  const own = raft.tracker.get(raft.id);
  // The leader confirms what it was asked itself, as long as it is a voter.
  if (own !== undefined) own.readAck = raft.reads.position;
  const { position } = raft.reads;
  if (position === 0) return;
  for (const read of raft.reads.confirm(raft.tracker.quorum.confirmedReads())) answer(raft, read);
}

/** Whether `ready` has something to send for reads. */
export function readsWaitToLeave(raft: Raft): boolean {
  return raft.role === 'leader'
    ? raft.reads.wantsRound
    : raft.leader !== NO_REPLICA && raft.forwardedReads.hasUnsent;
}

export function flushReads(raft: Raft): void {
  if (raft.role === 'leader') {
    if (!raft.reads.wantsRound) return;
    // Where the leader alone suffices no round is needed.
    confirmReads(raft);
    if (raft.reads.wantsRound) broadcastHeartbeat(raft);
  } else if (raft.leader !== NO_REPLICA && raft.forwardedReads.hasUnsent) {
    raft.send(outgoing.readIndex(raft.leader, raft.id, raft.forwardedReads.send()));
  }
}

function answer(raft: Raft, read: ConfirmedRead): void {
  if (read.from === raft.id) raft.readStates.push({ requestId: read.token, index: read.index });
  else raft.send(outgoing.readIndexResp(read.from, raft.id, raft.term, read.index, read.token));
}

function commitOfTerm(raft: Raft): number | undefined {
  return raft.committedInTerm ? raft.log.committed : undefined;
}
