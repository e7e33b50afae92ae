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
  ['eight nodes join four', () => manyNodesJoin(4, 8, 400)],
  ['a zone of five nodes is lost', () => zoneIsLost(20, 400)],
  ['two nodes of twenty are emptied', () => nodesAreEmptied(20, 2, 2_000)],
];

const within = (counts: readonly number[]): number => Math.max(1, Math.floor(Math.max(...counts) * 0.05));

describe('placement at a scale that a test allows', () => {
  it.each(SCENARIOS)('comes to rest with few moves more than the fewest: %s', (_name, make) => {
    const scenario = make();
    const outcome = bringToRest(scenario);
    expect(outcome.moves).toBeGreaterThanOrEqual(outcome.leastMoves);
    expect(outcome.moves).toBeLessThanOrEqual(Math.ceil(outcome.leastMoves * 1.3) + 2);
    expect(outcome.spread).toBeLessThanOrEqual(
      within(scenario.sim.picture.nodes().map(({ copies }) => copies.size)),
    );
  });

  it.each(SCENARIOS)('hands leaders over hardly more often than it must: %s', (_name, make) => {
    const scenario = make();
    const outcome = bringToRest(scenario);
    expect(outcome.transfers).toBeGreaterThanOrEqual(outcome.leastTransfers);
    expect(outcome.transfers).toBeLessThanOrEqual(Math.ceil(outcome.leastTransfers * 1.1) + 2);
    expect(outcome.leaderSpread).toBeLessThanOrEqual(
      within(scenario.sim.picture.nodes().map(({ leads }) => leads.size)),
    );
  });

  it('brings 411 groups on three nodes to within one or 5 percent of even on five, copies and leaders alike', () => {
    const { sim } = bring(fewNodesJoin(3, 5, 411));
    const nodes = sim.picture.nodes();
    for (const { copies, leads } of nodes) {
      expect(Math.abs(copies.size - (411 * 3) / 5)).toBeLessThanOrEqual((411 * 3 * 0.05) / 5);
      expect(Math.abs(leads.size - 411 / 5)).toBeLessThanOrEqual((411 * 0.05) / 5);
    }
    expect(nodes.reduce((sum, { leads }) => sum + leads.size, 0)).toBe(411);
  });
});

function bring(scenario: Scenario): Scenario {
  bringToRest(scenario);
  return scenario;
}
