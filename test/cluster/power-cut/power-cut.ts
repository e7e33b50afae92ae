/** Plays a power cut on the directory of a killed node: every file is cut back to the size it had at its last sync. What was
 *  overwritten in place is taken as written; the stores overwrite only files that they sync at once. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

/** Compiles the recorder. @returns the library to preload. @throws when there is no C compiler. */
export function buildRecorder(directory: string): string {
  const library = join(directory, 'recorder.so');
  const source = join(projectRoot, 'test/cluster/power-cut/recorder.c');
  execFileSync('cc', ['-O2', '-Wall', '-Werror', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  return library;
}

export interface Cut {
  readonly files: number;
  readonly filesCut: number;
  readonly bytesLost: number;
}

function* filesUnder(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

/** @param record what the recorder noted. @param directory the node's data directory; no process may have it open. */
export function cutPower(record: string, directory: string): Cut {
  const synced = new Map<string, number>();
  for (const line of existsSync(record) ? readFileSync(record, 'utf8').split('\n') : []) {
    const [device, inode, size] = line.split(' ');
    if (size === undefined || device === 'directory') continue; // also the end, or a torn last line
    // An inode may be used again by a later, shorter file; the newest note is the one that counts.
    synced.set(`${device} ${inode}`, Number(size));
  }
  let files = 0;
  let filesCut = 0;
  let bytesLost = 0;
  for (const path of filesUnder(directory)) {
    const { dev, ino, size } = statSync(path);
    files += 1;
    const kept = synced.get(`${dev} ${ino}`) ?? 0;
    if (kept >= size) continue;
    truncateSync(path, kept);
    filesCut += 1;
    bytesLost += size - kept;
  }
  return { files, filesCut, bytesLost };
}

/** Whether the names in a directory were made durable. @param record what the recorder noted */
export function isDirectorySynced(record: string, directory: string): boolean {
  const { dev, ino } = statSync(directory);
  return readFileSync(record, 'utf8').split('\n').includes(`directory ${dev} ${ino}`);
}
