/** Which key is due next: one heap for all groups of a node, so that thousands of sleeping groups cost nothing.
 *  A key has at most one deadline; setting another replaces it (the old heap slot is skipped when it surfaces).
 *  Ties are broken by key, so that the order is the same in every run. */

interface Slot {
  readonly dueMs: number;
  readonly key: number;
}

export class DeadlineHeap {
  readonly #heap: Slot[] = [];
  readonly #due = new Map<number, number>();

  /** @param dueMs undefined: none any more. */
  set(key: number, dueMs: number | undefined): void {
    if (dueMs === undefined) {
      this.#due.delete(key);
      return;
    }
    if (this.#due.get(key) === dueMs) return;
    this.#due.set(key, dueMs);
    this.#push({ dueMs, key });
    if (this.#heap.length > 64 && this.#heap.length > 4 * this.#due.size) this.#rebuild();
  }

  /** Takes a key whose deadline is at or before `nowMs`; it has none then. */
  takeDue(nowMs: number): number | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined) return undefined;
      const current = this.#due.get(top.key) === top.dueMs;
      if (current && top.dueMs > nowMs) return undefined;
      this.#pop();
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
    this.#heap.length = 0;
    for (const [key, dueMs] of this.#due) this.#push({ dueMs, key });
  }

  #push(slot: Slot): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(slot);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(slot, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = slot;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Slot, b: Slot): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.key < b.key);
}
