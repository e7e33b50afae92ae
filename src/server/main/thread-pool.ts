/** libuv reads UV_THREADPOOL_SIZE once, before any code of ours: LevelDB's synced writes would fill the four threads it has
 *  by default and hold up reads. So a node refuses to run without, and `serve` starts itself again with it. */
import { spawn } from 'node:child_process';

const THREAD_POOL_VARIABLE = 'UV_THREADPOOL_SIZE';
const THREAD_POOL_SIZE = 16;
const THREAD_POOL_SIZE_MIN = 8;

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns what is wrong with the environment and the remedy, or undefined */
export function threadPoolProblem(environment: Environment): string | undefined {
  const size = Number(environment[THREAD_POOL_VARIABLE]);
  if (Number.isInteger(size) && size >= THREAD_POOL_SIZE_MIN) return undefined;
  return `${THREAD_POOL_VARIABLE} has to be set before the process starts, to ${THREAD_POOL_SIZE}: synced writes would hold up reads`;
}

const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Runs this very command again with a thread pool, and passes signals on.
 *  @param more of its environment; its standard input is a pipe that ends when this process does
 *  @returns the exit code: the child's, or 128 and the number of the signal that ended it */
export async function runAgainWithThreadPool(more: Readonly<Record<string, string>> = {}): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, ...more, [THREAD_POOL_VARIABLE]: String(THREAD_POOL_SIZE) },
  });
  child.stdin?.on('error', () => {}); // the child ended first
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + signalNumber(signal)));
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  switch (signal) {
    case 'SIGHUP':
      return 1;
    case 'SIGINT':
      return 2;
    case 'SIGKILL':
      return 9;
    case 'SIGTERM':
      return 15;
    default:
      return 0;
  }
}
