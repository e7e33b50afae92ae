/** Every node stopped in order and started again, one after another, as for an upgrade. */
import type { Scenario } from '../stage.js';

export const rolling: Scenario = {
  name: 'rolling',
  summary: 'every node restarted in turn: SIGTERM, which drains it, and started again once it has ended',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const { cluster } = stage;
    await stage.quiet('before');
    for (const node of cluster.nodes) {
      await stage.phase(`restart of ${node}`, async () => {
        const began = Date.now();
        const code = await cluster.processes.end(node, 'SIGTERM');
        const stoppedMs = Date.now() - began;
        cluster.processes.start(node);
        await cluster.processes.ready([node]);
        const upMs = Date.now() - began - stoppedMs;
        stage.check(
          `${node} ended in order after ${stoppedMs} ms (exit code ${code}), was ready ${upMs} ms later`,
          code === 0,
        );
        // The next one goes only when this one has caught up: else two copies of a line would be away.
        await cluster.until(`${node} has caught up`, async () => {
          const said = await cluster.railkv('status', '-o', 'json');
          return said.code === 0 ? true : undefined;
        });
      });
    }
    await stage.quiet('after');
  },
};
