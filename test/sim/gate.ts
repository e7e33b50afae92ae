/** The door through which everything reaches a process: timers, frames, completions of its disk. A paused process lets
 *  nothing in and finds it all, in order, when it goes on; a slow one takes its time for each; a dead one never opens. */
import type { VirtualTime } from './virtual-clock.js';

export class Gate {
  #closed = false;
  #paused = false;
  /** What each callback costs, ms of virtual time; 0: nothing. */
  #costMs = 0;
  #busyUntilMs = 0;
  #waiting: (() => void)[] = [];
  #drainPlanned = false;

  constructor(private readonly time: VirtualTime) {}

  get closed(): boolean {
    return this.#closed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  pass(run: () => void): void {
    if (this.#closed) return;
    const free = !this.#paused && this.#waiting.length === 0 && this.time.nowMs >= this.#busyUntilMs;
    if (!free) {
      this.#waiting.push(run);
      this.#planDrain();
      return;
    }
    this.#busyUntilMs = this.time.nowMs + this.#costMs;
    run();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#planDrain();
  }

  slow(costMs: number): void {
    this.#costMs = costMs;
    if (costMs === 0) this.#busyUntilMs = 0;
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  #planDrain(): void {
    if (this.#drainPlanned || this.#paused || this.#waiting.length === 0) return;
    this.#drainPlanned = true;
    this.time.at(this.#busyUntilMs, () => {
      this.#drainPlanned = false;
      if (this.#closed || this.#paused) return;
      const run = this.#waiting.shift();
      this.#busyUntilMs = this.time.nowMs + this.#costMs;
      run?.();
      this.#planDrain();
    });
  }
}
