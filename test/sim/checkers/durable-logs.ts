/** What the disks hold of each log, from the bytes that were synced: not what any replica believes. Other checkers look at it;
 *  it judges nothing itself. Must see an event after them: they compare what is written with what was there before. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../../../src/raft/ids.js';
import type { HardState } from '../../../src/raft/message.js';
import type { Checker, DurableGroup, SimEvent, World } from '../world.js';

export interface DurableEntry {
  readonly term: Term;
  readonly hash: number;
}

export interface DurableLog {
  readonly node: string;
  readonly replica: ReplicaId;
  hardState: HardState;
  start: { readonly index: LogIndex; readonly term: Term };
  last: LogIndex;
  readonly entries: Map<LogIndex, DurableEntry>;
}

export class DurableLogs implements Checker {
  readonly name = 'DurableLogs';
  readonly #groups = new Map<GroupId, Map<string, DurableLog>>();

  of(node: string, group: GroupId): DurableLog | undefined {
    return this.#groups.get(group)?.get(node);
  }

  /** All logs of a group, on whatever node. */
  logs(group: GroupId): IterableIterator<DurableLog> {
    return (this.#groups.get(group) ?? new Map<string, DurableLog>()).values();
  }

  see(event: SimEvent): void {
    if (event.kind !== 'durable') return;
    // At a start: what is there, whatever was there before.
    if (event.whole) for (const logs of this.#groups.values()) logs.delete(event.node);
    for (const written of event.groups) this.#write(event.node, written);
  }

  #write(node: string, written: DurableGroup): void {
    const log = this.#log(node, written.group, written.replica);
    const { entries, start, last } = written;
    if (start.index > log.last && entries.length === 0) log.entries.clear();
    const first = entries[0]?.index;
    if (first !== undefined) for (let at = first; at <= log.last; at += 1) log.entries.delete(at);
    for (const { index, term, hash } of entries) log.entries.set(index, { term, hash });
    for (let at = last + 1; at <= log.last; at += 1) log.entries.delete(at);
    for (let at = log.start.index + 1; at <= Math.min(start.index, log.last); at += 1) log.entries.delete(at);
    log.hardState = written.hardState;
    log.start = start;
    log.last = last;
  }

  #log(node: string, group: GroupId, replica: ReplicaId): DurableLog {
    let logs = this.#groups.get(group);
    if (logs === undefined) {
      logs = new Map();
      this.#groups.set(group, logs);
    }
    let log = logs.get(node);
    if (log === undefined || log.replica !== replica) {
      const hardState = { term: 0, vote: 0, commit: 0 };
      log = { node, replica, hardState, start: { index: 0, term: 0 }, last: 0, entries: new Map() };
      logs.set(node, log);
    }
    return log;
  }
}

/** Whether a disk holds the entry of this term, in its log or in what its log was cut to. */
export function holds(log: DurableLog, index: LogIndex, term: Term): boolean {
  return index <= log.start.index || log.entries.get(index)?.term === term;
}

export function termAt(log: DurableLog, index: LogIndex): Term | undefined {
  return index === log.start.index ? log.start.term : log.entries.get(index)?.term;
}

/** What a damaged disk says of itself at a start: nobody may believe it, and it breaks no promise. */
export const isDamage = (world: World | undefined, event: Extract<SimEvent, { kind: 'durable' }>): boolean =>
  event.whole && world?.node(event.node).lost === true;
