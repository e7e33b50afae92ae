/** Where the files of a feed come from: a folder, or a zip archive with them at its top or in one folder of it. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';
import { TimetableError } from './finding.js';

export interface FeedSource {
  has(file: string): boolean;
  /** @param file one that is there */
  read(file: string): Promise<Readable>;
  close(): void;
}

/** @throws TimetableError when there is no folder and no zip archive at `path`. */
export async function openFeed(path: string): Promise<FeedSource> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new TimetableError(`there is no folder or zip file ${path}`);
  return found.isDirectory() ? await openFolder(path) : await openArchive(path);
}

async function openFolder(path: string): Promise<FeedSource> {
  const files = new Set(await readdir(path));
  return {
    has: (file) => files.has(file),
    read: async (file) => createReadStream(join(path, file)),
    close: () => undefined,
  };
}

async function openArchive(path: string): Promise<FeedSource> {
  const { archive, entries } = await listArchive(path).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new TimetableError(`${path} is neither a folder nor a zip file that can be read: ${why}`);
  });
  const files = new Map<string, Entry>();
  for (const entry of entries) {
    const name = entry.fileName.split('/').filter((part) => part !== '');
    // Deeper files, and what macOS adds, are not the feed's.
    if (name.length <= 2 && name[0] !== '__MACOSX') files.set(name.at(-1) ?? '', entry);
  }
  return {
    has: (file) => files.has(file),
    read: (file) =>
      new Promise((resolve, reject) => {
        const entry = files.get(file);
        if (entry === undefined) reject(new TimetableError(`${path} has no ${file}`));
        else archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
      }),
    close: () => archive.close(),
  };
}

function listArchive(path: string): Promise<{ archive: ZipFile; entries: Entry[] }> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: false }, (error, archive) => {
      if (error) {
        reject(error);
        return;
      }
      const entries: Entry[] = [];
      archive.on('entry', (entry: Entry) => {
        if (!entry.fileName.endsWith('/')) entries.push(entry);
        archive.readEntry();
      });
      archive.on('end', () => resolve({ archive, entries }));
      archive.on('error', reject);
      archive.readEntry();
    });
  });
}
