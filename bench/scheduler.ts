/** What placement costs and how well it does, without nodes: `npm run bench:scheduler [-- nodes groups]`. For each scenario the
 *  moves until all is at rest beside the fewest there could be, and the time of its rounds of decisions. */
import {
  bringToRest,
  fewNodesJoin,
  manyNodesJoin,
  nodesAreEmptied,
  type Scenario,
  zoneIsLost,
} from '../src/shard/testing/scheduler-scenarios.js';

const [nodes = 200, groups = 100_000] = process.argv.slice(2).map(Number);
const LIMITS = { checksMax: 4_096, decisionsMax: 1_024 };

function measure(make: () => Scenario): void {
  const before = process.memoryUsage().heapUsed;
  const scenario = make();
  const times: number[] = [];
  const outcome = bringToRest(scenario, LIMITS, (round) => {
    const start = performance.now();
    round();
    times.push(performance.now() - start);
  });
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
  const mib = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  console.log(scenario.name);
  console.log(
    `  moves ${outcome.moves}, fewest ${outcome.leastMoves}; transfers ${outcome.transfers}; rounds ${outcome.rounds}`,
  );
  console.log(
    `  then: copies differ by ${outcome.spread}, leaders by ${outcome.leaderSpread}, ${outcome.crowded} share a zone`,
  );
  console.log(
    `  a round: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; heap +${mib.toFixed(0)} MiB`,
  );
}

measure(() => fewNodesJoin(3, 5, 1_000));
measure(() => manyNodesJoin(Math.round(nodes * 0.9), Math.round(nodes * 0.1), groups));
measure(() => zoneIsLost(nodes, groups));
measure(() => nodesAreEmptied(nodes, Math.max(1, Math.round(nodes / 20)), groups));
