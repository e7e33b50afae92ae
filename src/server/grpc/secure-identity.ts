/** Who calls, with TLS: a token where one is sent, else the certificate of the connection. A header's claim is worth
 *  nothing here. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { RailkvError } from '../../proto/errors.js';
import { describePrincipal } from '../../proto/principal.js';
import { TOKEN_METADATA } from '../../proto/services.js';
import type { TlsSource } from '../identity/tls-source.js';
import { expired, readToken, type TokenClaims } from '../identity/token.js';
import type { Caller } from '../services/service.js';
import type { CallerIdentity, IncomingCall } from './call-context.js';
import type { GatePolicy, Shown } from './tls-gate.js';

export interface SecureIdentityParts {
  /** The name of this cluster. */
  readonly cluster: string;
  /** Public keys of tokens as they are now; none: no token is taken. */
  readonly tokenKeys: () => readonly KeyObject[];
  /** Wall clock. */
  readonly nowMs: () => number;
}

const SCHEME = 'Bearer ';
/** Verified tokens that are remembered: a signature costs a tenth of a millisecond, and calls come with the same ones. */
const REMEMBERED_MAX = 10_000;

export class SecureIdentity {
  private readonly verified = new Map<string, TokenClaims>();
  private verifiedBy: readonly KeyObject[] = [];

  constructor(private readonly parts: SecureIdentityParts) {}

  /** @param shownBy the certificate on the connection of a call */
  of(shownBy: (peer: string) => Shown | undefined): CallerIdentity {
    return { identify: (call) => this.fromToken(call) ?? this.fromCertificate(shownBy(call.getPeer())) };
  }

  private fromToken({ metadata }: IncomingCall): Caller | undefined {
    const values = metadata.get(TOKEN_METADATA);
    if (values.length === 0) return undefined;
    const [value] = values;
    if (values.length > 1 || typeof value !== 'string' || !value.startsWith(SCHEME))
      throw new RailkvError(
        'UNAUTHENTICATED',
        `the metadata ${TOKEN_METADATA} is not "${SCHEME}TOKEN", once`,
      );
    const { caller, role } = this.claims(value.slice(SCHEME.length));
    return { id: caller, role };
  }

  private claims(token: string): TokenClaims {
    const keys = this.parts.tokenKeys();
    if (keys !== this.verifiedBy) {
      this.verified.clear();
      this.verifiedBy = keys;
    }
    const nowMs = this.parts.nowMs();
    const known = this.verified.get(token);
    if (known !== undefined) {
      if (known.expiresMs > nowMs) return known;
      this.verified.delete(token);
      throw expired(known);
    }
    const claims = readToken(token, this.parts.cluster, nowMs, (signed, signature) =>
      keys.some((key) => verify(null, Buffer.from(signed), key, signature)),
    );
    if (this.verified.size >= REMEMBERED_MAX) this.verified.clear();
    this.verified.set(token, claims);
    return claims;
  }

  private fromCertificate(shown: Shown | undefined): Caller {
    const principal = shown?.principal;
    if (shown === undefined || principal?.kind !== 'caller')
      throw new RailkvError(
        'UNAUTHENTICATED',
        'this cluster has to know who calls: send a token (--token FILE) or connect with a certificate (--cert FILE --key FILE)',
      );
    if (shown.distrusted)
      throw new RailkvError(
        'UNAUTHENTICATED',
        `the certificate of ${principal.caller} was signed by an authority that was taken out of this cluster since it connected: make a new one with railkv cert client`,
      );
    if (shown.expiresMs <= this.parts.nowMs())
      throw new RailkvError(
        'UNAUTHENTICATED',
        `the certificate of ${principal.caller} has expired since it connected: connect again with a new one`,
      );
    return { id: principal.caller, role: principal.role };
  }
}

/** At the client listener: any authority's certificate of a caller of this cluster, or none at all. */
export function clientGate(source: TlsSource, cluster: string, failed: GatePolicy['failed']): GatePolicy {
  return {
    source,
    minVersion: 'TLSv1.2',
    failed,
    check(shown) {
      if (shown === undefined) return undefined; // then a token has to say it
      const { principal } = shown;
      if (principal?.kind === 'caller' && principal.cluster === cluster) return undefined;
      const whose = principal === undefined ? 'names nobody' : `is of ${describePrincipal(principal)}`;
      return new RailkvError(
        'UNAUTHENTICATED',
        `the client's certificate ${whose}: use one that railkv cert client made for cluster ${cluster}`,
      );
    },
    unaccepted: (why) =>
      new RailkvError(
        'UNAUTHENTICATED',
        `the client's certificate ${why}: make one with railkv cert client from the authority of cluster ${cluster}`,
      ),
  };
}

/** @param pem one public key after another. @throws Error when one of them is no Ed25519 key */
export function tokenKeysOf(pem: string): readonly KeyObject[] {
  const parts = pem.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? [];
  if (parts.length === 0) throw new Error('holds no public key (BEGIN PUBLIC KEY)');
  return parts.map((part) => {
    const key = createPublicKey(part);
    if (key.asymmetricKeyType !== 'ed25519')
      throw new Error(`holds a key of type ${key.asymmetricKeyType ?? '?'}: tokens are signed with ed25519`);
    return key;
  });
}
