/** Rows that contradict each other or cannot be read: the replica stops and keeps its bytes. */
import { StoreError } from '../store-error.js';

export function damage(message: string, cause?: unknown): StoreError {
  return new StoreError('DAMAGED', message, cause === undefined ? undefined : { cause });
}

/** Decodes; whatever goes wrong is damage. */
export function undamaged<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw damage(`${what} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}
