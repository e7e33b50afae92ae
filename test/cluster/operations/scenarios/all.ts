/** Every scenario, in the order in which a cluster lives through them. */
import type { Scenario } from '../stage.js';
import { ackQuorum } from './ack-quorum.js';
import { deadNode } from './dead-node.js';
import { decommissioning, decommissioningUnderKill } from './decommission.js';
import { join } from './join.js';
import { move } from './move.js';
import { partition } from './partition.js';
import { recover } from './recover.js';
import { rolling } from './rolling.js';
import { snapshot } from './snapshot.js';
import { split } from './split.js';
import { zones } from './zones.js';

export const ALL_SCENARIOS: readonly Scenario[] = [
  join,
  decommissioning,
  decommissioningUnderKill,
  deadNode,
  zones,
  split,
  ackQuorum,
  move,
  rolling,
  partition,
  recover,
  snapshot,
];
