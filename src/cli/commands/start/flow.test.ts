import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/until.js';
import { type NodeStatus, RailkvError } from '../../../client/index.js';
import { markInitialising, pendingSample } from '../../data-directory.js';
import { EXIT } from '../../exit-codes.js';
import { coloursFor } from '../../output/colour.js';
import { CommandFailed } from '../../output/errors.js';
import { each, FakeTerminal, fakeClient } from '../../testing/fakes.js';
import { sampleCluster, sampleGroup, sampleNode, sampleOffer } from '../../testing/samples.js';
import { readClusterFile } from './cluster-file.js';
import { startCluster } from './flow.js';
import { FakeNodes, settle } from './testing/fake-nodes.js';

const YAML = `cluster: { name: test, replicas: 3, ackQuorum: 2 }
insecure: true
dataDirectory: data
nodes:
  - { id: n1, peer: '127.0.0.1:7101', client: '127.0.0.1:7201', http: '127.0.0.1:7301' }
  - { id: n2, peer: '127.0.0.1:7102', client: '127.0.0.1:7202', http: '127.0.0.1:7302' }
  - { id: n3, peer: '127.0.0.1:7103', client: '127.0.0.1:7203', http: '127.0.0.1:7303' }
`;

const statuses: Readonly<Record<string, NodeStatus>> = {
  n1: sampleNode('n1', [sampleGroup(0, 1, 1), sampleGroup(1, 1, 1), sampleGroup(2, 1, 3)]),
  n2: sampleNode('n2', [sampleGroup(0, 2, 1), sampleGroup(1, 2, 1), sampleGroup(2, 2, 3)]),
  n3: sampleNode('n3', [sampleGroup(0, 3, 1), sampleGroup(1, 3, 1), sampleGroup(2, 3, 3)]),
};

class Machine {
  readonly terminal = new FakeTerminal();
  readonly nodes = new FakeNodes();
  readonly done: string[] = [];
  silent = new Set<string>();
  publishFails = false;
  portsFail = false;
  time = 0;
  readonly folder = mkdtempSync(join(tmpdir(), 'railkv-start-'));
  readonly data = join(this.folder, 'data');
  readonly config = join(this.folder, 'cluster.yaml');
  stop: () => void = () => {};
  readonly #asked = new Promise<string>((resolve) => {
    this.stop = () => {
      this.#isAsked = true;
      resolve('SIGTERM');
    };
  });
  #isAsked = false;

  constructor(...present: string[]) {
    writeFileSync(this.config, YAML);
    for (const id of present) {
      mkdirSync(join(this.data, id), { recursive: true });
      writeFileSync(join(this.data, id, 'identity'), 'x');
    }
  }

  client() {
    return fakeClient({
      cluster: {
        describe: () => Promise.resolve(sampleCluster),
        nodeStatus: (node) =>
          this.silent.has(node)
            ? Promise.reject(new RailkvError('UNREACHABLE', 'refused'))
            : Promise.resolve(statuses[node]!),
      },
      tickets: {
        lines: () => Promise.resolve([{ line: 'jinghu', name: '京沪高速线', group: 2 }]),
        runs: () =>
          each([
            {
              run: sampleOffer().run,
              fromName: '北京南',
              toName: '上海虹桥',
              departureMs: 0,
              arrivalMs: 0,
              stops: 5,
            },
          ]),
        search: () => Promise.resolve({ offers: [sampleOffer()], unanswered: [], ageMs: 0 }),
      },
    });
  }

  start(over: { readonly sample?: boolean; readonly restart?: boolean } = {}) {
    return startCluster(
      {
        file: readClusterFile(this.config),
        restart: over.restart ?? false,
        sample: over.sample ?? true,
        patienceMs: 5_000,
      },
      {
        terminal: this.terminal,
        colours: coloursFor(false, {}),
        version: '0.0.0',
        today: '2026-11-22',
        command: 'railkv',
        prelude: [],
        spawn: this.nodes.spawn,
        checkPorts: (addresses) => {
          this.done.push(`ports ${addresses.length}`);
          return this.portsFail
            ? Promise.reject(new CommandFailed('PORT_IN_USE', 'taken'))
            : Promise.resolve();
        },
        createNodes: (_file, beforeLast) => {
          this.done.push('create');
          mkdirSync(this.data, { recursive: true });
          beforeLast();
          return Promise.resolve('test-1');
        },
        connect: () => Promise.resolve(this.client()),
        publishSample: (_client, firstDate) => {
          this.done.push(`publish from ${firstDate}`);
          return this.publishFails
            ? Promise.reject(new CommandFailed('NO_LEADER', 'no leader'))
            : Promise.resolve('sample timetable published');
        },
        nowMs: () => this.time,
        wait: (ms) => {
          this.time += ms;
          return settle();
        },
        signals: { asked: this.#asked, insisted: new Promise(() => {}), isAsked: () => this.#isAsked },
      },
    );
  }

  shows(text: string): Promise<void> {
    const { terminal } = this;
    return until(
      () => terminal.stdout.includes(text),
      () => ({ text, stdout: terminal.stdout, stderr: terminal.stderr }),
    );
  }

  /** Runs until the screen is there, then stops. */
  async startAndStop(over: Parameters<Machine['start']>[0] = {}) {
    const code = this.start(over);
    await this.shows('\nready:');
    this.stop();
    return await code;
  }
}

