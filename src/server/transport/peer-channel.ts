/** gRPC clients towards another node, and errors as they come out of them. Frames and pulls have a connection each: a
 *  snapshot in the same one would hold up heartbeats. */
import { type ChannelOptions, Client, credentials, type ServiceError } from '@grpc/grpc-js';
import type { RailkvError } from '../../proto/errors.js';
import { STATUS_DETAILS_METADATA } from '../../proto/services.js';
import { errorFromStatus } from '../../proto/status-details.js';
import type { PeerAddress } from '../peer-transport.js';
import { type PeerTls, peerCredentials, peerServerName } from './peer-tls.js';

/** A dead connection shows within about eight seconds even when nothing is said. */
const KEEPALIVE_MS = 5_000;
const KEEPALIVE_TIMEOUT_MS = 3_000;

/** What of a snapshot may be under way: with the default of 64 KiB a round trip bounds the rate. */
const PULL_WINDOW_BYTES = 8 * 2 ** 20;

export type PeerChannelUse = 'frames' | 'pulls';

/** @param tls absent: plain text */
export function peerClient(
  { nodeId, address }: PeerAddress,
  use: PeerChannelUse,
  messageBytesMax: number,
  tls: PeerTls | undefined,
): Client {
  const options: ChannelOptions = {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0, // keeps what was written on a stream for as long as it lives
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 1_000,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
    'grpc.keepalive_permit_without_calls': use === 'frames' ? 1 : 0,
    'grpc.max_receive_message_length': messageBytesMax,
    ...(tls === undefined ? {} : { 'grpc.ssl_target_name_override': peerServerName(nodeId) }),
    ...(use === 'pulls' ? { 'grpc-node.flow_control_window': PULL_WINDOW_BYTES } : {}),
  };
  const channel = tls === undefined ? credentials.createInsecure() : peerCredentials(tls, nodeId);
  return new Client(address, channel, options);
}

/** For the peers' server: it too has to notice that the other side is gone. */
export const PEER_KEEPALIVE: ChannelOptions = {
  'grpc.keepalive_time_ms': KEEPALIVE_MS,
  'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
};

export function peerError(error: ServiceError): RailkvError {
  const [details] = error.metadata?.get(STATUS_DETAILS_METADATA) ?? [];
  return errorFromStatus(
    error.code,
    error.details,
    Buffer.isBuffer(details) ? details : undefined,
    'peerMessage',
  );
}
