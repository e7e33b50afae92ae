/** The end of the process because going on could break a promise. A simulated process ends by throwing; whoever calls this
 *  has nothing more to do either way, so it never throws itself. */
import type { Env } from '../../env/env.js';

export function endProcess(env: Env, reason: string, cause?: unknown): void {
  try {
    env.fatal(reason, cause);
  } catch {
    // Told already.
  }
}
