/** State that travels whole. The leader only says that there is a snapshot; the receiver pulls it into a place of its own
 *  beside what it has, on which it goes on voting and acknowledging. Once all of it is here the replica stops for as long as
 *  its own disk takes to put it in place, and its core starts anew. The core never sees an install: it wakes up behind one. */
import type { Clock, Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../../raft/ids.js';
import type { Message } from '../../raft/message.js';
import type { KeyRange } from '../../store/group-meta.js';
import type { NodeStore, Refusal } from '../../store/node-store.js';
import type { PinnedSnapshot } from '../../store/snapshot-export.js';
import type { Staged } from '../../store/staging.js';
import type { PeerTransport } from '../peer-transport.js';
import type { Checkpoints } from './checkpoints.js';
import { describe } from './describe.js';
import type { HostedReplica } from './hosted-replica.js';
import { assert } from './invariant.js';

const RETRY_MS = 1_000;
const INSTALLS_AT_ONCE = 4;
const BEGIN_ATTEMPTS_MAX = 10;
/** A new replica whose keys are still owned here is looked at again after so long, whether they are or not. */
const BLOCKED_MS = 10_000;
/** Room is looked for after so much more of a snapshot. */
const ROOM_BYTES = 16 << 20;
/** One for which there was no room is begun again after so long. */
const NO_ROOM_MS = 10_000;
/** A sender that falls silent is given up: the next offer, or the next source, is tried. */
const STALL_MS = 5_000;

export interface SnapshotsParts {
  readonly env: Env;
  readonly store: NodeStore;
  readonly transport: PeerTransport;
  readonly checkpoints: () => Checkpoints;
  /** Free bytes that a snapshot leaves alone. */
  readonly lowDiskBytes: number;
  readonly find: (group: GroupId) => HostedReplica | undefined;
  /** Takes the running replica out, and opens it again from the store. */
  readonly detach: (replica: HostedReplica) => void;
  readonly reopen: (group: GroupId) => HostedReplica;
  /** Nodes that carry the group, itself left out. */
  readonly sources: (group: GroupId) => readonly string[];
  /** The replica was removed for good, as a member says or this node's own disk: what was begun of it goes. */
  readonly removed: (group: GroupId, replica: ReplicaId) => void;
}

type Chunk = pb.SnapshotChunk.$Properties;

export class Snapshots {
  /** Groups that are pulling or installing. */
  readonly #jobs = new Set<GroupId>();
  /** Those of them that wait for their next attempt: they hold nothing, and take nobody's place. */
  readonly #waiting = new Set<GroupId>();
  /** Attempts under way, and how to end their pulls. */
  readonly #attempts = new Set<Promise<unknown>>();
  readonly #pulls = new Set<Pull>();
  /** Groups for whose snapshot there was no room, and until when they are let be; monotonic ms. */
  readonly #noRoom = new Map<GroupId, number>();
  readonly #pins = new Map<GroupId, { count: number; index: LogIndex }>();
  /** New replicas that wait until others here let go of their keys: a split is not applied yet, or a stale one not gone. */
  readonly #blocked = new Map<GroupId, { readonly range: KeyRange; readonly sinceMs: number }>();
  #stopped = false;

  constructor(private readonly parts: SnapshotsParts) {}

  /** Since the start. */
  installed = 0;

  get installing(): number {
    return this.#jobs.size;
  }

  isInstalling(group: GroupId): boolean {
    return this.#jobs.has(group);
  }

  /** Of which rows are coming, or are waited for. */
  get groups(): Iterable<GroupId> {
    return this.#jobs;
  }

  /** Nothing of it is under way until its next attempt. */
  isWaiting(group: GroupId): boolean {
    return this.#waiting.has(group);
  }

  get #isFull(): boolean {
    return this.#jobs.size - this.#waiting.size >= INSTALLS_AT_ONCE;
  }

  // --- the sending side ---

  pinnedIndex(group: GroupId): LogIndex | undefined {
    return this.#pins.get(group)?.index;
  }

  /** Rows of one replica as of its newest checkpoint, made now when an older one would not do. */
  async *serve(request: pb.PullSnapshotRequest.$Properties): AsyncIterable<Chunk> {
    const group = request.group ?? 0;
    const minIndex = request.minIndex ?? 0;
    const replica = this.parts.find(group);
    if (replica === undefined || replica.closed)
      throw new RailkvError('GROUP_NOT_FOUND', `group ${group} has no running replica on this node`);
    if (replica.dispute !== undefined && (request.replicaId ?? 0) > 0)
      throw new RailkvError('REPLICA_DAMAGED', `${replica.dispute}: no snapshot is taken of it`);
    if (replica.applied.index < minIndex)
      throw new RailkvError('READ_TOO_OLD', `group ${group} is applied up to ${replica.applied.index} here`);
    const to = request.replicaId ?? 0;
    if (to > 0 && replica.isRemoved(to))
      throw new RailkvError('REPLICA_REMOVED', `replica ${to} was removed from group ${group}`);
    // The receiver has to be a member of what it gets, or it would not know itself.
    const fits = (): boolean => {
      const { applied, members } = replica.state.meta;
      return applied.index >= minIndex && (to === 0 || members.some((member) => member.replica === to));
    };
    for (let turn = 0; !fits() && turn < 2 && !replica.closed; turn += 1)
      await this.parts.checkpoints().ensure(replica); // the first may have begun too early
    if (!fits())
      throw new RailkvError('READ_TOO_OLD', `group ${group} does not know replica ${to} on this node yet`);
    if (replica.closed) throw new RailkvError('GROUP_NOT_FOUND', `group ${group} has stopped here`);
    const pin = await replica.state.pinSnapshot();
    this.#hold(group, pin);
    let whole = false;
    try {
      yield* pin.chunks();
      whole = true;
    } finally {
      this.#let(group);
      await pin.release();
      if (to > 0 && replica.isLeader) replica.raft.reportSnapshot(to, whole);
    }
  }

  #hold(group: GroupId, pin: PinnedSnapshot): void {
    const held = this.#pins.get(group) ?? { count: 0, index: pin.metadata.index };
    this.#pins.set(group, { count: held.count + 1, index: Math.min(held.index, pin.metadata.index) });
  }

  #let(group: GroupId): void {
    const held = this.#pins.get(group);
    if (held === undefined || held.count === 1) this.#pins.delete(group);
    else this.#pins.set(group, { ...held, count: held.count - 1 });
  }

  // --- the receiving side ---

  /** @returns whether the offer is taken over; when not, the core answers it. */
  offered(replica: HostedReplica, message: Message, fromNode: string): boolean {
    if (this.#jobs.has(replica.group)) return true;
    const { snapshot } = message;
    const { raft } = replica;
    if (snapshot === undefined || message.term < raft.term || snapshot.index <= raft.commit) return false;
    if (holds(replica, snapshot)) return false;
    if (this.#isFull || this.#lacksRoom(replica.group)) return true; // it is offered again
    this.#jobs.add(replica.group);
    this.#attempt(replica.group, this.#take(replica, message, fromNode)).then(
      () => this.#end(replica.group),
      (error: unknown) => {
        this.#end(replica.group);
        this.parts.env.log.warn({ group: replica.group, error: describe(error) }, 'snapshot not taken');
      },
    );
    return true;
  }

  async #take(replica: HostedReplica, message: Message, fromNode: string): Promise<void> {
    const { group, id, raft } = replica;
    const minIndex = message.snapshot?.index ?? 0;
    const staged = await this.#stage(fromNode, { group, replicaId: id, minIndex }, true);
    if (this.#stopped || replica.closed) return;
    if (
      staged === undefined ||
      staged.meta.applied.index <= raft.commit ||
      holds(replica, staged.meta.applied)
    ) {
      replica.receive(message); // it caught up by itself, or the core says so
      return;
    }
    const { applied, range } = staged.meta;
    assert(applied.index >= minIndex, `snapshot ${applied.index} of group ${group} is below ${minIndex}`);
    const groups = this.parts.store.overlapping(group, range);
    if (groups.length > 0) throw new Overlapping(groups, range);
    await this.stopReplica(replica, 'its state is being replaced by a snapshot');
    // Entries may have become durable since.
    const reopened = holds(replica, applied) ? this.parts.reopen(group) : await this.#install(staged, true);
    reopened.receive(message);
  }

  /** Everything an attempt left beside the rows goes with it. */
  async #attempt<T>(group: GroupId, work: Promise<T>): Promise<T> {
    const whole = work.finally(() => this.parts.store.dropStaged(group));
    this.#attempts.add(whole);
    try {
      return await whole;
    } finally {
      this.#attempts.delete(whole);
    }
  }

  /** Pulls all of a snapshot beside what is here. @returns undefined when what is here is as new */
  async #stage(
    node: string,
    request: { readonly group: GroupId; readonly replicaId: ReplicaId; readonly minIndex: LogIndex },
    replaces: boolean,
  ): Promise<Staged | undefined> {
    const { store, env, transport } = this.parts;
    const { group, replicaId } = request;
    const pull = pullOf(env.clock, transport.pullSnapshot(node, request)[Symbol.asyncIterator]());
    this.#pulls.add(pull);
    try {
      let range: KeyRange | undefined;
      const chunks = this.#fitting(group, pull, (header) => {
        range = rangeOf(header);
      });
      const result = await store.stageSnapshot(group, replicaId, chunks, replaces);
      if (result.kind === 'staged') return result.staged;
      if (result.kind === 'exists' && store.state.has(group)) return undefined;
      throw refusalOf(result, range);
    } finally {
      this.#pulls.delete(pull);
      pull.end('the snapshot is not pulled any further');
    }
  }

  /** Passes chunks on while there is room for them twice: beside the rows, and in their place.
   *  @param begins hears the first */
  async *#fitting(group: GroupId, pull: Pull, begins: (header: Chunk) => void): AsyncGenerator<Chunk, void> {
    const { store, lowDiskBytes, env } = this.parts;
    let bytes = 0;
    let lookAt = 0;
    for (;;) {
      const next = await pull.next();
      if (next.done === true) return;
      const chunk = next.value;
      if (chunk.header) begins(chunk);
      for (const row of chunk.rows ?? []) bytes += (row.key?.length ?? 0) + (row.value?.length ?? 0);
      if (bytes >= lookAt || chunk.footer) {
        lookAt = bytes + ROOM_BYTES;
        const free = await store.freeBytes();
        if (free !== undefined && free < lowDiskBytes + bytes) {
          this.#noRoom.set(group, env.clock.monotonicMs() + NO_ROOM_MS);
          throw new NoRoom(free, lowDiskBytes + bytes);
        }
      }
      yield chunk;
    }
  }

  #lacksRoom(group: GroupId): boolean {
    const untilMs = this.#noRoom.get(group);
    if (untilMs === undefined) return false;
    if (this.parts.env.clock.monotonicMs() < untilMs) return true;
    this.#noRoom.delete(group);
    return false;
  }

  /** Afterwards nothing of it is under way, and the store may take its group apart. */
  async stopReplica(replica: HostedReplica, why: string): Promise<void> {
    replica.close(why);
    this.parts.detach(replica);
    await this.parts.store.log.settled();
    await this.parts.checkpoints().quiet(replica);
  }

  /** @param replaces whether a state that is here may be replaced: it is stopped */
  async #install(staged: Staged, replaces: boolean): Promise<HostedReplica> {
    const { store, env, find, reopen } = this.parts;
    const { group, range } = staged.meta;
    const result = await store.installStaged(staged, replaces);
    if (result.kind === 'installed') {
      this.installed += 1;
      env.log.info({ group, index: result.meta.applied.index }, 'snapshot installed');
      return reopen(group);
    }
    if (result.kind === 'exists' && store.state.has(group)) return find(group) ?? reopen(group); // it is as new
    if (result.kind === 'overlap' && replaces) reopen(group); // all is as it was
    throw refusalOf(result, range);
  }

  /** Gets a replica that has a log and never had rows its first ones, from whoever carries the group, however long it takes. */
  repair(group: GroupId, replica: ReplicaId): void {
    this.#pull(group, replica, 1, () => this.parts.sources(group), Number.POSITIVE_INFINITY);
  }

  /** A replica that never was here: `fromNode`, whose leader spoke to it, has its rows. Given up after some attempts, since
   *  the leader goes on speaking while it wants the replica. */
  begin(group: GroupId, replica: ReplicaId, fromNode: string): void {
    if (this.#isFull || this.#lacksRoom(group) || this.#isBlocked(group)) return; // it is spoken to again
    const sources = (): readonly string[] => [fromNode, ...this.parts.sources(group)];
    this.#pull(group, replica, 0, sources, BEGIN_ATTEMPTS_MAX);
  }

  /** Whether a replica here still owns keys of it, as when it last was refused. It need not be pulled to learn that; but not
   *  for ever: a split may have taken from it what is owned here, and its newest snapshot ends before those keys. */
  #isBlocked(group: GroupId): boolean {
    const blocked = this.#blocked.get(group);
    if (blocked === undefined) return false;
    const { range, sinceMs } = blocked;
    const since = this.parts.env.clock.monotonicMs() - sinceMs;
    if (since < BLOCKED_MS && this.parts.store.overlapping(group, range).length > 0) return true;
    this.#blocked.delete(group);
    return false;
  }

  #pull(
    group: GroupId,
    replica: ReplicaId,
    minIndex: LogIndex,
    sourcesOf: () => readonly string[],
    attemptsMax: number,
  ): void {
    if (this.#jobs.has(group) || this.#stopped) return;
    this.#jobs.add(group);
    const { env } = this.parts;
    const attempt = (turn: number): void => {
      if (this.#stopped) return;
      if (replica < this.parts.store.leastReplica(group)) {
        this.#end(group); // removed here, or given up, while it waited
        this.parts.removed(group, replica);
        return;
      }
      if (this.parts.find(group) !== undefined) {
        this.#end(group); // a split brought it meanwhile
        return;
      }
      if (!this.#hasPlace(group)) {
        this.#waiting.add(group);
        env.clock.after(RETRY_MS, () => attempt(turn));
        return;
      }
      this.#waiting.delete(group);
      const sources = sourcesOf();
      const node = sources[turn % Math.max(1, sources.length)];
      const again = (): void => {
        if (turn + 1 >= attemptsMax) {
          this.#end(group);
          return;
        }
        this.#waiting.add(group);
        env.clock.after(RETRY_MS, () => attempt(turn + 1));
      };
      if (node === undefined) {
        again();
        return;
      }
      this.#attempt(group, this.#first(node, { group, replicaId: replica, minIndex })).then(
        () => this.#end(group),
        (error: unknown) => {
          env.log.warn({ group, peer: node, error: describe(error) }, 'snapshot not pulled');
          if (error instanceof RailkvError && error.reason === 'REPLICA_REMOVED') {
            this.#end(group);
            this.parts.removed(group, replica);
          } else if (error instanceof RefusedForGood) this.#end(group);
          else if (error instanceof Overlapping && attemptsMax === BEGIN_ATTEMPTS_MAX) {
            // What holds its keys here may need this place to catch up.
            this.#blocked.set(group, { range: error.range, sinceMs: env.clock.monotonicMs() });
            this.#end(group);
          } else again();
        },
      );
    };
    attempt(0);
  }

  async #first(
    node: string,
    request: { readonly group: GroupId; readonly replicaId: ReplicaId; readonly minIndex: LogIndex },
  ): Promise<void> {
    const { find, reopen } = this.parts;
    const staged = await this.#stage(node, request, false);
    if (this.#stopped) return;
    if (staged !== undefined) await this.#install(staged, false);
    else if (find(request.group) === undefined) reopen(request.group);
  }

  /** Each that is under way needs room: also those that waited begin again only in place of others. */
  #hasPlace(group: GroupId): boolean {
    const others = this.#jobs.size - this.#waiting.size - (this.#waiting.has(group) ? 0 : 1);
    return others < INSTALLS_AT_ONCE;
  }

  #end(group: GroupId): void {
    this.#jobs.delete(group);
    this.#waiting.delete(group);
  }

  /** Nothing is pulled any more; what is being put in place gets there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const pull of this.#pulls) pull.end('the node is shutting down');
    await Promise.allSettled(this.#attempts);
  }
}

/** Where the log holds the last entry of a snapshot, nothing is to be replaced (Raft, figure 13, step 6): entries behind it
 *  may be acknowledged, and would be lost. The core only learns what is committed. */
