import { expect, it } from 'vitest';
import { decodeHead, encodeHead } from './placement-rows.js';

it('a head of a cluster that was never recovered is the same once read back, by value and by byte', () => {
  const head = {
    clusterId: 'c',
    revision: 7,
    defaultReplicas: 3,
    defaultAckQuorum: 2,
    nextGroup: 4,
    level: 1,
    recoveries: [],
    reconciledEpoch: 0,
  };
  const bytes = encodeHead(head);
  expect(decodeHead(bytes)).toEqual(head);
  expect(encodeHead(decodeHead(bytes))).toEqual(bytes);
});
