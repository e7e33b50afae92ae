import { expect, it } from 'vitest';
import { NO_REPLICA, recoveryEpochOf, replicaId } from './ids.js';

it('a replica id says in which recovery epoch it was given, whatever the counter, and stays a safe integer', () => {
  for (const epoch of [0, 1, 2 ** 20])
    for (const counter of [1, 7, 2 ** 32 - 1]) {
      const id = replicaId(epoch, counter);
      expect(recoveryEpochOf(id)).toBe(epoch);
      expect(Number.isSafeInteger(id)).toBe(true);
    }
  expect(recoveryEpochOf(NO_REPLICA)).toBe(0);
});

it('a later recovery epoch gives higher ids, so that those of before are refused', () => {
  expect(replicaId(1, 1)).toBeGreaterThan(replicaId(0, 2 ** 32 - 1));
});
