/** What somebody may have meant who asked for a name that nobody bears. For people; never part of replicated state. */
import { compareText } from './replica-placement.js';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** @returns at most `limit` of `known`, best first: one contains the other, or few letters differ. */
export function nearNames<Item extends Named>(
  asked: string,
  known: Iterable<Item>,
  limit: number,
): readonly Item[] {
  const wanted = asked.trim().toLowerCase();
  if (wanted === '') return [];
  const scored: { item: Item; score: number }[] = [];
  for (const item of known) {
    const score = Math.min(
      distance(wanted, item.name.toLowerCase()),
      distance(wanted, item.code.toLowerCase()),
    );
    if (score < FAR) scored.push({ item, score });
  }
  scored.sort((a, b) => a.score - b.score || compareText(a.item.code, b.item.code));
  return scored.slice(0, limit).map(({ item }) => item);
}

const FAR = 1_000;

/** Small when near. Containing counts before misspelling: `Köln` finds `Köln Hbf` before `Ulm`. */
function distance(wanted: string, name: string): number {
  if (name === '') return FAR;
  const lengths = Math.abs(wanted.length - name.length);
  if (name.startsWith(wanted) || wanted.startsWith(name)) return lengths;
  if (wanted.length > 1 && name.includes(wanted)) return 50 + lengths;
  const allowed = Math.floor(wanted.length / 3);
  if (lengths > allowed) return FAR;
  const edits = editDistance(wanted, name);
  return edits <= allowed ? 100 + edits : FAR;
}

/** Levenshtein's, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
