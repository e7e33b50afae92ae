/** X.509 certificates of the one shape railkv makes: ECDSA keys on P-256, version 3, few extensions (RFC 5280). Keys and
 *  signatures are node:crypto's; what is written here is read and verified by OpenSSL wherever it is used. */
import { createHash, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  boolean,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  time,
  utf8,
  values,
} from './der.js';

export interface Subject {
  readonly commonName: string;
  /** The cluster. */
  readonly organization: string;
  /** The role, of a caller. */
  readonly unit?: string;
}

export type Usage = 'server' | 'client';

export interface CertificateRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Absent: an authority, which signs others and nothing else. */
  readonly usages?: readonly Usage[];
  readonly uris?: readonly string[];
  /** Names and IP addresses. */
  readonly hosts?: readonly string[];
}

export interface Issuer {
  /** Absent: the certificate signs itself. */
  readonly certificate?: X509Certificate;
  readonly key: KeyObject;
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const NAMES = { commonName: '2.5.4.3', organization: '2.5.4.10', unit: '2.5.4.11' } as const;
const USAGES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
const DIGITAL_SIGNATURE = bits(Buffer.of(0x80), 7);
const SIGNS_CERTIFICATES = bits(Buffer.of(0x06), 1);

/** @returns PEM */
export function issue(request: CertificateRequest, issuer: Issuer): string {
  const spki = spkiOf(request.publicKey);
  const subject = nameOf(request.subject);
  const issuerName = issuer.certificate === undefined ? subject : subjectOf(issuer.certificate);
  const issuerSpki = issuer.certificate === undefined ? spki : spkiOf(issuer.certificate.publicKey);
  const serial = randomBytes(16);
  serial[0] = 0x40 + ((serial[0] ?? 0) & 0x3f); // positive, and always as long
  const body = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(serial),
    ECDSA_SHA256,
    issuerName,
    sequence(time(request.notBeforeMs), time(request.notAfterMs)),
    subject,
    spki,
    explicit(3, sequence(...extensionsOf(request, spki, issuerSpki))),
  );
  const certificate = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, issuer.key)));
  return new X509Certificate(certificate).toString();
}

function extensionsOf({ usages, uris = [], hosts = [] }: CertificateRequest, spki: Buffer, issuer: Buffer) {
  const names = [
    ...uris.map((uri) => implicit(6, Buffer.from(uri, 'ascii'))),
    ...hosts.map((host) =>
      isIP(host) === 0 ? implicit(2, Buffer.from(host, 'ascii')) : implicit(7, addressBytes(host)),
    ),
  ];
  return [
    extension(
      '2.5.29.19',
      usages === undefined ? sequence(boolean(true), integer(Buffer.of(0))) : sequence(),
      true,
    ),
    extension('2.5.29.15', usages === undefined ? SIGNS_CERTIFICATES : DIGITAL_SIGNATURE, true),
    ...(usages === undefined
      ? []
      : [extension('2.5.29.37', sequence(...usages.map((usage) => oid(USAGES[usage]))))]),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', sequence(...names))]),
    extension('2.5.29.14', octets(keyId(spki))),
    extension('2.5.29.35', sequence(implicit(0, keyId(issuer)))),
  ];
}

function extension(id: string, content: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(content));
}

function nameOf({ commonName, organization, unit }: Subject): Buffer {
  const part = (id: string, text: string): Buffer => set(sequence(oid(id), utf8(text)));
  return sequence(
    part(NAMES.organization, organization),
    ...(unit === undefined ? [] : [part(NAMES.unit, unit)]),
    part(NAMES.commonName, commonName),
  );
}

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** Any name for a key will do (RFC 5280, 4.2.1.2). */
const keyId = (spki: Buffer): Buffer => createHash('sha256').update(spki).digest().subarray(0, 20);

/** The name as it stands in the certificate: an issuer's has to be the same to the byte. */
function subjectOf(certificate: X509Certificate): Buffer {
  const [whole] = values(certificate.raw);
  const [body] = values(whole?.content ?? Buffer.alloc(0));
  const subject = values(body?.content ?? Buffer.alloc(0))[5]; // after version, serial, algorithm, issuer, validity
  if (subject === undefined) throw new RangeError('a certificate without a subject');
  return subject.whole;
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const words = (text: string): string[] => text.split(':').filter((word) => word !== '');
  const after = words(tail ?? '');
  const before = words(head);
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  const bytes = Buffer.alloc(16);
  for (const [at, word] of [...before, ...zeros, ...after].entries())
    bytes.writeUInt16BE(parseInt(word, 16), at * 2);
  return bytes;
}
