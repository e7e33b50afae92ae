/** A node's disk in a simulation: the memory disk with latency, torn ends, errors and lies, and a reader of what each synced
 *  batch of the log made durable. What it does is set from outside; its chance is its own. */
import type { Disk, Engine, Op } from '../../src/store/engine.js';
import { decodeEntryKey, decodeGroupRecord, decodeRecordKey } from '../../src/store/log-layout.js';
import { DiskError, type DiskOperation } from '../../src/store/memory/faults.js';
import { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import { readU53, unseal } from '../../src/store/sealed.js';
import { entryHashOfRow } from './entry-hash.js';
import type { SeededRandom } from './seeded-random.js';
import type { VirtualTime } from './virtual-clock.js';
import type { DurableGroup, EntrySeen } from './world.js';

export interface DiskWeather {
  /** Of a synced write. */
  readonly syncMsMin: number;
  readonly syncMsMax: number;
  readonly readMsMax: number;
}

/** A disk that no longer said how much is free would be taken for as full as it last said. */
export const ROOM_AGAIN_BYTES = 2 ** 40;

export const PROMPT_DISK: DiskWeather = { syncMsMin: 1, syncMsMax: 3, readMsMax: 0 };

/** Where a process may be stopped for good around its disk: before a write begins, while it is under way, or when it is
 *  durable and nobody was told. */
export type DiskBoundary = 'before' | 'during' | 'after';

export interface DiskEvents {
  durable(groups: readonly DurableGroup[]): void;
  /** The armed boundary was reached: the power goes. */
  boundary(at: DiskBoundary, operation: DiskOperation): void;
  /** How a completion reaches the process. */
  pass(run: () => void): void;
}

/** One fault that waits for its operation. */
interface Armed {
  readonly boundary: DiskBoundary | 'error';
  readonly target: string | undefined;
  readonly kind: Access;
  readonly code: DiskError['code'];
  readonly kept: boolean;
  readonly struck: ((operation: DiskOperation) => void) | undefined;
  countdown: number;
}

export type Access = 'read' | 'write' | 'open';

const KINDS: Readonly<Record<Access, readonly DiskOperation['kind'][]>> = {
  read: ['read', 'fileRead'],
  write: ['write', 'fileWrite', 'clear'],
  open: ['open'],
};

/** Any write to the databases while a snapshot is received, put in place, or dropped. */
export const INSTALL = 'an install';

export interface ArmOptions {
  readonly kind?: Access;
  /** A database or a file, or `INSTALL`. */
  readonly target?: string | undefined;
  /** Of an error. */
  readonly code?: DiskError['code'];
  /** Of an error: it was done all the same. */
  readonly kept?: boolean;
  readonly struck?: (operation: DiskOperation) => void;
}

export class SimDisk {
  readonly memory: MemoryDisk;
  weather = PROMPT_DISK;
  /** Nothing completes before; 0: it works. */
  stalledUntilMs = 0;
  readonly #armed = new Set<Armed>();
  /** Rows of a snapshot are on the disk that are not dropped yet. */
  #installing = false;
  /** There was no room: told once, then it is to be set again. */
  onFull: (() => void) | undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: SeededRandom,
    private readonly events: DiskEvents,
  ) {
    this.memory = new MemoryDisk({
      hooks: {
        schedule: (operation, complete) => this.#schedule(operation, complete),
        fail: (operation) => this.#fail(operation),
        full: () => {
          const { onFull } = this;
          this.onFull = undefined;
          onFull?.();
        },
        survivingWrites: (_target, count) => random.between(0, count),
        survivingBytes: (_target, bytes) => random.between(0, bytes),
      },
    });
  }

  /** The `nth` next operation of the kind is where it happens. @returns how to take it back */
  arm(boundary: DiskBoundary | 'error', nth: number, options: ArmOptions = {}): () => void {
    const { kind = 'write', target, code = 'EIO', kept = false, struck } = options;
    const armed = { boundary, target, kind, code, kept, struck, countdown: nth };
    this.#armed.add(armed);
    return () => this.#armed.delete(armed);
  }

  disarm(): void {
    this.#armed.clear();
    for (const name of ['log', 'state'] as const) {
      this.memory.readStaleOnce(name, undefined);
      this.memory.misdirectOnce(name, undefined);
    }
    this.onFull = undefined;
  }

  /** What a process opens. */
  get disk(): Disk {
    const { memory } = this;
    return {
      openEngine: async (name, options) => {
        const engine = await memory.openEngine(name, options);
        return name === 'log' ? this.#observed(engine) : this.#watched(engine);
      },
      openFile: (name, options) => memory.openFile(name, options),
      exists: () => memory.exists(),
      freeBytes: () => memory.freeBytes(),
      totalBytes: () => memory.totalBytes(),
      removeFile: (name) => memory.removeFile(name),
    };
  }

  /** The logs as the disk holds them now. */
  logs(): DurableGroup[] {
    const [, table] = this.memory.image().engines.find(([name]) => name === 'log') ?? [];
    if (table === undefined) return [];
    const ops: Op[] = [];
    for (const [key, value] of table.entriesFrom(''))
      ops.push({ type: 'put', key: Buffer.from(key, 'latin1'), value });
    return groupsOf(ops);
  }

  #schedule(operation: DiskOperation, complete: () => void): void {
    if (this.#strikes('before', operation) !== undefined) {
      this.events.boundary('before', operation);
      return;
    }
    const during = this.#strikes('during', operation) !== undefined;
    const after = this.#strikes('after', operation) !== undefined;
    const atMs = Math.max(this.time.nowMs + this.#delayMs(operation), this.stalledUntilMs);
    const done = (): void => {
      if (during) {
        this.events.boundary('during', operation);
        return;
      }
      complete();
      if (after) this.events.boundary('after', operation);
    };
    if (atMs === this.time.nowMs) this.time.soon(() => this.events.pass(done));
    else this.time.at(atMs, () => this.events.pass(done));
  }

  #delayMs({ sync, kind }: DiskOperation): number {
    const { syncMsMin, syncMsMax, readMsMax } = this.weather;
    if (sync) return this.random.between(syncMsMin, syncMsMax);
    return kind === 'read' && readMsMax > 0 ? this.random.between(0, readMsMax) : 0;
  }

  #strikes(boundary: DiskBoundary | 'error', operation: DiskOperation): Armed | undefined {
    for (const armed of this.#armed) {
      if (armed.boundary !== boundary || !KINDS[armed.kind].includes(operation.kind)) continue;
      if (
        armed.target !== undefined &&
        armed.target !== operation.target &&
        !this.#isOfInstall(armed, operation)
      )
        continue;
      armed.countdown -= 1;
      if (armed.countdown > 0) continue;
      this.#armed.delete(armed);
      armed.struck?.(operation);
      return armed;
    }
    return undefined;
  }

  #fail(operation: DiskOperation): Error | undefined {
    const armed = this.#strikes('error', operation);
    return armed && new DiskError(armed.code, `${operation.kind} of ${operation.target}`, armed.kept);
  }

  #isOfInstall({ target }: Armed, operation: DiskOperation): boolean {
    return target === INSTALL && this.#installing && DATABASES.includes(operation.target);
  }

  /** Looks only at whether a snapshot is staged. */
  #watched(engine: Engine): Engine {
    this.#installing = false;
    return {
      ...readsOf(engine),
      write: (ops, options) => {
        if (ops.some(({ type, key }) => type === 'put' && key[0] === STAGED_TABLE)) this.#installing = true;
        return engine.write(ops, options);
      },
      clear: async (range) => {
        await engine.clear(range);
        if (range.gte?.[0] === STAGED_TABLE) this.#installing = false;
      },
    };
  }

  #observed(engine: Engine): Engine {
    return {
      write: async (ops, options) => {
        const groups = options.sync ? groupsOf(ops) : [];
        await engine.write(ops, options);
        if (groups.length > 0) this.events.durable(groups);
      },
      clear: (range) => engine.clear(range),
      ...readsOf(engine),
    };
  }
}

