/** A node that lives as long as its process: stops in order at a signal, and ends at once at what nobody caught. */
import type { RunningNode } from './run-node.js';

const SIGNALS = { SIGTERM: 15, SIGINT: 2 } as const;
type StopSignal = keyof typeof SIGNALS;

export interface Serving {
  /** Resolves once the node has stopped in order. */
  readonly stopped: Promise<void>;
  /** As a signal would. */
  stop(why: string): void;
}

/** The first signal drains; a second one ends the process as if nobody had caught it. */
export function serveUntilStopped(node: RunningNode): Serving {
  let stopping = false;
  let resolve: () => void = () => {};
  const stopped = new Promise<void>((settle) => {
    resolve = settle;
  });
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    node.env.log.info({ why }, 'the node stops: calls in progress may end');
    node.stop().then(
      () => {
        node.env.log.info({}, 'the node has stopped');
        resolve();
      },
      (error: unknown) => node.env.fatal('the node could not stop in order', error),
    );
  };
  for (const signal of Object.keys(SIGNALS) as StopSignal[]) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + SIGNALS[signal]);
      stop(signal);
    });
  }
  endOnUncaught(node);
  return { stopped, stop };
}

/** Nobody knows what state is left after it: the log is replayed at the next start, and that is known to be right. */
function endOnUncaught({ env }: Pick<RunningNode, 'env'>): void {
  process.on('uncaughtException', (error) => env.fatal('an exception that nobody caught', error));
  process.on('unhandledRejection', (reason) => env.fatal('a rejection that nobody handled', reason));
}
