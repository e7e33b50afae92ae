import { describe, expect, it } from 'vitest';
import { pb } from '../proto/index.js';
import { PART_BYTES_MAX, partsOf, wholeOf } from './placement-parts.js';

const NODES = [{ nodeId: 'n1', labels: {}, revision: 3 }];
const LONG = 'n'.repeat(60);

const delta = (groups: number): pb.PlacementDelta.$Properties => ({
  revision: 7,
  level: 2,
  whole: true,
  nodes: NODES,
  groups: Array.from({ length: groups }, (_, at) => ({
    group: at + 1,
    revision: 7,
    replicas: [1, 2, 3].map((replicaId) => ({ replicaId, nodeId: `${LONG}${replicaId}` })),
  })),
});

describe('partsOf', () => {
  it('cuts a delta of many groups into messages of a bounded size, which are whole again together', () => {
    const asked = delta(20_000);
    const parts = [...partsOf(asked)];
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part.revision).toBe(7);
      expect(pb.PlacementDelta.encode(part).finish().length).toBeLessThan(1.2 * PART_BYTES_MAX);
    }
    expect(parts.slice(1).flatMap(({ nodes }) => nodes ?? [])).toEqual([]);
    expect(wholeOf(parts)).toEqual(asked);
  });

  it('has one part where nothing has changed, or little', () => {
    for (const groups of [0, 1]) {
      const parts = [...partsOf(delta(groups))];
      expect(parts).toHaveLength(1);
      expect(wholeOf(parts)).toEqual(delta(groups));
    }
  });
});

describe('wholeOf', () => {
  it('makes nothing of nothing: an empty stream says nothing about placement', () => {
    expect(wholeOf([])).toBeUndefined();
  });
});
