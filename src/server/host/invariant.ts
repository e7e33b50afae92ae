/** What must hold, or the code that follows is wrong. In consensus and storage a broken one ends the process; in apply it
 *  halts that replica: the caller decides which by where it catches. */

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
