/** State that travels whole. The leader only says that there is a snapshot; the receiver pulls it, keeps voting on what it
 *  has until enough of it has arrived, then replaces log and rows in one step and starts the core anew. The core never sees
 *  an install: it wakes up behind one. Also how a replica whose install was interrupted gets its rows back. */
import type { Clock, Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../../raft/ids.js';
import type { HardState, Message } from '../../raft/message.js';
import type { KeyRange } from '../../store/group-meta.js';
import type { NodeStore } from '../../store/node-store.js';
import type { PinnedSnapshot } from '../../store/snapshot-export.js';
import type { PeerTransport } from '../peer-transport.js';
import type { Checkpoints } from './checkpoints.js';
import { describe } from './describe.js';
import type { HostedReplica } from './hosted-replica.js';
import { assert } from './invariant.js';

/** How much is gathered before the replica stops: nearly always all of it. */
const GATHER_BYTES_MAX = 32 << 20;
const RETRY_MS = 1_000;
const INSTALLS_AT_ONCE = 4;
const BEGIN_ATTEMPTS_MAX = 10;
/** A new replica whose keys are still owned here is looked at again after so long, whether they are or not. */
const BLOCKED_MS = 10_000;
/** A sender that falls silent is given up: the next offer, or the next source, is tried. */
const STALL_MS = 5_000;

export interface SnapshotsParts {
  readonly env: Env;
  readonly store: NodeStore;
  readonly transport: PeerTransport;
  readonly checkpoints: () => Checkpoints;
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
  /** Those of them that wait for their next attempt: they hold no memory, and take nobody's place. */
  readonly #waiting = new Set<GroupId>();
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
    if (this.#isFull) return true; // it is offered again
    this.#jobs.add(replica.group);
    const replaced = { atLeast: 0 };
    this.#take(replica, message, fromNode, replaced).then(
      () => this.#jobs.delete(replica.group),
      (error: unknown) => {
        this.#jobs.delete(replica.group);
        this.parts.env.log.warn({ group: replica.group, error: describe(error) }, 'snapshot not taken');
        // Stopped for it, and not by a halt meanwhile: then its bytes are kept.
        if (replaced.atLeast > 0) this.repair(replica.group, replica.id, replaced.atLeast);
      },
    );
    return true;
  }

  /** @param replaced learns which snapshot the replica was stopped for, if it was: an older one could end before what it acknowledged */
  async #take(
    replica: HostedReplica,
    message: Message,
    fromNode: string,
    replaced: { atLeast: LogIndex },
  ): Promise<void> {
    const minIndex = message.snapshot?.index ?? 0;
    const request = { group: replica.group, replicaId: replica.id, minIndex };
    const gathered = await gather(this.parts.env.clock, this.parts.transport.pullSnapshot(fromNode, request));
    const metadata = gathered.first.header?.metadata;
    const index = metadata?.index ?? 0;
    const term = metadata?.term ?? 0;
    if (this.#stopped || replica.closed || index <= replica.raft.commit || holds(replica, { index, term })) {
      await gathered.cancel();
      if (!replica.closed) replica.receive(message); // it caught up by itself, or the core says so
      return;
    }
    assert(index >= minIndex, `snapshot ${index} of group ${replica.group} is below ${minIndex}`);
    replaced.atLeast = index;
    await this.stopReplica(replica, 'its state is being replaced by a snapshot');
    const reopened = await this.#install(replica.group, replica.id, gathered, true);
    reopened.receive(message);
  }

  /** Afterwards nothing of it is under way, and the store may take its group apart. */
  async stopReplica(replica: HostedReplica, why: string): Promise<void> {
    replica.close(why);
    this.parts.detach(replica);
    await this.parts.store.log.settled();
    await this.parts.checkpoints().quiet(replica);
  }

  /** @param replaces whether a state that is here may be replaced: it is stopped */
  async #install(
    group: GroupId,
    replica: ReplicaId,
    gathered: Gathered,
    replaces: boolean,
  ): Promise<HostedReplica> {
    const { store, env } = this.parts;
    const before = store.log.has(group) ? store.log.group(group).hardState : NO_HARD_STATE;
    const result = await store.installSnapshot(group, replica, gathered.chunks(), replaces);
    // What is here is as new: the log's word was older than the rows.
    if (result.kind === 'exists' && store.state.has(group))
      return this.parts.find(group) ?? this.parts.reopen(group);
    if (result.kind === 'tombstoned') throw new RefusedForGood();
    if (result.kind === 'overlap') throw new Overlapping(result.groups, rangeOf(gathered.first));
    if (result.kind !== 'installed') throw new Error(`the store refused the snapshot: ${result.kind}`);
    const { applied } = result.meta;
    const hardState: HardState = {
      term: Math.max(before.term, applied.term),
      vote: before.term >= applied.term ? before.vote : 0,
      commit: applied.index,
    };
    await new Promise<void>((done) =>
      store.log.submit({ group, replica, hardState, entries: [], reset: applied, done }),
    );
    this.installed += 1;
    env.log.info({ group, index: applied.index }, 'snapshot installed');
    return this.parts.reopen(group);
  }

  /** Gets a replica its rows back, from whoever carries the group, however long it takes. */
  repair(group: GroupId, replica: ReplicaId, atLeast: LogIndex): void {
    this.#pull(group, replica, atLeast, () => this.parts.sources(group), Number.POSITIVE_INFINITY);
  }

  /** A replica that never was here: `fromNode`, whose leader spoke to it, has its rows. Given up after some attempts, since
   *  the leader goes on speaking while it wants the replica. */
  begin(group: GroupId, replica: ReplicaId, fromNode: string): void {
    if (this.#isFull || this.#isBlocked(group)) return; // it is spoken to again
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

  /** A snapshot that has to wait is not read any further than its header. */
  #checkOverlap(group: GroupId, first: Chunk): void {
    const range = rangeOf(first);
    const groups = this.parts.store.overlapping(group, range);
    if (groups.length > 0) throw new Overlapping(groups, range);
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
    const { env, transport } = this.parts;
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
          this.#jobs.delete(group);
          return;
        }
        this.#waiting.add(group);
        env.clock.after(RETRY_MS, () => attempt(turn + 1));
      };
      if (node === undefined) {
        again();
        return;
      }
      const pulled = transport.pullSnapshot(node, { group, replicaId: replica, minIndex });
      gather(env.clock, pulled, (header) => this.#checkOverlap(group, header))
        .then((gathered) => this.#install(group, replica, gathered, false))
        .then(
          () => this.#jobs.delete(group),
          (error: unknown) => {
            env.log.warn({ group, node, error: describe(error) }, 'snapshot not pulled');
            if (error instanceof RailkvError && error.reason === 'REPLICA_REMOVED') {
              this.#jobs.delete(group);
              this.parts.removed(group, replica);
            } else if (error instanceof RefusedForGood) this.#jobs.delete(group);
            else if (error instanceof Overlapping && attemptsMax === BEGIN_ATTEMPTS_MAX) {
              // What holds its keys here may need this place to catch up.
              this.#blocked.set(group, { range: error.range, sinceMs: env.clock.monotonicMs() });
              this.#jobs.delete(group);
            } else again();
          },
        );
    };
    attempt(0);
  }

  /** Each that is under way holds memory: also those that waited begin again only in place of others. */
  #hasPlace(group: GroupId): boolean {
    const others = this.#jobs.size - this.#waiting.size - (this.#waiting.has(group) ? 0 : 1);
    return others < INSTALLS_AT_ONCE;
  }

  #end(group: GroupId): void {
    this.#jobs.delete(group);
    this.#waiting.delete(group);
  }

  stop(): void {
    this.#stopped = true;
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

const NO_HARD_STATE: HardState = { term: 0, vote: 0, commit: 0 };

interface Gathered {
  readonly first: Chunk;
  chunks(): AsyncIterable<Chunk>;
  cancel(): Promise<void>;
}

/** Pulls the first chunks into memory; the rest comes while the chunks are read.
 *  @param check throws when a snapshot with this header is not wanted */
async function gather(
  clock: Clock,
  pulled: AsyncIterable<Chunk>,
  check: (first: Chunk) => void = () => undefined,
): Promise<Gathered> {
  const source = withStall(clock, pulled[Symbol.asyncIterator]());
  const held: Chunk[] = [];
  let bytes = 0;
  let ended = false;
  while (!ended && bytes < GATHER_BYTES_MAX) {
    const next = await source.next();
    if (next.done === true) ended = true;
    else {
      if (held.length === 0) await checked(source, next.value, check);
      held.push(next.value);
      for (const row of next.value.rows ?? []) bytes += (row.key?.length ?? 0) + (row.value?.length ?? 0);
    }
  }
  const first = held[0];
  if (first?.header === undefined || first.header === null)
    throw new RailkvError('UNREACHABLE', 'the snapshot has no header');
  return {
    first,
    async *chunks() {
      yield* held;
      while (!ended) {
        const next = await source.next();
        if (next.done === true) ended = true;
        else yield next.value;
      }
    },
    async cancel() {
      ended = true;
      await source.cancel();
    },
  };
}

async function checked(
  source: ReturnType<typeof withStall>,
  first: Chunk,
  check: (first: Chunk) => void,
): Promise<void> {
  try {
    check(first);
  } catch (error) {
    await source.cancel();
    throw error;
  }
}

/** Fails a step that takes too long, and lets go of the source. */
function withStall(clock: Clock, source: AsyncIterator<Chunk>) {
  const cancel = (): Promise<void> =>
    Promise.resolve(source.return?.()).then(
      () => undefined,
      () => undefined, // it is given up anyway
    );
  const next = (): Promise<IteratorResult<Chunk>> =>
    new Promise((resolve, reject) => {
      const timer = clock.after(STALL_MS, () => {
        reject(new RailkvError('UNREACHABLE', `no part of the snapshot came for ${STALL_MS} ms`));
        void cancel();
      });
      source
        .next()
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  return { next, cancel };
}
