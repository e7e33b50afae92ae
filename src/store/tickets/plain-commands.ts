/** Commands on plain keys. A value is bytes; a decrement takes those of a decimal integer. */
import { pb } from '../../proto/index.js';
import type { ApplyingCommand } from './applying.js';
import { plainRow } from './buckets.js';
import type { PlainBucket } from './plain-keys.js';
import { type Result, refuse } from './refusals.js';

const INTEGER = /^-?\d{1,16}$/;

function set(at: ApplyingCommand, bucket: PlainBucket, key: string, value: Uint8Array | undefined): void {
  const row = plainRow(key);
  bucket.set(row, value);
  at.state.plainOrder.change(row, value !== undefined);
  at.state.touch(bucket);
  const { EVENT_KIND_KEY_SET, EVENT_KIND_KEY_DELETED } = pb.EventKind;
  at.events.addKey(value === undefined ? EVENT_KIND_KEY_DELETED : EVENT_KIND_KEY_SET, key, at.caller);
}

/** Commands come as views into their entry: what stays is a copy. */
const copy = (bytes: Uint8Array | null | undefined): Uint8Array => new Uint8Array(bytes ?? []);

export function kvPut(at: ApplyingCommand, bucket: PlainBucket, command: pb.KvPut.$Properties): Result {
  set(at, bucket, command.key ?? '', copy(command.value));
  return { kv: { found: true } };
}

/** Done, whether or not there was such a key; `found` says which. */
export function kvDelete(at: ApplyingCommand, bucket: PlainBucket, command: pb.KvDelete.$Properties): Result {
  const key = command.key ?? '';
  const found = bucket.values.has(plainRow(key));
  if (found) set(at, bucket, key, undefined);
  return { kv: { found } };
}

export function kvCompareAndSet(
  at: ApplyingCommand,
  bucket: PlainBucket,
  command: pb.KvCompareAndSet.$Properties,
): Result {
  const key = command.key ?? '';
  const present = bucket.values.get(plainRow(key));
  const matches = command.expectAbsent
    ? present === undefined
    : present !== undefined && Buffer.compare(present, command.expected ?? new Uint8Array()) === 0;
  if (!matches) {
    const kv = present === undefined ? { found: false } : { found: true, value: present };
    return { ...refuse('CAS_MISMATCH'), kv };
  }
  set(at, bucket, key, copy(command.value));
  return { kv: { found: true } };
}

export function kvDecrement(
  at: ApplyingCommand,
  bucket: PlainBucket,
  command: pb.KvDecrement.$Properties,
): Result {
  const key = command.key ?? '';
  const present = bucket.values.get(plainRow(key));
  if (present === undefined) return refuse('KEY_NOT_FOUND');
  const text = Buffer.from(present).toString('latin1');
  const number = INTEGER.test(text) ? Number(text) : Number.NaN;
  const next = number - (command.by ?? 0);
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(next)) return refuse('NOT_A_NUMBER');
  if (next < (command.floor ?? 0)) return { ...refuse('BELOW_FLOOR'), kv: { found: true, value: present } };
  const value = new Uint8Array(Buffer.from(String(next)));
  set(at, bucket, key, value);
  return { kv: { found: true, value } };
}
