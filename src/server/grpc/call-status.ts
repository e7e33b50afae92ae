/** Errors on their way to a gRPC status. What is not a RailkvError is a fault of ours: the client is told so and nothing
 *  more, the log gets the rest. */
import { Metadata, type StatusObject } from '@grpc/grpc-js';
import type { Logger } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { STATUS_DETAILS_METADATA } from '../../proto/services.js';
import { failureFromError, statusFromFailure } from '../../proto/status-details.js';

/** @returns what the caller is told; a fault is logged here, once. */
export function failureOfCall(error: unknown, log: Logger, path: string): pb.Failure.$Properties {
  if (error instanceof RailkvError) return failureFromError(error);
  log.error({ err: error, path }, 'a call failed for a reason of ours');
  return {
    reason: 'INTERNAL',
    message:
      'the node failed at this call, and its log says why; it may have been done: ask with the same request id',
  };
}

export function grpcStatus(failure: pb.Failure.$Properties): StatusObject {
  const { code, message, details } = statusFromFailure(failure);
  const metadata = new Metadata();
  metadata.set(STATUS_DETAILS_METADATA, Buffer.from(details));
  return { code, details: message, metadata };
}
