/** A node that is told to stop while it does something else. */
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../sim/cluster.js';
import { lineEntry } from '../sim/sample-commands.js';

let cluster: Cluster;
afterEach(() => cluster.shutDown());

describe('a graceful stop', () => {
  it('waits for replicas that are being made', async () => {
    cluster = await Cluster.start({ seed: 1 });
    const lines = Array.from({ length: 40 }, (_, i) => ({ ...lineEntry(), line: `line-${i}` }));
    await cluster.registerLines(lines);
    const nodes = cluster.live();
    const stops = nodes.map((node) => node.stop());
    for (const stop of stops) await cluster.finish(stop);
    for (const node of nodes) await cluster.finish(node.start());
    expect(cluster.live()).toHaveLength(3);
  });
});
