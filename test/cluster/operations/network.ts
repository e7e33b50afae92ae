/** A network of its own for each node: namespaces joined by a bridge, all inside a namespace of this process, so that the
 *  machine's own network is left alone. Links are cut by sending frames to an address that nobody has: they are lost without
 *  a word, one way if need be, as on a real network. Needs root and iproute2. */
import { execFileSync, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const INSIDE = 'RAILKV_OPERATIONS_NETWORK';
const NOBODY = '02:00:00:00:00:ff';
const NET = '10.77.0';

const ip = (...args: string[]): void => {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** @returns why this machine cannot do it */
export function networkProblem(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root: run it as root';
  for (const [command, ...args] of [
    ['ip', '-V'],
    ['unshare', '--net', 'true'],
  ])
    if (spawnSync(command!, args).status !== 0)
      return `'${[command, ...args].join(' ')}' does not work here: it needs Linux with iproute2 and util-linux`;
  return undefined;
}

/** Runs this very program again in a network namespace of its own. @returns its exit code, or undefined when this is it */
export function runInOwnNetwork(): number | undefined {
  if (process.env[INSIDE] !== undefined) return undefined;
  const { status, signal } = spawnSync('unshare', ['--net', process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: String(process.pid) },
  });
  return status ?? 128 + constants.signals[signal ?? 'SIGTERM'];
}

export class Network {
  private readonly prefix = `railkv-${process.env[INSIDE] ?? process.pid}`;
  private readonly nodes: readonly string[];

  /** @param count of nodes n1, n2, ... */
  constructor(count: number) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        this.end();
        process.exit(128 + constants.signals[signal]);
      });
    this.nodes = Array.from({ length: count }, (_, at) => `n${at + 1}`);
    ip('link', 'set', 'lo', 'up');
    ip('link', 'add', 'br0', 'type', 'bridge');
    ip('addr', 'add', `${NET}.254/24`, 'dev', 'br0');
    ip('link', 'set', 'br0', 'up');
    for (const node of this.nodes) {
      const space = this.space(node);
      ip('netns', 'add', space);
      ip('link', 'add', `to-${node}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
      ip('link', 'set', `to-${node}`, 'master', 'br0', 'up');
      ip('-n', space, 'addr', 'add', `${this.addressOf(node)}/24`, 'dev', 'eth0');
      ip('-n', space, 'link', 'set', 'eth0', 'up');
      ip('-n', space, 'link', 'set', 'lo', 'up');
    }
  }

  private space(node: string): string {
    return `${this.prefix}-${node}`;
  }

  addressOf(node: string): string {
    return `${NET}.${this.nodes.indexOf(node) + 1}`;
  }

  /** What a process of that node is started through. */
  through(node: string): readonly string[] {
    return ['ip', 'netns', 'exec', this.space(node)];
  }

  /** From now on nothing that `from` sends reaches `to`; the other direction is not touched. */
  cut(from: string, to: string): void {
    ip('-n', this.space(from), 'neigh', 'replace', this.addressOf(to), 'lladdr', NOBODY, 'dev', 'eth0');
  }

  heal(): void {
    for (const from of this.nodes)
      for (const to of this.nodes)
        if (from !== to)
          spawnSync('ip', ['-n', this.space(from), 'neigh', 'del', this.addressOf(to), 'dev', 'eth0']);
  }

  end(): void {
    for (const node of this.nodes) spawnSync('ip', ['netns', 'del', this.space(node)]);
  }
}
