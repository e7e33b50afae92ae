/** Seeds over worker processes: each gets the next one when it is done with its own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Figures } from '../figures.js';
import type { RunFlags } from './report.js';
import { perform, type Report, type Task } from './worker.js';

export interface PoolOptions {
  readonly first: number;
  readonly count: number;
  readonly jobs: number;
  readonly run: RunFlags;
  /** One seed in so many runs twice. */
  readonly twice: number;
  /** Real time. */
  readonly endsAtMs: number | undefined;
  readonly keepGoing: boolean;
  readonly progress: (done: { readonly figures: Figures; readonly failures: number }) => void;
  readonly failed: (report: Report) => void;
}

export interface PoolResult {
  readonly figures: Figures;
  readonly failures: readonly Report[];
  readonly tookMs: number;
}

export async function runSeeds(options: PoolOptions): Promise<PoolResult> {
  const { first, count, jobs, run, twice } = options;
  const startedMs = Date.now();
  const figures = new Figures();
  figures.seeds = 0;
  const failures: Report[] = [];
  let next = 0;
  const take = (): Task | undefined => {
    const over = options.endsAtMs !== undefined && Date.now() >= options.endsAtMs;
    const stop = failures.length > 0 && !options.keepGoing;
    if (next >= count || over || stop) return undefined;
    const seed = first + next;
    next += 1;
    return { seed, run, twice: twice > 0 && seed % twice === 0 };
  };
  const took = (report: Report): void => {
    figures.add(report.figures);
    if (report.failure !== undefined) {
      failures.push(report);
      options.failed(report);
    }
    options.progress({ figures, failures: failures.length });
  };
  if (jobs <= 1 || count === 1) {
    for (let task = take(); task !== undefined; task = take())
      took(await perform(count === 1 ? { ...task, twice: twice > 0 } : task));
  } else {
    await Promise.all(Array.from({ length: Math.min(jobs, count) }, () => drive(take, took)));
  }
  return { figures, failures, tookMs: Date.now() - startedMs };
}

function drive(take: () => Task | undefined, took: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(fileURLToPath(new URL('../main.js', import.meta.url)), ['--worker'], {
      serialization: 'advanced',
    });
    let running: number | undefined;
    let over = false;
    const give = (): void => {
      const task = take();
      running = task?.seed;
      if (task !== undefined) worker.send(task);
      else {
        over = true;
        worker.disconnect();
        resolve();
      }
    };
    worker.on('message', (report: Report) => {
      took(report);
      give();
    });
    worker.on('exit', (code) => {
      if (!over) reject(new Error(`the worker with seed ${running} ended with code ${code}`));
    });
    give();
  });
}
