/** Bits of up to 63 segments as two unsigned 32-bit words, since JavaScript's bitwise operators are 32 bits wide. */

/** The low word of the bits from..to-1. */
export function lowMask(from: number, to: number): number {
  return (below(to) & ~below(from)) >>> 0;
}

/** The high word of the bits from..to-1. */
export function highMask(from: number, to: number): number {
  return (below(to - 32) & ~below(from - 32)) >>> 0;
}

/** The bits 0..count-1 of one word; all or none beyond it. */
function below(count: number): number {
  if (count <= 0) return 0;
  return count >= 32 ? 0xffffffff : (1 << count) - 1;
}

/** Least start L such that the bits L..at-1 are all clear. */
export function clearFrom(low: number, high: number, at: number): number {
  if (at > 32) {
    const above = high & below(at - 32);
    if (above !== 0) return 64 - Math.clz32(above);
  }
  const under = low & below(at);
  return under === 0 ? 0 : 32 - Math.clz32(under);
}

/** Greatest end R <= limit such that the bits at..R-1 are all clear. */
export function clearUntil(low: number, high: number, at: number, limit: number): number {
  if (at < 32) {
    const under = low & ~below(at);
    if (under !== 0) return Math.min(limit, lowestBit(under));
  }
  const above = high & ~below(at - 32);
  return above === 0 ? limit : Math.min(limit, 32 + lowestBit(above));
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
