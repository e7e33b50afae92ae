/** Runs calls of the SDK and writes each into the history: what was asked, when, and what came back. */
import { RailkvError } from '../../../src/proto/errors.js';
import type { World } from '../world.js';
import type { Operation, Outcome } from './operation.js';

export interface Ended {
  /** `ok`, or the reason of a RailkvError. */
  readonly outcome: string;
  readonly detail: Outcome;
}

export class Recorder {
  #calls = 0;
  readonly #open = new Map<number, string>();

  constructor(private readonly world: World) {}

  get open(): number {
    return this.#open.size;
  }

  describeOpen(): string {
    return [...this.#open.values()].join('; ');
  }

  /** Never rejects. @param client whose session it is: `caller`, or `caller#connection` */
  async run(client: string, operation: Operation, call: () => Promise<Outcome>): Promise<Ended> {
    this.#calls += 1;
    const id = this.#calls;
    this.#open.set(id, `${client} at ${this.world.nowMs}: ${JSON.stringify(operation)}`);
    this.world.emit({ kind: 'call', client, call: id, what: operation.type, detail: operation });
    let ended: Ended;
    try {
      ended = { outcome: 'ok', detail: await call() };
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      const { requestId, notAfterMs } = error.metadata;
      ended = {
        outcome: error.reason,
        detail: {
          message: error.message,
          ...(requestId && { requestId }),
          ...(notAfterMs && { notAfterMs: Number(notAfterMs) }),
        },
      };
    }
    this.#open.delete(id);
    this.world.emit({ kind: 'return', client, call: id, outcome: ended.outcome, detail: ended.detail });
    return ended;
  }
}
