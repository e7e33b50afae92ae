/** Space kept aside: a node that died for want of it gives the file up, so that its restart can write what it must. */
import type { Logger } from '../env/env.js';
import type { Disk } from './engine.js';
import { StoreError } from './store-error.js';

const RESERVE_FILE = 'reserve';
const PIECE_BYTES = 4 << 20;

async function isWhole(disk: Disk, bytes: number): Promise<boolean> {
  try {
    const file = await disk.openFile(RESERVE_FILE, { create: false });
    const last = await file.read(bytes - 1, 1);
    await file.close();
    return last !== undefined;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

/** Zeros, written: a hole would reserve nothing. */
async function fill(disk: Disk, bytes: number): Promise<void> {
  const file = await disk.openFile(RESERVE_FILE, { create: true });
  for (let at = 0; at < bytes; at += PIECE_BYTES)
    await file.write(at, new Uint8Array(Math.min(PIECE_BYTES, bytes - at)));
  await file.close();
}

/** Before the databases are opened. @returns whether there is room for a reserve */
export async function giveUpReserveWhenFull(disk: Disk, bytes: number, log: Logger): Promise<boolean> {
  if (bytes === 0) return false;
  const free = await disk.freeBytes();
  if (free === undefined || free >= bytes) return true;
  if (await isWhole(disk, bytes)) {
    await disk.removeFile(RESERVE_FILE);
    log.warn({ freeBytes: free }, 'the disk is full: the reserve file is given up for this start');
    return false;
  }
  return false;
}

/** Once the node runs: there is space again. */
export async function keepReserve(disk: Disk, bytes: number): Promise<void> {
  if (bytes === 0 || (await isWhole(disk, bytes))) return;
  const free = await disk.freeBytes();
  if (free === undefined || free >= 2 * bytes) await fill(disk, bytes);
}
