/** `railkv serve`: one node, until it is told to stop. What `start` runs for each node, and a service manager for one. */
import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { silentLogger } from '../../env/env.js';
import type { NodeAddress } from '../../server/host/node-config.js';
import { readKnownCluster, writeKnownCluster } from '../../server/main/known-cluster.js';
import { realEnv } from '../../server/main/real-env.js';
import { nodeConfig, type RunOptions, runNode } from '../../server/main/run-node.js';
import { serveUntilStopped } from '../../server/main/serve-node.js';
import { runAgainWithThreadPool, threadPoolProblem } from '../../server/main/thread-pool.js';
import { RailNode } from '../../server/node.js';
import { LevelDisk, OWNER_ONLY } from '../../store/level/level-disk.js';
import { NodeStore } from '../../store/node-store.js';
import { StoreError } from '../../store/store-error.js';
import { type Cli, examples } from '../cli.js';
import { initialisationUnfinished } from '../data-directory.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { CliHost } from '../host.js';
import { CommandFailed } from '../output/errors.js';
import { onParentGone, PARENT_PIPE_ENV } from '../parent-pipe.js';
import { UsageError } from '../usage-error.js';
import { enterCluster } from './join/enter-cluster.js';
import { JOIN_ONLY, type JoinRequest, type JoinValues, joinOptions, readJoin } from './join/join-options.js';
import { configOf, type JoinedNode, storeOf } from './join/joined-node.js';
import { type ClusterFile, nodeOf, readClusterFile } from './start/cluster-file.js';

interface ServeValues extends JoinValues {
  readonly config?: string;
  readonly node?: string;
}

const NOTES = `The node's log goes to standard output, a JSON object a line. SIGTERM or Ctrl-C drains: the node hands its leaders over,
writes what it holds and ends; a second one ends it at once. kill -9 at any moment loses nothing that was acknowledged.`;

export function addServe(parent: Command, cli: Cli): void {
  const command = parent
    .command('serve')
    .helpGroup('Cluster:')
    .description(
      'Run one node until it is told to stop: of a cluster file, or one that joins a running cluster.',
    )
    .option('--node <id>', 'which node of the cluster file')
    .option('--config <file>', 'the cluster file (default: cluster.yaml here)');
  joinOptions(command)
    .addHelpText(
      'after',
      examples(
        [
          'railkv serve --config cluster.yaml --node n1',
          'railkv serve --node n2 > n2.log &',
          'railkv serve --join 127.0.0.1:7201 --data ./n4 --peer 127.0.0.1:7104 --client 127.0.0.1:7204 --label zone=b',
          'railkv serve --data ./n4     (every later start of that node)',
        ],
        NOTES,
      ),
    )
    .action((values: ServeValues) =>
      cli.run(command, 'reads', async ({ terminal, host }) => {
        const check = values.data === undefined ? checkFile(values) : checkJoin(values);
        if (threadPoolProblem(terminal.env)) return { human: '', json: {}, exitCode: await runAgain() };
        const exitCode =
          check.kind === 'file'
            ? await serveOfFile(check.file, check.node, host.version)
            : await serveJoined(check.request, host);
        return { human: '', json: {}, exitCode };
      }),
    );
}

/** @throws UsageError */
function checkFile(values: ServeValues): { kind: 'file'; file: ClusterFile; node: string } {
  const alone = JOIN_ONLY.find((option) => values[option] !== undefined);
  if (alone !== undefined)
    throw new UsageError(
      `--${alone} is of a node that joined or wants to, and such a node needs a data directory of its own`,
      'name it with --data DIR; a node of a cluster file takes only --node and --config',
    );
  if (values.node === undefined)
    throw new UsageError(
      'which node is to run?',
      'name a node of the cluster file with --node ID, or the directory of a node that joined with --data DIR',
    );
  const file = readClusterFile(values.config);
  nodeOf(file, values.node);
  return { kind: 'file', file, node: values.node };
}

/** @throws UsageError */
function checkJoin(values: ServeValues): { kind: 'join'; request: JoinRequest } {
  if (values.node !== undefined || values.config !== undefined)
    throw new UsageError(
      `--data and ${values.node === undefined ? '--config' : '--node'} do not go together: a cluster file only starts a cluster, and a node that joins needs none`,
      'leave one of them out',
    );
  return { kind: 'join', request: readJoin(values) };
}

/** A thread pool is given to a process from outside: this one becomes the guardian of one that has it. */
async function runAgain(): Promise<ExitCode> {
  const code = await runAgainWithThreadPool({ [PARENT_PIPE_ENV]: '1' });
  if (code !== 0) process.exit(code); // it has said why; the code may be a signal's
  return EXIT.ok;
}

async function serveOfFile(file: ClusterFile, nodeId: string, version: string): Promise<ExitCode> {
  const { config, places } = file;
  const directory = places.directoryOf(nodeId);
  const clusterId = await clusterOf(file, nodeId);
  return await serve({ config, nodeId, directory, clusterId, version });
}

/** A node that joined, or joins now, and then runs like any other. */
async function serveJoined(request: JoinRequest, host: CliHost): Promise<ExitCode> {
  const { data } = request;
  const node = await enterCluster({
    ...request,
    connect: request.connectTo(host),
    version: host.version,
    makeStore: (made, directory, peers) => makeStore(data, made, directory, peers, host.version),
    say: (text) => host.terminal.err(`${text}\n`),
  });
  const directory = storeOf(data, node);
  const { nodeId, clusterId } = node;
  const config = configOf(data, node);
  return await serve({ config, nodeId, directory, clusterId, version: host.version });
}

async function makeStore(
  data: string,
  node: JoinedNode,
  directory: string,
  peers: readonly NodeAddress[],
  version: string,
): Promise<void> {
  const { nodeId, clusterId, logLevel } = node;
  const config = configOf(data, node);
  const own = nodeConfig({ config, nodeId, directory, clusterId, version, environment: process.env });
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY });
  const nodes = [...own.nodes, ...peers];
  await RailNode.init({
    config: { ...own, nodes },
    env: { ...realEnv(logLevel, nodeId), log: silentLogger },
    disk: new LevelDisk(directory),
  });
  writeKnownCluster(directory, { clusterId, revision: 0, removed: '', nodes });
}

async function serve(options: Omit<RunOptions, 'environment'>): Promise<ExitCode> {
  const { directory, clusterId, nodeId } = options;
  const gone = readKnownCluster(directory, clusterId)?.removed ?? '';
  if (gone !== '')
    throw new CommandFailed('NODE_REMOVED', gone, {
      exitCode: EXIT.removed,
      next: `its copies are elsewhere: remove ${directory}, and join as a new node if the machine is to serve again`,
    });
  const node = await runNode({ ...options, environment: process.env }, (parts) => new RailNode(parts));
  const serving = serveUntilStopped(node);
  onParentGone(() => serving.stop('the process that started this node is gone'));
  let removed = false;
  void node.removed.then((why) => {
    removed = true;
    serving.stop(why);
  });
  await serving.stopped;
  if (!removed) return EXIT.ok;
  node.env.log.error(
    { nodeId, directory },
    'this node was removed from its cluster and must not start again',
  );
  return EXIT.removed;
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
