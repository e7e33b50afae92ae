/** A real cluster for a benchmark: processes of a build on free ports, trains with many seats, load from processes of its own,
 *  and what all that cost. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  connect,
  type RunKey,
  type RunPlan,
  type StopTime,
  type TlsOptions,
} from '../../src/client/index.js';
import { NodeProcesses } from '../../test/cluster/node-processes.js';
import { certificatesFor } from '../../test/cluster/operations/certificates.js';
import { projectRoot } from '../../test/cluster/project-root.js';
import type { Load, LoadResult } from './load-driver.js';

/** Of the kernel's clock that /proc counts CPU time in. */
const TICKS_PER_SECOND = 100;
const NODES = 3;
const STOPS = 33;
const COACHES = 16;
const ROWS = 50;

const stops: StopTime[] = Array.from({ length: STOPS }, (_, i) => ({
  station: `S${i}`,
  name: `Station ${i}`,
  arrivalS: 8 * 3_600 + i * 600,
  departureS: 8 * 3_600 + i * 600 + (i === STOPS - 1 ? 0 : 60),
}));

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly commandsPerEntry: number;
  readonly entriesPerSync: number;
  /** Cores, over the time of the load; the leader of the first line first. */
  readonly nodeCores: readonly number[];
  readonly clientCores: number;
  readonly rssMb: readonly number[];
  readonly failures: Readonly<Record<string, number>>;
  readonly shed: number;
}

interface Counters {
  readonly cpuS: number[];
  readonly entries: number;
  readonly syncs: number;
}

export class BenchCluster {
  private constructor(
    readonly processes: NodeProcesses,
    private readonly dist: string,
    private readonly tls: TlsOptions | undefined,
    readonly runs: readonly RunKey[],
  ) {}

  /** @param dist of the build under test @param lines each with one train of 4,000 seats on 32 segments
   *  @param secure with TLS between nodes and towards clients */
  static async start(
    directory: string,
    dist: string,
    lines: number,
    ackQuorum: number,
    { yaml = '', secure = false }: { readonly yaml?: string; readonly secure?: boolean } = {},
  ): Promise<BenchCluster> {
    const certificates = secure ? certificatesFor(directory, NODES, () => '127.0.0.1') : undefined;
    const tls = certificates?.client.tls;
    const processes = await NodeProcesses.create({
      directory,
      dist,
      nodes: NODES,
      replicas: 3,
      ackQuorum,
      yaml,
      flags: nodeFlags(),
      ...(certificates && { security: certificates.section }),
    });
    processes.startAll();
    await processes.ready();
    const client = await connect({ seeds: processes.seeds, caller: 'bench', ...(tls && { tls }) });
    const names = Array.from({ length: lines }, (_, i) => `bench-${i + 1}`);
    const stations = stops.map(({ station, name }) => ({ code: station, name }));
    await client.tickets.registerLines(names.map((line) => ({ line, name: line, stations })));
    const dayStartMs = (Math.floor(Date.now() / 86_400_000) + 14) * 86_400_000;
    const date = new Date(dayStartMs).toISOString().slice(0, 10);
    const runs = names.map((line) => ({ line, train: 'G1', date }));
    await Promise.all(runs.map((run) => client.tickets.publish(planOf(run, dayStartMs))));
    await client.close();
    return new BenchCluster(processes, dist, tls, runs);
  }

