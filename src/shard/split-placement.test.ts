import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { FIRST_LINE_GROUP } from './descriptor.js';
import { lineRange } from './place-group.js';
import type { PlacementMachine } from './placement-machine.js';
import { apply, bootstrapped, ENVELOPE, line } from './testing/machine.js';

const PARENT = FIRST_LINE_GROUP;
const CHILD = PARENT + 1;
const { start, end } = lineRange('jinghu');
const key = Buffer.concat([start, Buffer.from('m')]);

type Replicas = pb.Replica.$Properties[];

const VOTERS: Replicas = ['n1', 'n2', 'n3'].map((nodeId, at) => ({ replicaId: at + 1, nodeId }));
const withLearner = (replicaId: number): Replicas => [...VOTERS, { replicaId, nodeId: 'n4', learner: true }];

const report = (machine: PlacementMachine, group: pb.GroupReport.$Properties): void => {
  apply(machine, { reportGroups: { reports: [group] } });
};

const parentAt = (confVersion: number, rangeVersion: number, replicas: Replicas) => ({
  group: PARENT,
  epoch: { confVersion, rangeVersion },
  replicas,
  ackQuorum: 2,
  leaderReplicaId: 1,
  leaderTerm: 3,
});

/** @param members of the parent, as its leader reported them before the split */
function split(machine: PlacementMachine, members: Replicas, confVersion: number): void {
  report(machine, { ...parentAt(confVersion, 1, members), splitKey: key });
  expect(machine.view.group(PARENT)?.split?.child).toBe(CHILD);
  const replicas = members.map((member, at) => ({ ...member, replicaId: at + 1 }));
  report(machine, {
    ...parentAt(confVersion, 2, members),
    range: { start, end: key },
    born: { child: CHILD, range: { start: key, end }, replicas, rangeVersion: 2 },
  });
}

function registered(): PlacementMachine {
  const machine = bootstrapped();
  apply(machine, { registerLines: { lines: [line('jinghu')] } });
  return machine;
}

describe('a group that is split while placement moves a copy of it', () => {
  it('leaves its child the copy that was begun as one of placement’s own, which it may take away or go on with', () => {
    const machine = registered();
    const steps = [{ addLearner: { nodeId: 'n4' } }, { catchUp: { nodeId: 'n4' } }];
    const plan = {
      group: PARENT,
      kind: 5,
      reason: 'n3 is decommissioned',
      deadlineMs: ENVELOPE.timeMs + 1,
      steps,
    };
    expect(apply(machine, { startOperators: { plans: [plan] } })).toMatchObject({ results: [{ id: 1 }] });
    split(machine, withLearner(4), 2);
    expect(machine.view.group(CHILD)?.replicas.filter(({ learner }) => learner)).toHaveLength(1);
    expect(machine.view.group(CHILD)?.placementLearners).toEqual(['n4']);
    expect(machine.view.group(PARENT)?.placementLearners).toEqual(['n4']);
  });

  it('leaves its child nothing of a copy that has not begun yet', () => {
    const machine = registered();
    const plan = {
      group: PARENT,
      kind: 5,
      reason: 'n3 is decommissioned',
      deadlineMs: ENVELOPE.timeMs + 1,
      steps: [{ addLearner: { nodeId: 'n4' } }],
    };
    apply(machine, { startOperators: { plans: [plan] } });
    split(machine, VOTERS, 1);
    expect(machine.view.group(CHILD)?.placementLearners).toEqual([]);
  });

  it('leaves its child a copy that a person asked for as that person’s', () => {
    const machine = registered();
    split(machine, withLearner(4), 2);
    expect(machine.view.group(CHILD)?.replicas.filter(({ learner }) => learner)).toHaveLength(1);
    expect(machine.view.group(CHILD)?.placementLearners).toEqual([]);
  });
});
