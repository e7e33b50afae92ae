/** What a stale read says of its age. */
import { afterEach, expect, it } from 'vitest';
import type { Message } from '../../src/raft/message.js';
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
