/** A node's data directory on a real file system: two databases and a few small files. */
import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Disk, Engine, SyncedFile } from '../engine.js';
import { openLevelEngine } from './level-engine.js';
import { openLocalFile } from './local-file.js';
import { damagedTables } from './table-check.js';

export class LevelDisk implements Disk {
  constructor(readonly directory: string) {}

  async openEngine(name: 'log' | 'state', options: { readonly create: boolean }): Promise<Engine> {
    if (options.create) await makeDirectory(this.directory);
    const engine = await openLevelEngine(join(this.directory, name), {
      create: options.create,
      compress: name === 'state', // log entries are short-lived and mostly incompressible
    });
    if (options.create) await syncDirectory(this.directory);
    return engine;
  }

  async openFile(name: string, options: { readonly create: boolean }): Promise<SyncedFile> {
    if (options.create) await makeDirectory(this.directory);
    const file = await openLocalFile(join(this.directory, name), options);
    if (options.create) await syncDirectory(this.directory);
    return file;
  }

  async exists(): Promise<boolean> {
    try {
      return (await readdir(this.directory)).length > 0;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  damagedFiles(name: 'log' | 'state'): Promise<string[]> {
    return damagedTables(join(this.directory, name));
  }

  async freeBytes(): Promise<number | undefined> {
    try {
      const { bavail, bsize } = await statfs(this.directory);
      return bavail * bsize;
    } catch {
      return undefined; // not every file system can say
    }
  }

  async totalBytes(): Promise<number | undefined> {
    try {
      const { blocks, bsize } = await statfs(this.directory);
      return blocks * bsize;
    } catch {
      return undefined;
    }
  }

  async removeFile(name: string): Promise<void> {
    await rm(join(this.directory, name), { force: true });
    await syncDirectory(this.directory);
  }
}

/** Orders and passengers are in it. LevelDB makes files that everybody may read. */
export const OWNER_ONLY = 0o700;

/** Durable with everything above it, whoever made that: a directory that a power cut takes away takes its files along. */
async function makeDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: OWNER_ONLY });
  for (let path = resolve(directory); dirname(path) !== path; path = dirname(path)) {
    try {
      await syncDirectory(dirname(path));
    } catch (error) {
      // One that may not be read was not made here, nor were those above it.
      if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM'))
        return;
      throw error;
    }
  }
}

/** A new name is durable only once its directory is. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
