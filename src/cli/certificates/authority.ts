/** A cluster's authorities and what they sign. Nodes and callers have an authority each: a client's certificate says nothing
 *  to a peer listener, whatever is in it. Every name is in railkv's own URI (src/proto/principal.ts). */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { join } from 'node:path';
import { formatPrincipal, NAME_SHAPE, type Role } from '../../proto/principal.js';
import { UsageError } from '../usage-error.js';
import { type NewFile, readPem } from './secret-files.js';
import { issue, type Usage } from './x509.js';

export const DEFAULT_DIRECTORY = '.railkv/certs';

/** Clocks differ: a certificate holds from a little before it was made. */
const BACKDATED_MS = 5 * 60_000;

export interface Validity {
  readonly nowMs: number;
  readonly lengthMs: number;
}

type AuthorityName = 'peer-ca' | 'client-ca';

interface Made {
  readonly certificate: NewFile;
  readonly key: NewFile;
}

/** Both authorities and the key that signs tokens. */
export function makeAuthorities(directory: string, cluster: string, validity: Validity): NewFile[] {
  const authority = (name: AuthorityName): NewFile[] => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = issue(
      {
        subject: { commonName: `railkv ${name}`, organization: cluster },
        publicKey: keys.publicKey,
        ...span(validity),
      },
      { key: keys.privateKey },
    );
    return files(join(directory, name), text, keys.privateKey);
  };
  const token = generateKeyPairSync('ed25519');
  return [
    ...authority('peer-ca'),
    ...authority('client-ca'),
    { path: join(directory, 'token.pub'), text: pemOf(token.publicKey, 'spki'), secret: false },
    { path: join(directory, 'token.key'), text: pemOf(token.privateKey, 'pkcs8'), secret: true },
  ];
}

/** One for the peer listener and for dialling other nodes, one for the client listener.
 *  @param hosts under which clients reach the node */
export function makeNode(
  directory: string,
  node: string,
  hosts: readonly string[],
  validity: Validity,
): NewFile[] {
  const make = (name: AuthorityName, suffix: string, usages: readonly Usage[]): NewFile[] => {
    const authority = openAuthority(directory, name);
    return signed(authority, join(directory, `${node}.${suffix}`), validity, {
      commonName: node,
      uri: formatPrincipal({ kind: 'node', cluster: authority.cluster, node }),
      usages,
      hosts: suffix === 'peer' ? [] : hosts,
    });
  };
  return [...make('peer-ca', 'peer', ['server', 'client']), ...make('client-ca', 'client', ['server'])];
}

export function makeCaller(directory: string, caller: string, role: Role, validity: Validity): NewFile[] {
  const authority = openAuthority(directory, 'client-ca');
  return signed(authority, join(directory, encodeURIComponent(caller)), validity, {
    commonName: caller,
    unit: role,
    uri: formatPrincipal({ kind: 'caller', cluster: authority.cluster, role, caller }),
    usages: ['client'],
  });
}

/** @returns a JSON Web Token, as src/server/identity/token.ts reads it */
export function makeToken(
  directory: string,
  caller: string,
  role: Role,
  { nowMs, lengthMs }: Validity,
): string {
  const { cluster } = openAuthority(directory, 'client-ca');
  const key = createPrivateKey(
    readPem(
      join(directory, 'token.key'),
      'the key that signs tokens',
      `make one with railkv cert ca --dir ${directory}`,
    ),
  );
  const seconds = (ms: number): number => Math.floor(ms / 1_000);
  const header = { alg: 'EdDSA', typ: 'JWT' };
  const claims = { sub: caller, role, aud: cluster, iat: seconds(nowMs), exp: seconds(nowMs + lengthMs) };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

/** As people compare them: SHA-256 of the whole certificate, or of a public key. */
export function fingerprint(pem: string): string {
  if (pem.includes('BEGIN CERTIFICATE')) return new X509Certificate(pem).fingerprint256;
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  const hex = createHash('sha256').update(spki).digest('hex').toUpperCase();
  return (hex.match(/../g) ?? []).join(':');
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  readonly cluster: string;
}

/** @throws UsageError when there is none */
function openAuthority(directory: string, name: AuthorityName): Authority {
  const next = `make one with railkv cert ca --dir ${directory}, or name its directory with --dir`;
  const certificate = new X509Certificate(readPem(join(directory, `${name}.crt`), 'the authority', next));
  const key = createPrivateKey(readPem(join(directory, `${name}.key`), 'its key', next));
  const cluster = /^O=(.+)$/m.exec(certificate.subject)?.[1] ?? '';
  if (!certificate.checkPrivateKey(key))
    throw new UsageError(`${name}.key in ${directory} is not the key of ${name}.crt`, next);
  if (!NAME_SHAPE.test(cluster))
    throw new UsageError(`${name}.crt in ${directory} names no cluster in its organization (O)`, next);
  return { certificate, key, cluster };
}

interface Wanted {
  readonly commonName: string;
  readonly unit?: string;
  readonly uri: string;
  readonly usages: readonly Usage[];
  readonly hosts?: readonly string[];
}

function signed(authority: Authority, path: string, validity: Validity, wanted: Wanted): NewFile[] {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { commonName, unit, uri, usages, hosts } = wanted;
  const { notBeforeMs, notAfterMs } = span(validity);
  const text = issue(
    {
      subject: { commonName, organization: authority.cluster, ...(unit === undefined ? {} : { unit }) },
      publicKey: keys.publicKey,
      notBeforeMs,
      notAfterMs: Math.min(notAfterMs, Date.parse(authority.certificate.validTo)),
      usages,
      uris: [uri],
      ...(hosts === undefined ? {} : { hosts }),
    },
    authority,
  );
  return files(path, text, keys.privateKey);
}

function span({ nowMs, lengthMs }: Validity): { notBeforeMs: number; notAfterMs: number } {
  return { notBeforeMs: nowMs - BACKDATED_MS, notAfterMs: nowMs + lengthMs };
}

/** The key first: whoever sees the new certificate finds its key. */
function files(path: string, certificate: string, key: KeyObject): NewFile[] {
  const made: Made = {
    certificate: { path: `${path}.crt`, text: certificate, secret: false },
    key: { path: `${path}.key`, text: pemOf(key, 'pkcs8'), secret: true },
  };
  return [made.key, made.certificate];
}

function pemOf(key: KeyObject, type: 'spki' | 'pkcs8'): string {
  return key.export({ type, format: 'pem' }).toString();
}
