/** Five nodes in three zones, every line over all three: a whole zone dies, the lines sell on, and it comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Picture } from '../operated-cluster.js';
import { allReady, waitForPicture } from '../placement-ends.js';
import type { Scenario } from '../stage.js';

const ZONES: Readonly<Record<string, string>> = { n1: 'a', n2: 'b', n3: 'c', n4: 'a', n5: 'b' };
const GONE_MS = 20_000;

const overAllZones = ({ carriers }: Picture): boolean =>
  [...carriers.values()].every((nodes) => new Set(nodes.map((node) => ZONES[node])).size === 3);

export const zones: Scenario = {
  name: 'zones',
  summary: 'five nodes in three zones: a whole zone is killed, the rest sells on, the zone comes back',
  nodes: 5,
  zones: 3,
  mayFail: false,
  async play(stage) {
    const { cluster } = stage;
    const { nodes } = cluster;
    await waitForPicture(stage, 'every line has a copy in each zone', overAllZones, nodes);
    await stage.quiet('before');
    const dead = nodes.filter((node) => ZONES[node] === 'a');
    await stage.phase('zone a is dead', async () => {
      await Promise.all(dead.map((node) => cluster.processes.end(node, 'SIGKILL')));
      stage.say(`kill -9 ${dead.join(' ')}`);
      const picture = await waitForPicture(
        stage,
        'every line has a leader',
        ({ carriers, leaders }) => leaders.size === carriers.size,
        nodes,
      );
      stage.check(
        'no line is led from the dead zone',
        [...picture.leaders.values()].every((node) => !dead.includes(node)),
      );
      await sleep(GONE_MS);
    });
    await stage.operate('status');
    await stage.phase('zone a comes back', async () => {
      for (const node of dead) cluster.processes.start(node);
      await allReady(cluster);
    });
    await stage.quiet('after');
  },
};
