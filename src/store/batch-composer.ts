/** Turns what groups submitted into the operations of one batch, and into what memory learns once the batch is durable.
 *  Composes while no other batch is under way, so the logs in memory are the state it builds on. */
import type { GroupId, LogIndex, ReplicaId } from '../raft/ids.js';
import type { Entry, HardState } from '../raft/message.js';
import type { Op } from './engine.js';
import type { GroupLog } from './group-log.js';
import { assert } from './invariant.js';
import {
  encodeEntry,
  encodeGroupRecord,
  entryDiskBytes,
  entryKey,
  firstChain,
  type GroupRecord,
  type LogStart,
} from './log-layout.js';
import type { GroupWrite } from './log-store.js';
import type { RecordTable } from './record-table.js';

/** What happens to a log in memory once the batch is durable, in order. */
type Step =
  | { readonly kind: 'reset'; readonly start: LogStart }
  | { readonly kind: 'append'; readonly entries: readonly Entry[]; readonly chains: readonly number[] }
  | { readonly kind: 'compact'; readonly start: LogStart };

/** Of a replica that never had a state. */
export const newRecord = (replica: ReplicaId): GroupRecord => ({
  replica,
  hardState: { term: 0, vote: 0, commit: 0 },
  start: { index: 0, term: 0, chain: 0 },
  last: 0,
  chain: 0,
});

/** One group's part of one batch. */
export class GroupPart {
  record: GroupRecord;
  readonly steps: Step[] = [];
  /** Called once memory followed: the reset was the end of an install. */
  completes: (() => void) | undefined;

  constructor(
    readonly group: GroupId,
    readonly log: GroupLog | undefined,
    replica: ReplicaId,
  ) {
    this.record = log?.record ?? newRecord(replica);
  }

  /** The chain at an index as of what was composed so far. */
  private async chainAt(index: LogIndex): Promise<number> {
    if (index === this.record.start.index) return this.record.start.chain;
    if (index === this.record.last) return this.record.chain;
    for (const step of this.steps.toReversed()) {
      if (step.kind === 'append') {
        const chain = step.chains[index - step.entries[0]!.index];
        if (chain !== undefined) return chain;
      }
    }
    const chain = this.log?.chainInMemory(index) ?? (await this.log?.chainAt(index));
    assert(chain !== undefined, `group ${this.group} has no entry ${index}`);
    return chain;
  }

  private termAt(index: LogIndex): number {
    if (index === this.record.start.index) return this.record.start.term;
    for (const step of this.steps.toReversed()) {
      if (step.kind === 'append') {
        const entry = step.entries[index - step.entries[0]!.index];
        if (entry !== undefined) return entry.term;
      }
    }
    const term = this.log?.term(index);
    assert(term !== undefined, `group ${this.group} has no entry ${index}`);
    return term;
  }

  async compose(write: GroupWrite, chainOfReset: number | undefined, ops: Op[]): Promise<void> {
    assert(
      write.replica === this.record.replica,
      `group ${this.group} is replica ${this.record.replica} here`,
    );
    if (write.reset !== undefined) this.composeReset(write.reset, chainOfReset, ops);
    if (write.entries.length > 0) await this.composeEntries(write.entries, ops);
    if (write.compactTo !== undefined) await this.composeCompaction(write.compactTo);
    assertForward(this.group, this.record.hardState, write.hardState);
    const replica = write.becomes ?? write.replica;
    this.record = { ...this.record, replica, hardState: write.hardState };
  }

  private composeReset(reset: { index: LogIndex; term: number }, chain: number | undefined, ops: Op[]): void {
    // Older entries are cleared later; newer ones would stand beyond the new end.
    this.deleteBeyond(reset.index, ops);
    const start = { ...reset, chain: chain ?? firstChain(this.group, reset.index, reset.term) };
    this.record = { ...this.record, start, last: start.index, chain: start.chain };
    this.steps.push({ kind: 'reset', start });
  }

  private deleteBeyond(last: LogIndex, ops: Op[]): void {
    const from = Math.max(last, this.record.start.index) + 1;
    for (let index = from; index <= this.record.last; index += 1)
      ops.push({ type: 'del', key: entryKey(this.group, index) });
  }

  private async composeEntries(entries: readonly Entry[], ops: Op[]): Promise<void> {
    const first = entries[0]!.index;
    assert(
      first > this.record.start.index && first <= this.record.last + 1,
      `group ${this.group}: entry ${first} does not follow ${this.record.start.index}..${this.record.last}`,
    );
    assert(
      first > this.record.hardState.commit,
      `group ${this.group}: entry ${first} overwrites a committed one`,
    );
    let chain = await this.chainAt(first - 1);
    const chains: number[] = [];
    this.deleteBeyond(entries.at(-1)!.index, ops);
    const slab = new Uint8Array(entries.reduce((sum, entry) => sum + entryDiskBytes(entry), 0));
    let at = 0;
    for (const entry of entries) {
      assert(
        entry.index === first + chains.length,
        `group ${this.group}: entry ${entry.index} is out of order`,
      );
      const encoded = encodeEntry(slab, at, this.group, entry, chain);
      at += entryDiskBytes(entry);
      chain = encoded.chain;
      chains.push(chain);
      ops.push({ type: 'put', key: encoded.key, value: encoded.value });
    }
    this.record = { ...this.record, last: entries.at(-1)!.index, chain };
    this.steps.push({ kind: 'append', entries, chains });
  }

  private async composeCompaction(index: LogIndex): Promise<void> {
    if (index <= this.record.start.index) return;
    assert(
      index <= this.record.last,
      `group ${this.group}: cannot compact to ${index} of ${this.record.last}`,
    );
    const start = { index, term: this.termAt(index), chain: await this.chainAt(index) };
    this.record = { ...this.record, start };
    this.steps.push({ kind: 'compact', start });
  }

  finish(records: RecordTable, ops: Op[]): void {
    const op = records.put('group', this.group, encodeGroupRecord(this.record));
    if (op !== undefined) ops.push(op);
  }

  /** The batch is durable: memory follows. */
  tell(log: GroupLog): void {
    for (const step of this.steps) {
      switch (step.kind) {
        case 'reset':
          log.resetTo(step.start);
          break;
        case 'append':
          log.append(step.entries, step.chains);
          break;
        case 'compact':
          log.compactTo(step.start);
          break;
      }
    }
    log.setRecord(this.record);
  }
}

/** What Raft never takes back. */
function assertForward(group: GroupId, old: HardState, now: HardState): void {
  assert(now.term >= old.term, `group ${group}: term ${now.term} after ${old.term}`);
  assert(
    now.term > old.term || old.vote === 0 || now.vote === old.vote,
    `group ${group}: a second vote in term ${now.term}`,
  );
  assert(now.commit >= old.commit, `group ${group}: commit ${now.commit} after ${old.commit}`);
}
