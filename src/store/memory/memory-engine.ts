/** The engine in memory, with a disk's crash semantics: a write counts as durable only once synced, writes survive in order,
 *  and a crash takes back the others. `EngineData` is what outlives the process; `MemoryEngine` is one opening of it. */
import type { Engine, EngineSnapshot, Op, Pair, Range } from '../engine.js';
import { assert } from '../invariant.js';
import { fromLatin1, toLatin1 } from '../latin1.js';
import type { DiskOperation } from './faults.js';
import { SortedTable } from './sorted-table.js';

type Undo = readonly (readonly [key: string, before: Uint8Array | undefined])[];

/** How many synced writes can still be taken back, to play a disk that lies about its tail. */
const SYNCED_UNDO_MAX = 64;

export class EngineData {
  table = new SortedTable<Uint8Array>();
  bytes = 0;
  private synced: Undo[] = [];
  private unsynced: Undo[] = [];
  /** Started, not complete: a crash may leave any number of them, in order. */
  readonly underWay: (readonly Op[])[] = [];

  apply(ops: readonly Op[], sync: boolean): void {
    if (ops.length === 0) return;
    const undo: [string, Uint8Array | undefined][] = [];
    for (const op of ops) {
      const key = toLatin1(op.key);
      const before = this.table.get(key);
      undo.push([key, before]);
      if (before !== undefined) this.bytes -= key.length + before.length;
      if (op.type === 'put') {
        this.table.set(key, op.value);
        this.bytes += key.length + op.value.length;
      } else this.table.delete(key);
    }
    this.unsynced.push(undo);
    if (!sync) return;
    this.synced = [...this.synced, ...this.unsynced].slice(-SYNCED_UNDO_MAX);
    this.unsynced = [];
  }

  private takeBack(undo: Undo, kept?: ReadonlySet<string>): void {
    for (const [key, before] of undo.toReversed()) {
      if (kept?.has(key) === true) continue;
      const now = this.table.get(key);
      if (now !== undefined) this.bytes -= key.length + now.length;
      if (before === undefined) this.table.delete(key);
      else {
        this.table.set(key, before);
        this.bytes += key.length + before.length;
      }
    }
  }

  /** The power goes: of the writes never synced, the first `survive` stay. */
  crash(survive: (count: number) => number): void {
    const count = this.unsynced.length + this.underWay.length;
    const kept = count === 0 ? 0 : survive(count);
    assert(kept >= 0 && kept <= count, `${kept} of ${count} writes cannot survive`);
    for (const undo of this.unsynced.slice(kept).reverse()) this.takeBack(undo);
    this.unsynced = this.unsynced.slice(0, kept);
    const more = this.underWay.splice(0).slice(0, Math.max(0, kept - this.unsynced.length));
    for (const ops of more) this.apply(ops, false);
    // What survived the crash is what the disk holds from now on.
    this.synced = [...this.synced, ...this.unsynced].slice(-SYNCED_UNDO_MAX);
    this.unsynced = [];
  }

  /** A block in the middle of its log is gone: `count` synced writes, or as many as there are, before the last `later`.
   *  @returns how many are gone */
  loseBlock(later: number, count: number): number {
    const end = Math.max(0, this.synced.length - later);
    const lost = this.synced.splice(Math.max(0, end - count), Math.min(end, count));
    const kept = new Set(
      this.synced.slice(this.synced.length - later).flatMap((undo) => undo.map(([key]) => key)),
    );
    for (const undo of lost.reverse()) this.takeBack(undo, kept);
    return lost.length;
  }

  /** What a key held before one of the last synced writes, where that differs from now. */
  private older(key: string): { readonly value: Uint8Array | undefined } | undefined {
    const now = this.table.get(key);
    for (const undo of this.synced)
      for (const [written, before] of undo)
        if (written === key && (before === undefined || now === undefined || !equal(before, now)))
          return { value: before };
    return undefined;
  }

  /** The next read that can be shows one key as it was. */
  staleOnce: ((key: string) => void) | undefined;

  /** @returns what the read shows of the key, when it is that one */
  stale(key: string): { readonly value: Uint8Array | undefined } | undefined {
    const tell = this.staleOnce;
    const older = tell && this.older(key);
    if (older === undefined) return undefined;
    this.staleOnce = undefined;
    tell?.(key);
    return older;
  }

  /** The next write puts one of its values under another key that is there: which, says `choose`. */
  misdirectOnce:
    | ((puts: readonly string[], present: readonly string[]) => Misdirection | undefined)
    | undefined;

