import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../client/index.js';
import { lineKey, prefixEnd } from '../../proto/keys.js';
import { EXIT } from '../exit-codes.js';
import { fakeClient, runWith } from '../testing/fakes.js';
import { sampleCluster, sampleGroup, sampleNode } from '../testing/samples.js';
import { takePicture } from './picture.js';
import { problemsOf } from './problems.js';

type Nodes = Readonly<Record<string, ReturnType<typeof sampleNode> | undefined>>;

const jinghu = { range: { start: lineKey('jinghu'), end: prefixEnd(lineKey('jinghu')) } };

const all: Nodes = {
  n1: sampleNode('n1', [sampleGroup(0, 1, 1), sampleGroup(2, 1, 3, jinghu)]),
  n2: sampleNode('n2', [sampleGroup(0, 2, 1), sampleGroup(2, 2, 3, jinghu)]),
  n3: sampleNode('n3', [sampleGroup(0, 3, 1), sampleGroup(2, 3, 3, jinghu)]),
};

function apisOf(nodes: Nodes) {
  return {
    cluster: {
      describe: () => Promise.resolve(sampleCluster),
      routes: () => Promise.resolve([]),
      nodeStatus: (node: string) => {
        const status = nodes[node];
        return status === undefined
          ? Promise.reject(new RailkvError('UNREACHABLE', 'connection refused'))
          : Promise.resolve(status);
      },
    },
    operations: {
      nodes: () => Promise.resolve({ nodes: [] } as never),
      operators: () => Promise.resolve({ operators: [], more: false } as never),
    },
  };
}

async function kindsOf(nodes: Nodes): Promise<string[]> {
  const picture = await takePicture(fakeClient(apisOf(nodes)), {});
  return problemsOf(picture).map((problem) => `${problem.kind} ${problem.subject}`);
}

