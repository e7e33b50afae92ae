/** Queries a second of a real 3-node cluster at each read level: the plan and seats of one train, each query a unary call.
 *
 *    npm run bench:query -- [--seconds 6] [--at-once 200] [--lines 1,40] [--against DIST] [--turns 1] */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadLevel } from '../src/client/index.js';
import { projectRoot } from '../test/cluster/project-root.js';
import { BenchCluster, type Measured } from './cluster/bench-cluster.js';
import { HEADING, line, ratio } from './cluster/report.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    'at-once': { type: 'string', default: '200' },
    lines: { type: 'string', default: '1,40' },
    processes: { type: 'string', default: '2' },
    against: { type: 'string' },
    turns: { type: 'string', default: '1' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const LEVELS: readonly ReadLevel[] = ['stale', 'linearizable'];
const WARMUP_MS = 2_000;
/** More than the nodes let one caller ask for: what is measured is not the rate limit. */
const LIMITS = 'limits:\n  queriesPerSecond: 1000000\n  queriesBurst: 1000000\n';

const builds = [{ name: 'this', dist: join(projectRoot, 'dist') }];
if (values.against !== undefined) builds.unshift({ name: 'other', dist: resolve(values.against) });
const lineCounts = values.lines.split(',').map(Number);
const measured = new Map<string, Measured[]>();
const cases = lineCounts.flatMap((lines) =>
  LEVELS.map((read) => ({ lines, read, title: `${read}, ${lines} line${lines === 1 ? '' : 's'}` })),
);

say(HEADING);
for (let turn = 0; turn < Number(values.turns); turn += 1) {
  for (const { name, dist } of builds) {
    const directory = mkdtempSync(join(tmpdir(), 'railkv-bench-'));
    const cluster = await BenchCluster.start(directory, dist, Math.max(...lineCounts), 2, LIMITS);
    try {
      for (const { lines, read, title } of cases) {
        const load = { work: 'query', read, rate: 0, warmupMs: WARMUP_MS } as const;
        const found = await cluster.measure(
          { ...load, atOnce: Number(values['at-once']), measureMs: Number(values.seconds) * 1_000 },
          lines,
          Number(values.processes),
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
