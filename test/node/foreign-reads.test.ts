/** A read that names a key of another group: whoever asks, and however wrong the route, no replica takes it for damage. */
import { afterEach, describe, expect, it } from 'vitest';
import { RailkvError } from '../../src/proto/errors.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster } from '../sim/cluster.js';
import { at, connect, DATES, onSale, runOf } from '../sim/split-world.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const FOREVER = Number.POSITIVE_INFINITY;
const CALLER = { id: 'auditor', role: 'reader' } as const;
const reasonOf = (error: unknown): string => (error instanceof RailkvError ? error.reason : String(error));

describe('a read of a key that another group holds', () => {
  it('is refused with the routes, and no replica stops for it', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const { group } = made;
    const child = (await changeGroup(cluster, group, { splitGroup: { key: at('G5') } })).child?.group ?? 0;
    await cluster.run(2_000);
    const run = runOf('G7', DATES[0]);
    for (const node of cluster.live()) {
      const { tickets, kv } = node.services;
      for (const routed of [{ group }, { group: 1 }, { group, epoch: { rangeVersion: 2 } }]) {
        const order = { run, orderId: 'o1' };
        const trip = { line: run.line, fromStation: 'VNP', toStation: 'AOH', date: run.date };
        for (const call of [
          () => tickets.getRun({ routed, run }, FOREVER),
          () => tickets.getOrder(CALLER, { routed, order }, FOREVER),
          () => tickets.queryLine({ routed: { group: 1 }, ...trip }, FOREVER),
          () => tickets.listRuns({ routed: { group: 1 }, line: run.line }, FOREVER),
          () => kv.get({ routed: { group }, key: 'a' }, FOREVER),
          () => kv.scan({ routed: { group }, from: 'a' }, FOREVER),
        ])
          expect(await cluster.finish(call().catch(reasonOf))).toBe('EPOCH_STALE');
      }
      expect([...node.running.core.damaged]).toEqual([]);
    }
    const client = await connect(cluster, 'c1');
    expect((await cluster.finish(client.tickets.run(run))).run).toMatchObject({ train: 'G7' });
    expect(cluster.leaderOf(child)).toBeDefined();
  });

  it('is refused too when a split gave the key away while its rows were being waited for', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const { group } = made;
    await cluster.run(500);
    const run = runOf('G7', DATES[0]);
    const follower = cluster.live().find((node) => node !== cluster.leaderOf(group))!;
    await cluster.finish(follower.stop());
    await cluster.finish(follower.start());
    await cluster.run(1_000);
    const { services, running } = follower;
    const { store } = running.core;
    const splitGroup = store.splitGroup.bind(store);
    let during: Promise<unknown> | undefined;
    store.splitGroup = (...args) => {
      during = services.tickets.getRun({ routed: { group }, run }, FOREVER).catch(reasonOf);
      return splitGroup(...args);
    };
    await changeGroup(cluster, group, { splitGroup: { key: at('G5') } });
    await cluster.until(() => during !== undefined, 'the follower applies the split');
    expect(await cluster.finish(during!)).toBe('EPOCH_STALE');
    await cluster.run(1_000);
    expect([...running.core.damaged]).toEqual([]);
  });
});
