/** A node's directory as lines that a person can read: every key, what it means, and whether it is what was written. */
import type { GroupId } from '../raft/ids.js';
import { decodeBucketDigest } from './bucket-digest.js';
import { formatDigest } from './digest.js';
import type { Disk } from './engine.js';
import { decodeGroupMeta } from './group-meta.js';
import {
  decodeEntry,
  decodeEntryKey,
  decodeGroupRecord,
  decodeRecordKey,
  ENTRIES,
  HEAD_KEY,
  RECORDS,
  unsealHead,
} from './log-layout.js';
import {
  decodeDigestKey,
  decodeMetaKey,
  decodeRowKey,
  METAS,
  ownedSpans,
  type Span,
  STAGED,
  stagedGroup,
  stagedRange,
  TABLE_DIGESTS,
  TABLE_ROWS,
  tableRange,
  unstagedKey,
} from './physical-key.js';
import { decodeDamage, decodeRecovery, decodeTombstone } from './replica-records.js';
import { scanAll } from './scan-all.js';
import { unseal } from './sealed.js';
import { decodeIntent } from './snapshot-install.js';

export interface DumpedRow {
  readonly database: 'log' | 'state';
  readonly table: 'head' | 'record' | 'entry' | 'meta' | 'digest' | 'row' | 'staged';
  /** Known for all but rows. */
  readonly group: GroupId | undefined;
  readonly key: string;
  readonly value: string;
  /** False: not what was written. */
  readonly whole: boolean;
  /** The bytes of an entry or row as they were given to the store, for a reader who knows their format. */
  readonly bytes: Uint8Array;
}

const CHUNK_BYTES = 1 << 20;
const SHOWN_BYTES = 48;

