/** Who somebody is, as certificates and tokens say it: a node of a cluster, or a caller with a role. One text for both, a
 *  URI, so that a certificate made for one purpose can't pass for the other. Written by `railkv cert`, read by nodes. */

/** What a caller may be. What each may do is src/server/identity/permissions.ts. */
export const ROLES = ['railway', 'seller', 'buyer', 'operator', 'reader'] as const;
export type Role = (typeof ROLES)[number];

export type Principal =
  | { readonly kind: 'node'; readonly cluster: string; readonly node: string }
  | { readonly kind: 'caller'; readonly cluster: string; readonly role: Role; readonly caller: string };

/** Travels as a header, scopes request ids, stands in every log entry. */
export const CALLER_SHAPE = /^[\x21-\x7e]{1,64}$/;
/** Of clusters and nodes, as cluster.yaml takes them. */
export const NAME_SHAPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const NODE = 'node';
/** As node writes a name that holds a comma or a quote: a host's name must not end where another would begin. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const URI = /^railkv:\/\/([^/]+)\/([a-z]+)\/([^/]+)$/;

export function isRole(text: unknown): text is Role {
  return ROLES.some((role) => role === text);
}

/** As it stands in a certificate's subject alternative names, e.g. `railkv://main/node/n1`, `railkv://main/buyer/alice`. */
export function formatPrincipal(principal: Principal): string {
  const { cluster } = principal;
  if (principal.kind === 'node') return `railkv://${cluster}/${NODE}/${principal.node}`;
  return `railkv://${cluster}/${principal.role}/${encodeURIComponent(principal.caller)}`;
}

/** @returns undefined when the text names nobody that railkv knows */
export function parsePrincipal(uri: string): Principal | undefined {
  const [, cluster, kind, name] = URI.exec(uri) ?? [];
  if (cluster === undefined || kind === undefined || name === undefined) return undefined;
  if (!NAME_SHAPE.test(cluster)) return undefined;
  if (kind === NODE) return NAME_SHAPE.test(name) ? { kind: 'node', cluster, node: name } : undefined;
  const caller = decoded(name);
  if (!isRole(kind) || caller === undefined || !CALLER_SHAPE.test(caller)) return undefined;
  return { kind: 'caller', cluster, role: kind, caller };
}

/** @param names a certificate's subject alternative names as node:tls and node:crypto write them:
 *    `URI:railkv://main/node/n1, DNS:n1.example, IP Address:10.0.0.1`
 *  @returns the one principal among them; undefined when there is none, or more than one */
export function principalOfNames(names: string | undefined): Principal | undefined {
  const uris = (names ?? '')
    .replace(QUOTED, '')
    .split(', ')
    .filter((name) => name.startsWith('URI:railkv:'))
    .map((name) => name.slice('URI:'.length));
  const [only] = uris;
  return uris.length === 1 && only !== undefined ? parsePrincipal(only) : undefined;
}

/** For messages. */
export function describePrincipal(principal: Principal): string {
  if (principal.kind === 'node') return `node ${principal.node} of cluster ${principal.cluster}`;
  return `${principal.role} ${principal.caller} of cluster ${principal.cluster}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
