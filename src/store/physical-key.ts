/** Where rows stand in the `state` database, and which of them a group owns. Never by group, so that a split moves no data:
 *
 *      01 group              meta      one a group
 *      02 bucket             digests   of a bucket's rows
 *      03 bucket row         rows
 *      04 group key          staged   what a snapshot will put at `key`: a copy of one of the above
 *
 *  A bucket's first byte is its space. Rows of a line's index stand under their train (the row's kind, its first byte, goes to
 *  the end), so that a split between two trains of a line cuts them where it cuts the runs. */
import { prefixEnd, SPACE_LINES, SPACE_PLAIN } from '../proto/keys.js';
import type { GroupId } from '../raft/ids.js';
import type { BucketId, RowKey } from './bucket.js';
import type { Range } from './engine.js';
import type { KeyRange } from './group-meta.js';
import { assert } from './invariant.js';
import { fromLatin1, toLatin1 } from './latin1.js';
import { readU53, writeU53 } from './sealed.js';

const TABLE_META = 1;
export const TABLE_DIGESTS = 2;
export const TABLE_ROWS = 3;
const TABLE_STAGED = 4;

/** Spaces of buckets. Those of a group rather than a key are listed here and nowhere else. */
const SPACE_GROUP = 0x01;
const SPACE_PLACEMENT = 0x02;
const SPACE_RUNS = SPACE_LINES;
const SPACE_LINE_INDEX = 0x11;
const SPACE_PLAIN_HASH = 0x21;
const SPACE_EVENTS = 0x31;

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byteOf = String.fromCharCode;

/** The placement driver's group: its rows are its own, whatever its range says. */
const PLACEMENT_GROUP: GroupId = 0;

/** Events: written without ever being loaded, deleted from the front, and outside the digest. */
export const isAppendOnly = (bucket: BucketId): boolean => bucket.charCodeAt(0) === SPACE_EVENTS;

/** End of the tuple component that begins at `at`. */
function componentEnd(key: string, at: number): number {
  for (let end = key.indexOf('\0', at); end >= 0; end = key.indexOf('\0', end + 2))
    if (key[end + 1] === '\0') return end + 2;
  return -1;
}

function componentsEnd(key: string, count: number): number {
  let at = 1;
  for (let i = 0; i < count && at > 0; i += 1) at = componentEnd(key, at);
  return at;
}

/** @returns how much of a key is its bucket; -1 when it is no key of ours */
function bucketLength(key: string): number {
  switch (key.charCodeAt(0)) {
    case SPACE_GROUP:
    case SPACE_EVENTS:
      return key.length < 9 ? -1 : 9;
    case SPACE_PLACEMENT:
      return 1;
    case SPACE_RUNS:
      return componentsEnd(key, 3);
    case SPACE_LINE_INDEX:
      return componentsEnd(key, 1);
    case SPACE_PLAIN_HASH:
      return key.length < 3 ? -1 : 3;
    default:
      return -1;
  }
}

const isLineIndex = (bucket: BucketId): boolean => bucket.charCodeAt(0) === SPACE_LINE_INDEX;

export const assertBucket = (bucket: BucketId): void =>
  assert(
    bucketLength(bucket) === bucket.length,
    `${Buffer.from(bucket, 'latin1').toString('hex')} is no bucket`,
  );

// --- tables ---

export function metaKey(group: GroupId): Uint8Array {
  const key = new Uint8Array(9);
  key[0] = TABLE_META;
  writeU53(key, 1, group);
  return key;
}

export const METAS: Range = { gte: Uint8Array.of(TABLE_META), lt: Uint8Array.of(TABLE_META + 1) };

export const decodeMetaKey = (key: Uint8Array): GroupId | undefined =>
  key.length === 9 ? readU53(key, 1) : undefined;

// --- staged ---

const STAGED_BYTES = 9;

function stagedPrefix(group: GroupId): Uint8Array {
  const prefix = new Uint8Array(STAGED_BYTES);
  prefix[0] = TABLE_STAGED;
  writeU53(prefix, 1, group);
  return prefix;
}

/** Where what a snapshot will put at `key` waits. */
export function stagedKey(group: GroupId, key: Uint8Array): Uint8Array {
  const staged = new Uint8Array(STAGED_BYTES + key.length);
  staged.set(stagedPrefix(group));
  staged.set(key, STAGED_BYTES);
  return staged;
}

/** Of a staged key. */
export const unstagedKey = (staged: Uint8Array): Uint8Array => staged.subarray(STAGED_BYTES);

export const stagedGroup = (staged: Uint8Array): GroupId | undefined =>
  staged.length <= STAGED_BYTES ? undefined : readU53(staged, 1);

export const STAGED: Range = { gte: Uint8Array.of(TABLE_STAGED), lt: Uint8Array.of(TABLE_STAGED + 1) };

export const stagedRange = (group: GroupId): Range => ({
  gte: stagedPrefix(group),
  lt: stagedPrefix(group + 1),
});

/** Digests and rows, in the order in which they were sent. */
export const stagedRows = (group: GroupId): Range => ({
  gte: stagedKey(group, Uint8Array.of(TABLE_DIGESTS)),
  lt: stagedKey(group, Uint8Array.of(TABLE_ROWS + 1)),
});

/** Where a row of a bucket stands, after the bucket. */
const placeOf = (bucket: BucketId, row: RowKey): string =>
  isLineIndex(bucket) ? row.slice(1) + row.slice(0, 1) : row;

export const rowKey = (bucket: BucketId, row: RowKey): Uint8Array =>
  fromLatin1(byteOf(TABLE_ROWS) + bucket + placeOf(bucket, row));

