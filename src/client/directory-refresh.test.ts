import { describe, expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { KV, PLACEMENT } from '../proto/services.js';
import { addressOf, type FakeCluster, NODES } from './testing/fake-cluster.js';
import { PURCHASE, type TestClient, testClient } from './testing/test-client.js';

const NEWCOMERS = ['n4', 'n5', 'n6'];
/** A DNS name: whoever is behind it answers. */
const NAME = 'railkv.test:7201';

async function onLine(options: Parameters<typeof testClient>[0] = {}): Promise<TestClient> {
  const client = await testClient(options);
  client.cluster.addLine('jinghu', 2);
  return client;
}

/** Every group is on `nodes` from now on, the first of them leads, and the placement driver says so. */
function moveTo(cluster: FakeCluster, nodes: readonly string[], revision: number): void {
  const replicas = nodes.map((nodeId, at) => ({ replicaId: 11 + at, nodeId }));
  for (const group of cluster.groups.values()) {
    group.leader = nodes[0];
    group.route = { ...group.route, epoch: { confVersion: revision, rangeVersion: 1 }, replicas };
  }
  const known = nodes.map((nodeId) => ({ nodeId, clientAddress: addressOf(nodeId), placement: true }));
  cluster.answer(PLACEMENT.getCluster, () => ({ clusterId: 'test', revision, nodes: known }));
}

const questions = (cluster: FakeCluster): string[] =>
  cluster.calls.filter(({ path }) => path === PLACEMENT.getCluster.path).map(({ address }) => address);

const allDown = (cluster: FakeCluster): void => {
  for (const node of NODES) cluster.down.add(addressOf(node));
};

describe('a client that asks nothing', () => {
  test('still finds the cluster once every node that it was told of was replaced', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    moveTo(cluster, NEWCOMERS, 7);
    await clock.advance(40_000);
    allDown(cluster);
    const order = await run(railkv.tickets.buy(PURCHASE));
    expect(order.state).toBe('sold');
    expect(cluster.commands.at(-1)?.address).toBe(addressOf('n4'));
  });

  test('looks a line up again whose every node is none of the cluster any more, for a purchase as for a read', async () => {
    for (const name of ['buy', 'read'] as const) {
      const { clock, cluster, railkv, run } = await onLine();
      cluster.answer(KV.get, (_, address) => {
        if (!address.startsWith('n4')) throw new RailkvError('GROUP_NOT_FOUND', 'it has moved');
        return { found: true, value: Uint8Array.of(1) };
      });
      await run(railkv.tickets.buy(PURCHASE));
      await run(railkv.kv.put('k', 'v'));
      moveTo(cluster, NEWCOMERS, 7);
      await clock.advance(40_000);
      allDown(cluster);
      if (name === 'buy') expect((await run(railkv.tickets.buy(PURCHASE))).state).toBe('sold');
      else expect(await run(railkv.kv.get('k'))).toMatchObject({ value: Uint8Array.of(1) });
    }
  });

  test('goes on with a line whose nodes are back, though nobody says where they are', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    await run(railkv.tickets.buy(PURCHASE));
    allDown(cluster);
    cluster.breakStreams(addressOf('n1'));
    cluster.answer(PLACEMENT.getCluster, () => 'silence' as never);
    const order = railkv.tickets.buy({ ...PURCHASE, timeoutMs: 12_000 });
    clock.after(6_500, () => cluster.down.clear());
    expect((await run(order)).state).toBe('sold');
  });

  test('asks one small question in 22 to 38 seconds, and not always the same node', async () => {
    const { clock, cluster } = await onLine();
    const before = questions(cluster).length;
    await clock.advance(600_000);
    const asked = questions(cluster).slice(before);
    expect(asked.length).toBeGreaterThanOrEqual(Math.floor(600 / 37.5));
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(600 / 22.5));
    expect(new Set(asked)).toEqual(new Set(NODES.map(addressOf)));
  });

  test('asks as often as it is told', async () => {
    const { clock, cluster } = await onLine({ nodesRefreshMs: 4_000 });
    const before = questions(cluster).length;
    await clock.advance(60_000);
    expect(questions(cluster).length - before).toBeGreaterThanOrEqual(12);
    await expect(testClient({ nodesRefreshMs: 10 })).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  test('asks the others where one does not answer', async () => {
    const { clock, cluster } = await onLine();
    cluster.down.add(addressOf('n1'));
    cluster.down.add(addressOf('n2'));
    moveTo(cluster, ['n3', ...NEWCOMERS], 7);
    await clock.advance(40_000);
    cluster.down.add(addressOf('n3'));
    moveTo(cluster, NEWCOMERS, 8);
    await clock.advance(40_000);
    expect(questions(cluster).some((address) => NEWCOMERS.map(addressOf).includes(address))).toBe(true);
  });

  test('asks again soon when nobody answered, and ever more seldom', async () => {
    const { clock, cluster } = await onLine();
    const refused: number[] = [];
    cluster.answer(PLACEMENT.getCluster, () => {
      refused.push(clock.monotonicMs());
      throw new RailkvError('PERMISSION_DENIED', 'not now');
    });
    await clock.advance(200_000);
    const pauses = refused.slice(1).map((atMs, at) => Math.round((atMs - (refused[at] ?? 0)) / 1_000));
    expect(pauses[0]).toBeLessThanOrEqual(2);
    expect(pauses.slice(4, 7).every((pause) => pause >= 12 && pause <= 38)).toBe(true);
  });

  test('stops asking once it is closed, also in the middle of a question', async () => {
    const { clock, cluster, railkv } = await onLine();
    cluster.answer(PLACEMENT.getCluster, () => 'silence' as never);
    await clock.advance(39_000);
    await railkv.close();
    await clock.advance(10_000);
    const before = questions(cluster).length;
    await clock.advance(600_000);
    expect(questions(cluster)).toHaveLength(before);
    expect(clock.timers).toBe(0);
  });
});

