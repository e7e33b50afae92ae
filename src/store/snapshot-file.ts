/** A group's snapshot as the bytes of a file: a mark, then frames of (length, CRC32C, SnapshotChunk), header first, footer
 *  last, and nothing behind it. Reading names the first byte that is wrong, and checks every row as an install does. */
import { crc32c } from '@node-rs/crc32';
import { pb } from '../proto/index.js';
import type { GroupMeta } from './group-meta.js';
import { ownedSpans, TABLE_DIGESTS, TABLE_ROWS } from './physical-key.js';
import { metaOfHeader } from './snapshot-install.js';
import { StateVerifier } from './state-verifier.js';
import { StoreError } from './store-error.js';

export const SNAPSHOT_FILE_MARK = Buffer.from('RAILKVS1', 'latin1');
const FRAME_HEAD_BYTES = 8;
/** A chunk is a few hundred KiB; more is no length of ours. */
const FRAME_BYTES_MAX = 256 << 20;

export function encodeFrame(chunk: pb.SnapshotChunk.$Properties): Uint8Array {
  const payload = pb.SnapshotChunk.encode(chunk).finish();
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + payload.length);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUInt32BE(crc32c(payload), 4);
  frame.set(payload, FRAME_HEAD_BYTES);
  return frame;
}

/** @param name for messages
 *  @throws StoreError DAMAGED with the byte from which on it is wrong, NEWER_FORMAT */
export async function* decodeFrames(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<pb.SnapshotChunk, void> {
  const reader = new Reader(name, bytes[Symbol.asyncIterator]());
  const mark = await reader.take(SNAPSHOT_FILE_MARK.length);
  if (!SNAPSHOT_FILE_MARK.equals(mark)) {
    const ours = mark.subarray(0, 7).equals(SNAPSHOT_FILE_MARK.subarray(0, 7));
    if (ours)
      throw new StoreError(
        'NEWER_FORMAT',
        `${name} has format ${mark.toString('latin1', 7)}: use the newer railkv that wrote it`,
      );
    throw damaged(name, 0, 'it does not begin as a snapshot does');
  }
  for (let ended = false; !ended; ) {
    const at = reader.at;
    const head = await reader.take(FRAME_HEAD_BYTES);
    const length = head.readUInt32BE(0);
    if (length > FRAME_BYTES_MAX) throw damaged(name, at, `no frame is ${length} bytes long`);
    const payload = await reader.take(length);
    if (crc32c(payload) !== head.readUInt32BE(4)) throw damaged(name, at, 'a frame is not what was written');
    const chunk = pb.SnapshotChunk.decode(payload);
    ended = chunk.footer !== null && chunk.footer !== undefined;
    yield chunk;
  }
  if (await reader.more()) throw damaged(name, reader.at, 'something stands behind the end');
}

const damaged = (name: string, at: number, what: string): StoreError =>
  new StoreError('DAMAGED', `${name} is damaged at byte ${at}: ${what}`);

class Reader {
  at = 0;
  private held: Buffer = Buffer.alloc(0);

  constructor(
    private readonly name: string,
    private readonly source: AsyncIterator<Uint8Array>,
  ) {}

  async take(count: number): Promise<Buffer> {
    while (this.held.length < count)
      if (!(await this.pull()))
        throw damaged(
          this.name,
          this.at + this.held.length,
          `it ends here, ${count - this.held.length} bytes too early at least`,
        );
    const taken = this.held.subarray(0, count);
    this.held = this.held.subarray(count);
    this.at += count;
    return taken;
  }

  async more(): Promise<boolean> {
    return this.held.length > 0 || (await this.pull());
  }

  private async pull(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done === true) return false;
    this.held = Buffer.concat([this.held, next.value]);
    return next.value.length > 0 || this.pull();
  }
}

/** What a snapshot says of its group, once every row of it is verified. */
export interface CheckedSnapshot {
  /** Its replica id is 0: whoever installs it has its own. */
  readonly meta: GroupMeta;
  readonly header: pb.SnapshotHeader.$Properties;
  readonly rows: number;
}

/** Passes chunks on, and checks them: every bucket's digest, their sum, the checksum.
 *  @throws StoreError DAMAGED, NEWER_FORMAT */
export async function* checkedChunks(
  group: number,
  chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
): AsyncGenerator<pb.SnapshotChunk.$Properties, CheckedSnapshot> {
  const where = `the snapshot of group ${group}`;
  let meta: GroupMeta | undefined;
  let header: pb.SnapshotHeader.$Properties | undefined;
  let verifier: StateVerifier | undefined;
  let rows = 0;
  let checksum = 0;
  let checked: CheckedSnapshot | undefined;
  for await (const chunk of chunks) {
    if (checked !== undefined) throw new StoreError('DAMAGED', `${where} goes on behind its end`);
    if (chunk.header) {
      header = chunk.header;
      meta = metaOfHeader(group, 0, chunk.header);
      verifier = new StateVerifier(where, ownedSpans(group, meta.range));
    }
    if (meta === undefined || header === undefined || verifier === undefined)
      throw new StoreError('DAMAGED', `${where} has no header`);
    for (const row of chunk.rows ?? []) {
      const key = row.key ?? new Uint8Array(0);
      const value = row.value ?? new Uint8Array(0);
      rows += 1;
      checksum = crc32c(value, crc32c(key, checksum));
      if (key[0] === TABLE_DIGESTS) verifier.takeDigest(key, value);
      else if (key[0] === TABLE_ROWS) verifier.takeRow(key, value);
      else throw new StoreError('DAMAGED', `${where} has a key of no table of rows`);
    }
    if (chunk.footer) {
      const { rows: count, checksum: sum, digestHigh: high = 0, digestLow: low = 0 } = chunk.footer;
      const digest = { high: high ?? 0, low: low ?? 0 };
      verifier.finish(digest);
      if (count !== rows || sum !== checksum)
        throw new StoreError('DAMAGED', `${where} is not what was exported`);
      checked = { meta: { ...meta, digest }, header, rows };
    }
    yield chunk;
  }
  if (checked === undefined) throw new StoreError('DAMAGED', `${where} ends too early`);
  return checked;
}
