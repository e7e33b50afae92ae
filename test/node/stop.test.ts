/** A node that is told to stop while it does something else. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../sim/cluster.js';
import type { SimNode } from '../sim/sim-node.js';
import type { SimEvent } from '../sim/world.js';

const SLOW_DISK_MS = 20;

/** Starts a cluster of one and stops it that much later. @returns how the node ended. */
async function startAndStop(
  afterMs: number,
  before: (node: SimNode) => void = () => undefined,
): Promise<string[]> {
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
  before(node);
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

  it('waits for a replica that is being removed', async () => {
    const removed = { group: 1, replicaId: 1 };
    const tell = (node: SimNode): void => node.running.core.membership.told([removed]);
    expect(await startAndStop(4_000, tell)).toEqual(['stop: asked to']);
  });
});
