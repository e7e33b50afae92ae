/** `railkv init`: makes the directories of a new cluster's nodes, and with them the cluster's identity. Starts nothing. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { initialisationUnfinished } from '../data-directory.js';
import { outputOption } from '../options.js';
import { CommandFailed } from '../output/errors.js';
import { readClusterFile } from './start/cluster-file.js';
import { createNodes } from './start/create-nodes.js';
import { holdsAnything } from './start/node-directories.js';

export function addInit(parent: Command, cli: Cli): void {
  const command = parent
    .command('init')
    .helpGroup('Cluster:')
    .description("Make the nodes' directories of a new cluster. Refuses where one is already.")
    .option('--config <file>', 'the cluster file (default: cluster.yaml here)');
  outputOption(command)
    .addHelpText(
      'after',
      examples(
        ['railkv init', 'railkv init --config big.yaml && railkv serve --config big.yaml --node n1'],
        '`railkv start` does this by itself on its first start.',
      ),
    )
    .action((values: { readonly config?: string }) =>
      cli.run(command, 'changes', async ({ host }) => {
        const file = readClusterFile(values.config);
        const { config, places } = file;
        const present = config.nodes.filter(({ id }) => holdsAnything(places.directoryOf(id)));
        if (present.length > 0 && !initialisationUnfinished(places.data)) {
          throw new CommandFailed(
            'ALREADY_EXISTS',
            `there is a cluster already: ${present.map(({ id }) => places.directoryOf(id)).join(', ')}`,
            {
              next: 'start it: railkv start; or, when every sale in it may be lost, remove these directories first',
            },
          );
        }
        const clusterId = await createNodes(file, host.version);
        const directories = config.nodes.map(({ id }) => ({ node: id, directory: places.directoryOf(id) }));
        return {
          human: [
            `cluster ${clusterId} initialised: ${config.cluster.replicas} copies of a line, a sale is answered once ${config.cluster.ackQuorum} hold it\n`,
            ...directories.map(({ node, directory }) => `  ${node}  ${directory}\n`),
            `next: start all nodes (railkv start), or each one by itself (railkv serve --config ${config.file} --node ${config.nodes[0]?.id ?? 'ID'})\n`,
          ].join(''),
          json: { clusterId, directories },
        };
      }),
    );
}
