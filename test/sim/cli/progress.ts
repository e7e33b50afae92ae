/** One line that moves on a terminal, and one every ten seconds elsewhere. */
import type { Figures } from '../figures.js';

const BAR_WIDTH = 24;
const LINE_EVERY_MS = 10_000;

export class Progress {
  readonly #startedMs = Date.now();
  #lastMs = Date.now();

  constructor(
    private readonly count: number,
    private readonly minutes: number | undefined,
  ) {}

  show({ figures, failures }: { readonly figures: Figures; readonly failures: number }): void {
    const nowMs = Date.now();
    const tookMs = nowMs - this.#startedMs;
    const share = this.minutes === undefined ? figures.seeds / this.count : tookMs / (this.minutes * 60_000);
    const filled = Math.min(BAR_WIDTH, Math.round(share * BAR_WIDTH));
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
    const of = this.minutes === undefined ? ` of ${this.count}` : '';
    const line =
      `${bar} ${figures.seeds}${of} seeds, ${(tookMs / 1_000).toFixed(0)} s, ` +
      `${Math.round(figures.simulatedMs / Math.max(1, tookMs))} times the clock, ${figures.sales} sales, ${failures} failed`;
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
    else if (nowMs - this.#lastMs >= LINE_EVERY_MS) {
      this.#lastMs = nowMs;
      process.stderr.write(`${line}\n`);
    }
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
}
