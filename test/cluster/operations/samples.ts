/** What a seller process writes down of each request, beside its ledger: when it was due, when it was answered, and how. One
 *  JSON array a line. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export type Kind = 'buy' | 'hold' | 'confirm' | 'refund' | 'query';

export interface Sample {
  /** Unix ms: when it was to be sent, fixed before anything was sent. */
  readonly dueMs: number;
  /** How much later than that it was sent: the load generator's own fault. */
  readonly lateMs: number;
  /** Unix ms. */
  readonly endMs: number;
  readonly kind: Kind;
  readonly line: string;
  /** `ok`, or the reason of the error that the SDK gave after all its retries. */
  readonly outcome: string;
}

export type Row = readonly [number, number, number, Kind, string, string];

const BATCH = 200;

export class SampleWriter {
  private rows: string[] = [];

  constructor(private readonly path: string) {}

  write({ dueMs, lateMs, endMs, kind, line, outcome }: Sample): void {
    const row: Row = [Math.round(dueMs), Math.round(lateMs), Math.round(endMs), kind, line, outcome];
    this.rows.push(`${JSON.stringify(row)}\n`);
    if (this.rows.length >= BATCH) this.flush();
  }

  flush(): void {
    if (this.rows.length > 0) appendFileSync(this.path, this.rows.join(''));
    this.rows = [];
  }
}

export function readSamples(paths: readonly string[]): Sample[] {
  const samples: Sample[] = [];
  for (const path of paths.filter((each) => existsSync(each))) {
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      if (text === '') continue;
      const [dueMs, lateMs, endMs, kind, line, outcome] = JSON.parse(text) as Row;
      samples.push({ dueMs, lateMs, endMs, kind, line, outcome });
    }
  }
  return samples;
}
