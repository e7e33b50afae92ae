/** `railkv version`: of the command, and of what runs it. */
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { outputOption } from '../options.js';

export function addVersion(parent: Command, cli: Cli): void {
  const command = parent
    .command('version')
    .helpGroup('Cluster:')
    .description('Print the version of this command.');
  outputOption(command)
    .addHelpText('after', examples(['railkv version', 'railkv status   # the versions of the nodes']))
    .action(() =>
      cli.run(command, 'reads', async () => {
        const { version } = cli.host;
        return {
          human: `railkv ${version} (node ${process.versions.node}, ${process.platform} ${process.arch})\n`,
          json: {
            railkv: version,
            node: process.versions.node,
            platform: process.platform,
            arch: process.arch,
          },
        };
      }),
    );
}
