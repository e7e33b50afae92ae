/** How long one call may last, over all its attempts, and who may end it sooner: the caller's signal, or the closing of the
 *  client. Monotonic time only. */
import type { Clock } from '../env/env.js';
import { RailkvError } from '../proto/errors.js';
import { closedError, type Lifetime } from './lifetime.js';
import { onAbort } from './on-abort.js';

export class Deadline {
  /** Monotonic ms. */
  readonly atMs: number;

  constructor(
    readonly clock: Clock,
    readonly lifetime: Lifetime,
    /** ms from now */
    readonly timeoutMs: number,
    readonly signal?: AbortSignal,
  ) {
    if (!(timeoutMs > 0))
      throw new RailkvError('INVALID_REQUEST', `timeoutMs is ${timeoutMs}: give more than 0`);
    this.atMs = clock.monotonicMs() + timeoutMs;
  }

  get remainingMs(): number {
    return this.atMs - this.clock.monotonicMs();
  }

  /** The same call, with `reserveMs` less to go. */
  lessBy(reserveMs: number): Deadline {
    return new Deadline(this.clock, this.lifetime, Math.max(1, this.remainingMs - reserveMs), this.signal);
  }

  get ended(): boolean {
    return this.signal?.aborted === true || this.lifetime.closed;
  }

  /** @throws the signal's reason, or RailkvError SHUTTING_DOWN */
  throwIfEnded(): void {
    if (this.signal?.aborted === true) throw abortReason(this.signal);
    this.lifetime.throwIfClosed();
  }

  /** Waits `ms`. @throws as `throwIfEnded`, at once when that happens */
  sleep(ms: number): Promise<void> {
    return this.#endedOr((resolve) => {
      const timer = this.clock.after(ms, resolve);
      return () => timer.cancel();
    });
  }

  /** Waits for work that others share and that goes on without us.
   *  @throws as the work, as `throwIfEnded`, or RailkvError DEADLINE_EXCEEDED */
  wait<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {}); // even if this call ends before it listens
    return this.#endedOr((resolve, reject) => {
      const timer = this.clock.after(Math.max(0, this.remainingMs), () => reject(this.exceeded()));
      work.then(resolve, reject);
      return () => timer.cancel();
    });
  }

  exceeded(): RailkvError {
    return new RailkvError('DEADLINE_EXCEEDED', `nothing was done within ${Math.round(this.timeoutMs)} ms`);
  }

  /** Settles as `start` does, or rejects once the call is ended; `start` returns what to undo either way. */
  #endedOr<T>(
    start: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
  ): Promise<T> {
    this.throwIfEnded();
    return new Promise<T>((resolve, reject) => {
      const release = () => {
        undo();
        stopListening();
        stopHearing();
      };
      const fail = (error: Error) => {
        release();
        reject(error);
      };
      const stopListening = this.lifetime.onClose(() => fail(closedError()));
      const stopHearing = onAbort(this.signal, () => fail(abortReason(this.signal)));
      const undo = start((value) => {
        release();
        resolve(value);
      }, fail);
    });
  }
}

/** The signal's reason as an Error: whatever an application aborts with, it gets back. */
export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('the call was aborted', { cause: reason });
}
