import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineHeap } from './deadline-heap.js';

describe('the deadline heap', () => {
  it('gives what is due, earliest first, ties by key', () => {
    const heap = new DeadlineHeap();
    heap.set(2, 20);
    heap.set(1, 20);
    heap.set(3, 10);
    heap.set(4, 40);
    expect([heap.takeDue(30), heap.takeDue(30), heap.takeDue(30), heap.takeDue(30)]).toEqual([
      3,
      1,
      2,
      undefined,
    ]);
  });

  it('forgets a deadline that was replaced or taken back', () => {
    const heap = new DeadlineHeap();
    heap.set(1, 10);
    heap.set(1, 50);
    heap.set(2, 10);
    heap.set(2, undefined);
    expect(heap.takeDue(20)).toBeUndefined();
    expect(heap.takeDue(50)).toBe(1);
    expect(heap.size).toBe(0);
  });

  it('agrees with a list that is searched', () => {
    const step = fc.record({
      key: fc.nat(12),
      due: fc.option(fc.nat(100), { nil: undefined }),
      now: fc.nat(100),
      take: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const heap = new DeadlineHeap();
        const list = new Map<number, number>();
        for (const { key, due, now, take } of steps) {
          if (take) {
            const first = [...list]
              .filter(([, at]) => at <= now)
              .sort((a, b) => a[1] - b[1] || a[0] - b[0])[0]?.[0];
            expect(heap.takeDue(now)).toBe(first);
            if (first !== undefined) list.delete(first);
          } else {
            heap.set(key, due);
            if (due === undefined) list.delete(key);
            else list.set(key, due);
          }
        }
        expect(heap.size).toBe(list.size);
      }),
    );
  });
});
