/** Whether the client is still open, and who wants to know when it no longer is. Not an AbortSignal: thousands may listen
 *  at once, and Node takes more than ten listeners of a signal for a leak. */
import { RailkvError } from '../proto/errors.js';

export class Lifetime {
  #closed = false;
  readonly #listeners = new Set<() => void>();

  get closed(): boolean {
    return this.#closed;
  }

  /** @returns how to stop listening */
  onClose(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }

  /** @throws RailkvError SHUTTING_DOWN */
  throwIfClosed(): void {
    if (this.#closed) throw closedError();
  }
}

export function closedError(): RailkvError {
  return new RailkvError('SHUTTING_DOWN', 'this client was closed; connect again');
}
