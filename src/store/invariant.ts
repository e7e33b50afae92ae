/** What must hold in the store's own code. A broken one ends the process with what it knew: going on could lose a sale. */

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
