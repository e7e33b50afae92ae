/** Node processes that only pretend: they end when a test says so, or when they are asked to stop. */
import type { NodeExit, NodeProcess, Spawner } from '../node-process.js';

export class FakeNodes {
  readonly spawned: string[] = [];
  readonly signals: string[] = [];
  /** These do not stop when asked to. */
  readonly stubborn = new Set<string>();
  readonly #alive = new Map<string, (exit: NodeExit) => void>();

  readonly spawn: Spawner = ({ id }): NodeProcess => {
    this.spawned.push(id);
    const exited = new Promise<NodeExit>((resolve) => this.#alive.set(id, resolve));
    return {
      pid: 1_000 + this.spawned.length,
      exited,
      signal: (signal) => {
        this.signals.push(`${id} ${signal}`);
        if (signal === 'SIGKILL') this.#end(id, { code: null, signal });
        else if (!this.stubborn.has(id)) this.#end(id, { code: 0, signal: null });
      },
    };
  };

  /** Time passes as soon as everything that is ready has run. */
  readonly wait = (_ms: number): Promise<void> => settle();

  async die(id: string, exit: NodeExit): Promise<void> {
    this.#end(id, exit);
    await settle();
    await settle();
  }

  #end(id: string, exit: NodeExit): void {
    this.#alive.get(id)?.(exit);
  }
}

/** Lets everything that waits on a promise run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
