import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JointQuorum } from './joint-quorum.js';
import type { Configuration } from './message.js';
import { configurationOf } from './testing/conf-change-codec.js';

function joint(voters: number[], d: number, outgoing: number[], outgoingD: number): Configuration {
  return { ...configurationOf(voters, d), votersOutgoing: outgoing, ackQuorumOutgoing: outgoingD };
}

function quorum(
  configuration: Configuration,
  match: Record<number, number>,
  reads: Record<number, number> = {},
) {
  return new JointQuorum(configuration, (id) => ({ id, match: match[id] ?? 0, readAck: reads[id] ?? 0 }));
}

const votes = (...entries: [number, boolean][]) => new Map(entries);

describe('a settled configuration', () => {
  test('commits what min(d, majority) voters hold', () => {
    const match = { 1: 9, 2: 7, 3: 5, 4: 3, 5: 1 };
    expect(quorum(configurationOf([1, 2, 3, 4, 5], 2), match).committed()).toBe(7);
    expect(quorum(configurationOf([1, 2, 3, 4, 5], 3), match).committed()).toBe(5);
    expect(quorum(configurationOf([1, 2, 3, 4, 5], 5), match).committed()).toBe(5);
  });

  test('answers what d voters hold, above a majority too', () => {
    const match = { 1: 9, 2: 7, 3: 5 };
    expect(quorum(configurationOf([1, 2, 3], 2), match).answerable()).toBe(7);
    expect(quorum(configurationOf([1, 2, 3], 3), match).answerable()).toBe(5);
  });

  test('counts no replica that is not a voter', () => {
    expect(quorum(configurationOf([1, 2, 3], 2, [4]), { 1: 9, 4: 9, 5: 9 }).committed()).toBe(0);
    expect(quorum(configurationOf([1, 2, 3], 2, [4]), {}).votes(votes([1, true], [4, true], [5, true]))).toBe(
      'pending',
    );
  });

  test('knows when an election needs more than a majority', () => {
    expect(quorum(configurationOf([1, 2, 3, 4, 5], 2), {}).electionIsTight()).toBe(true);
    expect(quorum(configurationOf([1, 2, 3, 4, 5], 3), {}).electionIsTight()).toBe(false);
    expect(quorum(configurationOf([1, 2, 3], 3), {}).electionIsTight()).toBe(false);
  });
});

describe('a joint configuration', () => {
  const configuration = joint([3, 4, 5], 2, [1, 2, 3], 3);

  test('commits only what both halves hold', () => {
    expect(quorum(configuration, { 3: 9, 4: 9, 5: 9 }).committed()).toBe(0);
    expect(quorum(configuration, { 1: 6, 2: 6, 3: 9, 4: 9 }).committed()).toBe(6);
  });

  test('answers by the incoming ack quorum alone', () => {
    expect(quorum(configuration, { 3: 9, 4: 8 }).answerable()).toBe(8);
  });

  test('is won by both halves, and lost by either', () => {
    const { votes: outcome } = { votes: (v: Map<number, boolean>) => quorum(configuration, {}).votes(v) };
    expect(outcome(votes([3, true], [4, true]))).toBe('pending');
    expect(outcome(votes([3, true], [4, true], [1, true]))).toBe('won');
    expect(outcome(votes([3, true], [4, true], [1, false], [2, false]))).toBe('lost');
    expect(outcome(votes([4, false], [5, false], [1, true], [2, true]))).toBe('lost');
  });

  test('confirms a read only with both halves', () => {
    expect(quorum(configuration, {}, { 3: 4, 4: 4 }).confirmedReads()).toBe(0);
    expect(quorum(configuration, {}, { 3: 4, 4: 4, 2: 3 }).confirmedReads()).toBe(3);
  });

  test('keeps a leader only while both halves stop an election', () => {
    const heard = (...ids: number[]) => quorum(configuration, {}).confirmedBy((id) => ids.includes(id));
    expect(heard(3, 4, 5)).toBe(false);
    expect(heard(3, 4, 1)).toBe(true);
    expect(quorum(configuration, {}).electableBy((id) => id >= 3)).toBe(false);
  });
});

test('whoever confirms a read shares a voter with whoever could elect another leader', () => {
  const anyConfiguration = fc
    .tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 5 }),
    )
    .map(([n, m, a, b, shift]) =>
      joint(
        Array.from({ length: n }, (_, i) => i + 1),
        1 + (a % n),
        Array.from({ length: m }, (_, i) => i + 1 + shift),
        1 + (b % m),
      ),
    );
  fc.assert(
    fc.property(anyConfiguration, fc.nat({ max: 2 ** 12 - 1 }), (configuration, set) => {
      const inSet = (id: number) => (set & (1 << id)) !== 0;
      const q = quorum(configuration, {});
      // A set and its complement are disjoint: they can't do both.
      expect(q.confirmedBy(inSet) && q.electableBy((id) => !inSet(id))).toBe(false);
      expect(q.electableBy(inSet) && q.electableBy((id) => !inSet(id))).toBe(false);
    }),
  );
});
