/** A node's data directory in memory, for tests and the simulator. `crash()` cuts the power: everything open is dead and never
 *  answers again, what was not synced is lost, and the directory can be opened anew. */
import type { Disk, Engine, SyncedFile } from '../engine.js';
import { assert } from '../invariant.js';
import { fromLatin1, toLatin1 } from '../latin1.js';
import { StoreError } from '../store-error.js';
import { DiskError, type DiskOperation, type MemoryDiskHooks, PROMPT_HOOKS } from './faults.js';
import { EngineData, MemoryEngine, type Perform } from './memory-engine.js';

interface FileData {
  bytes: Uint8Array;
  underWay: { readonly offset: number; readonly bytes: Uint8Array } | undefined;
}

export interface MemoryDiskOptions {
  readonly hooks?: MemoryDiskHooks;
  /** Writes beyond it fail with ENOSPC. Default: no end. */
  readonly capacityBytes?: number;
}

export class MemoryDisk implements Disk {
  private readonly engines = new Map<string, EngineData>();
  private readonly files = new Map<string, FileData>();
  private readonly open = new Set<string>();
  /** Which life of the process this is: completions of an earlier one are dropped. */
  private life = 0;
  hooks: MemoryDiskHooks;
  capacityBytes: number;

  constructor(options: MemoryDiskOptions = {}) {
    this.hooks = options.hooks ?? PROMPT_HOOKS;
    this.capacityBytes = options.capacityBytes ?? Number.POSITIVE_INFINITY;
  }

  get usedBytes(): number {
    let used = 0;
    for (const data of this.engines.values()) used += data.bytes;
    for (const data of this.files.values()) used += data.bytes.length;
    return used;
  }

  /** For one life: what is asked after its end, or completes after it, never happens. */
  private performer(): Perform {
    const { life } = this;
    const isAlive = () => life === this.life;
    const perform = <T>(operation: DiskOperation, effect: () => T): Promise<T> =>
      new Promise((resolve, reject) => {
        if (!isAlive()) return;
        this.hooks.schedule(operation, () => {
          if (!isAlive()) return;
          const error = this.hooks.fail?.(operation) ?? this.outOfSpace(operation);
          if (error !== undefined) {
            if (error instanceof DiskError && error.kept) effect();
            return reject(error);
          }
          try {
            resolve(effect());
          } catch (refusal) {
            reject(refusal);
          }
        });
      });
    return { perform, isAlive };
  }

  private outOfSpace(operation: DiskOperation): Error | undefined {
    if (operation.bytes === 0 || this.usedBytes + operation.bytes <= this.capacityBytes) return undefined;
    this.hooks.full?.(operation);
    return new DiskError('ENOSPC', `no space for ${operation.bytes} bytes in ${operation.target}`);
  }

  openEngine(name: 'log' | 'state', options: { readonly create: boolean }): Promise<Engine> {
    const performer = this.performer();
    return performer.perform({ kind: 'open', target: name, sync: false, bytes: 0 }, () => {
      if (this.open.has(name)) throw new StoreError('LOCKED', `${name} is open already`);
      let data = this.engines.get(name);
      if (data === undefined) {
        if (!options.create) throw new StoreError('NOT_FOUND', `there is no database ${name}`);
        data = new EngineData();
        this.engines.set(name, data);
      }
      this.open.add(name);
      return new MemoryEngine(name, data, performer, () => this.open.delete(name));
    });
  }

  openFile(name: string, options: { readonly create: boolean }): Promise<SyncedFile> {
    const performer = this.performer();
    return performer.perform({ kind: 'open', target: name, sync: false, bytes: 0 }, () => {
      let data = this.files.get(name);
      if (data === undefined) {
        if (!options.create) throw new StoreError('NOT_FOUND', `there is no ${name}`);
        data = { bytes: new Uint8Array(0), underWay: undefined };
        this.files.set(name, data);
      }
      return this.fileOf(name, data, performer);
    });
  }

  private fileOf(name: string, data: FileData, { perform, isAlive }: Perform): SyncedFile {
    return {
      read: (offset, length) =>
        perform({ kind: 'fileRead', target: name, sync: false, bytes: 0 }, () =>
          data.bytes.length < offset + length ? undefined : data.bytes.slice(offset, offset + length),
        ),
      write: (offset, bytes) => {
        const copied = bytes.slice();
        assert(!isAlive() || data.underWay === undefined, `${name} is being written already`);
        const grows = Math.max(0, offset + bytes.length - data.bytes.length);
        const done = perform({ kind: 'fileWrite', target: name, sync: true, bytes: grows }, () =>
          writeInto(data, offset, copied),
        );
        if (isAlive()) data.underWay = { offset, bytes: copied };
        return done.finally(() => {
          if (data.underWay?.bytes === copied) data.underWay = undefined;
        });
      },
      close: () => perform({ kind: 'close', target: name, sync: false, bytes: 0 }, () => {}),
    };
  }

