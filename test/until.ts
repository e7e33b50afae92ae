/** Waits in a test for what happens elsewhere. It gives up shortly before the test's own time limit: so a failure says what
 *  was waited for, and no loop is left turning under the tests that follow. Not for virtual time: a simulation has its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { TestRunner } from 'vitest';

/** Of a test's limit, so that its hooks and the next test find nothing turning. */
const SHARE = 0.9;
/** For a hook, and outside of a test, ms. */
const ELSEWHERE_MS = 54_000;
/** Looks come further and further apart: one may be a call to a whole cluster. */
const PAUSE_MS_MAX = 50;

/** @param condition looked at again and again
 *  @param seen what to tell when it never comes true
 *  @throws Error shortly before the test's time limit */
export async function until(
  condition: () => Promise<boolean> | boolean,
  seen: () => unknown = () => 'nothing more is told',
): Promise<void> {
  const startMs = Date.now();
  const test = TestRunner.getCurrentTest();
  const begunMs = test?.result?.startTime ?? startMs;
  const limitMs = begunMs + SHARE * (test?.timeout ?? ELSEWHERE_MS / SHARE);
  for (let pauseMs = 2; !(await condition()); pauseMs = Math.min(pauseMs * 1.5, PAUSE_MS_MAX)) {
    if (Date.now() >= limitMs)
      throw new Error(
        `waited ${Date.now() - startMs} ms in vain for ${condition.toString()}; last seen: ${JSON.stringify(seen())}`,
      );
    await sleep(pauseMs);
  }
}