describe('the status of a cluster', () => {
  it('is well when every node answers and every group has a leader', async () => {
    expect(await kindsOf(all)).toEqual([]);
  });

  it('names a silent node; the groups it followed sell on', async () => {
    expect(await kindsOf({ ...all, n2: undefined })).toEqual(['node-silent n2']);
  });

  it('never says to start a node that a recovery declared lost', async () => {
    const recoveries = [
      { epoch: 1, lostNodes: ['n2'] },
      { epoch: 2, lostNodes: ['n3'] },
    ];
    const n1 = sampleNode('n1', [sampleGroup(0, 1, 1), sampleGroup(2, 1, 3)], { recoveries });
    const picture = await takePicture(fakeClient(apisOf({ n1, n2: undefined, n3: undefined })), {});
    const problems = problemsOf(picture);
    const of = (subject: string) => problems.find((problem) => problem.subject === subject);
    expect(of('n2')?.message).toContain('declared lost in recovery epoch 1');
    expect(of('n3')?.message).toContain('declared lost in recovery epoch 2');
    expect(of('n2')?.next).toContain('railkv node decommission n2 --lost');
    expect(of('group 2')?.next).toContain('railkv recover plan --lost n2,n3');
    expect(problems.map(({ next }) => next).join(' ')).not.toMatch(/start (it|n2|n3)/);
    const half = sampleNode('n1', [sampleGroup(2, 1, 3)], { recoveries: recoveries.slice(0, 1) });
    const mixed = problemsOf(await takePicture(fakeClient(apisOf({ n1: half })), {}));
    expect(mixed.find(({ subject }) => subject === 'group 2')?.next).toMatch(
      /^start n3: .*; n2 was declared lost .recovery epoch 1. and must not come back/,
    );
  });

  it('names a group whose leader went away, before anything else', async () => {
    expect(await kindsOf({ ...all, n3: undefined })).toEqual([
      'group-without-leader group 2',
      'node-silent n3',
    ]);
  });

  it('says that sales are refused when fewer replicas are up than have to hold one', async () => {
    const alone = await kindsOf({ n1: undefined, n2: undefined, n3: all['n3'] });
    expect(alone).toContain('sales-refused group 2');
    expect(alone).toContain('group-without-leader group 0');
  });

  it('says of placement what stops while nobody leads it, and what to do if its nodes do not come back', async () => {
    const nodes = { n1: undefined, n2: undefined, n3: all['n3'] };
    const problems = problemsOf(await takePicture(fakeClient(apisOf(nodes)), {}));
    const placement = problems.find(({ subject }) => subject === 'group 0');
    expect(placement?.message).toContain('while sales go on');
    expect(placement?.next).toContain('railkv recover plan');
  });

  it('says that replicas differ once for the group, and which node can decide', async () => {
    const told = { dispute: 'as of entry 17 replicas have different rows' };
    const nodes = {
      n1: sampleNode('n1', [sampleGroup(2, 1, 3, told)]),
      n2: undefined,
      n3: sampleNode('n3', [sampleGroup(2, 3, 3, told)]),
    };
    const picture = await takePicture(fakeClient(apisOf(nodes)), {});
    const problems = problemsOf(picture).filter(({ kind }) => kind === 'replicas-differ');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.next).toContain('n2');
  });

  it('says which copy cannot decide, and the command that ends the dispute, where the third one has no rows', async () => {
    const told = { dispute: 'as of entry 17 replicas have different rows' };
    const differing = ([1, 2] as const).map((id) => sampleNode(`n${id}`, [sampleGroup(2, id, 2, told)]));
    const nodes = { n1: differing[0], n2: differing[1], n3: sampleNode('n3', [sampleGroup(0, 3, 1)]) };
    const problems = problemsOf(await takePicture(fakeClient(apisOf(nodes)), {}));
    const next = problems.find(({ kind }) => kind === 'replicas-differ')?.next ?? '';
    expect(next).toContain('n3 cannot decide');
    expect(next).toContain('railkv group remove-replica 2 --node NODE --ack-quorum 1');
    expect(next).toContain('railkv group set-ack-quorum 2 2');
  });

  it('takes the copy that cannot decide away first where placement itself differs, whose ack quorum is its majority', async () => {
    const told = { dispute: 'as of entry 17 replicas have different rows' };
    const differing = ([1, 2] as const).map((id) => sampleNode(`n${id}`, [sampleGroup(0, id, 2, told)]));
    const nodes = { n1: differing[0], n2: differing[1], n3: sampleNode('n3', []) };
    const problems = problemsOf(await takePicture(fakeClient(apisOf(nodes)), {}));
    const next = problems.find(({ kind }) => kind === 'replicas-differ')?.next ?? '';
    expect(next).toMatch(/remove-replica 0 --node n3\); then .*remove-replica 0 --node NODE$/);
  });

  it('says of copies that are damaged that they are replaced, and of no node that runs that it is to be started', async () => {
    const broken = (id: 1 | 2) => sampleGroup(2, id, 3, { role: 'damaged', damage: 'entry 17: CRC' });
    const nodes = { ...all, n1: sampleNode('n1', [broken(1)]), n2: sampleNode('n2', [broken(2)]) };
    const problems = problemsOf(await takePicture(fakeClient(apisOf(nodes)), {}));
    expect(problems.find(({ kind }) => kind === 'sales-refused')?.next).toBe(
      'copies that are damaged are replaced by themselves where a node can take them; railkv group why 2 says what it waits for',
    );
    expect(problems.find(({ kind }) => kind === 'replica-damaged')?.next).toContain('railkv group why 2');
  });

  it('says of three copies with rows of their own that one of them goes first, and no ack quorum', async () => {
    const told = { dispute: 'as of entry 17 replicas have different rows' };
    const nodes = Object.fromEntries(
      ([1, 2, 3] as const).map((id) => [`n${id}`, sampleNode(`n${id}`, [sampleGroup(2, id, 2, told)])]),
    );
    const problems = problemsOf(await takePicture(fakeClient(apisOf(nodes)), {}));
    const next = problems.find(({ kind }) => kind === 'replicas-differ')?.next ?? '';
    expect(next).toMatch(/remove-replica 2 --node NODE$/);
  });

  it('shows damage with what the replica said', async () => {
    const broken = sampleGroup(2, 2, 3, { role: 'damaged', damage: 'entry 17: CRC' });
    const kinds = await kindsOf({ ...all, n2: sampleNode('n2', [sampleGroup(0, 2, 1), broken]) });
    expect(kinds).toEqual(['replica-damaged group 2 on n2']);
  });

  it('believes the leader of the highest term', async () => {
    const deposed = sampleGroup(2, 1, 1, { term: 1 });
    const picture = await takePicture(
      fakeClient(apisOf({ ...all, n1: sampleNode('n1', [sampleGroup(0, 1, 1), deposed]) })),
      {},
    );
    expect(picture.groups.find((group) => group.group === 2)?.leader?.nodeId).toBe('n3');
  });

  it('points at a clock that is off against most others', async () => {
    const peers = ['n1', 'n2'].map((nodeId) => ({
      nodeId,
      heard: true,
      silentMs: 100,
      clockOffsetMs: 4_000,
    }));
    const n3 = sampleNode('n3', all['n3']!.groups, { peers });
    expect(await kindsOf({ ...all, n3 })).toEqual(['clock n3']);
  });
});