  misdirected(ops: readonly Op[]): readonly Op[] {
    const choose = this.misdirectOnce;
    if (choose === undefined) return ops;
    const puts = ops.filter(({ type }) => type === 'put').map(({ key }) => toLatin1(key));
    const astray = choose(
      puts,
      [...this.table.entriesFrom('')].map(([key]) => key),
    );
    if (astray === undefined) return ops;
    this.misdirectOnce = undefined;
    return ops.map((op) =>
      op.type === 'put' && toLatin1(op.key) === astray.from ? { ...op, key: fromLatin1(astray.to) } : op,
    );
  }

  /** The disk lied: the last `count` synced writes are gone. */
  loseTail(count: number): void {
    for (const undo of this.synced.splice(Math.max(0, this.synced.length - count)).reverse())
      this.takeBack(undo);
  }
}

export interface Misdirection {
  readonly from: string;
  readonly to: string;
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export interface Perform {
  /** Starts an operation: `effect` runs at its completion and gives the answer. Never settles once the process is gone. */
  readonly perform: <T>(operation: DiskOperation, effect: () => T) => Promise<T>;
  /** Whether the process that opened this still lives. */
  readonly isAlive: () => boolean;
}

export class MemoryEngine implements Engine {
  private closed = false;

  constructor(
    private readonly target: string,
    private readonly data: EngineData,
    private readonly life: Perform,
    private readonly onClose: () => void,
  ) {}

  private operation(kind: DiskOperation['kind'], bytes: number, sync: boolean): DiskOperation {
    assert(!this.closed, `${this.target} is closed`);
    return { kind, target: this.target, sync, bytes };
  }

  write(ops: readonly Op[], options: { readonly sync: boolean }): Promise<void> {
    // Copied: a caller may use its buffers again at once.
    const copied = ops.map(
      (op): Op =>
        op.type === 'put'
          ? { type: 'put', key: op.key.slice(), value: op.value.slice() }
          : { type: 'del', key: op.key.slice() },
    );
    const bytes = copied.reduce(
      (sum, op) => sum + op.key.length + (op.type === 'put' ? op.value.length : 0),
      0,
    );
    const done = this.life.perform(this.operation('write', bytes, options.sync), () => {
      this.forgetUnderWay(copied);
      this.data.apply(this.data.misdirected(copied), options.sync);
    });
    if (this.life.isAlive()) this.data.underWay.push(copied);
    return done.catch((error: unknown) => {
      this.forgetUnderWay(copied);
      throw error;
    });
  }

  private forgetUnderWay(ops: readonly Op[]): void {
    const at = this.data.underWay.indexOf(ops);
    if (at >= 0) this.data.underWay.splice(at, 1);
  }

  getMany(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
    const wanted = keys.map(toLatin1);
    // Of the moment it was asked.
    const found = wanted.map((key) => {
      const stale = this.data.stale(key);
      return (stale === undefined ? this.data.table.get(key) : stale.value)?.slice();
    });
    return this.life.perform(this.operation('read', 0, false), () => found);
  }

  scan(range: Range, limit: number, bytesMax: number): Promise<Pair[]> {
    const found = collect(this.data.table, range, limit, bytesMax).flatMap((pair): Pair[] => {
      const stale = this.data.stale(toLatin1(pair.key));
      if (stale === undefined) return [pair];
      return stale.value === undefined ? [] : [{ key: pair.key, value: stale.value.slice() }];
    });
    return this.life.perform(this.operation('read', 0, false), () => found);
  }

  clear(range: Range): Promise<void> {
    return this.life.perform(this.operation('clear', 0, true), () => {
      const found = collect(this.data.table, range, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
      this.data.apply(
        found.map(({ key }) => ({ type: 'del', key }) as const),
        true,
      );
    });
  }

  snapshot(): EngineSnapshot {
    const table = this.data.table.copy();
    return {
      scan: (range, limit, bytesMax) => {
        const found = collect(table, range, limit, bytesMax);
        return this.life.perform(this.operation('read', 0, false), () => found);
      },
      close: async () => {},
    };
  }

  close(): Promise<void> {
    const closing = this.life.perform(this.operation('close', 0, false), () => this.onClose());
    this.closed = true;
    return closing;
  }
}

function collect(table: SortedTable<Uint8Array>, range: Range, limit: number, bytesMax: number): Pair[] {
  const end = range.lt === undefined ? undefined : toLatin1(range.lt);
  const pairs: Pair[] = [];
  let bytes = 0;
  for (const [key, value] of table.entriesFrom(range.gte === undefined ? '' : toLatin1(range.gte))) {
    if (pairs.length >= limit || bytes >= bytesMax || (end !== undefined && key >= end)) break;
    pairs.push({ key: fromLatin1(key), value: value.slice() });
    bytes += key.length + value.length;
  }
  return pairs;
}
