/** Nodes that refuse whoever asks are not silent: started again or decommissioned they would refuse it still. Where none
 *  answers, the caller lacks something; where others do, that node holds other authorities or keys than its peers. Pure. */
import { RailkvError, type Reason } from '../../client/index.js';

const OF_THE_CALLER: readonly Reason[] = [
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'TLS_REQUIRED',
  'PERMISSION_DENIED',
];

export const isCallerRefused = (error: unknown): error is RailkvError =>
  error instanceof RailkvError && OF_THE_CALLER.includes(error.reason);

/** @param failures of each node that was asked; undefined: it answered
 *  @throws RailkvError of the first that refused the caller, when none answered: others may be away besides */
export function throwWhereAllRefuse(failures: readonly (RailkvError | undefined)[]): void {
  const refusal = failures.find(isCallerRefused);
  if (refusal !== undefined && failures.every((failure) => failure !== undefined)) throw refusal;
}
