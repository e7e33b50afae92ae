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

  /** The log took an entry here that names one, or one came from elsewhere: until then it stays due. */
  named(): void {
    this.#bytes = 0;
    this.#sinceMs = undefined;
  }

  get isDue(): boolean {
    if (this.#sinceMs === undefined) return false;
    const ageMs = this.clock.monotonicMs() - this.#sinceMs;
    return this.#bytes >= this.limits.digestLogBytes || ageMs >= this.limits.digestAgeMs;
  }
}
