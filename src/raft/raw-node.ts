/** One replica's consensus core: messages, ticks and proposals in; what must be persisted, sent and applied out.
 *  Synchronous and pure. The caller owns time, disk and network, calls from one thread, and after any call that may have
 *  changed something takes `ready()` while `hasReady()`.
 *
 *  How an 'appended' report is guarded against ABA: appends are durable in the order handed out, and the report names the
 *  last entry of the log as it was, with the term this replica was in. A log is cut back only by a new leader, at most once
 *  a term, and within a term entries are only added; so a report of the current term that still matches (index, term) can't
 *  be overwritten by a write under way. A report of an earlier term is not believed; since each new term causes a write of
 *  its own, whose report again names the last entry, entries are never left unstable for good. */

import { payloadBytes } from './byte-ledger.js';
import type { RaftConfig } from './config.js';
import { campaign } from './election.js';
import { type LogIndex, NO_REPLICA, type ReplicaId, type Term } from './ids.js';
import { assert } from './invariant.js';
import {
  applyConfChange,
  type ConfChangeResult,
  leaveJointWithout,
  maybeLeaveJoint,
  proposeConfChange,
} from './membership.js';
import type { ConfChange, Configuration, Message } from './message.js';
import { quiesce, wake } from './quiescence.js';
import { Raft } from './raft.js';
import { flushReads, readsWaitToLeave, requestRead } from './reads.js';
import type { AppendRequest, Ready, Role, StorageResponse } from './ready.js';
import {
  appendEntries,
  broadcastAppend,
  reportSnapshot,
  reportUnreachable,
  resumeAwaiting,
} from './replication.js';
import { type ProgressView, type Status, statusOf } from './status.js';
import { step } from './step.js';
import { tick } from './tick.js';
import { type TransferRefusal, transferLeader } from './transfer.js';

export type { RaftConfig } from './config.js';
export type { ConfChangeResult } from './membership.js';
export type { ProgressStatus, Status } from './status.js';
export type { TransferRefusal } from './transfer.js';

export type ProposeRefusal = 'notLeader' | 'transferring' | 'tooManyUncommitted';

export type ProposeResult =
  /** The entries lie at first .. first + data.length - 1. They are theirs once `answerable` reaches them in this term. */
  | { readonly result: 'ok'; readonly first: LogIndex; readonly term: Term }
  | { readonly result: ProposeRefusal };

const NO_RESPONSES: readonly never[] = [];
const NO_PROGRESS: readonly never[] = [];

export class RawNode {
  readonly #raft: Raft;
  #seenRole: Role;
  #seenLeader: ReplicaId;
  #seenAnswerable: LogIndex = 0;

  constructor(config: RaftConfig) {
    this.#raft = new Raft(config);
    this.#seenRole = this.#raft.role;
    this.#seenLeader = this.#raft.leader;
  }

  get id(): ReplicaId {
    return this.#raft.id;
  }

  get role(): Role {
    return this.#raft.role;
  }

  get leader(): ReplicaId {
    return this.#raft.leader;
  }

  get term(): Term {
    return this.#raft.term;
  }

  get commit(): LogIndex {
    return this.#raft.log.committed;
  }

  get appliedIndex(): LogIndex {
    return this.#raft.log.applied;
  }

  get lastIndex(): LogIndex {
    return this.#raft.log.lastIndex;
  }

  /** In effect now: who votes and is sent to. */
  get configuration(): Configuration {
    return this.#raft.tracker.configuration;
  }

  /** In effect at the applied index: what belongs into a checkpoint. Another one only while a snapshot is installed. */
  get appliedConfiguration(): Configuration {
    return this.#raft.appliedConfiguration;
  }

  get asleep(): boolean {
    return this.#raft.asleep;
  }

  /** What it knows of each replica, by id; empty unless it leads. A view, which goes on changing: cheap enough to look at
   *  often, where `status` copies. */
  get progress(): readonly ProgressView[] {
    return this.#raft.role === 'leader' ? this.#raft.tracker.all : NO_PROGRESS;
  }

  /** Up to here a leader may answer: committed, and durable on d of the incoming voters. 0 on others. */
  get answerable(): LogIndex {
    const raft = this.#raft;
    return raft.role === 'leader' ? Math.min(raft.log.committed, raft.tracker.quorum.answerable()) : 0;
  }

