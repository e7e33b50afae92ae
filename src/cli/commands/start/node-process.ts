/** One node as a child process: how it is started, that it ended and why, and how it is asked to stop. It has a process group
 *  of its own, so that Ctrl-C reaches only `start`, which then stops all nodes in order; and its standard input is a pipe
 *  that ends with `start`, so that a node never outlives a `start` that was killed. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PARENT_PIPE_ENV } from '../../parent-pipe.js';

export interface NodeExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface NodeProcess {
  readonly pid: number | undefined;
  readonly exited: Promise<NodeExit>;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface NodeCommand {
  readonly id: string;
  readonly config: string;
  readonly log: string;
}

export type Spawner = (command: NodeCommand) => NodeProcess;

/** libuv reads it before any program of ours runs: it only counts in the child's environment. */
const THREADPOOL_SIZE = '16';
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/** Starts this very program again as `railkv serve`. */
export function spawnServe(main: string): Spawner {
  return (command) => {
    const log = openLog(command.log);
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', main, 'serve', '--config', command.config, '--node', command.id],
      {
        stdio: ['pipe', log, log],
        detached: true,
        env: { ...process.env, UV_THREADPOOL_SIZE: THREADPOOL_SIZE, [PARENT_PIPE_ENV]: '1', NO_COLOR: '1' },
      },
    );
    closeSync(log);
    child.stdin?.on('error', () => {}); // the child ended first
    const exited = new Promise<NodeExit>((resolve) => {
      child.once('error', () => resolve({ code: null, signal: null }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    return { pid: child.pid, exited, signal: (signal) => void child.kill(signal) };
  };
}

/** Appends; a log that has grown large is kept once under `.1`. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(path, `${path}.1`);
  return openSync(path, 'a');
}

export function describeExit(exit: NodeExit): string {
  if (exit.signal !== null) return `was ended by ${exit.signal}`;
  return exit.code === null ? 'could not be started' : `ended with code ${exit.code}`;
}
