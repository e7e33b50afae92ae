/** Committed entries through the state machine of one replica, in order and each once. An entry waits for its buckets, and
 *  those behind it wait with it, while other groups go on; a fault halts this replica alone. */
import type { Clock } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, Term } from '../../raft/ids.js';
import type { Entry } from '../../raft/message.js';
import type { BucketId } from '../../store/bucket.js';
import type { StateMachine } from '../../store/state-machine.js';
import type { BucketLoads } from './bucket-loads.js';
import { describe } from './describe.js';
import type { DigestTurn } from './digest-turn.js';
import type { InFlight } from './in-flight.js';
import { assert } from './invariant.js';

export interface ApplyingParts<Answer> {
  readonly group: GroupId;
  readonly machine: () => StateMachine<Answer>;
  readonly buckets: BucketLoads<Answer>;
  readonly inFlight: InFlight<Answer>;
  readonly digestTurn: DigestTurn;
  readonly clock: Clock;
  readonly confChange: (index: LogIndex, data: Uint8Array) => void;
  /** The entry at `index` named a digest: now its rows are as of it, and of no other. */
  readonly digestNamed: (index: LogIndex) => void;
  /** The entry at `applied` orders a split: nothing more is applied until `splitDone`. */
  readonly splitOrdered: (
    order: pb.SplitOrder.$Properties,
    applied: { readonly index: LogIndex; readonly term: Term },
  ) => void;
  /** A newer program wrote it: this process ends. */
  readonly unreadable: (entry: Entry) => boolean;
  readonly wake: () => void;
  readonly halt: (reason: string) => void;
}

/** What an entry costs in the log besides its data, about. */
const ENTRY_BYTES = 32;

export class Applying<Answer> {
  #queue: Entry[] = [];
  #applied: { index: LogIndex; term: Term };
  #waiting = false;
  #closed = false;
  #logBytes = 0;
  #dirtySinceMs: number | undefined;
  readonly #waiters = new Set<{ readonly index: LogIndex; readonly run: () => void }>();

  constructor(
    private readonly parts: ApplyingParts<Answer>,
    applied: Readonly<{ index: LogIndex; term: Term }>,
  ) {
    this.#applied = { ...applied };
  }

  get applied(): Readonly<{ index: LogIndex; term: Term }> {
    return this.#applied;
  }

  /** Committed entries that are not applied yet. */
  get size(): number {
    return this.#queue.length;
  }

  /** Applied since the last checkpoint. */
  get logBytes(): number {
    return this.#logBytes;
  }

  /** The first change since the last checkpoint, monotonic ms. */
  get dirtySinceMs(): number | undefined {
    return this.#dirtySinceMs;
  }

  push(entries: readonly Entry[]): void {
    this.#queue.push(...entries);
  }

  /** As far as the buckets are here. @returns whether anything was applied */
  run(): boolean {
    if (this.#closed || this.#waiting || this.#queue.length === 0) return false;
    let bytes = 0;
    let done = 0;
    try {
      for (const entry of this.#queue) {
        if (!this.#applyOne(entry)) break;
        done += 1;
        bytes += entry.data.length;
      }
    } catch (error) {
      this.parts.halt(`entry ${this.#queue[done]?.index} cannot be applied: ${describe(error)}`);
      return false;
    }
    if (done === 0) return false;
    this.#queue.splice(0, done);
    this.#logBytes += bytes + ENTRY_BYTES * done;
    this.#dirtySinceMs ??= this.parts.clock.monotonicMs();
    return true;
  }

  /** What is applied from now on belongs to the next checkpoint. */
  checkpointBegins(): void {
    this.#logBytes = 0;
    this.#dirtySinceMs = undefined;
  }

  /** The rows are cut as the first entry of those that wait ordered: it is applied. */
  splitDone(applied: Readonly<{ index: LogIndex; term: Term }>): void {
    const [entry] = this.#queue.splice(0, 1);
    assert(entry?.index === applied.index, `entry ${applied.index} split the rows, not ${entry?.index}`);
    this.#waiting = false;
    this.#applied = { ...applied };
    this.parts.inFlight.applied(applied.index, applied.term, []);
    this.checkpointBegins();
  }

  /** @param run called by `runWaiters` once `index` is applied
   *  @returns how to give it up */
  whenApplied(index: LogIndex, run: () => void): () => void {
    const waiter = { index, run };
    this.#waiters.add(waiter);
    return () => this.#waiters.delete(waiter);
  }

  runWaiters(): void {
    for (const waiter of this.#waiters) {
      if (waiter.index > this.#applied.index) continue;
      this.#waiters.delete(waiter);
      waiter.run();
    }
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
  }

  /** @returns false when it has to wait for its buckets. */
  #applyOne(entry: Entry): boolean {
    const { parts } = this;
    const machine = parts.machine();
    assert(entry.index === this.#applied.index + 1, `entry ${entry.index} follows ${this.#applied.index}`);
    if (entry.type === 'confChange') {
      parts.confChange(entry.index, entry.data);
      parts.inFlight.applied(entry.index, entry.term, []);
    } else if (parts.unreadable(entry)) {
      this.#closed = true;
      return false;
    } else {
      const unadopted = parts.buckets.unadopted();
      const missing = unadopted.length > 0 ? unadopted : machine.missing(entry.data);
      if (missing.length > 0) {
        this.#waitForBuckets(missing);
        return false;
      }
      const context = { group: parts.group, index: entry.index, term: entry.term };
      const answers = machine.apply(context, entry.data);
      if (machine.splitOrdered !== undefined) {
        this.#waiting = true;
        parts.splitOrdered(machine.splitOrdered, { index: entry.index, term: entry.term });
        return false;
      }
      parts.inFlight.applied(entry.index, entry.term, answers);
      if (machine.digestNamed) {
        parts.digestTurn.named();
        parts.digestNamed(entry.index);
      } else parts.digestTurn.applied(entry.data.length);
    }
    this.#applied = { index: entry.index, term: entry.term };
    return true;
  }

  #waitForBuckets(missing: readonly BucketId[]): void {
    this.#waiting = true;
    this.parts.buckets.load(missing).then(
      () => {
        this.#waiting = false;
        if (!this.#closed) this.parts.wake();
      },
      // Of a bucket that it has no right to: asking again would never end.
      (error: unknown) => this.parts.halt(`what its next entry needs cannot be loaded: ${describe(error)}`),
    );
  }
}
