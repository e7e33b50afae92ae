import { describe, expect, it } from 'vitest';
import type { pb } from '../proto/index.js';
import { reconcile } from './after-recovery.js';
import { FIRST_LINE_GROUP } from './descriptor.js';
import { lineRange } from './place-group.js';
import { encodePlacementEntry } from './placement-entry.js';
import type { PlacementMachine } from './placement-machine.js';
import { PlacementView } from './placement-view.js';
import { apply, applyBytes, bootstrapped, ENVELOPE, line, NODES } from './testing/machine.js';

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

/** Every node was heard since. */
const reconciled = (recoveryEpoch = 1): PlacementMachine => {
  const machine = bootstrapped();
  recovered(machine, { noteRecoveries: { allHeard: true } }, recoveryEpoch);
  return machine;
};

describe('group 0 that was recovered and lost the entry that made a group', () => {
  it('does not give the id of that group to another one', () => {
    const machine = reconciled(2);
    recovered(machine, register('jingguang'));
    expect(machine.view.groupForLine('jingguang')?.group).toBe(2 ** 20);
    recovered(machine, register('huning'));
    expect(machine.view.groupForLine('huning')?.group).toBe(2 ** 20 + 1);
    recovered(machine, register('longhai'), 2);
    expect(machine.view.groupForLine('longhai')?.group).toBe(2 ** 21);
  });

  it('does not give its id to a child either', () => {
    const machine = reconciled();
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
    expect(held).toMatchObject({ group: FIRST_LINE_GROUP, ackQuorum: 2, wantedReplicas: 0 });
    expect(held?.replicas.map(({ replica, node }) => `${replica}@${node}`)).toEqual(['1@n1', '2@n2', '4@n4']);
    expect(held?.leader).toEqual({ replica: 2, term: 7 });
    expect(recovered(machine, register('jinghu'))).toMatchObject({ response: { created: 0 } });
    expect(machine.view.groupForLine('jinghu')?.group).toBe(FIRST_LINE_GROUP);
  });

  it('takes none whose keys another group holds, or which lives on nodes that are none', () => {
    const machine = reconciled();
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

describe('a group that was split more often than group 0 remembers', () => {
  const at = (train: string): Uint8Array => Buffer.concat([lineRange('jinghu').start, Buffer.from(train)]);
  const whole = lineRange('jinghu');
  const [A, B, C, D] = [whole.start, at('b'), at('c'), at('d')];
  /** Group 2 gave away d.. first, then c.., then b..; d.. is group 12, c.. group 11, b.. group 10. */
  const replicas = ['n1', 'n2', 'n3'].map((nodeId, each) => ({ replicaId: each + 1, nodeId }));
  const of = (group: number, start: Uint8Array, end: Uint8Array, rangeVersion: number) => ({
    group,
    epoch: { confVersion: 1, rangeVersion },
    replicas,
    ackQuorum: 2,
    leaderReplicaId: 1,
    leaderTerm: 3,
    range: { start, end },
  });
  const reports: pb.GroupReport.$Properties[] = [
    {
      ...of(FIRST_LINE_GROUP, A, B, 4),
      born: { child: 10, range: { start: B, end: C }, replicas, rangeVersion: 4 },
    },
    of(10, B, C, 4),
    of(11, C, D, 3),
    of(12, D, whole.end, 2),
  ];

  it('leaves a child that it forgot the copy that placement had begun, and a person’s to that person', () => {
    const machine = bootstrapped();
    apply(machine, register('jinghu'));
    const plan = {
      group: FIRST_LINE_GROUP,
      kind: 5,
      reason: 'n3 is decommissioned',
      deadlineMs: ENVELOPE.timeMs + 1,
      steps: [{ addLearner: { nodeId: 'n4' } }],
    };
    apply(machine, { startOperators: { plans: [plan] } });
    const learners = ['n4', 'n3'].map((nodeId, each) => ({ replicaId: each + 4, nodeId, learner: true }));
    recovered(
      machine,
      report({ ...of(12, D, whole.end, 2), replicas: [...replicas.slice(0, 2), ...learners] }),
    );
    expect(machine.view.group(12)?.replicas).toHaveLength(4);
    expect(machine.view.group(12)?.placementLearners).toEqual(['n4']);
  });

  const orders: (readonly number[])[] = [];
  const permute = (rest: readonly number[], taken: readonly number[]): void => {
    if (rest.length === 0) orders.push(taken);
    for (const each of rest)
      permute(
        rest.filter((other) => other !== each),
        [...taken, each],
      );
  };
  permute([0, 1, 2, 3], []);

  it.each(orders.map((order) => [order.join(' '), order] as const))(
    'is followed to the truth whoever speaks first, with one group for each key all the time: %s',
    (_name, order) => {
      const machine = bootstrapped();
      apply(machine, register('jinghu'));
      const holders = (): (number | undefined)[] =>
        [A, B, C, D].map((key) => machine.view.groupForKey(key)?.group);
      const isNews = (wire: pb.GroupReport.$Properties): boolean => {
        const held = machine.view.group(wire.group ?? 0);
        return held === undefined || held.epoch.rangeVersion < (wire.epoch?.rangeVersion ?? 0);
      };
      for (let round = 0; round < 4; round += 1)
        for (const which of order) {
          const said = reports[which] ?? {};
          if (isNews(said)) recovered(machine, report(said));
          expect(holders()).not.toContain(undefined);
        }
      expect(holders()).toEqual([FIRST_LINE_GROUP, 10, 11, 12]);
      expect(reports.filter(isNews)).toEqual([]);
      expect(machine.view.groupForKey(D)).toMatchObject({ wantedReplicas: 0, leader: { replica: 1 } });
    },
  );

  it('is not taken for one whose keys it holds by a word of before the split', () => {
    const machine = bootstrapped();
    apply(machine, register('jinghu'));
    for (const said of [...reports].reverse()) recovered(machine, report(said));
    const { revision } = machine;
    recovered(machine, report(of(13, C, whole.end, 2)));
    recovered(machine, report(of(13, D, whole.end, 2)));
    recovered(machine, report(of(13, at('bb'), C, 4)));
    expect(machine.revision).toBe(revision);
  });
});

const NEW_LINEAGE = 2 ** 32;
const RECOVERY = { recoveryEpoch: 1, recoveryId: 'a1', lostNodes: ['n3'] };

describe('a line that is new to group 0 after a recovery', () => {
  const hearing = (reports: Record<string, pb.NodeReport.$Properties>) => ({
    node: (id: string) => {
      const report = reports[id];
      return report === undefined ? undefined : { report, atMs: 0 };
    },
  });

  it('gets no group before every node was heard: the group that it may have lives', () => {
    const machine = bootstrapped();
    expect(recovered(machine, register('jinghu'))).toMatchObject({ reason: 'RECOVERY_PENDING' });
    expect(machine.view.groupForLine('jinghu')).toBeUndefined();
    recovered(machine, report(LIVING));
    expect(recovered(machine, register('jinghu'))).toMatchObject({ response: { created: 0 } });
    expect(recovered(machine, register('jinghu', 'huning'))).toMatchObject({ reason: 'RECOVERY_PENDING' });
    recovered(machine, { noteRecoveries: { allHeard: true } });
    expect(recovered(machine, register('jinghu', 'huning'))).toMatchObject({ response: { created: 1 } });
    expect(recovered(machine, register('longhai'), 2)).toMatchObject({ reason: 'RECOVERY_PENDING' });
  });

  it('waits for nodes that have not spoken since, and for groups that nobody leads, not for lost nodes', () => {
    const machine = bootstrapped();
    recovered(machine, { noteRecoveries: { recoveries: [RECOVERY] } });
    const facts = { view: machine.view, reconciledEpoch: machine.reconciledEpoch };
    const now = { placementRevision: NEW_LINEAGE };
    const first = reconcile(1, facts, [], hearing({ n1: now, n2: { placementRevision: 7 } }));
    expect(first).toEqual({ command: undefined, waitsFor: 'still to be heard: n2; n4' });
    const forgotten = hearing({ n1: now, n2: { ...now, unknownGroups: [2] }, n4: now });
    expect(reconcile(1, facts, [], forgotten).waitsFor).toContain('the leader of group 2');
    const all = reconcile(1, facts, [], hearing({ n1: now, n2: now, n4: now }));
    expect(all).toMatchObject({ command: { noteRecoveries: { allHeard: true } }, waitsFor: '' });
  });

  it('is made at once where group 0 was never recovered', () => {
    const machine = bootstrapped();
    const facts = { view: machine.view, reconciledEpoch: machine.reconciledEpoch };
    expect(reconcile(0, facts, [], hearing({}))).toEqual({ command: undefined, waitsFor: '' });
  });
});

describe('the record of a recovery', () => {
  it('reaches group 0 from any node that took part, and every node from there', () => {
    const machine = bootstrapped();
    const said = {
      node: (id: string) => ({ report: { recoveries: id === 'n2' ? [RECOVERY] : [] }, atMs: 0 }),
    };
    const facts = { view: machine.view, reconciledEpoch: 0 };
    const { command } = reconcile(0, facts, [], said);
    expect(command).toEqual({ noteRecoveries: { recoveries: [RECOVERY] } });
    recovered(machine, command ?? {}, 0);
    const joined = new PlacementView();
    joined.applyDelta(machine.delta(0));
    expect(joined.recoveries).toEqual([{ epoch: 1, id: 'a1', lostNodes: ['n3'] }]);
    expect(reconcile(0, { ...facts, view: machine.view }, [], said).command).toBeUndefined();
  });
});

describe('a node that knows entries which group 0 lost', () => {
  it('forgets them, although they bear the revisions that group 0 gives again', () => {
    const before = bootstrapped();
    const node = new PlacementView();
    const machine = bootstrapped();
    apply(before, register('jinghu', 'huning'));
    apply(before, {
      joinNode: {
        clusterId: 'c1',
        node: { ...NODES[0], nodeId: 'n9', joinId: 'x', peerAddress: 'a:1', clientAddress: 'a:2' },
      },
    });
    node.applyDelta(before.delta(0));
    recovered(machine, { noteRecoveries: { recoveries: [RECOVERY], allHeard: true } });
    recovered(machine, register('huning', 'jingguang'));
    node.applyDelta(machine.delta(node.revision));
    expect(node.groups()).toEqual(machine.view.groups());
    expect(node.nodes()).toEqual(machine.view.nodes());
    expect(node.revision).toBe(machine.revision);
  });
});
