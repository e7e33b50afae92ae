/** stub */
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { Configuration, Entry, HardState, SnapshotMetadata } from '../raft/message.js';
import type { RaftStorage } from '../raft/storage.js';

export class GroupLog implements RaftStorage {
  constructor(readonly group: GroupId) {}
  /** The replica this log belongs to. */
  get replica(): ReplicaId {
    throw new Error('unbuilt');
  }
  /** As of the last durable batch. */
  get hardState(): HardState {
    throw new Error('unbuilt');
  }
  /** Approximate bytes of the entries firstIndex..lastIndex on disk: what the host decides compaction by. */
  get bytes(): number {
    throw new Error('unbuilt');
  }
  initialState(): {
    readonly hardState: HardState;
    readonly configuration: Configuration;
    readonly applied: LogIndex;
  } {
    throw new Error('unbuilt');
  }
  firstIndex(): LogIndex {
    throw new Error('unbuilt');
  }
  lastIndex(): LogIndex {
    throw new Error('unbuilt');
  }
  term(_index: LogIndex): Term | undefined {
    throw new Error('unbuilt');
  }
  entries(
    _low: LogIndex,
    _high: LogIndex,
    _bytesMax: number,
  ): readonly Entry[] | 'compacted' | 'unavailable' {
    throw new Error('unbuilt');
  }
  snapshot(): SnapshotMetadata | 'unavailable' {
    throw new Error('unbuilt');
  }
  /** Brings entries of [low, high), about `bytesMax` of them, into memory: afterwards `entries(low, ...)` answers.
   *  @throws StoreError DAMAGED when the chain breaks: the replica stops. */
  fetch(_low: LogIndex, _high: LogIndex, _bytesMax: number): Promise<void> {
    throw new Error('unbuilt');
  }
}
