/** Disks are lost for good, twice. First those of two of five nodes: lines that had two copies there have lost their quorum,
 *  and go on from the copy that is left, while placement, three of whose five copies live, sees to it that each has three
 *  again. Then one more, which takes placement its own quorum: it goes on from two of five, and a machine that joins brings
 *  every line back to full strength. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole, waitForPicture } from '../placement-ends.js';
import type { Scenario, Stage } from '../stage.js';

/** Lost nodes are given up soon, so that lines get their copies back. */
const DOWN_AFTER_MS = 8_000;

/** A sale answered by two of three copies is gone when both are. */
const ACK_QUORUM = 3;

/** Two copies of the line, its leader's not among them: what was answered is on the third disk or on these two. */
async function twoOf(stage: Stage, line: string): Promise<readonly string[]> {
  const { group, replicas } = await stage.cluster.groupOf(line);
  const leader = await stage.cluster.leaderOf(group);
  return replicas
    .map(({ nodeId }) => nodeId)
    .filter((node) => node !== leader)
    .slice(0, 2);
}

async function lose(stage: Stage, nodes: readonly string[], what: string): Promise<void> {
  const { processes } = stage.cluster;
  await Promise.all(nodes.map((node) => processes.end(node, 'SIGKILL')));
  for (const node of nodes) rmSync(processes.dataDirectory(node), { recursive: true });
  stage.say(
    `kill -9 ${nodes.join(' ')}, and ${nodes.length === 1 ? 'its disk is' : 'their disks are'} deleted: ${what}`,
  );
  await stage.operate('status', '--timeout', '5s');
  await stage.operate('doctor', '--timeout', '5s');
}

/** Plan, apply, verify. */
async function recoverFrom(stage: Stage, lost: readonly string[], file: string): Promise<void> {
  const plan = join(stage.cluster.processes.options.directory, file);
  await stage.done('recover', 'plan', '--lost', lost.join(','), '--out', plan);
  await stage.done('recover', 'apply', plan, '--yes');
  await stage.cluster.until('nothing is half done', async () => {
    const { code } = await stage.cluster.railkv('recover', 'verify', plan);
    return code === 0 ? true : undefined;
  });
  await stage.done('recover', 'verify', plan);
}

export const recover: Scenario = {
  name: 'recover',
  summary:
    'the majority of the copies of lines lost for good, then that of placement: doctor, plan, apply, verify each time',
  nodes: 5,
  zones: 1,
  ackQuorum: ACK_QUORUM,
  mayFail: true,
  async play(stage) {
    const { cluster } = stage;
    await cluster.client.operations.setSettings({
      disconnectedAfterMs: DOWN_AFTER_MS / 2,
      downAfterMs: DOWN_AFTER_MS,
    });
    await stage.quiet('before');
    const first = await twoOf(stage, stage.sale.lines[0]!);
    await stage.phase('lines lost', () =>
      lose(stage, first, 'two of three copies of some lines, two of five of placement'),
    );
    await stage.phase('lines recovered', () => recoverFrom(stage, first, 'recovery-plan-1.json'));
    const left = cluster.nodes.filter((node) => !first.includes(node));
    await stage.phase('copies back', async () => {
      await waitForPicture(
        stage,
        `every line has three copies on ${left.join(' ')}`,
        (picture) => isWhole(picture, 3, left),
        left,
      );
      // A recovered group begins with one voter and an ack quorum of one, and gets both back without anybody.
      const again = await cluster.until(
        `every line has an ack quorum of ${ACK_QUORUM}`,
        async () => (await cluster.routes()).every(({ ackQuorum }) => ackQuorum === ACK_QUORUM) || undefined,
        300_000,
      );
      stage.check(`every sale is answered once ${ACK_QUORUM} hold it, and nobody said so`, again);
      const said = await stage.done('group', 'set-ack-quorum', String(ACK_QUORUM), '--all', '--yes');
      stage.check('nothing is left to set by hand', said.out.includes('done: 0 groups changed'));
    });
    await stage.quiet('between');
    const { placement } = await cluster.picture(left);
    const second = placement.leader ?? left[0]!;
    const lost = [...first, second];
    await stage.phase('placement lost', () =>
      lose(stage, [second], 'three of five copies of placement, one of three of each line'),
    );
    await stage.phase('placement recovered', () => recoverFrom(stage, lost, 'recovery-plan-2.json'));
    await stage.phase('a machine joins', async () => {
      await cluster.processes.join('n6', { zone: 'a', host: 'h6' });
      await cluster.processes.ready(['n6']);
      const alive = [...left.filter((node) => node !== second), 'n6'];
      await waitForPicture(
        stage,
        `every line has three copies on ${alive.join(' ')}`,
        (picture) => isWhole(picture, 3, alive),
        alive,
      );
    });
    await stage.quiet('after');
    await stage.operate('status');
  },
};
