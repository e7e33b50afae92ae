/** Failures of calls on their way to the wire: one shape for an item of a batch and for a status's detail. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { failureFromError } from '../../proto/status-details.js';

/** Any thrown value as the `railkv.v1.Failure` that tells a client what to do; what is not ours is INTERNAL. */
export function failureOf(error: unknown): pb.Failure.$Properties {
  if (error instanceof RailkvError) return failureFromError(error);
  const message = error instanceof Error ? error.message : String(error);
  return { reason: 'INTERNAL', message: `internal error: ${message}` };
}
