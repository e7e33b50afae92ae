/** The engine over LevelDB (classic-level 3, LevelDB 1.20). Chained batches: five times an array batch's speed. It verifies no
 *  checksum of its own and skips what it cannot read, so everything above it carries CRCs; what it does notice, such as a
 *  table without its footer, is DAMAGED like anything else that is not what was written. */
import { Level } from 'level';
import type { Engine, EngineSnapshot, Op, Pair, Range } from '../engine.js';
import { StoreError } from '../store-error.js';

/** Fewer, larger level-0 files: a write stops altogether at twelve of them. */
const WRITE_BUFFER_BYTES = 32 << 20;
const CACHE_BYTES = 16 << 20;
const CLEAR_KEYS = 1000;
const NEXT_PAIRS = 1000;
/** Operations handed to a batch in one turn of the event loop: about two milliseconds. */
const SLICE_OPS = 2_000;

type Database = Level<Uint8Array, Uint8Array>;
type Snapshot = ReturnType<Database['snapshot']>;

export async function openLevelEngine(
  location: string,
  options: { readonly create: boolean; readonly compress: boolean },
): Promise<Engine> {
  const database: Database = new Level(location, {
    keyEncoding: 'view',
    valueEncoding: 'view',
    createIfMissing: options.create,
    compression: options.compress,
    writeBufferSize: WRITE_BUFFER_BYTES,
    cacheSize: CACHE_BYTES,
  });
  try {
    await database.open();
  } catch (error) {
    throw asStoreError(location, error);
  }
  return new LevelEngine(database);
}

/** LevelDB says why in the cause's code or only in its words. */
function asStoreError(location: string, error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const words = cause instanceof Error ? cause.message : String(error);
  if (code === 'LEVEL_LOCKED')
    return new StoreError('LOCKED', `${location} is open in another process: stop that one first`, { cause });
  if (/does not exist/.test(words))
    return new StoreError('NOT_FOUND', `there is no database at ${location}`, { cause });
  if (code === 'LEVEL_CORRUPTION' || /[Cc]orruption/.test(words)) return damaged(location, words, cause);
  return error;
}

function damaged(location: string, words: string, cause: unknown): StoreError {
  return new StoreError(
    'DAMAGED',
    `the database ${location} is not what was written (${words}). Keep the directory for its bytes, remove the node from the ` +
      'cluster, and let it join as a new one with an empty directory',
    { cause },
  );
}

/** A read that fails on the database's own files. */
async function reading<T>(location: string, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'LEVEL_CORRUPTION')
      throw damaged(location, error.message, error);
    throw error;
  }
}

class LevelEngine implements Engine {
  constructor(private readonly database: Database) {}

  async write(ops: readonly Op[], options: { readonly sync: boolean }): Promise<void> {
    const batch = this.database.batch();
    let left = SLICE_OPS;
    for (const op of ops) {
      if (op.type === 'put') batch.put(op.key, op.value);
      else batch.del(op.key);
      left -= 1;
      if (left > 0) continue;
      left = SLICE_OPS;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await batch.write({ sync: options.sync });
  }

  getMany(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
    return reading(this.database.location, this.database.getMany([...keys]));
  }

  scan(range: Range, limit: number, bytesMax: number): Promise<Pair[]> {
    return scan(this.database, undefined, range, limit, bytesMax);
  }

  async clear(range: Range): Promise<void> {
    let from = range;
    for (;;) {
      const keys = await reading(
        this.database.location,
        this.database.keys({ ...from, limit: CLEAR_KEYS }).all(),
      );
      const last = keys.at(-1);
      if (last === undefined) return;
      await this.write(
        keys.map((key) => ({ type: 'del', key }) as const),
        { sync: true },
      );
      if (keys.length < CLEAR_KEYS) return;
      from = { ...range, gte: last };
    }
  }

  snapshot(): EngineSnapshot {
    const snapshot = this.database.snapshot();
    return {
      scan: (range, limit, bytesMax) => scan(this.database, snapshot, range, limit, bytesMax),
      close: () => snapshot.close(),
    };
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

async function scan(
  database: Database,
  snapshot: Snapshot | undefined,
  range: Range,
  limit: number,
  bytesMax: number,
): Promise<Pair[]> {
  const iterator = database.iterator({
    ...range,
    limit,
    highWaterMarkBytes: Math.min(bytesMax, 1 << 20),
    ...(snapshot === undefined ? {} : { snapshot }),
  });
  const pairs: Pair[] = [];
  let bytes = 0;
  try {
    while (pairs.length < limit && bytes < bytesMax) {
      const found = await reading(
        database.location,
        iterator.nextv(Math.min(NEXT_PAIRS, limit - pairs.length)),
      );
      if (found.length === 0) break;
      for (const [key, value] of found) {
        pairs.push({ key, value });
        bytes += key.length + value.length;
      }
    }
  } finally {
    await iterator.close();
  }
  return pairs;
}
