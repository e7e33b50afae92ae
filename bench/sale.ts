/** Purchases a second of a real 3-node cluster, its nodes and its buyers each a process of their own.
 *  `npm run bench:sale -- --help` tells how. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../test/cluster/project-root.js';
import { count, counts, developmentCommand, positive, whole } from '../test/command-line.js';
import { BenchCluster, type Measured } from './cluster/bench-cluster.js';
import { HEADING, line, ratio } from './cluster/report.js';

interface Flags {
  readonly ack: readonly number[];
  readonly seconds: number;
  readonly atOnce: number;
  readonly rate: number;
  readonly lines: readonly number[];
  readonly processes: number;
  readonly against?: string;
  readonly tls?: true;
  readonly turns: number;
}

const values = developmentCommand('bench:sale')
  .description('Purchases a second of a real 3-node cluster, closed loop and open loop.')
  .option('--ack <list>', 'ack quorums, separated by commas', counts, [2])
  .option('--seconds <s>', 'of each measurement', positive, 8)
  .option('--at-once <n>', 'purchases under way', count, 1_000)
  .option('--rate <n>', 'also an open loop of so many a second', whole, 0)
  .option('--lines <list>', 'how many lines are sold, separated by commas', counts, [1, 40])
  .option('--processes <n>', 'of buyers', count, 2)
  .option('--against <dist>', 'another build, measured in the same run turn by turn, and the ratios')
  .option('--tls', 'also with TLS, turn by turn, and the ratios to plain text')
  .option('--turns <n>', 'of each', count, 1)
  .parse()
  .opts<Flags>();

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const WARMUP_MS = 3_000;

interface Variant {
  readonly name: string;
  readonly dist: string;
  readonly secure: boolean;
}

const own: Variant = { name: 'this', dist: join(projectRoot, 'dist'), secure: false };
/** One after the other in each turn. */
const variants: Variant[] = [own];
if (values.against !== undefined)
  variants.unshift({ name: 'other', dist: resolve(values.against), secure: false });
if (values.tls) variants.push({ ...own, name: 'TLS', secure: true });
const measured = new Map<string, Measured[]>();

async function measure(cluster: BenchCluster, name: string, lines: number, rate: number): Promise<void> {
  const found = await cluster.measure(
    {
      work: 'buy',
      read: 'stale',
      atOnce: values.atOnce,
      rate,
      warmupMs: WARMUP_MS,
      measureMs: values.seconds * 1_000,
    },
    lines,
    values.processes,
  );
  say(line(name, found));
  measured.set(name, [...(measured.get(name) ?? []), found]);
}

say(HEADING);
const cases: string[] = [];
for (const ack of values.ack) {
  for (let turn = 0; turn < values.turns; turn += 1) {
    for (const { name, dist, secure } of variants) {
      const directory = mkdtempSync(join(tmpdir(), 'railkv-bench-'));
      const cluster = await BenchCluster.start(directory, dist, Math.max(...values.lines), ack, { secure });
      try {
        for (const lines of values.lines) {
          for (const rate of new Set([0, values.rate])) {
            const loop = rate === 0 ? `closed ${values.atOnce}` : `open ${rate}/s`;
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
const of = (name: string, title: string): Measured[] => measured.get(`${name}: ${title}`) ?? [];
for (const title of cases) {
  if (values.against !== undefined) say(ratio(title, of('other', title), of('this', title)));
  if (values.tls) say(ratio(`TLS, ${title}`, of('this', title), of('TLS', title)));
}
