/** What fresh implementations of Raft get wrong when leadership goes to a replica that does not know yet that it may lead. */
import { expect, test } from 'vitest';
import { changeOf } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';

test('a transfer to a replica that does not know yet that it was promoted would leave the group without a leader', () => {
  const network = new Network({ voters: 2, learners: [3] });
  network.elect(1);
  network.change(1, changeOf('v3', 'explicit'));
  // 3 gets the entry, and not the news that it is committed.
  network.passes = ({ type, to, commit }) =>
    to !== 3 || (type === 'app' && commit < network.node(1).lastIndex);
  network.settle();
  expect(network.node(1).configuration.voters).toContain(3);
  expect(network.node(3).configuration.voters).not.toContain(3);
  expect(network.node(3).lastIndex).toBe(network.node(1).lastIndex);
  // Its own progress is up to date, so it is told at once, and refuses to campaign.
  network.passes = ({ type, to }) => to !== 3 || type === 'timeoutNow';
  expect(network.node(1).transferLeader(3)).toBe('ok');
  network.get(1).pump();
  network.settle();
  expect(network.node(3).role).toBe('follower');
  expect(network.node(3).term).toBe(network.node(1).term);
  // An election timeout later the leader takes proposals again; and once 3 knows, it can lead.
  network.heal();
  network.tick(12);
  const next = network.propose(1, 'sale');
  network.settle();
  expect(network.node(3).appliedIndex).toBe(next);
  expect(network.node(1).transferLeader(3)).toBe('ok');
  network.get(1).pump();
  network.settle();
  expect(network.leader?.id).toBe(3);
});
