/** Asks anew now and then which nodes there are, for as long as the client is open: an application that has nothing to ask for
 *  an hour still knows somebody when it wants to buy, though every node that it knew was replaced meanwhile. One question
 *  at a time, and no process stays alive for it. */
import type { ClientContext } from './context.js';
import type { Placement } from './placement.js';

/** After a question that nobody answered: doubles up to the usual time. */
const AGAIN_MS = 1_000;

export class DirectoryRefresh {
  #unanswered = 0;

  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    /** ms, on average */
    private readonly everyMs: number,
  ) {}

  /** Until the client is closed. */
  begin(): void {
    const { clock, random } = this.context.env;
    const { lifetime } = this.context;
    const againMs = this.#unanswered === 0 ? this.everyMs : AGAIN_MS * 2 ** (this.#unanswered - 1);
    // Clients that started together spread out.
    const waitMs = Math.min(this.everyMs, againMs) * (0.75 + random.next() / 2);
    const timer = clock.after(waitMs, () => {
      stopListening();
      void this.#ask();
    });
    timer.unref?.();
    const stopListening = lifetime.onClose(() => timer.cancel());
  }

  async #ask(): Promise<void> {
    try {
      await this.placement.cluster(this.context.readDeadline({}));
      this.#unanswered = 0;
    } catch (error) {
      this.#unanswered += 1;
      // Whoever calls hears of it from its own call.
      this.context.env.log.debug(
        { error, unanswered: this.#unanswered },
        'nobody says which nodes there are',
      );
    }
    if (!this.context.lifetime.closed) this.begin();
  }
}
