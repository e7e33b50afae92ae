/** How a call failed of which no node of ours has said anything: the words of grpc-js, Node and OpenSSL, put into ours. What
 *  they said stays in the error's cause. Pure. */
import { RailkvError, type Reason } from '../../proto/errors.js';
import { connectionHint } from './channel-credentials.js';

const CANCELLED = 1;

/** By what is in the text of a failed connection; the first that fits. */
const CONNECTION: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'nobody listens there'],
  [/ENOTFOUND|EAI_AGAIN|EAI_NODATA|name resolution/i, 'its name is not known to this machine'],
  [/ETIMEDOUT|in time|timed? ?out|ping/i, 'it does not answer'],
  [/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, 'there is no way to that machine'],
  [/EACCES|EPERM/, 'this machine does not allow the connection'],
  [/ECONNRESET|EPIPE|dropped|socket|GOAWAY|RST_STREAM|disconnect|closed|gone/i, 'the connection broke'],
  [/certificate|altname|SSL|TLS|wrong version number|alert|handshake/i, 'the two do not agree on TLS'],
];

/** @param reason the nearest one to the status  @param details as gRPC said them  @param timeoutMs of the call, where it had
 *  a limit  @param cause whatever was thrown */
export function callFailure(
  call: { readonly address: string; readonly isSecure: boolean; readonly timeoutMs?: number },
  status: { readonly code: number; readonly reason: Reason; readonly details: string },
  cause: unknown,
): RailkvError {
  const { reason, code, details } = status;
  return new RailkvError(reason, code === CANCELLED ? given(call) : words(call, reason, details), { cause });
}

const given = ({ address }: { readonly address: string }): string => `the call to ${address} was given up`;

function words(
  { address, isSecure, timeoutMs }: Parameters<typeof callFailure>[0],
  reason: Reason,
  details: string,
): string {
  switch (reason) {
    case 'UNREACHABLE': {
      const [, what] = CONNECTION.find(([pattern]) => pattern.test(details)) ?? [];
      return `${address} cannot be reached${what === undefined ? '' : `: ${what}`}${connectionHint(details, isSecure)}`;
    }
    case 'DEADLINE_EXCEEDED': {
      const within = timeoutMs === undefined ? 'in time' : `within ${Math.round(timeoutMs)} ms`;
      return /LB pick|name resolution|subchannel/i.test(details) && !/remote_addr/.test(details)
        ? `${address} could not be connected to ${within}`
        : `${address} did not answer ${within}`;
    }
    case 'SERVER_BUSY':
      return `${address} is too busy to take the call`;
    case 'NOT_IMPLEMENTED':
      return `${address} does not know this call: it runs another version, or is no node of railkv`;
    case 'UNAUTHENTICATED':
    case 'PERMISSION_DENIED':
      return `something between here and ${address} refused the call: it is no node of railkv that did`;
    case 'INVALID_REQUEST':
      return `${address} could not read the request`;
    default:
      return `the call to ${address} broke off without an answer`;
  }
}
