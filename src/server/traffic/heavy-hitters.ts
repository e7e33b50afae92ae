/** Who comes most often, in bounded memory: Space-Saving (Metwally, Agrawal, El Abbadi 2005) with counts that halve, so that
 *  what was hot an hour ago is not hot now. An overestimate, by at most the count of whoever was replaced. */

export interface Hitter {
  readonly name: string;
  /** Weight a second, of late. */
  readonly perSecond: number;
}

interface Count {
  weight: number;
}

/** Counts halve this often. */
const HALF_LIFE_MS = 10_000;
/** Counting with a half-life of H seconds, a steady rate r settles at r * H / ln 2. */
const SECONDS_COUNTED = HALF_LIFE_MS / 1_000 / Math.LN2;

export class HeavyHitters {
  readonly #counts = new Map<string, Count>();
  #decayedMs: number | undefined;

  /** @param names how many are kept; about ten times what is shown keeps the shown ones right */
  constructor(private readonly names: number) {}

  add(name: string, weight: number, nowMs: number): void {
    this.#decay(nowMs);
    const count = this.#counts.get(name);
    if (count !== undefined) {
      count.weight += weight;
      return;
    }
    let inherited = 0;
    if (this.#counts.size >= this.names) inherited = this.#evictLeast();
    this.#counts.set(name, { weight: inherited + weight });
  }

  top(most: number, nowMs: number): Hitter[] {
    this.#decay(nowMs);
    return [...this.#counts]
      .map(([name, { weight }]) => ({ name, perSecond: weight / SECONDS_COUNTED }))
      .sort((a, b) => b.perSecond - a.perSecond || (a.name < b.name ? -1 : 1))
      .slice(0, most);
  }

  #evictLeast(): number {
    let least: string | undefined;
    let weight = Number.POSITIVE_INFINITY;
    for (const [name, count] of this.#counts)
      if (count.weight < weight) {
        least = name;
        weight = count.weight;
      }
    if (least !== undefined) this.#counts.delete(least);
    return least === undefined ? 0 : weight;
  }

  /** In steps of a tenth of the half-life: not for every item. */
  #decay(nowMs: number): void {
    this.#decayedMs ??= nowMs;
    const passedMs = nowMs - this.#decayedMs;
    if (passedMs < HALF_LIFE_MS / 10) return;
    this.#decayedMs = nowMs;
    const factor = 0.5 ** (passedMs / HALF_LIFE_MS);
    for (const [name, count] of this.#counts) {
      count.weight *= factor;
      if (count.weight < 0.01) this.#counts.delete(name);
    }
  }
}
