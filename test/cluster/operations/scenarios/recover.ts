/** Two of five disks are lost for good: every group that had two copies there has lost its quorum, and goes on from the copy
 *  that is left; then the disks of two of the nodes that carry placement, so that group 0 is recovered too. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitForPicture } from '../placement-ends.js';
import type { Scenario, Stage } from '../stage.js';

/** Two copies of the line, its leader's not among them: what was answered is on the third disk or on these two. */
async function twoOf(stage: Stage, line: string): Promise<readonly string[]> {
  const { group, replicas } = await stage.cluster.groupOf(line);
  const leader = await stage.cluster.leaderOf(group);
  return replicas
    .map(({ nodeId }) => nodeId)
    .filter((node) => node !== leader)
    .slice(0, 2);
}

export const recover: Scenario = {
  name: 'recover',
  summary:
    'a majority of the copies of a line, and then of placement, lost for good: doctor, plan, apply, verify',
  nodes: 3,
  zones: 3,
  // Nothing sells without a quorum, and a sale answered by two of three copies is gone when both are.
  ackQuorum: 3,
  mayFail: true,
  async play(stage) {
    const { cluster } = stage;
    const { directory } = cluster.processes.options;
    await stage.quiet('before');
    const lost = await twoOf(stage, stage.sale.lines[0]!);
    await stage.phase('quorum lost', async () => {
      await Promise.all(lost.map((node) => cluster.processes.end(node, 'SIGKILL')));
      for (const node of lost) rmSync(cluster.processes.dataDirectory(node), { recursive: true });
      stage.say(
        `kill -9 ${lost.join(' ')}, and their disks are deleted: two of three copies of everything, placement too`,
      );
      await stage.operate('status', '--timeout', '5s');
      await stage.operate('doctor', '--timeout', '5s');
    });
    await stage.phase('recovery', async () => {
      const plan = join(directory, 'recovery-plan.json');
      await stage.done('recover', 'plan', '--lost', lost.join(','), '--out', plan);
      await stage.done('recover', 'apply', plan, '--yes');
      const left = cluster.nodes.filter((node) => !lost.includes(node));
      await waitForPicture(
        stage,
        'every line has a leader again',
        ({ carriers, leaders }) => leaders.size === carriers.size,
        left,
      );
      await stage.operate('recover', 'verify', plan);
    });
    await stage.quiet('after');
    await stage.operate('status');
  },
};
