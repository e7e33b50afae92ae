/** What a node remembers of its cluster beyond its store, between one process and the next. The adapter keeps it on disk; a
 *  simulated node does without. */
import type { NodeAddress } from './node-config.js';

export interface ClusterMemory {
  /** The nodes there are, this one included, as of a revision of group 0. Durable when it returns. */
  known(nodes: readonly NodeAddress[], revision: number): void;
  /** This node was removed, for good: it stops, and never starts again. */
  removed(why: string): void;
}
