/** What must hold, said in production code. A broken invariant of consensus ends the process with what it knew: going on
 *  could give a seat two owners. */

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** For hot paths: the message is only built when the check has failed. */
export function fail(message: string): never {
  throw new InvariantError(message);
}
