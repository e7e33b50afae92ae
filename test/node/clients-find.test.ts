/** Clients that asked nothing while every node that they knew was replaced: by the SDK's refresh, and, where that was too slow,
 *  by the name that stands for whoever lives. */
import { afterEach, expect, it } from 'vitest';
import type { RailkvClient } from '../../src/client/api.js';
import { connectOver } from '../../src/client/connect.js';
import { silentLogger } from '../../src/env/env.js';
import { changeGroup } from '../sim/change-group.js';
import { CLUSTER_NAME, SimClientTransport } from '../sim/client-transport.js';
import type { Cluster } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { connect, onSale, runOf } from '../sim/split-world.js';
import { NodeClock } from '../sim/virtual-clock.js';

let cluster: Cluster;
let client: RailkvClient;
let group: number;
let passengers = 0;

afterEach(async () => {
  await client.close();
  cluster.shutDown();
});

/** Three nodes, and a client that has bought: it knows them and the route. */
async function start(seed: number, name: readonly string[]): Promise<void> {
  ({ cluster, group } = await onSale({ seed, nodes: 3 }));
  const env = { clock: new NodeClock(cluster.time), random: cluster.random.fork(), log: silentLogger };
  const seeds = [...cluster.nodes.map(({ address }) => address), ...name];
  const connecting = connectOver(new SimClientTransport(cluster), env, { seeds, caller: 'kiosk' });
  client = await cluster.finish(connecting);
  await cluster.finish(buy());
}

function buy(): Promise<unknown> {
  passengers += 1;
  return client.tickets.buy({
    offer: {
      run: runOf('G1'),
      from: { station: 'VNP', stop: 0 },
      to: { station: 'AOH', stop: 3 },
    },
    class: 'second',
    passengers: [`p${passengers}`],
  });
}

async function joinAll(): Promise<void> {
  for (const id of ['n4', 'n5', 'n6']) await cluster.join(id);
}

/** Group 0 and the line go to n4, n5 and n6, and the first three are gone. */
async function replaceAll(): Promise<void> {
  const PAIRS = [
    ['n1', 'n4'],
    ['n2', 'n5'],
    ['n3', 'n6'],
  ] as const;
  await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
  await joinAll();
  for (const [fromNodeId, toNodeId] of PAIRS)
    for (const each of [0, group])
      await changeGroup(cluster, each, { moveReplica: { fromNodeId, toNodeId } });
  await cluster.waitForLeader(group);
}

const FIRST = ['n1', 'n2', 'n3'];

const loseTheFirst = (): void => {
  for (const id of FIRST) cluster.node(id).kill();
};

it('is sold to after a refresh, by its first nodes’ addresses alone', async () => {
  await start(1, []);
  await joinAll();
  await cluster.run(40_000); // more than the longest pause between two questions
  const operator = await connect(cluster, 'operator');
  for (const id of FIRST) await cluster.finish(operator.operations.decommission(id));
  await cluster.until(() => FIRST.every((id) => !cluster.node(id).up), 'they are removed', 120_000);
  await cluster.finish(buy());
});

it('is sold to by the name, though all were gone before the client had heard of any other', async () => {
  await start(2, [CLUSTER_NAME]);
  const begunMs = cluster.time.nowMs;
  await replaceAll();
  loseTheFirst();
  expect(cluster.time.nowMs - begunMs).toBeLessThan(22_000);
  await cluster.finish(buy());
});

it('stays cut off where it has neither, and says so: that is what the name is for', async () => {
  await start(2, []);
  await replaceAll();
  loseTheFirst();
  await cluster.run(60_000);
  await expect(cluster.finish(buy())).rejects.toMatchObject({ reason: 'UNREACHABLE' });
});
