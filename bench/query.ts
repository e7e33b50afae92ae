/** Queries a second of a real 3-node cluster at each read level: the plan and seats of one train, each query a unary call.
 *  `npm run bench:query -- --help` tells how. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ReadLevel } from '../src/client/index.js';
import { projectRoot } from '../test/cluster/project-root.js';
import { count, counts, developmentCommand, positive } from '../test/command-line.js';
import { BenchCluster, type Measured } from './cluster/bench-cluster.js';
import { HEADING, line, ratio } from './cluster/report.js';

interface Flags {
  readonly seconds: number;
  readonly atOnce: number;
  readonly lines: readonly number[];
  readonly processes: number;
  readonly against?: string;
  readonly turns: number;
}

const values = developmentCommand('bench:query')
  .description('Queries a second of a real 3-node cluster, at each read level.')
  .option('--seconds <s>', 'of each measurement', positive, 6)
  .option('--at-once <n>', 'queries under way', count, 200)
  .option('--lines <list>', 'how many lines are asked for, separated by commas', counts, [1, 40])
  .option('--processes <n>', 'of those who ask', count, 2)
  .option('--against <dist>', 'another build, measured in the same run turn by turn')
  .option('--turns <n>', 'of each build', count, 1)
  .parse()
  .opts<Flags>();

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const LEVELS: readonly ReadLevel[] = ['stale', 'linearizable'];
const WARMUP_MS = 2_000;
/** More than the nodes let one caller ask for: what is measured is not the rate limit. */
const LIMITS = 'limits:\n  queriesPerSecond: 1000000\n  queriesBurst: 1000000\n';

const builds = [{ name: 'this', dist: join(projectRoot, 'dist') }];
if (values.against !== undefined) builds.unshift({ name: 'other', dist: resolve(values.against) });
const lineCounts = values.lines;
const measured = new Map<string, Measured[]>();
const cases = lineCounts.flatMap((lines) =>
  LEVELS.map((read) => ({ lines, read, title: `${read}, ${lines} line${lines === 1 ? '' : 's'}` })),
);

say(HEADING);
for (let turn = 0; turn < values.turns; turn += 1) {
  for (const { name, dist } of builds) {
    const directory = mkdtempSync(join(tmpdir(), 'railkv-bench-'));
    const cluster = await BenchCluster.start(directory, dist, Math.max(...lineCounts), 2, { yaml: LIMITS });
    try {
      for (const { lines, read, title } of cases) {
        const load = { work: 'query', read, rate: 0, warmupMs: WARMUP_MS } as const;
        const found = await cluster.measure(
          { ...load, atOnce: values.atOnce, measureMs: values.seconds * 1_000 },
          lines,
          values.processes,
        );
        const key = `${name}: ${title}`;
        say(line(key, found));
        measured.set(key, [...(measured.get(key) ?? []), found]);
      }
    } finally {
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  }
}
if (builds.length > 1)
  for (const { title } of cases)
    say(ratio(title, measured.get(`other: ${title}`) ?? [], measured.get(`this: ${title}`) ?? []));
