import { describe, expect, it } from 'vitest';
import { type GroupChangeProgress, RailkvError, type Route } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { type FakeApis, type Ran, runWith } from '../../testing/fakes.js';

interface Held {
  readonly voters: number;
  ackQuorum: number;
}

const routeOf = (group: number, { voters, ackQuorum }: Held): Route => ({
  group,
  range: { start: new Uint8Array(0), end: new Uint8Array(0) },
  epoch: { confVersion: 1, rangeVersion: 1 },
  replicas: Array.from({ length: voters }, (_, at) => ({
    replicaId: at + 1,
    nodeId: `n${at + 1}`,
    learner: false,
  })),
  leaderReplicaId: 1,
  ackQuorum,
});

/** Groups whose leaders do what they are asked; one that is away says so. */
class Cluster {
  readonly groups = new Map<number, Held>();
  readonly changed: number[] = [];
  away = new Set<number>();
  underWay = 0;
  mostAtOnce = 0;

  constructor(shapes: readonly (readonly [count: number, voters: number, ackQuorum: number])[]) {
    for (const [count, voters, ackQuorum] of shapes)
      for (let at = 0; at < count; at += 1) this.groups.set(this.groups.size, { voters, ackQuorum });
  }

  get apis(): FakeApis {
    return {
      cluster: {
        routes: (query) =>
          Promise.resolve(
            [...this.groups]
              .filter(([group]) => query?.lines === undefined || query.lines.includes(`l${group}`))
              .map(([group, held]) => routeOf(group, held)),
          ),
        changeGroup: async (group, change, options = {}) => {
          this.underWay += 1;
          this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
          await new Promise(setImmediate);
          this.underWay -= 1;
          return this.change(
            group,
            'ackQuorum' in change ? (change.ackQuorum ?? 0) : 0,
            options.dryRun === true,
          );
        },
      },
    };
  }

  private change(group: number, ackQuorum: number, dryRun: boolean): GroupChangeProgress {
    const held = this.groups.get(group);
    if (held === undefined) throw new Error(`nobody should ask for group ${group}`);
    if (this.away.has(group)) throw new RailkvError('NODE_AWAY', 'n2 does not respond');
    if (ackQuorum > held.voters)
      throw new RailkvError('ACK_QUORUM_INVALID', `an ack quorum of ${ackQuorum} does not fit`);
    const now = { ...held };
    const done = held.ackQuorum === ackQuorum;
    if (!dryRun && !done) {
      held.ackQuorum = ackQuorum;
      this.changed.push(group);
    }
    const after = { voters: held.voters, ackQuorum };
    return { done: done || !dryRun, doing: '', now, after, route: routeOf(group, held) };
  }

  run(...args: string[]): Promise<Ran> {
    return runWith(['group', 'set-ack-quorum', ...args], this.apis);
  }

  ackQuorums(): number[] {
    return [...this.groups.values()].map(({ ackQuorum }) => ackQuorum);
  }
}

describe('railkv group set-ack-quorum for many groups', () => {
  it('changes every group but the placement driver, a few at a time, with the arithmetic in sum', async () => {
    const cluster = new Cluster([
      [1, 3, 2],
      [40, 3, 1],
      [9, 3, 2],
    ]);
    const ran = await cluster.run('2', '--all', '--yes');
    expect(ran.code, ran.stderr).toBe(EXIT.ok);
    expect(ran.stderr).toContain(
      '49 groups: 40 with 3 voters, ack quorum 1 -> 2; 9 with 3 voters, ack quorum 2 already',
    );
    expect(ran.stdout).toContain('done: 40 groups changed, 9 had it already, 0 refused');
    expect(cluster.changed).toHaveLength(40);
    expect(cluster.changed).not.toContain(0);
    expect(cluster.mostAtOnce).toBeGreaterThan(1);
    expect(cluster.mostAtOnce).toBeLessThanOrEqual(8);
  });

  it('is safe to repeat: the second time there is nothing left', async () => {
    const cluster = new Cluster([
      [1, 3, 2],
      [5, 3, 1],
    ]);
    await cluster.run('2', '--all', '--yes');
    const again = await cluster.run('2', '--all', '--yes');
    expect(again.stdout).toContain('0 groups changed, 5 had it already');
    expect(cluster.changed).toHaveLength(5);
  });

  it('names each group that refuses with its next step, changes the others, and says so in the exit code', async () => {
    const cluster = new Cluster([
      [1, 3, 2],
      [3, 3, 1],
      [1, 1, 1],
    ]);
    const ran = await cluster.run('2', '--all', '--yes');
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stdout).toContain('refused: group 4: an ack quorum of 2 does not fit');
    expect(ran.stdout).toContain('railkv group show 4');
    expect(ran.stdout).toContain('not all done: 3 groups changed');
    expect(cluster.ackQuorums()).toEqual([2, 2, 2, 2, 1]);
    cluster.groups.delete(4);
    cluster.away = new Set([2]);
    const later = await cluster.run('3', '--all', '-o', 'json', '--yes');
    expect(later.code).toBe(EXIT.unavailable);
    expect(JSON.parse(later.stdout)).toMatchObject({
      ackQuorum: 3,
      groups: 3,
      changed: 2,
      refused: [{ group: 2, reason: 'NODE_AWAY' }],
    });
  });

  it('asks before anything gets worse, once for all, and lowers none with --only-raise', async () => {
    const cluster = new Cluster([
      [1, 3, 2],
      [4, 3, 2],
      [1, 3, 3],
    ]);
    const refused = await cluster.run('1', '--all');
    expect(refused.code).toBe(EXIT.refused);
    expect(refused.stderr).toContain('4 groups of 3 voters: one lost disk can lose sales');
    expect(cluster.changed).toEqual([]);
    const raised = await cluster.run('2', '--all', '--only-raise');
    expect(raised.stdout).toContain('1 with a higher one left alone');
    expect(cluster.ackQuorums()).toEqual([2, 2, 2, 2, 2, 3]);
    expect((await cluster.run('1', '--all', '--yes')).code).toBe(EXIT.ok);
    expect(cluster.ackQuorums()).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('only says what it would do for a dry run', async () => {
    const cluster = new Cluster([
      [1, 3, 2],
      [2, 3, 1],
    ]);
    const ran = await cluster.run('2', '--all', '--dry-run');
    expect(ran.stdout).toContain('would change 2 groups; nothing was changed');
    expect(cluster.changed).toEqual([]);
  });

  it('takes lines and numbers of groups, and refuses what it does not know', async () => {
    const cluster = new Cluster([[6, 3, 1]]);
    await cluster.run('2', '--line', 'l2,l3', '--yes');
    await cluster.run('2', '--groups', '5', '--yes');
    expect(cluster.ackQuorums()).toEqual([1, 1, 2, 2, 1, 2]);
    expect((await cluster.run('2', '--line', 'nowhere')).stderr).toContain('there is no line nowhere');
    expect((await cluster.run('2', '--groups', '9')).stderr).toContain('no group 9');
    for (const wrong of [
      ['2'],
      ['2', '3', '4'],
      ['2', '3', '--all'],
      ['2', '--all', '--groups', '3'],
      ['2', '--groups', '0'],
      ['2', '3', '--only-raise'],
    ])
      expect((await cluster.run(...wrong)).code, wrong.join(' ')).toBe(EXIT.usage);
  });
});
