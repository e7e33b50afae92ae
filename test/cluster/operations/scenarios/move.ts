/** A line's leader handed to each of its copies in turn, then every copy moved to another node, while it sells. */
import type { Scenario } from '../stage.js';

export const move: Scenario = {
  name: 'move',
  summary: 'the leader of one line handed to each copy, then every copy of it moved to another node',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const { cluster } = stage;
    const { group, replicas } = await cluster.groupOf(stage.sale.lines[0]!);
    const carriers = replicas.map(({ nodeId }) => nodeId);
    const free = cluster.nodes.filter((node) => !carriers.includes(node));
    await stage.quiet('before');
    await stage.phase('leader to each copy', async () => {
      for (const to of [...carriers, carriers[0]!])
        await stage.done('group', 'transfer-leader', String(group), '--to', to);
    });
    // Else placement may bring a copy to the node that was just left, between two moves.
    await stage.done('maintenance', 'on');
    await stage.phase('every copy moved', async () => {
      let to = free[0]!;
      for (const from of carriers) {
        await stage.done('group', 'move-replica', String(group), '--from', from, '--to', to, '--yes');
        to = from;
      }
    });
    await stage.quiet('after');
  },
};
