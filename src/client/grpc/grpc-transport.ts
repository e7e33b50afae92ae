/** ClientTransport over gRPC: one channel per node, no retries of its own. An address may be a DNS name: grpc-js connects to the
 *  first of its records that lets it, trying the next one after 250 ms, and looks the name up anew when none does or the
 *  connection ended. */
import { type ChannelOptions, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { RailkvError, type Reason } from '../../proto/errors.js';
import { NOTHING_READ_METADATA } from '../../proto/nothing-read.js';
import {
  CALLER_METADATA,
  CLUSTER_METADATA,
  type Method,
  STATUS_DETAILS_METADATA,
  TOKEN_METADATA,
} from '../../proto/services.js';
import { errorFromStatus } from '../../proto/status-details.js';
import type {
  Attempt,
  CallMetadata,
  ClientTransport,
  OutgoingStream,
  StreamEvents,
} from '../client-transport.js';
import { abortReason } from '../deadline.js';
import { onAbort } from '../on-abort.js';
import type { SecurityOptions } from '../options.js';
import { BidiCall } from './bidi-call.js';
import { callFailure } from './call-failure.js';
import { SecureChannels } from './channel-credentials.js';

const CHANNEL: ChannelOptions = {
  'grpc.enable_retries': 0, // a channel's retries cannot change the node, and would multiply with ours
  'grpc.enable_channelz': 0, // costs memory for every call, and nobody looks
  'grpc.service_config_disable_resolution': 1,
  'grpc.dns_min_time_between_resolutions_ms': 2_000, // a name whose records were all replaced; grpc-js waits 30 s
  'grpc.initial_reconnect_backoff_ms': 50, // a node that restarts is back within seconds
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 10_000, // notices a peer that vanished without a word
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.max_receive_message_length': 16 * 1_024 * 1_024, // rows of a replica come in large parts
  'grpc-node.flow_control_window': 4 * 1_024 * 1_024, // a scan at full speed over a link of some ms
};

/** Something that can be given up when the transport closes. */
interface Cancellable {
  cancel(): void;
}

export class GrpcTransport implements ClientTransport {
  readonly #secure: SecureChannels | undefined;
  readonly #token: () => string | undefined;
  readonly #channels = new Map<string, Client>();
  readonly #calls = new Set<Cancellable>();
  #closed = false;

  /** @throws RailkvError INVALID_REQUEST */
  constructor({ tls, token }: SecurityOptions = {}) {
    if (token !== undefined && tls === undefined)
      throw new RailkvError(
        'INVALID_REQUEST',
        'a token would travel readably without TLS: give the CA of the cluster too (tls.ca)',
      );
    this.#secure = tls && new SecureChannels(tls);
    this.#token = typeof token === 'function' ? token : () => token;
  }

  unary<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    { metadata, timeoutMs, signal }: Attempt,
  ): Promise<DR> {
    return new Promise((resolve, reject) => {
      const call = this.#channel(address).makeUnaryRequest<Q, DR>(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        this.#headers(metadata),
        { deadline: Date.now() + timeoutMs },
        (error, response) => {
          this.#calls.delete(call);
          stopHearing();
          if (error === null && response !== undefined) resolve(response);
          else
            reject(signal?.aborted === true ? abortReason(signal) : this.#error(error, address, timeoutMs));
        },
      );
      const stopHearing = onAbort(signal, () => call.cancel());
      this.#calls.add(call);
      if (signal?.aborted === true) call.cancel();
    });
  }

  async *serverStream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    { metadata, timeoutMs, signal }: Attempt,
  ): AsyncGenerator<DR, void, undefined> {
    const call = this.#channel(address).makeServerStreamRequest<Q, DR>(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      this.#headers(metadata),
      { deadline: Date.now() + timeoutMs },
    );
    const stopHearing = onAbort(signal, () => call.cancel());
    this.#calls.add(call);
    try {
      for await (const message of call) yield message as DR;
    } catch (error) {
      throw signal?.aborted === true ? abortReason(signal) : this.#error(error, address, timeoutMs);
    } finally {
      stopHearing();
      this.#calls.delete(call);
      call.on('error', () => {}); // the cancelling below
      call.cancel();
    }
  }

  stream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    events: StreamEvents<DR>,
    metadata: CallMetadata,
  ): OutgoingStream<Q> {
    let channel: Client;
    let headers: Metadata;
    try {
      channel = this.#channel(address);
      headers = this.#headers(metadata);
    } catch (error) {
      return unopened(() =>
        events.closed(error instanceof RailkvError ? error : this.#error(error, address)),
      );
    }
    const call = new BidiCall<Q, DR>(channel, method, headers, {
      ...events,
      opened: () => events.opened(),
      closed: (error) => {
        this.#calls.delete(call);
        events.closed(error === undefined ? undefined : this.#error(error, address));
      },
    });
    this.#calls.add(call);
    return call;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#calls) call.cancel();
    this.#calls.clear();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #headers({ caller, cluster }: CallMetadata): Metadata {
    const metadata = new Metadata();
    metadata.set(CALLER_METADATA, caller);
    if (cluster !== undefined) metadata.set(CLUSTER_METADATA, cluster);
    const token = this.#presentToken();
    if (token !== undefined) metadata.set(TOKEN_METADATA, `Bearer ${token}`);
    return metadata;
  }

  /** What grpc-js says of a header that it cannot send holds the header. @throws RailkvError UNAUTHENTICATED, INVALID_REQUEST */
  #presentToken(): string | undefined {
    let token: string | undefined;
    try {
      token = this.#token();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw notSent('UNAUTHENTICATED', `the token could not be had: ${why}`, cause);
    }
    if (token === undefined || TOKEN.test(token)) return token;
    throw notSent('INVALID_REQUEST', 'the token holds a blank, a line break or what is not ASCII');
  }

  #error(error: unknown, address: string, timeoutMs?: number): RailkvError {
    const isSecure = this.#secure !== undefined;
    return fromServiceError(error, { address, isSecure, ...(timeoutMs !== undefined && { timeoutMs }) });
  }

  #channel(address: string): Client {
    if (this.#closed) throw new RailkvError('SHUTTING_DOWN', 'this client was closed; connect again');
    const known = this.#channels.get(address);
    if (known !== undefined) return known;
    const secure = this.#secure?.to(address);
    const channel = new Client(address, secure?.credentials ?? credentials.createInsecure(), {
      ...CHANNEL,
      ...secure?.options,
    });
    this.#channels.set(address, channel);
    return channel;
  }
}

