import { expect, test } from 'vitest';
import { Deadline } from './deadline.js';
import { Lifetime } from './lifetime.js';
import { VirtualClock } from './testing/virtual-clock.js';

function setUp(timeoutMs: number, signal?: AbortSignal) {
  const clock = new VirtualClock();
  const lifetime = new Lifetime();
  return { clock, lifetime, deadline: new Deadline(clock, lifetime, timeoutMs, signal) };
}

test('a sleep ends on time and leaves nothing behind', async () => {
  const { clock, deadline } = setUp(1_000);
  await clock.run(deadline.sleep(300));
  expect(clock.monotonicMs()).toBe(300);
  expect(deadline.remainingMs).toBe(700);
  expect(clock.timers).toBe(0);
});

test('waiting for shared work ends at the deadline, and the work goes on', async () => {
  const { clock, deadline } = setUp(1_000);
  let done = false;
  const work = new Promise<void>((resolve) => {
    clock.after(5_000, () => {
      done = true;
      resolve();
    });
  });
  await expect(clock.run(deadline.wait(work))).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
  expect(clock.monotonicMs()).toBe(1_000);
  await clock.run(work);
  expect(done).toBe(true);
});

test('a signal that is no Error is given back as the cause of one', async () => {
  const controller = new AbortController();
  const { clock, deadline } = setUp(1_000, controller.signal);
  clock.after(10, () => controller.abort('enough'));
  await expect(clock.run(deadline.sleep(500))).rejects.toMatchObject({ cause: 'enough' });
  expect(clock.timers).toBe(0);
});

test('closing the client wakes every sleeper', async () => {
  const { clock, lifetime, deadline } = setUp(60_000);
  clock.after(10, () => lifetime.close());
  const sleepers = Promise.allSettled(Array.from({ length: 50 }, () => deadline.sleep(50_000)));
  const woken = await clock.run(sleepers);
  expect(woken.every(({ status }) => status === 'rejected')).toBe(true);
  expect(clock.monotonicMs()).toBe(10);
  expect(clock.timers).toBe(0);
});

test('a call must be given some time', () => {
  expect(() => setUp(0)).toThrow(expect.objectContaining({ reason: 'INVALID_REQUEST' }) as Error);
  expect(() => setUp(Number.NaN)).toThrow(expect.objectContaining({ reason: 'INVALID_REQUEST' }) as Error);
});
