import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../placement-settings.js';
import { SimCluster, simNode } from '../testing/sim-cluster.js';
import type { PictureNode } from './cluster-picture.js';
import { chooseTarget } from './target.js';

/** Where a copy goes beside those on n1 and n2. */
function target(...nodes: readonly PictureNode[]) {
  const sim = new SimCluster();
  for (const node of [simNode('n1', { zone: 'a' }), simNode('n2', { zone: 'b' }), ...nodes])
    sim.putNode(node);
  return chooseTarget(sim.picture, new Set(['n1', 'n2']), ['n1', 'n2'], DEFAULT_SETTINGS);
}

const inZoneA = simNode('n4', { zone: 'a' });

describe('a new copy', () => {
  it.each([
    ['is drained', { state: 'draining' }],
    ['is decommissioned', { state: 'decommissioning' }],
    ['was removed', { state: 'removed' }],
    ['is down', { health: 'down' }],
  ] as const)(
    'does not wait for a node that would be best and %s: it goes where the second best place is',
    (_, life) => {
      expect(target(simNode('n3', { zone: 'c', ...life }), inZoneA)).toMatchObject({
        kind: 'node',
        node: 'n4',
      });
      expect(target(simNode('n3', { zone: 'c', ...life }))).toEqual({
        kind: 'none',
        why: 'no other node can take a copy: add a node',
        passes: false,
      });
    },
  );

  it.each([
    ['was not heard for a while', { health: 'disconnected' }, 'it has not been heard for a while'],
    ['is low on disk', { lowOnDisk: true }, 'it is low on disk: free some, or add a node'],
  ] as const)('waits for the best place where its node only %s', (_, life, why) => {
    expect(target(simNode('n3', { zone: 'c', ...life }), inZoneA)).toEqual({
      kind: 'none',
      why: `n3 would be the best place: ${why}`,
      passes: true,
    });
  });
});
