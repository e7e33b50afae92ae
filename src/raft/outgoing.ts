/** The messages the core sends, one maker per kind. Each literal names every field in one order, so that all messages
 *  share one shape. */
import type { LogIndex, ReplicaId, Term } from './ids.js';
import type { Entry, Message, MessageType, SnapshotMetadata } from './message.js';

const NO_ENTRIES: readonly Entry[] = [];

function blank(
  type: MessageType,
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
): { -readonly [K in keyof Message]: Message[K] } {
  return {
    type,
    to,
    from,
    term,
    logTerm: 0,
    index: 0,
    entries: NO_ENTRIES,
    commit: 0,
    snapshot: undefined,
    reject: false,
    rejectHint: 0,
    readPosition: 0,
    transfer: false,
  };
}

/** A message of which nothing but the kind and the term is said. */
export function plain(type: MessageType, to: ReplicaId, from: ReplicaId, term: Term): Message {
  return blank(type, to, from, term);
}

export function app(
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  previous: LogIndex,
  previousTerm: Term,
  entries: readonly Entry[],
  commit: LogIndex,
): Message {
  const message = blank('app', to, from, term);
  message.index = previous;
  message.logTerm = previousTerm;
  message.entries = entries;
  message.commit = commit;
  return message;
}

export function appResp(to: ReplicaId, from: ReplicaId, term: Term, index: LogIndex): Message {
  const message = blank('appResp', to, from, term);
  message.index = index;
  return message;
}

/** @param rejected the index the refused append followed; the hint is where this log may still match */
export function appReject(
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  rejected: LogIndex,
  hint: { readonly index: LogIndex; readonly term: Term },
): Message {
  const message = blank('appResp', to, from, term);
  message.index = rejected;
  message.reject = true;
  message.rejectHint = hint.index;
  message.logTerm = hint.term;
  return message;
}

export function snap(to: ReplicaId, from: ReplicaId, term: Term, snapshot: SnapshotMetadata): Message {
  const message = blank('snap', to, from, term);
  message.snapshot = snapshot;
  return message;
}

/** @param commit as far as the receiver is known to hold the log
 *  @param committed all that the leader knows to be committed: by it the receiver knows what it lacks */
export function heartbeat(
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  commit: LogIndex,
  committed: LogIndex,
  readPosition: number,
): Message {
  const message = blank('heartbeat', to, from, term);
  message.commit = commit;
  message.index = committed;
  message.readPosition = readPosition;
  return message;
}

export function heartbeatResp(to: ReplicaId, from: ReplicaId, term: Term, readPosition: number): Message {
  const message = blank('heartbeatResp', to, from, term);
  message.readPosition = readPosition;
  return message;
}

export function voteRequest(
  type: 'vote' | 'preVote',
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  last: { readonly index: LogIndex; readonly term: Term },
  transfer: boolean,
): Message {
  const message = blank(type, to, from, term);
  message.index = last.index;
  message.logTerm = last.term;
  message.transfer = transfer;
  return message;
}

/** Every answer to a candidate names the last entry its sender knows to be committed, as an entry without data: a candidate
 *  that lags in this may be counting the voters of a configuration that is over. */
export function voteGrant(
  type: 'voteResp' | 'preVoteResp',
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  committed: readonly Entry[],
): Message {
  const message = blank(type, to, from, term);
  message.entries = committed;
  return message;
}

/** A refusal says how long the refuser's log is: where nearly everybody must agree, the shorter log then yields. */
export function voteRefusal(
  type: 'voteResp' | 'preVoteResp',
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  last: { readonly index: LogIndex; readonly term: Term },
  committed: readonly Entry[],
): Message {
  const message = blank(type, to, from, term);
  message.reject = true;
  message.index = last.index;
  message.logTerm = last.term;
  message.entries = committed;
  return message;
}

/** A forwarded read belongs to no term: whoever leads may answer it. */
export function readIndex(to: ReplicaId, from: ReplicaId, position: number): Message {
  const message = blank('readIndex', to, from, 0);
  message.readPosition = position;
  return message;
}

export function readIndexResp(
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  index: LogIndex,
  position: number,
): Message {
  const message = blank('readIndexResp', to, from, term);
  message.index = index;
  message.readPosition = position;
  return message;
}

export function timeoutNow(to: ReplicaId, from: ReplicaId, term: Term): Message {
  return blank('timeoutNow', to, from, term);
}

export function quiesce(
  to: ReplicaId,
  from: ReplicaId,
  term: Term,
  commit: LogIndex,
  last: LogIndex,
): Message {
  const message = blank('quiesce', to, from, term);
  message.commit = commit;
  message.index = last;
  return message;
}

/** A follower that does not agree with the leader's picture stays awake, and says so. */
export function quiesceRefusal(to: ReplicaId, from: ReplicaId, term: Term): Message {
  const message = blank('quiesce', to, from, term);
  message.reject = true;
  return message;
}
