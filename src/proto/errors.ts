/** One table from reason to gRPC status, what a client may do about it, and the documentation heading (docs/errors.md).
 *  Refusals of the state machine are answers and recorded; failures are of the call and may or may not have had an effect:
 *  `outcome` says which. */

import type { pb } from './index.js';

/** What a caller may do.
 *  - `never`: the same request gets the same answer; change it or give up.
 *  - `elsewhere`: not proposed; try another replica or refresh the route, at once.
 *  - `later`: not proposed; wait (retry-after), then try again.
 *  - `same-id`: may have been done; only the same request id may be sent again. */
export type Retry = 'never' | 'elsewhere' | 'later' | 'same-id';

export interface ErrorRow {
  /** gRPC status code, by its number. */
  readonly grpc: number;
  readonly retry: Retry;
}

const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const DATA_LOSS = 15;
const UNAUTHENTICATED = 16;

export const ERRORS = {
  // --- routing ---
  NOT_LEADER: { grpc: FAILED_PRECONDITION, retry: 'elsewhere' },
  EPOCH_STALE: { grpc: FAILED_PRECONDITION, retry: 'elsewhere' },
  GROUP_NOT_FOUND: { grpc: NOT_FOUND, retry: 'elsewhere' },
  NO_SUCH_GROUP: { grpc: NOT_FOUND, retry: 'never' },
  LINE_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  NOT_PLACEMENT: { grpc: FAILED_PRECONDITION, retry: 'elsewhere' },
  WRONG_CLUSTER: { grpc: FAILED_PRECONDITION, retry: 'never' },
  REPLICA_REMOVED: { grpc: FAILED_PRECONDITION, retry: 'never' }, // between nodes only
  PEER_REFUSED: { grpc: FAILED_PRECONDITION, retry: 'never' }, // between nodes only
  // --- availability ---
  ACK_QUORUM_AWAY: { grpc: UNAVAILABLE, retry: 'later' },
  NO_LEADER: { grpc: UNAVAILABLE, retry: 'later' },
  SERVER_BUSY: { grpc: RESOURCE_EXHAUSTED, retry: 'later' },
  RATE_LIMITED: { grpc: RESOURCE_EXHAUSTED, retry: 'later' },
  SHUTTING_DOWN: { grpc: UNAVAILABLE, retry: 'elsewhere' },
  CLOCK_SUSPECT: { grpc: UNAVAILABLE, retry: 'later' },
  UNREACHABLE: { grpc: UNAVAILABLE, retry: 'elsewhere' },
  READ_TOO_OLD: { grpc: UNAVAILABLE, retry: 'elsewhere' },
  DEADLINE_EXCEEDED: { grpc: DEADLINE_EXCEEDED, retry: 'never' },
  UNKNOWN: { grpc: DEADLINE_EXCEEDED, retry: 'same-id' },
  REPLICA_DAMAGED: { grpc: DATA_LOSS, retry: 'elsewhere' },
  INTERNAL: { grpc: INTERNAL, retry: 'same-id' },
  NOT_IMPLEMENTED: { grpc: UNIMPLEMENTED, retry: 'never' },
  // --- the request itself ---
  INVALID_REQUEST: { grpc: INVALID_ARGUMENT, retry: 'never' },
  MESSAGE_TOO_LARGE: { grpc: RESOURCE_EXHAUSTED, retry: 'never' },
  UNAUTHENTICATED: { grpc: UNAUTHENTICATED, retry: 'never' },
  TOKEN_EXPIRED: { grpc: UNAUTHENTICATED, retry: 'never' },
  TLS_REQUIRED: { grpc: UNAUTHENTICATED, retry: 'never' }, // plain text on a port that speaks TLS
  PERMISSION_DENIED: { grpc: PERMISSION_DENIED, retry: 'never' },
  // --- changes of a group ---
  CHANGE_PENDING: { grpc: ABORTED, retry: 'later' },
  NODE_AWAY: { grpc: UNAVAILABLE, retry: 'later' },
  NODE_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  NOT_A_MEMBER: { grpc: FAILED_PRECONDITION, retry: 'never' },
  ALREADY_MEMBER: { grpc: ALREADY_EXISTS, retry: 'never' },
  LAST_COPY: { grpc: FAILED_PRECONDITION, retry: 'never' },
  RECOVERY_PENDING: { grpc: UNAVAILABLE, retry: 'later' },
  PLAN_STALE: { grpc: FAILED_PRECONDITION, retry: 'never' },
  ACK_QUORUM_INVALID: { grpc: INVALID_ARGUMENT, retry: 'never' },
  SPLIT_KEY_INVALID: { grpc: INVALID_ARGUMENT, retry: 'never' },
  SPLIT_IMPOSSIBLE: { grpc: FAILED_PRECONDITION, retry: 'never' },
  // --- nodes and operators ---
  NODE_EXISTS: { grpc: ALREADY_EXISTS, retry: 'never' },
  NODE_REMOVED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  ADDRESS_IN_USE: { grpc: ALREADY_EXISTS, retry: 'never' },
  NODE_NOT_EMPTY: { grpc: FAILED_PRECONDITION, retry: 'never' },
  NODE_STATE_CONFLICT: { grpc: FAILED_PRECONDITION, retry: 'never' },
  NOT_ENOUGH_NODES: { grpc: FAILED_PRECONDITION, retry: 'never' },
  VERSION_TOO_OLD: { grpc: FAILED_PRECONDITION, retry: 'never' },
  OPERATOR_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  // --- refusals of the state machine ---
  REQUEST_EXPIRED: { grpc: FAILED_PRECONDITION, retry: 'never' }, // later than its notAfter
  NOT_AFTER_TOO_FAR: { grpc: INVALID_ARGUMENT, retry: 'never' },
  REQUEST_ID_REUSED: { grpc: ALREADY_EXISTS, retry: 'never' },
  ABANDONED: { grpc: ABORTED, retry: 'never' }, // GetOutcome came first: the id never ran and never will
  SOLD_OUT: { grpc: FAILED_PRECONDITION, retry: 'never' },
  SALE_CLOSED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  DEPARTED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  RUN_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  RUN_EXISTS: { grpc: ALREADY_EXISTS, retry: 'never' },
  STATION_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  STATION_MISMATCH: { grpc: FAILED_PRECONDITION, retry: 'never' },
  CLASS_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  FROM_NOT_BEFORE_TO: { grpc: INVALID_ARGUMENT, retry: 'never' },
  PASSENGER_HOLDS_TRAIN: { grpc: ALREADY_EXISTS, retry: 'never' },
  ORDER_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  NOT_A_HOLD: { grpc: FAILED_PRECONDITION, retry: 'never' },
  HOLD_EXPIRED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  ALREADY_CANCELLED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  ALREADY_REFUNDED: { grpc: FAILED_PRECONDITION, retry: 'never' },
  NOT_SOLD: { grpc: FAILED_PRECONDITION, retry: 'never' },
  KEY_NOT_FOUND: { grpc: NOT_FOUND, retry: 'never' },
  CAS_MISMATCH: { grpc: FAILED_PRECONDITION, retry: 'never' },
  NOT_A_NUMBER: { grpc: FAILED_PRECONDITION, retry: 'never' },
  BELOW_FLOOR: { grpc: FAILED_PRECONDITION, retry: 'never' },
} as const satisfies Record<string, ErrorRow>;

export type Reason = keyof typeof ERRORS;

export const ERROR_DOMAIN = 'railkv';

export function isReason(text: string): text is Reason {
  return Object.hasOwn(ERRORS, text);
}

/** The one error class of calls: thrown by the SDK, and inside the server on its way to a status. */
export class RailkvError extends Error {
  override readonly name = 'RailkvError';
  readonly metadata: Readonly<Record<string, string>>;
  readonly retryAfterMs: number;
  /** EPOCH_STALE: the ranges as they are now. */
  readonly routes: readonly pb.Route.$Properties[];

  constructor(
    readonly reason: Reason,
    message: string,
    details: {
      metadata?: Record<string, string>;
      retryAfterMs?: number;
      routes?: readonly pb.Route.$Properties[];
      cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.metadata = details.metadata ?? {};
    this.retryAfterMs = details.retryAfterMs ?? 0;
    this.routes = details.routes ?? [];
  }

  get retry(): Retry {
    return ERRORS[this.reason].retry;
  }
}
