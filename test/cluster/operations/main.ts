/** Operations of a cluster's life, with real processes, under a steady sale, and an audit at the end: `npm run operations -- --help`
 *  tells how. First the closed-loop peak of the sale is measured, then at least half of that (or --rate) is sent at times fixed
 *  in advance. Exits 0 only when the audit finds nothing and every claim of the scenario holds. `all` plays one scenario after
 *  the other, each as a process of its own, and ends with a table; what each printed is in a directory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { developmentCommand, positive } from '../../command-line.js';
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

interface Flags {
  readonly scenario?: string;
  readonly feed?: string;
  readonly date?: string;
  readonly line: readonly string[];
  readonly rate?: number;
  readonly minutes: number;
  readonly seconds?: string;
  readonly summary?: string;
  readonly out?: string;
  readonly keep?: true;
}

const scenarios = [
  ...ALL_SCENARIOS,
  { name: 'all', summary: 'every one of them, one after another, with a table at the end' },
];
const program = developmentCommand('operations')
  .description(
    'Starts a cluster of real processes, sells at half the peak it measured, carries an operation out meanwhile, and audits ' +
      'every row of every replica at the end. Exit code 1 when a purchase or a claim of the scenario failed.',
  )
  .addOption(
    new Option('--scenario <name>', 'what is done in the sale: one of those below').choices(
      scenarios.map(({ name }) => name),
    ),
  )
  .option('--feed <path>', 'a GTFS feed, with --date; default: the sample timetable')
  .option('--date <YYYY-MM-DD>', 'the service date of the feed that is sold')
  .option('--line <id>', 'only this line of the feed; may be repeated', gathered, [])
  .option('--rate <n>', 'requests a second; default: half of the measured peak', positive)
  .option('--minutes <m>', 'of sale before and after the operation, together', positive, 0.5)
  .option('--seconds <file>', 'writes every second of the sale there')
  .option('--summary <file>', 'writes the scenario in a few figures there, as JSON')
  .option('--out <directory>', 'of all: where the print of each scenario goes; default: a new directory')
  .option('--keep', 'keeps the data and logs of the cluster')
  .addHelpText(
    'after',
    `\nScenarios:\n${scenarios.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n')}\n\nExample:\n  npm run operations -- --scenario join --minutes 1`,
  )
  .parse();
const values = program.opts<Flags>();

function gathered(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

const PEAK_MS = 5_000;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

function timetable(): TimetableOptions {
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
    const stage = new Stage(cluster, sale, (values.minutes * 60) / 2, say);
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
  await run.end(values.keep === true || failures.length > 0);
  say(failures.length === 0 ? 'operations: passed' : `operations: FAILED because ${failures.join('; ')}`);
  return failures.length === 0 ? 0 : 1;
}

/** What is handed on to each scenario of `all`. */
function passedOn(): string[] {
  const { feed, date, line, rate, minutes, keep } = values;
  return [
    ...Object.entries({ feed, date, rate, minutes }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, String(value)],
    ),
    ...line.flatMap((id) => ['--line', id]),
    ...(keep === true ? ['--keep'] : []),
  ];
}

const chosen = ALL_SCENARIOS.find(({ name }) => name === values.scenario);
if ((values.feed === undefined) !== (values.date === undefined))
  program.error('error: --feed and --date go together: a feed, and which of its service dates is sold');
if (values.scenario === undefined) program.help({ error: true });
else if (chosen === undefined) process.exitCode = await playAll(values.out, passedOn(), say);
else process.exitCode = await play(chosen);
