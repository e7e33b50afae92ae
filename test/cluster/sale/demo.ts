/** The demonstration: a sale in which nodes die, and an audit by another process of what every replica holds. `npm run demo -- --help`
 *  tells how. Exits 0 only when the audit finds nothing and purchases were in flight at every kill or change. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Option } from 'commander';
import { connect, type RailkvClient } from '../../../src/client/index.js';
import { inRange, trainKey } from '../../../src/proto/keys.js';
import { count, developmentCommand, positive, whole } from '../../command-line.js';
import { NodeProcesses } from '../node-processes.js';
import { buildRecorder, cutPower } from '../power-cut/power-cut.js';
import { projectRoot } from '../project-root.js';
import { auditDisk } from './audit-disk.js';
import { BuyerProcesses } from './buyers.js';
import { readLedger } from './ledger.js';
import { pausesAround } from './pauses.js';
import { planSale, type SaleSize } from './sale-plan.js';

const SCENARIOS = ['kill-leaders', 'kill-all', 'power-cut', 'change-quorum', 'move', 'split'] as const;

interface Flags {
  readonly nodes: number;
  readonly ackQuorum: number;
  readonly scenario: (typeof SCENARIOS)[number];
  readonly seats: number;
  readonly pressure: number;
  readonly buyers: number;
  readonly seconds: number;
  readonly kills: number;
  readonly loseDisks?: true;
  readonly unsynced?: true;
  readonly keep?: true;
}

const values = developmentCommand('demo')
  .description(
    'Sells a hot train and a hundred others to thousands of buyers while nodes die or change, then has every row of every ' +
      'replica audited by another process against what the buyers were told. Exit code 1 when anything is wrong.',
  )
  .option('--nodes <n>', 'node processes', count, 3)
  .option('--ack-quorum <n>', 'copies that hold a sale before it is answered', count, 2)
  .addOption(
    new Option('--scenario <name>', 'what happens in the sale').choices(SCENARIOS).default('kill-leaders'),
  )
  .option('--seats <n>', 'of the hot train', count, 60)
  .option('--pressure <n>', 'buyers for each of its seats', count, 100)
  .option('--buyers <n>', 'of the other trains', whole, 2400)
  .option('--seconds <s>', 'over which they arrive', positive, 20)
  .option('--kills <n>', 'leaders killed one after another, at most 2', count, 2)
  .option(
    '--lose-disks',
    'then deletes all directories but one and looks for every answered sale on the last',
  )
  .option(
    '--unsynced',
    'nodes that sync no write: a power cut must then lose sales, and the audit must say so',
  )
  .option('--keep', 'keeps the data and logs of the cluster')
  .parse()
  .opts<Flags>();

interface Kill {
  readonly nodes: readonly string[];
  readonly atMs: number;
  readonly inFlight: number;
  readonly inFlightHot: number;
  readonly linesLed: ReadonlySet<string>;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A copy of the built project in which no LevelDB write is synced: what the power cut must catch. */
