import { describe, expect, test } from 'vitest';
import { silentLogger } from '../env/env.js';
import { NodeDirectory } from './node-directory.js';
import { seededRandom } from './testing/seeded-random.js';
import { VirtualClock } from './testing/virtual-clock.js';

const node = (nodeId: string) => ({ nodeId, clientAddress: `${nodeId}:1`, placement: nodeId === 'n1' });

function directory(seeds: readonly string[] = ['s1:1', 's2:1']) {
  const clock = new VirtualClock();
  return { clock, of: new NodeDirectory({ clock, random: seededRandom(1), log: silentLogger }, seeds) };
}

describe('what a directory learns', () => {
  test('replaces what was known', () => {
    const { of } = directory();
    of.learnNodes([node('n1'), node('n2')], 5);
    of.learnNodes([node('n2'), node('n3')], 6);
    expect(of.everybody()).toEqual(['n2:1', 'n3:1', 's1:1', 's2:1']);
    expect(of.placementNodes()).toEqual([]);
  });

  test('only adds to it when it is older: a node that is cut off brings nobody back, and takes nobody away', () => {
    const { of } = directory();
    of.learnNodes([{ ...node('n2'), clientAddress: 'new:1' }, node('n3')], 6);
    of.learnNodes([node('n1'), node('n2')], 5);
    expect(of.addressOf('n2')).toBe('new:1');
    expect(of.addressOf('n3')).toBe('n3:1');
    expect(of.addressOf('n1')).toBe('n1:1');
    expect(of.placementNodes()).toEqual([]);
    of.learnNodes([node('n3')], 7);
    expect(of.everybody()).toEqual(['n3:1', 's1:1', 's2:1']);
  });

  test('leaves out nodes that say no address', () => {
    const { of } = directory();
    of.learnNodes([{ nodeId: 'n1', clientAddress: '', placement: true }], 1);
    expect(of.everybody()).toEqual(['s1:1', 's2:1']);
    expect(of.placementNodes()).toEqual([]);
  });
});

describe('somebody to ask', () => {
  const asked = (of: NodeDirectory, times: number, tried: readonly string[] = []): Set<string | undefined> =>
    new Set(Array.from({ length: times }, () => of.pickAnybody(new Set(tried))));

  test('is a node, in turn', () => {
    const { of } = directory();
    of.learnNodes([node('n1'), node('n2')], 1);
    expect(asked(of, 8)).toEqual(new Set(['n1:1', 'n2:1']));
  });

  test('is a seed after one node did not answer', () => {
    const { of } = directory();
    of.learnNodes([node('n1'), node('n2')], 1);
    expect(asked(of, 8, ['n1:1'])).toEqual(new Set(['s1:1', 's2:1']));
    expect(asked(of, 8, ['n1:1', 's1:1', 's2:1'])).toEqual(new Set(['n2:1']));
  });

  test('is for half a minute nobody who was silent, while somebody else is there', async () => {
    const { of, clock } = directory(['s1:1']);
    of.learnNodes([node('n1'), node('n2')], 1);
    of.markAway('n1:1');
    await clock.advance(29_000);
    expect(of.isAway('n1:1')).toBe(false);
    expect(asked(of, 8)).toEqual(new Set(['n2:1']));
    await clock.advance(2_000);
    expect(asked(of, 8)).toEqual(new Set(['n1:1', 'n2:1']));
  });

  test('is one who was silent when all were', () => {
    const { of } = directory(['s1:1']);
    of.learnNodes([node('n1')], 1);
    of.markAway('n1:1');
    of.markAway('s1:1');
    expect(of.pickAnybody(new Set())).toBe('n1:1');
    expect(of.pickAnybody(new Set(['n1:1']))).toBe('s1:1');
    expect(of.pickAnybody(new Set(['n1:1', 's1:1']))).toBeDefined();
  });
});
