import { describe, expect, it } from 'vitest';
import { type OperationsApi, RailkvError } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { type FakeApis, FakeTerminal, runWith } from '../../testing/fakes.js';
import { sampleNode } from '../../testing/samples.js';

type Operations = NonNullable<FakeApis['operations']>;
type Nodes = Awaited<ReturnType<OperationsApi['nodes']>>;
type Changed = Awaited<ReturnType<OperationsApi['drain']>>;

const nodes = (...zones: readonly string[]): OperationsApi['nodes'] => {
  const listed = zones.map((zone, at) => ({
    node: { nodeId: `n${at + 1}`, clientAddress: `h${at + 1}:7200`, labels: { zone } },
    replicas: 2,
    leaders: 1,
    heard: true,
  }));
  return () => Promise.resolve({ revision: 1, nodes: listed, settings: {}, hearing: {} } as unknown as Nodes);
};

const answer = (fields: object): Promise<Changed> =>
  Promise.resolve({ node: { nodeId: 'n2', state: 0 }, operatorId: 0, changed: false, ...fields } as Changed);

const ARITHMETIC = {
  text: ['n2 carries 2 copies: each has somewhere to go'],
  groups: [
    { group: 2, voters: 3, votersAlive: 2, ackQuorum: 2, needed: 2, goesOn: true, targetNodeId: 'n4' },
  ],
};

/** A cluster in which a change begins operator 7, which ends at the third look. */
function changing(verb: 'drain' | 'decommission', seen: (look: number) => object = () => ({})) {
  const asked: boolean[] = [];
  let looks = 0;
  const change = (_node: string, options: { readonly dryRun?: boolean } = {}) => {
    asked.push(options.dryRun === true);
    return options.dryRun === true
      ? answer({ arithmetic: ARITHMETIC })
      : answer({ operatorId: 7, changed: true });
  };
  const operations: Operations = {
    ...(verb === 'drain' ? { drain: change } : { decommission: change }),
    nodes: nodes('a', 'b', 'c', 'd'),
    operator: (operatorId: number) => {
      looks += 1;
      const result = looks >= 3 ? 1 : 0;
      return Promise.resolve({
        operatorId,
        nodeId: 'n2',
        doing: `${3 - looks} left`,
        result,
        ...seen(looks),
      });
    },
    operators: () => Promise.resolve({ operators: [], more: false } as never),
  };
  return { asked, operations };
}

