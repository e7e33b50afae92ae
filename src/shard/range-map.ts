/** Half-open key ranges that never overlap, sorted by start: from a key to what holds it. Pure; keys are not copied. */
import { compareKeys } from '../proto/keys.js';
import { assert } from './invariant.js';

export interface KeyRange {
  readonly start: Uint8Array;
  /** Empty: to the end of the key space. */
  readonly end: Uint8Array;
}

/** Order of range ends, an open end being the greatest. */
export function compareEnds(a: Uint8Array, b: Uint8Array): number {
  if (a.length === 0) return b.length === 0 ? 0 : 1;
  return b.length === 0 ? -1 : compareKeys(a, b);
}

export function isEmptyRange(range: KeyRange): boolean {
  return range.end.length > 0 && compareKeys(range.start, range.end) >= 0;
}

/** Whether the two share a key. An empty range shares none. */
export function overlaps(a: KeyRange, b: KeyRange): boolean {
  if (isEmptyRange(a) || isEmptyRange(b)) return false;
  return startsBefore(a.start, b.end) && startsBefore(b.start, a.end);
}

const startsBefore = (start: Uint8Array, end: Uint8Array): boolean =>
  end.length === 0 || compareKeys(start, end) < 0;

export class RangeMap<Value> {
  readonly #ranges: { readonly range: KeyRange; value: Value }[] = [];

  get size(): number {
    return this.#ranges.length;
  }

  /** @returns the value of a range that shares a key with this one, the first in key order. */
  overlapping(range: KeyRange): Value | undefined {
    if (isEmptyRange(range)) return undefined;
    const at = this.#lastStartingAtOrBefore(range.start);
    for (const held of [this.#ranges[at], this.#ranges[at + 1]]) {
      if (held !== undefined && overlaps(held.range, range)) return held.value;
    }
    return undefined;
  }

  /** Adds a range. @returns false, with nothing changed, when it is empty or shares a key with one that is here. */
  add(range: KeyRange, value: Value): boolean {
    if (isEmptyRange(range) || this.overlapping(range) !== undefined) return false;
    this.#ranges.splice(this.#lastStartingAtOrBefore(range.start) + 1, 0, { range, value });
    return true;
  }

  /** Replaces the value of exactly this range. */
  set(range: KeyRange, value: Value): void {
    const held = this.#ranges[this.#lastStartingAtOrBefore(range.start)];
    assert(
      held !== undefined &&
        compareKeys(held.range.start, range.start) === 0 &&
        compareEnds(held.range.end, range.end) === 0,
      'only a range that is in the map can be given another value',
    );
    held.value = value;
  }

  /** Takes out the range that starts here. @returns whether there was one. */
  delete(start: Uint8Array): boolean {
    const at = this.#lastStartingAtOrBefore(start);
    const held = this.#ranges[at];
    if (held === undefined || compareKeys(held.range.start, start) !== 0) return false;
    this.#ranges.splice(at, 1);
    return true;
  }

  /** What holds `key`, if anything does. */
  find(key: Uint8Array): Value | undefined {
    const held = this.#ranges[this.#lastStartingAtOrBefore(key)];
    return held !== undefined && startsBefore(key, held.range.end) ? held.value : undefined;
  }

  /** What holds any key of `range`, in key order. */
  within(range: KeyRange): Value[] {
    const found: Value[] = [];
    for (let at = Math.max(0, this.#lastStartingAtOrBefore(range.start)); ; at += 1) {
      const held = this.#ranges[at];
      if (held === undefined || !startsBefore(held.range.start, range.end)) return found;
      if (overlaps(held.range, range)) found.push(held.value);
    }
  }

  /** What holds `key` or any later one, in key order. */
  *from(key: Uint8Array): Generator<Value, void, undefined> {
    for (let at = Math.max(0, this.#lastStartingAtOrBefore(key)); at < this.#ranges.length; at += 1) {
      const held = this.#ranges[at];
      assert(held !== undefined, 'a range that is in the map');
      if (startsBefore(key, held.range.end)) yield held.value;
    }
  }

  /** All values in key order. */
  values(): Value[] {
    return this.#ranges.map((held) => held.value);
  }

  /** All ranges in key order. */
  ranges(): KeyRange[] {
    return this.#ranges.map((held) => held.range);
  }

  #lastStartingAtOrBefore(key: Uint8Array): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const held = this.#ranges[middle];
      assert(held !== undefined, 'a binary search stays inside its array');
      if (compareKeys(held.range.start, key) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
