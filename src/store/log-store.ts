/** stub */
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Entry, HardState } from '../raft/message.js';
import type { GroupLog } from './group-log.js';

/** One group's part of a batch. Writes of a group become durable in the order submitted. */
export interface GroupWrite {
  readonly group: GroupId;
  readonly replica: ReplicaId;
  /** Full, as of these entries, changed or not. */
  readonly hardState: HardState;
  /** What the log held from entries[0].index on is deleted in the same batch. May be empty. */
  readonly entries: readonly Entry[];
  /** Before `entries`: the log becomes empty, as if a snapshot at this position had been installed; completes an install. */
  readonly reset?: { readonly index: LogIndex; readonly term: Term };
  /** Entries up to here are forgotten. Not beyond the last checkpoint's applied index. */
  readonly compactTo?: LogIndex;
  /** Once durable, in the order submitted. */
  readonly done?: () => void;
}

export class LogStore {
  submit(_write: GroupWrite): void {
    throw new Error('unbuilt');
  }
  /** The log of a group this node has a record of. @throws InvariantError when it has none. */
  group(_group: GroupId): GroupLog {
    throw new Error('unbuilt');
  }
  has(_group: GroupId): boolean {
    throw new Error('unbuilt');
  }
  /** Writes submitted and not yet durable, in bytes. */
  get pendingBytes(): number {
    throw new Error('unbuilt');
  }
  /** Monotonic ms since the running batch began, 0 when none runs: a stalled store sheds its leaders. */
  get stalledMs(): number {
    throw new Error('unbuilt');
  }
  /** Resolves once everything submitted before is durable. */
  settled(): Promise<void> {
    throw new Error('unbuilt');
  }
}
