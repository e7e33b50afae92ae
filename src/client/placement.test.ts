import { expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { PLACEMENT } from '../proto/services.js';
import { addressOf, NODES } from './testing/fake-cluster.js';
import { testClient } from './testing/test-client.js';

test('a client whose every placement node is gone asks the others where group 0 is', async () => {
  const { cluster, railkv, run } = await testClient();
  cluster.answer(PLACEMENT.getCluster, () => ({
    clusterId: 'test',
    revision: 1,
    nodes: NODES.map((nodeId) => ({
      nodeId,
      clientAddress: addressOf(nodeId),
      placement: nodeId === 'n1',
    })),
  }));
  await run(railkv.cluster.describe());
  cluster.down.add(addressOf('n1'));
  cluster.answer(PLACEMENT.getSettings, (_request, address) => {
    if (address === addressOf('n3')) return { settings: { operatorsMax: 7 } };
    throw new RailkvError('NOT_PLACEMENT', 'group 0 is on n3', {
      metadata: { leader_node: 'n3', leader_address: addressOf('n3') },
    });
  });
  expect((await run(railkv.operations.settings())).operatorsMax).toBe(7);
});
