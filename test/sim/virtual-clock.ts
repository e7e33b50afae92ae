/** Time that passes only when the simulator says so: one queue of callbacks in the order (time, when set). Each node has a
 *  clock of its own on it, which may be wrong, and whose callbacks wait while the process stands still and die with it. */
import type { Clock, Timer } from '../../src/env/env.js';
import { Gate } from './gate.js';
import { drainMicrotasks } from './microtasks.js';

interface Slot {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Callbacks run in one go before the real event loop gets a turn. */
const EVENTS_PER_TURN = 2_000;

export class VirtualTime {
  #nowMs = 0;
  #order = 0;
  #events = 0;
  readonly #heap: Slot[] = [];
  /** What `soon` put off: runs at the present instant, before time moves. */
  #soon: (() => void)[] = [];
  /** After each callback and what followed from it. */
  afterEvent: (() => void) | undefined;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Callbacks run so far. */
  get events(): number {
    return this.#events;
  }

  at(atMs: number, run: () => void): Timer {
    this.#order += 1;
    const slot = { atMs: Math.max(atMs, this.#nowMs), order: this.#order, run, cancelled: false };
    this.#push(slot);
    return {
      cancel: () => {
        slot.cancelled = true;
      },
    };
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  /** Runs everything due up to `untilMs`, then stands there. Stops early once `ended` says so. */
  runUntil(untilMs: number, ended?: () => boolean): Promise<void> {
    const events = drainMicrotasks === undefined ? 1 : EVENTS_PER_TURN;
    return new Promise((resolve, reject) => {
      // Straight from the macrotask: what follows an await is a microtask, where others cannot be run.
      const turn = (): void => {
        try {
          if (this.#turn(untilMs, events, ended)) {
            setImmediate(turn);
            return;
          }
          if (ended?.() !== true) this.#nowMs = Math.max(this.#nowMs, untilMs);
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      setImmediate(turn);
    });
  }

  /** @returns whether there may be more */
  #turn(untilMs: number, events: number, ended: (() => boolean) | undefined): boolean {
    drainMicrotasks?.();
    for (let left = events; left > 0; left -= 1) {
      if (ended?.() === true) return false;
      const run = this.#next(untilMs);
      if (run === undefined) return false;
      this.#events += 1;
      run();
      drainMicrotasks?.();
      this.afterEvent?.();
    }
    return true;
  }

  #next(untilMs: number): (() => void) | undefined {
    if (this.#soonAt < this.#soon.length) {
      const run = this.#soon[this.#soonAt];
      this.#soonAt += 1;
      if (this.#soonAt === this.#soon.length) {
        this.#soon = [];
        this.#soonAt = 0;
      }
      return run;
    }
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > untilMs) return undefined;
      this.#pop();
      if (next.cancelled) continue;
      this.#nowMs = next.atMs;
      return next.run;
    }
  }

  #soonAt = 0;

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

/** One process' view of time. After `kill` nothing that it set runs any more. */
export class NodeClock implements Clock {
  readonly gate: Gate;
  /** Of the wall clock only. */
  offsetMs = 0;
  #rate = 1;
  /** Both clocks as they stood when the rate was last changed. */
  #since = 0;
  #elapsed = 0;

  constructor(private readonly time: VirtualTime) {
    this.gate = new Gate(time);
    this.#since = time.nowMs;
    this.#elapsed = time.nowMs;
  }

  /** How fast it runs: 1.01 gains a hundredth. */
  get rate(): number {
    return this.#rate;
  }

  set rate(rate: number) {
    this.#elapsed = this.monotonicMs();
    this.#since = this.time.nowMs;
    this.#rate = rate;
  }

  /** What the drift has made of the wall clock is put right. */
  setRight(): void {
    this.rate = 1;
    this.offsetMs = this.time.nowMs - this.#elapsed;
  }

  /** How wrong the wall clock is. */
  get errorMs(): number {
    return this.wallMs() - EPOCH_MS - this.time.nowMs;
  }

  wallMs(): number {
    return EPOCH_MS + this.monotonicMs() + this.offsetMs;
  }

  monotonicMs(): number {
    return this.#elapsed + (this.time.nowMs - this.#since) * this.#rate;
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.time.at(this.time.nowMs + Math.max(0, delayMs) / this.#rate, () => this.gate.pass(callback));
  }

  soon(callback: () => void): void {
    this.time.soon(() => this.gate.pass(callback));
  }

  kill(): void {
    this.gate.close();
  }

  get dead(): boolean {
    return this.gate.closed;
  }
}
