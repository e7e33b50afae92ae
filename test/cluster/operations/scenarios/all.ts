/** Every scenario, in the order in which a cluster lives through them. */
import type { Scenario } from '../stage.js';
import { ackQuorum } from './ack-quorum.js';
import { move } from './move.js';
import { rolling } from './rolling.js';

export const ALL_SCENARIOS: readonly Scenario[] = [ackQuorum, move, rolling];
