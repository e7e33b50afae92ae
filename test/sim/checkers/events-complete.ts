/** EventsComplete: the row of events that an entry writes lists all that the entry changed and nothing else: what commands did by the
 *  books, holds that expired, keys that were set or deleted. Rows are read from the store of the replica that applied the entry
 *  first, those not yet checkpointed included. Listens after the books. */
import { pb } from '../../../src/proto/index.js';
import { eventRow, eventsBucket } from '../../../src/store/tickets/buckets.js';
import type { World } from '../world.js';
import { type Books, changeOf, type Fail, runName } from './books.js';
import type { CanonCommand, CanonEntry, CanonListener } from './canon.js';

export class EventsComplete implements CanonListener {
  constructor(
    private readonly books: Pick<Books, 'changes'>,
    private readonly world: () => World | undefined,
    private readonly fail: Fail,
  ) {}

  entry(entry: CanonEntry): void {
    const replica = this.world()?.node(entry.node).replica(entry.group);
    if (replica === undefined) return;
    const bucket = eventsBucket(entry.group);
    let row: Uint8Array | undefined;
    for (const [key, value] of replica.state.bucket(bucket)?.changes() ?? [])
      if (key === eventRow(entry.index)) row = value;
    const told = (row === undefined ? [] : toldIn(pb.EventRow.decode(row))).sort();
    const changed = [...this.books.changes, ...entry.commands.flatMap(keyChange)].sort();
    const missing = without(changed, told);
    const invented = without(told, changed);
    if (missing.length + invented.length > 0)
      this.fail(
        'EventsComplete',
        `group ${entry.group}, entry ${entry.index}: its events lack [${missing.join(', ')}] and have [${invented.join(', ')}] too much`,
      );
  }
}

function toldIn({ runs, events }: pb.EventRow.$Properties): string[] {
  return (events ?? []).map(({ kind, run, caller, orderId, key }) => {
    const name = (pb.EventKind[kind ?? 0] ?? '').replace('EVENT_KIND_', '');
    if (name === 'KEY_SET' || name === 'KEY_DELETED') return changeOf(name, key ?? '');
    return changeOf(name, runName(runs?.[run ?? 0]), orderId ? `${caller}/${orderId}` : '');
  });
}

function keyChange({ command, answer }: CanonCommand): string[] {
  if (command === undefined || answer.refusal || answer.repeated === true) return [];
  const { kvPut, kvDelete, kvCompareAndSet, kvDecrement } = command;
  if (kvDelete) return answer.kv?.found === true ? [changeOf('KEY_DELETED', kvDelete.key ?? '')] : [];
  const set = kvPut ?? kvCompareAndSet ?? kvDecrement;
  return set ? [changeOf('KEY_SET', set.key ?? '')] : [];
}

/** What of a sorted list is left when each of the others has taken one. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