describe('railkv node', () => {
  it('drains: says the arithmetic first, watches to the end, and says what is so then', async () => {
    const { operations, asked } = changing('drain');
    const ran = await runWith(['node', 'drain', 'n2'], { operations });
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stderr).toContain('3 voters, ack quorum 2: sells with 1 down');
    expect(ran.stderr).toContain('they sell with 0 more down');
    expect(ran.stderr).toContain('2 left');
    expect(ran.stdout).toContain('done n2 leads nothing');
    expect(asked).toEqual([true, false]);
  });

  it('begins nothing for a dry run, and prints the operator where nobody waits', async () => {
    const dry = changing('drain');
    await runWith(['node', 'drain', 'n2', '--dry-run'], dry);
    expect(dry.asked).toEqual([true]);
    const ran = await runWith(['node', 'drain', 'n2', '--no-wait', '-o', 'json'], changing('drain'));
    expect(JSON.parse(ran.stdout)).toMatchObject({ node: 'n2', operator: 7, changed: true });
  });

  it('decommissions only when told yes', async () => {
    const fake = changing('decommission');
    const refused = await runWith(['node', 'decommission', 'n2'], fake);
    expect(refused.code).toBe(EXIT.refused);
    expect(refused.stderr).toContain('CONFIRMATION_NEEDED');
    const terminal = new FakeTerminal();
    terminal.inIsTty = true;
    terminal.answer = 'n';
    expect((await runWith(['node', 'decommission', 'n2'], fake, terminal)).code).toBe(EXIT.refused);
    expect(fake.asked).toEqual([true, true]);
    expect((await runWith(['node', 'decommission', 'n2', '--yes'], fake)).stdout).toContain(
      'removed for good',
    );
  });

  it('warns of zones that would be too few', async () => {
    const { operations } = changing('decommission');
    const few = { ...operations, nodes: nodes('a', 'b', 'c', 'c') };
    const ran = await runWith(['node', 'decommission', 'n2', '--dry-run'], { operations: few });
    expect(ran.stderr).toContain('there are 2 zones for 3 copies');
  });

  it('does nothing for what is so already, a removed node included', async () => {
    const drained = { drain: () => answer({ node: { nodeId: 'n2', state: 1 } }) };
    const ran = await runWith(['node', 'drain', 'n2'], { operations: drained });
    expect(ran).toMatchObject({ code: EXIT.ok });
    expect(ran.stdout).toContain('nothing to do');
    const removed = {
      decommission: () => Promise.reject(new RailkvError('NODE_REMOVED', 'node n2 was removed')),
    };
    const again = await runWith(['node', 'decommission', 'n2', '--yes'], { operations: removed });
    expect(again).toMatchObject({ code: EXIT.ok, stdout: 'nothing to do: n2 was removed\n' });
  });

  it('goes on watching what is under way already, without beginning it anew', async () => {
    const { operations } = changing('drain');
    const drain = () => answer({ node: { nodeId: 'n2', state: 1 }, operatorId: 7 });
    const ran = await runWith(['node', 'drain', 'n2'], { operations: { ...operations, drain } });
    expect(ran.stderr).toContain('under way already: operator 7');
    expect(ran.code).toBe(EXIT.ok);
  });

  it.each([
    ['NODE_NOT_FOUND', 'railkv node list'],
    ['NOT_ENOUGH_NODES', 'railkv serve --join'],
    ['NODE_STATE_CONFLICT', 'railkv node show'],
  ] as const)('says what to do after %s', async (reason, next) => {
    const decommission = () => Promise.reject(new RailkvError(reason, 'no'));
    const ran = await runWith(['node', 'decommission', 'n9', '--yes'], { operations: { decommission } });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain(next);
  });

  it('asks again after a lost connection, and says how to go on when nobody answers', async () => {
    const once = changing('drain', (look) => {
      if (look === 1) throw new RailkvError('UNREACHABLE', 'connection refused');
      return {};
    });
    const ran = await runWith(['node', 'drain', 'n2'], once);
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stderr).toContain('asking again');
    const ever = changing('drain', () => {
      throw new RailkvError('UNREACHABLE', 'connection refused');
    });
    const lost = await runWith(['node', 'drain', 'n2'], ever);
    expect(lost.code).toBe(EXIT.unavailable);
    expect(lost.stderr).toContain('go on watching: railkv operator show 7 --wait');
  });

  it('stops watching when its time is up, and fails when the drain was taken back', async () => {
    const slow = await runWith(
      ['node', 'drain', 'n2', '--timeout', '2s'],
      changing('drain', () => ({ result: 0 })),
    );
    expect(slow.code).toBe(EXIT.unavailable);
    expect(slow.stderr).toContain('railkv operator show 7 --wait');
    const taken = await runWith(
      ['node', 'drain', 'n2'],
      changing('drain', () => ({ result: 2 })),
    );
    expect(taken.code).toBe(EXIT.refused);
    expect(taken.stderr).toContain('OPERATOR_CANCELLED');
  });

  it('labels once, warns of a value that nobody else has, and refuses an unknown node', async () => {
    const set: unknown[] = [];
    const operations: Operations = {
      nodes: nodes('a', 'b'),
      setLabels: (...args: readonly unknown[]) => {
        set.push(args.slice(0, 3));
        return Promise.resolve({} as never);
      },
    };
    const ran = await runWith(['node', 'label', 'n2', 'zone=bb'], { operations });
    expect(ran.stderr).toContain('no other node has zone=bb; they have zone=a');
    expect(set).toEqual([['n2', { zone: 'bb' }, []]]);
    const same = await runWith(['node', 'label', 'n2', 'zone=b', 'rack-'], { operations });
    expect(same.stdout).toContain('nothing to do');
    expect(same.stderr).toContain('n2 has no label rack');
    expect(set).toHaveLength(1);
    expect((await runWith(['node', 'label', 'n9', 'zone=b'], { operations })).code).toBe(EXIT.refused);
    for (const none of ['zone', 'zone=', 'a b=c', 'zone=a,b'])
      expect((await runWith(['node', 'label', 'n2', none], { operations })).code).toBe(EXIT.usage);
  });

  it('lists by label, and names the labels there are where no node has it', async () => {
    const operators = () => Promise.resolve({ operators: [{ operatorId: 4 }], more: false } as never);
    const operations = { nodes: nodes('a', 'b'), operators };
    const ran = await runWith(['node', 'list', '--label', 'zone=b'], {
      operations,
      cluster: { nodeStatus: (id) => Promise.resolve(sampleNode(id, [])) },
    });
    expect(ran.stdout).toContain('n2');
    expect(ran.stdout).not.toContain('n1 ');
    expect(ran.stdout).toContain('1 operator under way: railkv operator list');
    const none = await runWith(['node', 'list', '--label', 'zone=x'], { operations });
    expect(none.code).toBe(EXIT.refused);
    expect(none.stderr).toContain('there are zone=a, zone=b');
  });
});

