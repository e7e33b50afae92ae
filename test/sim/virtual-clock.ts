/** Time that passes only when the simulator says so: one queue of callbacks in the order (time, when set). Each node has a
 *  clock of its own on it, whose wall time may be wrong and whose callbacks die with the node. */
import type { Clock, Timer } from '../../src/env/env.js';

interface Slot {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** All microtasks run before the next macrotask of the real loop; none of them waits for anything real. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class VirtualTime {
  #nowMs = 0;
  #order = 0;
  readonly #heap: Slot[] = [];
  /** What `soon` put off: runs at the present instant, before time moves. */
  #soon: Slot[] = [];

  get nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, run: () => void): Timer {
    const slot = this.#slot(Math.max(atMs, this.#nowMs), run);
    this.#push(slot);
    return {
      cancel: () => {
        slot.cancelled = true;
      },
    };
  }

  soon(run: () => void): void {
    this.#soon.push(this.#slot(this.#nowMs, run));
  }

  /** Runs everything due up to `untilMs`, then stands there. */
  async runUntil(untilMs: number): Promise<void> {
    await settle();
    for (;;) {
      if (this.#soon.length > 0) {
        const due = this.#soon;
        this.#soon = [];
        for (const slot of due) if (!slot.cancelled) slot.run();
        await settle();
        continue;
      }
      const next = this.#heap[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.#pop();
      if (next.cancelled) continue;
      this.#nowMs = next.atMs;
      next.run();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #slot(atMs: number, run: () => void): Slot {
    this.#order += 1;
    return { atMs, order: this.#order, run, cancelled: false };
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
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** The wall time at virtual 0, so that dates in tests read as dates: 2026-12-01T00:00:00Z. */
export const EPOCH_MS = Date.UTC(2026, 11, 1);

/** One node's view of time. After `kill` nothing that it set runs any more. */
export class NodeClock implements Clock {
  #dead = false;
  offsetMs = 0;

  constructor(private readonly time: VirtualTime) {}

  wallMs(): number {
    return EPOCH_MS + this.time.nowMs + this.offsetMs;
  }

  monotonicMs(): number {
    return this.time.nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.time.at(this.time.nowMs + Math.max(0, delayMs), () => {
      if (!this.#dead) callback();
    });
  }

  soon(callback: () => void): void {
    this.time.soon(() => {
      if (!this.#dead) callback();
    });
  }

  kill(): void {
    this.#dead = true;
  }

  get dead(): boolean {
    return this.#dead;
  }
}