/** Printable ASCII as it is, the rest as \xNN. */
function printable(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    out +=
      code >= 0x20 && code < 0x7f && code !== 0x5c ? text[at]! : `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return out;
}

const shown = (bytes: Uint8Array): string => {
  const text = printable(Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString('latin1'));
  return bytes.length > SHOWN_BYTES ? `${text}... (${bytes.length} bytes)` : text;
};

/** @throws StoreError LOCKED, NOT_FOUND */
export async function* dumpLog(disk: Disk, group?: GroupId): AsyncGenerator<DumpedRow, void> {
  const engine = await disk.openEngine('log', { create: false });
  try {
    const [headValue] = await engine.getMany([HEAD_KEY]);
    const head = headValue === undefined ? undefined : unsealHead(headValue);
    const base = { database: 'log' as const, bytes: new Uint8Array(0) };
    yield {
      ...base,
      table: 'head',
      group: undefined,
      key: 'head',
      value:
        head === undefined ? 'missing or damaged' : `seq ${head.seq} digest ${formatDigest(head.digest)}`,
      whole: head !== undefined,
    };
    const chains = new Map<GroupId, number>();
    for await (const pairs of scanAll(engine, RECORDS, CHUNK_BYTES)) {
      for (const { key, value } of pairs) {
        const of = decodeRecordKey(key);
        const bytes = unseal(key, value);
        const record = bytes !== undefined && of?.kind === 'group' ? decodeGroupRecord(bytes) : undefined;
        if (of !== undefined && record !== undefined) chains.set(of.group, record.start.chain);
        if (group !== undefined && of?.group !== group) continue;
        yield {
          ...base,
          table: 'record',
          group: of?.group,
          key: of === undefined ? printable(Buffer.from(key).toString('latin1')) : `${of.kind} ${of.group}`,
          value: bytes === undefined || of === undefined ? 'damaged' : recordText(of.kind, bytes),
          whole: bytes !== undefined,
        };
      }
    }
    for await (const pairs of scanAll(engine, ENTRIES, CHUNK_BYTES)) {
      for (const { key, value } of pairs) {
        const at = decodeEntryKey(key);
        if (at === undefined) continue;
        const found = decodeEntry(key, value, chains.get(at.group) ?? 0);
        if (found !== undefined) chains.set(at.group, found.chain);
        if (group !== undefined && at.group !== group) continue;
        yield {
          ...base,
          table: 'entry',
          group: at.group,
          key: `${at.group}/${at.index}`,
          value:
            found === undefined
              ? 'does not follow the entry before it'
              : `term ${found.entry.term} ${found.entry.type} ${shown(found.entry.data)}`,
          whole: found !== undefined,
          bytes: found?.entry.data ?? new Uint8Array(0),
        };
      }
    }
  } finally {
    await engine.close();
  }
}

function recordText(kind: string, bytes: Uint8Array): string {
  if (kind === 'group') return JSON.stringify(decodeGroupRecord(bytes));
  if (kind === 'tombstone') return `replicas below ${decodeTombstone(bytes)} are refused`;
  if (kind === 'damage') return decodeDamage(bytes);
  if (kind === 'recovery') return JSON.stringify(decodeRecovery(bytes));
  const { replica, index } = decodeIntent(bytes);
  return `replica ${replica} puts its staged snapshot at ${index} in place`;
}

/** @param group only what this group owns; all when absent
 *  @throws StoreError LOCKED, NOT_FOUND */
export async function* dumpState(disk: Disk, group?: GroupId): AsyncGenerator<DumpedRow, void> {
  const engine = await disk.openEngine('state', { create: false });
  try {
    let spans: readonly Span[] = [{ from: '', to: '\u00ff' }];
    for await (const pairs of scanAll(engine, METAS, CHUNK_BYTES)) {
      for (const { key, value } of pairs) {
        const of = decodeMetaKey(key);
        const bytes = unseal(key, value);
        const meta = bytes === undefined ? undefined : decodeGroupMeta(bytes);
        if (group !== undefined && of !== group) continue;
        if (group !== undefined && meta !== undefined) spans = ownedSpans(group, meta.range);
        const text = (range: Uint8Array) => printable(Buffer.from(range).toString('latin1'));
        const named = meta && {
          ...meta,
          range: { start: text(meta.range.start), end: text(meta.range.end) },
        };
        yield {
          database: 'state',
          table: 'meta',
          group: of,
          key: `group ${of}`,
          value: named === undefined ? 'damaged' : JSON.stringify({ ...named, host: shown(named.host) }),
          whole: named !== undefined,
          bytes: new Uint8Array(0),
        };
      }
    }
    for (const table of [TABLE_DIGESTS, TABLE_ROWS])
      for (const span of spans)
        for await (const pairs of scanAll(engine, tableRange(table, span), CHUNK_BYTES))
          for (const { key, value } of pairs)
            yield table === TABLE_DIGESTS
              ? digestRow(key, unseal(key, value))
              : plainRow(key, unseal(key, value));
    const staged = group === undefined ? STAGED : stagedRange(group);
    for await (const pairs of scanAll(engine, staged, CHUNK_BYTES))
      for (const { key, value } of pairs) yield stagedRow(key, unseal(key, value));
  } finally {
    await engine.close();
  }
}

function digestRow(key: Uint8Array, bytes: Uint8Array | undefined): DumpedRow {
  const bucket = decodeDigestKey(key);
  const digest = bytes === undefined ? undefined : decodeBucketDigest(bytes);
  return {
    database: 'state',
    table: 'digest',
    group: undefined,
    key: printable(bucket ?? Buffer.from(key).toString('latin1')),
    value: digest === undefined ? 'damaged' : `${digest.rows} rows, ${formatDigest(digest.digest)}`,
    whole: digest !== undefined && bucket !== undefined,
    bytes: bytes ?? new Uint8Array(0),
  };
}

function plainRow(key: Uint8Array, bytes: Uint8Array | undefined): DumpedRow {
  const at = decodeRowKey(key);
  const name = at === undefined ? Buffer.from(key).toString('latin1') : `${at.bucket} | ${at.row}`;
  return {
    database: 'state',
    table: 'row',
    group: undefined,
    key: printable(name),
    value: bytes === undefined ? 'damaged' : shown(bytes),
    whole: bytes !== undefined && at !== undefined,
    bytes: bytes ?? new Uint8Array(0),
  };
}

/** What waits to take the place of the row that it names. */
function stagedRow(key: Uint8Array, bytes: Uint8Array | undefined): DumpedRow {
  const group = stagedGroup(key);
  const to = unstagedKey(key);
  const row = to[0] === TABLE_DIGESTS ? digestRow(to, bytes) : plainRow(to, bytes);
  const whole = to[0] !== TABLE_DIGESTS && to[0] !== TABLE_ROWS;
  return {
    ...row,
    table: 'staged',
    group,
    key: `group ${group ?? '?'}: ${whole ? 'it is whole' : row.key}`,
    whole: whole ? bytes !== undefined : row.whole,
  };
}
