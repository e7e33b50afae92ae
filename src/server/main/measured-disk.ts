/** A Disk whose synced writes are timed: the number an operator looks at first when sales become slow. */
import type { Disk, Engine, SyncedFile } from '../../store/engine.js';

/** @param elapsedMs from the call until the bytes were durable */
export type WriteMeasured = (database: string, rows: number, elapsedMs: number) => void;

export function measuredDisk(disk: Disk, nowMs: () => number, measured: WriteMeasured): Disk {
  return {
    openEngine: async (name, options) =>
      measuredEngine(await disk.openEngine(name, options), name, nowMs, measured),
    openFile: (name, options): Promise<SyncedFile> => disk.openFile(name, options),
    exists: () => disk.exists(),
    freeBytes: () => disk.freeBytes(),
    totalBytes: () => disk.totalBytes(),
    removeFile: (name) => disk.removeFile(name),
  };
}

function measuredEngine(engine: Engine, name: string, nowMs: () => number, measured: WriteMeasured): Engine {
  return {
    async write(ops, options) {
      const startedMs = nowMs();
      await engine.write(ops, options);
      if (options.sync) measured(name, ops.length, nowMs() - startedMs);
    },
    getMany: (keys) => engine.getMany(keys),
    scan: (range, limit, bytesMax) => engine.scan(range, limit, bytesMax),
    clear: (range) => engine.clear(range),
    snapshot: () => engine.snapshot(),
    close: () => engine.close(),
  };
}