function holds(replica: HostedReplica, { index, term }: { index: LogIndex; term: Term }): boolean {
  return replica.log.term(index) === term;
}

/** The replica was removed here, or followed by a newer one. */
class RefusedForGood extends Error {
  constructor() {
    super('the store takes no snapshot of a replica that was removed');
  }
}

class NoRoom extends Error {
  constructor(free: number, wanted: number) {
    super(
      `${free} bytes are free where ${wanted} are wanted for a snapshot beside the rows that it replaces: free room on the disk`,
    );
  }
}

/** Others here own keys of it. */
class Overlapping extends Error {
  constructor(
    groups: readonly GroupId[],
    readonly range: KeyRange,
  ) {
    super(
      `its keys are still owned by ${groups.length === 0 ? 'a split under way' : `group ${groups.join(', ')}`} here`,
    );
  }
}

const rangeOf = ({ header }: Chunk): KeyRange => ({
  start: Uint8Array.from(header?.range?.start ?? []),
  end: Uint8Array.from(header?.range?.end ?? []),
});

function refusalOf(refusal: Refusal, range: KeyRange | undefined): Error {
  if (refusal.kind === 'tombstoned') return new RefusedForGood();
  if (refusal.kind === 'overlap' && range !== undefined) return new Overlapping(refusal.groups, range);
  return new Error(`the store refused the snapshot: ${refusal.kind}`);
}

/** The chunks of a snapshot, one at a time. */
interface Pull {
  /** Fails when it takes too long, or once the pull was ended. */
  next(): Promise<IteratorResult<Chunk>>;
  end(why: string): void;
}

function pullOf(clock: Clock, source: AsyncIterator<Chunk>): Pull {
  let fail: ((error: Error) => void) | undefined;
  let ended: Error | undefined;
  const end = (why: string): void => {
    if (ended !== undefined) return;
    ended = new RailkvError('UNREACHABLE', why);
    fail?.(ended);
    source.return?.().catch(() => undefined); // it is given up anyway
  };
  const next = (): Promise<IteratorResult<Chunk>> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      fail = reject;
      const timer = clock.after(STALL_MS, () => end(`no part of the snapshot came for ${STALL_MS} ms`));
      source
        .next()
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  return { next, end };
}
