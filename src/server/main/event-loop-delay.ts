/** How late the event loop is: the number that admission works with, sampled at a steady pace. */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Timer } from '../../env/env.js';

const RESOLUTION_MS = 40;
const SAMPLE_MS = 200;

export class EventLoopDelay {
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private timer: Timer | undefined;
  private lastMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly onSample: (delayMs: number) => void,
  ) {}

  start(): void {
    this.histogram.enable();
    this.lastMs = this.clock.monotonicMs();
    this.next();
  }

  stop(): void {
    this.timer?.cancel();
    this.histogram.disable();
  }

  private next(): void {
    this.timer = this.clock.after(SAMPLE_MS, () => {
      this.onSample(this.sample());
      this.next();
    });
  }

  /** The mean of the last interval. One that was blocked throughout has no measurements, but ended late itself. */
  private sample(): number {
    const now = this.clock.monotonicMs();
    const lateMs = now - this.lastMs - SAMPLE_MS;
    this.lastMs = now;
    const meanMs = this.histogram.mean / 1e6 - RESOLUTION_MS;
    this.histogram.reset();
    return Math.max(0, Number.isFinite(meanMs) ? meanMs : lateMs);
  }
}
