/** Names of a ticket group's buckets, and of the rows in them: bytes as latin1 strings, whose order is byte order.
 *  Within a bucket the first byte of a row key is its kind; the rest is a tuple, escaped as in `keys.ts`. */

import { decodeKey, encodeKey, SPACE_LINES, SPACE_PLAIN } from '../../proto/keys.js';
import type { GroupId } from '../../raft/ids.js';
import type { BucketId, RowKey } from '../bucket.js';

/** Rows that belong to a group and not to a key: they travel in its snapshot, and a split copies or divides them. */
export const BUCKET_GROUP = 0x01;
/** The index of a line, resident once loaded. */
export const BUCKET_LINE = 0x11;
/** A hash bucket of plain keys. */
export const BUCKET_PLAIN = 0x21;
/** Events of a group. Append-only: written without ever being loaded, and outside the digest. */
export const BUCKET_EVENTS = 0x31;

/** Number of hash buckets of plain keys. Part of the format. */
export const PLAIN_BUCKETS = 1024;

const COMPONENTS_KEPT_MAX = 10_000;
const components = new Map<string, string>();

/** Whether a component is its own encoding: ASCII without NUL. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > 0x7f) return false;
  }
  return true;
}

/** One component of a tuple. Short ASCII, the usual case, needs no encoder; the others are remembered. */
function component(text: string): string {
  if (isPlain(text)) return `${text}\0\0`;
  let bytes = components.get(text);
  if (bytes === undefined) {
    bytes = Buffer.from(encodeKey(0, [text])).toString('latin1', 1);
    if (components.size >= COMPONENTS_KEPT_MAX) components.clear();
    components.set(text, bytes);
  }
  return bytes;
}

/** @returns the components of a row key, without its kind. */
export function rowComponents(key: RowKey): string[] {
  return decodeKey(Buffer.from(key, 'latin1')).components;
}

const byteOf = String.fromCharCode;

function groupBytes(kind: number, group: GroupId): BucketId {
  const bytes = Buffer.alloc(9);
  bytes[0] = kind;
  bytes.writeBigUInt64BE(BigInt(group), 1);
  return bytes.toString('latin1');
}

export const groupBucket = (group: GroupId): BucketId => groupBytes(BUCKET_GROUP, group);
export const eventsBucket = (group: GroupId): BucketId => groupBytes(BUCKET_EVENTS, group);
export const lineBucket = (line: string): BucketId => byteOf(BUCKET_LINE) + component(line);
/** The routed key of a run is its bucket. */
export const runBucket = (line: string, train: string, date: string): BucketId =>
  byteOf(SPACE_LINES) + component(line) + component(train) + component(date);
/** The routed keys of a line: from (inclusive) to (exclusive), as latin1 strings. */
export function lineRouteSpan(line: string): [string, string] {
  const prefix = byteOf(SPACE_LINES) + component(line);
  return [prefix, `${prefix.slice(0, -1)}\x01`];
}
export const trainRouteKey = (line: string, train: string): string =>
  byteOf(SPACE_LINES) + component(line) + component(train);
/** The routed key of a plain key, as a latin1 string. */
export const plainRouteKey = (key: string): string => byteOf(SPACE_PLAIN) + component(key);

export const plainBucketOf = (number: number): BucketId =>
  byteOf(BUCKET_PLAIN) + byteOf(number >>> 8) + byteOf(number & 0xff);

/** FNV-1a over the key's bytes. Part of the format. */
export function plainBucket(key: string): BucketId {
  const bytes = component(key);
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 1) hash = Math.imul(hash ^ bytes.charCodeAt(at), 0x01000193);
  return plainBucketOf((hash >>> 0) % PLAIN_BUCKETS);
}

// --- rows ---

export const ROW_CLOCK: RowKey = 'c';
export const groupLineRow = (line: string): RowKey => `l${component(line)}`;

/** @param from as the rest of a key: empty, or where the range begins among the train's dates when it also ends there */
export const trainRow = (train: string, from = ''): RowKey => `t${component(train)}${from}`;
/** The date from which on a range holds a train that it does not begin with: before any other. */
export const FIRST_DATE = component('');
export const dueRow = (train: string, date: string): RowKey => `d${component(train)}${component(date)}`;

export const ROW_RUN: RowKey = 'p';
export const inventoryRow = (className: string): RowKey => `i${component(className)}`;
/** In a run's bucket. */
export const requestRow = (caller: string, requestId: string): RowKey =>
  `r${component(caller)}${component(requestId)}`;

export const plainRow = (key: string): RowKey => `k${component(key)}`;
/** In a hash bucket: of a command on this key. */
export const plainRequestRow = (key: string, caller: string, requestId: string): RowKey =>
  `r${component(key)}${component(caller)}${component(requestId)}`;

/** Log index as eight bytes, so that rows are in log order. */
export function eventRow(index: number): RowKey {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(index));
  return bytes.toString('latin1');
}
