/** Leaders that an election took away go back to the nodes that should lead, however often that happens. */
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../sim/cluster.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const GROUP = 2;
const leads = (node: string, group = GROUP): boolean => cluster.leaderOf(group)?.id === node;

async function hand(from: string, to: string, group = GROUP): Promise<void> {
  await cluster.run(5_000); // all are caught up
  const replica = cluster.node(from).replica(group);
  const target = [...(replica?.members ?? [])].find(([, { node }]) => node === to)?.[0];
  if (replica === undefined || target === undefined) throw new Error(`the group has no copy on ${to}`);
  replica.raft.transferLeader(target);
  replica.stir();
  await cluster.until(() => leads(to, group), `${to} leads`);
}

describe('a leader that was taken elsewhere', () => {
  it('returns to the node that should lead, the second time as the first', async () => {
    cluster = await Cluster.start({ seed: 41, nodes: 3 });
    await cluster.registerLines([lineEntry()]);
    const home = (await cluster.waitForLeader(GROUP)).id;
    const away = home === 'n1' ? 'n2' : 'n1';
    for (const time of ['first', 'second']) {
      await hand(home, away);
      await cluster.until(() => leads(home), `${home} leads again, the ${time} time`, 120_000);
    }
    expect(leads(home)).toBe(true);
  });

  it('returns to it of group 0 too, since leaders are counted as even by who should lead', async () => {
    cluster = await Cluster.start({ seed: 42, nodes: 3 });
    await cluster.registerLines(['a', 'b'].map((line) => ({ ...lineEntry(), line })));
    const home = (): string | undefined => cluster.leaderOf(0)?.running.core.view.group(0)?.replicas[0]?.node;
    await cluster.until(() => leads(home() ?? '', 0), 'it leads', 60_000);
    const away = ['n1', 'n2', 'n3'].find((node) => node !== home()) ?? '';
    await hand(home() ?? '', away, 0);
    await cluster.until(() => leads(home() ?? '', 0), 'it leads again', 120_000);
    expect(home()).not.toBe(away);
    const history = cluster.leaderOf(0)?.running.core.placement?.machine.operators.history() ?? [];
    expect(history.filter(({ kind }) => kind === 'balance-leader')).toEqual([]);
  });
});
