/** Whether LevelDB's tables are what was written, block by block, by the CRC32C that each block carries. LevelDB is not asked:
 *  through classic-level it verifies none of them, and at some flipped bytes an assertion of its own ends the process. Reads
 *  every table whole, so it is for audits, not for starts. Format: LevelDB's doc/table_format.md. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32c } from '@node-rs/crc32';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
/** After each block: how it is compressed, and the checksum. */
const TRAILER_BYTES = 5;
const SNAPPY = 1;
const MASK_DELTA = 0xa282ead8;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** @param directory of one database @returns a sentence for each table that is not what was written */
export async function damagedTables(directory: string): Promise<string[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => /\.(ldb|sst)$/.test(name)).sort();
  const problems: string[] = [];
  for (const name of names) {
    const table = await readFile(join(directory, name)).catch(() => undefined); // a running node deletes some
    const problem = table && tableProblem(table);
    if (problem !== undefined) problems.push(`table ${name}: ${problem}`);
  }
  return problems;
}

/** @returns what is wrong first, or undefined */
export function tableProblem(table: Buffer): string | undefined {
  const footer = table.subarray(-FOOTER_BYTES);
  if (footer.length < FOOTER_BYTES || footer.readBigUInt64LE(FOOTER_BYTES - 8) !== MAGIC)
    return 'its end is not what was written';
  try {
    const reader = new Reader(footer);
    const roots = [reader.handle(), reader.handle()];
    for (const root of roots)
      for (const handle of [...handlesIn(verifiedBlock(table, root))]) verifiedBlock(table, handle);
    return undefined;
  } catch (error) {
    if (error instanceof BadBlock) return error.message;
    throw error;
  }
}

class BadBlock extends Error {}

/** @throws BadBlock */
function verifiedBlock(table: Buffer, { offset, size }: Handle): Buffer {
  const end = offset + size;
  if (end + TRAILER_BYTES > table.length)
    throw new BadBlock(`a block at ${offset} would end after the table`);
  const stored = table.readUInt32LE(end + 1);
  const crc = crc32c(table.subarray(offset, end + 1));
  const masked = (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0;
  if (masked !== stored) throw new BadBlock(`the block at ${offset} (${size} bytes) is not what was written`);
  const block = table.subarray(offset, end);
  return table[end] === SNAPPY ? uncompressed(block) : block;
}

/** The values of an index or metaindex block: where other blocks are. */
function* handlesIn(block: Buffer): Generator<Handle> {
  const restarts = block.readUInt32LE(block.length - 4);
  const end = block.length - 4 * (restarts + 1);
  const reader = new Reader(block);
  while (reader.at < end) {
    reader.varint(); // shared with the key before
    const keyBytes = reader.varint();
    const valueBytes = reader.varint();
    reader.at += keyBytes;
    const next = reader.at + valueBytes;
    yield reader.handle();
    reader.at = next;
  }
}

class Reader {
  at = 0;
  constructor(private readonly bytes: Buffer) {}

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new BadBlock('a number in it has no end');
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}

/** Snappy's format_description.txt. Only for blocks whose checksum was right. */
function uncompressed(block: Buffer): Buffer {
  const reader = new Reader(block);
  const out = Buffer.alloc(reader.varint());
  let written = 0;
  const little = (bytes: number): number => {
    const value = block.readUIntLE(reader.at, bytes);
    reader.at += bytes;
    return value;
  };
  const copy = (length: number, back: number): void => {
    for (let i = 0; i < length; i += 1, written += 1) out[written] = out[written - back] ?? 0;
  };
  while (reader.at < block.length) {
    const tag = little(1);
    const high = tag >> 2;
    switch (tag & 3) {
      case 0: {
        const length = 1 + (high < 60 ? high : little(high - 59));
        written += block.copy(out, written, reader.at, reader.at + length);
        reader.at += length;
        break;
      }
      case 1:
        copy(4 + (high & 7), ((tag >> 5) << 8) | little(1));
        break;
      case 2:
        copy(1 + high, little(2));
        break;
      default:
        copy(1 + high, little(4));
    }
  }
  return out;
}