/** @returns undefined when it is no key of ours */
export function decodeRowKey(key: Uint8Array): { bucket: BucketId; row: RowKey } | undefined {
  const text = toLatin1(key.subarray(1));
  const length = bucketLength(text);
  if (length < 0) return undefined;
  const bucket = text.slice(0, length);
  const place = text.slice(length);
  return { bucket, row: isLineIndex(bucket) ? place.slice(-1) + place.slice(0, -1) : place };
}

/** Where a bucket's digest stands. Of the rows of a line's index that lie in a range beginning within the line: at the
 *  beginning of the range, so that the two groups' digests stand apart. */
export function digestKey(bucket: BucketId, range: KeyRange): Uint8Array {
  const start = lineIndexStart(range);
  const straddles = isLineIndex(bucket) && start.length > bucket.length && start.startsWith(bucket);
  return fromLatin1(byteOf(TABLE_DIGESTS) + (straddles ? start : bucket));
}

/** The bucket of a digest row. */
export function decodeDigestKey(key: Uint8Array): BucketId | undefined {
  const text = toLatin1(key.subarray(1));
  const length = bucketLength(text);
  return length < 0 ? undefined : text.slice(0, length);
}

// --- what a group owns ---

/** Keys of buckets and places, without the table byte; latin1. */
export interface Span {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}

/** Where the range's rows of line indexes begin. */
function lineIndexStart(range: KeyRange): string {
  const start = toLatin1(range.start);
  return start.charCodeAt(0) === SPACE_LINES ? byteOf(SPACE_LINE_INDEX) + start.slice(1) : '';
}

/** The index of the line that a range beginning here cuts in two; undefined when it begins between lines. */
export function lineIndexAt(start: Uint8Array): BucketId | undefined {
  const key = lineIndexStart({ start, end: start });
  const length = key === '' ? -1 : bucketLength(key);
  return length < 0 || length === key.length ? undefined : key.slice(0, length);
}

const groupBytes = (space: number, group: GroupId): string => {
  const bytes = new Uint8Array(9);
  bytes[0] = space;
  writeU53(bytes, 1, group);
  return toLatin1(bytes);
};

const prefixSpan = (prefix: string): Span => ({
  from: prefix,
  to: toLatin1(prefixEnd(fromLatin1(prefix))),
});

/** The part of the range within the lines' space, as rows of `space`. */
function linesSpan(range: KeyRange, space: number): Span | undefined {
  const low = byteOf(SPACE_LINES);
  const high = byteOf(SPACE_LINES + 1);
  const start = toLatin1(range.start);
  const end = range.end.length === 0 ? high : toLatin1(range.end);
  const [, from = ''] = [start, low].sort(byBytes);
  const [to = ''] = [end, high].sort(byBytes);
  if (from >= to) return undefined;
  const moved = (key: string) => (key === high ? byteOf(space + 1) : byteOf(space) + key.slice(1));
  return { from: moved(from), to: moved(to) };
}

/** Everything a group owns, in key order. Plain keys are hashed over all of their space, so they go with its beginning. */
export function ownedSpans(group: GroupId, range: KeyRange): readonly Span[] {
  const spans = [prefixSpan(groupBytes(SPACE_GROUP, group))];
  if (group === PLACEMENT_GROUP) spans.push(prefixSpan(byteOf(SPACE_PLACEMENT)));
  else {
    for (const space of [SPACE_RUNS, SPACE_LINE_INDEX]) {
      const span = linesSpan(range, space);
      if (span !== undefined) spans.push(span);
    }
    const plain = byteOf(SPACE_PLAIN);
    const end = toLatin1(range.end);
    if (toLatin1(range.start) <= plain && (end === '' || plain < end))
      spans.push(prefixSpan(byteOf(SPACE_PLAIN_HASH)));
  }
  spans.push(prefixSpan(groupBytes(SPACE_EVENTS, group)));
  return spans;
}

export const tableRange = (table: number, span: Span): Range => ({
  gte: fromLatin1(byteOf(table) + span.from),
  lt: fromLatin1(byteOf(table) + span.to),
});

/** The rows of a bucket that a group owns: all of them, but for a line's index that is cut by a split. */
export function bucketSpan(bucket: BucketId, spans: readonly Span[]): Span | undefined {
  const whole = prefixSpan(bucket);
  const part = intersect([whole], spans);
  assert(part.length <= 1, 'a bucket lies in one piece');
  return part[0];
}

/** Whether a row lies in what a group owns. */
export function owns(spans: readonly Span[], bucket: BucketId, row: RowKey): boolean {
  const key = bucket + placeOf(bucket, row);
  return spans.some(({ from, to }) => from <= key && key < to);
}

export function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const x of a) {
    for (const y of b) {
      const from = x.from > y.from ? x.from : y.from;
      const to = x.to < y.to ? x.to : y.to;
      if (from < to) spans.push({ from, to });
    }
  }
  return spans;
}

/** Whether any of the one lies in the other: compared for every group of a node at each install, hence without making spans. */
export function meet(a: readonly Span[], b: readonly Span[]): boolean {
  for (const x of a)
    for (const y of b) if (x.from < y.to && y.from < x.to && x.from < x.to && y.from < y.to) return true;
  return false;
}

/** `spans` without what any of `others` holds. */
export function subtract(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left = [...spans];
  for (const other of others) {
    left = left.flatMap(({ from, to }) => {
      if (other.to <= from || to <= other.from) return [{ from, to }];
      const parts: Span[] = [];
      if (from < other.from) parts.push({ from, to: other.from });
      if (other.to < to) parts.push({ from: other.to, to });
      return parts;
    });
  }
  return left;
}
