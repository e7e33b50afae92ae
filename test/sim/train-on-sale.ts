/** How most tests of a cluster begin: one line, and trains of it on sale. */
import type { pb } from '../../src/proto/index.js';
import { Cluster, type ClusterOptions } from './cluster.js';
import { lineEntry, publish, RUN } from './sample-commands.js';

/** @param rows of five seats in the one coach of each run
 *  @throws Error when a run is not published */
export async function trainOnSale(
  options: Partial<ClusterOptions> = {},
  rows = 5,
  runs: readonly pb.RunKey.$Properties[] = [RUN],
): Promise<{ cluster: Cluster; group: number }> {
  const cluster = await Cluster.start({ seed: 1, ...options });
  const [group = 0] = await cluster.registerLines([lineEntry()]);
  for (const run of runs) {
    const outcome = await cluster.execute(group, publish(cluster.time.nowMs, run, rows));
    if (outcome.failure || outcome.answer?.refusal) throw new Error(JSON.stringify(outcome));
  }
  return { cluster, group };
}
