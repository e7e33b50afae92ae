/** Which life of each other node this one has heard last, durable before anything is believed of that life: who comes back with
 *  a directory that has not lived it presents an old copy, and is refused also after everybody else was restarted.
 *  A life is one process: its incarnation, and a number drawn at random when the incarnation was raised. */
import type { Env } from '../env/env.js';
import { die } from './die.js';
import type { Disk } from './engine.js';
import { SlotFile } from './slot-file.js';
import { StoreError } from './store-error.js';

export interface PeerLife {
  readonly incarnation: number;
  /** 0: not said. */
  readonly life: number;
}

export const PEERS_FILE = 'peers';

/** Of each of the two slots: room for hundreds of nodes. */
const SLOT_BYTES = 64 * 1024;

/** Who was greeted longest ago first. JSON, so that a person can read it. */
type Table = Map<string, PeerLife>;

const encode = (table: Table): Uint8Array =>
  Buffer.from(JSON.stringify([...table].map(([node, { incarnation, life }]) => [node, incarnation, life])));

function decode(payload: Uint8Array): Table {
  const read: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (!Array.isArray(read)) throw unreadable();
  const table: Table = new Map();
  for (const row of read as readonly unknown[]) {
    if (!Array.isArray(row)) throw unreadable();
    const [node, incarnation, life] = row as readonly unknown[];
    if (typeof node !== 'string' || typeof incarnation !== 'number' || typeof life !== 'number')
      throw unreadable();
    table.set(node, { incarnation, life });
  }
  return table;
}

const unreadable = (cause?: unknown): StoreError =>
  new StoreError(
    'DAMAGED',
    `the file "${PEERS_FILE}" cannot be read: it says which lives of the other nodes were heard, so that an old copy of one of ` +
      'their directories is refused. If none of them was put back from a copy, delete the file and start again',
    { cause },
  );

export class PeerLives {
  #durable: Table;
  #heard: Table;
  #writing = false;

  private constructor(
    private readonly env: Env,
    private readonly file: SlotFile,
  ) {
    this.#heard = decode(file.payload);
    this.#durable = new Map(this.#heard);
  }

  /** Makes the file where there is none: the directory is new, or of an older version.
   *  @throws StoreError DAMAGED */
  static async open(disk: Disk, env: Env): Promise<PeerLives> {
    return new PeerLives(env, await openFile(disk));
  }

  /** What a new directory begins with. */
  static async create(disk: Disk): Promise<void> {
    await (await createFile(disk)).close();
  }

  /** The newest that was heard, durable or not. */
  of(node: string): PeerLife | undefined {
    return this.#heard.get(node);
  }

  /** Was greeted; a new life becomes durable soon. */
  note(node: string, heard: PeerLife): void {
    const known = this.#heard.get(node);
    const same = known?.incarnation === heard.incarnation && known.life === heard.life;
    this.#heard.delete(node);
    this.#heard.set(node, same ? known : heard);
    if (!same && !this.#writing) void this.#write();
  }

  /** Whether frames of this life may be believed: what they promise would be forgotten with it otherwise. */
  isDurable(node: string, incarnation: number): boolean {
    return (this.#durable.get(node)?.incarnation ?? 0) >= incarnation;
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#isBehind()) {
      let payload = encode(this.#heard);
      while (payload.length > this.file.payloadBytesMax) payload = this.#forgetOldest();
      const written = new Map(this.#heard);
      try {
        await this.file.write(payload);
      } catch (error) {
        return die(this.env, `the file "${PEERS_FILE}" could not be written`, error);
      }
      this.#durable = written;
    }
    this.#writing = false;
  }

  #isBehind(): boolean {
    if (this.#heard.size !== this.#durable.size) return true;
    for (const [node, heard] of this.#heard) if (this.#durable.get(node) !== heard) return true;
    return false;
  }

  /** There are more than a cluster can have: it was removed long ago. */
  #forgetOldest(): Uint8Array {
    const [oldest] = this.#heard.keys();
    if (oldest !== undefined) this.#heard.delete(oldest);
    return encode(this.#heard);
  }

  /** Nothing is noted any more. */
  close(): Promise<void> {
    return this.file.close();
  }
}

const createFile = (disk: Disk): Promise<SlotFile> =>
  SlotFile.create(disk, PEERS_FILE, encode(new Map()), SLOT_BYTES);

async function openFile(disk: Disk): Promise<SlotFile> {
  try {
    return await SlotFile.open(disk, PEERS_FILE, SLOT_BYTES);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'NOT_FOUND' || (error.code === 'DAMAGED' && (await isShort(disk))))
      return await createFile(disk);
    throw error.code === 'DAMAGED' ? unreadable(error) : error;
  }
}

/** A crash cut its making short: it never held anything. */
async function isShort(disk: Disk): Promise<boolean> {
  const file = await disk.openFile(PEERS_FILE, { create: false });
  const last = await file.read(2 * SLOT_BYTES - 1, 1);
  await file.close();
  return last === undefined;
}
