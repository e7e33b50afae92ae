/** A worker process: runs the seeds that it is sent, and sends back what came of them. */

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

export async function perform({ seed, run, twice }: Task): Promise<Report> {
  const startedMs = Date.now();
  const outcome = await simulate(seed, run);
  let { failure } = outcome;
  if (twice && failure === undefined) {
    const again = await simulate(seed, run);
    if (again.hash !== outcome.hash)
      failure = {
        property: 'Determinism',
        message: `the same seed came to ${outcome.hash}, then to ${again.hash}`,
        dialogue: [],
      };
  }
  const { nodes, replicas, ackQuorum } = outcome.plan.shape;
  return {
    seed,
    hash: outcome.hash,
    figures: outcome.figures,
    failure,
    faults: outcome.plan.faults.map(({ id }) => id),
    shape: `${nodes} nodes, ${replicas} replicas, ack quorum ${ackQuorum}`,
    tookMs: Date.now() - startedMs,
  };
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
