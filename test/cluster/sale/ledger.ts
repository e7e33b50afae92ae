/** What buyers write down outside the cluster: the evidence that an audit compares the replicas with. One JSON line a fact,
 *  appended when it is known; every line before the answer is acted on. */
import { appendFileSync, readFileSync } from 'node:fs';

export interface LedgerTicket {
  readonly passenger: string;
  readonly coach: number;
  readonly seat: string;
}

export type Fact =
  /** Written before the first attempt. */
  | {
      readonly kind: 'asked';
      readonly id: string;
      readonly caller: string;
      readonly atMs: number;
      readonly line: string;
      readonly train: string;
      readonly date: string;
      readonly fromStop: number;
      readonly toStop: number;
      readonly class: string;
      readonly passengers: readonly string[];
    }
  /** An acknowledged order, with the state it was acknowledged in: held, sold, cancelled, refunded. */
  | {
      readonly kind: 'acknowledged';
      readonly id: string;
      readonly atMs: number;
      readonly state: string;
      readonly reference: string;
      readonly tickets: readonly LedgerTicket[];
    }
  | { readonly kind: 'refused'; readonly id: string; readonly atMs: number; readonly reason: string }
  /** Nobody could say: the order may or may not be there. `step` is what was asked last. */
  | {
      readonly kind: 'unknown';
      readonly id: string;
      readonly atMs: number;
      readonly step: string;
      readonly reason: string;
    };

export class LedgerWriter {
  constructor(private readonly path: string) {}

  write(fact: Fact): void {
    appendFileSync(this.path, `${JSON.stringify(fact)}\n`);
  }
}

export function readLedger(path: string): Fact[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fact);
}
