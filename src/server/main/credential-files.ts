/** A node's certificates and keys as files: read and checked at the start, looked at again every few seconds, and taken up
 *  when they have changed and are right. What is wrong then is said and leaves the old ones in place. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Env, Timer } from '../../env/env.js';
import { describePrincipal, type Principal, principalOfNames } from '../../proto/principal.js';
import type { ClusterConfig, ConfiguredTls } from '../config/cluster-config.js';
import { certificatesOf } from '../grpc/authorities.js';
import { tokenKeysOf } from '../grpc/secure-identity.js';
import type { TlsMaterial, TlsSource } from '../identity/tls-source.js';
import { NodeStartError } from './start-error.js';

const LOOK_MS = 2_000;
const DAY_MS = 86_400_000;
/** Said once a day from then on. */
const WARN_DAYS = 30;

/** When a certificate of this node ends. */
export interface CertificateEnd {
  /** peer or client: whose listener. */
  readonly use: 'peer' | 'client';
  readonly notAfterMs: number;
}

/** One set of files, and what was read from it last. */
class FileSet<T> {
  private stamp = '';
  private failed = '';
  value: T;
  readonly listeners: (() => void)[] = [];

  /** @throws Error what is wrong with the files */
  constructor(
    private readonly paths: readonly string[],
    private readonly read: () => T,
  ) {
    this.stamp = this.look();
    this.value = read();
  }

  /** @returns what happened, or undefined when nothing has changed */
  again(): 'taken' | { readonly wrong: string } | undefined {
    let stamp = '';
    try {
      stamp = this.look();
      if (stamp === this.stamp || stamp === this.failed) return undefined;
      this.value = this.read();
    } catch (error) {
      const wrong = error instanceof Error ? error.message : String(error);
      const news = this.failed !== (stamp === '' ? wrong : stamp);
      this.failed = stamp === '' ? wrong : stamp;
      return news ? { wrong } : undefined;
    }
    this.stamp = stamp;
    this.failed = '';
    for (const listener of this.listeners) listener();
    return 'taken';
  }

  private look(): string {
    return this.paths
      .map((path) => {
        const { mtimeMs, size, ino } = statSync(path);
        return `${mtimeMs}:${size}:${ino}`;
      })
      .join(' ');
  }
}

interface CheckedTls extends TlsMaterial {
  readonly notAfterMs: number;
}

export class CredentialFiles {
  private readonly peerFiles: FileSet<CheckedTls>;
  private readonly clientFiles: FileSet<CheckedTls>;
  private readonly tokenFile: FileSet<readonly KeyObject[]> | undefined;
  private timer: Timer | undefined;
  private readonly warned = new Map<string, number>();

