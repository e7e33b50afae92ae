import { describe, expect, it } from 'vitest';
import { type ComparedGroup, compareReplicas } from './compare-replicas.js';

const group = (over: Partial<ComparedGroup> = {}): ComparedGroup => ({
  kind: 'group',
  group: 2,
  state: 'live',
  applied: 40,
  digest: 'aa',
  chain: '01',
  ...over,
});
const node = (directory: string, ...findings: ComparedGroup[]) => ({ directory, findings });

describe('replicas of several directories', () => {
  it('agree when the same place has the same entries and rows', () => {
    expect(compareReplicas([node('n1', group()), node('n2', group()), node('n3', group())])).toEqual([]);
  });

  it('say nothing about each other at different places', () => {
    expect(compareReplicas([node('n1', group()), node('n2', group({ applied: 41, digest: 'bb' }))])).toEqual(
      [],
    );
  });

  it('disagree when their rows differ at the same place', () => {
    const found = compareReplicas([node('n1', group()), node('n2', group({ digest: 'bb' }))]);
    expect(found).toEqual([
      {
        group: 2,
        applied: 40,
        directories: ['n1', 'n2'],
        message: 'group 2 at 40: the rows in n1 are aa, in n2 bb',
      },
    ]);
  });

  it('are compared only while they are whole: damage has been told already', () => {
    expect(
      compareReplicas([node('n1', group()), node('n2', group({ state: 'damaged', digest: '0' }))]),
    ).toEqual([]);
  });
});
