/** How the store ends the process after a failed write, sync or close: LevelDB would go on acknowledging what it lost. */
import type { Env } from '../env/env.js';

/** Never returns, and never settles: whoever waits for the write must not be told anything. */
export function die(env: Env, reason: string, cause: unknown): Promise<never> {
  try {
    env.fatal(reason, cause);
  } catch {
    // A simulated process ends by throwing; it has been told.
  }
  return new Promise(() => {});
}
