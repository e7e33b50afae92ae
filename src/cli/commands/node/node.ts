/** `railkv node ...`: the machines of a cluster, and taking them out of it for a while or for good. */
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { clusterOptions } from '../../options.js';
import { type ChangeValues, changeNode, type Verb } from './change.js';
import { labelNode } from './label.js';
import { type ListValues, listNodes, showNode } from './look.js';

const NODE = ['<node>', 'its id (railkv node list)'] as const;
const SAFE =
  'Safe to repeat: what is done already is not done twice, and the same command again goes on watching what is under way.\nA new node joins with: railkv serve --join HOST:PORT --data DIR --peer HOST:PORT --client HOST:PORT';

export function addNode(parent: Command, cli: Cli): void {
  const node = parent
    .command('node')
    .helpGroup('Cluster:')
    .description('The nodes of the cluster: how they are, where they are, and taking them out of it.');
  const list = node
    .command('list')
    .description('Every node: its health, what it carries, what is moving, its labels.')
    .option('--removed', 'also those that were removed')
    .option('--label <key=value>', 'only nodes with this label');
  clusterOptions(list)
    .addHelpText('after', examples(['railkv node list', 'railkv node list --label zone=b']))
    .action((values: ListValues) => cli.run(list, 'reads', (invocation) => listNodes(invocation, values)));
  const show = node
    .command('show')
    .description(
      'One node: what it carries, what moves to and from it, and what its groups would be without it.',
    )
    .argument(...NODE);
  clusterOptions(show)
    .addHelpText('after', examples(['railkv node show n2']))
    .action((id: string) => cli.run(show, 'reads', (invocation) => showNode(invocation, id)));
  const label = node
    .command('label')
    .description('Say where a node is. Copies of a group keep to different zones, then to different hosts.')
    .argument(...NODE)
    .argument('<label...>', 'KEY=VALUE sets one, KEY- takes it away')
    .option('--dry-run', 'only say what it would do');
  clusterOptions(label)
    .addHelpText(
      'after',
      examples(['railkv node label n4 zone=b host=rack7', 'railkv node label n4 host-'], 'Safe to repeat.'),
    )
    .action((id: string, labels: readonly string[], values: { readonly dryRun?: true }) =>
      cli.run(label, 'changes', (invocation) => labelNode(invocation, id, labels, values.dryRun === true)),
    );
  addChange(
    node,
    cli,
    'drain',
    'Take its leaders away and give it nothing new; its copies stay. Before a restart.',
  );
  addChange(node, cli, 'undrain', 'End a drain: leaders and copies come again.');
  addChange(node, cli, 'decommission', 'Move all its copies elsewhere, then remove it for good.');
  addChange(node, cli, 'recommission', 'Take a decommission back, as long as the node is not removed.');
}

function addChange(parent: Command, cli: Cli, verb: Verb, description: string): void {
  const command = parent
    .command(verb)
    .description(description)
    .argument(...NODE)
    .option('--dry-run', 'only say what it would do, or why it is refused');
  if (verb === 'drain' || verb === 'decommission')
    command
      .option(
        '--no-wait',
        'return once it has begun and print its operator; the placement driver goes on by itself',
      )
      .option('--reason <text>', 'for people: kept with the operator');
  if (verb === 'decommission')
    command
      .option(
        '--lost',
        'its disk is gone for good: its copies are replaced at once, not after downAfter; refused while it is heard',
      )
      .option('-y, --yes', 'do not ask');
  clusterOptions(command)
    .addHelpText('after', examples([`railkv node ${verb} n2`, `railkv node ${verb} n2 --dry-run`], SAFE))
    .action((id: string, values: Partial<ChangeValues>) =>
      cli.run(command, 'changes', (invocation) =>
        changeNode(invocation, verb, id, { wait: true, ...values }),
      ),
    );
}
