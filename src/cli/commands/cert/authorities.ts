/** `railkv cert ca`: a cluster's two authorities and the key of its tokens. */
import type { Command } from 'commander';
import { NAME_SHAPE } from '../../../proto/principal.js';
import { makeAuthorities } from '../../certificates/authority.js';
import { type Cli, examples } from '../../cli.js';
import { UsageError } from '../../usage-error.js';
import { type MakingValues, makingOptions, validityOf, written } from './made-files.js';

const NOTES = `Two authorities: peer-ca signs nodes towards each other, client-ca signs client listeners and clients. A client's
certificate therefore never opens the port that nodes speak Raft on. token.key signs tokens, token.pub lets nodes check
them. Nodes need the .crt and .pub files only: keep the .key files of both authorities and token.key away from them.`;

export function addCertAuthorities(parent: Command, cli: Cli): void {
  const command = parent
    .command('ca')
    .description('Make the authorities of a cluster, and the key that signs its tokens.')
    .requiredOption('--cluster-name <name>', "the cluster's name, as cluster.name of its cluster file");
  makingOptions(command, 3_650)
    .addHelpText(
      'after',
      examples(
        ['railkv cert ca --cluster-name main', 'railkv cert ca --cluster-name main --dir /secure/ca'],
        NOTES,
      ),
    )
    .action((values: MakingValues & { readonly clusterName: string }) =>
      cli.run(command, 'reads', async ({ terminal }) => {
        const { clusterName: cluster, dir, force } = values;
        if (!NAME_SHAPE.test(cluster))
          throw new UsageError(
            `'${cluster}' is no name of a cluster`,
            'give cluster.name of the cluster file: letters, digits, ".", "_" and "-", at most 63',
          );
        return written(makeAuthorities(dir, cluster, validityOf(values, terminal.now())), force === true, [
          `make each node its certificates: railkv cert node n1 --host 10.0.0.1 --dir ${dir}`,
          `then move ${dir}/*.key of the authorities to a place that no node can read`,
        ]);
      }),
    );
}
