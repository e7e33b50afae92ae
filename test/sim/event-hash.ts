/** One number for everything that happened, in order: two runs of a seed must come to the same. */
import type { SimEvent } from './world.js';

export class EventHash {
  #high = 0x9e3779b9;
  #low = 0x85ebca6b;
  count = 0;

  get text(): string {
    const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
    return hex(this.#high) + hex(this.#low);
  }

  add(atMs: number, event: SimEvent): void {
    this.count += 1;
    this.#number(atMs * 16);
    this.#string(event.kind);
    switch (event.kind) {
      case 'sent':
      case 'delivered': {
        const { type, term, index, commit, entries, reject } = event.message;
        this.#string(event.from).#string(event.to).#number(event.group).#string(type);
        this.#number(term)
          .#number(index)
          .#number(commit)
          .#number(entries.length)
          .#number(reject ? 1 : 0);
        return;
      }
      case 'durable':
        this.#string(event.node);
        for (const { group, hardState, last, entries } of event.groups) {
          this.#number(group).#number(hardState.term).#number(hardState.vote).#number(last);
          for (const { hash } of entries) this.#number(hash);
        }
        return;
      case 'applied':
        this.#string(event.node).#number(event.group).#number(event.index).#number(event.hash);
        return;
      case 'role':
        this.#string(event.node).#number(event.group).#string(event.role).#number(event.term);
        return;
      case 'opened':
        this.#string(event.node).#number(event.group).#number(event.applied);
        return;
      case 'halted':
      case 'startRefused':
      case 'ended':
        this.#string(event.node).#string(event.reason);
        return;
      case 'started':
        this.#string(event.node).#number(event.incarnation);
        return;
      case 'fault':
        this.#string(event.what).#string(event.detail);
        return;
      case 'calm':
        return;
      case 'call':
        this.#string(event.client).#number(event.call).#string(event.what);
        return;
      case 'return':
        this.#string(event.client).#number(event.call).#string(event.outcome);
        return;
    }
  }

  #number(value: number): this {
    const mixed = Math.imul(this.#high ^ (value | 0), 0xcc9e2d51) ^ (value / 2 ** 32);
    this.#high = ((mixed << 15) | (mixed >>> 17)) + this.#low;
    this.#low = Math.imul(this.#low ^ mixed, 0x1b873593) + 0x6b64;
    return this;
  }

  #string(text: string): this {
    for (let at = 0; at < text.length; at += 1) this.#number(text.charCodeAt(at));
    return this;
  }
}
