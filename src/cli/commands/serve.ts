/** `railkv serve`: one node, until it is told to stop. What `start` runs for each node, and a service manager for one. */
import type { Command } from 'commander';
import type { Vitals } from '../../server/host/node-config.js';
import { runNode } from '../../server/main/run-node.js';
import { serveUntilStopped } from '../../server/main/serve-node.js';
import { runAgainWithThreadPool, threadPoolProblem } from '../../server/main/thread-pool.js';
import { RailNode } from '../../server/node.js';
import { LevelDisk } from '../../store/level/level-disk.js';
import { NodeStore } from '../../store/node-store.js';
import { StoreError } from '../../store/store-error.js';
import { type Cli, examples } from '../cli.js';
import { initialisationUnfinished } from '../data-directory.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { CommandFailed } from '../output/errors.js';
import { onParentGone, PARENT_PIPE_ENV } from '../parent-pipe.js';
import { type ClusterFile, nodeOf, readClusterFile } from './start/cluster-file.js';

interface ServeValues {
  readonly config?: string;
  readonly node: string;
}

const NOTES = `The node's log goes to standard output, a JSON object a line. SIGTERM or Ctrl-C drains: the node hands its leaders over,
writes what it holds and ends; a second one ends it at once. kill -9 at any moment loses nothing that was acknowledged.`;

export function addServe(parent: Command, cli: Cli): void {
  const command = parent
    .command('serve')
    .helpGroup('Cluster:')
    .description('Run one node of a cluster file, until it is told to stop.')
    .requiredOption('--node <id>', 'which of its nodes')
    .option('--config <file>', 'the cluster file (default: cluster.yaml here)')
    .addHelpText(
      'after',
      examples(['railkv serve --config cluster.yaml --node n1', 'railkv serve --node n2 > n2.log &'], NOTES),
    )
    .action((values: ServeValues) =>
      cli.run(command, 'reads', async ({ terminal, host }) => {
        const file = readClusterFile(values.config);
        nodeOf(file, values.node);
        const exitCode = threadPoolProblem(terminal.env)
          ? await runAgain()
          : await serve(file, values.node, host.version);
        return { human: '', json: {}, exitCode };
      }),
    );
}

/** A thread pool is given to a process from outside: this one becomes the guardian of one that has it. */
async function runAgain(): Promise<ExitCode> {
  const code = await runAgainWithThreadPool({ [PARENT_PIPE_ENV]: '1' });
  if (code !== 0) process.exit(code); // it has said why; the code may be a signal's
  return EXIT.ok;
}

async function serve(file: ClusterFile, nodeId: string, version: string): Promise<ExitCode> {
  const { config, places } = file;
  const directory = places.directoryOf(nodeId);
  const clusterId = await clusterOf(file, nodeId);
  const node = await runNode(
    { config, nodeId, directory, clusterId, version, environment: process.env },
    (parts) => new RailNode({ ...parts, vitals }),
  );
  const serving = serveUntilStopped(node);
  onParentGone(() => serving.stop('the process that started this node is gone'));
  await serving.stopped;
  return EXIT.ok;
}

function vitals(): Vitals {
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 };
}

/** Which cluster the node's directory belongs to. @throws CommandFailed when it was never initialised, or has vanished */
async function clusterOf(file: ClusterFile, nodeId: string): Promise<string> {
  const { config, places } = file;
  const directory = places.directoryOf(nodeId);
  if (initialisationUnfinished(places.data)) {
    throw new CommandFailed('NOT_FOUND', `the cluster in ${places.data} was not initialised to the end`, {
      next: `run railkv init --config ${config.file}, or railkv start`,
    });
  }
  try {
    const { cluster } = await NodeStore.identityOf(new LevelDisk(directory));
    await checkNeighbours(file, nodeId, cluster);
    return cluster;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'NOT_FOUND') {
      throw new CommandFailed('NOT_FOUND', `${nodeId} has no directory: ${directory}`, {
        next: `if the cluster is new, run railkv init --config ${config.file}; if the directory vanished, bring it back: a node that begins again empty has forgotten its votes and sales`,
        cause: error,
      });
    }
    throw error;
  }
}

/** What a directory says of its cluster only others can contradict: those of the nodes beside it do so before anything runs.
 *  @throws CommandFailed WRONG_CLUSTER */
async function checkNeighbours(
  { config, places }: ClusterFile,
  nodeId: string,
  cluster: string,
): Promise<void> {
  for (const { id } of config.nodes) {
    if (id === nodeId) continue;
    const directory = places.directoryOf(id);
    const neighbour = await NodeStore.identityOf(new LevelDisk(directory)).catch(() => undefined); // its own start tells
    if (neighbour === undefined || neighbour.cluster === cluster) continue;
    throw new CommandFailed(
      'WRONG_CLUSTER',
      `${places.directoryOf(nodeId)} belongs to cluster ${cluster}, but ${directory} to ${neighbour.cluster}`,
      {
        exitCode: EXIT.refused,
        next: 'put the directories of one cluster together: one of the two was moved here, or back from a backup',
      },
    );
  }
}
