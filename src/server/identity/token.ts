/** Tokens of callers: JSON Web Tokens (RFC 7519) signed with Ed25519, and nothing else of that standard, so that any
 *  language's library can make them and no header chooses how they are checked. Pure: the signature is checked by who
 *  is handed in. */
import { Buffer } from 'node:buffer';
import { RailkvError } from '../../proto/errors.js';
import { CALLER_SHAPE, isRole, type Role } from '../../proto/principal.js';

export interface TokenClaims {
  readonly caller: string;
  readonly role: Role;
  readonly cluster: string;
  /** Wall clock. */
  readonly expiresMs: number;
}

/** @returns whether some key of the cluster made `signature` over `signed` */
export type CheckSignature = (signed: string, signature: Uint8Array) => boolean;

/** A header of metadata has to hold it. */
export const TOKEN_LENGTH_MAX = 2_048;

const ASK = 'make a new one with railkv cert token';

/** @param cluster the name of this one @param nowMs wall clock
 *  @throws RailkvError UNAUTHENTICATED or TOKEN_EXPIRED */
export function readToken(token: string, cluster: string, nowMs: number, check: CheckSignature): TokenClaims {
  if (token.length > TOKEN_LENGTH_MAX)
    throw bad(`has ${token.length} characters, more than ${TOKEN_LENGTH_MAX}`);
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0)
    throw bad('is not three parts with dots between them');
  const { alg } = fields(header);
  if (alg !== 'EdDSA') throw bad(`is signed with ${String(alg)}: only EdDSA is taken`);
  if (!check(`${header}.${payload}`, Buffer.from(signature, 'base64url')))
    throw bad('was not signed by a key of this cluster');
  const { sub, role, aud, exp, nbf } = fields(payload);
  if (typeof sub !== 'string' || !CALLER_SHAPE.test(sub)) throw bad('names no caller in `sub`');
  if (!isRole(role)) throw bad('names no role of railkv in `role`');
  if (aud !== cluster) throw bad(`is for cluster ${String(aud)}, and this is ${cluster}`);
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw bad('never expires: give it an `exp`');
  if (typeof nbf === 'number' && nbf * 1_000 > nowMs) throw bad('is not valid yet: check the clocks');
  const claims: TokenClaims = { caller: sub, role, cluster, expiresMs: exp * 1_000 };
  if (claims.expiresMs <= nowMs) throw expired(claims);
  return claims;
}

/** For calls, and for streams that outlive the token they were opened with. */
export function expired({ caller, expiresMs }: Pick<TokenClaims, 'caller' | 'expiresMs'>): RailkvError {
  const at = new Date(expiresMs).toISOString();
  return new RailkvError('TOKEN_EXPIRED', `the token of ${caller} expired at ${at}: ${ASK}`, {
    metadata: { expired: at },
  });
}

function bad(what: string): RailkvError {
  return new RailkvError('UNAUTHENTICATED', `the token ${what}; ${ASK}`);
}

function fields(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, whatever it is.
  }
  throw bad('is no JSON Web Token');
}
