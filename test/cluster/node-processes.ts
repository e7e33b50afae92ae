/** A cluster of real node processes in a directory of its own, on ports that were free a moment ago. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PARENT_PIPE_ENV } from '../../src/cli/parent-pipe.js';
import { projectRoot } from './project-root.js';

export interface ClusterOptions {
  readonly directory: string;
  readonly nodes: number;
  readonly replicas: number;
  readonly ackQuorum: number;
  /** More lines of cluster.yaml. */
  readonly yaml?: string;
  /** Another build than the project's own dist/. */
  readonly dist?: string;
  /** More of the environment of `init` and of each node. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of node itself, such as `--cpu-prof`; for the nodes. */
  readonly flags?: readonly string[];
  /** Of the node at that place; absent: a zone of its own for each. */
  readonly labels?: (at: number) => NodeLabels;
  /** IP address of the node at that place; absent: loopback. */
  readonly addressOf?: (at: number) => string;
  /** What a node's process is started through, such as `ip netns exec NAME`. */
  readonly through?: (node: string) => readonly string[];
  /** Instead of `insecure: true`. */
  readonly security?: string;
  /** Makes the directories of the cluster file, instead of `init`. */
  readonly made?: (configPath: string) => void;
  /** Runs when cluster.yaml is written and no directory is made yet. */
  readonly beforeInit?: (nodeDirectory: (node: string) => string) => void;
}

export interface NodeLabels {
  readonly zone: string;
  readonly host?: string;
}

export interface NodeAddresses {
  readonly id: string;
  readonly peer: string;
  readonly client: string;
  readonly http: string;
}

