/** `railkv start`: a whole cluster on this machine, each node a process of its own. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { parseSpan } from '../../dates.js';
import type { CliHost } from '../../host.js';
import { timezoneOption } from '../../options.js';
import { readClusterFile } from './cluster-file.js';
import { createNodes } from './create-nodes.js';
import { startCluster } from './flow.js';
import { spawnServe } from './node-process.js';
import { checkPortsFree } from './ports.js';
import { publishSample, sampleFeedPath } from './sample.js';
import { listenForStop } from './signals.js';

interface StartValues {
  readonly config?: string;
  readonly restart?: true;
  readonly sample: boolean;
  readonly wait: string;
}

const NOTES = `The first start makes the nodes' directories and publishes a sample timetable; every later one finds everything as it
was. It makes nothing when only some nodes have a directory. Ctrl-C or SIGTERM stops all nodes cleanly; a second one
kills them, which loses nothing that was acknowledged.
A node that dies is reported and left dead, so that you can try: kill -9 PID, go on buying, and start it again with
railkv serve --node ID. With --restart it is started again by itself.`;

export function addStart(parent: Command, cli: Cli): void {
  const command = parent
    .command('start')
    .helpGroup('Cluster:')
    .description('Run every node of cluster.yaml on this machine, until Ctrl-C.')
    .option('--config <file>', 'the cluster file (default: cluster.yaml here)')
    .option('--restart', 'start a node again when it dies')
    .option('--no-sample', 'publish no sample timetable on the first start')
    .option('--wait <span>', 'how long the cluster may take to come up', '2m');
  timezoneOption(command)
    .addHelpText('after', examples(['railkv start', 'railkv start --config big.yaml --no-sample'], NOTES))
    .action((values: StartValues) =>
      cli.run(command, 'changes', async ({ terminal, colours, today, caller, host }) => {
        const signals = listenForStop();
        try {
          const exitCode = await startCluster(
            {
              file: readClusterFile(values.config),
              restart: values.restart === true,
              sample: values.sample,
              patienceMs: parseSpan(values.wait),
            },
            {
              terminal,
              colours,
              version: host.version,
              today,
              command: commandName(host),
              spawn: spawnServe(host.main),
              checkPorts: checkPortsFree,
              createNodes: (file, beforeLast) => createNodes(file, host.version, beforeLast),
              connect: (seeds) => host.connect({ seeds, caller, readTimeoutMs: 2_000 }),
              publishSample: (client, firstDate) =>
                publishSample({ client, feed: sampleFeedPath(host.main), firstDate, terminal, wait }),
              nowMs: () => performance.now(),
              wait,
              signals,
            },
          );
          return { human: '', json: {}, exitCode };
        } finally {
          signals.release();
        }
      }),
    );
}

/** What is waited for must not keep the process: that is for its nodes and `signals` to do. */
const wait = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

/** How this command is called from the same place: by name when it is on the path. */
function commandName({ terminal, main }: CliHost): string {
  const { env } = terminal;
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .some(
      (folder) => folder !== '' && !folder.includes('node_modules') && existsSync(join(folder, 'railkv')),
    );
  if (onPath) return 'railkv';
  return env['npm_lifecycle_event'] === undefined ? `node ${main}` : 'npx railkv';
}