describe('railkv node show', () => {
  const node = () =>
    Promise.resolve({
      node: {
        node: { nodeId: 'n1', labels: { host: 'rack7', zone: 'b' }, state: 1 },
        heard: true,
        leftToMove: 2,
      },
      operators: [],
      leaving: [],
    } as never);

  it('is listed with the days left of its certificate, and the list has no such column without TLS', async () => {
    const at = sampleNode('n1', []).wallClockMs;
    const answers = (certificateUntilMs: number) => (id: string) =>
      id === 'n2'
        ? Promise.reject(new RailkvError('UNREACHABLE', 'connection refused'))
        : Promise.resolve(sampleNode(id, [], { certificateUntilMs }));
    const operations: Operations = {
      nodes: nodes('a', 'b'),
      operators: () => Promise.resolve({ operators: [], more: false } as never),
    };
    const secure = { operations, cluster: { nodeStatus: answers(at + 9 * 86_400_000) } };
    const listed = await runWith(['node', 'list'], secure);
    expect(listed.stdout).toMatch(/DISK FREE +CERTIFICATE +LABELS/);
    expect(listed.stdout).toMatch(/n1 .* 9 days +zone=a/);
    expect(listed.stdout).toMatch(/n2 .* - +zone=b/);
    const json = await runWith(['node', 'list', '-o', 'json'], secure);
    expect(JSON.parse(json.stdout)).toMatchObject({
      nodes: [{ certificateDaysLeft: 9 }, { certificateDaysLeft: null }],
    });
    const plain = await runWith(['node', 'list'], { operations, cluster: { nodeStatus: answers(0) } });
    expect(plain.stdout).not.toContain('CERTIFICATE');
  });

  it('has labels, life and the days left of the certificate, and no such line without TLS', async () => {
    const day = 86_400_000;
    const wallClockMs = sampleNode('n1', []).wallClockMs;
    const withTls = () =>
      Promise.resolve(sampleNode('n1', [], { certificateUntilMs: wallClockMs + 90 * day }));
    const ran = await runWith(['node', 'show', 'n1'], {
      operations: { node },
      cluster: { nodeStatus: withTls },
    });
    expect(ran.stdout).toMatch(/state +draining, 2 left\n/);
    expect(ran.stdout).toMatch(/labels +host=rack7 zone=b\n/);
    expect(ran.stdout).toMatch(/certificate +90 days\n/);
    const without = () => Promise.resolve(sampleNode('n1', []));
    const plain = await runWith(['node', 'show', 'n1'], {
      operations: { node },
      cluster: { nodeStatus: without },
    });
    expect(plain.stdout).not.toContain('certificate');
    const silent = () => Promise.reject(new RailkvError('UNREACHABLE', 'connection refused'));
    const json = await runWith(['node', 'show', 'n1', '-o', 'json'], {
      operations: { node },
      cluster: { nodeStatus: silent },
    });
    expect(JSON.parse(json.stdout)).toMatchObject({ state: 'draining', certificateDaysLeft: null });
  });
});

