/** One number for what an entry says: equal for the same entry in a message, in a log and at apply. */
import { crc32c } from '@node-rs/crc32';
import type { Entry } from '../../src/raft/message.js';
import { writeU53 } from '../../src/store/sealed.js';

const HEADER_BYTES = 9;

const header = new Uint8Array(HEADER_BYTES);

export function entryHash({ term, type, data }: Pick<Entry, 'term' | 'type' | 'data'>): number {
  writeU53(header, 0, term);
  header[8] = type === 'normal' ? 0 : 1;
  return crc32c(data, crc32c(header));
}

/** Of an entry's row in the log database: term, type, data, chain. */
export const entryHashOfRow = (value: Uint8Array): number => crc32c(value.subarray(0, value.length - 4));
