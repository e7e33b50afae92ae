/** What a stale read says of its age. */
import { afterEach, expect, it } from 'vitest';
import type { Message } from '../../src/raft/message.js';
import { AGE_UNKNOWN_MS } from '../../src/server/host/reads.js';
import { Cluster } from '../sim/cluster.js';
import { lineEntry, publish, purchase, RUN } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

it('a replica that hears its leader but misses entries says how old it is', async () => {
  cluster = await Cluster.start({ seed: 1 });
  const [group] = await cluster.registerLines([lineEntry()]);
  await cluster.execute(group!, publish(cluster.time.nowMs, RUN, 5));
  const behind = cluster.live().find((node) => node !== cluster.leaderOf(group!))!;
  const replica = behind.running.core.host.get(group!)!;
  const receive = replica.receive.bind(replica);
  replica.receive = (message: Message) => {
    if (message.type !== 'app') receive(message);
  };
  for (let order = 0; order < 20; order += 1) {
    await cluster.execute(group!, purchase(cluster.time.nowMs, `order-${order}`));
    await cluster.run(200);
  }
  const { applied } = cluster.leaderOf(group!)!.running.core.host.get(group!)!;
  expect(replica.applied.index).toBeLessThan(applied.index);
  const run = await cluster.finish(
    behind.services.tickets.getRun(
      { routed: { group: group! }, run: RUN, read: { level: 0 } },
      Number.POSITIVE_INFINITY,
    ),
  );
  expect(run.asOf?.ageMs).toBeGreaterThan(3_000);
});

it('a replica that replays its log after a restart and hears nobody does not say that it is fresh', async () => {
  cluster = await Cluster.start({ seed: 1 });
  const [group] = await cluster.registerLines([lineEntry()]);
  await cluster.execute(group!, publish(cluster.time.nowMs, RUN, 5));
  await cluster.execute(group!, purchase(cluster.time.nowMs, 'order-1'));
  await cluster.execute(group!, purchase(cluster.time.nowMs, 'order-2'));
  const old = cluster.live().find((node) => node !== cluster.leaderOf(group!))!;
  old.kill();
  await cluster.execute(group!, purchase(cluster.time.nowMs, 'order-3'));
  await cluster.run(600_000);
  cluster.network.isolate(
    old.id,
    cluster.nodes.map(({ id }) => id),
  );
  await cluster.finish(old.start());
  await cluster.run(100);
  const run = await cluster.finish(
    old.services.tickets.getRun(
      { routed: { group: group! }, run: RUN, read: { level: 0 } },
      Number.POSITIVE_INFINITY,
    ),
  );
  expect(run.asOf?.ageMs).toBe(AGE_UNKNOWN_MS);
});
