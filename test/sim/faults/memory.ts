/** Memory that is short: rows leave it as soon as a checkpoint holds them, and come back from a slow disk. Entries then wait to be
 *  applied long after they were committed, and what is asked meanwhile waits with them. */
import { PROMPT_DISK } from '../sim-disk.js';
import { type Begin, pickUp } from './fault.js';

const EVICT_EVERY_MS = 60;

export const coldRows: Begin = (context) => {
  const { cluster, keeper, random } = context;
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const readMsMax = random.pick([50, 200, 600]);
  node.store.weather = { ...node.store.weather, readMsMax };
  context.tell(`${node.id}, rows come back in up to ${readMsMax} ms`);
  let over = false;
  const evict = (): void => {
    if (over || keeper.over) return;
    if (keeper.settled(node) && !node.paused) {
      const { checkpoints } = node.running.core;
      for (const replica of node.replicas()) {
        if (replica.group === 0 || replica.closed) continue;
        if (replica.dirtySinceMs !== undefined) void checkpoints.ensure(replica);
        replica.machine.trim(0);
      }
    }
    cluster.time.at(cluster.time.nowMs + EVICT_EVERY_MS, evict);
  };
  evict();
  return () => {
    over = true;
    node.store.weather = PROMPT_DISK;
  };
};
