/** Certificates of made-up clusters in a directory of the test's own, and what TLS takes of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeAuthorities,
  makeCaller,
  makeNode,
  makeToken,
  type Validity,
} from '../../src/cli/certificates/authority.js';
import { writeNewFiles } from '../../src/cli/certificates/secret-files.js';
import type { Role } from '../../src/proto/principal.js';
import type { TlsMaterial } from '../../src/server/identity/tls-source.js';

const DAY_MS = 86_400_000;

export class TestAuthority {
  readonly directory = mkdtempSync(join(tmpdir(), 'railkv-certs-'));

  constructor(cluster = 'main') {
    writeNewFiles(makeAuthorities(this.directory, cluster, this.days(100)), false);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** @param days negative: it has expired */
  node(id: string, days = 10): this {
    writeNewFiles(makeNode(this.directory, id, ['127.0.0.1', 'localhost'], this.days(days)), true);
    return this;
  }

  caller(name: string, role: Role, days = 10): this {
    writeNewFiles(makeCaller(this.directory, name, role, this.days(days)), true);
    return this;
  }

  token(name: string, role: Role, lengthMs = 60_000, nowMs = Date.now()): string {
    return makeToken(this.directory, name, role, { nowMs, lengthMs });
  }

  /** @param ca peer-ca or client-ca @param name e.g. n1.peer */
  tls(ca: 'peer-ca' | 'client-ca', name: string): TlsMaterial {
    return { ca: this.read(`${ca}.crt`), cert: this.read(`${name}.crt`), key: this.read(`${name}.key`) };
  }

  private days(days: number): Validity {
    return { nowMs: Date.now(), lengthMs: days * DAY_MS };
  }
}

/** A TlsSource whose certificates a test replaces. */
export class ChangingTls {
  private readonly listeners: (() => void)[] = [];

  constructor(public current: TlsMaterial) {}

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  replace(material: TlsMaterial): void {
    this.current = material;
    for (const listener of this.listeners) listener();
  }
}
