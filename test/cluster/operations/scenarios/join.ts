/** A cluster of three nodes becomes one of five: machines join it, and copies and leaders come to them by themselves. */
import { isEven, waitForPicture } from '../placement-ends.js';
import type { Scenario } from '../stage.js';

export const join: Scenario = {
  name: 'join',
  summary: 'three nodes become five by serve --join, until copies and leaders are even',
  nodes: 3,
  zones: 3,
  mayFail: false,
  async play(stage) {
    const { cluster } = stage;
    await stage.quiet('before');
    await stage.phase('join', async () => {
      for (const [id, zone] of [
        ['n4', 'd'],
        ['n5', 'e'],
      ] as const) {
        const began = Date.now();
        await cluster.processes.join(id, { zone, host: `h${id.slice(1)}` });
        await cluster.processes.ready([id], 120_000);
        stage.say(`${id} joined and was ready after ${Date.now() - began} ms`);
      }
      const { nodes } = cluster;
      await waitForPicture(stage, 'even over five nodes', (picture) => isEven(picture, nodes), nodes);
    });
    await stage.done('status');
    await stage.quiet('after');
  },
};
