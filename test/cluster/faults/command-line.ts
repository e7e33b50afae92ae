/** The railkv command as a person runs it: a process, what it printed, and how it ended. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

export const RAILKV = join(projectRoot, 'dist/src/cli/main.js');

export interface Said {
  /** Null after a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Gathers what a process prints. */
export class Watched {
  out = '';
  err = '';
  readonly ended: Promise<Said>;
  #wake: () => void = () => {};

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.#wake();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
      this.#wake();
    });
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, out: this.out, err: this.err });
        this.#wake();
      });
    });
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until it has printed that. @throws when it ends before, with all it printed */
  async printed(what: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = what.exec(this.out) ?? what.exec(this.err);
      if (found !== null) return found;
      if (this.isOver) {
        await this.ended;
        const last = what.exec(this.out) ?? what.exec(this.err);
        if (last !== null) return last;
        throw new Error(`it ended without printing ${what}:\n${this.out}\n${this.err}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly detached?: boolean;
}

/** Of the environment, nothing that would name a cluster or a caller of its own. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { RAILKV_CLUSTER: _cluster, RAILKV_CALLER: _caller, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1', ...more };
}

export function watch(command: string, args: readonly string[], options: RunOptions): Watched {
  const spawned: SpawnOptions = {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.detached ?? false,
  };
  return new Watched(spawn(command, args, spawned));
}

export function railkv(args: readonly string[], options: RunOptions): Watched {
  return watch(process.execPath, [RAILKV, ...args], options);
}
