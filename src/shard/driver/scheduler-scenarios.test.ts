import { describe, expect, it } from 'vitest';
import {
  bringToRest,
  fewNodesJoin,
  manyNodesJoin,
  nodesAreEmptied,
  type Scenario,
  zoneIsLost,
} from '../testing/scheduler-scenarios.js';

/** What `npm run bench:scheduler` measures at full size. */
const SCENARIOS: readonly (readonly [string, () => Scenario])[] = [
  ['three nodes become five', () => fewNodesJoin(3, 5, 30)],
  ['four nodes join twenty', () => manyNodesJoin(20, 4, 800)],
  ['a zone of five nodes is lost', () => zoneIsLost(20, 400)],
  ['two nodes of twenty are emptied', () => nodesAreEmptied(20, 2, 400)],
];

describe('placement at a scale that a test allows', () => {
  it.each(SCENARIOS)('comes to rest with few moves more than the fewest: %s', (_name, make) => {
    const scenario = make();
    const outcome = bringToRest(scenario);
    expect(outcome.moves).toBeGreaterThanOrEqual(outcome.leastMoves);
    expect(outcome.moves).toBeLessThanOrEqual(Math.ceil(outcome.leastMoves * 1.3) + 2);
    const most = Math.max(...scenario.sim.picture.nodes().map(({ copies }) => copies.size));
    expect(outcome.spread).toBeLessThanOrEqual(Math.max(1, Math.floor(most * 0.05)));
  });
});
