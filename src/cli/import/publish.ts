/** Brings a timetable into the cluster: lines first, in batches, since a run is only found through the catalogue; then the
 *  runs, many in flight. Safe to repeat and to interrupt: what is there already is left out, and a run's request id follows
 *  from its plan, so that a publication whose answer was lost is not done twice. Goes on through the death of a leader. */
import { createHash } from 'node:crypto';
import {
  type LineRegistration,
  type RailkvClient,
  RailkvError,
  type RunPlan,
  type RunSummary,
} from '../../client/index.js';
import { inParallel } from '../in-parallel.js';
import { countRefused, newTally, type Tally } from './tally.js';

/** The most that placement takes at once. */
export const LINES_PER_BATCH = 256;
/** Publications under way at a time: enough to fill batches, few enough to wait little for each. */
const RUNS_IN_FLIGHT = 1_024;
const LISTS_IN_FLIGHT = 32;
const RETRY_AFTER_MS = 500;
/** Request ids of one run that may be spent before the import calls it refused. */
const ATTEMPTS_MAX = 5;
/** Without any answer for so long, the import gives up. */
const PATIENCE_MS = 60_000;
/** A silence of so long is said: shorter ones are elections. */
const SILENCE_SAID_MS = 3_000;

export interface PublishOptions {
  readonly client: RailkvClient;
  readonly lines: readonly LineRegistration[];
  readonly runs: Iterable<RunPlan>;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly onProgress: (done: number, note: string) => void;
  /** Calls `look` every second or so until what it returns is called: while nobody answers, nothing else happens that could be
   *  told. */
  readonly everySecond?: (look: () => void) => () => void;
  readonly patienceMs?: number;
}

/** @throws RailkvError when the lines cannot be registered */
export async function publishTimetable(options: PublishOptions): Promise<Tally> {
  return await new Publication(options).run();
}

class Publication {
  readonly #options: PublishOptions;
  readonly #tally = newTally();
  readonly #patienceMs: number;
  #answeredMs: number;
  #done = 0;
  #waiting = 0;
  /** Why the last call that may fare better later did not. */
  #lastFailure = '';

  constructor(options: PublishOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#answeredMs = options.nowMs();
  }

  async run(): Promise<Tally> {
    const started = this.#options.nowMs();
    const stopLooking = this.#options.everySecond?.(() => this.#saySilence());
    try {
      await this.#registerLines();
      const present = await this.#listPresent();
      await this.#publishRuns(present);
    } finally {
      stopLooking?.();
    }
    this.#tally.elapsedMs = this.#options.nowMs() - started;
    return this.#tally;
  }

  #saySilence(): void {
    const silentMs = this.#options.nowMs() - this.#answeredMs;
    if (silentMs < SILENCE_SAID_MS) return;
    const left = Math.max(0, Math.ceil((this.#patienceMs - silentMs) / 1_000));
    const why = this.#lastFailure === '' ? '' : `: ${this.#lastFailure}`;
    this.#options.onProgress(this.#done, `no answer; gives up in ${left} s${why}`);
  }

  #outOfPatience(): boolean {
    return this.#options.nowMs() - this.#answeredMs > this.#patienceMs;
  }

  async #registerLines(): Promise<void> {
    const { client, lines } = this.#options;
    for (let at = 0; at < lines.length; at += LINES_PER_BATCH) {
      const batch = lines.slice(at, at + LINES_PER_BATCH);
      this.#options.onProgress(0, `registering lines ${at + 1} to ${at + batch.length}`);
      const { created } = await this.#persist(() => client.tickets.registerLines(batch));
      this.#tally.lines += batch.length;
      this.#tally.created += created;
    }
  }

