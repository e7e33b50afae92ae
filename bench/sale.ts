/** Purchases a second of a real 3-node cluster, its nodes and its buyers each a process of their own.
 *
 *    npm run bench:sale -- [--ack 2] [--seconds 8] [--at-once 1000] [--rate 0] [--lines 1,40] [--against DIST] [--turns 1]
 *
 *  --against measures another build in the same run, turn by turn, and prints ratios. --rate adds an open loop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../test/cluster/project-root.js';
import { BenchCluster, type Measured } from './cluster/bench-cluster.js';
import { HEADING, line, ratio } from './cluster/report.js';

const { values } = parseArgs({
  options: {
    ack: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '8' },
    'at-once': { type: 'string', default: '1000' },
    rate: { type: 'string', default: '0' },
    lines: { type: 'string', default: '1,40' },
    processes: { type: 'string', default: '2' },
    against: { type: 'string' },
    turns: { type: 'string', default: '1' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const WARMUP_MS = 3_000;

const builds = [{ name: 'this', dist: join(projectRoot, 'dist') }];
if (values.against !== undefined) builds.unshift({ name: 'other', dist: resolve(values.against) });
const lineCounts = values.lines.split(',').map(Number);
const measured = new Map<string, Measured[]>();

async function measure(cluster: BenchCluster, name: string, lines: number, rate: number): Promise<void> {
  const found = await cluster.measure(
    {
      work: 'buy',
      read: 'stale',
      atOnce: Number(values['at-once']),
      rate,
      warmupMs: WARMUP_MS,
      measureMs: Number(values.seconds) * 1_000,
    },
    lines,
    Number(values.processes),
  );
  say(line(name, found));
  measured.set(name, [...(measured.get(name) ?? []), found]);
}

say(HEADING);
const cases: string[] = [];
for (const ack of values.ack.split(',').map(Number)) {
  for (let turn = 0; turn < Number(values.turns); turn += 1) {
    for (const { name, dist } of builds) {
      const directory = mkdtempSync(join(tmpdir(), 'railkv-bench-'));
      const cluster = await BenchCluster.start(directory, dist, Math.max(...lineCounts), ack);
      try {
        for (const lines of lineCounts) {
          for (const rate of new Set([0, Number(values.rate)])) {
            const loop = rate === 0 ? `closed ${values['at-once']}` : `open ${rate}/s`;
            const title = `ack ${ack}, ${lines} line${lines === 1 ? '' : 's'}, ${loop}`;
            if (!cases.includes(title)) cases.push(title);
            await measure(cluster, `${name}: ${title}`, lines, rate);
          }
        }
      } finally {
        await cluster.stop();
        rmSync(directory, { recursive: true, force: true });
      }
    }
  }
}
if (builds.length > 1)
  for (const title of cases)
    say(ratio(title, measured.get(`other: ${title}`) ?? [], measured.get(`this: ${title}`) ?? []));
