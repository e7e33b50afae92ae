/** Errors of the store. DAMAGED and the identity errors are refusals with a remedy in the message; a failed write is not
 *  here, since it ends the process (`Fatal`). */

export type StoreErrorCode =
  | 'NOT_FOUND' // no such database or directory
  | 'DAMAGED' // bytes that are not what was written
  | 'WRONG_CLUSTER'
  | 'WRONG_NODE'
  | 'NEWER_FORMAT'
  | 'OLD_COPY' // an incarnation not above what peers have seen
  | 'ALREADY_EXISTS'
  | 'LOCKED' // another process has it open
  | 'CLOSED'; // the replica was removed, split or replaced meanwhile

export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
