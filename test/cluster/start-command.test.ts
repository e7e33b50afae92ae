/** `railkv start` as a new user meets it: in a folder of its own, from the first screen to the second start. */
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { railkv, type Said, type Watched } from './faults/command-line.js';
import { freePorts } from './node-processes.js';
import './faults/patience.js';

let directory: string;
let ports: readonly number[];
const started: Watched[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'railkv-start-'));
  ports = await freePorts(9);
  const node = (at: number): string =>
    `  - { id: n${at + 1}, peer: 127.0.0.1:${ports[at * 3]}, client: 127.0.0.1:${ports[at * 3 + 1]}, http: 127.0.0.1:${ports[at * 3 + 2]} }`;
  writeFileSync(
    join(directory, 'cluster.yaml'),
    [
      'cluster: { name: mine }',
      'insecure: true',
      'dataDirectory: data',
      'nodes:',
      node(0),
      node(1),
      node(2),
      '',
    ].join('\n'),
  );
});
afterEach(async () => {
  for (const each of started) {
    if (!each.isOver) each.child.kill('SIGKILL'); // its nodes notice and stop
    await each.ended;
  }
  started.length = 0;
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

function start(): Watched {
  const process = railkv(['start'], { cwd: directory });
  started.push(process);
  return process;
}

const run = (...args: string[]): Promise<Said> => railkv([...args, '--as', 'me'], { cwd: directory }).ended;

describe('railkv start', () => {
  it('shows its screen, sells, stops at Ctrl-C, and has the ticket when it starts again', async () => {
    const first = start();
    await first.printed(/^ready: 3 nodes, \d+ groups with leaders in \S+ s; Ctrl-C stops all\n$/m);
    expect(first.err).toMatch(/^(sample timetable: \d+ of \d+\n)*$/);
    expect(first.out).toMatch(/^initialising cluster mine: n1, n2, n3$/m);
    expect(first.out).toMatch(/sample timetable published: \d+ runs on \d+ lines/);
    expect(first.out).toMatch(new RegExp(`n2 +127\\.0\\.0\\.1:${ports[4]} `));
    expect(first.out.trimEnd().split('\n').at(-1)).toMatch(/^ready: /);

    // What the screen proposes works as it stands.
    const proposed = /(?:railkv|main\.js) (buy --train .*)$/m.exec(first.out)?.[1]?.split(' ') ?? [];
    const bought = await run(...proposed);
    expect(bought).toMatchObject({ code: 0, err: '' });
    expect(bought.out).toMatch(/^sold {2}G\d+ /);
    const reference = /^order (\S+)$/m.exec(bought.out)?.[1] ?? '';

    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/stopping all nodes\nstopped\n$/);

    const second = start();
    await second.printed(/^ready: /m);
    expect(second.out).not.toMatch(/initialising|published/);
    const found = await run('order', reference);
    expect(found).toMatchObject({ code: 0 });
    expect(found.out).toContain(reference);
    expect(found.out).toMatch(/sold/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0 });

    // A cluster that is not whole is left alone.
    renameSync(join(directory, 'data/n2'), join(directory, 'n2-elsewhere'));
    const third = await start().ended;
    expect(third).toMatchObject({ code: 1, out: '' });
    expect(third.err).toBe(
      [
        'error: n2 has no directory, but n1, n3 have. A node that comes back empty has forgotten its votes and the sales it acknowledged, ' +
          'so nothing was started or made anew. (NODE_DIRECTORY_MISSING)',
        ' next: choose one of these',
        `  - it was moved: move it back to ${join(directory, 'data/n2')}, or set dataDirectory in the cluster file`,
        '  - it is lost: serve with the nodes that are left, each by hand: railkv serve --node n1',
        '    (lines whose majority is among them sell on), and keep the directories of all nodes',
        `  - nothing here is worth keeping: remove ${join(directory, 'data/n1')}, ${join(directory, 'data/n3')} and start again; every sale is then gone`,
        '',
      ].join('\n'),
    );
    expect(existsSync(join(directory, 'data/n2'))).toBe(false);
  });

  it('refuses a port in use before it makes anything, and names the port and who has it', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(ports[4], '127.0.0.1', resolve));
    const said = await start().ended;
    await new Promise((resolve) => blocker.close(resolve));
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toMatch(
      new RegExp(
        `^error: port ${ports[4]}, the client address of n2, is in use( by process ${process.pid} .*)? \\(PORT_IN_USE\\)\n next: .*cluster file\n$`,
      ),
    );
    expect(existsSync(join(directory, 'data'))).toBe(false);
  });
});
