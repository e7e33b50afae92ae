import { describe, expect, it } from 'vitest';
import type { Picture } from './operated-cluster.js';
import { isEven } from './placement-ends.js';

const NODES = ['n1', 'n2', 'n3', 'n4', 'n5'];

/** Lines with these leaders, and no copies beside them. */
function ledBy(counts: Readonly<Record<string, number>>, placement: string): Picture {
  const leaders = Object.entries(counts).flatMap(([node, count]) =>
    Array.from({ length: count }, () => node),
  );
  return {
    carriers: new Map(leaders.map((node, group) => [group + 1, [node]])),
    leaders: new Map(leaders.map((node, group) => [group + 1, node])),
    placement: { carriers: [placement], leader: placement },
  };
}

describe('what scenarios call even', () => {
  it('counts the leader of placement, as placement itself does', () => {
    const lines = { n1: 4, n2: 5, n3: 6, n4: 5, n5: 5 };
    expect(isEven(ledBy(lines, 'n1'), NODES)).toBe(true);
    expect(isEven(ledBy(lines, 'n3'), NODES)).toBe(false);
  });

  it('leaves alone what placement leaves alone, five percent of the most that one has', () => {
    const lines = { n1: 82, n2: 84, n3: 80, n4: 80, n5: 81 };
    expect(isEven(ledBy(lines, 'n1'), NODES)).toBe(true);
    expect(isEven(ledBy(lines, 'n2'), NODES)).toBe(false);
  });
});