describe('a client that was given a name', () => {
  test('finds the cluster though every node went before it had heard of the new ones', async () => {
    const { cluster, railkv, run } = await onLine({ seeds: [...NODES.map(addressOf), NAME] });
    await run(railkv.tickets.buy(PURCHASE));
    allDown(cluster);
    moveTo(cluster, NEWCOMERS, 7);
    const order = await run(railkv.tickets.buy(PURCHASE));
    expect(order.state).toBe('sold');
  });

  test('goes to it first once nodes are silent, and finds the cluster within one call though they vanished without a word', async () => {
    const silent = new Set(NODES.map(addressOf));
    const { cluster, railkv, run } = await onLine({ seeds: [...silent, NAME] });
    moveTo(cluster, NEWCOMERS, 7);
    cluster.answer(PLACEMENT.getRoutes, (_, address) =>
      silent.has(address)
        ? ('silence' as never)
        : { revision: 7, routes: [...cluster.groups.values()].map(({ route }) => route) },
    );
    cluster.intercept(({ address }) => (silent.has(address) ? 'silence' : 'execute'));
    const order = await run(railkv.tickets.buy(PURCHASE));
    expect(order.state).toBe('sold');
  });

  test('leaves it alone while its nodes answer', async () => {
    const { clock, cluster } = await onLine({ seeds: [NAME] });
    const before = questions(cluster).length;
    await clock.advance(300_000);
    expect(questions(cluster).slice(before)).not.toContain(NAME);
  });
});

test('a group whose every node is silent is looked for at the addresses that its nodes have by now', async () => {
  const { cluster, railkv, run } = await onLine({ seeds: [...NODES.map(addressOf), NAME] });
  await run(railkv.tickets.buy(PURCHASE));
  allDown(cluster);
  cluster.breakStreams(addressOf('n1'));
  const elsewhere = (nodeId: string): string => `${nodeId}.elsewhere:7201`;
  const nodes = NODES.map((nodeId) => ({ nodeId, clientAddress: elsewhere(nodeId), placement: true }));
  cluster.answer(PLACEMENT.getCluster, () => ({ clusterId: 'test', revision: 2, nodes }));
  const reached = new Set<string>();
  cluster.intercept(({ address }) => {
    reached.add(address);
    return new RailkvError('NO_LEADER', 'there is one at least');
  });
  await run(railkv.tickets.buy(PURCHASE)).catch(() => undefined);
  expect(reached).toEqual(new Set(NODES.map(elsewhere)));
});

test('a look-up that nobody answers in its time is begun again while the call has some left', async () => {
  const { clock, cluster, railkv, run } = await onLine();
  const order = railkv.tickets.buy(PURCHASE);
  cluster.answer(PLACEMENT.getRoutes, () =>
    clock.monotonicMs() > 4_500
      ? { revision: 7, routes: [...cluster.groups.values()].map(({ route }) => route) }
      : ('silence' as never),
  );
  expect((await run(order)).state).toBe('sold');
});
