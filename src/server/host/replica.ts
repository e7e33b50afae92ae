/** One replica: the consensus core, its log, its rows and its state machine, wired so that nothing is answered early.
 *  Appends go to the log's writer and messages leave at the same time; responses leave once the append is durable; entries
 *  are applied in order, after their buckets are loaded, while other groups go on. A fault in apply halts this replica alone. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../../raft/ids.js';
import type { ConfChange, HardState, Message } from '../../raft/message.js';
import { type ConfChangeResult, RawNode, type TransferRefusal } from '../../raft/raw-node.js';
import type { AppendRequest, Ready, Role, StorageResponse } from '../../raft/ready.js';
import type { BucketId } from '../../store/bucket.js';
import type { GroupLog } from '../../store/group-log.js';
import type { GroupMeta, Member } from '../../store/group-meta.js';
import type { GroupState } from '../../store/group-state.js';
import type { StateMachine } from '../../store/state-machine.js';
import { Applying } from './applying.js';
import { BucketLoads } from './bucket-loads.js';
import { describe } from './describe.js';
import { DigestTurn } from './digest-turn.js';
import { Freshness } from './freshness.js';
import { GroupMembers } from './group-members.js';
import type { HostedReplica } from './hosted-replica.js';
import { InFlight, type Waiter } from './in-flight.js';
import { assert } from './invariant.js';
import { ObservedStorage } from './observed-storage.js';
import { decodeConfChange, encodeConfChange } from './raft-codec.js';
import { type ReadRequest, ReadRounds } from './read-rounds.js';
import type { ProposalSource, ReplicaHost, ReplicaOptions } from './replica-host.js';

export type ProposeResult = 'ok' | 'notLeader' | 'busy';

export class Replica<Answer, Machine extends StateMachine<Answer>> implements HostedReplica {
  readonly group: GroupId;
  readonly id: ReplicaId;
  readonly state: GroupState;
  readonly log: GroupLog;
  readonly raft: RawNode;
  readonly inFlight = new InFlight<Answer>();
  readonly digestTurn: DigestTurn;
  readonly buckets: BucketLoads<Answer>;
  source: ProposalSource | undefined;
  dispute: string | undefined;

  readonly #host: ReplicaHost;
  readonly #makeMachine: (state: GroupState) => Machine;
  #machine: Machine;
  readonly #reads: ReadRounds;
  readonly #storage: ObservedStorage;
  readonly #epochChanged: (machine: Machine, meta: GroupMeta) => void;
  readonly #members: GroupMembers;
  #inbox: Message[] = [];
  #storageInbox: StorageResponse[] = [];
  #fetching = false;
  #closed = false;
  #role: Role = 'follower';
  #leader: ReplicaId = 0;
  #term: Term;
  #answerable: LogIndex = 0;
  /** As last handed to the log's writer. */
  #hardState: HardState;
  readonly #applying: Applying<Answer>;
  readonly #freshness: Freshness;
  /** Ticks since anything but heartbeats happened. */
  #idleTicks = 0;

  constructor(options: ReplicaOptions<Answer, Machine>) {
    const { meta, state, log, host } = options;
    this.group = meta.group;
    this.id = meta.replica;
    this.state = state;
    this.log = log;
    this.#host = host;
    this.#epochChanged = options.epochChanged;
    this.#members = new GroupMembers(meta);
    this.#hardState = log.initialState().hardState;
    this.#term = this.#hardState.term;
    this.#makeMachine = options.makeMachine;
    this.#machine = options.makeMachine(state);
    this.#storage = new ObservedStorage(log);
    this.raft = new RawNode({
      id: this.id,
      storage: this.#storage,
      electionTick: host.limits.electionTicks,
      heartbeatTick: host.limits.heartbeatTicks,
      random: () => host.env.random.next(),
      preVote: true,
      checkQuorum: true,
      maxSizePerMessage: 512 * 1024,
      maxInflightMessages: 64,
      maxInflightBytes: 8 * 2 ** 20,
      maxUncommittedBytes: 32 * 2 ** 20,
      maxApplyBytes: 2 * 2 ** 20,
      priority: options.priority,
      stepDownOnRemoval: true,
      encodeConfChange,
    });
    const { clock } = host.env;
    const halt = (reason: string): void => this.halt(reason);
    this.digestTurn = new DigestTurn(clock, host.limits);
    this.#freshness = new Freshness(clock);
    this.buckets = new BucketLoads(state, () => this.#machine, halt);
    this.#applying = new Applying<Answer>(
      {
        group: this.group,
        machine: () => this.#machine,
        buckets: this.buckets,
        inFlight: this.inFlight,
        digestTurn: this.digestTurn,
        clock,
        confChange: (index, data) => this.#applyConfChange(index, data),
        digestNamed: (index) => this.#takeDigest(index),
        splitOrdered: (order, applied) => host.splitOrdered(this, order, applied),
        unreadable: (entry) => host.unreadable(this, entry),
        wake: () => host.wake(this),
        halt,
      },
      meta.applied,
    );
    this.#reads = new ReadRounds(this.raft, host.limits);
  }

  // --- what others may know ---

  /** Another one after a split: do not keep it. */
  get machine(): Machine {
    return this.#machine;
  }

  get meta(): GroupMeta {
    return this.#members.meta;
  }

  get members(): ReadonlyMap<ReplicaId, Member> {
    return this.#members.byId;
  }

  get role(): Role {
    return this.#role;
  }

  get isLeader(): boolean {
    return this.#role === 'leader' && !this.#closed;
  }

  /** 0 when unknown. */
  get leader(): ReplicaId {
    return this.#leader;
  }

  get leaderNode(): string | undefined {
    return this.members.get(this.#leader)?.node;
  }

  get term(): Term {
    return this.#term;
  }

  get applied(): Readonly<{ index: LogIndex; term: Term }> {
    return this.#applying.applied;
  }

  /** A leader whose state holds everything that was ever acknowledged: an entry of its own term is applied. */
  get isCurrentLeader(): boolean {
    return this.isLeader && this.applied.term === this.#term;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get asleep(): boolean {
    return this.raft.asleep;
  }

  get answerable(): LogIndex {
    return this.#answerable;
  }

  get logBytesSinceCheckpoint(): number {
    return this.#applying.logBytes;
  }

  get dirtySinceMs(): number | undefined {
    return this.#applying.dirtySinceMs;
  }

  /** When it was last known to have applied all that its leader had committed; monotonic ms. */
  get freshMs(): number {
    return this.#freshness.freshMs;
  }

  // --- input ---

  receive(message: Message): void {
    if (this.#closed || message.to !== this.id) return;
    this.#inbox.push(message);
    this.#host.wake(this);
  }

  /** One spoke from this node who is no member yet as far as is known here: it is answered there, or a leader that is new
   *  would never learn how far back a replica is that slept through all changes. */
  strangerSpoke(id: ReplicaId, node: string): void {
    this.#members.strangerSpoke(id, node);
  }

  tick(): void {
    if (this.#closed || this.raft.asleep) return;
    this.#idleTicks += 1;
    this.raft.tick();
    if (this.#reads.tick()) this.#idleTicks = 0;
    if (this.isLeader && this.#mayRest() && this.raft.quiesce((id) => this.#isAway(id))) this.#idleTicks = 0;
    this.#host.wake(this);
  }

  /** Nothing to do and nobody waiting. The core checks that its followers hold everything. */
  #mayRest(): boolean {
    return (
      this.group !== 0 &&
      this.dispute === undefined &&
      this.#idleTicks >= this.#host.limits.quiesceAfterTicks &&
      this.inFlight.size === 0 &&
      (this.source?.size ?? 0) === 0 &&
      this.#reads.size === 0 &&
      this.#applying.size === 0
    );
  }

  /** Whose node is dead for long is no reason to stay awake: its return wakes the group (NodeCore), and so does a message. One
   *  that is still to come to a node that lives says nothing when it could: it has to be spoken to. */
  #isAway(id: ReplicaId): boolean {
    if (this.#idleTicks < this.#host.limits.quiesceWithoutDeadTicks) return false;
    const node = this.members.get(id)?.node;
    return node === undefined || this.#host.isAway(this.group, node);
  }

  stir(): void {
    if (this.#closed) return;
    this.#idleTicks = 0;
    if (this.raft.asleep) this.raft.wake();
    this.#host.wake(this);
  }

  campaign(): void {
    if (this.#closed || this.isLeader) return;
    this.stir();
    this.raft.campaign();
  }

  /** One entry, with who waits for its answers. */
  propose(data: Uint8Array, waiter: Waiter<Answer>): ProposeResult {
    if (!this.isLeader) return 'notLeader';
    if (this.raft.asleep) this.raft.wake();
    const proposed = this.raft.propose([data]);
    if (proposed.result === 'ok') {
      this.#idleTicks = 0;
      this.#host.proposed += 1;
      this.inFlight.push(proposed.first, proposed.term, waiter);
      this.#host.wake(this);
      return 'ok';
    }
    return proposed.result === 'notLeader' ? 'notLeader' : 'busy';
  }

  /** In effect once it is applied; refused while another one is under way. */
  proposeConfChange(change: ConfChange): ConfChangeResult {
    this.stir();
    return this.raft.proposeConfChange(change);
  }

  transferLeader(to: ReplicaId): 'ok' | TransferRefusal {
    this.stir(); // and so this turn pumps what follows
    return this.raft.transferLeader(to);
  }

  /** Whether a replica was a member and never will be again, and those who remain can do without its voice: an entry after
   *  the change is applied here, so whoever is elected holds that entry and knows that the change is committed. Earlier,
   *  the others might need its vote to get out of a joint configuration. */
  isRemoved(id: ReplicaId): boolean {
    return this.#members.isRemoved(id, this.applied.index);
  }

  /** One round confirms every read that waits. */
  readIndex(request: ReadRequest): void {
    if (this.#closed) {
      request.failed('the replica is closed');
      return;
    }
    this.stir();
    this.#reads.add(request);
  }

  /** Calls back, never synchronously, once `index` is applied here; forgotten when the replica closes.
   *  @returns how to give it up */
  whenApplied(index: LogIndex, run: () => void): () => void {
    const giveUp = this.#applying.whenApplied(index, run);
    this.#host.wake(this);
    return giveUp;
  }

  /** Loads buckets and hands them to the machine; a bucket that is being loaded is not loaded twice. */
  load(buckets: readonly BucketId[]): Promise<void> {
    return this.buckets.load(buckets);
  }

  /** Loaded by the store, and not yet handed to the machine: it must not look until it was. */
  unadopted(): readonly BucketId[] {
    return this.buckets.unadopted();
  }

  // --- one turn ---

  /** Steps all input, then carries out what the core asks for, until it asks for nothing more. */
  pump(): void {
    if (this.#closed) return;
    this.#stepInput();
    this.source?.offer();
    this.#reads.begin();
    for (let turns = 0; this.raft.hasReady(); turns += 1) {
      assert(turns < 10_000, `group ${this.group} never comes to rest`);
      this.#carryOut(this.raft.ready());
      if (this.#closed) return;
      this.#stepInput();
    }
    this.#applyAll();
    this.#reads.applied(this.applied.index);
    this.#applying.runWaiters();
    this.#fetchMissing();
  }

  #stepInput(): void {
    const responses = this.#storageInbox;
    if (responses.length > 0) {
      this.#storageInbox = [];
      for (const response of responses) this.raft.stepResponse(response);
    }
    const messages = this.#inbox;
    if (messages.length === 0) return;
    this.#inbox = [];
    for (const message of messages) {
      if (message.type !== 'heartbeat' && message.type !== 'heartbeatResp') this.#idleTicks = 0;
      this.raft.step(message);
      this.#noteCommit(message);
    }
  }

  /** A follower is as fresh as the last word of its leader whose commit index it has applied. */
  #noteCommit(message: Message): void {
    if (message.from !== this.#leader || message.term !== this.raft.term) return;
    this.#freshness.heard(message, this.applied.index);
  }

  #carryOut(ready: Ready): void {
    if (ready.softState !== undefined) this.#adoptRole(ready.softState.role, ready.softState.leader);
    const { term } = this.raft;
    if (term !== this.#term) {
      this.#term = term;
      if (this.inFlight.size > 0) this.#loseLeadership();
    }
    if (ready.append !== undefined) this.#append(ready.append);
    for (const message of ready.messages) this.#sendMessage(message);
    if (ready.apply !== undefined) this.#applying.push(ready.apply.entries);
    this.#answerable = ready.answerable;
    for (const state of ready.readStates) this.#reads.confirmed(state);
    for (const requestId of ready.droppedReads) this.#reads.dropped(requestId);
    this.#applyAll();
    if (this.isLeader) this.inFlight.release(this.#answerable);
  }

  #adoptRole(role: Role, leader: ReplicaId): void {
    const led = this.#role === 'leader';
    this.#role = role;
    this.#leader = leader;
    if (role !== 'leader') this.#answerable = 0;
    if (led && role !== 'leader') this.#loseLeadership();
    this.#host.roleChanged(this);
  }

  #loseLeadership(): void {
    this.inFlight.lose('the leader stepped down before the command was durable on its ack quorum');
    this.source?.leadershipLost();
  }

  #append(append: AppendRequest): void {
    // The host installs a snapshot before the core hears of it: see snapshots.ts.
    assert(append.snapshot === undefined, 'the core asks for a snapshot that was not installed before');
    this.#hardState = append.hardState;
    this.#host.log.submit({
      group: this.group,
      replica: this.id,
      hardState: append.hardState,
      entries: append.entries,
      done: () => {
        if (this.#closed) return;
        for (const response of append.responses) this.#durable(response);
        this.#host.wake(this);
      },
    });
  }

  #durable(response: StorageResponse): void {
    if (response.kind === 'appended' || response.message.to === this.id) this.#storageInbox.push(response);
    else this.#sendMessage(response.message);
  }

  #sendMessage(message: Message): void {
    const node = this.#members.nodeOf(message.to);
    if (node !== undefined) this.#host.send(this, node, message);
  }

  // --- applying ---

  #applyAll(): void {
    if (!this.#closed && this.#applying.run()) this.#appliedMore();
  }

  #appliedMore(): void {
    const { index } = this.applied;
    this.raft.applied(index);
    this.#freshness.applied(index, this.isLeader);
    if (this.isLeader) this.inFlight.release(this.#answerable);
    this.#host.applied(this);
    this.#host.wake(this);
  }

  /** The store has cut the rows as the log ordered: a machine over what is left takes over. */
  splitDone(): void {
    this.#members.splitDone(this.state.meta);
    this.#machine = this.#makeMachine(this.state);
    this.#applying.splitDone(this.meta.applied);
    this.#appliedMore();
  }

  /** As of this entry and no other: rows are encoded now, which changes none of them. */
  #takeDigest(index: LogIndex): void {
    this.machine.flush();
    this.#host.digestTaken(this, index, this.state.digest());
  }

  #applyConfChange(index: LogIndex, data: Uint8Array): void {
    const change = decodeConfChange(data);
    const gone = this.#members.change(index, change, this.raft.applyConfChange(change));
    this.#epochChanged(this.machine, this.meta);
    this.#host.membersChanged(this, gone);
  }

  /** The core met 'unavailable': brings the entries that a follower or apply needs into memory. */
  #fetchMissing(): void {
    if (this.#fetching || this.#closed) return;
    const wanted = this.#storage.takeWish();
    if (wanted === undefined) return;
    this.#fetching = true;
    this.log.fetch(wanted.low, wanted.high, 1024 * 1024).then(
      () => {
        this.#fetching = false;
        if (this.#closed) return;
        this.raft.entriesFetched();
        this.#host.wake(this);
      },
      (error: unknown) => this.halt(`its log cannot be read: ${describe(error)}`),
    );
  }

  // --- checkpoints ---

  /** Everything applied so far becomes durable in the state store; entries applied meanwhile belong to the next one.
   *  @returns the applied index that it covers. */
  async checkpoint(): Promise<LogIndex> {
    assert(!this.#closed, 'a closed replica makes no checkpoint');
    const applied = { ...this.applied };
    try {
      this.machine.flush();
    } catch (error) {
      this.halt(`its changes cannot be encoded: ${describe(error)}`);
      return this.meta.applied.index;
    }
    this.#applying.checkpointBegins();
    await this.state.checkpoint(applied, this.#members.takeChange());
    this.#members.checkpointed(applied);
    return applied.index;
  }

  compactTo(index: LogIndex): void {
    if (this.#closed) return;
    this.#host.log.submit({
      group: this.group,
      replica: this.id,
      hardState: { ...this.#hardState, commit: Math.max(this.#hardState.commit, index) },
      entries: [],
      compactTo: index,
    });
  }

  // --- the end ---

  /** Gives up whoever waits past `nowMs`; about every tick. */
  expire(nowMs: number): void {
    this.inFlight.expire(nowMs);
    this.source?.expire(nowMs);
    this.#reads.expire(nowMs);
  }

  /** Stops for good and says why: never votes again, keeps its bytes. */
  halt(reason: string): void {
    if (this.#closed) return;
    this.close(`the replica is damaged: ${reason}`);
    this.#host.halted(this, reason);
  }

  close(why: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#role = 'follower';
    this.inFlight.lose(why);
    this.source?.closed(why);
    this.#reads.close(why);
    this.#inbox = [];
    this.#storageInbox = [];
    this.#applying.close();
    this.buckets.close();
  }
}