describe('start', () => {
  it('initialises a new cluster, publishes the sample, shows one screen and stops all nodes', async () => {
    const machine = new Machine();
    expect(await machine.startAndStop()).toBe(EXIT.ok);
    expect(machine.done).toEqual(['ports 9', 'create', 'publish from 2026-11-23']);
    expect(machine.nodes.spawned).toEqual(['n1', 'n2', 'n3']);
    expect(machine.nodes.signals).toEqual(['n1 SIGTERM', 'n2 SIGTERM', 'n3 SIGTERM']);
    const screen = machine.terminal.stdout.split('stopping')[0]!.trimEnd();
    expect(screen.split('\n').at(-1)).toMatch(/^ready: 3 nodes, 3 groups with leaders/);
    expect(screen).toContain(machine.data);
    expect(screen).toContain('railkv query --from 北京南 --to 上海虹桥 --date 2026-11-23');
    expect(screen).toContain('railkv buy --train G1 ');
    expect(screen).toContain('railkv status');
  });

  it('finds a cluster as it was: nothing is made or published again', async () => {
    const machine = new Machine('n1', 'n2', 'n3');
    await machine.startAndStop();
    expect(machine.done).toEqual(['ports 9']);
  });

  it('refuses when only some nodes have a directory, and starts nothing', async () => {
    const machine = new Machine('n1', 'n3');
    await expect(machine.start()).rejects.toMatchObject({ reason: 'NODE_DIRECTORY_MISSING' });
    expect(machine.done).toEqual([]);
    expect(machine.nodes.spawned).toEqual([]);
  });

  it('makes the nodes anew when an earlier init was cut short', async () => {
    const machine = new Machine('n1');
    markInitialising(machine.data);
    await machine.startAndStop();
    expect(machine.done).toContain('create');
  });

  it('makes nothing while a port is taken', async () => {
    const machine = new Machine();
    machine.portsFail = true;
    await expect(machine.start()).rejects.toMatchObject({ reason: 'PORT_IN_USE' });
    expect(existsSync(machine.data)).toBe(false);
    expect(machine.nodes.spawned).toEqual([]);
  });

  it('goes on with a sample timetable that was cut short, as the same dates', async () => {
    const machine = new Machine();
    machine.publishFails = true;
    await machine.startAndStop();
    expect(machine.terminal.stderr).toContain('no leader');
    expect(pendingSample(machine.data)).toBe('2026-11-23');
  });

  it('publishes no sample when told so', async () => {
    const machine = new Machine();
    await machine.startAndStop({ sample: false });
    expect(machine.done).toEqual(['ports 9', 'create']);
    expect(pendingSample(machine.data)).toBeUndefined();
  });

  it('ends when a node dies on the first start, with all others stopped', async () => {
    const machine = new Machine();
    machine.silent.add('n2');
    const refused = expect(machine.start()).rejects.toMatchObject({
      reason: 'NOT_READY',
      message: expect.stringContaining('n2 ended') as string,
    });
    await settle();
    await machine.nodes.die('n2', { code: 1, signal: null });
    await refused;
    expect(machine.nodes.signals).toEqual(['n1 SIGTERM', 'n3 SIGTERM']);
    expect(machine.terminal.stderr).toContain('n2 ended with code 1');
  });

  it('serves without a node that dies later, and says how to start it by hand', async () => {
    const machine = new Machine('n1', 'n2', 'n3');
    machine.silent.add('n2');
    const code = machine.start();
    await settle();
    await machine.nodes.die('n2', { code: null, signal: 'SIGKILL' });
    await machine.shows('\nready: 2 nodes');
    expect(machine.terminal.stderr).toContain('n2 was ended by SIGKILL');
    expect(machine.terminal.stderr).toContain(`railkv serve --config ${machine.config} --node n2`);
    machine.stop();
    expect(await code).toBe(EXIT.ok);
  });

  it('never says to start a node again that was taken out of the cluster', async () => {
    const machine = new Machine('n1', 'n2', 'n3');
    machine.silent.add('n2');
    const code = machine.start();
    await settle();
    await machine.nodes.die('n2', { code: EXIT.removed, signal: null });
    await machine.shows('\nready: 2 nodes');
    expect(machine.terminal.stderr).toContain('it was taken out of the cluster for good');
    expect(machine.terminal.stderr).not.toContain('start it again');
    machine.stop();
    await code;
  });

  it('gives up when the cluster does not come up in time', async () => {
    const machine = new Machine('n1', 'n2', 'n3');
    machine.silent.add('n1');
    await expect(machine.start()).rejects.toMatchObject({ reason: 'NOT_READY' });
    expect(machine.nodes.signals).toHaveLength(3);
  });

  it('stops cleanly when it is told to while it waits', async () => {
    const machine = new Machine('n1', 'n2', 'n3');
    machine.silent.add('n1');
    const code = machine.start();
    await settle();
    machine.stop();
    expect(await code).toBe(EXIT.ok);
  });
});
