import { describe, expect, it } from 'vitest';
import type { GroupStatus, KeyRange, NodeStatus, Route } from '../../client/index.js';
import { lineKey, prefixEnd, SPACE_PLAIN, trainKey } from '../../proto/keys.js';
import { EXIT } from '../exit-codes.js';
import { type FakeApis, fakeClient, runWith } from '../testing/fakes.js';
import { sampleCluster, sampleGroup, sampleNode } from '../testing/samples.js';
import { diagnose, inBoth } from './diagnosis.js';
import { examine } from './examination.js';

const PLAIN = Uint8Array.of(SPACE_PLAIN);
const range = (start: Uint8Array): KeyRange => ({ start, end: prefixEnd(start) });
const RANGES: Readonly<Record<number, KeyRange>> = {
  0: { start: Uint8Array.of(1), end: Uint8Array.of(2) },
  1: range(PLAIN),
  2: range(lineKey('jinghu')),
};
const epoch = { confVersion: 4, rangeVersion: 2 };

const route = (group: number, over: Partial<Route> = {}): Route => ({
  group,
  range: RANGES[group] ?? range(PLAIN),
  epoch,
  replicas: [1, 2, 3].map((id) => ({ replicaId: id, nodeId: `n${id}`, learner: false })),
  leaderReplicaId: 1,
  ackQuorum: 2,
  ...over,
});

const status = (group: number, replica: 1 | 2 | 3, over: Partial<GroupStatus> = {}): GroupStatus =>
  sampleGroup(group, replica, 1, { range: RANGES[group] ?? range(PLAIN), epoch, ...over });

/** A cluster that is well but for what the test puts into it. */
interface Fault {
  readonly routes?: readonly Route[];
  readonly lines?: readonly string[];
  readonly group?: (group: number, replica: 1 | 2 | 3) => Partial<GroupStatus> | undefined;
  readonly without?: (group: number, replica: 1 | 2 | 3) => boolean;
  readonly node?: Partial<NodeStatus>;
}

function apisOf(fault: Fault): FakeApis {
  return {
    cluster: {
      describe: () => Promise.resolve(sampleCluster),
      routes: () => Promise.resolve(fault.routes ?? [route(0), route(1), route(2)]),
      nodeStatus: (node: string) => {
        const replica = Number(node.slice(1)) as 1 | 2 | 3;
        const groups = [0, 1, 2]
          .filter((group) => fault.without?.(group, replica) !== true)
          .map((group) => status(group, replica, fault.group?.(group, replica)));
        return Promise.resolve(sampleNode(node, groups, fault.node));
      },
    },
    tickets: {
      lines: () =>
        Promise.resolve((fault.lines ?? ['jinghu']).map((line) => ({ line, name: line, group: 2 }))),
    },
  };
}

async function found(fault: Fault): Promise<string[]> {
  const examination = await examine(fakeClient(apisOf(fault)), {});
  return diagnose(examination).flatMap(({ findings }) =>
    findings.map(({ kind, subject }) => `${kind} ${subject}`),
  );
}

