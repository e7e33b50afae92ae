/** What lies where in the `log` database: one head, a few records a group, and the entries.
 *
 *      01                        head      {seq, digest over all records}, in every batch
 *      02 kind group             records   group, tombstone, intent, damage, recovery; sealed
 *      03 group index            entries   term, type, data, chain
 *
 *  An entry's chain is the CRC32C, begun with the chain of the entry before it, of its key, term, type and data: an entry
 *  that was changed, lost or taken from elsewhere breaks it. */
import { crc32c } from '@node-rs/crc32';
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Entry, HardState } from '../raft/message.js';
import type { Digest } from './digest.js';
import type { Range } from './engine.js';
import { readU32, readU53, seal, unseal, writeU32, writeU53 } from './sealed.js';

const TABLE_HEAD = 1;
const TABLE_RECORDS = 2;
const TABLE_ENTRIES = 3;

// --- head ---

export const HEAD_KEY = Uint8Array.of(TABLE_HEAD);

/** As of one batch. */
export interface Head {
  readonly seq: number;
  readonly digest: Digest;
}

/** The same bytes stand in the head row (sealed) and in the slot file. */
export function encodeHead({ seq, digest }: Head): Uint8Array {
  const bytes = new Uint8Array(16);
  writeU53(bytes, 0, seq);
  writeU32(bytes, 8, digest.high);
  writeU32(bytes, 12, digest.low);
  return bytes;
}

export function decodeHead(bytes: Uint8Array): Head | undefined {
  if (bytes.length !== 16) return undefined;
  return { seq: readU53(bytes, 0), digest: { high: readU32(bytes, 8), low: readU32(bytes, 12) } };
}

export const sealHead = (head: Head): Uint8Array => seal(HEAD_KEY, encodeHead(head));

export function unsealHead(value: Uint8Array): Head | undefined {
  const bytes = unseal(HEAD_KEY, value);
  return bytes === undefined ? undefined : decodeHead(bytes);
}

// --- records ---

export const RECORD_KINDS = { group: 1, tombstone: 2, intent: 3, damage: 4, recovery: 5 } as const;
export type RecordKind = keyof typeof RECORD_KINDS;

export const RECORDS: Range = { gte: Uint8Array.of(TABLE_RECORDS), lt: Uint8Array.of(TABLE_RECORDS + 1) };

export function recordKey(kind: RecordKind, group: GroupId): Uint8Array {
  const key = new Uint8Array(10);
  key[0] = TABLE_RECORDS;
  key[1] = RECORD_KINDS[kind];
  writeU53(key, 2, group);
  return key;
}

export function decodeRecordKey(key: Uint8Array): { kind: RecordKind; group: GroupId } | undefined {
  if (key.length !== 10) return undefined;
  for (const [kind, byte] of Object.entries(RECORD_KINDS))
    if (byte === key[1]) return { kind: kind as RecordKind, group: readU53(key, 2) };
  return undefined;
}

/** Where a log begins: the position before its first entry. Index 0: the replica never had a state. */
export interface LogStart {
  readonly index: LogIndex;
  readonly term: Term;
  readonly chain: number;
}

/** A replica's hard state and the ends of its log. */
export interface GroupRecord {
  readonly replica: ReplicaId;
  readonly hardState: HardState;
  readonly start: LogStart;
  readonly last: LogIndex;
  /** Of the last entry, or the start's when there is none. */
  readonly chain: number;
}

const GROUP_RECORD_BYTES = 7 * 8 + 2 * 4;

export function encodeGroupRecord({ replica, hardState, start, last, chain }: GroupRecord): Uint8Array {
  const bytes = new Uint8Array(GROUP_RECORD_BYTES);
  writeU53(bytes, 0, replica);
  writeU53(bytes, 8, hardState.term);
  writeU53(bytes, 16, hardState.vote);
  writeU53(bytes, 24, hardState.commit);
  writeU53(bytes, 32, start.index);
  writeU53(bytes, 40, start.term);
  writeU53(bytes, 48, last);
  writeU32(bytes, 56, start.chain);
  writeU32(bytes, 60, chain);
  return bytes;
}

