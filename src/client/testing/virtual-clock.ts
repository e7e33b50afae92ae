/** Time for tests: it stands still while anything runs and jumps to the next timer when nothing does. */
import type { Clock, Timer } from '../../env/env.js';

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

const START_WALL_MS = Date.UTC(2026, 10, 30, 8);

export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  #due: Due[] = [];
  #soon: (() => void)[] = [];

  wallMs(): number {
    return START_WALL_MS + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    this.#order += 1;
    const due: Due = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, callback };
    this.#due.push(due);
    return {
      cancel: () => {
        this.#due = this.#due.filter((other) => other !== due);
      },
    };
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  /** Runs everything until `promise` settles. @throws when it never will */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (;;) {
      await microtasks();
      if (settled) return promise;
      if (!this.#step()) throw new Error('nothing is left to happen, and the promise is not settled');
    }
  }

  /** Runs what is due within `ms`, and leaves the clock there. */
  async advance(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    await microtasks();
    while (this.#soon.length > 0 || (this.#earliest()?.atMs ?? Number.POSITIVE_INFINITY) <= end) {
      this.#step();
      await microtasks();
    }
    this.#nowMs = end;
  }

  get timers(): number {
    return this.#due.length;
  }

  #earliest(): Due | undefined {
    return [...this.#due].sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  }

  /** @returns whether there was anything to do */
  #step(): boolean {
    const soon = this.#soon;
    if (soon.length > 0) {
      this.#soon = [];
      for (const callback of soon) callback();
      return true;
    }
    const next = this.#earliest();
    if (next === undefined) return false;
    this.#due = this.#due.filter((other) => other !== next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.callback();
    return true;
  }
}

/** More turns than any chain of promises between two timers has links. */
const TURNS = 100;

async function microtasks(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}
