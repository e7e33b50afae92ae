/** How long sales stood still around a kill, from the ledgers alone. */
import type { Fact } from './ledger.js';

export interface Pause {
  readonly what: string;
  /** Longest time without an acknowledged sale that began before `atMs` + 15 s and ended after `atMs`. */
  readonly longestMs: number;
}

const WATCHED_MS = 15_000;

function longestGap(timesMs: readonly number[], atMs: number): number {
  let longest = 0;
  for (let i = 1; i < timesMs.length; i += 1) {
    const from = timesMs[i - 1]!;
    const to = timesMs[i]!;
    if (to > atMs && from < atMs + WATCHED_MS) longest = Math.max(longest, to - Math.max(from, atMs));
  }
  return longest;
}

/** @param lines those led by the node that was killed */
export function pausesAround(facts: readonly Fact[], atMs: number, lines: ReadonlySet<string>): Pause[] {
  const lineOf = new Map<string, string>();
  for (const fact of facts) if (fact.kind === 'asked') lineOf.set(fact.id, fact.line);
  const sales = facts.filter((fact) => fact.kind === 'acknowledged').sort((a, b) => a.atMs - b.atMs);
  const all = sales.map((fact) => fact.atMs);
  const led = sales.filter((fact) => lines.has(lineOf.get(fact.id) ?? '')).map((fact) => fact.atMs);
  return [
    { what: 'all lines together', longestMs: longestGap(all, atMs) },
    { what: `lines it led (${[...lines].sort().join(', ') || 'none'})`, longestMs: longestGap(led, atMs) },
  ];
}
