/** A search that has to miss nothing begins with the catalogue, which is read as its trains are. */
import { afterEach, expect, it } from 'vitest';
import { pb } from '../../src/proto/index.js';
import type { Message } from '../../src/raft/message.js';
import { Cluster } from '../sim/cluster.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

it('a node that lags behind group 0 names no stations until it has caught up', async () => {
  cluster = await Cluster.start({ seed: 1 });
  const behind = cluster.live().find((node) => node !== cluster.leaderOf(0))!;
  const replica = behind.running.core.host.get(0)!;
  const receive = replica.receive.bind(replica);
  replica.receive = (message: Message) => {
    if (message.type !== 'app') receive(message);
  };
  await cluster.registerLines([lineEntry()]);
  const stations = (lineEntry().stations ?? []).slice(0, 1).map(({ code }) => code ?? '');
  const ask = (level: pb.ReadLevel) =>
    behind.services.placement.findStations({ stations, level }, Number.POSITIVE_INFINITY);
  const stale = await cluster.finish(ask(pb.ReadLevel.READ_LEVEL_STALE));
  expect(stale.stations?.[0]?.lines ?? []).toEqual([]);
  const linearizable = ask(pb.ReadLevel.READ_LEVEL_LINEARIZABLE);
  await cluster.run(1_000);
  replica.receive = receive;
  const found = await cluster.finish(linearizable);
  expect(found.stations?.[0]?.lines).toEqual([lineEntry().line]);
});
