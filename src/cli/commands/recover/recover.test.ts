import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GroupStatus, type NodeStatus, RailkvError } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { type FakeApis, FakeTerminal, type Ran, runWith } from '../../testing/fakes.js';
import { sampleCluster, sampleGroup, sampleNode } from '../../testing/samples.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recover-'));
  file = join(folder, 'plan.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const own: Partial<GroupStatus> = { lastTerm: 4, lastIndex: 9 };

/** Only n1 answers. */
function survivor(change: Partial<GroupStatus> = {}, node: Partial<NodeStatus> = {}): FakeApis {
  return {
    cluster: {
      nodes: () => Promise.resolve([]),
      routes: () => Promise.resolve([]),
      nodeStatus: (address) =>
        address === '127.0.0.1:1'
          ? Promise.resolve(sampleNode('n1', [sampleGroup(3, 1, 2, { ...own, ...change })], node))
          : Promise.reject(new RailkvError('UNREACHABLE', 'gone')),
      recover: () => Promise.reject(new Error('nobody should be asked')),
    },
  };
}

const run = (args: readonly string[], apis: FakeApis, terminal = new FakeTerminal()): Promise<Ran> =>
  runWith(['recover', ...args, '--cluster', '127.0.0.1:1,127.0.0.1:2'], apis, terminal);

const plan = (apis = survivor()): Promise<Ran> => run(['plan', '--lost', 'n2,n3', '--out', file], apis);

describe('railkv recover', () => {
  it('plans from who answers, writes the plan down and changes nothing', async () => {
    const ran = await plan();
    expect(ran.code, ran.stderr).toBe(EXIT.ok);
    expect(ran.stdout).toContain('term 4, index 9');
    expect(ran.stdout).toContain('n2 n3');
    expect(ran.stdout).toContain('nothing was changed');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ plan: { lostNodes: ['n2', 'n3'] } });
  });

  it('leaves out a group whose leader lives, and names it', async () => {
    const configuration = { ...sampleGroup(3, 1, 2).configuration, ackQuorum: 1 };
    const leading = { role: 'leader', configuration };
    const ran = await plan(survivor(leading));
    expect(ran.code, ran.stderr).toBe(EXIT.ok);
    expect(ran.stdout).toContain(
      'has a leader: group 3 (-) is led by n1 with 1 of 3 voters, ack quorum 1: it sells on and is left alone',
    );
    expect(ran.stdout).toContain('nothing to recover');
    const deposed = { role: 'leader', configuration: { ...configuration, ackQuorum: 2 } };
    const stale = await plan(survivor(deposed));
    expect(stale.stdout).toContain('term 4, index 9');
  });

  it('makes no plan while a node is neither here nor declared lost', async () => {
    const ran = await run(['plan', '--lost', 'n3', '--out', file], survivor());
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('node n2 neither answers nor is declared lost');
  });

  it('makes no plan for a node that nobody knows, and names those that are known', async () => {
    const ran = await run(['plan', '--lost', 'n9', '--out', file], survivor());
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('PLAN_REFUSED');
    expect(ran.stderr).toContain('no node n9 is known: those that answer know n1, n2, n3');
    const empty = survivor();
    const [listedNode] = sampleCluster.nodes;
    if (listedNode === undefined) throw new Error('the sample has nodes');
    const listed: FakeApis = {
      cluster: { ...empty.cluster, nodes: () => Promise.resolve([{ ...listedNode, nodeId: 'n4' }]) },
    };
    const idle = await run(['plan', '--lost', 'n2,n3,n4', '--out', file], listed);
    expect(idle.code, idle.stderr).toBe(EXIT.ok);
  });

  it('refuses a plan that was edited', async () => {
    await plan();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"lastIndex": 9', '"lastIndex": 8'));
    const ran = await run(['apply', file, '--yes'], survivor());
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('not as it was written');
  });

  it('refuses a plan once the log has moved, and asks nobody to do anything', async () => {
    await plan();
    const ran = await run(['apply', file, '--yes'], survivor({ lastIndex: 10 }));
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('PLAN_STALE');
    expect(ran.stderr).toContain('index 10, the plan says term 4, index 9');
  });

  it('applies nothing without a yes', async () => {
    await plan();
    const silent = await run(['apply', file], survivor());
    expect([silent.code, silent.stderr.includes('CONFIRMATION_NEEDED')]).toEqual([EXIT.refused, true]);
    const terminal = new FakeTerminal();
    terminal.inIsTty = true;
    terminal.answer = 'n';
    const asked = await run(['apply', file], survivor(), terminal);
    expect(asked.stderr).toContain('NOT_CONFIRMED');
  });

  it('verifies with exit code 5 while the plan is not in effect', async () => {
    await plan();
    const ran = await run(['verify', file], survivor());
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('replica 1 of before the recovery runs on node n1');
    const done = { replicaId: 2 ** 32 + 1, role: 'leader', recoveryEpoch: 1 };
    const after = await run(['verify', file], survivor(done, { recoveryEpoch: 1, lostNodes: ['n2', 'n3'] }));
    expect(after.code, after.stdout).toBe(EXIT.ok);
    const alone = { ...sampleGroup(3, 1, 2).configuration, voters: [done.replicaId], ackQuorum: 1 };
    const one = await run(
      ['verify', file],
      survivor({ ...done, configuration: alone }, { recoveryEpoch: 1, lostNodes: ['n2', 'n3'] }),
    );
    expect(one.stdout).toContain('ack quorum below 2 in 1 group');
    expect(one.stdout).toContain('railkv group set-ack-quorum 2 --all --only-raise');
  });

  it('says why a plan cannot be read in words', async () => {
    const gone = await run(['apply', join(folder, 'none.json')], survivor());
    expect(gone.code).toBe(EXIT.usage);
    expect(gone.stderr).toContain('none.json: there is no such file');
    expect(gone.stderr).not.toContain('ENOENT');
    writeFileSync(file, '# no plan');
    expect((await run(['verify', file], survivor())).stderr).toContain('it is not JSON');
  });
});
