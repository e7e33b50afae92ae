import { describe, expect, it } from 'vitest';
import { DigestTally } from './digest-tally.js';

const GOOD = { high: 1, low: 2 };
const BAD = { high: 1, low: 3 };
const WORSE = { high: 4, low: 4 };
const VOTERS = [1, 2, 3];

function tally(own: number, ...said: readonly [number, number, typeof GOOD][]): DigestTally {
  const made = new DigestTally(own);
  for (const [replica, index, digest] of said) made.add(replica, index, digest);
  return made;
}

describe('digests of one position', () => {
  it('that are equal say nothing', () => {
    const equal = tally(1, [1, 10, GOOD], [2, 10, GOOD], [3, 10, GOOD]);
    expect(equal.verdict(VOTERS)).toEqual({ kind: 'fine', outvoted: [] });
  });

  it('convict the one that a majority contradicts, and name it to the others', () => {
    const said: [number, number, typeof GOOD][] = [
      [1, 10, BAD],
      [2, 10, GOOD],
      [3, 10, GOOD],
    ];
    expect(tally(1, ...said).verdict(VOTERS)).toMatchObject({ kind: 'wrong', index: 10 });
    expect(tally(2, ...said).verdict(VOTERS)).toEqual({
      kind: 'fine',
      outvoted: [{ replica: 1, index: 10 }],
    });
  });

  it('are in dispute until a majority has spoken', () => {
    const two = tally(1, [1, 10, GOOD], [2, 10, BAD]);
    expect(two.verdict(VOTERS)).toEqual({ kind: 'disputed', index: 10, with: [2] });
    two.add(3, 10, GOOD);
    expect(two.verdict(VOTERS)).toMatchObject({ kind: 'fine' });
    const three = tally(1, [1, 10, GOOD], [2, 10, BAD], [3, 10, WORSE]);
    expect(three.verdict(VOTERS)).toMatchObject({ kind: 'disputed' });
  });

  it('are in dispute for good between two voters, and no more once one of them is removed', () => {
    const two = tally(1, [1, 10, GOOD], [2, 10, BAD]);
    expect(two.verdict([1, 2])).toMatchObject({ kind: 'disputed' });
    expect(two.verdict([1])).toMatchObject({ kind: 'fine' });
  });

  it('of who has no vote decide nothing, but it is convicted as others are', () => {
    const said: [number, number, typeof GOOD][] = [
      [1, 10, GOOD],
      [2, 10, GOOD],
      [4, 10, BAD],
    ];
    expect(tally(1, ...said).verdict(VOTERS)).toMatchObject({ kind: 'fine' });
    expect(tally(4, ...said).verdict(VOTERS)).toMatchObject({ kind: 'wrong' });
  });

  it('wait for a replica that is behind, and settle an older dispute when a newer position is agreed on', () => {
    const behind = tally(3, [1, 10, GOOD], [2, 10, GOOD]);
    expect(behind.verdict(VOTERS)).toMatchObject({ kind: 'fine' });
    behind.add(3, 10, BAD);
    expect(behind.verdict(VOTERS)).toMatchObject({ kind: 'wrong' });
    const settled = tally(1, [1, 10, GOOD], [2, 10, BAD], [1, 20, GOOD], [3, 20, GOOD]);
    expect(settled.verdict(VOTERS)).toMatchObject({ kind: 'fine' });
  });

  it('are forgotten, the oldest first', () => {
    const many = tally(1, [2, 1, BAD]);
    for (let index = 2; index <= 9; index += 1) many.add(2, index, BAD);
    many.add(2, 1, BAD);
    many.add(1, 1, GOOD);
    expect(many.verdict(VOTERS)).toMatchObject({ kind: 'fine' });
    many.add(1, 9, GOOD);
    expect(many.verdict(VOTERS)).toMatchObject({ kind: 'disputed', index: 9 });
  });
});
