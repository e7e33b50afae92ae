/** One group's file of a snapshot, streamed to and from the disk. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { pb } from '../../../proto/index.js';
import { formatDigest } from '../../../store/digest.js';
import type { GroupMeta } from '../../../store/group-meta.js';
import {
  checkedChunks,
  decodeFrames,
  encodeFrame,
  SNAPSHOT_FILE_MARK,
} from '../../../store/snapshot-file.js';
import { StoreError } from '../../../store/store-error.js';
import { damaged, fileOf, type SavedGroup } from './manifest.js';

type Chunk = pb.SnapshotChunk.$Properties;

/** Verified while it is written; durable when it returns. @throws StoreError DAMAGED when the sender's rows are wrong */
export async function writeGroup(
  directory: string,
  group: number,
  chunks: AsyncIterable<Chunk>,
  seen: (chunk: Chunk) => void,
): Promise<SavedGroup> {
  const hash = createHash('sha256');
  const file = await open(join(directory, fileOf(group)), 'w');
  let bytes = 0;
  const put = async (part: Uint8Array): Promise<void> => {
    hash.update(part);
    bytes += part.length;
    await file.write(part);
  };
  try {
    await put(SNAPSHOT_FILE_MARK);
    const checked = checkedChunks(group, chunks);
    for (;;) {
      const next = await checked.next();
      if (next.done === true) {
        await file.sync();
        const { meta, rows } = next.value;
        return { ...savedOf(meta, rows), file: fileOf(group), bytes, sha256: hash.digest('hex') };
      }
      await put(encodeFrame(next.value));
      seen(next.value);
    }
  } finally {
    await file.close();
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const savedOf = (meta: GroupMeta, rows: number): Omit<SavedGroup, 'file' | 'bytes' | 'sha256'> => ({
  group: meta.group,
  index: meta.applied.index,
  term: meta.applied.term,
  rows,
  digest: formatDigest(meta.digest),
  rangeStart: hex(meta.range.start),
  rangeEnd: hex(meta.range.end),
  confVersion: meta.epoch.confVersion,
  rangeVersion: meta.epoch.rangeVersion,
  recoveryEpoch: meta.recoveryEpoch,
});

export function readGroup(directory: string, { file }: SavedGroup): AsyncIterable<Chunk> {
  const path = join(directory, file);
  return decodeFrames(path, createReadStream(path, { highWaterMark: 1 << 20 }));
}

/** Reads all of it. @throws CommandFailed SNAPSHOT_DAMAGED, naming the file and the first byte that is wrong */
export async function verifyGroup(
  directory: string,
  saved: SavedGroup,
  seen: (chunk: Chunk) => void,
): Promise<GroupMeta> {
  const path = join(directory, saved.file);
  try {
    const { size } = statSync(path);
    if (size < saved.bytes)
      throw damaged(
        `${path} is cut short: ${size} of ${saved.bytes} bytes are there, the first that is missing is byte ${size}`,
      );
    const checked = checkedChunks(saved.group, readGroup(directory, saved));
    for (;;) {
      const next = await checked.next();
      if (next.done !== true) {
        seen(next.value);
        continue;
      }
      const { meta, rows } = next.value;
      const found = savedOf(meta, rows);
      const differs = (Object.keys(found) as (keyof typeof found)[]).find((key) => found[key] !== saved[key]);
      if (differs !== undefined || size !== saved.bytes)
        throw damaged(`${path} is another file than the manifest's: its ${differs ?? 'length'} differs`);
      return meta;
    }
  } catch (error) {
    if (error instanceof StoreError && error.code === 'DAMAGED') throw damaged(error.message);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw damaged(`${path} is missing`);
    throw error;
  }
}
