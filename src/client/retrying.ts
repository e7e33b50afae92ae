/** One call over many attempts. Every decision comes from the table of reasons (src/proto/errors.ts): fail, go elsewhere at
 *  once, or wait first. Within one round no address is tried twice; a wait begins the next round. */
import { ERRORS, RailkvError } from '../proto/errors.js';
import { Backoff } from './backoff.js';
import type { Attempt } from './client-transport.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';

/** One attempt. */
export interface Destination<R> {
  readonly address: string;
  /** @throws RailkvError; anything else ends the call */
  send(attempt: Attempt): Promise<R>;
}

export interface CallPlan<R> {
  /** An attempt at a node that does not answer is given up after this, ms. */
  readonly attemptTimeoutMs: number;
  /** Where to next; prefers an address not `tried` in this round. */
  choose(tried: ReadonlySet<string>): Promise<Destination<R>>;
  /** Takes what an error says of routes and leaders.
   *  @returns whether the picture changed for certain, so that even the same address is worth asking at once */
  learn(error: RailkvError, address: string): boolean;
}

const RESOURCE_EXHAUSTED = 8;

/** @throws RailkvError the last attempt's, when the deadline, the retry budget or the table ends the call */
export async function callUntilAnswered<R>(
  context: ClientContext,
  deadline: Deadline,
  plan: CallPlan<R>,
): Promise<R> {
  const rounds = new Rounds(context, deadline);
  for (;;) {
    const destination = await rounds.begin(plan);
    const { address } = destination;
    try {
      const answer = await destination.send(attemptWithin(context, deadline, plan.attemptTimeoutMs));
      context.directory.markWell(address);
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof RailkvError)) throw thrown;
      const error = attemptError(thrown, deadline, address);
      if (error.reason === 'UNREACHABLE') context.directory.markAway(address);
      const changed = plan.learn(error, address);
      rounds.failed(error, address, changed);
    }
  }
}

function attemptWithin(context: ClientContext, deadline: Deadline, attemptTimeoutMs: number): Attempt {
  const { signal } = deadline;
  const timeoutMs = Math.max(1, Math.min(attemptTimeoutMs, deadline.remainingMs));
  return { metadata: context.metadata, timeoutMs, ...(signal && { signal }) };
}

/** An attempt that took too long, of a call that has time left, says that this node does not answer. */
function attemptError(error: RailkvError, deadline: Deadline, address: string): RailkvError {
  if (error.reason !== 'DEADLINE_EXCEEDED' || deadline.remainingMs <= 1) return error;
  return new RailkvError('UNREACHABLE', `${address} did not answer in time`, { cause: error });
}

/** Rounds of attempts, with waits between them. */
class Rounds {
  readonly #tried = new Set<string>();
  readonly #backoff: Backoff;
  #last: RailkvError | undefined;
  #waitFirst = false;

  constructor(
    private readonly context: ClientContext,
    private readonly deadline: Deadline,
  ) {
    this.#backoff = new Backoff(context.env.random);
  }

  /** The next destination, after a wait when one is due. */
  async begin<R>(plan: CallPlan<R>): Promise<Destination<R>> {
    this.deadline.throwIfEnded();
    if (!this.#waitFirst) {
      const destination = await plan.choose(this.#tried);
      this.#throwIfLate();
      if (this.#last === undefined || !this.#tried.has(destination.address)) return destination;
    }
    await this.#wait();
    const destination = await plan.choose(this.#tried);
    this.#throwIfLate();
    return destination;
  }

  /** @throws RailkvError `error` when the table says that trying again is no use */
  failed(error: RailkvError, address: string, changed: boolean): void {
    this.#last = error;
    switch (error.retry) {
      case 'never':
        throw error;
      case 'elsewhere':
        if (changed) this.#tried.delete(address);
        else this.#tried.add(address);
        this.#waitFirst = false;
        return;
      case 'later':
      case 'same-id':
        this.#waitFirst = true;
        return;
    }
  }

  /** @throws RailkvError the last one, when the wait would outlast the deadline or add to an overload */
  async #wait(): Promise<void> {
    const last = this.#last ?? this.deadline.exceeded();
    const affordable = this.context.budget.take();
    if (!affordable && ERRORS[last.reason].grpc === RESOURCE_EXHAUSTED) throw last;
    const waitMs = affordable
      ? this.#backoff.next(last.retryAfterMs)
      : this.#backoff.longest(last.retryAfterMs);
    if (waitMs >= this.deadline.remainingMs) throw last;
    await this.deadline.sleep(waitMs);
    this.#tried.clear();
    this.#waitFirst = false;
  }

  #throwIfLate(): void {
    if (this.deadline.remainingMs <= 0) throw this.#last ?? this.deadline.exceeded();
  }
}
