/** Commands of one caller that wait together: a whole batch where it came as one. One reply callback, one deadline; no
 *  object per command. A part is cut into shares where an entry ends in the middle of it. */
import type { pb } from '../../proto/index.js';
import type { Reply } from '../services/service.js';

export interface CommandPart {
  readonly caller: string;
  /** Who acts for the caller; empty: the caller itself. */
  readonly seller: string;
  /** Encoded, as they came. */
  readonly commands: Uint8Array[];
  /** The caller's, echoed in the outcomes. */
  readonly sequences: number[];
  /** Which run each is about; empty for a plain key. */
  readonly runs: string[];
  /** Monotonic. */
  readonly deadlineMs: number;
  readonly reply: Reply;
}

/** Commands [from, to) of a part. Ends once: answered, or failed. */
export class Share {
  #open = true;

  constructor(
    readonly part: CommandPart,
    readonly from: number,
    readonly to: number,
  ) {}

  get size(): number {
    return this.to - this.from;
  }

  get open(): boolean {
    return this.#open;
  }

  /** @param at of the share's first answer among the entry's
   *  @param stale for those that were routed to a range that was another by then: not an answer, the command was not done */
  answer(answers: readonly pb.Answer.$Properties[], at: number, stale: () => pb.Failure.$Properties): void {
    if (!this.#open) return;
    this.#open = false;
    const outcomes: pb.Outcome.$Properties[] = [];
    for (let i = this.from; i < this.to; i += 1) {
      const answer = answers[at + i - this.from];
      const sequence = this.part.sequences[i] ?? 0;
      if (answer === undefined) outcomes.push({ sequence, failure: NO_ANSWER });
      else if (answer.refusal?.reason === 'EPOCH_STALE') outcomes.push({ sequence, failure: stale() });
      else outcomes.push({ sequence, answer });
    }
    this.part.reply(outcomes);
  }

  fail(failure: pb.Failure.$Properties): void {
    if (!this.#open) return;
    this.#open = false;
    const outcomes: pb.Outcome.$Properties[] = [];
    for (let i = this.from; i < this.to; i += 1)
      outcomes.push({ sequence: this.part.sequences[i] ?? 0, failure });
    this.part.reply(outcomes);
  }
}

const NO_ANSWER: pb.Failure.$Properties = {
  reason: 'INTERNAL',
  message: 'the entry gave fewer answers than it had commands: ask again with the same request id',
};
