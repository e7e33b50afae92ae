/** How late the event loop is: the number that admission works with, sampled at a steady pace. Its own timer's lateness is
 *  the measurement: Node's histogram wakes a node of its own accord far more often than the answer is asked for. */
import type { Clock, Timer } from '../../env/env.js';

const LOOK_MS = 100;
const LOOKS_PER_SAMPLE = 2;

export class EventLoopDelay {
  private timer: Timer | undefined;
  private lateMs = 0;
  private looks = 0;

  constructor(
    private readonly clock: Clock,
    /** @param delayMs the mean lateness of the looks since the last call, at least 0 */
    private readonly onSample: (delayMs: number) => void,
  ) {}

  start(): void {
    this.next();
  }

  stop(): void {
    this.timer?.cancel();
  }

  private next(): void {
    const dueMs = this.clock.monotonicMs() + LOOK_MS;
    this.timer = this.clock.after(LOOK_MS, () => {
      this.lateMs += Math.max(0, this.clock.monotonicMs() - dueMs);
      this.looks += 1;
      if (this.looks === LOOKS_PER_SAMPLE) {
        const meanMs = this.lateMs / this.looks;
        this.lateMs = 0;
        this.looks = 0;
        this.onSample(meanMs);
      }
      this.next();
    });
  }
}
