import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Inflights } from './inflights.js';

test('a window is full by count', () => {
  const window = new Inflights(2, 1_000);
  window.add(1, 10);
  expect(window.full).toBe(false);
  window.add(2, 10);
  expect(window.full).toBe(true);
  expect(() => window.add(3, 10)).toThrow();
});

test('one message may overshoot the bytes, and fills the window', () => {
  const window = new Inflights(10, 100);
  window.add(1, 99);
  expect(window.full).toBe(false);
  window.add(2, 500);
  expect(window.full).toBe(true);
  window.freeTo(2);
  expect(window.bytes).toBe(0);
});

test('an acknowledgement frees all that lies at or below it', () => {
  const window = new Inflights(3, 100);
  for (const last of [5, 9, 12]) window.add(last, 1);
  window.freeTo(4);
  expect(window.count).toBe(3);
  window.freeTo(10);
  expect(window.count).toBe(1);
  window.freeTo(12);
  expect(window.count).toBe(0);
});

test('behaves as a list that is cut at its front', () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ free: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ reset: fc.constant(true) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 80 }), (size, steps) => {
      const window = new Inflights(size, 1_000);
      let list: number[] = [];
      let last = 0;
      for (const each of steps) {
        if ('add' in each) {
          last += each.add;
          if (window.full) continue;
          window.add(last, 1);
          list.push(last);
        } else if ('free' in each) {
          const to = (list[0] ?? 0) + each.free;
          window.freeTo(to);
          list = list.filter((index) => index > to);
        } else {
          window.reset();
          list = [];
        }
        expect(window.count).toBe(list.length);
        expect(window.bytes).toBe(list.length);
      }
    }),
  );
});
