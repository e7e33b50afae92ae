import { describe, expect, it } from 'vitest';
import { pb } from '../proto/index.js';
import { clusterFrom } from './cluster-results.js';

describe('the nodes of a cluster', () => {
  it('are those that were not removed for good', () => {
    const response = pb.GetClusterResponse.create({
      nodes: [{ nodeId: 'n1' }, { nodeId: 'n2', state: 3 }, { nodeId: 'n3', state: 1 }],
    });
    expect(clusterFrom(response).nodes.map(({ nodeId }) => nodeId)).toEqual(['n1', 'n3']);
  });
});
