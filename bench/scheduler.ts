/** What placement costs and how well it does, without nodes: `npm run bench:scheduler -- --help` tells how. For each scenario the
 *  moves until all is at rest beside the fewest there could be, and the time of its rounds of decisions. */
import { loadavg } from 'node:os';
import { InvalidArgumentError } from 'commander';
import {
  bringToRest,
  fewNodesJoin,
  manyNodesJoin,
  nodesAreEmptied,
  type Scenario,
  zoneIsLost,
} from '../src/shard/testing/scheduler-scenarios.js';
import { count, developmentCommand } from '../test/command-line.js';

const { nodes, groups } = developmentCommand('bench:scheduler')
  .description('Lets placement decide for simulated clusters until all is at rest, and times its rounds.')
  .option('--nodes <n>', 'of the large clusters; at least 10', atLeast10, 200)
  .option('--groups <n>', 'of the large clusters', count, 100_000)
  .parse()
  .opts<{ nodes: number; groups: number }>();
const LIMITS = { checksMax: 4_096, decisionsMax: 1_024 };

/** A tenth of them joins the others, and a zone has a quarter. */
function atLeast10(text: string): number {
  const nodes = count(text);
  if (nodes < 10) throw new InvalidArgumentError('It has to be at least 10.');
  return nodes;
}

function measure(make: () => Scenario): void {
  const before = process.memoryUsage().heapUsed;
  const scenario = make();
  const times: number[] = [];
  const cpus: number[] = [];
  const outcome = bringToRest(scenario, LIMITS, (round) => {
    const start = performance.now();
    const cpu = process.cpuUsage();
    round();
    times.push(performance.now() - start);
    cpus.push(process.cpuUsage(cpu).user / 1_000);
  });
  const mib = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const peak = process.resourceUsage().maxRSS / 2 ** 10;
  console.log(scenario.name);
  console.log(
    `  moves ${outcome.moves}, fewest ${outcome.leastMoves}; transfers ${outcome.transfers}, fewest ${outcome.leastTransfers}; rounds ${outcome.rounds}`,
  );
  console.log(
    `  then: copies differ by ${outcome.spread}, leaders by ${outcome.leaderSpread}, ${outcome.crowded} share a zone`,
  );
  console.log(`  a round, wall: ${said(times)}`);
  console.log(`  a round, user CPU: ${said(cpus)}`);
  console.log(
    `  heap +${mib.toFixed(0)} MiB; resident at most ${peak.toFixed(0)} MiB; load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
}

/** In milliseconds. */
function said(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
  const sum = times.reduce((all, time) => all + time, 0);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms, all ${(sum / 1_000).toFixed(1)} s`;
}

measure(() => fewNodesJoin(3, 5, 1_000));
measure(() => manyNodesJoin(Math.round(nodes * 0.9), Math.round(nodes * 0.1), groups));
measure(() => zoneIsLost(nodes, groups));
measure(() => nodesAreEmptied(nodes, Math.max(1, Math.round(nodes / 20)), groups));
