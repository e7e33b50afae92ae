/** Operations of a cluster's life, with real processes, under a steady sale, and an audit at the end:
 *
 *    npm run operations -- --scenario NAME|all [--feed PATH --date YYYY-MM-DD] [--line ID]... [--rate N] [--minutes M]
 *                          [--seconds FILE] [--summary FILE] [--keep] [--out DIRECTORY]
 *
 *  First the closed-loop peak of the sale is measured, then at least half of that (or --rate) is sent at times fixed in
 *  advance. Exits 0 only when the audit finds nothing and every claim of the scenario holds. `all` plays one scenario after
 *  the other, each as a process of its own, and ends with a table; what each printed is in a directory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { networkProblem, runInOwnNetwork } from './network.js';
import { OperatedCluster, type TimetableOptions } from './operated-cluster.js';
import { playAll } from './play-all.js';
import { chart, failedCommands, pauseLines, phaseTable, secondLines, silenceLine } from './report.js';
import type { Sample } from './samples.js';
import { ALL_SCENARIOS } from './scenarios/all.js';
import { type Scenario, Stage } from './stage.js';
import { SteadySale } from './steady-sale.js';
import { emptySummary, type Summary, summaryOf } from './summary.js';
import { figuresOf, pausesOf } from './timeline.js';

const { values } = parseArgs({
  options: {
    scenario: { type: 'string' },
    feed: { type: 'string' },
    date: { type: 'string' },
    line: { type: 'string', multiple: true, default: [] },
    /** Requests a second; absent: half of the measured peak. */
    rate: { type: 'string' },
    /** Of sale before and after the operation, together. */
    minutes: { type: 'string', default: '0.5' },
    /** A file for every second of the sale. */
    seconds: { type: 'string' },
    /** A file for the scenario in a few figures, as JSON. */
    summary: { type: 'string' },
    /** Of `all`: where each scenario's print goes; absent: a new directory. */
    out: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const PEAK_MS = 5_000;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

function timetable(): TimetableOptions {
  if ((values.feed === undefined) !== (values.date === undefined))
    throw new Error('--feed and --date go together: a feed, and which of its service dates is sold');
  return {
    ...(values.feed === undefined ? {} : { feed: values.feed }),
    ...(values.date === undefined ? {} : { date: values.date }),
    lines: values.line,
  };
}

class Run {
  readonly directory = mkdtempSync(join(tmpdir(), 'railkv-operations-'));
  private cluster: OperatedCluster | undefined;
  private sale: SteadySale | undefined;
  private readonly beganMs = Date.now();

  constructor(private readonly scenario: Scenario) {}

  private secondsSoFar(): number {
    return (Date.now() - this.beganMs) / 1_000;
  }

  async play(): Promise<Summary> {
    const { scenario } = this;
    say(`scenario ${scenario.name}: ${scenario.summary}; load of the machine ${load()}`);
    const cluster = await OperatedCluster.start({
      directory: this.directory,
      nodes: scenario.nodes,
      zones: scenario.zones,
      replicas: 3,
      ackQuorum: scenario.ackQuorum ?? 2,
      ...(scenario.limits === undefined ? {} : { limits: scenario.limits }),
      ...(scenario.networked === undefined ? {} : { networked: scenario.networked }),
    });
    this.cluster = cluster;
    say(`${scenario.nodes} nodes in ${scenario.zones} zones; ${await cluster.importTimetable(timetable())}`);
    const [top] = cluster.offer.lines;
    const busiest = `${top?.line} with ${top?.trains} trains a day`;
    const sale = new SteadySale(cluster.access, cluster.runs, this.directory);
    this.sale = sale;
    const { perSecond, peakPerSecond } = await sale.begin(
      values.rate === undefined ? undefined : Number(values.rate),
      PEAK_MS,
    );
    say(
      `sale: ${cluster.runs.length} trains on ${sale.lines.length} lines, busiest ${busiest}; ${perSecond} requests/s at times fixed in advance` +
        (peakPerSecond > 0 ? `, half of the closed-loop peak of ${peakPerSecond.toFixed(0)}/s` : ', as told'),
    );
    const stage = new Stage(cluster, sale, (Number(values.minutes) * 60) / 2, say);
    await stage.begin();
    try {
      await scenario.play(stage);
    } catch (error) {
      stage.failures.push(error instanceof Error ? error.message : String(error));
    }
    const moves = await stage.moves();
    const samples = await this.report(stage);
    const failures = [...stage.failures];
    if (!sale.audit(say)) failures.push('the audit found something');
    await cluster.stop();
    const played = { scenario: scenario.name, failures, seconds: this.secondsSoFar(), perSecond, moves };
    return summaryOf(played, samples, stage.phases);
  }

