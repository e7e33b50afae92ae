/** What a command shows to a secure cluster: the cluster's CA, and a certificate or a token. Options, else environment, else
 *  (the CA alone) the cluster file. Tokens and keys are read from files: an argument would stand in every list of processes. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { SecurityOptions } from '../client/index.js';
import { whyUnreadable } from './output/why-unreadable.js';
import { DEFAULT_CONFIG } from './seeds.js';
import { UsageError } from './usage-error.js';

export interface SecuritySource {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly token: string | undefined;
  readonly cluster: string | undefined;
  readonly config: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @throws UsageError when a file cannot be read, or what is given cannot be used */
export function findSecurity(source: SecuritySource): SecurityOptions {
  const ca = named(source, 'ca') ?? caOfFile(source);
  const cert = named(source, 'cert');
  const token = named(source, 'token');
  if (ca === undefined) {
    const given = cert === undefined ? token && '--token' : '--cert';
    if (given === undefined) return {};
    throw new UsageError(
      `${given} is of no use without the CA of the cluster`,
      'name it with --ca FILE (client-ca.crt of railkv cert ca), or set RAILKV_CA',
    );
  }
  const key = named(source, 'key') ?? cert?.replace(/(\.crt|\.pem)?$/, '.key');
  return {
    tls: {
      ca: read(ca, '--ca'),
      ...(cert === undefined || key === undefined
        ? {}
        : { certificate: read(cert, '--cert'), key: read(key, '--key') }),
    },
    ...(token === undefined ? {} : { token: read(token, '--token').trim() }),
  };
}

function named(source: SecuritySource, name: 'ca' | 'cert' | 'key' | 'token'): string | undefined {
  const fromEnv = source.env[`RAILKV_${name.toUpperCase()}`];
  return source[name] ?? (fromEnv === '' ? undefined : fromEnv);
}

/** Only where the addresses come from the cluster file too: another cluster has another CA. */
function caOfFile({ cluster, config, env }: SecuritySource): string | undefined {
  if (cluster !== undefined || (config === undefined && (env['RAILKV_CLUSTER'] ?? '') !== ''))
    return undefined;
  const path = config ?? DEFAULT_CONFIG;
  if (!existsSync(path)) return undefined;
  const document: unknown = parse(readFileSync(path, 'utf8'));
  const ca = field(field(field(document, 'security'), 'client'), 'ca');
  return typeof ca === 'string' ? resolve(dirname(path), ca) : undefined;
}

function read(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `cannot read ${option} ${path}: ${whyUnreadable(error)}`,
      'name a file that railkv cert made',
    );
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
