/** What the core may ask of the log it was given. Synchronous and from memory: what is not in memory is answered
 *  'unavailable', the host fetches it and calls `entriesFetched`, so that the event loop never blocks on a disk. */
import type { LogIndex, Term } from './ids.js';
import type { Configuration, Entry, HardState, SnapshotMetadata } from './message.js';

export interface RaftStorage {
  initialState(): {
    readonly hardState: HardState;
    readonly configuration: Configuration;
    readonly applied: LogIndex;
  };
  /** Index of the oldest entry that can be read, in memory or not. firstIndex - 1 has a known term. */
  firstIndex(): LogIndex;
  /** Last index that was handed over for writing and is durable. */
  lastIndex(): LogIndex;
  /** Known for firstIndex-1 .. lastIndex. `undefined` outside (compacted, or not yet written). */
  term(index: LogIndex): Term | undefined;
  /** At least one entry of [low, high), then as many as fit `bytesMax`.
   *  'compacted' below firstIndex; 'unavailable' when not in memory now: `requestId` names the wish. */
  entries(low: LogIndex, high: LogIndex, bytesMax: number): readonly Entry[] | 'compacted' | 'unavailable';
  /** Metadata of the newest snapshot that can be sent, or 'unavailable' while one is being made. */
  snapshot(): SnapshotMetadata | 'unavailable';
}
