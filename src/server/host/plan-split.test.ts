import { describe, expect, it } from 'vitest';
import { boundaryKey } from '../../proto/boundary.js';
import { lineKey, plainKey, prefixEnd, trainKey } from '../../proto/keys.js';
import { GROUPS_MAX } from '../../shard/placement-check.js';
import { planSplit, SPLITS_AT_ONCE_MAX, type SplitPicture } from './plan-split.js';

const CHILD = 9;
const AT = trainKey('jinghu', 'G5');

/** Group 2 holds jinghu, placement knows it and has reserved a number, nothing else is under way. */
const picture = (over: Partial<SplitPicture> = {}): SplitPicture => ({
  range: { start: lineKey('jinghu'), end: prefixEnd(lineKey('jinghu')) },
  rangeVersion: 1,
  placed: { rangeVersion: 1, reserved: CHILD },
  groups: 3,
  holderOf: () => ({ group: 2, start: lineKey('jinghu') }),
  isLeaderless: () => false,
  tooOld: undefined,
  splitting: 0,
  ...over,
});
const plan = (over: Partial<SplitPicture> = {}, key: Uint8Array = AT) =>
  planSplit(2, picture(over), key, 0, GROUPS_MAX);

describe('a split', () => {
  it('is ordered where nothing is in its way, under the number that placement gave', () => {
    expect(plan()).toMatchObject({ kind: 'split', child: CHILD });
  });

  it('waits while its node splits as many groups as it may at once, and no longer', () => {
    expect(plan({ splitting: SPLITS_AT_ONCE_MAX - 1 }).kind).toBe('split');
    expect(plan({ splitting: SPLITS_AT_ONCE_MAX })).toEqual({
      kind: 'wait',
      doing: `this node splits ${SPLITS_AT_ONCE_MAX} other groups, the most at once`,
    });
  });

  it('is refused where the cluster has as many groups as it can, and not before', () => {
    expect(plan({ groups: GROUPS_MAX - 1 }).kind).toBe('split');
    expect(plan({ groups: GROUPS_MAX })).toMatchObject({
      kind: 'refused',
      reason: 'SPLIT_IMPOSSIBLE',
      message: expect.stringContaining(`${GROUPS_MAX} groups already`) as string,
    });
  });

  it('is refused outside the range, at what is no boundary, and of plain keys', () => {
    const elsewhere = trainKey('huning', 'G5');
    for (const key of [elsewhere, plainKey('k'), AT.subarray(0, AT.length - 2)])
      expect(plan({ holderOf: () => undefined }, key)).toMatchObject({
        kind: 'refused',
        reason: 'SPLIT_KEY_INVALID',
      });
  });

  it('is refused at what is no date: nothing would ever lie between, and no group is merged again', () => {
    expect(plan({}, boundaryKey({ line: 'jinghu', train: 'G5', date: '2026-12-31' })).kind).toBe('split');
    for (const date of ['2026-13-01', '2026-02-29', 'tomorrow'])
      expect(plan({}, boundaryKey({ line: 'jinghu', train: 'G5', date }))).toMatchObject({
        kind: 'refused',
        reason: 'SPLIT_KEY_INVALID',
        message: expect.stringContaining(`${date} is no date`) as string,
      });
  });

  it('at either edge of the range is done already', () => {
    expect(plan({}, lineKey('jinghu'))).toEqual({ kind: 'done' });
    expect(plan({ range: { start: lineKey('jinghu'), end: AT } })).toEqual({ kind: 'done' });
  });
});
