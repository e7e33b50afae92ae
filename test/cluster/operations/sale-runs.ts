/** Which trains a steady sale sells, as the cluster itself lists them after the import. */
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

/** Trains of every line, at most so many of each. @throws when a line has none on that day */
export async function chooseRuns(railkv: RailkvClient, date: string, perLine: number): Promise<SaleRun[]> {
  const chosen: SaleRun[] = [];
  for (const { line } of await railkv.tickets.lines({ timeoutMs: 30_000 })) {
    const keys: RunKey[] = [];
    const options = { date, read: 'linearizable', timeoutMs: 30_000 } as const;
    for await (const { run } of railkv.tickets.runs(line, options)) {
      keys.push(run);
      if (keys.length === perLine) break;
    }
    for (const key of keys) {
      const { stops, inventory } = await railkv.tickets.run(key, options);
      const [largest] = [...inventory].sort((a, b) => b.published - a.published);
      if (largest !== undefined)
        chosen.push({
          run: key,
          stations: stops.map(({ station }) => station),
          class: largest.class,
        });
    }
  }
  if (chosen.length === 0) throw new Error(`no train runs on ${date}`);
  return chosen;
}