export function decodeGroupRecord(bytes: Uint8Array): GroupRecord | undefined {
  if (bytes.length !== GROUP_RECORD_BYTES) return undefined;
  return {
    replica: readU53(bytes, 0),
    hardState: { term: readU53(bytes, 8), vote: readU53(bytes, 16), commit: readU53(bytes, 24) },
    start: { index: readU53(bytes, 32), term: readU53(bytes, 40), chain: readU32(bytes, 56) },
    last: readU53(bytes, 48),
    chain: readU32(bytes, 60),
  };
}

// --- entries ---

const ENTRY_KEY_BYTES = 17;
/** Term and type before the data, chain after it. */
const ENTRY_OVERHEAD_BYTES = 9 + 4;

export const ENTRIES: Range = { gte: Uint8Array.of(TABLE_ENTRIES), lt: Uint8Array.of(TABLE_ENTRIES + 1) };

export const entryDiskBytes = (entry: Entry): number =>
  ENTRY_KEY_BYTES + ENTRY_OVERHEAD_BYTES + entry.data.length;

function writeEntryKey(bytes: Uint8Array, at: number, group: GroupId, index: LogIndex): void {
  bytes[at] = TABLE_ENTRIES;
  writeU53(bytes, at + 1, group);
  writeU53(bytes, at + 9, index);
}

export function entryKey(group: GroupId, index: LogIndex): Uint8Array {
  const key = new Uint8Array(ENTRY_KEY_BYTES);
  writeEntryKey(key, 0, group, index);
  return key;
}

export const decodeEntryKey = (key: Uint8Array): { group: GroupId; index: LogIndex } | undefined =>
  key.length === ENTRY_KEY_BYTES ? { group: readU53(key, 1), index: readU53(key, 9) } : undefined;

/** The chain a log begins with when nobody handed one on. */
export function firstChain(group: GroupId, index: LogIndex, term: Term): number {
  const bytes = new Uint8Array(24);
  writeU53(bytes, 0, group);
  writeU53(bytes, 8, index);
  writeU53(bytes, 16, term);
  return crc32c(bytes);
}

export interface EncodedEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly chain: number;
}

/** Writes key and value side by side into `slab`, which has `entryDiskBytes` free at `at`. */
export function encodeEntry(
  slab: Uint8Array,
  at: number,
  group: GroupId,
  entry: Entry,
  previous: number,
): EncodedEntry {
  const value = at + ENTRY_KEY_BYTES;
  const end = value + 9 + entry.data.length;
  writeEntryKey(slab, at, group, entry.index);
  writeU53(slab, value, entry.term);
  slab[value + 8] = entry.type === 'normal' ? 0 : 1;
  slab.set(entry.data, value + 9);
  const chain = crc32c(slab.subarray(at, end), previous);
  writeU32(slab, end, chain);
  return { key: slab.subarray(at, value), value: slab.subarray(value, end + 4), chain };
}

/** Without a look at the one before: for a chain's beginning. */
export const storedChain = (value: Uint8Array): number | undefined =>
  value.length < ENTRY_OVERHEAD_BYTES ? undefined : readU32(value, value.length - 4);

/** @returns undefined when the value does not follow an entry whose chain was `previous` */
export function decodeEntry(
  key: Uint8Array,
  value: Uint8Array,
  previous: number,
): { entry: Entry; chain: number } | undefined {
  const type = value[8];
  if (value.length < ENTRY_OVERHEAD_BYTES || (type !== 0 && type !== 1)) return undefined;
  const end = value.length - 4;
  const chain = crc32c(value.subarray(0, end), crc32c(key, previous));
  if (chain !== readU32(value, end)) return undefined;
  const entry: Entry = {
    term: readU53(value, 0),
    index: readU53(key, 9),
    type: type === 0 ? 'normal' : 'confChange',
    data: value.slice(9, end),
  };
  return { entry, chain };
}
