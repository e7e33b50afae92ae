/** State Machine Safety (Raft figure 3): no two replicas apply different entries at one index; and AppliesEveryEntry: a replica
 *  applies each entry of the state machine's once and in order, from where its state began. SameAnswers: replicas answer the
 *  same. SameState: at the same index they hold the same rows, by digest. */
import type { GroupId, LogIndex } from '../../../src/raft/ids.js';
import type { Checker, SimEvent, World } from '../world.js';
import { sameAnswers } from './same-answers.js';

interface First {
  readonly term: number;
  readonly hash: number;
  readonly node: string;
  readonly answers: readonly unknown[];
  digest: string | undefined;
}

/** Every so many entries the rows are compared: encoding them at each would cost more than the simulation. */
const DIGEST_EVERY = 4;

export class StateMachineSafety implements Checker {
  readonly name = 'StateMachineSafety';
  readonly #first = new Map<GroupId, Map<LogIndex, First>>();
  /** Indexes that somebody applied, in order: what everybody applies. */
  readonly #order = new Map<GroupId, LogIndex[]>();
  /** By node and group: the last index applied in this life. */
  readonly #applied = new Map<string, LogIndex>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  #fail(property: string, message: string): void {
    this.#world?.fail(property, message);
  }

  see(event: SimEvent): void {
    if (event.kind === 'opened') {
      this.#applied.set(`${event.node}/${event.group}`, event.applied);
      const rows = this.#world?.node(event.node).replica(event.group)?.state.meta.applied.index;
      if (rows !== undefined && rows !== event.applied)
        this.#fail(
          'AppliesEveryEntry',
          `group ${event.group}: ${event.node} begins at ${event.applied}, its rows are those of ${rows}`,
        );
    } else if (event.kind === 'applied') {
      this.#inOrder(event.node, event.group, event.index);
      this.#same(event);
    }
  }

  #inOrder(node: string, group: GroupId, index: LogIndex): void {
    const key = `${node}/${group}`;
    const before = this.#applied.get(key);
    this.#applied.set(key, index);
    if (before === undefined) return;
    if (index <= before)
      this.#fail('AppliesEveryEntry', `group ${group}: ${node} applied entry ${index} after ${before}`);
    const order = this.#order.get(group) ?? [];
    const skipped = order[firstAbove(order, before)];
    if (skipped !== undefined && skipped < index)
      this.#fail(
        'AppliesEveryEntry',
        `group ${group}: ${node} skipped entry ${skipped} and applied ${index}`,
      );
  }

  #same(event: Extract<SimEvent, { kind: 'applied' }>): void {
    const { group, index, term, hash, node, answers } = event;
    let entries = this.#first.get(group);
    if (entries === undefined) {
      entries = new Map();
      this.#first.set(group, entries);
      this.#order.set(group, []);
    }
    const known = entries.get(index);
    const digest = index % DIGEST_EVERY === 0 ? this.#digest(node, group) : undefined;
    if (known === undefined) {
      entries.set(index, { term, hash, node, answers, digest });
      const order = this.#order.get(group);
      if (order !== undefined && index > (order.at(-1) ?? 0)) order.push(index);
      return;
    }
    if (known.term !== term || known.hash !== hash)
      this.#fail(
        'StateMachineSafety',
        `group ${group}: at ${index}, ${known.node} applied an entry of term ${known.term}, ${node} another one, of term ${term}`,
      );
    if (!sameAnswers(known.answers, answers))
      this.#fail(
        'SameAnswers',
        `group ${group}: at ${index}, ${known.node} answered ${JSON.stringify(known.answers)}, ${node} ${JSON.stringify(answers)}`,
      );
    known.digest ??= digest;
    if (digest !== undefined && known.digest !== digest)
      this.#fail(
        'SameState',
        `group ${group}: at ${index} the rows of ${known.node} have digest ${known.digest}, those of ${node} ${digest}`,
      );
  }

  #digest(node: string, group: GroupId): string | undefined {
    const replica = this.#world?.node(node).replica(group);
    if (replica === undefined) return undefined;
    replica.machine.flush();
    const { high, low } = replica.state.digest();
    return `${high.toString(16)}:${low.toString(16)}`;
  }

  /** Those that are equally far hold the same rows. */
  finish(): void {
    const digests = new Map<string, { readonly node: string; readonly digest: string }>();
    for (const node of this.#world?.nodes ?? []) {
      for (const replica of node.replicas()) {
        const key = `${replica.group}/${replica.applied.index}`;
        const digest = this.#digest(node.id, replica.group) ?? '';
        const known = digests.get(key);
        if (known === undefined) digests.set(key, { node: node.id, digest });
        else if (known.digest !== digest)
          this.#fail(
            'SameState',
            `group ${replica.group}: at ${replica.applied.index} the rows of ${known.node} and ${node.id} differ`,
          );
      }
    }
  }
}

/** Where the first number above `value` stands in a sorted list. */
function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
