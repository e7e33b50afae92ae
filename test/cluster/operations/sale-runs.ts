/** Which trains a steady sale sells, as the cluster itself lists them after the import. */
import { inParallel } from '../../../src/cli/in-parallel.js';
import type { RailkvClient, RunKey, TlsOptions } from '../../../src/client/index.js';

/** How processes of the sale reach the cluster. */
export interface Access {
  readonly seeds: readonly string[];
  /** Absent: plain text, where everybody is who it says it is. */
  readonly secure?: { readonly tls: TlsOptions; readonly caller: string };
}

export interface SaleRun {
  readonly run: RunKey;
  /** Station codes, in order of the stops. */
  readonly stations: readonly string[];
  /** That with the most seats. */
  readonly class: string;
}

/** What is on sale, busiest line first. */
export interface Offer {
  readonly runs: readonly SaleRun[];
  /** Lines in order of how many trains they have that day, most first. */
  readonly lines: readonly { readonly line: string; readonly trains: number }[];
}

const ASKED_AT_ONCE = 32;
/** Trains that are sold of a line: of few lines many, of a whole country's a few, but many of its busiest. */
const RUNS_OF_A_LINE = 40;
const RUNS_OF_ONE_OF_MANY = 4;
const MANY_LINES = 40;

/** So many of these, at even distances. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!);
}

async function runKeys(railkv: RailkvClient, date: string): Promise<RunKey[][]> {
  const keys: RunKey[][] = [];
  await inParallel(await railkv.tickets.lines({ timeoutMs: 30_000 }), ASKED_AT_ONCE, async ({ line }) => {
    const ofLine: RunKey[] = [];
    const options = { date, read: 'linearizable', timeoutMs: 30_000 } as const;
    for await (const { run } of railkv.tickets.runs(line, options)) ofLine.push(run);
    if (ofLine.length > 0) keys.push(ofLine);
  });
  return keys.sort((a, b) => b.length - a.length || (a[0]!.line < b[0]!.line ? -1 : 1));
}

/** Trains of every line. @throws when none runs on that day */
export async function chooseRuns(railkv: RailkvClient, date: string): Promise<Offer> {
  const byLine = await runKeys(railkv, date);
  if (byLine.length === 0) throw new Error(`no train runs on ${date}`);
  const chosen = byLine.map((keys, at) =>
    spread(keys, byLine.length > MANY_LINES && at > 0 ? RUNS_OF_ONE_OF_MANY : RUNS_OF_A_LINE),
  );
  const runs = new Map<RunKey, SaleRun>();
  await inParallel(chosen.flat(), ASKED_AT_ONCE, async (key) => {
    const { stops, inventory } = await railkv.tickets.run(key, { read: 'linearizable', timeoutMs: 30_000 });
    const [largest] = [...inventory].sort((a, b) => b.published - a.published);
    if (largest === undefined) return;
    const stations = stops.map(({ station }) => station);
    runs.set(key, { run: key, stations, class: largest.class });
  });
  return {
    runs: chosen.flat().flatMap((key) => runs.get(key) ?? []),
    lines: byLine.map((keys) => ({ line: keys[0]!.line, trains: keys.length })),
  };
}
