/** What `start` does, in order: look, refuse or initialise, start the nodes, wait, publish the sample, show the screen, stay,
 *  stop. Everything that touches the machine is handed in. */
import type { RailkvClient } from '../../../client/index.js';
import { parseAddress } from '../../../server/config/address.js';
import {
  initialisationUnfinished,
  markSamplePending,
  pendingSample,
  unmarkSamplePending,
} from '../../data-directory.js';
import { addDays } from '../../dates.js';
import { EXIT, type ExitCode } from '../../exit-codes.js';
import type { Colours } from '../../output/colour.js';
import { CommandFailed, complaintOf, renderComplaint } from '../../output/errors.js';
import { problemsOf } from '../../status/problems.js';
import type { Terminal } from '../../terminal.js';
import type { ClusterFile } from './cluster-file.js';
import { lastLogLine } from './last-log-line.js';
import { inspectDirectories } from './node-directories.js';
import { describeExit, type Spawner } from './node-process.js';
import type { Address } from './ports.js';
import { type Readiness, waitUntilReady } from './readiness.js';
import { renderScreen } from './screen.js';
import type { StopSignals } from './signals.js';
import { suggestCommands } from './suggestions.js';
import { type Death, Supervisor } from './supervisor.js';

export interface StartOptions {
  readonly file: ClusterFile;
  readonly restart: boolean;
  readonly sample: boolean;
  readonly patienceMs: number;
}

export interface StartMachine {
  readonly terminal: Terminal;
  readonly colours: Colours;
  readonly version: string;
  readonly today: string;
  /** How the command is called here, such as `npx railkv`. */
  readonly command: string;
  /** To be typed before other commands. */
  readonly prelude: readonly string[];
  readonly spawn: Spawner;
  readonly checkPorts: (addresses: readonly Address[]) => Promise<void>;
  readonly createNodes: (file: ClusterFile, beforeLast: () => void) => Promise<string>;
  readonly connect: (seeds: readonly string[]) => Promise<RailkvClient>;
  /** @returns what the publication came to, in a line. */
  readonly publishSample: (client: RailkvClient, firstDate: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly signals: Omit<StopSignals, 'release'>;
}

const STOP_PATIENCE_MS = 30_000;

/** @throws CommandFailed when the cluster was not started, with all nodes stopped */
export async function startCluster(options: StartOptions, machine: StartMachine): Promise<ExitCode> {
  return await new Start(options, machine).run();
}

class Start {
  readonly #options: StartOptions;
  readonly #machine: StartMachine;
  readonly #supervisor: Supervisor;
  readonly #deaths: Death[] = [];
  #isFirst = false;