describe('railkv status', () => {
  it('exits 0 when all is well', async () => {
    const ran = await runWith(['status', '--groups'], apisOf(all));
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('nothing needs attention');
    expect(ran.stdout).toMatch(/2 +jinghu +n3 +2 +40 +2 +n1 {2}n2 {2}n3/);
  });

  it('says problems first and exits 5', async () => {
    const ran = await runWith(['status'], apisOf({ ...all, n3: undefined }));
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout.startsWith('problem: group 2 (jinghu) has no leader')).toBe(true);
    expect(ran.stdout).toContain('railkv serve --node n3');
  });

  it('names a group of which no node that answers has a copy: nothing of it can be bought', async () => {
    const replicas = [2, 3].map((id) => ({ replicaId: id, nodeId: `n${id}`, learner: false }));
    const epoch = { confVersion: 1, rangeVersion: 1 };
    const range = { start: lineKey('huning'), end: prefixEnd(lineKey('huning')) };
    const route = { group: 5, range, epoch, replicas, leaderReplicaId: 2, ackQuorum: 2 };
    const nodes = apisOf({ ...all, n2: undefined, n3: undefined });
    const apis = { ...nodes, cluster: { ...nodes.cluster, routes: () => Promise.resolve([route]) } };
    const ran = await runWith(['status'], apis);
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('group 5 (huning) has no leader: nothing of it can be bought');
    expect(ran.stdout).toContain(
      'start n2, n3: railkv serve --node n2; if they are lost for good: railkv recover plan',
    );
    expect(ran.stdout).toContain('3 groups, 1 with a leader');
  });

  it('lists groups in JSON only when asked', async () => {
    const short = await runWith(['status', '-o', 'json'], apisOf(all));
    expect(JSON.parse(short.stdout)).toMatchObject({
      clusterId: 'test-1',
      groupCount: 2,
      groupsLed: 2,
      problems: [],
    });
    expect(JSON.parse(short.stdout)).not.toHaveProperty('groups');
    const long = await runWith(['status', '--groups', '-o', 'json'], apisOf(all));
    expect(JSON.parse(long.stdout)).toMatchObject({ groups: [{ group: 0 }, { group: 2, leader: 'n3' }] });
  });

  it('is unavailable when no node answers', async () => {
    const ran = await runWith(['status'], {
      ...apisOf(all),
      cluster: { describe: () => Promise.reject(new RailkvError('UNREACHABLE', 'nobody')) },
    });
    expect(ran.code).toBe(EXIT.unavailable);
  });
});