  async measure(
    load: Omit<Load, 'sdk' | 'seeds' | 'caller' | 'stops' | 'runs' | 'tls'>,
    lines: number,
    processes: number,
  ): Promise<Measured> {
    const runs = this.runs.slice(0, lines);
    const before = await this.counters(runs);
    const clientStart = process.cpuUsage();
    const startMs = performance.now();
    const drivers = Array.from({ length: processes }, (_, i) =>
      drive({
        ...load,
        runs,
        stops: STOPS,
        sdk: join(this.dist, 'src/client/index.js'),
        seeds: this.processes.seeds,
        ...(this.tls && { tls: this.tls }),
        caller: `buyer-${i}-${Math.round(startMs)}`,
        rate: load.rate / processes,
        atOnce: Math.ceil(load.atOnce / processes),
      }),
    );
    const results = await Promise.all(drivers);
    const elapsedS = (performance.now() - startMs) / 1_000;
    const after = await this.counters(runs);
    const own = process.cpuUsage(clientStart);
    const latencies = results.flatMap(({ result }) => result.latenciesMs).sort((a, b) => a - b);
    const done = results.reduce((sum, { result }) => sum + result.done, 0);
    const all = latencies.length * (1 + load.warmupMs / load.measureMs);
    const entries = after.entries - before.entries;
    return {
      perSecond: done / (load.measureMs / 1_000),
      p50Ms: latencies[Math.floor(latencies.length / 2)] ?? Number.NaN,
      p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
      commandsPerEntry: all / Math.max(1, entries),
      entriesPerSync: entries / Math.max(1, after.syncs - before.syncs),
      nodeCores: after.cpuS.map((cpuS, i) => (cpuS - (before.cpuS[i] ?? 0)) / elapsedS),
      clientCores:
        (results.reduce((sum, { cpuS }) => sum + cpuS, 0) + (own.user + own.system) / 1e6) / elapsedS,
      rssMb: this.pids().map(rssMb),
      failures: Object.assign({}, ...results.map(({ result }) => result.failures)) as Record<string, number>,
      shed: results.reduce((sum, { result }) => sum + result.shed, 0),
    };
  }

  private pids(): number[] {
    return [...this.processes.running.values()].map((child) => child.pid ?? 0);
  }

  private async counters(runs: readonly RunKey[]): Promise<Counters> {
    const { tls } = this;
    const client = await connect({ seeds: this.processes.seeds, caller: 'bench', ...(tls && { tls }) });
    const positions = await Promise.all(
      runs.map((run) => client.tickets.run(run, { read: 'linearizable' }).then(({ asOf }) => asOf.index)),
    );
    await client.close();
    const metrics = await Promise.all(
      this.processes.nodes.map(async ({ http }) => (await fetch(`http://${http}/metrics`)).text()),
    );
    const syncs = metrics.map((text) =>
      Number(/railkv_synced_write_seconds_count\{database="log"\} (\d+)/.exec(text)?.[1] ?? 0),
    );
    return {
      cpuS: this.pids().map(cpuSeconds),
      entries: positions.reduce((sum, index) => sum + index, 0),
      syncs: Math.max(...syncs),
    };
  }

  async stop(): Promise<void> {
    await this.processes.endAll('SIGTERM');
  }
}

/** RAILKV_BENCH_PROFILE=DIR: each node leaves a CPU profile there when it stops. */
function nodeFlags(): string[] {
  const directory = process.env['RAILKV_BENCH_PROFILE'];
  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`];
}

const planOf = (run: RunKey, dayStartMs: number): RunPlan => ({
  run,
  stops,
  coaches: Array.from({ length: COACHES }, (_, i) => ({
    number: i + 1,
    class: 'second',
    rows: ROWS,
    letters: 'ABCDF',
    windows: 'AF',
    aisles: 'CD',
  })),
  dayStartMs,
  timezone: 'UTC',
});

function drive(load: Load): Promise<{ result: LoadResult; cpuS: number }> {
  return new Promise((resolve, reject) => {
    const child = fork(join(projectRoot, 'dist/bench/cluster/load-driver.js'));
    child.once('message', (message) =>
      resolve({ result: message as LoadResult, cpuS: cpuSeconds(child.pid ?? 0) }),
    );
    child.once('exit', (code) => reject(new Error(`a process of load ended with ${code}`)));
    child.send(load);
  });
}

function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function rssMb(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib ?? 0) / 1_024);
}
