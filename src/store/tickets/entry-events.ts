/** What one entry changed, gathered while it is applied and written as one row: a transactional outbox. The n-th event of the
 *  row has the id `recovery epoch:group:index:n`, the same on every replica and for ever. */
import { pb } from '../../proto/index.js';

export interface EventRun {
  readonly line: string;
  readonly train: string;
  readonly date: string;
}

export class EntryEvents {
  private readonly runs: EventRun[] = [];
  private readonly numbers = new Map<EventRun, number>();
  private readonly events: pb.EventRow.Event.$Properties[] = [];

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  /** @param run the same object for the same run */
  add(kind: pb.EventKind, run: EventRun, caller: string, orderId?: string, passengers?: string[]): void {
    let number = this.numbers.get(run);
    if (number === undefined) {
      number = this.runs.push({ line: run.line, train: run.train, date: run.date }) - 1;
      this.numbers.set(run, number);
    }
    const event: pb.EventRow.Event.$Properties = { kind, run: number, caller };
    if (orderId !== undefined) event.orderId = orderId;
    if (passengers !== undefined) event.passengers = passengers;
    this.events.push(event);
  }

  addKey(kind: pb.EventKind, key: string, caller: string): void {
    this.events.push({ kind, key, caller });
  }

  encode(timeMs: number): Uint8Array {
    return pb.EventRow.encode({ timeMs, runs: this.runs, events: this.events }).finish();
  }
}
