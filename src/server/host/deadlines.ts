/** Deadlines of calls: absolute wall-clock times at the edge, durations on the monotonic clock within. */
import type { Clock } from '../../env/env.js';

/** However patient the caller: past this it is told UNKNOWN, so that nothing waits for ever. */
const CALL_MS_MAX = 60_000;

/** @param deadlineMs wall-clock ms since the epoch, or Infinity. @returns monotonic ms */
export function monotonicDeadline(clock: Clock, deadlineMs: number): number {
  return clock.monotonicMs() + Math.min(CALL_MS_MAX, deadlineMs - clock.wallMs());
}
