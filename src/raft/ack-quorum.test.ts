import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kthLargest, quorumSizes, voteOutcome } from './ack-quorum.js';

const group = fc
  .integer({ min: 1, max: 9 })
  .chain((voters) => fc.record({ voters: fc.constant(voters), d: fc.integer({ min: 1, max: voters }) }));

describe('the sizes of quorums', () => {
  test.each([
    // n, d: commit, elect, confirm
    [1, 1, 1, 1, 1],
    [3, 1, 1, 3, 1],
    [3, 2, 2, 2, 2],
    [3, 3, 2, 2, 2],
    [4, 2, 2, 3, 2],
    [5, 2, 2, 4, 2],
    [5, 3, 3, 3, 3],
    [5, 5, 3, 3, 3],
  ])(
    'of %i voters with an ack quorum of %i are %i to commit, %i to elect, %i to confirm',
    (n, d, commit, elect, confirm) => {
      expect(quorumSizes(n, d)).toEqual({ voters: n, answer: d, commit, elect, confirm });
    },
  );

  test('let every election quorum meet every commit quorum, and every other election quorum', () => {
    fc.assert(
      fc.property(group, ({ voters, d }) => {
        const { commit, elect } = quorumSizes(voters, d);
        expect(commit + elect).toBeGreaterThan(voters);
        expect(2 * elect).toBeGreaterThan(voters);
      }),
    );
  });

  test('let a read be confirmed by exactly as many as stop another election', () => {
    fc.assert(
      fc.property(group, ({ voters, d }) => {
        const { confirm, elect } = quorumSizes(voters, d);
        expect(confirm + elect).toBe(voters + 1);
      }),
    );
  });

  test('refuse an ack quorum that no set of voters could meet', () => {
    expect(() => quorumSizes(3, 4)).toThrow();
    expect(() => quorumSizes(3, 0)).toThrow();
    expect(() => quorumSizes(0, 1)).toThrow();
  });
});

describe('a vote', () => {
  test('is lost as soon as the missing votes could not help', () => {
    const sizes = quorumSizes(5, 2);
    expect(voteOutcome(sizes, 3, 1)).toBe('pending');
    expect(voteOutcome(sizes, 3, 2)).toBe('lost');
    expect(voteOutcome(sizes, 4, 1)).toBe('won');
  });

  test('is decided when all have voted', () => {
    fc.assert(
      fc.property(group, fc.nat(), ({ voters, d }, seed) => {
        const granted = seed % (voters + 1);
        expect(voteOutcome(quorumSizes(voters, d), granted, voters - granted)).not.toBe('pending');
      }),
    );
  });
});

test('the k-th largest is what sorting says', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 9 }), fc.nat(), (values, seed) => {
      const k = 1 + (seed % values.length);
      const sorted = [...values].sort((a, b) => b - a);
      expect(kthLargest([...values, 99, 99], values.length, k)).toBe(sorted[k - 1]);
    }),
  );
});
