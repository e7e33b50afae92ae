import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { runWith } from '../testing/fakes.js';

const folder = mkdtempSync(join(tmpdir(), 'railkv-store-'));
const config = join(folder, 'cluster.yaml');
const directory = (id: string) => join(folder, 'data', id);

beforeAll(() => {
  writeFileSync(
    config,
    `cluster: { name: test, replicas: 3 }
insecure: true
dataDirectory: data
nodes:
  - { id: n1, peer: '127.0.0.1:7101', client: '127.0.0.1:7201', http: '127.0.0.1:7301' }
  - { id: n2, peer: '127.0.0.1:7102', client: '127.0.0.1:7202', http: '127.0.0.1:7302' }
  - { id: n3, peer: '127.0.0.1:7103', client: '127.0.0.1:7203', http: '127.0.0.1:7303' }
`,
  );
});

describe('init, then store', () => {
  it('makes a directory for each node, once', async () => {
    const made = await runWith(['init', '--config', config, '-o', 'json']);
    expect(made.code).toBe(EXIT.ok);
    expect(JSON.parse(made.stdout)).toMatchObject({
      clusterId: expect.stringMatching(/^test-[0-9a-f]{8}$/) as string,
      directories: [{ node: 'n1', directory: directory('n1') }, { node: 'n2' }, { node: 'n3' }],
    });
    expect(await runWith(['init', '--config', config])).toMatchObject({ code: EXIT.refused });
  });

  it('audits them, and finds that their replicas agree', async () => {
    const ran = await runWith([
      'store',
      'audit',
      directory('n1'),
      directory('n2'),
      directory('n3'),
      '-o',
      'json',
    ]);
    expect(ran.code).toBe(EXIT.ok);
    expect(JSON.parse(ran.stdout)).toMatchObject({ problems: 0, nodes: [{}, {}, {}], disagreements: [] });
  });

  it.each(['audit', 'dump'])('%s says of what is no directory of a node what to name', async (command) => {
    const nothing = await runWith(['store', command, join(folder, 'nothing')]);
    expect(nothing).toMatchObject({ code: EXIT.refused });
    expect(nothing.stderr).toContain('is no directory of a node: there is no such file (NOT_FOUND)');
    expect(nothing.stderr).toContain('next: name a node');
    const file = await runWith(['store', command, config]);
    expect(file.stderr).toContain('is no directory of a node: part of the path is no folder');
  });

  it('dumps them, an object a line', async () => {
    const ran = await runWith(['store', 'dump', directory('n1'), '-o', 'json']);
    expect(ran.code).toBe(EXIT.ok);
    const rows = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { table: string; whole: boolean });
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ whole }) => whole)).toBe(true);
    expect((await runWith(['store', 'dump', directory('n1'), '--log'])).stdout).toContain('log head head');
  });

  it('names what to do where there is no store', async () => {
    const ran = await runWith(['store', 'audit', join(folder, 'nowhere')]);
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain("a node's own directory");
  });

  it('refuses a cluster file with every complaint and its place', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'cluster: { name: test, replcas: 3 }\ninsecure: false\n');
    const ran = await runWith(['init', '--config', broken]);
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('broken.yaml:1:');
    expect(ran.stderr).toContain('broken.yaml:2:');
  });

  it('serves only a node that the file lists', async () => {
    const ran = await runWith(['serve', '--config', config, '--node', 'n9']);
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('n1, n2, n3');
  });
});
