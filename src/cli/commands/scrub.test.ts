import { describe, expect, it } from 'vitest';
import { RailkvError, type Route, type ScrubProgress } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { type FakeApis, runWith } from '../testing/fakes.js';
import { sampleCluster } from '../testing/samples.js';

const done = (group: number, over: Partial<ScrubProgress> = {}): ScrubProgress => ({
  group,
  rows: 10,
  bytes: 2_048,
  done: true,
  index: 40,
  digest: '0011223344556677',
  damage: '',
  skipped: '',
  ...over,
});

const route = (group: number): Route => ({
  group,
  range: { start: new Uint8Array(), end: new Uint8Array() },
  epoch: { confVersion: 1, rangeVersion: 1 },
  replicas: ['n1', 'n2', 'n3'].map((nodeId, at) => ({ replicaId: at + 1, nodeId, learner: false })),
  leaderReplicaId: 1,
  ackQuorum: 2,
});

type Reads = (node: string) => readonly ScrubProgress[] | RailkvError;

const apis = (reads: Reads, asked: number[][] = []): FakeApis => ({
  cluster: {
    nodes: () => Promise.resolve(sampleCluster.nodes),
    routes: () => Promise.resolve([0, 2, 3].map(route)),
    async *scrub(node, options) {
      asked.push([...(options?.groups ?? [])]);
      const read = reads(node);
      if (read instanceof RailkvError) throw read;
      yield* read;
    },
  },
});

describe('railkv scrub', () => {
  it('says what every node read, and exits 0 when all is as it was written', async () => {
    const ran = await runWith(
      ['scrub'],
      apis(() => [done(0), done(2)]),
    );
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toMatch(/n2 +2 +20 +4\.0 KiB +as written/);
    expect(ran.stdout).toContain('nothing found');
  });

  it('asks only the nodes and groups that were named', async () => {
    const asked: number[][] = [];
    await runWith(
      ['scrub', '--node', 'n2', '--group', '2', '3'],
      apis(() => [], asked),
    );
    expect(asked).toEqual([[2, 3]]);
  });

  it('refuses a group that the cluster has not, rather than finding each node at fault', async () => {
    const ran = await runWith(
      ['scrub', '--group', '99'],
      apis(() => new RailkvError('GROUP_NOT_FOUND', 'node n1 has no replica of group 99')),
    );
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('the cluster has no group 99');
    expect(ran.stdout).toBe('');
  });

  it('is refused who may not scrub, and no node is found at fault', async () => {
    const ran = await runWith(
      ['scrub'],
      apis(() => new RailkvError('PERMISSION_DENIED', 'a buyer may not call Admin/Scrub')),
    );
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stdout).toBe('');
  });

  it('exits 5 with the damaged replica and what to do', async () => {
    const ran = await runWith(
      ['scrub'],
      apis((node) => [done(2, node === 'n3' ? { damage: 'a seal is broken', digest: '' } : {})]),
    );
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('the replica of group 2 on n3 has stopped: a seal is broken');
    expect(ran.stdout).toContain('railkv group move-replica 2');
  });

  it('finds replicas that differ at the same index, and not at different ones', async () => {
    const other = (index: number) => apis((node) => [done(2, node === 'n3' ? { digest: 'ff', index } : {})]);
    expect((await runWith(['scrub'], other(40))).stdout).toContain('has different rows at index 40');
    expect((await runWith(['scrub'], other(41))).code).toBe(EXIT.ok);
  });

  it('is not content with a node that could not be read to the end', async () => {
    const ran = await runWith(
      ['scrub', '-o', 'json'],
      apis((node) => (node === 'n1' ? new RailkvError('UNREACHABLE', 'gone') : [done(2)])),
    );
    expect(ran.code).toBe(EXIT.attention);
    expect(JSON.parse(ran.stdout)).toMatchObject({ findings: [{ kind: 'not-read', subject: 'n1' }] });
  });

  it('refuses a node that is not there, naming those that are', async () => {
    const ran = await runWith(
      ['scrub', '--node', 'n9'],
      apis(() => []),
    );
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('n1, n2, n3');
  });
});
