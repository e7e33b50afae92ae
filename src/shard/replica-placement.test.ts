import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NodeLoad, placeReplicas } from './replica-placement.js';

const node = (id: string, rest: Partial<NodeLoad> = {}): NodeLoad => ({
  node: id,
  zone: '',
  host: '',
  replicas: 0,
  leads: 0,
  ...rest,
});

/** Places `groups` groups one after another. */
function fill(nodes: NodeLoad[], copies: number, groups: number): { nodes: NodeLoad[]; placed: string[][] } {
  let loads = nodes;
  const placed: string[][] = [];
  for (let group = 0; group < groups; group += 1) {
    const chosen = placeReplicas(loads, copies);
    expect(chosen).toHaveLength(copies);
    placed.push([...(chosen ?? [])]);
    loads = loads.map((load) => {
      const at = chosen?.indexOf(load.node) ?? -1;
      return { ...load, replicas: load.replicas + (at >= 0 ? 1 : 0), leads: load.leads + (at === 0 ? 1 : 0) };
    });
  }
  return { nodes: loads, placed };
}

describe('placing a group', () => {
  it('takes the nodes with fewest replicas, ties by id', () => {
    const nodes = [node('d'), node('c', { replicas: 1 }), node('b'), node('a', { replicas: 5 })];
    expect(placeReplicas(nodes, 2)).toEqual(['b', 'd']);
    expect(placeReplicas(nodes, 3)).toEqual(['b', 'd', 'c']);
  });

  it('keeps copies in different zones even when a node of a used zone carries less', () => {
    const nodes = [
      node('a1', { zone: 'a' }),
      node('a2', { zone: 'a' }),
      node('b1', { zone: 'b', replicas: 9 }),
      node('c1', { zone: 'c', replicas: 9 }),
    ];
    expect([...(placeReplicas(nodes, 3) ?? [])].sort()).toEqual(['a1', 'b1', 'c1']);
  });

  it('keeps copies on different hosts where zones do not decide', () => {
    const nodes = [
      node('n1', { host: 'h1' }),
      node('n2', { host: 'h1' }),
      node('n3', { host: 'h2', replicas: 3 }),
    ];
    expect([...(placeReplicas(nodes, 2) ?? [])].sort()).toEqual(['n1', 'n3']);
  });

  it('lets each of three nodes lead in turn', () => {
    const { placed } = fill([node('n1'), node('n2'), node('n3')], 3, 6);
    expect(placed.map((group) => group[0])).toEqual(['n1', 'n2', 'n3', 'n1', 'n2', 'n3']);
  });

  it('refuses when there are too few nodes', () => {
    expect(placeReplicas([node('a')], 2)).toBeUndefined();
  });
});

describe('placing many groups', () => {
  it('stays even where nodes are alike: within one replica, and within three first leaders', () => {
    const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);
    for (let nodes = 1; nodes <= 9; nodes += 1) {
      for (let copies = 1; copies <= Math.min(nodes, 5); copies += 1) {
        let after = Array.from({ length: nodes }, (_, at) => node(`n${at}`));
        for (let groups = 1; groups <= 60; groups += 1) {
          after = fill(after, copies, 1).nodes;
          const what = `${groups} groups of ${copies} copies on ${nodes} nodes`;
          expect(spread(after.map((load) => load.replicas)), what).toBeLessThanOrEqual(1);
          expect(spread(after.map((load) => load.leads)), what).toBeLessThanOrEqual(3);
        }
      }
    }
  });

  it('does not depend on the order in which nodes are listed, and names no node twice', () => {
    const load = fc.record({
      zone: fc.constantFrom('', 'a', 'b'),
      host: fc.constantFrom('', 'x', 'y'),
      replicas: fc.nat(5),
      leads: fc.nat(5),
    });
    fc.assert(
      fc.property(
        fc.array(load, { minLength: 3, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (loads, noise) => {
          const nodes = loads.map((rest, at) => ({ node: `n${at}`, ...rest }));
          const shuffled = nodes
            .map((value) => ({ value, weight: noise.next().value as number }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ value }) => value);
          const chosen = placeReplicas(nodes, 3);
          expect(placeReplicas(shuffled, 3)).toEqual(chosen);
          expect(new Set(chosen).size).toBe(3);
        },
      ),
    );
  });
});
