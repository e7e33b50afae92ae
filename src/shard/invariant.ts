/** A broken invariant of placement. Thrown inside apply it halts the replica; it is never an answer to a caller. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
