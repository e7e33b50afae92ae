/** A zone that the others do not hear, then one that neither hears nor is heard: the rest sells on, whoever is cut off sells
 *  nothing and answers nothing that it would have to be sure of. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RAILKV, watch } from '../../faults/command-line.js';
import type { Network } from '../network.js';
import type { Scenario, Stage } from '../stage.js';

const CUT_OFF = 'n3';
const CUT_MS = 60_000;
/** Until the others have elected leaders for the lines that it led. */
const NOTICED_MS = 12_000;

/** What a buyer gets who can reach nobody but the node that is cut off. */
async function tryBehindTheCut(stage: Stage, network: Network): Promise<void> {
  const { cluster } = stage;
  const { run, stations, class: name } = cluster.runs[0]!;
  const [from, to] = [stations[0]!, stations.at(-1)!];
  const trip = ['--train', run.train, '--date', run.date, '--from', from, '--to', to];
  const own = ['--cluster', cluster.addressOf(CUT_OFF), '--timeout', '8s'];
  const ask = async (what: string, args: readonly string[]): Promise<void> => {
    const [command, ...through] = network.through(CUT_OFF);
    const all = [...through, process.execPath, RAILKV, ...args, ...own];
    const env = { ...cluster.environment, RAILKV_CLUSTER: cluster.addressOf(CUT_OFF) };
    const said = await watch(command!, all, { cwd: cluster.processes.options.directory, env }).ended;
    stage.say(`behind the cut: $ railkv ${args.join(' ')}`);
    stage.say(`    ${said.err.trim().split('\n')[0] ?? ''} (exit code ${said.code})`);
    stage.check(`${CUT_OFF}, cut off, ${what}`, said.code === 3 || said.code === 4);
  };
  await ask('sells nothing', ['buy', ...trip, '--class', name, '--passenger', `cut-off-${Date.now()}`]);
  await ask('answers no linearizable read', [
    ...['query', '--from', from, '--to', to, '--date', run.date],
    ...['--read', 'linearizable'],
  ]);
}

/** The node that is to be cut off leads a line, as soon as it is heard again. */
async function giveItSomethingToLose(stage: Stage): Promise<void> {
  const { cluster } = stage;
  const { group } = await cluster.groupOf(stage.sale.lines[0]!);
  const began = Date.now();
  await cluster.until(`${CUT_OFF} leads group ${group}`, async () => {
    const said = await cluster.railkv('group', 'transfer-leader', String(group), '--to', CUT_OFF, '--yes');
    return said.code === 0 ? true : undefined;
  });
  stage.say(
    `${CUT_OFF} was heard and leads ${stage.sale.lines[0]} after ${((Date.now() - began) / 1_000).toFixed(1)} s`,
  );
}

export const partition: Scenario = {
  name: 'partition',
  summary:
    'one zone cut off for a minute, one way and both ways, in network namespaces and with TLS (needs root)',
  nodes: 5,
  zones: 3,
  networked: true,
  mayFail: true,
  async play(stage) {
    const { cluster } = stage;
    const { network } = cluster;
    if (network === undefined) throw new Error('the partition needs a network of its own');
    const others = cluster.nodes.filter((node) => node !== CUT_OFF);
    const cuts: readonly (readonly [string, (other: string) => void])[] = [
      [`${CUT_OFF} not heard`, (other) => network.cut(CUT_OFF, other)],
      [
        `${CUT_OFF} cut both ways`,
        (other) => {
          network.cut(CUT_OFF, other);
          network.cut(other, CUT_OFF);
        },
      ],
    ];
    await stage.quiet('before');
    for (const [name, cut] of cuts) {
      await giveItSomethingToLose(stage);
      await stage.phase(name, async () => {
        const began = Date.now();
        for (const other of others) cut(other);
        await sleep(NOTICED_MS);
        const { carriers, leaders } = await cluster.picture(others);
        stage.check(
          `every line is led on the other side after ${NOTICED_MS / 1_000} s`,
          leaders.size === carriers.size,
        );
        await tryBehindTheCut(stage, network);
        await sleep(Math.max(0, CUT_MS - (Date.now() - began)));
      });
      await stage.phase('healed', async () => {
        network.heal();
        await cluster.processes.ready();
        await sleep(5_000);
      });
    }
    await stage.quiet('after');
  },
};