  /** @throws NodeStartError CREDENTIALS when a file is missing or wrong */
  constructor(
    private readonly env: Env,
    config: ClusterConfig,
    security: NonNullable<ClusterConfig['security']>,
    nodeId: string,
  ) {
    const place = (path: string): string => resolve(dirname(config.file), path.replaceAll('{node}', nodeId));
    const tls = (use: CertificateEnd['use'], files: ConfiguredTls): FileSet<CheckedTls> => {
      const paths = { ca: place(files.ca), cert: place(files.cert), key: place(files.key) };
      return new FileSet([paths.ca, paths.cert, paths.key], () =>
        readTls(paths, use === 'peer' ? { cluster: config.cluster.name, node: nodeId } : undefined),
      );
    };
    try {
      this.peerFiles = tls('peer', security.peer);
      this.clientFiles = tls('client', security.client);
      const { tokens } = security;
      this.tokenFile =
        tokens === undefined ? undefined : new FileSet([place(tokens)], () => readTokenKeys(place(tokens)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new NodeStartError(
        'CREDENTIALS',
        `${why} (security in ${config.file}; railkv cert makes such files)`,
      );
    }
  }

  get peer(): TlsSource {
    return sourceOf(this.peerFiles);
  }

  get client(): TlsSource {
    return sourceOf(this.clientFiles);
  }

  /** The same array until the file changes. */
  tokenKeys(): readonly KeyObject[] {
    return this.tokenFile?.value ?? NO_KEYS;
  }

  ends(): CertificateEnd[] {
    return [
      { use: 'peer', notAfterMs: this.peerFiles.value.notAfterMs },
      { use: 'client', notAfterMs: this.clientFiles.value.notAfterMs },
    ];
  }

  /** Looks at the files from now on. */
  start(): void {
    this.warnOfEnds();
    this.timer = this.env.clock.after(LOOK_MS, () => {
      this.lookAgain();
      this.start();
    });
  }

  stop(): void {
    this.timer?.cancel();
  }

  /** As the timer does. */
  lookAgain(): void {
    const sets = { peer: this.peerFiles, client: this.clientFiles, tokens: this.tokenFile };
    for (const [use, files] of Object.entries(sets)) {
      const news = files?.again();
      if (news === 'taken')
        this.env.log.info({ use }, 'took up new credentials; connections from now on use them');
      else if (news !== undefined)
        this.env.log.error({ use, why: news.wrong }, 'new credentials are wrong: going on with the old ones');
    }
  }

  private warnOfEnds(): void {
    for (const { use, notAfterMs } of this.ends()) {
      const daysLeft = Math.floor((notAfterMs - this.env.clock.wallMs()) / DAY_MS);
      if (daysLeft >= WARN_DAYS || this.warned.get(use) === daysLeft) continue;
      this.warned.set(use, daysLeft);
      const until = new Date(notAfterMs).toISOString();
      if (daysLeft < 0)
        this.env.log.error(
          { use, until },
          'a certificate of this node has expired: nobody connects any more',
        );
      else
        this.env.log.warn(
          { use, until, daysLeft },
          'a certificate of this node expires soon: railkv cert node NODE --force',
        );
    }
  }
}

const NO_KEYS: readonly KeyObject[] = [];

function sourceOf(files: FileSet<CheckedTls>): TlsSource {
  return {
    get current() {
      return files.value;
    },
    onChange: (listener) => {
      files.listeners.push(listener);
    },
  };
}

/** @param expected who the certificate has to name; absent: any server's will do, clients check it by address
 *  @throws Error */
function readTls(
  paths: { readonly ca: string; readonly cert: string; readonly key: string },
  expected: { readonly cluster: string; readonly node: string } | undefined,
): CheckedTls {
  const ca = readText(paths.ca);
  const cert = readText(paths.cert);
  const key = readText(paths.key);
  const authorities = parsed(paths.ca, () => certificatesOf(ca));
  if (authorities.length === 0) throw new Error(`${paths.ca} holds no certificate of an authority`);
  const own = parsed(paths.cert, () => new X509Certificate(cert));
  const privateKey = parsed(paths.key, () => createPrivateKey(key));
  if (!own.checkPrivateKey(privateKey)) throw new Error(`${paths.key} is not the key of ${paths.cert}`);
  const principal = principalOfNames(own.subjectAltName);
  if (expected !== undefined && !isNode(principal, expected))
    throw new Error(
      `${paths.cert} ${principal === undefined ? 'names nobody' : `is of ${describePrincipal(principal)}`}, and this is node ${expected.node} of cluster ${expected.cluster}`,
    );
  createSecureContext({ ca, cert, key }); // what TLS itself has to say
  return { ca, cert, key, notAfterMs: Date.parse(own.validTo) };
}

function isNode(
  principal: Principal | undefined,
  { cluster, node }: { cluster: string; node: string },
): boolean {
  return principal?.kind === 'node' && principal.cluster === cluster && principal.node === node;
}

function readTokenKeys(path: string): readonly KeyObject[] {
  const text = readText(path);
  return parsed(path, () => tokenKeysOf(text));
}

function readText(path: string): string {
  return parsed(path, () => readFileSync(path, 'utf8'));
}

function parsed<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
