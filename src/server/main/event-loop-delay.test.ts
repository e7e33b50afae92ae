import { expect, test } from 'vitest';
import type { Clock } from '../../env/env.js';
import { EventLoopDelay } from './event-loop-delay.js';

/** A clock whose timers go off when the test says so, however late. */
function lateClock() {
  let nowMs = 0;
  let due: { atMs: number; callback: () => void } | undefined;
  const clock: Clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    after(delayMs, callback) {
      due = { atMs: nowMs + delayMs, callback };
      return {
        cancel() {
          due = undefined;
        },
      };
    },
    soon: (callback) => callback(),
  };
  return {
    clock,
    get waits() {
      return due !== undefined;
    },
    fire(lateMs: number) {
      if (due === undefined) throw new Error('no timer is set');
      nowMs = due.atMs + lateMs;
      due.callback();
    },
  };
}

test('a loop on time is late by nothing, and every second look is told', () => {
  const told: number[] = [];
  const late = lateClock();
  new EventLoopDelay(late.clock, (delayMs) => told.push(delayMs)).start();
  for (let look = 0; look < 4; look += 1) late.fire(0);
  expect(told).toEqual([0, 0]);
});

test('what is told is the mean lateness of the looks since it was told last', () => {
  const told: number[] = [];
  const late = lateClock();
  new EventLoopDelay(late.clock, (delayMs) => told.push(delayMs)).start();
  for (const lateMs of [300, 100, 0, 50]) late.fire(lateMs);
  expect(told).toEqual([200, 25]);
});

test('it waits for nothing once it was stopped', () => {
  const late = lateClock();
  const delay = new EventLoopDelay(late.clock, () => undefined);
  delay.start();
  late.fire(0);
  delay.stop();
  expect(late.waits).toBe(false);
});
