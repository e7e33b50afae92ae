/** One of five nodes is taken out for good: all it carries goes elsewhere first. Once in peace, and once with the node that
 *  leads the placement driver killed in the middle. */
import { isWhole, waitForPicture } from '../placement-ends.js';
import type { Scenario, Stage } from '../stage.js';

/** Of hundreds of lines on a machine that has other work. */
const WITHIN_MS = 600_000;

async function leaderOfPlacement(stage: Stage): Promise<string | undefined> {
  const { cluster } = stage;
  for (const node of cluster.processes.running.keys()) {
    const status = await cluster.client.cluster.nodeStatus(node, { groups: true, timeoutMs: 5_000 });
    if (status.groups.some(({ group, role }) => group === 0 && role === 'leader')) return node;
  }
  return undefined;
}

async function decommission(stage: Stage, node: string, meanwhile?: () => Promise<void>): Promise<void> {
  const { cluster } = stage;
  await cluster.client.operations.decommission(node, { timeoutMs: 30_000, reason: 'the scenario says so' });
  stage.say(`${node} is being decommissioned`);
  await meanwhile?.();
  await waitForPicture(
    stage,
    `every line has three copies without ${node}`,
    ({ carriers }) => [...carriers.values()].every((nodes) => nodes.length === 3 && !nodes.includes(node)),
    cluster.nodes,
    WITHIN_MS,
  );
  await cluster.until(
    `${node} is removed and has ended`,
    async () => (cluster.processes.running.has(node) ? undefined : true),
    WITHIN_MS,
  );
  stage.say(`${node} was removed and has ended: ${cluster.processes.logTail(node, 1)}`);
}

function scenario(name: string, summary: string, kills: boolean): Scenario {
  return {
    name,
    summary,
    nodes: 5,
    zones: 5,
    mayFail: false,
    async play(stage) {
      const { cluster } = stage;
      const placement = await cluster.until('placement has a leader', () => leaderOfPlacement(stage));
      // Not the node that is killed, and one of those that carry lines.
      const { carriers } = await cluster.picture();
      const carried = (node: string): number =>
        [...carriers.values()].filter((nodes) => nodes.includes(node)).length;
      const [node] = cluster.nodes
        .filter((each) => each !== placement)
        .sort((a, b) => carried(b) - carried(a));
      await stage.quiet('before');
      await stage.phase('decommission', async () => {
        await decommission(
          stage,
          node!,
          kills
            ? async () => {
                await cluster.processes.end(placement, 'SIGKILL');
                stage.say(`kill -9 ${placement}, which led the placement driver`);
                cluster.processes.start(placement);
                await cluster.processes.ready([placement]);
              }
            : undefined,
        );
      });
      await stage.quiet('after');
      const others = cluster.nodes.filter((each) => each !== node);
      stage.check('every line has three copies and a leader', isWhole(await cluster.picture(), 3, others));
    },
  };
}

export const decommissioning = scenario(
  'decommission',
  'one of five nodes is decommissioned: its copies go elsewhere, then it is removed and ends',
  false,
);
export const decommissioningUnderKill = scenario(
  'decommission-kill',
  'a node is decommissioned, and the one that leads the placement driver is killed in the middle',
  true,
);
