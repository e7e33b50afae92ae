/** A RailkvError on the wire and back: google.rpc.Status in `grpc-status-details-bin` with ErrorInfo (domain railkv),
 *  RetryInfo, and railkv.v1.Failure, which alone carries the current routes. A status that is not ours maps to the
 *  nearest reason; it never throws, since there is nobody left to tell. */
import { ERROR_DOMAIN, ERRORS, isReason, RailkvError, type Reason } from './errors.js';
import { pb, rpc } from './index.js';

const TYPE = 'type.googleapis.com/';
const ERROR_INFO = `${TYPE}google.rpc.ErrorInfo`;
const RETRY_INFO = `${TYPE}google.rpc.RetryInfo`;
const FAILURE = `${TYPE}railkv.v1.Failure`;

/** What a gRPC library needs to end a call. */
export interface WireStatus {
  readonly code: number;
  readonly message: string;
  /** google.rpc.Status, for `grpc-status-details-bin`. */
  readonly details: Uint8Array;
}

/** gRPC trailers are headers, and a message travels in them percent-encoded, up to nine bytes a character: a longer one is
 *  cut, and whole in the details. */
const MESSAGE_CHARACTERS_MAX = 512;
/** All trailers of a call share the client's header limit, often 16 KiB, and this comes on top of the message, in base64. */
const DETAILS_BYTES_MAX = 6 * 1_024;

export function statusFromFailure(failure: pb.Failure.$Properties): WireStatus {
  const text = failure.reason ?? '';
  const reason: Reason = isReason(text) ? text : 'INTERNAL';
  const full = encodeDetails(reason, failure);
  return {
    code: ERRORS[reason].grpc,
    message: short(failure.message),
    details: full.length <= DETAILS_BYTES_MAX ? full : encodeDetails(reason, shortened(failure)),
  };
}

/** What a status is made of; an item of a batch, which has none of its own, carries it so. */
export function failureFromError(error: RailkvError): pb.Failure.$Properties {
  return {
    reason: error.reason,
    message: error.message,
    metadata: { ...error.metadata },
    retryAfterMs: error.retryAfterMs,
    routes: [...error.routes],
  };
}

export function errorFromFailure(failure: pb.Failure.$Properties): RailkvError {
  const reason = failure.reason ?? '';
  const known = isReason(reason);
  return new RailkvError(
    known ? reason : 'INTERNAL',
    known ? (failure.message ?? '') : `unknown reason ${reason}: ${failure.message ?? ''}`,
    {
      metadata: { ...failure.metadata },
      retryAfterMs: failure.retryAfterMs ?? 0,
      routes: failure.routes ?? [],
    },
  );
}

/** What a client makes of the status a call ended with. Without details nobody of ours spoke: for a command, such an
 *  error (UNREACHABLE, DEADLINE_EXCEEDED, INTERNAL) leaves open whether it was done.
 *  @param details the bytes of `grpc-status-details-bin`, when there were any  @param limit how large a message may be there */
export function errorFromStatus(
  code: number,
  message: string,
  details: Uint8Array | undefined,
  limit: 'clientMessage' | 'peerMessage' = 'clientMessage',
): RailkvError {
  return (details && errorFromDetails(details)) ?? ownError(code, message, limit);
}

/** How gRPC libraries refuse a message before anybody of ours sees it. grpc-js names both sizes. */
const TOO_LARGE = /message (?:larger than max|exceeds maximum size)(?:.*\((\d+) vs\.? (\d+)\))?/;

function ownError(code: number, message: string, limit: string): RailkvError {
  const tooLarge = code === ERRORS.MESSAGE_TOO_LARGE.grpc ? TOO_LARGE.exec(message) : null;
  if (tooLarge === null) return new RailkvError(reasonFromCode(code), message);
  const [, bytes, bytesMax] = tooLarge;
  if (bytes === undefined || bytesMax === undefined) return new RailkvError('MESSAGE_TOO_LARGE', message);
  return new RailkvError(
    'MESSAGE_TOO_LARGE',
    `a message of ${bytes} bytes is more than the ${bytesMax} that the other side takes: send less at a time (limits.${limit})`,
    { metadata: { bytes, bytesMax } },
  );
}

function errorFromDetails(bytes: Uint8Array): RailkvError | undefined {
  try {
    const status = rpc.Status.decode(bytes);
    let info: rpc.ErrorInfo | undefined;
    let retryAfterMs = 0;
    for (const { typeUrl, value } of status.details) {
      if (!value) continue;
      if (typeUrl === FAILURE) return errorFromFailure(pb.Failure.decode(value));
      if (typeUrl === ERROR_INFO) info = rpc.ErrorInfo.decode(value);
      if (typeUrl === RETRY_INFO) retryAfterMs = milliseconds(rpc.RetryInfo.decode(value).retryDelay);
    }
    if (info?.domain !== ERROR_DOMAIN || !isReason(info.reason)) return undefined;
    return new RailkvError(info.reason, status.message, { metadata: info.metadata, retryAfterMs });
  } catch {
    return undefined; // the status code and message still say something
  }
}

/** A status made by a proxy or the gRPC library itself, which knows nothing of our reasons. A call that ended without our
 *  word may have been done, unless the code says that it never reached us. */
function reasonFromCode(code: number): Reason {
  switch (code) {
    case 3:
      return 'INVALID_REQUEST';
    case 4:
      return 'DEADLINE_EXCEEDED';
    case 7:
      return 'PERMISSION_DENIED';
    case 8:
      return 'SERVER_BUSY';
    case 12:
      return 'NOT_IMPLEMENTED';
    case 14:
      return 'UNREACHABLE';
    case 16:
      return 'UNAUTHENTICATED';
    default:
      return 'INTERNAL';
  }
}

function encodeDetails(reason: Reason, failure: pb.Failure.$Properties): Uint8Array {
  const info = rpc.ErrorInfo.encode({
    reason,
    domain: ERROR_DOMAIN,
    metadata: failure.metadata ?? null,
  }).finish();
  const details: rpc.Any.$Properties[] = [
    { typeUrl: ERROR_INFO, value: info },
    { typeUrl: FAILURE, value: pb.Failure.encode(failure).finish() },
  ];
  const retryMs = failure.retryAfterMs ?? 0;
  if (retryMs > 0) {
    const retryDelay = { seconds: Math.floor(retryMs / 1_000), nanos: (retryMs % 1_000) * 1_000_000 };
    details.push({ typeUrl: RETRY_INFO, value: rpc.RetryInfo.encode({ retryDelay }).finish() });
  }
  return rpc.Status.encode({ code: ERRORS[reason].grpc, message: failure.message ?? '', details }).finish();
}

function shortened(failure: pb.Failure.$Properties): pb.Failure.$Properties {
  const { reason, message, retryAfterMs } = failure;
  return {
    reason: reason ?? null,
    message: short(message),
    retryAfterMs: retryAfterMs ?? null,
  };
}

/** Without half surrogate pairs, cut or given: gRPC libraries percent-encode the message, which throws on one. */
function short(message: string | null | undefined): string {
  return (message ?? '').slice(0, MESSAGE_CHARACTERS_MAX).replace(/\p{Surrogate}/gu, '?');
}

function milliseconds(duration: rpc.Duration.$Properties | null | undefined): number {
  return Math.ceil((duration?.seconds ?? 0) * 1_000 + (duration?.nanos ?? 0) / 1_000_000);
}
