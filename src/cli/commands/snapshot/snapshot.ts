/** `railkv snapshot`: a whole cluster in a folder, and a new cluster made of it. */
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { clusterOptions, outputOption } from '../../options.js';
import { type RestoreValues, restoreSnapshot } from './restore.js';
import { saveSnapshot } from './save.js';
import { verifySnapshot } from './verify.js';

const FOLDER = ['<folder>', 'holds the snapshot: a file for each group, and a manifest'] as const;

export function addSnapshot(parent: Command, cli: Cli): void {
  const snapshot = parent
    .command('snapshot')
    .helpGroup('Cluster:')
    .description('Save a whole cluster while it sells, verify what was saved, make a new cluster of it.');
  const save = snapshot
    .command('save')
    .description(
      'Save every group, each as of a position of its own, none older than what was answered before.',
    )
    .argument('<folder>', 'new or empty');
  clusterOptions(save)
    .addHelpText('after', examples(['railkv snapshot save backup-2026-12-01']))
    .action((folder: string) => cli.run(save, 'reads', (invocation) => saveSnapshot(invocation, folder)));
  const verify = snapshot
    .command('verify')
    .description('Read every byte of a snapshot; the first that is wrong is named.')
    .argument(...FOLDER);
  outputOption(verify)
    .addHelpText('after', examples(['railkv snapshot verify backup-2026-12-01']))
    .action((folder: string) => cli.run(verify, 'reads', (invocation) => verifySnapshot(invocation, folder)));
  const restore = snapshot
    .command('restore')
    .description("Make the directories of a new cluster's nodes from a snapshot. Starts nothing.")
    .argument(...FOLDER)
    .option('--config <file>', 'the cluster file of the new cluster (default: cluster.yaml here)')
    .option(
      '--data <directory>',
      "where the nodes' directories are made (default: as the cluster file says)",
    );
  outputOption(restore)
    .addHelpText(
      'after',
      examples(
        ['railkv snapshot restore backup-2026-12-01 --config new.yaml'],
        'The new cluster has a cluster id, a recovery epoch and replica ids of its own; its nodes may be more or fewer.',
      ),
    )
    .action((folder: string, values: RestoreValues) =>
      cli.run(restore, 'changes', (invocation) => restoreSnapshot(invocation, folder, values)),
    );
}
