import { expect, test } from 'vitest';
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, Backoff } from './backoff.js';
import { RetryBudget } from './retry-budget.js';
import { seededRandom } from './testing/seeded-random.js';
import { VirtualClock } from './testing/virtual-clock.js';

function spend(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
}

test('a full budget allows a burst, and then what calls and time earn', async () => {
  const clock = new VirtualClock();
  const budget = new RetryBudget(clock);
  expect(spend(budget)).toBe(200);
  for (let call = 0; call < 40; call += 1) budget.deposit();
  expect(spend(budget)).toBe(10);
  await clock.advance(2_000);
  expect(spend(budget)).toBe(40);
});

test('a budget never holds more than its bucket', async () => {
  const clock = new VirtualClock();
  const budget = new RetryBudget(clock);
  await clock.advance(3_600_000);
  for (let call = 0; call < 10_000; call += 1) budget.deposit();
  expect(spend(budget)).toBe(200);
});

test('waits are spread over the whole of a window that doubles up to its cap', () => {
  const random = seededRandom(7);
  const windows = Array.from({ length: 9 }, (_, waits) =>
    Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** waits),
  );
  const longest = windows.map(() => 0);
  for (let client = 0; client < 500; client += 1) {
    const backoff = new Backoff(random);
    windows.forEach((window, at) => {
      const wait = backoff.next();
      expect(wait).toBeLessThan(window);
      longest[at] = Math.max(longest[at] ?? 0, wait);
    });
  }
  expect(windows.every((window, at) => (longest[at] ?? 0) > window * 0.9)).toBe(true);
});

test('what the node asks for comes on top of the jitter', () => {
  const backoff = new Backoff({ next: () => 0.5 });
  expect(backoff.next(300)).toBe(300 + BACKOFF_BASE_MS / 2);
  expect(backoff.longest(300)).toBe(300 + BACKOFF_CAP_MS * 0.75);
});
