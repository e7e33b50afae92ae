/** Holds the nodes that `start` runs: starts them, says when one ended by itself, starts it again only when asked to
 *  (--restart), and stops all of them. A dead node is otherwise left dead: that is what it takes to try `kill -9`. */
import type { NodeCommand, NodeExit, NodeProcess, Spawner } from './node-process.js';

export interface SupervisorOptions {
  readonly nodes: readonly NodeCommand[];
  readonly spawn: Spawner;
  readonly restart: boolean;
  /** Called once for each node that ended without being asked to. */
  readonly onDeath: (death: Death) => void;
  readonly onRestart: (id: string, pid: number | undefined) => void;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Death {
  readonly node: NodeCommand;
  readonly exit: NodeExit;
  readonly willRestart: boolean;
}

export interface RunningNode {
  readonly id: string;
  readonly pid: number | undefined;
}

export type Stopped = 'stopped' | 'killed';

const RESTART_AFTER_MS = 1_000;
/** A node that keeps dying is left dead after so many restarts. */
const RESTARTS_MAX = 10;

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #running = new Map<string, NodeProcess>();
  readonly #restarts = new Map<string, number>();
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  start(): void {
    for (const node of this.#options.nodes) this.#launch(node);
  }

  running(): RunningNode[] {
    return [...this.#running].map(([id, child]) => ({ id, pid: child.pid }));
  }

  /** Asks all nodes to stop, and kills those that have not after `patienceMs`. */
  async stop(patienceMs: number): Promise<Stopped> {
    this.#stopping = true;
    const children = [...this.#running.values()];
    for (const child of children) child.signal('SIGTERM');
    const gone = Promise.all(children.map((child) => child.exited)).then(() => 'stopped' as const);
    const outcome = await Promise.race([gone, this.#options.wait(patienceMs).then(() => 'killed' as const)]);
    if (outcome === 'killed') {
      this.kill();
      await gone;
    }
    return outcome;
  }

  /** Ends all nodes at once. What they acknowledged is on their disks. */
  kill(): void {
    this.#stopping = true;
    for (const child of this.#running.values()) child.signal('SIGKILL');
  }

  #launch(node: NodeCommand): NodeProcess {
    const child = this.#options.spawn(node);
    this.#running.set(node.id, child);
    void child.exited.then((exit) => this.#ended(node, child, exit));
    return child;
  }

  #ended(node: NodeCommand, child: NodeProcess, exit: NodeExit): void {
    if (this.#running.get(node.id) === child) this.#running.delete(node.id);
    if (this.#stopping) return;
    const restarts = this.#restarts.get(node.id) ?? 0;
    const willRestart = this.#options.restart && restarts < RESTARTS_MAX;
    this.#options.onDeath({ node, exit, willRestart });
    if (!willRestart) return;
    this.#restarts.set(node.id, restarts + 1);
    void this.#options.wait(RESTART_AFTER_MS).then(() => {
      if (this.#stopping) return;
      this.#options.onRestart(node.id, this.#launch(node).pid);
    });
  }
}
