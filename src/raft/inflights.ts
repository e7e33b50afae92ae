/** The appends on their way to one follower: a ring of (last index, bytes), bounded by count and, softly, by bytes (one
 *  message may overshoot). Grows on demand, since a node hosts hundreds of groups. */
import type { LogIndex } from './ids.js';
import { assert } from './invariant.js';

export class Inflights {
  readonly #maxCount: number;
  readonly #maxBytes: number;
  #indexes: LogIndex[] = [];
  #sizes: number[] = [];
  #start = 0;
  #count = 0;
  #bytes = 0;

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount;
    this.#maxBytes = maxBytes;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get full(): boolean {
    return this.#count === this.#maxCount || this.#bytes >= this.#maxBytes;
  }

  /** @param last the last index of the message; rises from call to call */
  add(last: LogIndex, bytes: number): void {
    assert(!this.full, 'an append was sent although the window is full');
    if (this.#count === this.#indexes.length) this.#grow();
    const slot = (this.#start + this.#count) % this.#indexes.length;
    this.#indexes[slot] = last;
    this.#sizes[slot] = bytes;
    this.#count++;
    this.#bytes += bytes;
  }

  /** Frees what lies at or below an acknowledged index. */
  freeTo(index: LogIndex): void {
    while (this.#count > 0 && (this.#indexes[this.#start] as LogIndex) <= index) {
      this.#bytes -= this.#sizes[this.#start] as number;
      this.#start = (this.#start + 1) % this.#indexes.length;
      this.#count--;
    }
    if (this.#count === 0) this.#start = 0;
  }

  reset(): void {
    this.#start = 0;
    this.#count = 0;
    this.#bytes = 0;
  }

  #grow(): void {
    const size = Math.min(Math.max(1, this.#indexes.length * 2), this.#maxCount);
    const indexes: LogIndex[] = new Array(size).fill(0);
    const sizes: number[] = new Array(size).fill(0);
    for (let i = 0; i < this.#count; i++) {
      const slot = (this.#start + i) % this.#indexes.length;
      indexes[i] = this.#indexes[slot] as LogIndex;
      sizes[i] = this.#sizes[slot] as number;
    }
    this.#indexes = indexes;
    this.#sizes = sizes;
    this.#start = 0;
  }
}