const readsOf = (engine: Engine): Omit<Engine, 'write' | 'clear'> => ({
  getMany: (keys) => engine.getMany(keys),
  scan: (range, limit, bytesMax) => engine.scan(range, limit, bytesMax),
  snapshot: () => engine.snapshot(),
  close: () => engine.close(),
});

const DATABASES: readonly string[] = ['log', 'state'];
const STAGED_TABLE = 4;
const RECORD_TABLE = 2;
const ENTRY_TABLE = 3;

/** What a batch of the log says of each group: its record, and the entries beside it. */
function groupsOf(ops: readonly Op[]): DurableGroup[] {
  const entries = new Map<number, EntrySeen[]>();
  const groups: DurableGroup[] = [];
  for (const op of ops) {
    if (op.type !== 'put' || op.key[0] !== ENTRY_TABLE) continue;
    const position = decodeEntryKey(op.key);
    if (position === undefined) continue;
    let list = entries.get(position.group);
    if (list === undefined) {
      list = [];
      entries.set(position.group, list);
    }
    list.push({ index: position.index, term: readU53(op.value, 0), hash: entryHashOfRow(op.value) });
  }
  for (const op of ops) {
    if (op.type !== 'put' || op.key[0] !== RECORD_TABLE) continue;
    const place = decodeRecordKey(op.key);
    if (place?.kind !== 'group') continue;
    const bytes = unseal(op.key, op.value);
    const record = bytes === undefined ? undefined : decodeGroupRecord(bytes);
    if (record === undefined) continue;
    groups.push({
      group: place.group,
      replica: record.replica,
      hardState: record.hardState,
      start: { index: record.start.index, term: record.start.term },
      last: record.last,
      entries: (entries.get(place.group) ?? []).filter(
        ({ index }) => index > record.start.index && index <= record.last,
      ),
    });
  }
  return groups;
}
