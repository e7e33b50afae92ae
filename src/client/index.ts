/** railkv/client: what an application imports. */
import type { RailkvClient } from './api.js';
import { connectOver } from './connect.js';
import { GrpcTransport } from './grpc/grpc-transport.js';
import { nodeEnv } from './grpc/node-env.js';
import type { ConnectOptions, SecurityOptions } from './options.js';

export { ERRORS, isReason, RailkvError, type Reason, type Retry } from '../proto/errors.js';
export { formatOrderReference, type OrderAddress, parseOrderReference } from '../proto/order-reference.js';
export type * from './api.js';
export type * from './call-options.js';
export type * from './cluster-types.js';
export type * from './kv-types.js';
export type * from './operations-api.js';
export type { ConnectOptions, SecurityOptions, TlsOptions } from './options.js';
export type * from './ticket-types.js';

/** Connects to a cluster over gRPC. Resolves once one seed has answered.
 *  @param options.tls absent: plain text
 *  @throws RailkvError UNREACHABLE when no seed answers within `readTimeoutMs`, WRONG_CLUSTER, UNAUTHENTICATED,
 *    TOKEN_EXPIRED, TLS_REQUIRED; INVALID_REQUEST when the certificates are none, or a token is given without TLS */
export async function connect(options: ConnectOptions & SecurityOptions): Promise<RailkvClient> {
  return await connectOver(new GrpcTransport(options), nodeEnv(), options);
}