/** @returns that many different ports, free when asked. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export class NodeProcesses {
  readonly running = new Map<string, ChildProcess>();
  /** What nodes that no cluster file names are first started with. */
  private readonly joining = new Map<string, readonly string[]>();
  readonly configPath: string;
  private readonly bin: string;

  private constructor(
    readonly options: ClusterOptions,
    readonly nodes: NodeAddresses[],
  ) {
    this.configPath = join(options.directory, 'cluster.yaml');
    this.bin = join(options.dist ?? join(projectRoot, 'dist'), 'src/cli/main.js');
  }

  /** Writes cluster.yaml and makes the nodes' directories; starts nothing. */
  static async create(options: ClusterOptions): Promise<NodeProcesses> {
    const ports = await freePorts(options.nodes * 3);
    const addressOf = options.addressOf ?? (() => '127.0.0.1');
    const labels = options.labels ?? ((at) => ({ zone: 'abcdefg'[at % 7]! }));
    const nodes = Array.from({ length: options.nodes }, (_, i) => ({
      id: `n${i + 1}`,
      peer: `${addressOf(i)}:${ports[i * 3]}`,
      client: `${addressOf(i)}:${ports[i * 3 + 1]}`,
      http: `${addressOf(i)}:${ports[i * 3 + 2]}`,
    }));
    const lines = [
      'cluster:',
      '  name: test',
      `  replicas: ${options.replicas}`,
      `  ackQuorum: ${options.ackQuorum}`,
      options.security ?? 'insecure: true',
      `dataDirectory: ${join(options.directory, 'data')}`,
      'nodes:',
      ...nodes.map((node, i) => {
        const more = Object.entries(labels(i)).map(([name, value]) => `, ${name}: ${value}`);
        return `  - { id: ${node.id}, peer: '${node.peer}', client: '${node.client}', http: '${node.http}'${more.join('')} }`;
      }),
      options.yaml ?? '',
    ];
    mkdirSync(join(options.directory, 'logs'), { recursive: true });
    const cluster = new NodeProcesses(options, nodes);
    writeFileSync(cluster.configPath, lines.join('\n'));
    options.beforeInit?.((node) => cluster.dataDirectory(node));
    if (options.made === undefined) cluster.railkv('init', '--config', cluster.configPath);
    else options.made(cluster.configPath);
    return cluster;
  }

  /** Runs the command line tool to its end. @throws when it exits non-zero. */
  railkv(...args: string[]): string {
    return execFileSync(process.execPath, [this.bin, ...args], {
      cwd: this.options.directory,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', ...this.options.environment },
    });
  }

  get seeds(): string[] {
    return this.nodes.map((node) => node.client);
  }

  dataDirectory(node: string): string {
    return join(this.options.directory, 'data', node);
  }

  logPath(node: string): string {
    return join(this.options.directory, 'logs', `${node}.log`);
  }

  start(node: string): void {
    const log = openSync(this.logPath(node), 'a');
    const [command, ...args] = [
      ...(this.options.through?.(node) ?? []),
      process.execPath,
      ...(this.options.flags ?? []),
      this.bin,
      'serve',
      ...this.serveOptions(node),
    ];
    const child = spawn(command!, args, {
      cwd: this.options.directory,
      // A pipe that ends with this process: no node outlives whoever started it.
      stdio: ['pipe', log, log],
      env: { ...process.env, UV_THREADPOOL_SIZE: '16', [PARENT_PIPE_ENV]: '1', ...this.options.environment },
    });
    child.stdin?.on('error', () => {}); // the child ended first
    closeSync(log);
    this.running.set(node, child);
    child.once('exit', () => {
      if (this.running.get(node) === child) this.running.delete(node);
    });
  }

  private serveOptions(node: string): readonly string[] {
    const joining = this.joining.get(node);
    if (joining === undefined) return ['--config', this.configPath, '--node', node];
    const data = ['--data', this.dataDirectory(node)];
    return existsSync(this.dataDirectory(node)) ? data : [...data, ...joining];
  }

  /** Starts one more node, on loopback, which asks the others to be let in. */
  async join(id: string, { zone, host }: NodeLabels): Promise<void> {
    // A node that is dead has let go of its ports, and they are its own all the same.
    const given = new Set(this.nodes.flatMap((node) => [node.peer, node.client, node.http]));
    let addresses: string[];
    do addresses = (await freePorts(3)).map((port) => `127.0.0.1:${port}`);
    while (addresses.some((address) => given.has(address)));
    const [peer, client, http] = addresses as [string, string, string];
    const labels = host === undefined ? [`zone=${zone}`] : [`zone=${zone}`, `host=${host}`];
    this.joining.set(id, [
      ...['--join', this.seeds.join(','), '--id', id],
      ...['--peer', peer, '--client', client, '--http', http],
      ...labels.flatMap((label) => ['--label', label]),
    ]);
    this.nodes.push({ id, peer, client, http });
    this.start(id);
  }

  startAll(): void {
    for (const node of this.nodes) this.start(node.id);
  }

  /** Waits until every named node answers on /readyz. */
  async ready(
    nodes: readonly string[] = this.nodes.map((node) => node.id),
    withinMs = 60_000,
  ): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (const id of nodes) {
      const node = this.nodes.find((other) => other.id === id)!;
      for (;;) {
        const answer = await fetch(`http://${node.http}/readyz`).catch(() => undefined);
        if (answer?.ok) break;
        if (!this.running.has(id)) throw new Error(`${id} has ended:\n${this.logTail(id)}`);
        if (Date.now() > deadline)
          throw new Error(`${id} is not ready after ${withinMs} ms:\n${this.logTail(id)}`);
        await sleep(50);
      }
    }
  }

  logTail(node: string, lines = 12): string {
    return readFileSync(this.logPath(node), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Sends a signal and waits for the end. @returns the exit code, or null after a signal. */
  async end(node: string, signal: NodeJS.Signals): Promise<number | null> {
    const child = this.running.get(node);
    if (child === undefined) return null;
    const ended = this.ended(child);
    child.kill(signal);
    return await ended;
  }

  /** Waits until a node ends by itself. @returns its exit code. */
  async ended(nodeOrChild: string | ChildProcess): Promise<number | null> {
    const child = typeof nodeOrChild === 'string' ? this.running.get(nodeOrChild) : nodeOrChild;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    return await new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  async endAll(signal: NodeJS.Signals): Promise<void> {
    await Promise.all([...this.running.keys()].map((node) => this.end(node, signal)));
  }
}
