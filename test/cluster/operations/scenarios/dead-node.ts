/** A node is gone for good: with maintenance on nothing moves; without, every line is back at full strength by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { movesBetween } from '../operated-cluster.js';
import { isWhole, waitForPicture } from '../placement-ends.js';
import type { Scenario } from '../stage.js';

const DOWN_AFTER_MS = 8_000;
const WATCHED_MS = 20_000;

export const deadNode: Scenario = {
  name: 'dead-node',
  summary:
    'kill -9 of one of five for good: nothing moves in maintenance, then every line is repaired by itself',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const { cluster } = stage;
    await cluster.client.operations.setSettings({
      disconnectedAfterMs: DOWN_AFTER_MS / 2,
      downAfterMs: DOWN_AFTER_MS,
    });
    await cluster.client.operations.setMaintenance({ on: true, reason: 'nobody shall repair yet' });
    stage.say(`down after ${DOWN_AFTER_MS} ms; maintenance is on`);
    await stage.quiet('before');
    const before = await cluster.picture();
    const victim = await cluster.leaderOf((await cluster.groupOf(stage.sale.lines[0]!)).group);
    await stage.phase('dead, maintenance', async () => {
      await cluster.processes.end(victim, 'SIGKILL');
      stage.say(`kill -9 ${victim}, which led ${stage.sale.lines[0]}`);
      await sleep(WATCHED_MS);
      const { copies } = movesBetween(before, await cluster.picture());
      stage.check(
        `no copy was moved in ${WATCHED_MS / 1_000} s of maintenance (${copies} were)`,
        copies === 0,
      );
    });
    await stage.operate('status');
    await stage.phase('repair', async () => {
      await cluster.client.operations.setMaintenance({ on: false });
      stage.say('maintenance is off');
      const others = cluster.nodes.filter((node) => node !== victim);
      await waitForPicture(
        stage,
        `every line has three copies without ${victim}`,
        (picture) => isWhole(picture, 3, others),
        others,
      );
    });
    await stage.quiet('after');
  },
};
