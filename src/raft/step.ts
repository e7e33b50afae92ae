/** The one way in: first the term of a message, then what the role makes of it. */
import {
  campaign,
  handleVoteRequest,
  handleVoteResponse,
  inLease,
  learnCommitted,
  refuseStalePreVote,
  yieldToLongerLog,
} from './election.js';
import { handleAppend, handleHeartbeat, handleSnapshot } from './follower.js';
import { NO_REPLICA } from './ids.js';
import { maybeLeaveJoint } from './membership.js';
import type { Message } from './message.js';
import * as outgoing from './outgoing.js';
import { handleQuiesce, leavesAsleep, wake } from './quiescence.js';
import type { Raft } from './raft.js';
import { handleReadAck, handleReadRequest, handleReadResponse } from './reads.js';
import { handleAppResp, handleHeartbeatResp } from './replication.js';
import { continueTransfer } from './transfer.js';

export function step(raft: Raft, message: Message): void {
  if (message.to !== raft.id) {
    ignore(raft, message, 'it is for another replica');
    return;
  }
  if (raft.asleep && !leavesAsleep(raft, message)) wake(raft, message.type);
  if (message.type === 'voteResp' || message.type === 'preVoteResp') learnCommitted(raft, message);
  if (message.type === 'readIndex') stepRead(raft, message);
  else if (message.term < raft.term) stepLowerTerm(raft, message);
  else if (message.term === raft.term || stepHigherTerm(raft, message)) stepRole(raft, message);
}

function stepRole(raft: Raft, message: Message): void {
  if (message.type === 'vote' || message.type === 'preVote') {
    handleVoteRequest(raft, message);
    return;
  }
  switch (raft.role) {
    case 'leader':
      stepLeader(raft, message);
      break;
    case 'follower':
      stepFollower(raft, message);
      break;
    case 'preCandidate':
    case 'candidate':
      stepCandidate(raft, message);
      break;
  }
}

/** @returns whether to go on with the message */
function stepHigherTerm(raft: Raft, message: Message): boolean {
  const { type } = message;
  if ((type === 'vote' || type === 'preVote') && !message.transfer && inLease(raft)) {
    if (raft.config.trace !== undefined) {
      const ticksLeft = raft.config.electionTick - raft.electionElapsed;
      raft.trace({ kind: 'voteIgnored', from: message.from, ticksLeft });
    }
    return false;
  }
  // Asking whether one would vote changes no term; neither does the promise of a pre-vote, which names our next one.
  if (type === 'preVote' || (type === 'preVoteResp' && !message.reject)) return true;
  raft.becomeFollower(message.term, fromLeader(message) ? message.from : NO_REPLICA);
  if (type === 'preVoteResp') yieldToLongerLog(raft, message);
  return true;
}

function stepLowerTerm(raft: Raft, message: Message): void {
  const { type } = message;
  if ((raft.config.checkQuorum || raft.config.preVote) && fromLeader(message)) {
    // A leader of an older term hears of ours. Nothing else may tell it, since our votes would be ignored; without this a
    // replica that came back with a higher term would be stuck.
    raft.sendWhenDurable(outgoing.appResp(message.from, raft.id, raft.term, 0));
  } else if (type === 'preVote') {
    refuseStalePreVote(raft, message);
  } else if (type === 'preVoteResp' && message.reject && raft.role === 'preCandidate') {
    // From a lower term, but with a longer log perhaps.
    yieldToLongerLog(raft, message);
  } else {
    ignore(raft, message, 'its term is over');
  }
}

/** Only what a leader of that term sends. */
function fromLeader({ type, reject }: Message): boolean {
  return type === 'app' || type === 'heartbeat' || type === 'snap' || (type === 'quiesce' && !reject);
}

function stepRead(raft: Raft, message: Message): void {
  if (raft.role !== 'leader') ignore(raft, message, 'this replica does not lead');
  else if (raft.tracker.get(message.from) === undefined) ignore(raft, message, 'it comes from no member');
  else handleReadRequest(raft, message);
}

function stepLeader(raft: Raft, message: Message): void {
  const progress = raft.tracker.get(message.from);
  if (progress === undefined) {
    // What a removed replica says counts for nothing.
    ignore(raft, message, 'it comes from no member');
    return;
  }
  switch (message.type) {
    case 'appResp':
      handleAppResp(raft, progress, message);
      continueTransfer(raft, progress);
      maybeLeaveJoint(raft);
      break;
    case 'heartbeatResp':
      handleHeartbeatResp(raft, progress);
      handleReadAck(raft, progress, message);
      break;
    case 'quiesce':
      // A follower that will not sleep: it has woken this leader already.
      progress.recentActive = true;
      break;
    default:
      ignore(raft, message, 'a leader has no use for it');
  }
}

function stepFollower(raft: Raft, message: Message): void {
  const { type } = message;
  if (fromLeader(message)) {
    raft.electionElapsed = 0;
    raft.leader = message.from;
    if (type === 'app') handleAppend(raft, message);
    else if (type === 'heartbeat') handleHeartbeat(raft, message);
    else if (type === 'snap') handleSnapshot(raft, message);
    else handleQuiesce(raft, message);
  } else if (type === 'timeoutNow') {
    // No pre-vote: the leader itself asks for it. The same guards hold as for every campaign.
    campaign(raft, 'transfer');
  } else if (type === 'readIndexResp') {
    handleReadResponse(raft, message);
  } else {
    ignore(raft, message, 'a follower has no use for it');
  }
}

function stepCandidate(raft: Raft, message: Message): void {
  const { type } = message;
  if (fromLeader(message)) {
    // Somebody has won this term.
    raft.becomeFollower(message.term, message.from);
    stepFollower(raft, message);
  } else if (type === (raft.role === 'preCandidate' ? 'preVoteResp' : 'voteResp')) {
    // Only answers to this candidacy: late pre-votes of it may still arrive.
    handleVoteResponse(raft, message);
  } else {
    ignore(raft, message, 'a candidate has no use for it');
  }
}

function ignore(raft: Raft, message: Message, why: string): void {
  if (raft.config.trace !== undefined) raft.trace({ kind: 'messageIgnored', message, why });
}
