/** One small record in a file of its own, kept in two slots written in turn: whatever a crash tears, the other slot holds. */
import { crc32c } from '@node-rs/crc32';
import type { Disk, SyncedFile } from './engine.js';
import { assert } from './invariant.js';
import { readU32, readU53, writeU32, writeU53 } from './sealed.js';
import { StoreError } from './store-error.js';

/** Where the log's writer says which batch is durable. */
export const SLOTS_FILE = 'slots';

/** A slot never shares a disk sector or page with the other: whole pages. */
const SLOT_BYTES = 4096;
const MAGIC = 0x72_6b_73_31; // "rks1"
const HEADER_BYTES = 4 + 8 + 4;
const PAYLOAD_BESIDE = HEADER_BYTES + 4;

interface Slot {
  /** Rises with each write: the higher one is the newer. */
  readonly count: number;
  readonly payload: Uint8Array;
}

function encodeSlot({ count, payload }: Slot, slotBytes: number): Uint8Array {
  const most = slotBytes - PAYLOAD_BESIDE;
  assert(payload.length <= most, `a slot holds ${most} bytes, not ${payload.length}`);
  const bytes = new Uint8Array(slotBytes);
  writeU32(bytes, 0, MAGIC);
  writeU53(bytes, 4, count);
  writeU32(bytes, 12, payload.length);
  bytes.set(payload, HEADER_BYTES);
  writeU32(bytes, slotBytes - 4, crc32c(bytes.subarray(0, slotBytes - 4)));
  return bytes;
}

function decodeSlot(bytes: Uint8Array | undefined): Slot | undefined {
  if (bytes === undefined || readU32(bytes, 0) !== MAGIC) return undefined;
  const end = bytes.length - 4;
  if (readU32(bytes, end) !== crc32c(bytes.subarray(0, end))) return undefined;
  const length = readU32(bytes, 12);
  if (length > bytes.length - PAYLOAD_BESIDE) return undefined;
  return { count: readU53(bytes, 4), payload: bytes.slice(HEADER_BYTES, HEADER_BYTES + length) };
}

export class SlotFile {
  private constructor(
    private readonly file: SyncedFile,
    /** Where the newest one is; the next goes to the other. */
    private place: 0 | 1,
    private newest: Slot,
    /** Whether each slot could be read when the file was opened. */
    readonly readable: readonly [boolean, boolean],
    private readonly slotBytes: number,
  ) {}

  static async create(
    disk: Disk,
    name: string,
    payload: Uint8Array,
    slotBytes = SLOT_BYTES,
  ): Promise<SlotFile> {
    const file = await disk.openFile(name, { create: true });
    const slots = [
      { count: 1, payload },
      { count: 2, payload },
    ] as const;
    await file.write(0, encodeSlot(slots[0], slotBytes));
    await file.write(slotBytes, encodeSlot(slots[1], slotBytes));
    return new SlotFile(file, 1, slots[1], [true, true], slotBytes);
  }

  /** @throws StoreError NOT_FOUND; DAMAGED when neither slot can be read */
  static async open(disk: Disk, name: string, slotBytes = SLOT_BYTES): Promise<SlotFile> {
    const file = await disk.openFile(name, { create: false });
    const first = decodeSlot(await file.read(0, slotBytes));
    const second = decodeSlot(await file.read(slotBytes, slotBytes));
    const newest =
      second === undefined || (first !== undefined && first.count > second.count) ? first : second;
    if (newest === undefined) {
      await file.close();
      throw new StoreError('DAMAGED', `neither slot of the file "${name}" can be read`);
    }
    const readable = [first !== undefined, second !== undefined] as const;
    return new SlotFile(file, newest === first ? 0 : 1, newest, readable, slotBytes);
  }

  get payload(): Uint8Array {
    return this.newest.payload;
  }

  get payloadBytesMax(): number {
    return this.slotBytes - PAYLOAD_BESIDE;
  }

  /** One at a time. Resolves once it is durable. */
  async write(payload: Uint8Array): Promise<void> {
    const slot = { count: this.newest.count + 1, payload };
    const place = this.place === 0 ? 1 : 0;
    await this.file.write(place * this.slotBytes, encodeSlot(slot, this.slotBytes));
    this.place = place;
    this.newest = slot;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
