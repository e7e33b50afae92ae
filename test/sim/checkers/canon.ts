/** The one history of each ticket group: its entries in the order of the log, each decoded once, with the answers of the replica
 *  that applied it first. Those who judge what commands did listen here instead of to every replica. */
import { pb } from '../../../src/proto/index.js';
import type { GroupId, LogIndex } from '../../../src/raft/ids.js';
import type { Checker, SimEvent } from '../world.js';

export interface CanonCommand {
  readonly caller: string;
  /** Undefined: not a command; refused. */
  readonly command: pb.Command.$Properties | undefined;
  /** Of the bytes as they were sent, not_after left out: what a repetition has to equal. */
  readonly body: string;
  readonly answer: pb.Answer.$Properties;
}

export interface CanonEntry {
  readonly group: GroupId;
  readonly index: LogIndex;
  /** Effective time: it never falls. */
  readonly nowMs: number;
  readonly commands: readonly CanonCommand[];
  /** Where it was applied first: its machine holds the state as of this entry. */
  readonly node: string;
  /** It cuts the group: runs from the key on are the child's, whose log goes on where this entry stands. */
  readonly split?: { readonly key: Uint8Array; readonly child: GroupId };
}

export interface CanonListener {
  entry(entry: CanonEntry): void;
}

interface GroupHistory {
  highest: LogIndex;
  nowMs: number;
  readonly entries: Map<LogIndex, CanonEntry>;
}

export class Canon implements Checker {
  readonly name = 'Canon';
  readonly #groups = new Map<GroupId, GroupHistory>();

  constructor(private readonly listeners: readonly CanonListener[]) {}

  at(group: GroupId, index: LogIndex): CanonEntry | undefined {
    return this.#groups.get(group)?.entries.get(index);
  }

  highest(group: GroupId): LogIndex {
    return this.#groups.get(group)?.highest ?? 0;
  }

  see(event: SimEvent): void {
    if (event.kind !== 'applied' || event.group === 0) return;
    const { group, index, node } = event;
    let history = this.#groups.get(group);
    if (history === undefined) {
      history = { highest: 0, nowMs: 0, entries: new Map() };
      this.#groups.set(group, history);
    }
    if (index <= history.highest) return;
    history.highest = index;
    const { timeMs, commands } = decodeEntry(event.data, event.answers);
    history.nowMs = Math.max(history.nowMs, timeMs);
    const { split } = event;
    const entry: CanonEntry = { group, index, nowMs: history.nowMs, commands, node, ...(split && { split }) };
    if (split !== undefined)
      this.#groups.set(split.child, { highest: index, nowMs: history.nowMs, entries: new Map() });
    history.entries.set(index, entry);
    for (const listener of this.listeners) listener.entry(entry);
  }
}

/** Equal requests have equal bodies. */
function bodyOf(command: pb.Command.$Properties): string {
  return Buffer.from(pb.Command.encode({ ...command, notAfterMs: 0 }).finish()).toString('latin1');
}

export function decodeEntry(
  data: Uint8Array,
  answers: readonly unknown[],
): { readonly timeMs: number; readonly commands: readonly CanonCommand[] } {
  if (data.length === 0) return { timeMs: 0, commands: [] };
  const { timeMs, commands } = pb.CommandEntry.decode(new Uint8Array(data));
  return {
    timeMs: timeMs ?? 0,
    commands: (commands ?? []).map(({ caller, command: bytes }, at) => {
      const answer = (answers[at] ?? {}) as pb.Answer.$Properties;
      let command: pb.Command.$Properties | undefined;
      try {
        command = pb.Command.decode(bytes ?? new Uint8Array());
      } catch {
        command = undefined;
      }
      return { caller: caller ?? '', command, body: command === undefined ? '' : bodyOf(command), answer };
    }),
  };
}
