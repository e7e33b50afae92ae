/** When the leader of a group should name the next digest: by bytes applied since the last one, or by the age of a change. */
import type { Clock } from '../../env/env.js';
import type { HostLimits } from './node-config.js';

const ENTRY_BYTES = 32;

export class DigestTurn {
  #bytes = 0;
  #sinceMs: number | undefined;

  constructor(
    private readonly clock: Pick<Clock, 'monotonicMs'>,
    private readonly limits: Pick<HostLimits, 'digestLogBytes' | 'digestAgeMs'>,
  ) {}

  /** An entry that names none; an empty one changes nothing. */
  applied(bytes: number): void {
    if (bytes === 0) return;
    this.#sinceMs ??= this.clock.monotonicMs();
    this.#bytes += bytes + ENTRY_BYTES;
  }

  /** One was named, here or elsewhere. */
  named(): void {
    this.#bytes = 0;
    this.#sinceMs = undefined;
  }

  /** @returns true once for each digest that is due: whoever asks names it */
  take(): boolean {
    if (this.#sinceMs === undefined) return false;
    const ageMs = this.clock.monotonicMs() - this.#sinceMs;
    if (this.#bytes < this.limits.digestLogBytes && ageMs < this.limits.digestAgeMs) return false;
    this.named();
    return true;
  }
}