  private async report(stage: Stage): Promise<readonly Sample[]> {
    const { sale, phases } = stage;
    const samples = await sale.stop();
    const whole = { name: 'all', fromMs: phases[0]?.fromMs ?? 0, toMs: phases.at(-1)?.toMs ?? 0 };
    say('');
    say(phaseTable([...phases, whole].map((phase) => figuresOf(samples, phase))));
    say(chart(samples, phases));
    say(pauseLines(phases.map((phase) => ({ name: phase.name, pauses: pausesOf(samples, phase) }))));
    say(silenceLine(stage.cluster.silences(), phases));
    const settled = Object.entries(sale.settled).map(([outcome, count]) => `${count} ${outcome}`);
    if (settled.length > 0) say(`purchases that ended unknown, settled afterwards: ${settled.join(', ')}`);
    const failed = failedCommands(samples.filter(({ dueMs }) => dueMs >= whole.fromMs && dueMs < whole.toMs));
    if (!this.scenario.mayFail)
      stage.check(`no purchase failed after the SDK's retries (${failed.length} did)`, failed.length === 0);
    if (values.seconds !== undefined) writeFileSync(values.seconds, `${secondLines(samples, whole)}\n`);
    say(`load of the machine at the end ${load()}`);
    return samples;
  }

  async end(keep: boolean): Promise<void> {
    this.sale?.kill();
    await this.cluster?.processes.endAll('SIGKILL');
    this.cluster?.network?.end();
    if (keep) say(`everything is kept in ${this.directory}`);
    else rmSync(this.directory, { recursive: true, force: true });
  }
}

async function play(scenario: Scenario): Promise<number> {
  if (scenario.networked === true) {
    const problem = networkProblem();
    if (problem !== undefined) {
      say(`operations: FAILED because ${problem}`);
      return 2;
    }
    const code = runInOwnNetwork();
    if (code !== undefined) return code;
  }
  const run = new Run(scenario);
  const beganMs = Date.now();
  let summary: Summary;
  try {
    summary = await run.play();
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    summary = emptySummary(scenario.name, [why], (Date.now() - beganMs) / 1_000);
  }
  const { failures } = summary;
  if (values.summary !== undefined) writeFileSync(values.summary, JSON.stringify(summary));
  await run.end(values.keep || failures.length > 0);
  say(failures.length === 0 ? 'operations: passed' : `operations: FAILED because ${failures.join('; ')}`);
  return failures.length === 0 ? 0 : 1;
}

/** What is handed on to each scenario of `all`. */
function passedOn(): string[] {
  const { feed, date, line, rate, minutes, keep } = values;
  return [
    ...Object.entries({ feed, date, rate, minutes }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    ),
    ...line.flatMap((id) => ['--line', id]),
    ...(keep ? ['--keep'] : []),
  ];
}

const chosen = ALL_SCENARIOS.find(({ name }) => name === values.scenario);
if (values.scenario === 'all') process.exitCode = await playAll(values.out, passedOn(), say);
else if (chosen === undefined) {
  say(values.scenario === undefined ? 'which scenario?' : `there is no scenario ${values.scenario}`);
  for (const { name, summary } of ALL_SCENARIOS) say(`  --scenario ${name.padEnd(14)} ${summary}`);
  say('  --scenario all            every one of them, one after another, with a table at the end');
  process.exitCode = 2;
} else process.exitCode = await play(chosen);
