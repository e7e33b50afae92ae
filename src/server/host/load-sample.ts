/** Which runs a group's commands are about, by a bounded sample of the last ones, and where its range would have to be cut for
 *  half of them to lie on either side. Pure; cheap enough for every command of a sale. */
import { boundaryKey } from '../../proto/boundary.js';
import { runBucket, trainRouteKey } from '../../store/tickets/buckets.js';

export interface SampledRun {
  readonly line: string;
  readonly train: string;
  readonly date: string;
}

/** Commands per sample, and samples kept: the last two thousand commands or so. */
const COMMANDS_PER_SAMPLE = 8;
const SAMPLES_MAX = 256;
/** Fewer say nothing. */
const SAMPLES_MIN = 32;
/** The larger half may have so much of the load, or the cut is not worth it. */
const LARGER_HALF_MAX = 0.75;

export type SplitAdvice =
  | { readonly kind: 'cut'; readonly key: Uint8Array; readonly left: number }
  /** @param why for people */
  | { readonly kind: 'none'; readonly why: string };

interface Weighed {
  readonly run: SampledRun;
  readonly count: number;
}

export class LoadSample {
  readonly #samples: SampledRun[] = [];
  #commands = 0;
  #next = 0;

  note(run: SampledRun): void {
    this.#commands += 1;
    if (this.#commands % COMMANDS_PER_SAMPLE !== 0) return;
    this.#samples[this.#next] = run;
    this.#next = (this.#next + 1) % SAMPLES_MAX;
  }

  /** Before a train where that halves the load well enough, else before a date of one. */
  advice(): SplitAdvice {
    const total = this.#samples.length;
    if (total < SAMPLES_MIN)
      return { kind: 'none', why: 'too few commands were seen to say where its load lies' };
    const runs = weigh(this.#samples);
    const cut =
      best(runs, total, (left, right) => left.line !== right.line || left.train !== right.train) ??
      best(runs, total, () => true);
    if (cut !== undefined) return cut;
    const [hottest] = [...runs].sort((a, b) => b.count - a.count);
    const { line, train, date } = hottest?.run ?? { line: '', train: '', date: '' };
    const share = Math.round((100 * (hottest?.count ?? 0)) / total);
    return {
      kind: 'none',
      why: `${share} % of its commands are about train ${train} of ${line} on ${date}: one run cannot be split`,
    };
  }

  /** @returns undefined where no cut would help */
  splitKey(): Uint8Array | undefined {
    const advice = this.advice();
    return advice.kind === 'cut' ? advice.key : undefined;
  }
}

/** Runs in key order, with how often each was seen. */
function weigh(samples: readonly SampledRun[]): readonly Weighed[] {
  const counts = new Map<string, Weighed>();
  for (const run of samples) {
    const key = runBucket(run.line, run.train, run.date);
    counts.set(key, { run, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, weighed]) => weighed);
}

/** The cut between two neighbours that `may` be cut that leaves the halves most alike. */
function best(
  runs: readonly Weighed[],
  total: number,
  may: (left: SampledRun, right: SampledRun) => boolean,
): SplitAdvice | undefined {
  let before = 0;
  let found:
    | {
        readonly right: SampledRun;
        readonly left: SampledRun;
        readonly larger: number;
        readonly before: number;
      }
    | undefined;
  for (const [at, { run: right }] of runs.entries()) {
    const previous = runs[at - 1];
    if (previous === undefined) continue;
    before += previous.count;
    const larger = Math.max(before, total - before);
    if (may(previous.run, right) && (found === undefined || larger < found.larger))
      found = { left: previous.run, right, larger, before };
  }
  if (found === undefined || found.larger > total * LARGER_HALF_MAX) return undefined;
  return { kind: 'cut', key: keyBetween(found.left, found.right), left: found.before / total };
}

/** The coarsest boundary between two runs. */
function keyBetween(left: SampledRun, right: SampledRun): Uint8Array {
  const { line, train, date } = right;
  if (left.line !== line) return boundaryKey({ line });
  const sameTrain = trainRouteKey(left.line, left.train) === trainRouteKey(line, train);
  return boundaryKey(sameTrain ? { line, train, date } : { line, train });
}
