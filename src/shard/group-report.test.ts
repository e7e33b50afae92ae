import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { FIRST_LINE_GROUP, type PlacedGroup } from './descriptor.js';
import type { PlacementMachine } from './placement-machine.js';
import { apply, bootstrapped, line } from './testing/machine.js';

const GROUP = FIRST_LINE_GROUP;

const held = (machine: PlacementMachine): PlacedGroup | undefined => machine.view.group(GROUP);

function tell(machine: PlacementMachine, said: pb.GroupReport.$Properties): void {
  apply(machine, { reportGroups: { reports: [{ group: GROUP, ackQuorum: 2, ...said }] } });
}

const replicas = ['n1', 'n2', 'n3'].map((nodeId, at) => ({ replicaId: at + 1, nodeId }));
const AT = { epoch: { confVersion: 3, rangeVersion: 1 }, replicas, leaderReplicaId: 1, leaderTerm: 5 };

/** What its leader of term 5 said is known. */
function reported(): PlacementMachine {
  const machine = bootstrapped();
  apply(machine, { registerLines: { lines: [line('jinghu')] } });
  tell(machine, AT);
  expect(held(machine)).toMatchObject({ epoch: { confVersion: 3 }, leader: { replica: 1, term: 5 } });
  return machine;
}

describe('a report that comes late', () => {
  it.each([4, 5])('of term %i puts no other leader in the place of the one that is known', (leaderTerm) => {
    const machine = reported();
    tell(machine, { ...AT, leaderReplicaId: 2, leaderTerm });
    expect(held(machine)?.leader).toEqual({ replica: 1, term: 5 });
  });

  it('of fewer changes of members brings nobody back', () => {
    const machine = reported();
    tell(machine, { ...AT, epoch: { confVersion: 2, rangeVersion: 1 }, replicas: replicas.slice(0, 2) });
    expect(held(machine)?.replicas.map(({ node }) => node)).toEqual(['n1', 'n2', 'n3']);
    expect(held(machine)?.epoch.confVersion).toBe(3);
  });

  it('of a leader of before wishes for nothing any more: neither who leads nor how many there are', () => {
    const machine = reported();
    const wishes = { preferredReplicaId: 2, wantedReplicas: 5 };
    const before = held(machine);
    tell(machine, { ...AT, ...wishes, leaderTerm: 4 });
    expect(held(machine)).toEqual(before);
    tell(machine, { ...AT, ...wishes });
    expect(held(machine)?.replicas[0]?.replica).toBe(2);
    expect(held(machine)?.wantedReplicas).toBe(5);
  });
});
