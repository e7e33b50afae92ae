/** `railkv config diff`: the cluster file beside what the cluster says of itself. */
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { EXIT } from '../../exit-codes.js';
import { clusterOptions } from '../../options.js';
import { plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import { readClusterFile } from '../start/cluster-file.js';
import { differencesOf } from './differences.js';

export function addConfig(parent: Command, cli: Cli): void {
  const config = parent
    .command('config')
    .helpGroup('Cluster:')
    .description('The cluster file. It only starts a cluster; afterwards the replicated state is the truth.');
  const diff = config
    .command('diff')
    .description('Where the cluster file differs from the replicated state, and which of them to change.');
  clusterOptions(diff)
    .addHelpText(
      'after',
      examples(
        ['railkv config diff', 'railkv config diff --config cluster.yaml -o json'],
        'Exit code 5 when something differs, 0 when nothing does.',
      ),
    )
    .action((values: { readonly config?: string }) =>
      cli.run(diff, 'reads', async (invocation) => {
        const file = readClusterFile(values.config);
        const client = await invocation.client();
        const [cluster, { nodes }] = await Promise.all([
          client.cluster.describe(invocation.call),
          client.operations.nodes({ ...invocation.call, removed: true }),
        ]);
        const differences = differencesOf(file.config, cluster, nodes);
        const { colours } = invocation;
        const table = renderTable(
          [{ title: 'WHERE' }, { title: 'FILE' }, { title: 'CLUSTER' }, { title: 'NEXT' }],
          differences.map(({ where, file: written, cluster: real, next }) => [
            colours.bold(where),
            written,
            real,
            next,
          ]),
          colours,
        );
        return {
          human:
            differences.length === 0
              ? `${colours.green('ok')} ${file.config.file} says what cluster ${cluster.clusterId} says of itself\n`
              : `${table}${plural(differences.length, 'difference')}; the cluster goes by its own\n`,
          json: {
            file: file.config.file,
            clusterId: cluster.clusterId,
            differences: differences.map((difference) => ({ ...difference })),
          },
          exitCode: differences.length === 0 ? EXIT.ok : EXIT.attention,
        };
      }),
    );
}
