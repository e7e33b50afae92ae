/** What callers ask of this node and what they get: counts that rise from the start, and who and what is hot of late. For
 *  `Admin.NodeTraffic`; nothing is decided by it. */
import type { Clock } from '../../env/env.js';
import { pb } from '../../proto/index.js';
import { commandRun } from '../../store/tickets/command.js';
import { HeavyHitters } from './heavy-hitters.js';
import { Latencies } from './latencies.js';

/** Kept of each kind, and shown. */
const NAMES_KEPT = 200;
const NAMES_SHOWN = 20;
/** One command in so many is decoded to see which train it is about. */
const SAMPLED = 16;
const DONE = 'DONE';

export class Traffic {
  readonly #outcomes = new Map<string, number>();
  readonly #commandMs = new Latencies();
  readonly #queryMs = new Latencies();
  readonly #lines = new HeavyHitters(NAMES_KEPT);
  readonly #trains = new HeavyHitters(NAMES_KEPT);
  readonly #callers = new HeavyHitters(NAMES_KEPT);
  #sales = 0;
  #tickets = 0;
  #queries = 0;
  #queriesFailed = 0;
  #tillSample = 1;

  constructor(private readonly clock: Clock) {}

  /** A batch of one caller came in. */
  commands(caller: string, commands: readonly pb.SequencedCommand.$Properties[]): void {
    const nowMs = this.clock.monotonicMs();
    this.#callers.add(caller, commands.length, nowMs);
    this.#tillSample -= commands.length;
    while (this.#tillSample <= 0) {
      const at = commands.length - 1 + this.#tillSample;
      this.#sample(commands[Math.max(0, at)]?.command, nowMs);
      this.#tillSample += SAMPLED;
    }
  }

  /** @param elapsedMs since their batch came in */
  outcomes(outcomes: readonly pb.Outcome.$Properties[], elapsedMs: number): void {
    this.#commandMs.add(elapsedMs, outcomes.length);
    for (const { answer, failure } of outcomes) {
      const reason = failure?.reason ?? answer?.refusal?.reason ?? DONE;
      this.#outcomes.set(reason, (this.#outcomes.get(reason) ?? 0) + 1);
      if (answer?.order == null || answer.refusal || answer.repeated) continue;
      if (answer.order.state !== 'sold' && answer.order.state !== 'held') continue;
      this.#sales += 1;
      this.#tickets += answer.order.tickets?.length ?? 0;
    }
  }

  query(line: string | undefined, elapsedMs: number, failed: boolean): void {
    this.#queries += 1;
    if (failed) this.#queriesFailed += 1;
    this.#queryMs.add(elapsedMs);
    if (line !== undefined && line !== '') this.#lines.add(line, 1, this.clock.monotonicMs());
  }

  figures(): pb.NodeTrafficResponse.$Properties {
    const nowMs = this.clock.monotonicMs();
    const hot = (hitters: HeavyHitters): pb.HotName.$Properties[] =>
      hitters
        .top(NAMES_SHOWN, nowMs)
        .map(({ name, perSecond }) => ({ name, milliPerSecond: Math.round(perSecond * 1_000) }));
    return {
      monotonicMs: Math.round(nowMs),
      outcomes: Object.fromEntries([...this.#outcomes].sort(([a], [b]) => (a < b ? -1 : 1))),
      orders: this.#sales,
      tickets: this.#tickets,
      queries: this.#queries,
      queriesFailed: this.#queriesFailed,
      commandLatency: this.#commandMs.counts.slice(),
      queryLatency: this.#queryMs.counts.slice(),
      lines: hot(this.#lines),
      trains: hot(this.#trains),
      callers: hot(this.#callers),
    };
  }

  #sample(command: Uint8Array | null | undefined, nowMs: number): void {
    const run = command == null ? undefined : runOf(command);
    if (run == null) return;
    this.#lines.add(run.line ?? '', SAMPLED, nowMs);
    this.#trains.add(`${run.line ?? ''}/${run.train ?? ''}/${run.date ?? ''}`, SAMPLED, nowMs);
  }
}

/** Bytes that are no command are refused elsewhere. */
function runOf(command: Uint8Array): pb.RunKey.$Properties | undefined {
  try {
    return commandRun(pb.Command.decode(command));
  } catch {
    return undefined;
  }
}
