import { describe, expect, it } from 'vitest';
import { type NodeTraffic, RailkvError } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { runWith } from '../testing/fakes.js';
import { sampleCluster } from '../testing/samples.js';
import { ratesBetween } from './rates.js';

function traffic(nodeId: string, over: Partial<NodeTraffic> = {}): NodeTraffic {
  return {
    nodeId,
    incarnation: 1,
    monotonicMs: 10_000,
    outcomes: { DONE: 100, SOLD_OUT: 10 },
    orders: 90,
    tickets: 120,
    queries: 50,
    queriesFailed: 0,
    commandLatency: [0, 0, 0, 0],
    queryLatency: [0, 0, 0, 0],
    lines: [{ name: 'jinghu', perSecond: 5 }],
    trains: [],
    callers: [{ name: 'alice', perSecond: 5 }],
    groupsLed: 2,
    groupsHosted: 4,
    behindMost: 3,
    rssBytes: 2 ** 27,
    cpuSeconds: 1,
    ...over,
  };
}

const lookOf = (...nodes: NodeTraffic[]) => ({
  nodes: new Map(nodes.map((node) => [node.nodeId, node])),
  silent: [],
});

describe('rates between two looks', () => {
  it('are differences by the time of each node', () => {
    const later = traffic('n1', {
      monotonicMs: 12_000,
      outcomes: { DONE: 300, SOLD_OUT: 14, SERVER_BUSY: 6 },
      orders: 290,
      queries: 150,
      cpuSeconds: 2,
      commandLatency: [0, 98, 0, 2],
    });
    const { nodes, all, refusals } = ratesBetween(lookOf(traffic('n1')), lookOf(later));
    expect(nodes[0]).toMatchObject({
      ordersPerSecond: 100,
      refusedPerSecond: 5,
      queriesPerSecond: 50,
      cpu: 0.5,
    });
    expect(all.commandP50).toBeCloseTo(0.15);
    expect(all.commandP99).toBeCloseTo(0.3375);
    expect(all.queryP99).toBeUndefined();
    expect(refusals).toEqual([
      { name: 'SERVER_BUSY', perSecond: 3 },
      { name: 'SOLD_OUT', perSecond: 2 },
    ]);
  });

  it('of a node that began anew count nothing twice and nothing below zero', () => {
    const before = traffic('n1', { orders: 1_000 });
    const anew = traffic('n1', { incarnation: 2, monotonicMs: 500, orders: 3 });
    expect(ratesBetween(lookOf(before), lookOf(anew)).nodes[0]?.ordersPerSecond).toBe(0);
  });

  it('add up what is hot on several nodes', () => {
    const two = lookOf(traffic('n1'), traffic('n2', { lines: [{ name: 'huning', perSecond: 12 }] }));
    expect(ratesBetween(two, two).lines).toEqual([
      { name: 'huning', perSecond: 12 },
      { name: 'jinghu', perSecond: 5 },
    ]);
    expect(ratesBetween(two, two).callers).toEqual([{ name: 'alice', perSecond: 10 }]);
  });
});

const apis = (silent?: string) => ({
  cluster: {
    describe: () => Promise.resolve(sampleCluster),
    nodes: () => Promise.resolve(sampleCluster.nodes),
    nodeTraffic: (node: string) =>
      node === silent
        ? Promise.reject(new RailkvError('UNREACHABLE', 'away'))
        : Promise.resolve(traffic(node)),
  },
});

describe('railkv top', () => {
  it('shows as many looks as were asked for, each node and all together', async () => {
    const ran = await runWith(['top', '--every', '100ms', '--count', '2'], apis());
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout.match(/railkv top {2}cluster test-1/g)).toHaveLength(2);
    expect(ran.stdout).toMatch(/n2 +2 of 4/);
    expect(ran.stdout).toMatch(/all +6 of 12/);
    expect(ran.stdout).toMatch(/jinghu +15\.0/);
  });

  it('names a node that does not answer and exits 5', async () => {
    const ran = await runWith(['top', '--every', '100ms', '--count', '1'], apis('n3'));
    expect(ran.code).toBe(EXIT.attention);
    expect(ran.stdout).toContain('n3 does not answer');
  });

  it('is refused who may not look, and no node is called silent', async () => {
    const { cluster } = apis();
    const nodeTraffic = () => Promise.reject(new RailkvError('PERMISSION_DENIED', 'only operator may'));
    const ran = await runWith(['top', '--count', '1'], { cluster: { ...cluster, nodeTraffic } });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stdout).toBe('');
  });

  it('gives a JSON document a look', async () => {
    const ran = await runWith(['top', '--every', '100ms', '--count', '2', '-o', 'json'], apis());
    const documents = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(documents).toHaveLength(2);
    expect(documents[0]).toMatchObject({ clusterId: 'test-1', all: { groupsLed: 6, queryP99: null } });
  });

  it('refuses to look all the time', async () => {
    expect((await runWith(['top', '--every', '1ms'], apis())).code).toBe(EXIT.usage);
  });
});
