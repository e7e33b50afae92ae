import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { FIRST_LINE_GROUP } from './descriptor.js';
import { lineRange } from './place-group.js';
import { encodePlacementEntry } from './placement-entry.js';
import type { PlacementMachine } from './placement-machine.js';
import { applyBytes, bootstrapped, ENVELOPE, line } from './testing/machine.js';

const recovered = (machine: PlacementMachine, command: pb.PlacementCommand.$Properties, recoveryEpoch = 1) =>
  applyBytes(machine, encodePlacementEntry(command, { ...ENVELOPE, recoveryEpoch }))[0];

/** Made by an entry that was lost with the nodes of group 0; its leader goes on. */
const LIVING: pb.GroupReport.$Properties = {
  group: FIRST_LINE_GROUP,
  epoch: { confVersion: 3, rangeVersion: 1 },
  replicas: [
    { replicaId: 1, nodeId: 'n1', learner: false },
    { replicaId: 2, nodeId: 'n2', learner: false },
    { replicaId: 4, nodeId: 'n4', learner: false },
  ],
  ackQuorum: 2,
  leaderReplicaId: 2,
  leaderTerm: 7,
  range: lineRange('jinghu'),
};

const report = (...reports: pb.GroupReport.$Properties[]) => ({ reportGroups: { reports } });
const register = (...lines: string[]) => ({ registerLines: { lines: lines.map((id) => line(id)) } });

describe('group 0 that was recovered and lost the entry that made a group', () => {
  it('does not give the id of that group to another one', () => {
    const machine = bootstrapped();
    recovered(machine, register('jingguang'));
    expect(machine.view.groupForLine('jingguang')?.group).toBe(2 ** 20);
    recovered(machine, register('huning'));
    expect(machine.view.groupForLine('huning')?.group).toBe(2 ** 20 + 1);
    recovered(machine, register('longhai'), 2);
    expect(machine.view.groupForLine('longhai')?.group).toBe(2 ** 21);
  });

  it('does not give its id to a child either', () => {
    const machine = bootstrapped();
    recovered(machine, register('jingguang'));
    const held = machine.view.groupForLine('jingguang');
    const splitKey = Buffer.concat([lineRange('jingguang').start, Uint8Array.of(1)]);
    const asks = { group: held?.group ?? 0, epoch: { confVersion: 1, rangeVersion: 1 }, splitKey };
    recovered(machine, report(asks), 3);
    expect(machine.view.group(held?.group ?? 0)?.split?.child).toBe(3 * 2 ** 20);
  });

  it('takes the group back into the map when its leader speaks, and makes no second one of its line', () => {
    const machine = bootstrapped();
    recovered(machine, report(LIVING));
    const held = machine.view.groupForLine('jinghu');
    expect(held).toMatchObject({ group: FIRST_LINE_GROUP, ackQuorum: 2, wantedReplicas: 3 });
    expect(held?.replicas.map(({ replica, node }) => `${replica}@${node}`)).toEqual(['1@n1', '2@n2', '4@n4']);
    expect(held?.leader).toEqual({ replica: 2, term: 7 });
    expect(recovered(machine, register('jinghu'))).toMatchObject({ response: { created: 0 } });
    expect(machine.view.groupForLine('jinghu')?.group).toBe(FIRST_LINE_GROUP);
  });

  it('takes none whose keys another group holds, or which lives on nodes that are none', () => {
    const machine = bootstrapped();
    recovered(machine, register('jinghu'));
    const { revision } = machine;
    recovered(machine, report(LIVING));
    recovered(
      machine,
      report({ ...LIVING, range: lineRange('huning'), replicas: [{ replicaId: 1, nodeId: 'n9' }] }),
    );
    recovered(machine, report({ ...LIVING, range: null }));
    expect(machine.view.group(FIRST_LINE_GROUP)).toBeUndefined();
    expect(machine.revision).toBe(revision);
  });

  it('knows every group by itself while it was never recovered', () => {
    const machine = bootstrapped();
    recovered(machine, report(LIVING), 0);
    expect(machine.view.groupForLine('jinghu')).toBeUndefined();
  });
});
