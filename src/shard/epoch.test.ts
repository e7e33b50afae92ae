import { describe, expect, it } from 'vitest';
import { compareEpochs } from './epoch.js';

const epoch = (confVersion: number, rangeVersion: number) => ({ confVersion, rangeVersion });

describe('an epoch', () => {
  it('is newer only when no counter is behind', () => {
    expect(compareEpochs(epoch(2, 1), epoch(2, 1))).toBe('same');
    expect(compareEpochs(epoch(3, 1), epoch(2, 1))).toBe('newer');
    expect(compareEpochs(epoch(2, 2), epoch(2, 1))).toBe('newer');
    expect(compareEpochs(epoch(1, 1), epoch(2, 1))).toBe('older');
    expect(compareEpochs(epoch(3, 1), epoch(2, 2))).toBe('crossed');
  });
});
