/** `railkv start --secure` as a new user meets it: certificates made, a ready line, who is let in, and whose order it is. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { railkv, type Said, type Watched } from './faults/command-line.js';
import { freePorts } from './node-processes.js';
import './faults/patience.js';

let directory: string;
let seed: string;
let started: Watched | undefined;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'railkv-secure-'));
  const ports = await freePorts(9);
  const at = (node: number, port: number): string => `127.0.0.1:${ports[node * 3 + port]}`;
  seed = at(0, 1);
  writeFileSync(
    join(directory, 'cluster.yaml'),
    [
      'cluster: { name: mine }',
      'insecure: true',
      'dataDirectory: data',
      'nodes:',
      ...[0, 1, 2].map(
        (node) =>
          `  - { id: n${node + 1}, peer: ${at(node, 0)}, client: ${at(node, 1)}, http: ${at(node, 2)} }`,
      ),
      '',
    ].join('\n'),
  );
});
afterEach(async () => {
  if (started !== undefined && !started.isOver) started.child.kill('SIGKILL'); // its nodes notice and stop
  await started?.ended;
  started = undefined;
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const run = (...args: string[]): Promise<Said> => railkv(args, { cwd: directory }).ended;
const as = (role: string): string[] => ['--config', 'secure.yaml', '--cert', `certs/${role}.crt`];
const TRIP = ['--from', '北京南', '--to', '上海虹桥', '--date', '+2d'];

describe('railkv start --secure', () => {
  it('makes certificates, lets in who shows one of its own, and sells in the name of a buyer', async () => {
    started = railkv(['start', '--secure'], { cwd: directory });
    await started.printed(/^ready: 3 nodes, \d+ groups with leaders in \S+ s; Ctrl-C stops all\n$/m);
    for (const file of ['peer-ca.crt', 'client-ca.crt', 'n3.peer.crt', 'n1.client.crt', 'seller.crt'])
      expect(existsSync(join(directory, 'certs', file)), file).toBe(true);
    expect(statSync(join(directory, 'certs/operator.key')).mode & 0o077).toBe(0);

    const found = await run('query', ...TRIP, ...as('buyer'), '-o', 'json');
    expect(found).toMatchObject({ code: 0, err: '' });
    const { offers } = JSON.parse(found.out) as { offers: { train: string }[] };
    const train = offers[0]?.train ?? '';

    // Nobody else gets in: without a certificate, without TLS, with that of another cluster.
    expect(await run('query', ...TRIP, '--config', 'secure.yaml')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/\(UNAUTHENTICATED\)\n next: say who you are: --cert FILE/) as string,
    });
    expect(await run('query', ...TRIP, '--cluster', seed)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/\(TLS_REQUIRED\)\n next: name the CA of the cluster: --ca FILE/) as string,
    });
    expect(await run('cert', 'ca', '--dir', 'others', '--cluster-name', 'mine')).toMatchObject({ code: 0 });
    expect(await run('cert', 'client', 'eve', '--role', 'operator', '--dir', 'others')).toMatchObject({
      code: 0,
    });
    const eve = await run('status', '--config', 'secure.yaml', '--cert', 'others/eve.crt');
    expect(eve).toMatchObject({ code: 1, out: '' });
    expect(eve.err).toMatch(/\(UNAUTHENTICATED\)/);

    // A seller's sale is the buyer's; a buyer sells for nobody.
    const trip = ['--train', train, ...TRIP, '--class', 'second'];
    const sold = await run('buy', ...trip, '--passenger', 'P1', ...as('seller'), '--buyer', 'buyer');
    expect(sold).toMatchObject({ code: 0, err: '' });
    const reference = /^order (\S+)$/m.exec(sold.out)?.[1] ?? '';
    expect(sold.out).toContain(`next: railkv refund ${reference} --buyer buyer\n`);
    expect(await run('order', reference, ...as('buyer'))).toMatchObject({ code: 0 });
    const own = await run('order', reference, ...as('seller'));
    expect(own.err).toMatch(/\(ORDER_NOT_FOUND\)/);
    const posing = await run('refund', reference, ...as('buyer'), '--buyer', 'somebody');
    expect(posing).toMatchObject({ code: 1, out: '' });
    expect(posing.err).toMatch(
      /a buyer may not act for others, only seller, operator may.*\(PERMISSION_DENIED\)/,
    );
    expect(await run('refund', reference, ...as('seller'), '--buyer', 'buyer')).toMatchObject({ code: 0 });

    const status = await run('status', ...as('operator'));
    expect(status).toMatchObject({ code: 0, err: '' });
    expect(status.out).toMatch(/ CERTIFICATE /);
    expect(status.out).toMatch(/^n1 .* 36[45] days /m);

    started.child.kill('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0 });
  });
});