const TOKEN = /^[\x21-\x7e]+$/; // travels as a header

function notSent(reason: Reason, what: string, cause?: unknown): RailkvError {
  return new RailkvError(reason, `${what}; nothing was sent`, { metadata: NOTHING_READ_METADATA, cause });
}

/** A stream that failed before it was begun, told as any other. */
function unopened(tell: () => void): OutgoingStream<unknown> {
  let over = false;
  setImmediate(() => {
    if (!over) tell();
  });
  return {
    write: () => false,
    end: () => {},
    cancel: () => {
      over = true;
    },
  };
}

/** @param error a ServiceError of grpc-js; null when a call ended well and yet without a message */
function fromServiceError(
  error: unknown,
  call: { readonly address: string; readonly isSecure: boolean; readonly timeoutMs?: number },
): RailkvError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') {
    return new RailkvError('INTERNAL', `the call to ${call.address} ended without an answer`, {
      cause: error,
    });
  }
  const { code, details, metadata } = error as ServiceError;
  const [bytes] = metadata?.get(STATUS_DETAILS_METADATA) ?? [];
  const known = errorFromStatus(code, details, Buffer.isBuffer(bytes) ? bytes : undefined);
  if (bytes !== undefined || known.reason === 'MESSAGE_TOO_LARGE') return known;
  return callFailure(call, { code, details, reason: known.reason }, error);
}
