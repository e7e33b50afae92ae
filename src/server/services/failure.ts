/** Failures of calls on their way to the wire: one shape for an item of a batch and for a status's detail. */

import { RailkvError, type Reason } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';

/** EPOCH_STALE and its kin: carries the ranges as they are now. */
export class RoutedError extends RailkvError {
  constructor(
    reason: Reason,
    message: string,
    readonly routes: readonly pb.Route.$Properties[],
    details: { metadata?: Record<string, string>; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(reason, message, details);
  }
}

/** Any thrown value as the `railkv.v1.Failure` that tells a client what to do; what is not ours is INTERNAL. */
export function failureOf(error: unknown): pb.Failure.$Properties {
  if (!(error instanceof RailkvError))
    return {
      reason: 'INTERNAL',
      message: `internal error: ${error instanceof Error ? error.message : String(error)}`,
    };
  return {
    reason: error.reason,
    message: error.message,
    metadata: { ...error.metadata },
    retryAfterMs: error.retryAfterMs,
    ...(error instanceof RoutedError ? { routes: [...error.routes] } : {}),
  };
}
