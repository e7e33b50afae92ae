/** Elections (Raft 5.2, 5.4.1; thesis 9.6 pre-vote, 6.4 check-quorum). Votes count by the ack quorum's election size. */
import { entriesBytes } from './byte-ledger.js';
import { NO_REPLICA, type ReplicaId } from './ids.js';
import { assert, fail } from './invariant.js';
import type { Entry, Message } from './message.js';
import * as outgoing from './outgoing.js';
import type { Raft } from './raft.js';
import { appendEntries, broadcastAppend } from './replication.js';
import type { CampaignRefusal } from './trace.js';

export type Election = 'preVote' | 'vote' | 'transfer';

const NO_DATA = new Uint8Array(0);
const EMPTY: readonly Uint8Array[] = [NO_DATA];

/** Pages of the scan for configuration entries that are committed and not applied. */
const SCAN_PAGE_BYTES = 1 << 20;

export function campaign(raft: Raft, election: Election): void {
  const why = campaignRefusal(raft);
  if (why !== undefined) {
    raft.trace({ kind: 'campaignRefused', why });
    return;
  }
  raft.trace({ kind: 'campaignStarted', election, term: raft.term });
  const type = election === 'preVote' ? 'preVote' : 'vote';
  if (election === 'preVote') becomePreCandidate(raft);
  else becomeCandidate(raft);
  const term = election === 'preVote' ? raft.term + 1 : raft.term;
  const { last } = raft.log;
  for (const id of raft.tracker.voters) {
    if (id === raft.id) {
      // Its own vote counts when it is durable, not before.
      raft.sendWhenDurable(
        outgoing.voteGrant(type === 'vote' ? 'voteResp' : 'preVoteResp', id, id, term, []),
      );
    } else {
      raft.send(outgoing.voteRequest(type, id, raft.id, term, last, election === 'transfer'));
    }
  }
}

/** Holds for every kind of campaign. One who does not know of a committed configuration would count the wrong voters, and
 *  could win the same term as another. */
function campaignRefusal(raft: Raft): CampaignRefusal | undefined {
  if (raft.role === 'leader') return 'alreadyLeader';
  if (!raft.tracker.isVoter(raft.id)) return 'notVoter';
  if (!raft.promotable) return 'snapshotPending';
  if (raft.log.unappliedConfChange(SCAN_PAGE_BYTES) !== false) return 'configurationNotApplied';
  return undefined;
}

function becomePreCandidate(raft: Raft): void {
  assert(raft.role !== 'leader', 'a leader became a pre-candidate');
  // Neither term nor vote changes, and the timeout runs on; but it yields no longer than once.
  if (raft.yielding) {
    raft.yielding = false;
    raft.drawElectionTimeout();
  }
  raft.tracker.votes.clear();
  raft.role = 'preCandidate';
  raft.leader = NO_REPLICA;
  raft.dropReads();
  raft.trace({ kind: 'roleChanged', role: raft.role, term: raft.term, leader: NO_REPLICA });
}

function becomeCandidate(raft: Raft): void {
  assert(raft.role !== 'leader', 'a leader became a candidate');
  raft.reset(raft.term + 1);
  raft.vote = raft.id;
  raft.role = 'candidate';
  raft.trace({ kind: 'roleChanged', role: raft.role, term: raft.term, leader: NO_REPLICA });
}

function becomeLeader(raft: Raft): void {
  assert(raft.role === 'candidate', 'only a candidate becomes leader');
  raft.reset(raft.term);
  raft.role = 'leader';
  raft.leader = raft.id;
  const own = raft.tracker.get(raft.id);
  assert(own !== undefined, 'the leader is not in its configuration');
  own.becomeReplicate();
  own.recentActive = true;
  // There may be a configuration entry in the tail: no new one before all of it is applied.
  raft.pendingConfIndex = raft.log.lastIndex;
  weighInheritedTail(raft);
  raft.trace({ kind: 'roleChanged', role: raft.role, term: raft.term, leader: raft.id });
  appendEntries(raft, 'normal', EMPTY, 0);
}

/** The limit on uncommitted bytes holds over elections: else each new leader would add another limit's worth. */
function weighInheritedTail(raft: Raft): void {
  const { log } = raft;
  let low = log.committed + 1;
  const end = log.lastIndex + 1;
  while (low < end) {
    const page = log.slice(low, end, SCAN_PAGE_BYTES);
    if (typeof page === 'string') {
      // Not in memory: as heavy as may be, until it is committed.
      raft.uncommitted.add(end - 1, raft.config.maxUncommittedBytes);
      return;
    }
    low += page.length;
    raft.uncommitted.add(low - 1, entriesBytes(page));
  }
}

