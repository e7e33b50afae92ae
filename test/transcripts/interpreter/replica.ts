/** One replica of a dialogue: a core, its storage, and the work its storage threads have not done yet. What is to be done
 *  with messages and output is the scene's. */
import type { LogIndex, ReplicaId } from '../../../src/raft/ids.js';
import type { MemoryStorage } from '../../../src/raft/memory-storage.js';
import type { ConfChange, Configuration, Entry, HardState, Message } from '../../../src/raft/message.js';
import { RawNode } from '../../../src/raft/raw-node.js';
import type { AppendRequest, Ready } from '../../../src/raft/ready.js';
import type { TraceEvent } from '../../../src/raft/trace.js';
import { decodeChange, encodeChange } from './conf-change-text.js';

export interface Settings {
  readonly asyncWrites: boolean;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  readonly inflight: number;
  readonly maxApplyBytes: number;
  readonly maxMessageBytes: number;
  readonly maxUncommittedBytes: number;
  readonly stepDownOnRemoval: boolean;
  readonly priority: number;
}

export const ELECTION_TICK = 3;
export const HEARTBEAT_TICK = 1;

/** An append handed to the append thread; `hardState` only when it changed. */
export interface AppendWork {
  readonly request: AppendRequest;
  readonly hardState: HardState | undefined;
}

export interface TakenReady {
  readonly ready: Ready;
  readonly hardState: HardState | undefined;
  /** Entries, a term or a vote: what may not be lost. A commit index may. */
  readonly mustSync: boolean;
  readonly fromHost: readonly Message[];
  /** When a leader may answer more than before. */
  readonly answerable: LogIndex | undefined;
}

export class Replica {
  readonly id: ReplicaId;
  readonly storage: MemoryStorage;
  readonly settings: Settings;
  readonly #trace: (event: TraceEvent) => void;
  node: RawNode;
  up = true;
  appendWork: AppendWork[] = [];
  applyWork: (readonly Entry[])[] = [];
  /** What its host sends for it: forwarded proposals. */
  outbox: Message[] = [];
  /** A change its host offers again after the next Ready. */
  waitingChange: ConfChange | undefined;
  readonly appliedEntries = new Map<LogIndex, Entry>();
  #hardState: HardState;
  #answerable: LogIndex = 0;
  #lives = 0;

  constructor(id: ReplicaId, storage: MemoryStorage, settings: Settings, trace: (event: TraceEvent) => void) {
    this.id = id;
    this.storage = storage;
    this.settings = settings;
    this.#trace = trace;
    this.node = this.#start();
    this.#hardState = this.#hardStateOf();
  }

  #start(): RawNode {
    this.#lives++;
    const { settings } = this;
    return new RawNode({
      id: this.id,
      storage: this.storage,
      electionTick: ELECTION_TICK,
      heartbeatTick: HEARTBEAT_TICK,
      random: () => 0,
      preVote: settings.preVote,
      checkQuorum: settings.checkQuorum,
      maxSizePerMessage: settings.maxMessageBytes,
      maxInflightMessages: settings.inflight,
      maxInflightBytes: Number.MAX_SAFE_INTEGER,
      maxUncommittedBytes: settings.maxUncommittedBytes,
      maxApplyBytes: settings.maxApplyBytes,
      priority: settings.priority,
      stepDownOnRemoval: settings.stepDownOnRemoval,
      encodeConfChange: encodeChange,
      firstReadPosition: this.#lives * 1000,
      storageOrder: 'strict',
      appliesUnstable: !settings.asyncWrites,
      trace: this.#trace,
    });
  }

  #hardStateOf(): HardState {
    const { term, vote, commit } = this.node.status();
    return { term, vote, commit };
  }

  get hasReady(): boolean {
    return this.up && (this.outbox.length > 0 || this.node.hasReady());
  }

  takeReady(): TakenReady {
    const ready = this.node.ready();
    const before = this.#hardState;
    const after = ready.append?.hardState ?? before;
    this.#hardState = after;
    const decided = after.term !== before.term || after.vote !== before.vote;
    const news = ready.answerable !== this.#answerable && ready.answerable > 0;
    this.#answerable = ready.answerable;
    const fromHost = this.outbox;
    this.outbox = [];
    return {
      ready,
      hardState: decided || after.commit !== before.commit ? after : undefined,
      mustSync: decided || (ready.append !== undefined && ready.append.entries.length > 0),
      fromHost,
      answerable: news ? ready.answerable : undefined,
    };
  }

  write(request: AppendRequest): void {
    this.storage.write(request);
  }

  /** Applied is durable at once here: a snapshot can always be made of the last applied entry. */
  apply(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.type === 'confChange') this.node.applyConfChange(decodeChange(entry.data));
      this.appliedEntries.set(entry.index, entry);
      this.storage.checkpoint(entry.index, this.node.appliedConfiguration);
    }
  }

  /** The process dies. What the append thread had is written, and reported to nobody, up to `written` appends. */
  crash(written: number): void {
    for (const { request } of this.appendWork.slice(0, written)) this.storage.write(request);
    this.up = false;
    this.appendWork = [];
    this.applyWork = [];
    this.outbox = [];
  }

  restart(): void {
    this.node = this.#start();
    this.#hardState = this.#hardStateOf();
    this.up = true;
  }

  isMember(id: ReplicaId, configuration: Configuration = this.node.configuration): boolean {
    const { voters, votersOutgoing, learners } = configuration;
    return voters.includes(id) || votersOutgoing.includes(id) || learners.includes(id);
  }

  get isVoter(): boolean {
    const { voters, votersOutgoing } = this.node.configuration;
    return voters.includes(this.id) || votersOutgoing.includes(this.id);
  }
}
