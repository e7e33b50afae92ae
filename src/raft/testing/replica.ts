/** One replica of the test network: a core, its disk with writes under way, and a state machine that lists what it
 *  applied. A crash keeps what was written, perhaps some of what was being written, and forgets the rest. */
import type { RaftConfig } from '../config.js';
import type { LogIndex, ReplicaId } from '../ids.js';
import { MemoryStorage } from '../memory-storage.js';
import type { Configuration, Entry, Message } from '../message.js';
import { RawNode } from '../raw-node.js';
import type { AppendRequest, Ready } from '../ready.js';
import { decodeConfChange, encodeConfChange } from './conf-change-codec.js';

export type ReplicaOptions = Partial<Omit<RaftConfig, 'id' | 'storage'>>;

/** What the network wants to know of. */
export interface ReplicaEvents {
  sent(message: Message): void;
  writing(replica: TestReplica, request: AppendRequest): void;
  ready(replica: TestReplica, ready: Ready): void;
  applied(replica: TestReplica, entry: Entry): void;
  /** A write is on the disk; nobody was told. */
  durable(replica: TestReplica, request: AppendRequest): void;
  /** Another process begins on the disk. */
  started(replica: TestReplica): void;
  crashed(replica: TestReplica): void;
}

export class TestReplica {
  readonly id: ReplicaId;
  readonly storage: MemoryStorage;
  readonly #options: ReplicaOptions;
  readonly #events: ReplicaEvents;
  node: RawNode;
  up = true;
  /** Appends handed out and not durable, oldest first. */
  writes: AppendRequest[] = [];
  /** Entries handed out and not applied. */
  toApply: Entry[] = [];
  readonly answeredReads = new Map<number, LogIndex>();
  readonly droppedReads: number[] = [];
  #lives = 0;

  constructor(id: ReplicaId, configuration: Configuration, options: ReplicaOptions, events: ReplicaEvents) {
    this.id = id;
    this.storage = new MemoryStorage(configuration);
    this.#options = options;
    this.#events = events;
    this.node = this.#start();
  }

  #start(): RawNode {
    this.#lives++;
    return new RawNode({
      electionTick: 10,
      heartbeatTick: 1,
      random: () => 0.5,
      preVote: true,
      checkQuorum: true,
      maxSizePerMessage: 1 << 20,
      maxInflightMessages: 256,
      maxInflightBytes: 64 << 20,
      maxUncommittedBytes: 64 << 20,
      maxApplyBytes: 64 << 20,
      stepDownOnRemoval: true,
      encodeConfChange,
      firstReadPosition: this.#lives * 2 ** 32,
      ...this.#options,
      id: this.id,
      storage: this.storage,
    });
  }

  /** Takes all that is ready: sends, queues writes and applies. */
  pump(): void {
    while (this.up && this.node.hasReady()) {
      const ready = this.node.ready();
      this.#events.ready(this, ready);
      for (const message of ready.messages) this.#events.sent(message);
      if (ready.append !== undefined) {
        this.#events.writing(this, ready.append);
        this.writes.push(ready.append);
      }
      if (ready.apply !== undefined) this.toApply.push(...ready.apply.entries);
      for (const { requestId, index } of ready.readStates) this.answeredReads.set(requestId, index);
      this.droppedReads.push(...ready.droppedReads);
    }
  }

  /** The oldest write becomes durable, and its responses leave. */
  sync(): boolean {
    const write = this.writes.shift();
    if (write === undefined) return false;
    this.storage.write(write);
    if (write.snapshot !== undefined) this.toApply = [];
    this.#events.durable(this, write);
    for (const response of write.responses) {
      if (response.kind === 'message' && response.message.to !== this.id) this.#events.sent(response.message);
      else this.node.stepResponse(response);
    }
    return true;
  }

  applyOne(): boolean {
    const entry = this.toApply.shift();
    if (entry === undefined) return false;
    this.#events.applied(this, entry);
    if (entry.type === 'confChange') this.node.applyConfChange(decodeConfChange(entry.data));
    this.node.applied(entry.index);
    return true;
  }

  /** What is applied becomes durable. */
  checkpoint(): void {
    this.storage.checkpoint(this.node.appliedIndex, this.node.appliedConfiguration);
  }

  /** @param kept how many of the writes under way reached the disk, unreported */
  crash(kept = 0): void {
    this.up = false;
    for (const write of this.writes.slice(0, kept)) this.storage.write(write);
    this.writes = [];
    this.toApply = [];
    this.#events.crashed(this);
  }

  restart(): void {
    this.storage.fetch();
    this.node = this.#start();
    this.up = true;
    this.#events.started(this);
  }
}