describe('railkv maintenance, operator, group why and line', () => {
  it('turns maintenance on once, and waits for what is under way', async () => {
    let on = false;
    let looks = 0;
    const operations: Operations = {
      settings: () => Promise.resolve({ maintenance: { on } }),
      setMaintenance: (asked) => {
        ({ on } = asked);
        return Promise.resolve({} as never);
      },
      operators: () => {
        looks += 1;
        return Promise.resolve({ operators: looks < 3 ? [{ group: 4, kind: 3 }] : [], more: false } as never);
      },
    };
    const ran = await runWith(['maintenance', 'on'], { operations });
    expect(ran.stderr).toContain('group 4');
    expect(ran.stdout).toContain('done maintenance is on');
    expect((await runWith(['maintenance', 'on'], { operations })).stdout).toContain('nothing to do');
    expect((await runWith(['maintenance', 'off'], { operations })).stdout).toContain(
      'done maintenance is off',
    );
    expect((await runWith(['maintenance', 'off'], { operations })).stdout).toContain('nothing to do');
  });

  it('keeps why maintenance is on when somebody only makes sure that it is', async () => {
    const told: unknown[] = [];
    const operations: Operations = {
      settings: () => Promise.resolve({ maintenance: { on: true, repairs: true, reason: 'rack 7' } }),
      setMaintenance: (asked) => {
        told.push(asked);
        return Promise.resolve({} as never);
      },
      operators: () => Promise.resolve({ operators: [], more: false } as never),
    };
    const ran = await runWith(['maintenance', 'on', '-o', 'json'], { operations });
    expect(JSON.parse(ran.stdout)).toMatchObject({ changed: false, repairs: true, reason: 'rack 7' });
    expect(told).toEqual([]);
    await runWith(['maintenance', 'on', '--reason', 'rack 8'], { operations });
    expect(told).toEqual([{ on: true, repairs: false, reason: 'rack 8' }]);
  });

  it('says whose history is empty, and in which zone its times are', async () => {
    const ended = { operatorId: 3, nodeId: 'n2', result: 1, startedMs: 1_000, endedMs: 61_000 };
    const operators: Operations['operators'] = (asked) =>
      Promise.resolve({ operators: asked?.node === 'n2' ? [ended] : [], more: false } as never);
    const node: Operations['node'] = () => Promise.resolve({ operators: [], leaving: [] } as never);
    const none = await runWith(['operator', 'history', '--node', 'n1'], { operations: { operators, node } });
    expect(none.stdout).toBe('nothing on n1 has ended yet\n');
    const some = await runWith(['operator', 'history', '--node', 'n2'], { operations: { operators } });
    expect(some.stdout).toMatch(/ENDED \+08:00 /);
    expect(some.stdout).toContain('1970-01-01 08:01:01');
  });

  it('cancels once, and refuses what is no operator', async () => {
    const ended = { operator: { operatorId: 3, nodeId: '', group: 2, result: 1 }, changed: false };
    const cancelOperator = () => Promise.resolve(ended as never);
    const ran = await runWith(['operator', 'cancel', '3'], { operations: { cancelOperator } });
    expect(ran.stdout).toContain('has ended already (done)');
    expect((await runWith(['operator', 'cancel', 'x'])).code).toBe(EXIT.usage);
  });

  it('says why a group stays, and what to do for an unknown one', async () => {
    const explained = {
      group: { group: 2, replicas: [{ nodeId: 'n1' }], ackQuorum: 1 },
      wantedReplicas: 3,
      heard: true,
      checkers: [
        { checker: 'drain', verdict: 4, text: 'n1 drains and carries the only copy: add one elsewhere' },
      ],
      nodes: [{ nodeId: 'n1', member: true, text: 'a copy' }],
      history: [],
    };
    const ran = await runWith(['group', 'why', '2'], {
      operations: { explainGroup: () => Promise.resolve(explained as never) },
    });
    expect(ran.stdout).toMatch(/drain +blocked +n1 drains and carries the only copy/);
    const none = new RailkvError('NO_SUCH_GROUP', 'the cluster has no group 9: railkv group list shows them');
    const unknown = await runWith(['group', 'why', '9'], {
      operations: { explainGroup: () => Promise.reject(none) },
    });
    expect(unknown.code).toBe(EXIT.refused);
    expect(unknown.stderr).toContain('railkv group list');
  });

  it('names the lines there are where one is unknown', async () => {
    const ran = await runWith(['line', 'show', 'nowhere'], {
      tickets: { lines: () => Promise.resolve([{ line: 'jinghu', name: '京沪高速线', group: 2 }]) },
      cluster: { routes: () => Promise.resolve([]) },
    });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('jinghu');
  });
});
