/** One run, decoded: its plan, the inventory of each class, its request ids and orders. Made from its rows and written back
 *  to them at `flush`. What is derived (who holds a seat, which holds wait) is rebuilt from the orders and must agree with the
 *  inventory rows. */
import { pb } from '../../proto/index.js';
import { decodeKey } from '../../proto/keys.js';
import type { BucketId, RowKey, Rows } from '../bucket.js';
import { inventoryRow, ROW_RUN, rowComponents } from './buckets.js';
import { damage } from './damage.js';
import { dueHeap } from './heap.js';
import { assert, present } from './invariant.js';
import { Inventory } from './inventory.js';
import { decodeTaken, encodeTaken } from './inventory-row.js';
import { HELD, isLive, moveTicket, type Order, SOLD, type TicketState } from './order.js';
import { type RequestRecord, RequestTable } from './request-table.js';
import { RunPlan } from './run-plan.js';

export type OrderRecord = RequestRecord & {
  readonly outcome: { readonly kind: 'order'; readonly order: Order };
};

export function isOrder(record: RequestRecord | undefined): record is OrderRecord {
  return record?.outcome.kind === 'order';
}

export class Run {
  readonly line: string;
  readonly train: string;
  readonly date: string;
  plan: RunPlan | undefined;
  closed = false;
  readonly classes = new Map<string, Inventory>();
  readonly requests = new RequestTable();
  /** Who has a live ticket, and in which order. */
  readonly passengers = new Map<string, OrderRecord>();
  private readonly holds = dueHeap();
  private readonly dirtyClasses = new Set<string>();
  private dirtyPlan = false;
  /** For `trim`: when it was last wanted, by a counter. */
  lastUsed = 0;

  constructor(readonly bucket: BucketId) {
    const [line, train, date] = decodeKey(Buffer.from(bucket, 'latin1')).components;
    this.line = line ?? '';
    this.train = train ?? '';
    this.date = date ?? '';
  }

  get isDirty(): boolean {
    return this.dirtyPlan || this.dirtyClasses.size > 0 || this.requests.isDirty;
  }

  get bytes(): number {
    let bytes = 2048 + this.requests.bytes;
    for (const { published, segments } of this.classes.values())
      bytes += 16 * published + 8 * (segments + 1) ** 2;
    return bytes;
  }

  publish(plan: pb.Publish.$Properties): void {
    assert(this.plan === undefined, 'a run was published twice');
    this.usePlan(new RunPlan(plan));
    this.dirtyPlan = true;
    for (const name of this.classes.keys()) this.dirtyClasses.add(name);
  }

  setSale(open: boolean): void {
    this.closed = !open;
    this.dirtyPlan = true;
  }

  private usePlan(plan: RunPlan): void {
    this.plan = plan;
    for (const [name, layout] of plan.layouts) this.classes.set(name, new Inventory(layout, plan.segments));
  }

  classOf(order: Order): Inventory {
    return present(this.classes.get(order.className), 'an order of a class the run does not have');
  }

  // --- orders ---

  /** Takes the seats of a new order and records it under its request id. */
  place(record: OrderRecord): void {
    this.occupy(record);
    this.requests.add(record);
    this.dirtyClasses.add(record.outcome.order.className);
  }

  private occupy(record: OrderRecord): void {
    const { order } = record.outcome;
    const inventory = this.classOf(order);
    let held = false;
    for (const [at, state] of order.states.entries()) {
      if (!isLive(state)) continue;
      inventory.take(order.seats[at]!, order.fromStop, order.toStop, state === HELD ? 'held' : 'sold');
      held ||= state === HELD;
      const passenger = order.passengers[at]!;
      assert(!this.passengers.has(passenger), 'a passenger has two live tickets of one run');
      this.passengers.set(passenger, record);
    }
    if (held) this.holds.push({ atMs: order.deadlineMs, key: record.key });
  }

  confirm(record: OrderRecord): void {
    const { order } = record.outcome;
    for (const at of order.states.keys()) {
      moveTicket(order, at, SOLD);
      this.classOf(order).confirm(order.fromStop, order.toStop);
    }
    this.requests.changed(record);
  }

  /** Ends some tickets and frees their seats. @param keptUntilMs how long the order stays, once no ticket lives */
  end(record: OrderRecord, tickets: Iterable<number>, as: TicketState, keptUntilMs: number): void {
    const { order } = record.outcome;
    const inventory = this.classOf(order);
    for (const at of tickets) {
      const was = order.states[at] === HELD ? 'held' : 'sold';
      moveTicket(order, at, as);
      inventory.release(order.seats[at]!, order.fromStop, order.toStop, was);
      const passenger = order.passengers[at]!;
      assert(
        this.passengers.get(passenger) === record,
        'the ticket that ends is not the live one of its passenger',
      );
      this.passengers.delete(passenger);
    }
    this.dirtyClasses.add(order.className);
    if (order.states.some(isLive)) this.requests.changed(record);
    else this.requests.retire(record, Math.max(record.notAfterMs, keptUntilMs));
  }

  /** The live hold that falls due first, by (deadline, id). */
  firstHold(): OrderRecord | undefined {
    const due = this.holds.firstTrue(({ key }) => this.heldOrder(key) !== undefined);
    return due === undefined ? undefined : this.heldOrder(due.key);
  }

  /** A hold never becomes one again, so its state alone says whether an entry of `holds` is still true. */
  private heldOrder(key: RowKey): OrderRecord | undefined {
    const record = this.requests.get(key);
    return isOrder(record) && record.outcome.order.states[0] === HELD ? record : undefined;
  }

  // --- rows ---

  static adopt(bucket: BucketId, rows: Rows): Run {
    const run = new Run(bucket);
    const planRow = rows.get(ROW_RUN);
    if (planRow !== undefined) {
      const { plan, closed } = pb.RunRow.decode(planRow);
      if (!plan) throw damage('a run row without a plan');
      run.usePlan(new RunPlan(plan));
      run.closed = closed ?? false;
    }
    for (const [key, value] of rows) {
      if (!key.startsWith('r')) continue;
      const [caller, requestId] = rowComponents(key);
      const record = run.requests.adopt(key, value, caller ?? '', requestId ?? '');
      if (isOrder(record)) run.occupy(record);
    }
    run.checkInventory(rows);
    return run;
  }

  /** Each seat and segment has the one owner that its orders name, and the inventory rows say the same. */
  private checkInventory(rows: Rows): void {
    for (const [name, inventory] of this.classes) {
      const row = rows.get(inventoryRow(name));
      if (row === undefined)
        throw damage(`run ${this.train} ${this.date} has no inventory row of class ${name}`);
      const taken = decodeTaken(row, inventory.published, inventory.segments);
      if (Buffer.compare(bytesOf(taken), bytesOf(inventory.taken)) !== 0)
        throw damage(`run ${this.train} ${this.date}: the orders of class ${name} are not its inventory`);
    }
  }

  flush(put: (key: RowKey, value: Uint8Array | undefined) => void): void {
    if (this.dirtyPlan) {
      const { publish } = present(this.plan, 'a run without a plan was changed');
      put(ROW_RUN, pb.RunRow.encode({ plan: publish, closed: this.closed, planVersion: 1 }).finish());
    }
    for (const name of this.dirtyClasses) {
      const inventory = present(this.classes.get(name), 'a class that is not was changed');
      put(inventoryRow(name), encodeTaken(inventory.taken, inventory.published, inventory.segments));
    }
    this.requests.flush(put);
    this.dirtyPlan = false;
    this.dirtyClasses.clear();
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
