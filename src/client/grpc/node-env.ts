/** The environment of an application on Node: its clocks, and randomness fit for identities. */
import { randomFillSync } from 'node:crypto';
import { silentLogger } from '../../env/env.js';
import type { ClientEnv } from '../options.js';

/** Drawn in bulk: one call of the operating system for many numbers. */
const POOL_NUMBERS = 256;

/** 24 days: what is longer setTimeout takes for 1 ms, and who says "never" by Infinity would ask without a pause. */
const DELAY_MS_MAX = 2 ** 31 - 1;

export function nodeEnv(): ClientEnv {
  const pool = new Uint32Array(POOL_NUMBERS);
  let next = POOL_NUMBERS;
  return {
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, Math.min(delayMs, DELAY_MS_MAX));
        return {
          cancel: () => clearTimeout(timer),
          unref: () => {
            timer.unref();
          },
        };
      },
      soon: (callback) => {
        setImmediate(callback);
      },
    },
    random: {
      next: () => {
        if (next === POOL_NUMBERS) {
          randomFillSync(pool);
          next = 0;
        }
        const drawn = pool[next] ?? 0;
        next += 1;
        return drawn / 2 ** 32;
      },
    },
    log: silentLogger,
  };
}
