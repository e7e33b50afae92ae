/** The state of one replica's consensus, and the few changes everything else is made of: sending, and following a term.
 *  What happens when is in the files named after it (election, replication, follower, reads, transfer, membership). */
import { ByteLedger } from './byte-ledger.js';
import { checkConfig, type RaftConfig } from './config.js';
import { type LogIndex, NO_REPLICA, type ReplicaId, type Term } from './ids.js';
import { assert, fail } from './invariant.js';
import { RaftLog } from './log.js';
import type { Configuration, HardState, Message } from './message.js';
import { ForwardedReads, ReadQueue } from './read-queue.js';
import type { ReadState, Role, StorageResponse } from './ready.js';
import type { TraceEvent } from './trace.js';
import { Tracker } from './tracker.js';

/** Drawn once per life: a restart lands elsewhere. Leaves 2^21 positions to each of 2^32 lives. */
const READ_POSITION_LIVES = 2 ** 32;
const READ_POSITIONS_PER_LIFE = 2 ** 20;

export class Raft {
  readonly config: RaftConfig;
  readonly id: ReplicaId;
  readonly log: RaftLog;
  readonly tracker: Tracker;

  /** In effect at the applied index; behind the tracker's while a snapshot is being installed. */
  appliedConfiguration: Configuration;

  term: Term;
  vote: ReplicaId;
  role: Role = 'follower';
  leader: ReplicaId = NO_REPLICA;

  /** May leave at once. */
  messages: Message[] = [];
  /** Leave when all that is unstable now is durable. */
  afterAppend: StorageResponse[] = [];
  readStates: ReadState[] = [];
  droppedReads: number[] = [];

  leadTransferee: ReplicaId = NO_REPLICA;
  /** At or above the index of every configuration entry that may not be applied. */
  pendingConfIndex: LogIndex = 0;
  /** Bytes of this leader's uncommitted tail, those it inherited included. */
  readonly uncommitted = new ByteLedger();
  readonly reads = new ReadQueue();
  readonly forwardedReads: ForwardedReads;
  asleep = false;

  /** Ticks since the leader was heard, or since this leader last checked its quorum. */
  electionElapsed = 0;
  heartbeatElapsed = 0;
  electionTimeout = 0;
  /** Waits longer, since somebody has a longer log. */
  yielding = false;

  /** Appends handed out and not reported back. */
  appendsInFlight = 0;
  /** As last handed out for writing. */
  writtenTerm: Term;
  writtenVote: ReplicaId;
  writtenCommit: LogIndex;

  constructor(config: RaftConfig) {
    checkConfig(config);
    this.config = config;
    this.id = config.id;
    const { hardState, configuration, applied } = config.storage.initialState();
    this.log = new RaftLog(
      config.storage,
      { commit: hardState.commit, applied },
      config.maxApplyBytes,
      config.appliesUnstable ?? false,
    );
    this.appliedConfiguration = configuration;
    this.tracker = new Tracker(
      configuration,
      this.log.lastIndex + 1,
      config.maxInflightMessages,
      config.maxInflightBytes,
    );
    this.term = hardState.term;
    this.vote = hardState.vote;
    this.writtenTerm = hardState.term;
    this.writtenVote = hardState.vote;
    this.writtenCommit = hardState.commit;
    if (this.log.last.term > this.term)
      fail(`the log holds term ${this.log.last.term}, above the stored term ${this.term}`);
    this.forwardedReads = new ForwardedReads(
      config.firstReadPosition ?? Math.floor(config.random() * READ_POSITION_LIVES) * READ_POSITIONS_PER_LIFE,
    );
    this.becomeFollower(this.term, NO_REPLICA);
  }

  get hardState(): HardState {
    return { term: this.term, vote: this.vote, commit: this.log.committed };
  }

  trace(event: TraceEvent): void {
    this.config.trace?.(event);
  }

  send(message: Message): void {
    assert(message.to !== this.id, 'a message that need not wait was sent to oneself');
    this.messages.push(message);
  }

  /** For votes and acknowledgements, refusals too: they are promises, and leave only when what they rest on is durable.
   *  What is promised to oneself counts as a promise to others does. */
  sendWhenDurable(message: Message): void {
    if (message.to !== this.id && this.config.storageOrder !== 'strict' && this.#allDurable()) {
      this.messages.push(message);
    } else {
      this.afterAppend.push({ kind: 'message', message });
    }
  }

  #allDurable(): boolean {
    return (
      this.appendsInFlight === 0 &&
      this.afterAppend.length === 0 &&
      !this.log.unstable.hasEntries &&
      this.log.unstable.snapshot === undefined &&
      this.term === this.writtenTerm &&
      this.vote === this.writtenVote
    );
  }

  /** May it lead at all? A learner may not, nor one whose snapshot is not installed. */
  get promotable(): boolean {
    return this.tracker.isVoter(this.id) && this.log.unstable.snapshot === undefined;
  }

  get committedInTerm(): boolean {
    return this.log.term(this.log.committed) === this.term;
  }

  becomeFollower(term: Term, leader: ReplicaId): void {
    this.reset(term);
    this.role = 'follower';
    this.leader = leader;
    if (this.config.trace !== undefined) this.trace({ kind: 'roleChanged', role: this.role, term, leader });
  }

  /** A change of role or term: what was known of others is forgotten, what waited for this leader is given up. */
  reset(term: Term): void {
    if (term < this.term) fail(`the term fell from ${this.term} to ${term}`);
    if (term !== this.term) {
      this.term = term;
      this.vote = NO_REPLICA;
    }
    this.leader = NO_REPLICA;
    this.leadTransferee = NO_REPLICA;
    this.electionElapsed = 0;
    this.heartbeatElapsed = 0;
    this.yielding = false;
    this.drawElectionTimeout();
    this.tracker.votes.clear();
    const next = this.log.lastIndex + 1;
    // Its own copy counts as far as it is durable, no further.
    const { durable } = this.log;
    for (const progress of this.tracker.all) progress.reset(next, progress.id === this.id ? durable : 0);
    this.pendingConfIndex = 0;
    this.uncommitted.clear();
    this.dropReads();
  }

  dropReads(): void {
    for (const { from, token } of this.reads.drain()) if (from === this.id) this.droppedReads.push(token);
    for (const requestId of this.forwardedReads.drain()) this.droppedReads.push(requestId);
  }

  /** Never shorter than electionTick: voters ignore candidates for that long after they heard a leader. */
  drawElectionTimeout(): void {
    const { electionTick, random, priority = 0 } = this.config;
    const span = Math.max(1, electionTick - Math.max(0, priority));
    this.electionTimeout = electionTick + Math.floor(random() * span) + Math.max(0, -priority);
  }
}
