import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { principalOfNames } from '../../../proto/principal.js';
import { EXIT } from '../../exit-codes.js';
import { FakeTerminal, type Ran, runWith } from '../../testing/fakes.js';

const dir = mkdtempSync(join(tmpdir(), 'railkv-cert-'));
afterAll(() => rmSync(dir, { recursive: true }));

const at = (name: string): string => join(dir, name);
const cert = (name: string): X509Certificate => new X509Certificate(readFileSync(at(name)));

async function run(...args: string[]): Promise<Ran> {
  const terminal = new FakeTerminal();
  terminal.time = Date.now();
  return await runWith(['cert', ...args], {}, terminal);
}

describe('railkv cert', () => {
  it('makes two authorities and a key for tokens, secrets for their owner alone', async () => {
    const ran = await run('ca', '--cluster-name', 'main', '--dir', dir);
    expect(ran.stdout).toMatch(/peer-ca\.crt {2}SHA-256 ([0-9A-F]{2}:){31}/);
    expect(ran.stdout).toContain('next: make each node its certificates');
    for (const name of ['peer-ca', 'client-ca']) {
      expect(cert(`${name}.crt`).ca).toBe(true);
      expect(statSync(at(`${name}.key`)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(at('token.key')).mode & 0o777).toBe(0o600);
    expect(cert('peer-ca.crt').fingerprint256).not.toBe(cert('client-ca.crt').fingerprint256);
  });

  it('never overwrites a file without --force, and then writes none of the others', async () => {
    const before = readFileSync(at('token.key'), 'utf8');
    const ran = await run('ca', '--cluster-name', 'main', '--dir', dir);
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toMatch(/there is .*peer-ca\.key already, and nothing was written/);
    expect(readFileSync(at('token.key'), 'utf8')).toBe(before);
  });

  it('makes a node two certificates that name it, each signed by its own authority', async () => {
    await run('node', 'n1', '--host', '10.0.0.1', 'n1.example', '2001:db8::7', '--dir', dir);
    const peer = cert('n1.peer.crt');
    const client = cert('n1.client.crt');
    expect(principalOfNames(peer.subjectAltName)).toEqual({ kind: 'node', cluster: 'main', node: 'n1' });
    expect(peer.checkIssued(cert('peer-ca.crt')) && peer.verify(cert('peer-ca.crt').publicKey)).toBe(true);
    expect(client.verify(cert('client-ca.crt').publicKey)).toBe(true);
    expect(peer.verify(cert('client-ca.crt').publicKey)).toBe(false);
    expect(client.checkIP('10.0.0.1')).toBe('10.0.0.1');
    expect(client.checkHost('n1.example')).toBe('n1.example');
    expect(client.subjectAltName).toContain('IP Address:2001:DB8:0:0:0:0:0:7');
  });

  it('makes a caller a certificate with its role, which openssl takes for a client and for nothing else', async () => {
    await run('client', 'alice', '--role', 'buyer', '--dir', dir);
    expect(principalOfNames(cert('alice.crt').subjectAltName)).toMatchObject({
      role: 'buyer',
      caller: 'alice',
    });
    const verify = (purpose: string, file: string, ca: string): string =>
      execFileSync('openssl', ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', at(ca), at(file)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    expect(verify('sslclient', 'alice.crt', 'client-ca.crt')).toContain('OK');
    expect(verify('sslserver', 'n1.client.crt', 'client-ca.crt')).toContain('OK');
    expect(() => verify('sslserver', 'alice.crt', 'client-ca.crt')).toThrow();
    expect(() => verify('sslclient', 'alice.crt', 'peer-ca.crt')).toThrow();
  });

  it('ends no certificate later than its authority', async () => {
    await run('client', 'long', '--role', 'reader', '--days', '9999', '--dir', dir);
    expect(cert('long.crt').validTo).toBe(cert('client-ca.crt').validTo);
  });

  it('shows what a file says, and exits 5 when it has expired', async () => {
    expect((await run('show', at('alice.crt'))).stdout).toMatch(
      /is +buyer alice of cluster main\n[\s\S]*89 days left/,
    );
    expect((await run('show', at('n1.peer.key'))).stdout).toContain('private key, ec; not shown');
    const terminal = new FakeTerminal();
    terminal.time = Date.now() + 91 * 86_400_000;
    const later = await runWith(['cert', 'show', at('alice.crt')], {}, terminal);
    expect(later).toMatchObject({ code: EXIT.attention, stdout: expect.stringContaining('EXPIRED') });
    expect((await run('show', '/dev/null')).code).toBe(EXIT.usage);
  });

  it('prints a token, or writes it where only its owner reads it', async () => {
    const printed = await run('token', 'bob', '--role', 'seller', '--dir', dir);
    expect(printed.stdout.trim().split('.')).toHaveLength(3);
    await run('token', 'bob', '--role', 'seller', '--for', '1h', '--dir', dir, '--out', at('bob.token'));
    expect(statSync(at('bob.token')).mode & 0o777).toBe(0o600);
    expect((await run('show', at('bob.token'))).stdout).toContain('token of seller bob of cluster main');
  });

  it('gives nobody a secret that it left half written, where others may read', async () => {
    writeFileSync(at('carol.key.new'), 'half', { mode: 0o644 });
    await run('client', 'carol', '--role', 'buyer', '--dir', dir);
    expect(statSync(at('carol.key')).mode & 0o777).toBe(0o600);
  });

  it('says what is missing', async () => {
    const ran = await run('node', 'n1', '--dir', at('nowhere'));
    expect(ran.stderr).toContain(`make one with railkv cert ca --dir ${at('nowhere')}`);
    expect((await run('client', 'a b', '--role', 'buyer', '--dir', dir)).stderr).toContain(
      'no name of a caller',
    );
    expect((await run('client', 'a', '--role', 'king', '--dir', dir)).code).toBe(EXIT.usage);
  });
});