  /** Does nothing while asleep; a host need not call it then. */
  tick(): void {
    tick(this.#raft);
  }

  /** Asks for an election now. Guards as for every campaign: see campaignRefusal. */
  campaign(): void {
    wake(this.#raft, 'host');
    campaign(this.#raft, this.#raft.config.preVote ? 'preVote' : 'vote');
  }

  /** From the network. Kinds that only a host may say are ignored, and so are answers of who is no member: one that was
   *  removed could depose its leader by a higher term. */
  step(message: Message): void {
    const raft = this.#raft;
    if (message.from === raft.id || message.type === 'prop' || message.type === 'transferLeader') {
      raft.trace({ kind: 'messageIgnored', message, why: 'it does not come from another replica' });
    } else if (isAnswer(message) && raft.tracker.get(message.from) === undefined) {
      raft.trace({ kind: 'messageIgnored', message, why: 'it comes from no member' });
    } else {
      step(raft, message);
    }
  }

  /** A response addressed to this replica, once the append it came with is durable; in the order of the appends. */
  stepResponse(response: StorageResponse): void {
    switch (response.kind) {
      case 'message':
        assert(
          response.message.to === this.#raft.id,
          'a response for another replica belongs to the network',
        );
        step(this.#raft, response.message);
        return;
      case 'appended':
        this.#appended(response);
    }
  }

  #appended(response: Extract<StorageResponse, { kind: 'appended' }>): void {
    const raft = this.#raft;
    raft.appendsInFlight--;
    assert(raft.appendsInFlight >= 0, 'an append was reported twice');
    if (response.index > 0) {
      if (response.term === raft.term) raft.log.stableTo(response.index, response.logTerm);
      else raft.trace({ kind: 'appendedIgnored', index: response.index, term: response.term });
    }
    // A snapshot holds committed state only: it stays good whatever the term.
    if (response.snapshotIndex > 0) {
      const { snapshot } = raft.log.unstable;
      if (raft.log.snapshotInstalled(response.snapshotIndex) && snapshot !== undefined) {
        raft.appliedConfiguration = snapshot.configuration;
      }
    }
  }

  /** One entry for each; all or none. The data is kept, not copied. Nobody forwards proposals. */
  propose(data: readonly Uint8Array[]): ProposeResult {
    const raft = this.#raft;
    assert(data.length > 0, 'a proposal holds at least one entry');
    if (raft.role !== 'leader' || raft.tracker.get(raft.id) === undefined) return { result: 'notLeader' };
    if (raft.leadTransferee !== NO_REPLICA) return { result: 'transferring' };
    const bytes = payloadBytes(data);
    const { total } = raft.uncommitted;
    // An empty tail takes anything: else what is larger than the limit could never pass.
    if (total > 0 && bytes > 0 && total + bytes > raft.config.maxUncommittedBytes) {
      return { result: 'tooManyUncommitted' };
    }
    wake(raft, 'host');
    const first = appendEntries(raft, 'normal', data, bytes);
    broadcastAppend(raft);
    return { result: 'ok', first, term: raft.term };
  }

  proposeConfChange(change: ConfChange): ConfChangeResult {
    const result = proposeConfChange(this.#raft, change);
    if (result.result === 'ok') wake(this.#raft, 'host');
    return result;
  }

  /** When a confChange entry is applied, before `applied` reports it. @returns the configuration from that entry on */
  applyConfChange(change: ConfChange): Configuration {
    return applyConfChange(this.#raft, change);
  }

  /** Answered in Ready.readStates, or in Ready.droppedReads when leadership changes before. */
  readIndex(requestId: number): 'ok' | 'noLeader' {
    wake(this.#raft, 'host');
    return requestRead(this.#raft, requestId);
  }

  transferLeader(to: ReplicaId): 'ok' | TransferRefusal {
    wake(this.#raft, 'host');
    return transferLeader(this.#raft, to);
  }

  /** A follower stops believing in its leader: it grants votes at once, not only after an election timeout. For a host that
   *  knows the leader's node is gone. */
  forgetLeader(): void {
    const raft = this.#raft;
    if (raft.role !== 'follower' || raft.leader === NO_REPLICA) return;
    wake(raft, 'host');
    raft.leader = NO_REPLICA;
    raft.dropReads();
  }

  /** Entries up to here are applied, configuration changes included. */
  applied(index: LogIndex): void {
    this.#raft.log.appliedTo(index);
    maybeLeaveJoint(this.#raft);
  }

  /** Some voters are gone for good: a joint configuration that waits for them is left once all others hold it. */
  leaveJointWithout(isGone: (id: ReplicaId) => boolean): void {
    leaveJointWithout(this.#raft, isGone);
  }

  /** What storage answered 'unavailable' for is in memory now. */
  entriesFetched(): void {
    this.#raft.log.entriesFetched();
    if (this.#raft.role === 'leader') resumeAwaiting(this.#raft);
  }

  /** A message to this replica was probably lost. */
  reportUnreachable(id: ReplicaId): void {
    if (this.#raft.role === 'leader') reportUnreachable(this.#raft, id);
  }

  /** Whether a snapshot that was offered to this replica has been installed. */
  reportSnapshot(id: ReplicaId, ok: boolean): void {
    if (this.#raft.role === 'leader') reportSnapshot(this.#raft, id, ok);
  }

  /** Sleeps if nothing is left to do for anybody but those not heard that are away: the host wakes it when they are back.
   *  @returns whether it sleeps; the host then stops calling `tick` */
  quiesce(isAway: (id: ReplicaId) => boolean = () => false): boolean {
    return quiesce(this.#raft, isAway);
  }

  wake(): void {
    wake(this.#raft, 'host');
  }

  hasReady(): boolean {
    const raft = this.#raft;
    return (
      raft.messages.length > 0 ||
      raft.role !== this.#seenRole ||
      raft.leader !== this.#seenLeader ||
      raft.readStates.length > 0 ||
      raft.droppedReads.length > 0 ||
      raft.log.hasNextApply ||
      this.#mustAppend() ||
      readsWaitToLeave(raft) ||
      this.answerable !== this.#seenAnswerable
    );
  }

  /** All that is to be done now; taken as accepted. Its append may still run when the next one is handed out. */
  ready(): Ready {
    const raft = this.#raft;
    flushReads(raft);
    const softState =
      raft.role !== this.#seenRole || raft.leader !== this.#seenLeader
        ? { leader: raft.leader, role: raft.role }
        : undefined;
    this.#seenRole = raft.role;
    this.#seenLeader = raft.leader;
    const { messages, readStates, droppedReads } = raft;
    raft.messages = [];
    if (readStates.length > 0) raft.readStates = [];
    if (droppedReads.length > 0) raft.droppedReads = [];
    // Before the append is accepted, so that nothing is applied that is not durable yet.
    const entries = raft.log.takeNextApply();
    const append = this.#mustAppend() ? this.#takeAppend() : undefined;
    this.#seenAnswerable = this.answerable;
    return {
      softState,
      messages,
      append,
      apply: entries === undefined ? undefined : { entries },
      readStates: readStates.length > 0 ? readStates : NO_RESPONSES,
      droppedReads: droppedReads.length > 0 ? droppedReads : NO_RESPONSES,
      answerable: this.#seenAnswerable,
    };
  }

  /** A picture of everything; for people and tests, not for each tick. */
  status(): Status {
    return statusOf(this.#raft);
  }

  /** For transcripts: the next timeout, in ticks. */
  overrideElectionTimeout(ticks: number): void {
    this.#raft.electionTimeout = ticks;
  }

  #mustAppend(): boolean {
    const raft = this.#raft;
    return (
      raft.afterAppend.length > 0 ||
      raft.log.unstable.hasNext ||
      raft.term !== raft.writtenTerm ||
      raft.vote !== raft.writtenVote ||
      (raft.config.storageOrder === 'strict' && raft.log.committed !== raft.writtenCommit)
    );
  }

  #takeAppend(): AppendRequest {
    const raft = this.#raft;
    const { unstable } = raft.log;
    const hardState = raft.hardState;
    const entries = unstable.nextEntries();
    const snapshot = unstable.nextSnapshot();
    const responses = raft.afterAppend;
    raft.afterAppend = [];
    const last = unstable.hasEntries ? raft.log.last : undefined;
    responses.push({
      kind: 'appended',
      term: raft.term,
      index: last?.index ?? 0,
      logTerm: last?.term ?? 0,
      snapshotIndex: snapshot?.index ?? 0,
    });
    unstable.acceptInProgress();
    raft.appendsInFlight++;
    raft.writtenTerm = hardState.term;
    raft.writtenVote = hardState.vote;
    raft.writtenCommit = hardState.commit;
    return { hardState, entries, snapshot, responses };
  }
}

/** To something that this replica asked of a member. */
function isAnswer({ type }: Message): boolean {
  return type === 'appResp' || type === 'heartbeatResp' || type === 'voteResp' || type === 'preVoteResp';
}
