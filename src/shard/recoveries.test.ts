import { describe, expect, it } from 'vitest';
import { apartSince, lostIn, lostNodes, mergeRecoveries } from './recoveries.js';

const recovery = (epoch: number, id: string, ...lost: string[]) => ({ epoch, id, lostNodes: lost });

describe('recoveries', () => {
  it('are known once each, whoever tells of them, with all that any told', () => {
    const held = [recovery(1, 'a', 'n3')];
    expect(mergeRecoveries(held, [recovery(1, 'a', 'n3'), recovery(0, '', 'n9')])).toBe(held);
    const more = mergeRecoveries(held, [recovery(2, 'c', 'n5'), recovery(1, 'a', 'n2')]);
    expect(more).toEqual([recovery(1, 'a', 'n2', 'n3'), recovery(2, 'c', 'n5')]);
    expect(lostNodes(more)).toEqual(['n2', 'n3', 'n5']);
    expect(lostIn(more, 'n5')?.epoch).toBe(2);
    expect(lostIn(more, 'n1')).toBeUndefined();
  });

  it('of one epoch and two names were made apart', () => {
    expect(apartSince([recovery(1, 'a')], [recovery(1, 'b')])).toBe(1);
    expect(apartSince([recovery(1, 'a'), recovery(2, 'c')], [recovery(2, 'd')])).toBe(2);
  });

  it('are the same where one side knows fewer, or is of an older version that named none', () => {
    expect(apartSince([recovery(1, 'a')], [recovery(1, 'a'), recovery(2, 'b')])).toBeUndefined();
    expect(apartSince([recovery(1, 'a')], [])).toBeUndefined();
    expect(apartSince([recovery(1, 'a')], [recovery(1, '')])).toBeUndefined();
    expect(apartSince([recovery(1, '')], [recovery(1, 'b')])).toBeUndefined();
  });
});
