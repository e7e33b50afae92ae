import { expect, it } from 'vitest';
import { namingCluster } from './suggestions.js';

const nodes = [{ client: '127.0.0.1:17201' }, { client: '127.0.0.1:17202' }];

it('names the cluster to other commands where they would ask another one, or none', () => {
  expect(namingCluster('/srv/other.yaml', nodes)).toEqual([
    'export RAILKV_CLUSTER=127.0.0.1:17201,127.0.0.1:17202',
  ]);
  expect(namingCluster('./cluster.yaml', nodes)).toEqual([]);
  expect(namingCluster(undefined, nodes)).toEqual([]);
});
