/** Request ids and what became of them, under one run or one hash bucket of plain keys. The record of a successful purchase
 *  is the order itself. Records that nobody may ask for any more are swept, oldest first, a few a command. */
import { pb } from '../../proto/index.js';
import type { RowKey } from '../bucket.js';
import type { CommandHash } from './command-hash.js';
import { damage } from './damage.js';
import { dueHeap } from './heap.js';
import { assert } from './invariant.js';
import { isTicketState, type Order } from './order.js';

export type Outcome =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'abandoned' };

export interface RequestRecord {
  readonly key: RowKey;
  readonly caller: string;
  readonly requestId: string;
  readonly hash: CommandHash;
  readonly notAfterMs: number;
  readonly group: number;
  readonly index: number;
  readonly outcome: Outcome;
  /** May be swept later than this; 0: an order that lives. */
  untilMs: number;
}

/** What one record is taken to weigh in memory. */
const RECORD_BYTES = 600;

export class RequestTable {
  private readonly records = new Map<RowKey, RequestRecord>();
  private readonly old = dueHeap();
  private readonly dirty = new Set<RowKey>();

  get(key: RowKey): RequestRecord | undefined {
    return this.records.get(key);
  }

  values(): IterableIterator<RequestRecord> {
    return this.records.values();
  }

  get bytes(): number {
    return this.records.size * RECORD_BYTES;
  }

  get isDirty(): boolean {
    return this.dirty.size > 0;
  }

  add(record: RequestRecord): void {
    assert(!this.records.has(record.key), 'a request id was recorded twice');
    this.records.set(record.key, record);
    this.dirty.add(record.key);
    if (record.untilMs > 0) this.old.push({ atMs: record.untilMs, key: record.key });
  }

  changed(record: RequestRecord): void {
    this.dirty.add(record.key);
  }

  /** The order of the record has ended. */
  retire(record: RequestRecord, untilMs: number): void {
    assert(record.untilMs === 0, 'an order ended twice');
    record.untilMs = untilMs;
    this.old.push({ atMs: untilMs, key: record.key });
    this.dirty.add(record.key);
  }

  /** A copy of the request may still come until then. No matter for an order that lives. */
  keepUntil(record: RequestRecord, untilMs: number): void {
    if (record.untilMs === 0 || untilMs <= record.untilMs) return;
    record.untilMs = untilMs; // its entry in the heap is put right when it comes up
    this.dirty.add(record.key);
  }

  /** Forgets up to `max` records whose time has passed. Which ones depends only on their times: a heap made anew after a
   *  restart holds other entries for records that were kept longer. */
  sweep(nowMs: number, max: number): void {
    for (let swept = 0; swept < max; ) {
      const top = this.old.peek();
      if (top === undefined || top.atMs >= nowMs) return;
      this.old.pop();
      const untilMs = this.records.get(top.key)?.untilMs ?? 0;
      if (untilMs > top.atMs) {
        this.old.push({ atMs: untilMs, key: top.key });
        continue;
      }
      this.records.delete(top.key);
      this.dirty.add(top.key);
      swept += 1;
    }
  }

  /** A row as it was loaded. @throws StoreError DAMAGED */
  adopt(key: RowKey, value: Uint8Array, caller: string, requestId: string): RequestRecord {
    const row = pb.RequestRow.decode(value);
    const record: RequestRecord = {
      key,
      caller,
      requestId,
      hash: { low: row.hashLow ?? 0, high: row.hashHigh ?? 0 },
      notAfterMs: row.notAfterMs ?? 0,
      group: row.group ?? 0,
      index: row.index ?? 0,
      outcome: outcomeOf(row),
      untilMs: row.untilMs ?? 0,
    };
    this.records.set(key, record);
    if (record.untilMs > 0) this.old.push({ atMs: record.untilMs, key });
    return record;
  }

  flush(put: (key: RowKey, value: Uint8Array | undefined) => void): void {
    for (const key of this.dirty) {
      const record = this.records.get(key);
      put(key, record === undefined ? undefined : encodeRecord(record));
    }
    this.dirty.clear();
  }
}

function outcomeOf(row: pb.RequestRow.$Properties): Outcome {
  if (row.order) return { kind: 'order', order: decodeOrder(row.order) };
  if (row.abandoned) return { kind: 'abandoned' };
  if (row.answer) return { kind: 'answer', bytes: new Uint8Array(row.answer) };
  throw damage('a request row without an outcome');
}

function decodeOrder(row: pb.OrderRow.$Properties): Order {
  const states = [...(row.states ?? [])];
  const passengers = row.passengers ?? [];
  const seats = row.seats ?? [];
  if (!states.every(isTicketState)) throw damage('an order row with an unknown ticket state');
  if (states.length === 0 || passengers.length !== states.length || seats.length !== states.length)
    throw damage('an order row whose passengers, seats and states do not match');
  return {
    className: row.class ?? '',
    fromStop: row.fromStop ?? 0,
    toStop: row.toStop ?? 0,
    createdMs: row.createdMs ?? 0,
    deadlineMs: row.deadlineMs ?? 0,
    passengers,
    seats,
    states,
  };
}

function encodeRecord(record: RequestRecord): Uint8Array {
  const { hash, notAfterMs, group, index, untilMs, outcome } = record;
  const row: pb.RequestRow.$Properties = {
    hashLow: hash.low,
    hashHigh: hash.high,
    notAfterMs,
    group,
    index,
    untilMs,
  };
  switch (outcome.kind) {
    case 'order':
      row.order = encodeOrder(outcome.order);
      break;
    case 'answer':
      row.answer = outcome.bytes;
      break;
    case 'abandoned':
      row.abandoned = true;
      break;
  }
  return pb.RequestRow.encode(row).finish();
}

function encodeOrder(order: Order): pb.OrderRow.$Properties {
  const { className, fromStop, toStop, createdMs, deadlineMs, passengers, seats, states } = order;
  return {
    class: className,
    fromStop,
    toStop,
    createdMs,
    deadlineMs,
    passengers: [...passengers],
    seats: [...seats],
    states: Uint8Array.from(states),
  };
}
