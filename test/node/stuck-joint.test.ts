/** A joint configuration whose incoming voters cannot all hold it any more, since a node of theirs is gone for good. */
import { afterEach, expect, it } from 'vitest';
import { askChange } from '../sim/change-group.js';
import type { Cluster } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { AnsweredSales, lose } from './answered-sales.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

it('is left once that node counts as down, and the copy there is replaced', async () => {
  const sale = await AnsweredSales.start({ nodes: 4, replicas: 3, ackQuorum: 2 });
  ({ cluster } = sale);
  const { group } = sale;
  const settings = { disconnectedAfterMs: 2_000, downAfterMs: 6_000 };
  await ask(cluster, (operations, caller) => operations.setSettings(caller, { settings }, 1e15));
  await sale.buy(2);
  const leader = await cluster.waitForLeader(group);
  const gone = sale.carriers().find((node) => node !== leader)!;
  lose(gone);
  await askChange(cluster, group, { setAckQuorum: { ackQuorum: 3 } });
  await cluster.run(3_000);
  const meta = () => cluster.leaderOf(group)?.replica(group)?.meta;
  expect(meta()?.configuration).toMatchObject({ ackQuorum: 3, ackQuorumOutgoing: 2 });
  const waits = await askChange(cluster, group, { setAckQuorum: { ackQuorum: 3 } });
  expect(waits?.doing).toContain(`${gone.id} does not respond: start it, or where a disk is gone for good`);
  await cluster.until(
    () => meta()?.members.every(({ node }) => node !== gone.id) === true && meta()?.members.length === 3,
    'it has three copies again',
    120_000,
  );
  expect(meta()?.configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [] });
  await sale.buy(2);
  await sale.expectKept();
});
