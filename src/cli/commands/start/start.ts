/** `railkv start`: a whole cluster on this machine, each node a process of its own. */

import { existsSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { SecurityOptions } from '../../../client/index.js';
import { type Cli, examples } from '../../cli.js';
import { parseSpan } from '../../dates.js';
import type { CliHost } from '../../host.js';
import { securityOptions, timezoneOption } from '../../options.js';
import { findSecurity } from '../../security.js';
import { UsageError } from '../../usage-error.js';
import { type ClusterFile, readClusterFile } from './cluster-file.js';
import { createNodes } from './create-nodes.js';
import { startCluster } from './flow.js';
import { spawnServe } from './node-process.js';
import { checkPortsFree } from './ports.js';
import { publishSample, sampleFeedPath } from './sample.js';
import { operatorCertificate, secureCluster } from './secure-cluster.js';
import { listenForStop } from './signals.js';
import { namingCluster } from './suggestions.js';

interface StartValues {
  readonly config?: string;
  readonly restart?: true;
  readonly sample: boolean;
  readonly wait: string;
  readonly secure?: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly token?: string;
}

const NOTES = `The first start makes the nodes' directories and publishes a sample timetable; every later one finds everything as it
was. It makes nothing when only some nodes have a directory. Ctrl-C or SIGTERM stops all nodes cleanly; a second one
kills them, which loses nothing that was acknowledged.
A node that dies is reported and left dead, so that you can try: kill -9 PID, go on buying, and start it again with
railkv serve --node ID. With --restart it is started again by itself.
With --secure it makes authorities and certificates (.railkv/certs) and a cluster file that names them (.railkv/secure.yaml),
and the screen says what to set so that other commands are let in.`;

export function addStart(parent: Command, cli: Cli): void {
  const command = parent
    .command('start')
    .helpGroup('Cluster:')
    .description('Run every node of cluster.yaml on this machine, until Ctrl-C.')
    .option('--config <file>', 'the cluster file (default: cluster.yaml here)')
    .option('--restart', 'start a node again when it dies')
    .option('--no-sample', 'publish no sample timetable on the first start')
    .option('--secure', 'make certificates for this machine, and run it with TLS')
    .option('--wait <span>', 'how long the cluster may take to come up', '2m');
  for (const option of securityOptions()) command.addOption(option);
  timezoneOption(command)
    .addHelpText(
      'after',
      examples(
        ['railkv start', 'railkv start --secure', 'railkv start --config big.yaml --no-sample'],
        NOTES,
      ),
    )
    .action((values: StartValues) =>
      cli.run(command, 'changes', async ({ terminal, colours, today, caller, host }) => {
        const given = readClusterFile(values.config);
        const file = values.secure === true ? secureCluster(given, terminal.now()) : given;
        const security = securityOf(file, values, terminal.env);
        const signals = listenForStop();
        try {
          const exitCode = await startCluster(
            {
              file,
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
              prelude: [...namingCluster(values.config, given.config.nodes), ...preludeOf(file)],
              spawn: spawnServe(host.main),
              checkPorts: checkPortsFree,
              createNodes: (file, beforeLast) => createNodes(file, host.version, beforeLast),
              connect: (seeds) => host.connect({ seeds, caller, readTimeoutMs: 2_000, ...security }),
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

/** What `start` itself shows to the cluster. */
function securityOf(
  file: ClusterFile,
  { ca, cert, key, token }: StartValues,
  env: Readonly<Record<string, string | undefined>>,
): SecurityOptions {
  if (file.config.security === undefined) return {};
  const isGiven = (name: string): boolean => (env[name] ?? '') !== '';
  const named =
    cert !== undefined || token !== undefined || isGiven('RAILKV_CERT') || isGiven('RAILKV_TOKEN');
  const own = named ? cert : operatorCertificate(file);
  if (!named && own === undefined)
    throw new UsageError(
      'this cluster has to know who asks, and there is no operator.crt beside its client CA',
      'name a certificate of an operator with --cert, or make one: railkv cert client operator --role operator',
    );
  return findSecurity({ ca, cert: own, key, token, cluster: undefined, config: file.path, env });
}

/** What to type before other commands find their way into a secure cluster. */
function preludeOf(file: ClusterFile): string[] {
  const certificate = operatorCertificate(file);
  if (certificate === undefined) return [];
  const near = (path: string): string => relative(process.cwd(), path) || '.';
  const certs = near(dirname(certificate));
  return [
    `export RAILKV_CA=${join(certs, 'client-ca.crt')} RAILKV_CERT=${join(certs, 'operator.crt')}   # or buyer.crt, seller.crt, railway.crt, reader.crt`,
  ];
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
