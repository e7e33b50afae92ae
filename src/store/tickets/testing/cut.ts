/** A ticket group cut in two, for tests: both halves over the same rows, as a store opens them. */
import type { GroupRange } from '../../state-machine.js';
import { groupBucket } from '../buckets.js';
import { Replica } from './replica.js';

export const CHILD = 8;

/** Cuts, and opens both halves over the same rows, as a store does. */
export function cut(parent: Replica, key: Uint8Array): { left: Replica; right: Replica } {
  const { range } = parent.machine.state;
  const rangeVersion = range.rangeVersion + 1;
  const halves: [GroupRange, GroupRange] = [
    { ...range, end: key, rangeVersion },
    { ...range, start: key, rangeVersion },
  ];
  const rows = parent.machine.split(...halves);
  parent.store.checkpoint();
  const store = parent.store.reopened();
  store.loadNow(groupBucket(CHILD));
  for (const [row, value] of rows) store.put(groupBucket(CHILD), row, value);
  store.checkpoint();
  const [left, right] = halves.map((half, at) => {
    const group = at === 0 ? parent.group : CHILD;
    return new Replica(group, store.reopened().owning(group, half), half);
  });
  for (const half of [left!, right!]) {
    half.index = parent.index;
    half.load(() => half.machine.missing(new Uint8Array()));
  }
  return { left: left!, right: right! };
}
