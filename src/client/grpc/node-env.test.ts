import { expect, test } from 'vitest';
import { nodeEnv } from './node-env.js';

test('a time longer than the system can wait is not over at once', async () => {
  const { clock } = nodeEnv();
  let fired = 0;
  const timers = [2 ** 31, Number.POSITIVE_INFINITY].map((ms) => clock.after(ms, () => (fired += 1)));
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const timer of timers) timer.cancel();
  expect(fired).toBe(0);
});
