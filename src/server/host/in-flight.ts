/** Entries that this leader proposed and has not answered: each is answered once it is applied here and on its ack quorum.
 *  First in, first out, since a log applies in order. Whatever ends the leadership first leaves them UNKNOWN: they may yet
 *  commit, and only the same request id may be asked again. */
import type { LogIndex, Term } from '../../raft/ids.js';
import { assert } from './invariant.js';

/** Who waits for one entry. Exactly one of `answered` and `unknown` ends it. */
export interface Waiter<Answer> {
  answered(answers: readonly Answer[]): void;
  unknown(why: string): void;
  /** Gives up those that waited past their deadline; called about every tick. */
  expire(nowMs: number): void;
}

interface Proposed<Answer> {
  readonly index: LogIndex;
  readonly term: Term;
  readonly waiter: Waiter<Answer>;
  answers: readonly Answer[] | undefined;
}

export class InFlight<Answer> {
  #entries: Proposed<Answer>[] = [];
  /** How many of them, from the front, are applied. */
  #applied = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** Proposed and not yet applied: what the state in memory does not show. */
  get unapplied(): number {
    return this.#entries.length - this.#applied;
  }

  push(index: LogIndex, term: Term, waiter: Waiter<Answer>): void {
    const last = this.#entries.at(-1);
    assert(last === undefined || last.index < index, `proposed ${index} after ${last?.index}`);
    this.#entries.push({ index, term, waiter, answers: undefined });
  }

  /** The state machine applied the entry at `index`. An entry of another term there means that ours is gone. */
  applied(index: LogIndex, term: Term, answers: readonly Answer[]): void {
    const next = this.#entries[this.#applied];
    if (next === undefined || next.index > index) return;
    if (next.index !== index || next.term !== term) {
      this.lose('another leader wrote the log at its place');
      return;
    }
    next.answers = answers;
    this.#applied += 1;
  }

  /** Answers what is applied and durable on the ack quorum. */
  release(answerable: LogIndex): void {
    let released = 0;
    while (released < this.#applied && this.#entries[released]!.index <= answerable) released += 1;
    if (released === 0) return;
    const done = this.#entries.splice(0, released);
    this.#applied -= released;
    for (const { waiter, answers } of done) waiter.answered(answers ?? []);
  }

  lose(why: string): void {
    const lost = this.#entries;
    this.#entries = [];
    this.#applied = 0;
    for (const { waiter } of lost) waiter.unknown(why);
  }

  expire(nowMs: number): void {
    for (const { waiter } of this.#entries) waiter.expire(nowMs);
  }
}
