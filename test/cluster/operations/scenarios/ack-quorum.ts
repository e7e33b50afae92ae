/** The ack quorum of a group that sells, up and down again: a sale is answered by the one or the other, never by neither. */
import type { Scenario, Stage } from '../stage.js';

async function change(stage: Stage, group: number, to: number): Promise<void> {
  await stage.phase(`to ack quorum ${to}`, async () => {
    await stage.done('group', 'set-ack-quorum', String(group), String(to), '--yes');
  });
  const route = await stage.cluster.until(`routes say ${to}`, async () => {
    const found = (await stage.cluster.routes()).find((each) => each.group === group);
    return found?.ackQuorum === to ? found : undefined;
  });
  stage.check(`group ${group} answers sales by ${to} of ${route.replicas.length} copies`, true);
}

/** Every group but the placement driver's, with one command, which has nothing left to do the second time. */
async function changeAll(stage: Stage, to: number): Promise<void> {
  const command = ['group', 'set-ack-quorum', String(to), '--all', '--yes'];
  await stage.phase(`all to ack quorum ${to}`, () => stage.done(...command));
  const again = await stage.done(...command);
  stage.check('the same command again changes nothing', again.out.includes('done: 0 groups changed'));
}

export const ackQuorum: Scenario = {
  name: 'ack-quorum',
  summary:
    'the ack quorum of one line 2 -> 3 -> 2 and 2 -> 3 -> 1 -> 3, then of all 2 -> 3 -> 2, in the sale',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const line = stage.sale.lines[0]!;
    const { group } = await stage.cluster.groupOf(line);
    stage.say(`line ${line} is group ${group}`);
    await stage.quiet('before');
    for (const to of [3, 2, 3, 1, 3]) await change(stage, group, to);
    for (const to of [3, 2]) await changeAll(stage, to);
    await stage.quiet('after');
  },
};