function unsyncedBuild(directory: string): string {
  const dist = join(directory, 'unsynced', 'dist');
  cpSync(join(projectRoot, 'dist'), dist, { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(directory, 'unsynced', 'node_modules'));
  cpSync(join(projectRoot, 'package.json'), join(directory, 'unsynced', 'package.json'));
  cpSync(join(projectRoot, 'proto'), join(directory, 'unsynced', 'proto'), { recursive: true });
  const engine = join(dist, 'src/store/level/level-engine.js');
  const source = readFileSync(engine, 'utf8');
  const patched = source.replaceAll(/sync: (options\.sync|true)/g, 'sync: false');
  if (patched === source) throw new Error('no synced write was found to patch in level-engine.js');
  writeFileSync(engine, patched);
  return dist;
}

class Demo {
  readonly directory = mkdtempSync(join(tmpdir(), 'railkv-demo-'));
  readonly size: SaleSize = {
    hotSeats: values.seats,
    pressure: values.pressure,
    otherBuyers: values.buyers,
  };
  readonly startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 14 * 86_400_000;
  readonly plan = planSale(this.size, this.startMs);
  readonly kills: Kill[] = [];
  readonly changes: { readonly inFlight: number }[] = [];
  readonly powerCut = values.scenario === 'power-cut';
  cluster!: NodeProcesses;
  railkv!: RailkvClient;
  buyers!: BuyerProcesses;

  async start(): Promise<void> {
    const nodes = values.nodes;
    const replicas = values.scenario === 'move' ? Math.min(3, nodes) : nodes;
    const recorder = this.powerCut ? buildRecorder(this.directory) : undefined;
    this.cluster = await NodeProcesses.create({
      directory: this.directory,
      nodes,
      replicas,
      ackQuorum: values.ackQuorum,
      ...(values.unsynced === true ? { dist: unsyncedBuild(this.directory) } : {}),
      ...(recorder === undefined
        ? {}
        : { environment: { LD_PRELOAD: recorder, SYNC_RECORD: this.syncRecord } }),
    });
    this.cluster.startAll();
    await this.cluster.ready();
    this.railkv = await connect({ seeds: this.cluster.seeds, caller: 'railway' });
    await this.railkv.tickets.registerLines(this.plan.lines);
    for (const run of this.plan.runs) await this.railkv.tickets.publish(run, { timeoutMs: 30_000 });
    say(
      `${nodes} nodes, ack quorum ${values.ackQuorum}; ${this.plan.runs.length} trains on ${this.plan.lines.length} lines; ` +
        `${this.plan.wishes.length} buyers, ${this.size.hotSeats * this.size.pressure} of them for the ${this.size.hotSeats} seats of ${this.plan.runs[0]!.run.train}`,
    );
  }

  /** Of all nodes: a file's inode tells it apart. */
  get syncRecord(): string {
    return join(this.directory, 'synced');
  }

  startBuyers(): void {
    this.buyers = new BuyerProcesses(
      {
        seeds: this.cluster.seeds,
        size: this.size,
        startMs: this.startMs,
        arriveOverMs: values.seconds * 1000,
        patienceMs: 60_000,
      },
      this.directory,
    );
  }

  /** Waits until a part of the buyers has been told. */
  async told(part: number): Promise<void> {
    while (this.buyers.told < part * this.plan.wishes.length && !this.buyers.ended) await sleep(20);
  }

  /** Which node leads each line now, as the nodes themselves say. */
  async leaders(): Promise<Map<string, string>> {
    const leaders = new Map<string, string>();
    const lines = await this.railkv.tickets.lines();
    for (const { id } of this.cluster.nodes) {
      const status = await this.railkv.cluster
        .nodeStatus(id, { groups: true, timeoutMs: 2_000 })
        .catch(() => undefined);
      const led = new Set(status?.groups.filter(({ role }) => role === 'leader').map(({ group }) => group));
      for (const { line, group } of lines) if (led.has(group)) leaders.set(line, id);
    }
    return leaders;
  }

  async kill(nodes: readonly string[], leaders: ReadonlyMap<string, string>): Promise<void> {
    const linesLed = new Set(
      [...leaders].filter(([, leader]) => nodes.includes(leader)).map(([line]) => line),
    );
    const { inFlight, inFlightHot } = this.buyers;
    this.kills.push({ nodes, atMs: Date.now(), inFlight, inFlightHot, linesLed });
    await Promise.all(nodes.map((node) => this.cluster.end(node, 'SIGKILL')));
    say(
      `kill -9 ${nodes.join(' ')}: ${inFlight} purchases in flight; it led ${[...linesLed].join(', ') || 'no line of the sale'}`,
    );
  }

  async killLeaderOfHotLine(): Promise<string> {
    const hotLine = this.plan.runs[this.plan.hot]!.run.line;
    for (;;) {
      const leaders = await this.leaders();
      const leader = leaders.get(hotLine);
      if (leader !== undefined) {
        await this.kill([leader], leaders);
        return leader;
      }
      await sleep(50);
    }
  }

  async killLeaders(): Promise<void> {
    for (const part of [0.25, 0.5].slice(0, values.kills)) {
      await this.told(part);
      const node = await this.killLeaderOfHotLine();
      await sleep(3_000);
      this.cluster.start(node);
      say(`started ${node} again`);
      await this.cluster.ready([node]);
    }
  }

  async killAll(): Promise<void> {
    await this.told(0.4);
    const leaders = await this.leaders();
    while (this.buyers.inFlight === 0 && !this.buyers.ended) await sleep(1);
    await this.kill(
      this.cluster.nodes.map((node) => node.id),
      leaders,
    );
    if (this.powerCut) {
      for (const { id } of this.cluster.nodes) {
        const cut = cutPower(this.syncRecord, this.cluster.dataDirectory(id));
        say(
          `power cut on ${id}: ${cut.filesCut} of ${cut.files} files cut back, ${cut.bytesLost} bytes that were never synced are gone`,
        );
      }
    }
    this.cluster.startAll();
    await this.cluster.ready();
    say('all nodes are up again');
  }

  /** Runs a change of the hot line's group as an operator would, while it sells. */
  async change(...command: string[]): Promise<void> {
    const { inFlight, inFlightHot } = this.buyers;
    const startedMs = Date.now();
    await promisify(execFile)(process.execPath, [
      join(projectRoot, 'dist/src/cli/main.js'),
      'group',
      ...command,
      '--yes',
      '--cluster',
      this.cluster.seeds.join(','),
    ]);
    this.changes.push({ inFlight });
    say(
      `railkv group ${command.join(' ')}: in effect after ${Date.now() - startedMs} ms; ${inFlight} purchases in flight when it began, ${inFlightHot} of them for the hot train`,
    );
  }

  async hotGroup(): Promise<string> {
    const hotLine = this.plan.runs[this.plan.hot]!.run.line;
    const lines = await this.railkv.tickets.lines();
    return String(lines.find(({ line }) => line === hotLine)?.group ?? 0);
  }

  async changeQuorum(): Promise<void> {
    const group = await this.hotGroup();
    const before = values.ackQuorum;
    for (const [at, ackQuorum] of [values.nodes, 1, before].entries()) {
      await this.told(0.2 + at * 0.2);
      await this.change('set-ack-quorum', group, String(ackQuorum));
    }
  }

  /** Every copy of the hot line's group in turn, its leader's included, to a node that has none; and back for the last. */
  async move(): Promise<void> {
    const group = await this.hotGroup();
    const carriers = async (): Promise<string[]> => {
      const route = (await this.railkv.cluster.routes()).find((each) => String(each.group) === group);
      return (route?.replicas ?? []).map(({ nodeId }) => nodeId);
    };
    const movers = await carriers();
    if (movers.length >= this.cluster.nodes.length) throw new Error('a move needs more nodes than copies');
    for (const [at, from] of movers.entries()) {
      await this.told(0.1 + at * 0.1);
      const taken = await carriers();
      const to = this.cluster.nodes
        .map(({ id }) => id)
        .find((id) => !taken.includes(id) && !movers.includes(id));
      const target = to ?? movers.find((id) => !taken.includes(id));
      if (target === undefined) throw new Error('no node without a copy is left');
      await this.change('move-replica', group, '--from', from, '--to', target);
    }
  }

  /** The hot line's group is cut before the hot train, then the part behind it again, until each of its trains has a group. */
  async split(): Promise<void> {
    const { line } = this.plan.runs[this.plan.hot]!.run;
    const trains = [...new Set(this.plan.runs.map(({ run }) => (run.line === line ? run.train : '')))];
    const places = trains
      .filter((train) => train !== '')
      .sort()
      .slice(1);
    for (const [at, train] of places.entries()) {
      await this.told(((at + 1) * 0.7) / (places.length + 1));
      const key = trainKey(line, train);
      const routes = await this.railkv.cluster.routes({ keys: [key] }, { timeoutMs: 30_000 });
      const holder = routes.find(({ range }) => inRange(key, range.start, range.end));
      await this.change('split', String(holder?.group ?? 0), '--train', train);
    }
    say(this.cluster.railkv('group', 'list', '--cluster', this.cluster.seeds.join(',')).trimEnd());
  }

  /** @returns whether the audit, run by a process of its own, finds nothing. */
  audit(): boolean {
    const orders = JSON.stringify({
      seeds: this.cluster.seeds,
      ledgers: this.buyers.ledgers,
      lines: this.plan.lines.map((line) => line.line),
    });
    const run = spawnSync(process.execPath, [join(projectRoot, 'dist/test/cluster/sale/audit.js'), orders], {
      stdio: 'inherit',
    });
    return run.status === 0;
  }

  showPauses(): void {
    const facts = this.buyers.ledgers.flatMap(readLedger);
    for (const kill of this.kills) {
      say(`around the kill of ${kill.nodes.join(' ')}:`);
      for (const pause of pausesAround(facts, kill.atMs, kill.linesLed)) {
        say(`  ${pause.what}: no sale for ${pause.longestMs} ms at the longest`);
      }
    }
  }

  /** @returns whether the last disk alone holds every sale that was answered. */
  async loseDisks(): Promise<boolean> {
    await this.cluster.endAll('SIGKILL');
    const [survivor, ...lost] = this.cluster.nodes.map((node) => node.id);
    for (const node of lost) rmSync(this.cluster.dataDirectory(node), { recursive: true });
    say(`deleted the disks of ${lost.join(' and ')}; ${survivor} is all that is left`);
    say(this.cluster.railkv('store', 'audit', this.cluster.dataDirectory(survivor!)).trimEnd());
    const dump = execFileSync(
      process.execPath,
      [
        join(projectRoot, 'dist/src/cli/main.js'),
        'store',
        'dump',
        '-o',
        'json',
        this.cluster.dataDirectory(survivor!),
      ],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      },
    );
    const missing = auditDisk(dump, this.buyers.ledgers.flatMap(readLedger));
    say(
      missing.length === 0
        ? 'every answered sale is on it'
        : `MISSING on it: ${missing.slice(0, 20).join(', ')} (${missing.length} in all)`,
    );
    return missing.length === 0;
  }

  async run(): Promise<boolean> {
    await this.start();
    this.startBuyers();
    if (values.scenario === 'kill-leaders') await this.killLeaders();
    else if (values.scenario === 'kill-all' || this.powerCut) await this.killAll();
    else if (values.scenario === 'change-quorum') await this.changeQuorum();
    else if (values.scenario === 'move') await this.move();
    else await this.split();
    await this.buyers.finish();
    await sleep(3_000); // the last short holds fall due
    this.showPauses();
    let good = this.audit();
    if ([...this.kills, ...this.changes].some(({ inFlight }) => inFlight === 0)) {
      say(
        'FAILED: no purchase was in flight at a kill or a change, so it proved nothing; make the sale longer or larger',
      );
      good = false;
    }
    await this.railkv.close();
    if (good && values.loseDisks === true) good = await this.loseDisks();
    await this.cluster.endAll('SIGTERM');
    return good;
  }
}

const demo = new Demo();
try {
  const good = await demo.run();
  say(good ? 'demo: passed' : `demo: FAILED; everything is kept in ${demo.directory}`);
  process.exitCode = good ? 0 : 1;
  if (good && !values.keep) rmSync(demo.directory, { recursive: true });
} catch (error) {
  say(`demo: FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  say(`everything is kept in ${demo.directory}`);
  process.exitCode = 1;
} finally {
  demo.buyers?.kill();
  await demo.cluster?.endAll('SIGKILL');
}