  /** The runs that are published already, by name, as far as a list shows them. */
  async #listPresent(): Promise<ReadonlyMap<string, RunSummary>> {
    const { client, lines } = this.#options;
    const present = new Map<string, RunSummary>();
    const list = async (line: string): Promise<void> => {
      for await (const summary of client.tickets.runs(line, { read: 'linearizable' }))
        present.set(nameOf(summary.run), summary);
    };
    this.#options.onProgress(0, 'looking at what is there already');
    await inParallel(lines, LISTS_IN_FLIGHT, ({ line }) => this.#persist(() => list(line)));
    return present;
  }

  async #publishRuns(present: ReadonlyMap<string, RunSummary>): Promise<void> {
    this.#answeredMs = this.#options.nowMs();
    await inParallel(this.#options.runs, RUNS_IN_FLIGHT, async (plan) => {
      const there = present.get(nameOf(plan.run));
      if (there === undefined) await this.#publish(plan);
      else if (looksLike(there, plan)) this.#tally.alreadyThere += 1;
      else this.#tally.otherPlan.push(nameOf(plan.run));
      if (this.#tally.left > 0) return;
      this.#done += 1;
      const note = this.#waiting === 0 ? '' : `${this.#waiting} waiting for the cluster`;
      this.#options.onProgress(this.#done, note);
    });
  }

  async #publish(plan: RunPlan, attempt = 1): Promise<void> {
    // One run found that nobody answers: the others need not find out one by one.
    if (this.#tally.left > 0) {
      this.#tally.left += 1;
      return;
    }
    const requestId = publicationId(plan, attempt);
    try {
      await this.#persist(() => this.#options.client.tickets.publish(plan, { requestId }));
      this.#tally.published += 1;
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      // A busy cluster was asked what became of it before it came: that id is spent, and the run is not published.
      if (error.reason === 'ABANDONED' && attempt < ATTEMPTS_MAX) await this.#publish(plan, attempt + 1);
      else if (error.reason === 'RUN_EXISTS') this.#tally.otherPlan.push(nameOf(plan.run));
      else if (isPassing(error)) {
        this.#tally.left += 1;
        this.#tally.leftBecause = error.message;
      } else countRefused(this.#tally, error.reason, error.message, nameOf(plan.run));
    }
  }

  /** Tries until it is answered for good, or until nothing has been for as long as the patience lasts. */
  async #persist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await work();
        this.#answeredMs = this.#options.nowMs();
        return result;
      } catch (error) {
        if (!(error instanceof RailkvError) || !isPassing(error)) {
          this.#answeredMs = this.#options.nowMs();
          throw error;
        }
        this.#lastFailure = error.message;
        if (this.#outOfPatience()) throw error;
        this.#waiting += 1;
        await this.#options.wait(Math.max(error.retryAfterMs, RETRY_AFTER_MS));
        this.#waiting -= 1;
      }
    }
  }
}

/** Whether a listed run may be this plan: a list shows when it leaves and arrives and how often it stops, not its seats. */
function looksLike(there: RunSummary, plan: RunPlan): boolean {
  const first = plan.stops[0];
  const last = plan.stops.at(-1);
  return (
    there.stops === plan.stops.length &&
    there.departureMs === plan.dayStartMs + 1_000 * (first?.departureS ?? 0) &&
    there.arrivalMs === plan.dayStartMs + 1_000 * (last?.arrivalS ?? 0)
  );
}

/** Whether the same request may fare better a little later. */
function isPassing(error: RailkvError): boolean {
  return error.retry !== 'never' || error.reason === 'DEADLINE_EXCEEDED';
}

function nameOf(run: RunPlan['run']): string {
  return `${run.line} ${run.train} ${run.date}`;
}

/** The same plan always gets the same id, another plan of the run another one.
 *  @param attempt counts ids of the plan that turned out to be spent */
export function publicationId(plan: RunPlan, attempt = 1): string {
  const { run, stops, coaches, dayStartMs, timezone } = plan;
  const content = JSON.stringify([run.line, run.train, run.date, stops, coaches, dayStartMs, timezone]);
  const id = `publish-${createHash('sha256').update(content).digest('hex').slice(0, 40)}`;
  return attempt === 1 ? id : `${id}-${attempt}`;
}
