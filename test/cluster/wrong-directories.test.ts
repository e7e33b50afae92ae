/** A node that is given what is not its own: refused before it says a word to anybody. No node runs at the end of it. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDENTITY_FILE } from '../../src/store/identity.js';
import { LevelDisk } from '../../src/store/level/level-disk.js';
import { SlotFile } from '../../src/store/slot-file.js';
import { railkv, type Said } from './faults/command-line.js';
import './faults/patience.js';
import { NodeProcesses } from './node-processes.js';

const parent = mkdtempSync(join(tmpdir(), 'railkv-wrong-'));
const make = (name: string): Promise<NodeProcesses> =>
  NodeProcesses.create({ directory: join(parent, name), nodes: 3, replicas: 3, ackQuorum: 2 });
let cluster: NodeProcesses;
let aside: string;

beforeAll(async () => {
  cluster = await make('mine');
  aside = join(parent, 'aside');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const serve = (node: string, config = cluster.configPath): Promise<Said> =>
  railkv(['serve', '--config', config, '--node', node], { cwd: parent, env: { UV_THREADPOOL_SIZE: '16' } })
    .ended;

/** Runs with another directory where that of n1 belongs, and puts it back. */
async function served(directory: string): Promise<Said> {
  const own = cluster.dataDirectory('n1');
  renameSync(own, aside);
  cpSync(directory, own, { recursive: true });
  const said = await serve('n1');
  rmSync(own, { recursive: true });
  renameSync(aside, own);
  return said;
}

describe('a node refuses', () => {
  it('the directory of another node', async () => {
    const said = await served(cluster.dataDirectory('n2'));
    expect(said).toMatchObject({ code: 1 });
    expect(said.err).toMatch(
      /^error: this directory belongs to node n2, not n1: check the data directory in the configuration \(WRONG_NODE\)$/m,
    );
  });

  it('the directory of another cluster', async () => {
    const other = await make('other');
    const said = await served(other.dataDirectory('n1'));
    expect(said).toMatchObject({ code: 1 });
    expect(said.err).toMatch(
      /^error: .*data\/n1 belongs to cluster test-\w+, but .*data\/n2 to test-\w+ \(WRONG_CLUSTER\)\n next: /m,
    );
  });

  it('the directory of a newer railkv', async () => {
    const newer = join(parent, 'newer');
    cpSync(cluster.dataDirectory('n1'), newer, { recursive: true });
    const file = await SlotFile.open(new LevelDisk(newer), IDENTITY_FILE);
    const identity = JSON.parse(Buffer.from(file.payload).toString('utf8')) as Record<string, unknown>;
    await file.write(Buffer.from(JSON.stringify({ ...identity, format: 99 })));
    await file.close();
    const said = await served(newer);
    expect(said).toMatchObject({ code: 1 });
    expect(said.err).toMatch(
      /^error: this directory has format 99, this binary knows \d+: run the newer binary again \(NEWER_FORMAT\)$/m,
    );
  });

  it('a cluster file with keys that are unknown or missing, with all of them and their places', async () => {
    const text = readFileSync(cluster.configPath, 'utf8');
    const wrong = join(parent, 'wrong.yaml');
    writeFileSync(
      wrong,
      text.replace('ackQuorum:', 'ackQourum:').replace(/http: '[^']*', zone: a/, 'zone: a'),
    );
    const said = await serve('n1', wrong);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toMatch(
      /wrong\.yaml:4:3 cluster\.ackQourum: is not a key that railkv knows: correct or remove it/,
    );
    expect(said.err).toMatch(/wrong\.yaml:\d+:\d+ nodes\.0\.http: is missing: it must be host:port/);
  });

  it('to be a node that the file does not list', async () => {
    const said = await serve('n7');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toMatch(/lists no node 'n7' \(USAGE\)\n next: name one of n1, n2, n3/);
  });
});
