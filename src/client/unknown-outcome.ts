/** How commands end other than well: as refused, which is certain, or as unknown, which the application can settle later. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { plainKey, runKey } from '../proto/keys.js';
import { formatOrderReference } from '../proto/order-reference.js';
import { errorFromFailure } from '../proto/status-details.js';
import type { RunKey } from './ticket-types.js';

/** What a command is about. */
export interface Subject {
  /** Routes it. */
  readonly key: Uint8Array;
  /** Where its request id is kept, as GetOutcome takes it. */
  readonly outcomeOf: Pick<pb.GetOutcome.$Properties, 'run' | 'key'>;
  /** What `settle` takes, for the metadata of the error. */
  settledBy(requestId: string): { reference: string } | { key: string };
}

export function runSubject(run: RunKey): Subject {
  const { line, train, date } = run;
  return {
    key: runKey(line, train, date),
    outcomeOf: { run: { line, train, date } },
    settledBy: (requestId) => ({
      reference: formatOrderReference({ line, train, date, orderId: requestId }),
    }),
  };
}

export function keySubject(key: string): Subject {
  return { key: plainKey(key), outcomeOf: { key }, settledBy: () => ({ key }) };
}

export function refusalError(refusal: pb.Refusal.$Properties, requestId: string): RailkvError {
  return errorFromFailure({
    reason: refusal.reason ?? '',
    message: refusal.message ?? '',
    metadata: { ...refusal.metadata, requestId },
  });
}

/** A question that came after the answer was dropped: neither "done" nor "never" would be the truth. */
export function expiredError(what: string): RailkvError {
  return new RailkvError(
    'REQUEST_EXPIRED',
    `${what} cannot run any more, and whether it did is not recorded any longer: look at what it would have changed`,
  );
}

export function unknownError(
  command: { readonly requestId: string; readonly notAfterMs: number; readonly subject: Subject },
  cause: unknown,
): RailkvError {
  const { requestId, notAfterMs, subject } = command;
  const settledBy = subject.settledBy(requestId);
  const metadata = { ...settledBy, requestId, notAfterMs: String(notAfterMs) };
  const name =
    'reference' in settledBy ? settledBy.reference : `request ${requestId} on key ${settledBy.key}`;
  return new RailkvError(
    'UNKNOWN',
    `whether ${name} was done is not known yet; settle it, or repeat it with the same requestId`,
    { metadata, cause },
  );
}