  async exists(): Promise<boolean> {
    return this.engines.size + this.files.size > 0;
  }

  async freeBytes(): Promise<number | undefined> {
    return Number.isFinite(this.capacityBytes) ? Math.max(0, this.capacityBytes - this.usedBytes) : undefined;
  }

  async totalBytes(): Promise<number | undefined> {
    return Number.isFinite(this.capacityBytes) ? this.capacityBytes : undefined;
  }

  removeFile(name: string): Promise<void> {
    return this.performer().perform({ kind: 'remove', target: name, sync: true, bytes: 0 }, () => {
      this.files.delete(name);
    });
  }

  /** The power goes. Nothing that was open answers again. */
  crash(): void {
    this.life += 1;
    this.open.clear();
    for (const [name, data] of this.engines)
      data.crash((count) => this.hooks.survivingWrites?.(name, count) ?? 0);
    for (const [name, data] of this.files) {
      if (data.underWay === undefined) continue;
      const { offset, bytes } = data.underWay;
      data.underWay = undefined;
      const survive = this.hooks.survivingBytes?.(name, bytes.length) ?? 0;
      if (survive > 0) writeInto(data, offset, bytes.subarray(0, survive));
    }
  }

  /** The disk lied about the last `count` synced writes of a database. Between two lives. */
  loseTail(name: 'log' | 'state', count: number): void {
    this.engines.get(name)?.loseTail(count);
  }

  /** A block in the middle of a database's log is gone. Between two lives. @returns how many writes were in it */
  loseBlock(name: 'log' | 'state', later: number, count: number): number {
    return this.engines.get(name)?.loseBlock(later, count) ?? 0;
  }

  /** The next read of a database that can be shows one key as it was before a later write, once. */
  readStaleOnce(name: 'log' | 'state', tell: ((key: Uint8Array) => void) | undefined): void {
    const data = this.engines.get(name);
    if (data !== undefined) data.staleOnce = tell && ((key) => tell(fromLatin1(key)));
  }

  /** The next write of a database that `choose` likes puts a value under another key. */
  misdirectOnce(name: 'log' | 'state', choose: EngineData['misdirectOnce']): void {
    const data = this.engines.get(name);
    if (data !== undefined) data.misdirectOnce = choose;
  }

  /** The directory is gone. Between two lives. */
  wipe(): void {
    this.engines.clear();
    this.files.clear();
  }

  /** Every key of a database, in order: to choose what to damage. */
  keys(name: 'log' | 'state'): Uint8Array[] {
    const data = this.engines.get(name);
    if (data === undefined) return [];
    return [...data.table.entriesFrom('')].map(([key]) => fromLatin1(key));
  }

  /** How many bits the value has that stands there. */
  bitsOf(name: 'log' | 'state', key: Uint8Array): number {
    return 8 * (this.engines.get(name)?.table.get(toLatin1(key))?.length ?? 0);
  }

  /** Flips one bit of a value. @returns whether there was such a key and bit */

  flipBit(name: 'log' | 'state', key: Uint8Array, bit: number): boolean {
    const data = this.engines.get(name);
    const text = toLatin1(key);
    const value = data?.table.get(text);
    if (data === undefined || value === undefined || bit >= value.length * 8) return false;
    const flipped = value.slice();
    flipped[bit >>> 3]! ^= 1 << (bit & 7);
    data.table.set(text, flipped);
    return true;
  }

  /** A key that LevelDB lost without a word. */
  dropKey(name: 'log' | 'state', key: Uint8Array): void {
    this.engines.get(name)?.table.delete(toLatin1(key));
  }

  flipFileBit(name: string, bit: number): boolean {
    const data = this.files.get(name);
    if (data === undefined || bit >= data.bytes.length * 8) return false;
    data.bytes[bit >>> 3]! ^= 1 << (bit & 7);
    return true;
  }

  /** The directory as it is now, as an old copy to put back later. Between two lives. */
  image(): MemoryDiskImage {
    const engines = [...this.engines].map(([name, data]) => [name, data.table.copy()] as const);
    const files = [...this.files].map(([name, data]) => [name, data.bytes.slice()] as const);
    return { engines, files };
  }

  restore(image: MemoryDiskImage): void {
    this.wipe();
    for (const [name, table] of image.engines) {
      const data = new EngineData();
      data.table = table.copy();
      this.engines.set(name, data);
    }
    for (const [name, bytes] of image.files)
      this.files.set(name, { bytes: bytes.slice(), underWay: undefined });
  }
}

export interface MemoryDiskImage {
  readonly engines: readonly (readonly [string, EngineData['table']])[];
  readonly files: readonly (readonly [string, Uint8Array])[];
}

function writeInto(data: FileData, offset: number, bytes: Uint8Array): void {
  if (data.bytes.length < offset + bytes.length) {
    const longer = new Uint8Array(offset + bytes.length);
    longer.set(data.bytes);
    data.bytes = longer;
  }
  data.bytes.set(bytes, offset);
}
