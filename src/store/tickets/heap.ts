/** A binary heap with a total order, so that what comes out depends only on what went in. Entries that have become untrue
 *  are not removed but skipped by whoever takes them: `firstTrue`. */
export class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly before: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    const { items, before } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  pop(): T | undefined {
    const { items, before } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child += 1;
      if (!before(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }

  /** The first entry that is true, left in place; those before it are dropped. */
  firstTrue(isTrue: (item: T) => boolean): T | undefined {
    for (let top = this.peek(); top !== undefined; top = this.peek()) {
      if (isTrue(top)) return top;
      this.pop();
    }
    return undefined;
  }
}

/** When something falls due, and its row key; ties by key. */
export interface Due {
  readonly atMs: number;
  readonly key: string;
}

export const dueHeap = (): Heap<Due> =>
  new Heap((a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.key < b.key));
