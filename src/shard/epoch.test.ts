import { describe, expect, it } from 'vitest';
import { admitsKeys, admitsMembers, compareEpochs } from './epoch.js';

const epoch = (confVersion: number, rangeVersion: number) => ({ confVersion, rangeVersion });

describe('an epoch', () => {
  it('is newer only when no counter is behind', () => {
    expect(compareEpochs(epoch(2, 1), epoch(2, 1))).toBe('same');
    expect(compareEpochs(epoch(3, 1), epoch(2, 1))).toBe('newer');
    expect(compareEpochs(epoch(2, 2), epoch(2, 1))).toBe('newer');
    expect(compareEpochs(epoch(1, 1), epoch(2, 1))).toBe('older');
    expect(compareEpochs(epoch(3, 1), epoch(2, 2))).toBe('crossed');
  });

  it('admits a command on keys by its range version alone, and refuses a caller that is ahead too', () => {
    expect(admitsKeys(epoch(1, 4), epoch(9, 4))).toBe(true);
    expect(admitsKeys(epoch(9, 3), epoch(9, 4))).toBe(false);
    expect(admitsKeys(epoch(9, 5), epoch(9, 4))).toBe(false);
  });

  it('admits a change of members by its conf version alone', () => {
    expect(admitsMembers(epoch(4, 1), epoch(4, 9))).toBe(true);
    expect(admitsMembers(epoch(3, 9), epoch(4, 9))).toBe(false);
  });
});
