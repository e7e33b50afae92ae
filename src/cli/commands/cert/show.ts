/** `railkv cert show`: what a certificate, key or token file says. Never prints a secret. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { Command } from 'commander';
import { describePrincipal, principalOfNames } from '../../../proto/principal.js';
import { fingerprint } from '../../certificates/authority.js';
import { readPem } from '../../certificates/secret-files.js';
import { type Cli, examples } from '../../cli.js';
import { EXIT } from '../../exit-codes.js';
import { outputOption } from '../../options.js';
import { CommandFailed } from '../../output/errors.js';
import type { Json } from '../../output/json.js';

interface Shown {
  readonly rows: readonly (readonly [string, string])[];
  readonly json: Readonly<Record<string, Json>>;
  readonly expiresMs?: number;
}

const DAY_MS = 86_400_000;

export function addCertShow(parent: Command, cli: Cli): void {
  const command = parent
    .command('show')
    .description('Show what a certificate, key or token file says. Exit code 5 when it has expired.')
    .argument('<file>', 'a file that railkv cert made, or another PEM');
  outputOption(command)
    .addHelpText(
      'after',
      examples(['railkv cert show .railkv/certs/n1.peer.crt', 'railkv cert show alice.token -o json']),
    )
    .action((path: string) =>
      cli.run(command, 'reads', async ({ terminal, colours }) => {
        const text = readPem(path, 'the file', 'name a certificate, a key, or a token');
        const all = partsOf(text).map((part) => shown(part, path, terminal.now()));
        const expired = all.some(({ expiresMs }) => expiresMs !== undefined && expiresMs <= terminal.now());
        return {
          human: all
            .map(({ rows }) =>
              rows.map(([name, value]) => `${colours.dim(name.padEnd(12))}${value}\n`).join(''),
            )
            .join('\n'),
          json: all.length === 1 && all[0] !== undefined ? all[0].json : all.map(({ json }) => json),
          exitCode: expired ? EXIT.attention : EXIT.ok,
        };
      }),
    );
}

/** A bundle holds several. */
function partsOf(text: string): string[] {
  return text.match(/-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g) ?? [text.trim()];
}

function shown(text: string, path: string, nowMs: number): Shown {
  try {
    if (text.includes('BEGIN CERTIFICATE')) return showCertificate(new X509Certificate(text), nowMs);
    if (text.includes('PRIVATE KEY')) {
      const key = createPrivateKey(text);
      const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
      return showKey(`private key, ${key.asymmetricKeyType ?? ''}; not shown`, fingerprint(publicPem));
    }
    if (text.includes('PUBLIC KEY')) return showKey('public key', fingerprint(text));
    return showToken(text, nowMs);
  } catch (error) {
    throw new CommandFailed('INVALID_REQUEST', `${path} is no certificate, key or token`, {
      exitCode: EXIT.usage,
      next: 'name a file that railkv cert made',
      cause: error,
    });
  }
}

function showCertificate(certificate: X509Certificate, nowMs: number): Shown {
  const principal = principalOfNames(certificate.subjectAltName);
  const is = certificate.ca
    ? 'authority'
    : principal === undefined
      ? 'certificate'
      : describePrincipal(principal);
  const expiresMs = Date.parse(certificate.validTo);
  return {
    rows: [
      ['is', is],
      ['subject', oneLine(certificate.subject)],
      ['issuer', oneLine(certificate.issuer)],
      ['names', certificate.subjectAltName ?? '-'],
      ['from', new Date(Date.parse(certificate.validFrom)).toISOString()],
      ['until', until(expiresMs, nowMs)],
      ['SHA-256', certificate.fingerprint256],
    ],
    json: {
      kind: certificate.ca ? 'authority' : 'certificate',
      is,
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      names: certificate.subjectAltName ?? '',
      notBefore: new Date(Date.parse(certificate.validFrom)).toISOString(),
      notAfter: new Date(expiresMs).toISOString(),
      fingerprint: certificate.fingerprint256,
    },
    expiresMs,
  };
}

function showKey(what: string, print: string): Shown {
  return {
    rows: [
      ['is', what],
      ['SHA-256', print],
    ],
    json: { kind: what, fingerprint: print },
  };
}

/** What it claims: only a node, which has the key, checks the signature. */
function showToken(text: string, nowMs: number): Shown {
  const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
    readonly sub?: unknown;
    readonly role?: unknown;
    readonly aud?: unknown;
    readonly exp?: unknown;
  };
  const expiresMs = Number(claims.exp) * 1_000;
  const is = `token of ${String(claims.role)} ${String(claims.sub)} of cluster ${String(claims.aud)}`;
  return {
    rows: [
      ['is', is],
      ['until', until(expiresMs, nowMs)],
    ],
    json: { kind: 'token', is, notAfter: new Date(expiresMs).toISOString() },
    expiresMs,
  };
}

function until(expiresMs: number, nowMs: number): string {
  const days = Math.floor((expiresMs - nowMs) / DAY_MS);
  const left = expiresMs <= nowMs ? 'EXPIRED' : days === 0 ? 'less than a day left' : `${days} days left`;
  return `${new Date(expiresMs).toISOString()} (${left})`;
}

const oneLine = (name: string): string => name.replaceAll('\n', ', ');
