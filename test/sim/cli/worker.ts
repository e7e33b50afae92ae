/** A worker process: runs the seeds that it is sent, and sends back what came of them. */

import { simulateCore } from '../core/core-simulation.js';
import type { Figures } from '../figures.js';
import { type Failure, simulate } from '../simulation.js';
import type { RunFlags } from './report.js';

export interface Task {
  readonly seed: number;
  readonly run: RunFlags;
  readonly twice: boolean;
}

export interface Report {
  readonly seed: number;
  readonly hash: string;
  readonly figures: Figures;
  readonly failure: Failure | undefined;
  /** Ids of its faults. */
  readonly faults: readonly number[];
  readonly shape: string;
  readonly tookMs: number;
}

interface Ran {
  readonly hash: string;
  readonly figures: Figures;
  readonly failure: Failure | undefined;
  readonly faults: readonly number[];
  readonly shape: string;
}

async function runOnce(seed: number, run: RunFlags): Promise<Ran> {
  if (run.core) {
    const { schedule, hash, figures, failure } = simulateCore(seed);
    const shape = `${schedule.voters} cores, ack quorum ${schedule.ackQuorum}, ${schedule.steps} steps`;
    return { hash, figures, failure, faults: [], shape };
  }
  const { plan, hash, figures, failure } = await simulate(seed, run);
  const { nodes, replicas, ackQuorum } = plan.shape;
  const shape = `${nodes} nodes, ${replicas} replicas, ack quorum ${ackQuorum}`;
  return { hash, figures, failure, faults: plan.faults.map(({ id }) => id), shape };
}

export async function perform({ seed, run, twice }: Task): Promise<Report> {
  const startedMs = Date.now();
  const ran = await runOnce(seed, run);
  let { failure } = ran;
  if (twice && failure === undefined) {
    const again = await runOnce(seed, run);
    if (again.hash !== ran.hash)
      failure = {
        property: 'Determinism',
        message: `the same seed came to ${ran.hash}, then to ${again.hash}`,
        dialogue: [],
      };
  }
  return { seed, ...ran, failure, tookMs: Date.now() - startedMs };
}

export function work(): void {
  process.on('message', (task: Task) => {
    perform(task).then(
      (report) => process.send?.(report),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(2);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
