/** A sorted map of latin1 strings to values, in leaves of bounded size; a copy shares leaves until either side writes one.
 *  What the memory engine keeps its rows in. */

const LEAF_MAX = 256;

interface Leaf<V> {
  /** Whose it is to change: another's leaf is copied first. */
  owner: object;
  keys: string[];
  values: V[];
}

/** First position whose element is not below `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class SortedTable<V> {
  private leaves: Leaf<V>[];
  private owner: object = {};

  constructor(leaves: Leaf<V>[] = []) {
    this.leaves = leaves;
  }

  /** As of now; costs a reference a leaf. */
  copy(): SortedTable<V> {
    this.owner = {}; // the leaves are shared from here on
    return new SortedTable([...this.leaves]);
  }

  /** The leaf where `key` is or would be. */
  private leafOf(key: string): number {
    let low = 0;
    let high = this.leaves.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.leaves[middle]!.keys[0]! <= key) low = middle;
      else high = middle;
    }
    return low;
  }

  get(key: string): V | undefined {
    const leaf = this.leaves[this.leafOf(key)];
    if (leaf === undefined) return undefined;
    const at = lowerBound(leaf.keys, key);
    return leaf.keys[at] === key ? leaf.values[at] : undefined;
  }

  private own(position: number): Leaf<V> {
    const leaf = this.leaves[position]!;
    if (leaf.owner === this.owner) return leaf;
    const mine = { owner: this.owner, keys: [...leaf.keys], values: [...leaf.values] };
    this.leaves[position] = mine;
    return mine;
  }

  set(key: string, value: V): void {
    if (this.leaves.length === 0) {
      this.leaves.push({ owner: this.owner, keys: [key], values: [value] });
      return;
    }
    const position = this.leafOf(key);
    const leaf = this.own(position);
    const at = lowerBound(leaf.keys, key);
    if (leaf.keys[at] === key) {
      leaf.values[at] = value;
      return;
    }
    leaf.keys.splice(at, 0, key);
    leaf.values.splice(at, 0, value);
    if (leaf.keys.length <= LEAF_MAX) return;
    // Rising keys fill leaves: only the last one is split unevenly.
    const cut = at === leaf.keys.length - 1 ? LEAF_MAX : LEAF_MAX >>> 1;
    const upper = { owner: this.owner, keys: leaf.keys.splice(cut), values: leaf.values.splice(cut) };
    this.leaves.splice(position + 1, 0, upper);
  }

  delete(key: string): void {
    const position = this.leafOf(key);
    const found = this.leaves[position];
    if (found === undefined) return;
    const at = lowerBound(found.keys, key);
    if (found.keys[at] !== key) return;
    const leaf = this.own(position);
    leaf.keys.splice(at, 1);
    leaf.values.splice(at, 1);
    if (leaf.keys.length === 0) this.leaves.splice(position, 1);
  }

  /** From the first key not below `from`, in order. Do not change the table meanwhile. */
  *entriesFrom(from: string): Generator<[string, V]> {
    for (let position = this.leafOf(from); position < this.leaves.length; position += 1) {
      const leaf = this.leaves[position]!;
      for (let at = lowerBound(leaf.keys, from); at < leaf.keys.length; at += 1)
        yield [leaf.keys[at]!, leaf.values[at]!];
    }
  }
}
