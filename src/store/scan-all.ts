/** Reads a range of any size a chunk at a time. */
import type { Engine, EngineSnapshot, Pair, Range } from './engine.js';

const SCAN_PAIRS = 1000;

/** In key order, a chunk at a time. */
export async function* scanAll(
  source: Pick<Engine | EngineSnapshot, 'scan'>,
  range: Range,
  bytesMax: number,
): AsyncGenerator<Pair[], void> {
  let from = range;
  for (;;) {
    const pairs = await source.scan(from, SCAN_PAIRS, bytesMax);
    const last = pairs.at(-1);
    if (last === undefined) return;
    yield pairs;
    const after = new Uint8Array(last.key.length + 1);
    after.set(last.key);
    from = { ...range, gte: after };
  }
}
