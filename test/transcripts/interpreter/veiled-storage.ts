/** Memory storage for a dialogue. In etcd's dialect a replica starts at term 0 above a snapshot of term 1, which this core
 *  would refuse as impossible; so the term of that snapshot is shown only once the core stands. */

import type { LogIndex, Term } from '../../../src/raft/ids.js';
import { MemoryStorage } from '../../../src/raft/memory-storage.js';
import type { Configuration, HardState } from '../../../src/raft/message.js';

export class VeiledStorage extends MemoryStorage {
  readonly #baseIndex: LogIndex;
  #veiled = true;

  constructor(configuration: Configuration, base: { readonly index: LogIndex; readonly term: Term }) {
    super(configuration, base);
    this.#baseIndex = base.index;
  }

  override initialState(): { hardState: HardState; configuration: Configuration; applied: LogIndex } {
    const state = super.initialState();
    return this.#veiled ? { ...state, hardState: { ...state.hardState, term: 0 } } : state;
  }

  override term(index: LogIndex): Term | undefined {
    return this.#veiled && index === this.#baseIndex ? 0 : super.term(index);
  }

  unveil(): void {
    this.#veiled = false;
  }
}
