import { expect, test } from 'vitest';
import { changeConfiguration } from './conf-change.js';
import { changeOf, configurationOf } from './testing/conf-change-codec.js';
import { Tracker } from './tracker.js';

const trackerOf = (voters: number[], learners: number[] = []) =>
  new Tracker(configurationOf(voters, 1, learners), 5, 4, 100);

function change(tracker: Tracker, words: string): void {
  const result = changeConfiguration(tracker.configuration, changeOf(words));
  if (!result.ok) throw new Error(result.why);
  tracker.switchTo(result.configuration, 9);
}

test('replicas are walked in the order of their ids', () => {
  expect(trackerOf([2, 7], [4]).all.map(({ id }) => id)).toEqual([2, 4, 7]);
});

test('a member keeps its progress through a change, a new one is probed and counts as heard from', () => {
  const tracker = trackerOf([1, 2, 3]);
  const second = tracker.get(2);
  change(tracker, 'v4 r3');
  expect(tracker.get(2)).toBe(second);
  expect(tracker.get(4)).toMatchObject({ next: 9, match: 0, recentActive: true, state: 'probe' });
  expect(tracker.voters).toEqual([1, 2, 3, 4]);
});

test('who has left is forgotten, with its vote', () => {
  const tracker = trackerOf([1, 2, 3]);
  tracker.votes.set(3, true);
  change(tracker, 'r3');
  expect(tracker.votes.get(3)).toBe(true);
  change(tracker, '');
  expect(tracker.get(3)).toBeUndefined();
  expect(tracker.votes.size).toBe(0);
});

test('a voter that becomes a learner stays a voter until the joint configuration is left', () => {
  const tracker = trackerOf([1, 2, 3]);
  change(tracker, 'l3');
  expect([tracker.isVoter(3), tracker.isIncomingVoter(3)]).toEqual([true, false]);
  change(tracker, '');
  expect(tracker.isVoter(3)).toBe(false);
  expect(tracker.get(3)?.learner).toBe(true);
});
