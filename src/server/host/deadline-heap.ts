/** Which key is due next: one heap for all groups of a node, so that thousands of sleeping groups cost nothing.
 *  A key has at most one deadline; setting another replaces it (the old heap slot is skipped when it surfaces).
 *  Ties are broken by key, so that the order is the same in every run. */

import { Heap } from '../../store/tickets/heap.js';

interface Slot {
  readonly dueMs: number;
  readonly key: number;
}

export class DeadlineHeap {
  #heap = new Heap<Slot>(before);
  readonly #due = new Map<number, number>();

  /** @param dueMs undefined: none any more. */
  set(key: number, dueMs: number | undefined): void {
    if (dueMs === undefined) {
      this.#due.delete(key);
      return;
    }
    if (this.#due.get(key) === dueMs) return;
    this.#due.set(key, dueMs);
    this.#heap.push({ dueMs, key });
    if (this.#heap.size > 64 && this.#heap.size > 4 * this.#due.size) this.#rebuild();
  }

  /** Takes a key whose deadline is at or before `nowMs`; it has none then. */
  takeDue(nowMs: number): number | undefined {
    for (;;) {
      const top = this.#heap.peek();
      if (top === undefined) return undefined;
      const current = this.#due.get(top.key) === top.dueMs;
      if (current && top.dueMs > nowMs) return undefined;
      this.#heap.pop();
      if (current) {
        this.#due.delete(top.key);
        return top.key;
      }
    }
  }

  get size(): number {
    return this.#due.size;
  }

  #rebuild(): void {
    this.#heap = new Heap(before);
    for (const [key, dueMs] of this.#due) this.#heap.push({ dueMs, key });
  }
}

function before(a: Slot, b: Slot): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.key < b.key);
}
