/** What an audit makes of one replica's rows, by code of its own: it shares only the row formats with the store. */
import { createHash } from 'node:crypto';
import type { ReplicaChunk } from '../../../src/client/index.js';
import { pb } from '../../../src/proto/index.js';

/** An order as the rows hold it. */
export interface FoundOrder {
  readonly id: string;
  readonly caller: string;
  readonly run: string;
  readonly class: string;
  readonly fromStop: number;
  readonly toStop: number;
  readonly deadlineMs: number;
  readonly tickets: readonly { readonly passenger: string; readonly seat: number; readonly state: string }[];
}

export interface FoundRun {
  plan: pb.Publish.$Properties | undefined;
  /** Per class: taken[seat][segment], from the inventory row alone. */
  readonly taken: Map<string, boolean[][]>;
  readonly orders: FoundOrder[];
  /** Ids whose row says that they were refused or abandoned. */
  readonly refused: Set<string>;
}

export interface ReplicaRows {
  readonly index: number;
  readonly rows: number;
  /** Of every key and value in order: two replicas at one index must give the same. */
  readonly sha256: string;
  readonly runs: ReadonlyMap<string, FoundRun>;
}

/** By TicketState of the rows. */
const STATES = ['?', 'held', 'sold', 'expired', 'cancelled', 'refunded'];
/** A row's key begins with its table, then with the space of its bucket. */
const ROWS_TABLE = 0x03;
const RUN_SPACE = 0x10;

/** Reads escaped components (00 as 00 FF, ended by 00 00) from `at` on. */
function component(key: Uint8Array, at: number): { text: string; next: number } {
  const bytes: number[] = [];
  for (let i = at; ; i += 1) {
    const byte = key[i];
    if (byte === undefined)
      throw new Error(`a component of key ${Buffer.from(key).toString('hex')} has no end`);
    if (byte !== 0) bytes.push(byte);
    else if (key[i + 1] === 0xff) bytes.push(0);
    else return { text: Buffer.from(bytes).toString('utf8'), next: i + 2 };
    if (byte === 0) i += 1;
  }
}

function components(key: Uint8Array, at: number, count: number): { texts: string[]; next: number } {
  const texts: string[] = [];
  let next = at;
  for (let i = 0; i < count; i += 1) {
    const part = component(key, next);
    texts.push(part.text);
    next = part.next;
  }
  return { texts, next };
}

function inventoryBits(row: pb.InventoryRow): boolean[][] {
  const bytesPerSeat = Math.ceil(row.segments / 8);
  return Array.from({ length: row.seats }, (_, seat) =>
    Array.from({ length: row.segments }, (_, segment) => {
      const byte = row.taken[seat * bytesPerSeat + (segment >> 3)] ?? 0;
      return ((byte >> (segment & 7)) & 1) === 1;
    }),
  );
}

function foundOrder(id: string, caller: string, run: string, order: pb.OrderRow.$Properties): FoundOrder {
  return {
    id,
    caller,
    run,
    class: order.class ?? '',
    fromStop: order.fromStop ?? 0,
    toStop: order.toStop ?? 0,
    deadlineMs: order.deadlineMs ?? 0,
    tickets: (order.passengers ?? []).map((passenger, i) => ({
      passenger,
      seat: order.seats?.[i] ?? -1,
      state: STATES[order.states?.[i] ?? 0] ?? '?',
    })),
  };
}

function takeRow(runs: Map<string, FoundRun>, key: Uint8Array, value: Uint8Array): void {
  if (key[0] !== ROWS_TABLE || key[1] !== RUN_SPACE) return;
  const { texts, next } = components(key, 2, 3);
  const name = texts.join('/');
  let run = runs.get(name);
  if (run === undefined) {
    run = { plan: undefined, taken: new Map(), orders: [], refused: new Set() };
    runs.set(name, run);
  }
  const kind = String.fromCharCode(key[next] ?? 0);
  if (kind === 'p') run.plan = pb.RunRow.decode(value).plan ?? undefined;
  else if (kind === 'i')
    run.taken.set(component(key, next + 1).text, inventoryBits(pb.InventoryRow.decode(value)));
  else if (kind === 'r') {
    const [caller, id] = components(key, next + 1, 2).texts as [string, string];
    const row = pb.RequestRow.decode(value);
    if (row.order) run.orders.push(foundOrder(id, caller, name, row.order));
    else if (row.abandoned || (row.answer && pb.Answer.decode(row.answer).refusal)) run.refused.add(id);
  }
}

export async function readReplica(chunks: AsyncIterable<ReplicaChunk>): Promise<ReplicaRows> {
  const hash = createHash('sha256');
  const runs = new Map<string, FoundRun>();
  let index = 0;
  let rows = 0;
  let whole = false;
  const length = Buffer.alloc(8);
  for await (const chunk of chunks) {
    if (chunk.header) index = chunk.header.index;
    for (const { key, value } of chunk.rows) {
      length.writeUInt32BE(key.length, 0);
      length.writeUInt32BE(value.length, 4);
      hash.update(length).update(key).update(value);
      takeRow(runs, key, value);
      rows += 1;
    }
    if (chunk.footer) {
      if (chunk.footer.rows !== rows)
        throw new Error(`${chunk.footer.rows} rows announced, ${rows} received`);
      whole = true;
    }
  }
  if (!whole) throw new Error('the replica ended before its footer');
  return { index, rows, sha256: hash.digest('hex'), runs };
}
