import { expect, it } from 'vitest';
import type { PlacedNode } from '../../shard/descriptor.js';
import type { PlacementView } from '../../shard/placement-view.js';
import type { HostedReplica } from './hosted-replica.js';
import { leaveWithoutTheGone } from './leave-joint.js';

const NODES: Readonly<Record<string, Pick<PlacedNode, 'health' | 'state'>>> = {
  live: { health: 'up', state: 'active' },
  silent: { health: 'disconnected', state: 'active' },
  draining: { health: 'up', state: 'draining' },
  leaving: { health: 'disconnected', state: 'decommissioning' },
  down: { health: 'down', state: 'active' },
  removed: { health: 'up', state: 'removed' },
  lost: { health: 'up', state: 'active' },
};
const view = {
  node: (name: string) => NODES[name],
  recoveries: [{ epoch: 1, id: 'r', lostNodes: ['lost'] }],
} as unknown as PlacementView;

/** A group in a joint configuration with a copy on each node, and one on a node that nobody knows. */
function joint(change: { readonly outgoing?: readonly number[]; readonly isCurrentLeader?: boolean } = {}) {
  const names = [...Object.keys(NODES), 'unknown'];
  const gone: string[][] = [];
  let stirred = 0;
  const replica = {
    meta: { configuration: { votersOutgoing: change.outgoing ?? [1, 2] } },
    isCurrentLeader: change.isCurrentLeader ?? true,
    members: new Map(names.map((node, at) => [at + 1, { replica: at + 1, node }])),
    stir: () => {
      stirred += 1;
    },
    raft: {
      leaveJointWithout: (isGone: (id: number) => boolean) =>
        gone.push([...names, 'no member'].filter((_, at) => isGone(at + 1))),
    },
  } as unknown as HostedReplica;
  leaveWithoutTheGone([replica], view);
  return { gone, stirred };
}

it('a joint configuration is left without nodes that are down, removed or declared lost, and without no others', () => {
  expect(joint()).toEqual({ gone: [['down', 'removed', 'lost']], stirred: 1 });
});

it('a group in no joint configuration sleeps on, and only its leader asks', () => {
  expect(joint({ outgoing: [] })).toEqual({ gone: [], stirred: 0 });
  expect(joint({ isCurrentLeader: false })).toEqual({ gone: [], stirred: 0 });
});