describe('doctor', () => {
  it('finds nothing in a cluster that is well', async () => {
    expect(await found({})).toEqual([]);
  });

  it('finds a line that is on sale and that no group holds', async () => {
    expect(await found({ lines: ['jinghu', 'huning'] })).toEqual(['range-hole line huning']);
  });

  it('finds a line of which only a part is held', async () => {
    const middle = trainKey('jinghu', 'G5');
    const half = { start: lineKey('jinghu'), end: middle };
    const routes = [route(0), route(1), route(2, { range: half })];
    const group = (id: number) => (id === 2 ? { range: half } : undefined);
    expect(await found({ routes, group })).toEqual(['range-hole line jinghu']);
  });

  it('finds nothing when two groups hold a line between them', async () => {
    const middle = trainKey('jinghu', 'G5');
    const routes = [
      route(0),
      route(1),
      route(2, { range: { start: lineKey('jinghu'), end: middle } }),
      route(3, { range: { start: middle, end: prefixEnd(lineKey('jinghu')) } }),
    ];
    const group = (id: number) => (id === 2 ? { range: routes[2]!.range } : undefined);
    expect(await found({ routes, group })).toEqual([]);
  });

  it('finds plain keys that no group holds', async () => {
    expect(await found({ routes: [route(0), route(2)] })).toContain('range-hole the plain keys');
  });

  it('finds keys that placement gives to two groups', async () => {
    const routes = [route(0), route(1), route(2), route(3, { range: range(lineKey('jinghu')) })];
    expect(await found({ routes })).toEqual(['range-overlap group 3']);
  });

  it('finds keys that two leaders hold, whatever placement says', async () => {
    const group = (id: number) => (id === 1 ? { range: range(trainKey('jinghu', 'G5')) } : undefined);
    expect(await found({ group })).toEqual(['range-overlap group 1']);
  });

  it('finds an epoch of placement above what the group itself knows', async () => {
    const routes = [route(0), route(1), route(2, { epoch: { confVersion: 4, rangeVersion: 3 } })];
    expect(await found({ routes })).toEqual(['epoch-disagreement group 2']);
  });

  it('takes a group that is ahead of placement for a change that is under way', async () => {
    const group = (id: number) => (id === 2 ? { epoch: { confVersion: 6, rangeVersion: 2 } } : undefined);
    expect(await found({ group })).toEqual([]);
  });

  it('finds a group that placement does not know', async () => {
    const routes = [route(1), route(2)];
    expect(await found({ routes })).toEqual(['epoch-disagreement group 0']);
  });

  it('finds replicas that differ at the same index, and not those at different ones', async () => {
    const differing = (id: number, replica: number) =>
      id === 2 && replica === 3 ? { digest: 'ffffffffffffffff' } : undefined;
    expect(await found({ group: differing })).toEqual(['replicas-differ group 2']);
    const behind = (id: number, replica: number) =>
      id === 2 && replica === 3 ? { digest: 'ffffffffffffffff', applied: 39 } : undefined;
    expect(await found({ group: behind })).toEqual([]);
  });

  it('finds a replica that its group has removed', async () => {
    const group = (id: number, replica: number) => {
      if (id !== 2) return undefined;
      if (replica === 3) return { replicaId: 9 };
      return undefined;
    };
    expect(await found({ group })).toEqual(['replica-orphaned group 2 on n3']);
  });

  it('finds a member whose node runs without it', async () => {
    expect(await found({ without: (group, replica) => group === 2 && replica === 2 })).toContain(
      'replica-missing group 2 on n2',
    );
  });

  it('finds a replica that is far behind', async () => {
    const group = (id: number, replica: number) =>
      id === 2 ? { commit: 90_000, applied: replica === 2 ? 100 : 90_000, digest: '' } : undefined;
    expect(await found({ group })).toEqual(['replica-behind group 2 on n2']);
  });

  it('finds holds past their deadline, by the clock of the node that leads', async () => {
    const now = sampleNode('n1', []).wallClockMs;
    const late = (id: number) => (id === 2 ? { nextDeadlineMs: now - 60_000 } : undefined);
    expect(await found({ group: late })).toEqual(['holds-expired group 2']);
    const due = (id: number) => (id === 2 ? { nextDeadlineMs: now - 1_000 } : undefined);
    expect(await found({ group: due })).toEqual([]);
  });

  it('finds what status finds: room, versions, clocks', async () => {
    expect(await found({ node: { lowOnDisk: true } })).toEqual(['low-disk n1', 'low-disk n2', 'low-disk n3']);
    const peers = ['n7', 'n8'].map((nodeId) => ({ nodeId, heard: true, silentMs: 1, clockOffsetMs: -9_000 }));
    expect(await found({ node: { peers } })).toContain('clock n2');
  });

  it('tells what was there both times', () => {
    const check = { claim: 'c', run: () => [] };
    const finding = (subject: string, message: string) => ({
      kind: 'range-hole' as const,
      subject,
      message,
      next: '',
    });
    const first = [{ check, findings: [finding('a', 'old'), finding('b', 'old')] }];
    const second = [{ check, findings: [finding('b', 'new'), finding('c', 'new')] }];
    expect(inBoth(first, second)[0]?.findings).toEqual([finding('b', 'new')]);
  });
});

describe('railkv doctor', () => {
  it('exits 0 and says what it looked at', async () => {
    const ran = await runWith(['doctor'], apisOf({}));
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('ok  holds ended at their deadlines');
    expect(ran.stdout).toContain('3 nodes, 3 groups: nothing found');
  });

  it('exits 5 with each finding and its next step', async () => {
    const ran = await runWith(['doctor', '--again', '0'], apisOf({ lines: ['huning'] }));
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('line huning is on sale, but no group holds it');
    expect(ran.stdout).toContain('next: ');
    const json = await runWith(['doctor', '--again', '0', '-o', 'json'], apisOf({ lines: ['huning'] }));
    expect(JSON.parse(json.stdout)).toMatchObject({ findings: [{ kind: 'range-hole' }] });
  });
});
