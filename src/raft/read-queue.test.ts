import { describe, expect, test } from 'vitest';
import { ForwardedReads, ReadQueue } from './read-queue.js';

describe('the leader’s queue', () => {
  test('confirms in order, and only what came before the round', () => {
    const queue = new ReadQueue();
    queue.add({ from: 1, token: 10 }, 5);
    queue.add({ from: 1, token: 11 }, 6);
    expect(queue.position).toBe(2);
    queue.asked(2);
    queue.add({ from: 2, token: 12 }, 7);
    expect(queue.wantsRound).toBe(false);
    expect(queue.confirm(2)).toMatchObject([
      { token: 10, index: 5 },
      { token: 11, index: 6 },
    ]);
    expect(queue.wantsRound).toBe(true);
    expect(queue.position).toBe(3);
    expect(queue.confirm(2)).toEqual([]);
  });

  test('holds reads back until it is told a commit index', () => {
    const queue = new ReadQueue();
    queue.add({ from: 1, token: 10 }, undefined);
    expect([queue.position, queue.wantsRound, queue.isEmpty]).toEqual([0, false, false]);
    queue.release(8);
    queue.asked(1);
    expect(queue.confirm(1)).toMatchObject([{ token: 10, index: 8 }]);
  });

  test('gives everything up when it is drained, and begins anew', () => {
    const queue = new ReadQueue();
    queue.add({ from: 1, token: 10 }, 5);
    queue.add({ from: 1, token: 11 }, undefined);
    expect(queue.drain().map(({ token }) => token)).toEqual([10, 11]);
    expect(queue.isEmpty).toBe(true);
  });

  test('does not believe in confirmations of what nobody asked', () => {
    const queue = new ReadQueue();
    queue.add({ from: 1, token: 10 }, 5);
    expect(() => queue.confirm(2)).toThrow();
  });
});

describe('a follower’s reads', () => {
  test('share one question, and an answer serves all up to its position', () => {
    const reads = new ForwardedReads(100);
    reads.add(1);
    reads.add(2);
    expect(reads.send()).toBe(102);
    reads.add(3);
    expect(reads.hasUnsent).toBe(true);
    expect(reads.answered(102)).toEqual([1, 2]);
    expect(reads.send()).toBe(103);
    expect(reads.answered(103)).toEqual([3]);
  });

  test('are asked again when the leader speaks and does not answer', () => {
    const reads = new ForwardedReads(0);
    reads.add(1);
    reads.send();
    for (let i = 0; i < 3; i++) reads.heardLeader();
    expect(reads.hasUnsent).toBe(true);
  });

  test('never use a position twice, drained or not', () => {
    const reads = new ForwardedReads(0);
    reads.add(1);
    const first = reads.send();
    expect(reads.drain()).toEqual([1]);
    reads.add(2);
    expect(reads.send()).toBeGreaterThan(first);
    expect(reads.answered(first)).toEqual([]);
  });
});
