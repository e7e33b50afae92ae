import { describe, expect, test } from 'vitest';
import type { pb } from '../proto/index.js';
import { compareKeys, lineKey, prefixEnd } from '../proto/keys.js';
import { PLACEMENT } from '../proto/services.js';
import { addressOf, type FakeCluster } from './testing/fake-cluster.js';
import { testClient } from './testing/test-client.js';

/** Each group has a line of its own. */
const nameOf = (at: number): string => `line-${String(at).padStart(5, '0')}`;
const lines = (cluster: FakeCluster, count: number): void => {
  for (let at = 0; at < count; at += 1) cluster.addLine(nameOf(at), 10 + at);
};

interface Hooks {
  revision(address: string): number;
  served(page: pb.GetRoutesResponse.$Properties): pb.GetRoutesResponse.$Properties;
}

/** As a node answers, page by page. */
function answerInPages(
  cluster: FakeCluster,
  { revision = () => 1, served = (page) => page }: Partial<Hooks> = {},
): number[] {
  const pages: number[] = [];
  cluster.answer(PLACEMENT.getRoutes, ({ limit, pageStart, groups }, address) => {
    const start = ({ range }: pb.Route.$Properties): Uint8Array => range?.start ?? new Uint8Array(0);
    const left = [...cluster.groups.values()]
      .map(({ route }) => route)
      .filter((route) => groups.length === 0 || groups.includes(route.group ?? 0))
      .filter((route) => compareKeys(start(route), pageStart) >= 0)
      .sort((a, b) => compareKeys(start(a), start(b)));
    const routes = left.slice(0, limit);
    pages.push(routes.length);
    const next = left[limit];
    return served({ revision: revision(address), routes, ...(next && { next: start(next) }) });
  });
  return pages;
}

describe('routes', () => {
  test('of more groups than one message holds come together from pages, in key order', async () => {
    const { cluster, railkv, run } = await testClient();
    lines(cluster, 2_500);
    const pages = answerInPages(cluster);
    const routes = await run(railkv.cluster.routes());
    expect(pages).toEqual([1_000, 1_000, 501]);
    expect(routes.map(({ group }) => group)).toEqual([
      ...Array.from({ length: 2_500 }, (_, at) => 10 + at),
      1, // plain keys come last
    ]);
  });

  test('of a group are asked for by its id, also of a node that answers with all it has', async () => {
    const { cluster, railkv, run } = await testClient();
    lines(cluster, 20);
    const pages = answerInPages(cluster);
    expect((await run(railkv.cluster.routes({ groups: [13] }))).map(({ group }) => group)).toEqual([13]);
    expect(pages).toEqual([1]);
    const all = [...cluster.groups.values()].map(({ route }) => route);
    cluster.answer(PLACEMENT.getRoutes, () => ({ revision: 1, routes: all }));
    expect((await run(railkv.cluster.routes({ groups: [13] }))).map(({ group }) => group)).toEqual([13]);
    expect(await run(railkv.cluster.routes({ groups: [] }))).toEqual([]);
  });

  test('come from no node that knows less than the one before', async () => {
    const { cluster, railkv, run } = await testClient();
    lines(cluster, 3_500);
    const seen: number[] = [];
    // Whoever is behind has no more lines than the first page's, and says so; only who asked it first may believe it.
    answerInPages(cluster, {
      revision: (address) => (seen.length === 0 || address === addressOf('n1') ? 7 : 4),
      served: (page) => {
        seen.push(page.revision ?? 0);
        return page.revision === 4 ? { ...page, routes: [], next: new Uint8Array(0) } : page;
      },
    });
    expect(await run(railkv.cluster.routes())).toHaveLength(3_501);
    expect(seen.filter((revision) => revision === 7)).toHaveLength(4);
    expect(seen).toContain(4);
  });

  test('are whole though a group was split between two pages', async () => {
    const { cluster, railkv, run } = await testClient();
    lines(cluster, 1_200);
    const pages = answerInPages(cluster, {
      served: (page) => {
        const key = lineKey(nameOf(1_100));
        const middle = Uint8Array.from([...key, 9]);
        const { route } = cluster.group(1_110);
        cluster.addGroup(9_999, middle, prefixEnd(key), 'n1');
        cluster.group(1_110).route = { ...route, range: { start: key, end: middle } };
        return page;
      },
    });
    const groups = (await run(railkv.cluster.routes())).map(({ group }) => group);
    expect(pages).toEqual([1_000, 202]);
    expect(groups.slice(1_099, 1_103)).toEqual([1_109, 1_110, 9_999, 1_111]);
    expect(new Set(groups).size).toBe(1_202);
  });
});
