/** The log as the core reads it, remembering which entries it asked for that are not in memory: the host fetches those. */
import type { LogIndex } from '../../raft/ids.js';
import type { RaftStorage } from '../../raft/storage.js';

export interface EntryWish {
  readonly low: LogIndex;
  readonly high: LogIndex;
}

export class ObservedStorage implements RaftStorage {
  #wish: EntryWish | undefined;

  constructor(private readonly storage: RaftStorage) {}

  initialState(): ReturnType<RaftStorage['initialState']> {
    return this.storage.initialState();
  }

  firstIndex(): LogIndex {
    return this.storage.firstIndex();
  }

  lastIndex(): LogIndex {
    return this.storage.lastIndex();
  }

  term(index: LogIndex): ReturnType<RaftStorage['term']> {
    return this.storage.term(index);
  }

  entries(low: LogIndex, high: LogIndex, bytesMax: number): ReturnType<RaftStorage['entries']> {
    const found = this.storage.entries(low, high, bytesMax);
    // The lowest wish first: what apply waits for is below what a follower needs, and the other asks again.
    if (found === 'unavailable' && (this.#wish === undefined || low < this.#wish.low))
      this.#wish = { low, high };
    return found;
  }

  snapshot(): ReturnType<RaftStorage['snapshot']> {
    return this.storage.snapshot();
  }

  /** The lowest range that was not in memory since this was last asked. */
  takeWish(): EntryWish | undefined {
    const wish = this.#wish;
    this.#wish = undefined;
    return wish;
  }
}
