import { expect, test } from 'vitest';
import { changeOf } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';

test('three replicas elect, replicate, commit and apply', () => {
  const network = new Network({ voters: 3 });
  network.elect(1);
  const index = network.propose(1, 'a');
  network.settle();
  for (const { node } of network.all) expect(node.appliedIndex).toBe(index);
  expect(network.node(1).answerable).toBe(index);
});

test('a group replaces a voter through a joint configuration and leaves it by itself', () => {
  const network = new Network({ voters: 3 });
  network.elect(1);
  network.add(4);
  network.change(1, changeOf('v4 r3'));
  network.settle();
  network.tick(3);
  expect(network.node(1).configuration.voters).toEqual([1, 2, 4]);
  expect(network.node(1).configuration.votersOutgoing).toEqual([]);
  expect(network.node(4).configuration.voters).toEqual([1, 2, 4]);
});
