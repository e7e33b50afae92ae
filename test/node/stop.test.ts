/** A node that is told to stop while it does something else. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../sim/cluster.js';
import type { SimEvent } from '../sim/world.js';

const SLOW_DISK_MS = 20;

/** Starts a cluster of one and stops it that much later. @returns how the node ended. */
async function startAndStop(afterMs: number): Promise<string[]> {
  const ends: string[] = [];
  const emit = (event: SimEvent): void => {
    if (event.kind === 'ended') ends.push(`${event.how}: ${event.reason}`);
  };
  const cluster = new Cluster({ seed: 1, nodes: 1, replicas: 1, ackQuorum: 1, emit });
  const node = cluster.node('n1');
  node.disk.hooks = {
    schedule: (_operation, complete) => void cluster.time.at(cluster.time.nowMs + SLOW_DISK_MS, complete),
  };
  await cluster.finish(node.init());
  await cluster.finish(node.start());
  await cluster.run(afterMs);
  const stop = node.stop();
  await Promise.race([cluster.finish(stop).catch(() => undefined), cluster.run(10_000)]);
  cluster.shutDown();
  return ends;
}

describe('a graceful stop', () => {
  it('waits for replicas that are being made', async () => {
    // Group 1 is made when the cluster is bootstrapped, somewhere in these first seconds.
    for (let afterMs = 0; afterMs < 4_000; afterMs += 15) {
      expect(await startAndStop(afterMs), `stopped after ${afterMs} ms`).toEqual(['stop: asked to']);
    }
  });
});
