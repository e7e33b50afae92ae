import { describe, expect, it } from 'vitest';
import type { GroupChange, GroupChangeProgress, RunSummary } from '../../../client/index.js';
import { RailkvError } from '../../../client/index.js';
import { boundaryKey } from '../../../proto/boundary.js';
import { lineKey, prefixEnd, trainKey } from '../../../proto/keys.js';
import { EXIT } from '../../exit-codes.js';
import { FakeTerminal, runWith } from '../../testing/fakes.js';
import { describeVotes, losses, survivalOf } from './arithmetic.js';

const ROUTE = {
  group: 2,
  range: { start: new Uint8Array(0), end: new Uint8Array(0) },
  epoch: { confVersion: 3, rangeVersion: 1 },
  replicas: [{ replicaId: 1, nodeId: 'n1', learner: false }],
  leaderReplicaId: 1,
  ackQuorum: 2,
};

function progress(fields: Partial<GroupChangeProgress>): GroupChangeProgress {
  const votes = { voters: 3, ackQuorum: 2 };
  return { done: false, doing: 'waiting', now: votes, after: votes, route: ROUTE, ...fields };
}

/** A cluster that says what a change would mean, then that it is done. */
function cluster(plan: Partial<GroupChangeProgress>) {
  const asked: { change: GroupChange; dryRun: boolean }[] = [];
  return {
    asked,
    changeGroup: (_group: number, change: GroupChange, options: { dryRun?: boolean } = {}) => {
      asked.push({ change, dryRun: options.dryRun === true });
      return Promise.resolve(progress(options.dryRun === true ? plan : { ...plan, done: true, doing: '' }));
    },
  };
}

describe('the arithmetic of a group', () => {
  it.each([
    [3, 1, 2, 0, 0],
    [3, 2, 1, 1, 1],
    [3, 3, 0, 1, 2],
    [5, 2, 3, 1, 1],
    [5, 3, 2, 2, 2],
    [5, 5, 0, 2, 4],
  ])(
    'is the table of the design for %i voters and an ack quorum of %i',
    (voters, ackQuorum, selling, electing, disks) => {
      expect(survivalOf({ voters, ackQuorum })).toEqual({ selling, electing, disks });
    },
  );

  it('names what gets worse, and only that', () => {
    expect(losses({ voters: 3, ackQuorum: 2 }, { voters: 3, ackQuorum: 2 })).toEqual([]);
    expect(losses({ voters: 3, ackQuorum: 2 }, { voters: 3, ackQuorum: 1 })).toEqual([
      'one lost disk can lose sales that were answered',
      'with any voter down no leader can be elected',
    ]);
    expect(describeVotes({ voters: 3, ackQuorum: 2 })).toContain('sells with 1 down');
  });
});

describe('railkv group split', () => {
  const ofJinghu = { ...ROUTE, range: { start: lineKey('jinghu'), end: prefixEnd(lineKey('jinghu')) } };
  const split = async (...args: readonly string[]) => {
    const { asked, changeGroup } = cluster({});
    const ran = await runWith(['group', 'split', '2', ...args], {
      cluster: { changeGroup, routes: () => Promise.resolve([ofJinghu]) },
      tickets: {
        async *runs() {
          yield { run: { line: 'jinghu', train: 'G5', date: '2026-12-01' } } as RunSummary;
        },
      },
    });
    return {
      ...ran,
      cuts: asked.flatMap(({ change }) => (change.kind === 'split' ? change.key : [])),
    };
  };

  it('takes no train that the line has not: groups are never merged again', async () => {
    const slip = await split('--train', 'G50');
    expect(slip.code).toBe(EXIT.refused);
    expect(slip.stderr).toContain('no train G50 runs on jinghu');
    expect(slip.stderr).toContain('--at jinghu/TRAIN');
    expect(slip.cuts).toEqual([]);
    expect((await split('--train', 'G5')).cuts).toContainEqual(trainKey('jinghu', 'G5'));
    expect((await split('--at', 'jinghu/G50')).cuts).toContainEqual(trainKey('jinghu', 'G50'));
  });

  it('takes dates as every command does', async () => {
    expect((await split('--train', 'G5', '--date', '2026-13-01')).code).toBe(EXIT.usage);
    const cut = boundaryKey({ line: 'jinghu', train: 'G5', date: '2026-12-01' });
    expect((await split('--train', 'G5', '--date', '2026-12-01')).cuts).toContainEqual(cut);
  });
});

