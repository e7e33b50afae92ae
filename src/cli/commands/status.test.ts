import { describe, expect, it } from 'vitest';
import {
  type GroupStatus,
  type NodePicture,
  type PlacementOperator,
  RailkvError,
} from '../../client/index.js';
import { lineKey, prefixEnd, trainKey } from '../../proto/keys.js';
import { EXIT } from '../exit-codes.js';
import { type FakeApis, runWith } from '../testing/fakes.js';
import { sampleCluster, sampleGroup, sampleNode } from '../testing/samples.js';

const DAY_MS = 86_400_000;
const NOW = sampleNode('n1', []).wallClockMs;

interface Seen {
  readonly nodes?: Readonly<Record<string, NodePicture>>;
  readonly operators?: readonly PlacementOperator[];
  readonly maintenance?: object;
  readonly silent?: readonly string[];
  readonly status?: Readonly<Record<string, object>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Three nodes without groups, as the placement driver and they themselves describe them. */
function clusterOf(seen: Seen): FakeApis {
  const { nodes, operators = [], maintenance = {}, silent = [], status = {}, labels } = seen;
  const cluster = {
    ...sampleCluster,
    nodes: sampleCluster.nodes.map((node) => ({ ...node, labels: labels ?? {} })),
  };
  const silence = () => Promise.reject(new RailkvError('UNREACHABLE', 'connection refused'));
  return {
    cluster: {
      describe: () => Promise.resolve(cluster),
      routes: () => Promise.resolve([]),
      nodeStatus: (node) =>
        silent.includes(node) ? silence() : Promise.resolve(sampleNode(node, [], status[node])),
    },
    tickets: { lines: () => Promise.resolve([]) },
    operations: {
      nodes: () =>
        nodes === undefined
          ? Promise.reject(new RailkvError('NO_LEADER', 'group 0 elects a leader'))
          : Promise.resolve({
              nodes: Object.entries(nodes).map(([nodeId, picture]) => ({
                ...picture,
                node: { ...picture.node, nodeId },
              })),
              settings: { maintenance },
            } as never),
      operators: () => Promise.resolve({ operators, more: false } as never),
    },
  };
}

const rowOf = (text: string, node: string): string =>
  text.split('\n').find((line) => line.startsWith(`${node} `)) ?? '';

describe('the nodes in railkv status', () => {
  it('have no column for what there is nothing to say about', async () => {
    const ran = await runWith(['status'], clusterOf({ nodes: {} }));
    expect(ran.stdout).toMatch(/^NODE {2}STATE {2}LEADS {2}FOLLOWS +MEMORY {2}DISK FREE +UP {2}CLIENT$/m);
    expect(ran.stdout).toContain('level 2, version 0.1.0');
    expect(ran.stdout).not.toMatch(/maintenance|operator/);
  });

  it('say where they are in their life', async () => {
    const nodes = {
      n1: { node: { state: 1 }, leftToMove: 3 },
      n2: { node: { state: 2 }, leftToMove: 2, copiesLeaving: 1 },
      n3: { node: { health: 2 } },
    };
    const ran = await runWith(['status'], clusterOf({ nodes, silent: ['n3'] }));
    expect(rowOf(ran.stdout, 'n1')).toMatch(/^n1 +up, draining, 3 left +0/);
    expect(rowOf(ran.stdout, 'n2')).toMatch(/^n2 +up, decommissioning, 2 left +0 .* -1 /);
    expect(rowOf(ran.stdout, 'n3')).toMatch(/^n3 +down +- /);
    expect(ran.stdout).toMatch(/ MOVING /);
  });

  it('tell one that answers people but is not heard by the placement driver', async () => {
    const ran = await runWith(['status'], clusterOf({ nodes: { n2: { node: { health: 1 } } } }));
    expect(rowOf(ran.stdout, 'n2')).toMatch(/^n2 +up, disconnected /);
    expect(rowOf(ran.stdout, 'n1')).toMatch(/^n1 +up +0/);
  });

  it('have zone and host where they are labelled', async () => {
    const ran = await runWith(['status'], clusterOf({ nodes: {}, labels: { zone: 'a', host: 'rack7' } }));
    expect(ran.stdout).toMatch(/ ZONE {2}HOST$/m);
    expect(rowOf(ran.stdout, 'n1')).toMatch(/ a {5}rack7$/);
  });

  it('show days left of certificates, and need attention two weeks before the end', async () => {
    const status = {
      n1: { certificateUntilMs: NOW + 200 * DAY_MS },
      n2: { certificateUntilMs: NOW + 13.5 * DAY_MS },
      n3: { certificateUntilMs: NOW - DAY_MS / 2 },
    };
    const ran = await runWith(['status'], clusterOf({ nodes: {}, status }));
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toMatch(/ CERTIFICATE /);
    expect(rowOf(ran.stdout, 'n1')).toContain(' 200 days ');
    expect(rowOf(ran.stdout, 'n2')).toContain(' 13 days ');
    expect(rowOf(ran.stdout, 'n3')).toContain(' expired ');
    expect(ran.stdout).toContain('problem: a certificate of n2 expires in 13 days');
    expect(ran.stdout).toContain('next: make a new one and put it in its place: railkv cert node n3 --force');
    expect(ran.stdout).not.toContain('a certificate of n1');
  });

  it('name their versions where they differ', async () => {
    const ran = await runWith(['status'], clusterOf({ nodes: {}, status: { n2: { version: '0.2.0' } } }));
    expect(rowOf(ran.stdout, 'n2')).toContain(' 0.2.0 ');
    expect(ran.stdout).toMatch(/ VERSION /);
  });
});

/** What all three nodes say of group 2. */
const withGroup = (over: Partial<GroupStatus>): FakeApis =>
  clusterOf({
    nodes: {},
    status: Object.fromEntries(
      ([1, 2, 3] as const).map((at) => [`n${at}`, { groups: [sampleGroup(2, at, 1, over)] }]),
    ),
  });

describe('the groups in railkv status', () => {
  it('hold what their range says, a part of a line too', async () => {
    const range = { start: trainKey('jinghu', 'G5'), end: prefixEnd(lineKey('jinghu')) };
    const ran = await runWith(['status', '--groups'], withGroup({ range }));
    expect(ran.stdout).toMatch(/^ +2 +jinghu from G5 +n1 /m);
  });

  it('are named where they keep a sale on fewer disks than the cluster does, which is no problem', async () => {
    const configuration = { ...sampleGroup(2, 1, 1).configuration, voters: [1], ackQuorum: 1 };
    const ran = await runWith(['status'], withGroup({ configuration }));
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('has 1 copy that votes, a sale of it is answered once 1 holds it');
    const whole = await runWith(['status', '-o', 'json'], withGroup({}));
    expect(JSON.parse(whole.stdout)).toMatchObject({ weakerGroups: [] });
  });
});

describe('railkv status of who may not ask', () => {
  const denied = new RailkvError('PERMISSION_DENIED', 'a buyer may not call Admin/NodeStatus');
  const refusedBy = (...nodes: readonly string[]): FakeApis => {
    const apis = clusterOf({ nodes: {} });
    return {
      ...apis,
      cluster: {
        ...apis.cluster,
        nodeStatus: (node) =>
          nodes.includes(node) ? Promise.reject(denied) : Promise.resolve(sampleNode(node, [])),
      },
    };
  };

  it('is refused, rather than that of a cluster whose nodes are all to be started or removed', async () => {
    const ran = await runWith(['status'], refusedBy('n1', 'n2', 'n3'));
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('PERMISSION_DENIED');
    expect(ran.stdout).toBe('');
  });

  it('is refused also while a node is away besides', async () => {
    const apis = refusedBy('n1', 'n2', 'n3');
    const away = new RailkvError('UNREACHABLE', 'nobody listens there');
    const nodeStatus = (node: string) => Promise.reject(node === 'n1' ? away : denied);
    const ran = await runWith(['status'], { ...apis, cluster: { ...apis.cluster, nodeStatus } });
    expect(ran.code).toBe(EXIT.refused);
  });

  it('names one node that refuses what the others let in, and does not say to remove it', async () => {
    const ran = await runWith(['status'], refusedBy('n2'));
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('n2 (127.0.0.1:7202) does not answer: a buyer may not');
    expect(ran.stdout).toContain('give it the authorities and the token key');
    expect(ran.stdout).not.toContain('decommission');
  });
});

describe('railkv status', () => {
  it('says that maintenance is on and how many operators are under way', async () => {
    const maintenance = { on: true, reason: 'rack 7', caller: 'olga' };
    const ran = await runWith(
      ['status'],
      clusterOf({ nodes: {}, maintenance, operators: [{ operatorId: 4, group: 2, kind: 1 }] }),
    );
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('maintenance is on (rack 7, by olga): nothing is moved');
    expect(ran.stdout).toContain('1 operator under way: railkv operator list\n');
  });

  it('says that lives of nodes are not known while the placement driver does not answer', async () => {
    const ran = await runWith(['status'], clusterOf({}));
    expect(ran.stdout).toContain('the placement driver does not answer (group 0 elects a leader)');
    expect(rowOf(ran.stdout, 'n1')).toMatch(/^n1 +up /);
  });

  it('has all of it in JSON, null where it is not known', async () => {
    const ran = await runWith(
      ['status', '-o', 'json'],
      clusterOf({
        nodes: { n1: { node: { state: 1 }, leftToMove: 3 }, n2: {}, n3: {} },
        maintenance: { on: true, repairs: true, reason: 'rack 7' },
        operators: [{ operatorId: 4 }, { operatorId: 5 }],
        status: { n2: { certificateUntilMs: NOW + 20 * DAY_MS } },
      }),
    );
    expect(JSON.parse(ran.stdout)).toMatchObject({
      maintenance: { on: true, repairs: true, reason: 'rack 7' },
      operators: 2,
      nodes: [
        { nodeId: 'n1', lifecycle: 'draining', health: 'up', leftToMove: 3, certificateDaysLeft: null },
        { nodeId: 'n2', lifecycle: 'active', certificateDaysLeft: 20 },
        { nodeId: 'n3', lifecycle: 'active' },
      ],
    });
    const silent = await runWith(['status', '-o', 'json'], clusterOf({}));
    expect(JSON.parse(silent.stdout)).toMatchObject({
      maintenance: null,
      operators: null,
      nodes: [{ nodeId: 'n1', lifecycle: null, health: null }, {}, {}],
    });
  });
});
