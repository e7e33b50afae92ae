import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { replicaId } from '../raft/ids.js';
import { FIRST_LINE_GROUP, groupFromWire, groupToWire, type PlacedGroup } from './descriptor.js';
import { ackQuorumToKeep } from './kept-ack-quorum.js';
import { encodePlacementEntry } from './placement-entry.js';
import type { PlacementMachine } from './placement-machine.js';
import { apply, bootstrapped, ENVELOPE, line } from './testing/machine.js';

const GROUP = FIRST_LINE_GROUP;

function registered(): PlacementMachine {
  const machine = bootstrapped();
  apply(machine, { registerLines: { lines: [line('jinghu')] } });
  return machine;
}

const held = (machine: PlacementMachine): PlacedGroup => {
  const group = machine.view.group(GROUP);
  if (group === undefined) throw new Error('the line has a group');
  return group;
};

/** @param nodes of the voters, which bear ids of that recovery epoch */
const report = (
  confVersion: number,
  recoveryEpoch: number,
  nodes: readonly string[],
  ackQuorum: number,
): pb.GroupReport.$Properties => ({
  group: GROUP,
  epoch: { confVersion, rangeVersion: 1 },
  replicas: nodes.map((nodeId, at) => ({ replicaId: replicaId(recoveryEpoch, at + 1), nodeId })),
  ackQuorum,
  leaderReplicaId: replicaId(recoveryEpoch, 1),
  leaderTerm: 3 + confVersion,
});

/** As group 0's leader does. */
function tell(machine: PlacementMachine, said: pb.GroupReport.$Properties): void {
  const keptAckQuorum = ackQuorumToKeep(machine.view.group(GROUP), said, machine.defaultAckQuorum);
  const reports = [keptAckQuorum > 0 ? { ...said, keptAckQuorum } : said];
  apply(machine, { reportGroups: { reports } });
}

describe('the ack quorum of a group that was recovered from lost quorum', () => {
  it('is kept from the first report of the recovery until the group has it again', () => {
    const machine = registered();
    expect(held(machine)).toMatchObject({ ackQuorum: 2 });
    tell(machine, report(5, 1, ['n2'], 1));
    expect(held(machine)).toMatchObject({ ackQuorum: 1, keptAckQuorum: 2 });
    expect(groupFromWire(groupToWire(held(machine)))).toEqual(held(machine));
    tell(machine, report(6, 1, ['n2', 'n3'], 1));
    expect(held(machine).keptAckQuorum).toBe(2);
    tell(machine, report(7, 1, ['n2', 'n3'], 2));
    expect(held(machine)).toMatchObject({ ackQuorum: 2 });
    expect(held(machine).keptAckQuorum).toBeUndefined();
  });

  it('is what it was before the first of two recoveries, and never lower than what somebody set since', () => {
    const machine = registered();
    tell(machine, report(5, 1, ['n2'], 1));
    tell(machine, report(8, 2, ['n3'], 1));
    expect(held(machine).keptAckQuorum).toBe(2);
  });

  it('is not restored against somebody who wants another one', () => {
    const machine = registered();
    tell(machine, report(5, 1, ['n2'], 1));
    tell(machine, report(6, 1, ['n2', 'n3', 'n1'], 3));
    tell(machine, report(7, 1, ['n2', 'n3', 'n1'], 1));
    expect(held(machine).keptAckQuorum).toBeUndefined();
  });

  it('is nobody’s but a recovered group’s', () => {
    const machine = registered();
    tell(machine, report(5, 0, ['n1', 'n2', 'n3'], 1));
    expect(held(machine).keptAckQuorum).toBeUndefined();
    expect(ackQuorumToKeep(undefined, report(5, 0, ['n1'], 1), 2)).toBe(0);
    expect(ackQuorumToKeep(undefined, report(5, 1, ['n1'], 1), 2)).toBe(2);
    expect(ackQuorumToKeep(undefined, { ...report(5, 1, ['n1'], 1), group: 0 }, 2)).toBe(0);
    expect(ackQuorumToKeep(undefined, { ...report(5, 1, [], 1) }, 2)).toBe(0);
  });

  it('is written by entries that an older program stops at, and by no others', () => {
    const said = report(5, 1, ['n2'], 1);
    const formatOf = (reports: pb.GroupReport.$Properties[]): number | undefined =>
      encodePlacementEntry({ reportGroups: { reports } }, ENVELOPE)[1];
    expect(formatOf([said])).toBe(1);
    expect(formatOf([said, { ...said, keptAckQuorum: 2 }])).toBe(2);
  });
});