describe('railkv group', () => {
  it('changes what makes nothing worse without asking', async () => {
    const fake = cluster({});
    const ran = await runWith(['group', 'move-replica', '2', '--from', 'n1', '--to', 'n4'], {
      cluster: fake,
    });
    expect(ran).toMatchObject({ code: EXIT.ok });
    expect(ran.stdout).toContain('done group 2 is on n4 instead of n1');
    expect(fake.asked.map(({ dryRun }) => dryRun)).toEqual([true, false]);
  });

  it('refuses what makes something worse where nobody can be asked, unless told --yes', async () => {
    const after = { voters: 3, ackQuorum: 1 };
    const fake = cluster({ after });
    const refused = await runWith(['group', 'set-ack-quorum', '2', '1'], { cluster: fake });
    expect(refused.code).toBe(EXIT.refused);
    expect(refused.stderr).toContain('one lost disk can lose sales');
    expect(fake.asked).toHaveLength(1);
    expect((await runWith(['group', 'set-ack-quorum', '2', '1', '--yes'], { cluster: fake })).code).toBe(
      EXIT.ok,
    );
  });

  it('asks at a terminal, and does nothing unless the answer is yes', async () => {
    const fake = cluster({ after: { voters: 2, ackQuorum: 2 } });
    const terminal = new FakeTerminal();
    terminal.inIsTty = true;
    terminal.answer = 'n';
    const command = ['group', 'remove-replica', '2', '--node', 'n1'];
    expect((await runWith(command, { cluster: fake }, terminal)).code).toBe(EXIT.refused);
    terminal.answer = 'y';
    expect((await runWith(command, { cluster: fake }, terminal)).code).toBe(EXIT.ok);
  });

  it('does nothing for a dry run, and nothing for what is so already', async () => {
    const fake = cluster({ done: true, doing: '' });
    const ran = await runWith(['group', 'transfer-leader', '2', '--to', 'n1', '-o', 'json'], {
      cluster: fake,
    });
    expect(JSON.parse(ran.stdout)).toMatchObject({ done: true, changed: false, leader: 'n1' });
    await runWith(['group', 'set-ack-quorum', '2', '3', '--dry-run'], { cluster: cluster({}) });
    expect(fake.asked.every(({ dryRun }) => dryRun)).toBe(true);
  });

  it('says why the cluster refuses, and what to do', async () => {
    const refuse = () => Promise.reject(new RailkvError('LAST_COPY', 'that is the last copy'));
    const ran = await runWith(['group', 'remove-replica', '2', '--node', 'n1'], {
      cluster: { changeGroup: refuse },
    });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('LAST_COPY');
    expect(ran.stderr).toContain('move-replica');
  });

  it('names the nodes of each group in the same order', async () => {
    const on = (group: number, ...nodeIds: readonly string[]) => ({
      ...ROUTE,
      group,
      replicas: nodeIds.map((nodeId, at) => ({ replicaId: at + 1, nodeId, learner: nodeId === 'n4' })),
    });
    const apis = {
      cluster: { routes: () => Promise.resolve([on(2, 'n3', 'n1', 'n2'), on(3, 'n2', 'n4', 'n1')]) },
      tickets: { lines: () => Promise.resolve([]) },
    };
    const { stdout } = await runWith(['group', 'list'], apis);
    expect(stdout).toContain('2 of 3  n1 n2 n3\n');
    expect(stdout).toContain('2 of 2  n1 n2 n4 (learner)\n');
  });

  it('exits 2 for what is no group and no count', async () => {
    expect((await runWith(['group', 'show', 'jinghu'])).code).toBe(EXIT.usage);
    expect((await runWith(['group', 'set-ack-quorum', '2', 'two'])).code).toBe(EXIT.usage);
  });
});
