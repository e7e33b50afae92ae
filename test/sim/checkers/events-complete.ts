/** EventsComplete: the row of events that an entry writes lists all that the entry changed, in order, and nothing else. Rows are
 *  read from the store of the replica that applied the entry first, those not yet checkpointed included. */
import { pb } from '../../../src/proto/index.js';
import { eventRow, eventsBucket } from '../../../src/store/tickets/buckets.js';
import type { World } from '../world.js';
import type { Fail } from './books.js';
import type { CanonCommand, CanonEntry, CanonListener } from './canon.js';

type Kinds = Map<number, number>;

/** An expiry answers nobody; publishing and opening again change nothing the second time. */
const NOT_ANSWERS: ReadonlySet<number> = new Set([
  pb.EventKind.EVENT_KIND_EXPIRED,
  pb.EventKind.EVENT_KIND_PUBLISHED,
  pb.EventKind.EVENT_KIND_SALE_OPENED,
  pb.EventKind.EVENT_KIND_SALE_CLOSED,
]);

export class EventsComplete implements CanonListener {
  constructor(
    private readonly world: () => World | undefined,
    private readonly fail: Fail,
  ) {}

  entry(entry: CanonEntry): void {
    const expected = expectedOf(entry.commands);
    const replica = this.world()?.node(entry.node).replica(entry.group);
    if (replica === undefined) return;
    const bucket = eventsBucket(entry.group);
    let row: Uint8Array | undefined;
    for (const [key, value] of replica.state.bucket(bucket)?.changes() ?? [])
      if (key === eventRow(entry.index)) row = value;
    const found: Kinds = new Map();
    for (const { kind } of row === undefined ? [] : (pb.EventRow.decode(row).events ?? []))
      found.set(kind ?? 0, (found.get(kind ?? 0) ?? 0) + 1);
    for (const kind of new Set([...expected.keys(), ...found.keys()])) {
      if (NOT_ANSWERS.has(kind) || expected.get(kind) === found.get(kind)) continue;
      this.fail(
        'EventsComplete',
        `group ${entry.group}, entry ${entry.index}: ${found.get(kind) ?? 0} events of kind ${pb.EventKind[kind]}, ${expected.get(kind) ?? 0} changes`,
      );
    }
  }
}

function expectedOf(commands: readonly CanonCommand[]): Kinds {
  const kinds: Kinds = new Map();
  for (const { command, answer } of commands) {
    if (command === undefined || answer.refusal || answer.repeated === true) continue;
    const kind = kindOf(command, answer);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

function kindOf(command: pb.Command.$Properties, answer: pb.Answer.$Properties): pb.EventKind | undefined {
  const { EventKind } = pb;
  if (command.purchase)
    return (command.purchase.holdMs ?? 0) > 0 ? EventKind.EVENT_KIND_HELD : EventKind.EVENT_KIND_SOLD;
  if (command.confirm) return EventKind.EVENT_KIND_CONFIRMED;
  if (command.cancel) return EventKind.EVENT_KIND_CANCELLED;
  if (command.refund) return EventKind.EVENT_KIND_REFUNDED;
  if (command.kvDelete) return answer.kv?.found === true ? EventKind.EVENT_KIND_KEY_DELETED : undefined;
  if (command.kvPut || command.kvCompareAndSet || command.kvDecrement) return EventKind.EVENT_KIND_KEY_SET;
  return undefined;
}
