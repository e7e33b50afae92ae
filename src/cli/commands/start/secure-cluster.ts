/** `start --secure`: the cluster of a file without security, run with TLS. Makes what is missing of authorities and
 *  certificates, and a cluster file beside the data that names them; the given file stays as it is. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { ROLES } from '../../../proto/principal.js';
import { parseAddress } from '../../../server/config/address.js';
import { makeAuthorities, makeCaller, makeNode, type Validity } from '../../certificates/authority.js';
import { writeNewFiles } from '../../certificates/secret-files.js';
import { UsageError } from '../../usage-error.js';
import { type ClusterFile, readClusterFile } from './cluster-file.js';

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
const CERTIFICATE_DAYS = 365;

/** @returns the secure cluster's file @throws UsageError when the file has certificates of its own */
export function secureCluster(file: ClusterFile, nowMs: number): ClusterFile {
  const { config, places, path } = file;
  if (config.security !== undefined)
    throw new UsageError(
      `${config.file} has a security section, so it is secure already`,
      'start it without --secure',
    );
  const base = dirname(places.data);
  const certs = join(base, 'certs');
  const valid = (days: number): Validity => ({ nowMs, lengthMs: days * DAY_MS });
  const missing = (name: string): boolean => !existsSync(join(certs, `${name}.crt`));
  if (missing('client-ca'))
    writeNewFiles(makeAuthorities(certs, config.cluster.name, valid(AUTHORITY_DAYS)), false);
  for (const { id, client } of config.nodes) {
    const hosts = new Set([parseAddress(client)?.host ?? 'localhost', '127.0.0.1', '::1', 'localhost']);
    if (missing(`${id}.client`))
      writeNewFiles(makeNode(certs, id, [...hosts], valid(CERTIFICATE_DAYS)), true);
  }
  for (const role of ROLES)
    if (missing(role)) writeNewFiles(makeCaller(certs, role, role, valid(CERTIFICATE_DAYS)), true);

  const document = parseDocument(readFileSync(path, 'utf8'));
  document.commentBefore = ` Made by railkv start --secure out of ${path}, and made again by each such start: change that file.`;
  document.delete('insecure');
  document.set('dataDirectory', places.data);
  document.set('security', {
    peer: tls(certs, 'peer'),
    client: tls(certs, 'client'),
    tokens: join(certs, 'token.pub'),
  });
  mkdirSync(base, { recursive: true });
  const secure = join(base, 'secure.yaml');
  writeFileSync(secure, String(document));
  return readClusterFile(secure);
}

function tls(certs: string, use: 'peer' | 'client'): Record<'ca' | 'cert' | 'key', string> {
  const own = join(certs, `{node}.${use}`);
  return { ca: join(certs, `${use}-ca.crt`), cert: `${own}.crt`, key: `${own}.key` };
}

/** The operator's certificate where it lies beside the CA, as `cert client operator --role operator` puts it. */
export function operatorCertificate({ config, path }: ClusterFile): string | undefined {
  const ca = config.security?.client.ca;
  if (ca === undefined) return undefined;
  const certificate = resolve(dirname(path), dirname(ca), 'operator.crt');
  return existsSync(certificate) ? certificate : undefined;
}
