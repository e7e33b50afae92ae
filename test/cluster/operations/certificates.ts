/** Certificates for nodes with addresses of their own, made by the railkv command as an operator makes them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from '../../../src/client/index.js';
import { RAILKV } from '../faults/command-line.js';

export interface Certificates {
  /** Of the cluster file. */
  readonly section: string;
  readonly client: { readonly tls: TlsOptions; readonly caller: string };
  /** For the railkv command. */
  readonly environment: Readonly<Record<string, string>>;
}

const CALLER = 'operations';

/** @param nodes so many: n1, n2, ... */
export function certificatesFor(
  directory: string,
  nodes: number,
  addressOf: (node: string) => string,
): Certificates {
  const dir = join(directory, 'certs');
  const cert = (...args: string[]): void => {
    execFileSync(process.execPath, [RAILKV, 'cert', ...args, '--dir', dir], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  };
  cert('ca', '--cluster-name', 'test');
  for (let at = 1; at <= nodes; at += 1) cert('node', `n${at}`, '--host', addressOf(`n${at}`));
  cert('client', CALLER, '--role', 'operator');
  const file = (name: string): string => join(dir, name);
  const side = (use: 'peer' | 'client'): string =>
    `  ${use}: { ca: '${file(`${use}-ca.crt`)}', cert: '${file(`{node}.${use}.crt`)}', key: '${file(`{node}.${use}.key`)}' }`;
  const [ca, certificate, key] = ['client-ca.crt', `${CALLER}.crt`, `${CALLER}.key`].map(file) as [
    string,
    string,
    string,
  ];
  const text = (path: string): string => readFileSync(path, 'utf8');
  return {
    section: ['security:', side('peer'), side('client'), `  tokens: '${file('token.pub')}'`].join('\n'),
    client: { tls: { ca: text(ca), certificate: text(certificate), key: text(key) }, caller: CALLER },
    environment: { RAILKV_CA: ca, RAILKV_CERT: certificate, RAILKV_KEY: key },
  };
}
