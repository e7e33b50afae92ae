/** A small file whose every write is synced before it counts. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { SyncedFile } from '../engine.js';
import { StoreError } from '../store-error.js';

/** @throws StoreError NOT_FOUND when it is missing and not to be created */
export async function openLocalFile(
  path: string,
  options: { readonly create: boolean },
): Promise<SyncedFile> {
  const flags = constants.O_RDWR | (options.create ? constants.O_CREAT : 0);
  try {
    return new LocalFile(await open(path, flags, 0o600));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new StoreError('NOT_FOUND', `there is no ${path}`, { cause: error });
    throw error;
  }
}

class LocalFile implements SyncedFile {
  constructor(private readonly handle: FileHandle) {}

  async read(offset: number, length: number): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) return undefined;
      done += bytesRead;
    }
    return bytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, offset + done);
      done += bytesWritten;
    }
    await this.handle.datasync();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
