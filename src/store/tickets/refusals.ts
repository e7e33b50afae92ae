/** What a refused command is told: one message a reason, which names what to do next. */
import type { Reason } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';

type RefusalReason = Extract<
  Reason,
  | 'EPOCH_STALE'
  | 'INVALID_REQUEST'
  | 'REQUEST_EXPIRED'
  | 'NOT_AFTER_TOO_FAR'
  | 'REQUEST_ID_REUSED'
  | 'ABANDONED'
  | 'SOLD_OUT'
  | 'SALE_CLOSED'
  | 'DEPARTED'
  | 'RUN_NOT_FOUND'
  | 'RUN_EXISTS'
  | 'STATION_NOT_FOUND'
  | 'STATION_MISMATCH'
  | 'CLASS_NOT_FOUND'
  | 'FROM_NOT_BEFORE_TO'
  | 'PASSENGER_HOLDS_TRAIN'
  | 'ORDER_NOT_FOUND'
  | 'NOT_A_HOLD'
  | 'HOLD_EXPIRED'
  | 'ALREADY_CANCELLED'
  | 'ALREADY_REFUNDED'
  | 'NOT_SOLD'
  | 'KEY_NOT_FOUND'
  | 'CAS_MISMATCH'
  | 'NOT_A_NUMBER'
  | 'BELOW_FLOOR'
>;

const MESSAGES: Readonly<Record<RefusalReason, string>> = {
  EPOCH_STALE: 'this group no longer has that key: refresh the route and send it again',
  INVALID_REQUEST: 'the request is malformed',
  REQUEST_EXPIRED:
    'it came later than its not_after_ms; ask for the order, or send it under a new request id',
  NOT_AFTER_TOO_FAR: 'not_after_ms may be at most 15 minutes ahead',
  REQUEST_ID_REUSED: 'that request id was used for another command: take a new one',
  ABANDONED:
    'its outcome was asked for before it came, so it was never done and never will be: take a new request id',
  SOLD_OUT: 'too few seats are left on these segments: try another class, train or date',
  SALE_CLOSED: 'this run is closed for sale',
  DEPARTED: 'the train has left that stop',
  RUN_NOT_FOUND: 'no such run is published: check train and date',
  RUN_EXISTS: 'this run is published with another plan',
  STATION_NOT_FOUND: 'the train does not call there: query the line for its stops',
  STATION_MISMATCH: 'the stop index and the station are not the same stop: query the line again',
  CLASS_NOT_FOUND: 'the run has no such class',
  FROM_NOT_BEFORE_TO: 'the train calls at the destination before the origin',
  PASSENGER_HOLDS_TRAIN: 'a passenger already has a ticket for this run: refund or cancel it first',
  ORDER_NOT_FOUND: 'you have no such order: check the reference',
  NOT_A_HOLD: 'the order is not a hold any more: it was bought; refund it instead',
  HOLD_EXPIRED: 'the hold ended at its deadline and the seats went back on sale: buy again',
  ALREADY_CANCELLED: 'the hold was cancelled',
  ALREADY_REFUNDED: 'it was refunded before',
  NOT_SOLD: 'the order was never bought, so there is nothing to refund',
  KEY_NOT_FOUND: 'there is no such key',
  CAS_MISMATCH: 'the key does not have the expected value',
  NOT_A_NUMBER: 'the value is not a decimal integer of at most 2^53-1',
  BELOW_FLOOR: 'the result would be below the floor',
};

export function refusal(
  reason: RefusalReason,
  metadata: Record<string, string> = {},
): pb.Refusal.$Properties {
  return { reason, message: MESSAGES[reason], metadata };
}

/** What a command came to, before it has an id and a position. */
export type Result = Pick<pb.Answer.$Properties, 'refusal' | 'unrecorded' | 'order' | 'kv' | 'asked'>;

export function refuse(reason: RefusalReason, metadata?: Record<string, string>): Result {
  return { refusal: refusal(reason, metadata) };
}

/** Refused, and the id stays unused: the same command may still be done later. */
export function refuseUnrecorded(reason: RefusalReason, metadata?: Record<string, string>): Result {
  return { refusal: refusal(reason, metadata), unrecorded: true };
}
