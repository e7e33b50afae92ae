/** Free room on the disk with the data directory, looked at now and then: below the mark a node gives its leaders away. */
import type { Env } from '../../env/env.js';
import { describe } from './describe.js';

const LOOK_MS = 5_000;

export class DiskSpace {
  #nextLookMs = 0;
  #low = false;
  #freeBytes: number | undefined;
  #totalBytes: number | undefined;

  /** @param lowBytes the mark
   *  @param look free bytes, and all; undefined where the disk does not say */
  constructor(
    private readonly env: Env,
    private readonly lowBytes: number,
    private readonly look: () => Promise<readonly [free: number | undefined, total: number | undefined]>,
  ) {}

  get low(): boolean {
    return this.#low;
  }

  /** As of the last look. */
  get freeBytes(): number | undefined {
    return this.#freeBytes;
  }

  get totalBytes(): number | undefined {
    return this.#totalBytes;
  }

  /** Called at a steady pace. @param nowMs monotonic */
  sweep(nowMs: number): void {
    if (nowMs < this.#nextLookMs) return;
    this.#nextLookMs = nowMs + LOOK_MS;
    this.look().then(
      ([free, total]) => {
        this.#totalBytes = total;
        this.#note(free);
      },
      (error: unknown) => this.env.log.warn({ error: describe(error) }, 'free space not known'),
    );
  }

  #note(free: number | undefined): void {
    this.#freeBytes = free;
    if (free === undefined) return;
    const low = free < this.lowBytes;
    if (low !== this.#low) {
      if (low) this.env.log.warn({ free }, 'low on disk: giving leaders away');
      else this.env.log.info({ free }, 'enough disk again');
    }
    this.#low = low;
  }
}