/** A request for a vote or pre-vote whose term is not below ours (and has become ours, if it is a vote). */
export function handleVoteRequest(raft: Raft, message: Message): void {
  const pre = message.type === 'preVote';
  const mayVote =
    raft.vote === message.from ||
    (raft.vote === NO_REPLICA && raft.leader === NO_REPLICA) ||
    (pre && message.term > raft.term);
  // A learner votes when asked: the candidate may know better that it was promoted.
  const granted = mayVote && raft.log.isUpToDate(message.logTerm, message.index);
  if (raft.config.trace !== undefined) {
    raft.trace({ kind: 'voteCast', for: message.from, pre, granted, term: message.term });
  }
  const type = pre ? 'preVoteResp' : 'voteResp';
  if (!granted) {
    raft.sendWhenDurable(
      outgoing.voteRefusal(type, message.from, raft.id, raft.term, raft.log.last, committedEntry(raft)),
    );
    return;
  }
  if (!pre) {
    // Before the response is queued, so that the response waits for it.
    raft.electionElapsed = 0;
    raft.vote = message.from;
  }
  // With the term of the request: to a pre-candidate ours would look out of date.
  raft.sendWhenDurable(outgoing.voteGrant(type, message.from, raft.id, message.term, committedEntry(raft)));
}

/** Below our term: said so, or two replicas could refuse each other for ever (long log, low term; short log, high term). */
export function refuseStalePreVote(raft: Raft, message: Message): void {
  raft.sendWhenDurable(
    outgoing.voteRefusal(
      'preVoteResp',
      message.from,
      raft.id,
      raft.term,
      raft.log.last,
      committedEntry(raft),
    ),
  );
}

function committedEntry(raft: Raft): readonly Entry[] {
  const index = raft.log.committed;
  const term = raft.log.term(index);
  return term === undefined ? [] : [{ term, index, type: 'normal', data: NO_DATA }];
}

/** What somebody knows to be committed is so for ever: whoever holds that entry knows it too. Without this a group could
 *  be stuck: a leader that removed itself has stepped down, and who remains does not know that the change is committed,
 *  still needs its vote, and is refused for its shorter log. */
export function learnCommitted(raft: Raft, message: Message): void {
  const known = message.entries[0];
  if (known === undefined || raft.role === 'leader' || known.index <= raft.log.committed) return;
  if (!raft.log.matches(known.index, known.term)) return;
  raft.log.commitTo(known.index);
  raft.trace({ kind: 'committed', index: known.index });
  // As for every campaign: not with a configuration that may be over.
  if (raft.role !== 'follower' && raft.log.unappliedConfChange(SCAN_PAGE_BYTES) !== false) {
    raft.becomeFollower(raft.term, NO_REPLICA);
  }
}

/** While a leader was heard within electionTick, others are not listened to, unless the leader itself sent them. */
export function inLease(raft: Raft): boolean {
  return (
    raft.config.checkQuorum && raft.leader !== NO_REPLICA && raft.electionElapsed < raft.config.electionTick
  );
}

/** An answer to our own candidacy of this kind and term. */
export function handleVoteResponse(raft: Raft, message: Message): void {
  const pre = message.type === 'preVoteResp';
  if (raft.config.trace !== undefined) {
    raft.trace({ kind: 'voteHeard', from: message.from, pre, granted: !message.reject, term: message.term });
  }
  const { votes } = raft.tracker;
  if (!raft.tracker.isVoter(message.from)) return;
  // A promise for another term than the one asked for is left over from an earlier round.
  if (pre && !message.reject && message.term !== raft.term + 1) return;
  if (pre && message.reject) yieldToLongerLog(raft, message);
  // The first answer counts: a repeated one is the network's.
  if (!votes.has(message.from)) votes.set(message.from, !message.reject);
  const outcome = raft.tracker.quorum.votes(votes);
  switch (outcome) {
    case 'pending':
      break;
    case 'won':
      if (raft.role === 'preCandidate') {
        campaign(raft, 'vote');
      } else if (votes.has(raft.id)) {
        // Not before its own vote is durable, however many others it has: after a crash it would win the same term again,
        // and write other entries into it.
        becomeLeader(raft);
        broadcastAppend(raft);
      }
      break;
    case 'lost': {
      const { yielding } = raft;
      raft.becomeFollower(raft.term, NO_REPLICA);
      if (yielding) waitLonger(raft, message.from);
      break;
    }
    default:
      fail(`unknown outcome ${String(outcome satisfies never)}`);
  }
}

/** Where one refusal may spoil an election, whoever has the longer log should have the first try: the other waits one
 *  electionTick more, once. */
export function yieldToLongerLog(raft: Raft, refusal: Message): void {
  if (raft.yielding || raft.role === 'leader' || raft.role === 'candidate') return;
  const { last } = raft.log;
  const longer = refusal.logTerm > last.term || (refusal.logTerm === last.term && refusal.index > last.index);
  if (longer && raft.tracker.quorum.electionIsTight()) waitLonger(raft, refusal.from);
}

function waitLonger(raft: Raft, yieldsTo: ReplicaId): void {
  raft.yielding = true;
  raft.electionTimeout += raft.config.electionTick;
  raft.trace({ kind: 'yielded', to: yieldsTo });
}
