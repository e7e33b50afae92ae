import { describe, expect, it } from 'vitest';
import { drawSchedule, simulateCore } from './core-simulation.js';

const PATIENCE_MS = 120_000;

describe('bare consensus cores', () => {
  it(
    'keep what the checkers of whole clusters watch, over elections, crashes and reads',
    () => {
      const outcomes = Array.from({ length: 40 }, (_, seed) => simulateCore(seed));
      expect(outcomes.flatMap(({ failure }) => (failure ? [failure.message] : []))).toEqual([]);
      const sum = (of: 'elections' | 'crashes' | 'reads'): number =>
        outcomes.reduce((total, { figures }) => total + figures[of], 0);
      expect(sum('elections')).toBeGreaterThan(40);
      expect(sum('crashes')).toBeGreaterThan(10);
      expect(sum('reads')).toBeGreaterThan(40);
    },
    PATIENCE_MS,
  );

  it('do exactly the same again from the same seed', () => {
    expect(simulateCore(7).hash).toBe(simulateCore(7).hash);
  });

  it('meet ack quorums below, at and above a majority, and changes of members', () => {
    const schedules = Array.from({ length: 100 }, (_, seed) => drawSchedule(seed));
    const above = schedules.filter(({ voters, ackQuorum }) => ackQuorum > Math.floor(voters / 2) + 1);
    const below = schedules.filter(({ voters, ackQuorum }) => ackQuorum < Math.floor(voters / 2) + 1);
    expect(above.length).toBeGreaterThan(10);
    expect(below.length).toBeGreaterThan(10);
    expect(schedules.filter(({ changesMembers }) => changesMembers).length).toBeGreaterThan(10);
  });
});