  constructor(options: StartOptions, machine: StartMachine) {
    this.#options = options;
    this.#machine = machine;
    const { config, places, path } = options.file;
    this.#supervisor = new Supervisor({
      nodes: config.nodes.map(({ id }) => ({ id, config: path, log: places.logOf(id) })),
      spawn: machine.spawn,
      restart: options.restart,
      wait: machine.wait,
      onDeath: (death) => this.#died(death),
      onRestart: (id, pid) => this.#say(`${id} is started again, as process ${pid ?? '?'}\n`),
    });
  }

  async run(): Promise<ExitCode> {
    const startedMs = this.#machine.nowMs();
    await this.#prepare();
    this.#supervisor.start();
    try {
      const readiness = await this.#waitUntilReady();
      if (readiness.kind === 'not-ready') {
        if (this.#machine.signals.isAsked()) return await this.#stop();
        throw this.#notReady(readiness.missing);
      }
      await this.#present(readiness, startedMs);
    } catch (error) {
      await this.#supervisor.stop(STOP_PATIENCE_MS);
      throw error;
    }
    await this.#machine.signals.asked;
    return await this.#stop();
  }

  /** Refuses what must not be started; makes the directories of a cluster that is wholly new. */
  async #prepare(): Promise<void> {
    const { file, sample } = this.#options;
    const { config, places } = file;
    const found = initialisationUnfinished(places.data)
      ? 'new'
      : inspectDirectories(config.nodes.map(({ id }) => ({ id, directory: places.directoryOf(id) })));
    await this.#machine.checkPorts(config.nodes.flatMap(addressesOf));
    this.#isFirst = found === 'new';
    if (!this.#isFirst) return;
    this.#say(
      `initialising cluster ${config.cluster.name}: ${config.nodes.map(({ id }) => id).join(', ')}\n`,
    );
    await this.#machine.createNodes(file, () => {
      if (sample) markSamplePending(places.data, addDays(this.#machine.today, 1));
    });
  }

  #waitUntilReady(): Promise<Readiness> {
    const { file, patienceMs } = this.#options;
    const { connect, nowMs, wait, signals } = this.#machine;
    let said = '';
    return waitUntilReady({
      connect: () => connect(file.config.nodes.map(({ client }) => client)),
      running: () => new Set(this.#supervisor.running().map(({ id }) => id)),
      onWaiting: (what) => {
        const saidAgainAfterMs = 5_000;
        if (what === said || nowMs() - this.#quietSinceMs < saidAgainAfterMs) return;
        said = what;
        this.#quietSinceMs = nowMs();
        this.#say(`${what}\n`);
      },
      nowMs,
      wait,
      patienceMs,
      given: () => {
        if (signals.isAsked()) return 'it was stopped';
        return this.#hopeless();
      },
    });
  }

  #quietSinceMs = 0;

  /** Waiting on is of no use: a new cluster begins whole, and a cluster without nodes serves nobody. */
  #hopeless(): string | undefined {
    const dead = this.#deaths.filter((death) => !death.willRestart).map((death) => death.node.id);
    if (dead.length === 0) return undefined;
    if (this.#isFirst) return `${dead.join(', ')} ended on the first start`;
    return this.#supervisor.running().length === 0 ? 'all nodes have ended' : undefined;
  }

  #notReady(missing: string): CommandFailed {
    const [death] = this.#deaths;
    const log = death === undefined ? this.#options.file.places.logs : death.node.log;
    return new CommandFailed('NOT_READY', `the cluster did not come up: ${missing}`, {
      exitCode: EXIT.unavailable,
      next: `read ${log}; all nodes are stopped again, and their data is kept`,
    });
  }

  async #present(readiness: Extract<Readiness, { kind: 'ready' }>, startedMs: number): Promise<void> {
    const { client } = readiness;
    const { terminal, colours, version, today, command, prelude, nowMs } = this.#machine;
    const { config, places } = this.#options.file;
    try {
      const { picture, published } = await this.#withSample(readiness);
      const lines = await client.tickets.lines();
      terminal.out(
        renderScreen(
          {
            version,
            picture,
            problems: problemsOf(picture),
            nodes: config.nodes,
            pids: new Map(this.#supervisor.running().map(({ id, pid }) => [id, pid])),
            lines: lines.map(({ line }) => line),
            data: places.data,
            logs: places.logs,
            published,
            tryNext: [
              ...prelude,
              ...(await suggestCommands(
                client,
                lines,
                [addDays(today, 1), addDays(today, 2), addDays(today, 7)],
                command,
              )),
            ],
            elapsedMs: nowMs() - startedMs,
          },
          colours,
        ),
      );
    } finally {
      await client.close();
    }
  }

  /** Publishes the sample timetable when a first start left that to do; groups made for it get their leaders first. */
  async #withSample(
    ready: Extract<Readiness, { kind: 'ready' }>,
  ): Promise<{ picture: typeof ready.picture; published: string | undefined }> {
    const { data } = this.#options.file.places;
    const firstDate = pendingSample(data);
    if (firstDate === undefined) return { picture: ready.picture, published: undefined };
    let published: string;
    try {
      published = await this.#machine.publishSample(ready.client, firstDate);
      unmarkSamplePending(data);
    } catch (error) {
      this.#warn(renderComplaint(complaintOf(error, true), this.#machine.colours));
      return { picture: ready.picture, published: undefined };
    }
    const again = await this.#waitUntilReady();
    if (again.kind === 'not-ready') return { picture: ready.picture, published };
    await again.client.close();
    return { picture: again.picture, published };
  }

  #died(death: Death): void {
    this.#deaths.push(death);
    const { node, exit, willRestart } = death;
    const { colours } = this.#machine;
    const last = lastLogLine(node.log);
    this.#warn(
      [
        `${colours.red(`${node.id} ${describeExit(exit)}`)}; the other nodes go on\n`,
        last === undefined ? '' : `  its last log line: ${last}\n`,
        `  its log: ${node.log}\n`,
        willRestart ? '' : `  ${colours.cyan('next:')} ${this.#afterDeath(death)}\n`,
      ].join(''),
    );
  }

  #afterDeath({ node, exit }: Death): string {
    const { config } = this.#options.file;
    return exit.code === EXIT.removed
      ? `it was taken out of the cluster for good: take ${node.id} out of ${config.file} too, and delete its directory`
      : `start it again by hand: ${this.#machine.command} serve --config ${config.file} --node ${node.id}`;
  }

  async #stop(): Promise<ExitCode> {
    this.#say('stopping all nodes\n');
    void this.#machine.signals.insisted.then(() => this.#supervisor.kill());
    const outcome = await this.#supervisor.stop(STOP_PATIENCE_MS);
    this.#say(
      outcome === 'stopped'
        ? 'stopped\n'
        : 'stopped; some nodes had to be killed, which loses nothing acknowledged\n',
    );
    return EXIT.ok;
  }

  #say(text: string): void {
    this.#machine.terminal.out(text);
  }

  #warn(text: string): void {
    this.#machine.terminal.err(text);
  }
}

function addressesOf(node: {
  readonly id: string;
  readonly peer: string;
  readonly client: string;
  readonly http: string;
}): Address[] {
  return (['peer', 'client', 'http'] as const).flatMap((use) => {
    const address = parseAddress(node[use]);
    return address === undefined || address.port === 0 ? [] : [{ node: node.id, use, ...address }];
  });
}
