/** Log Matching (Raft figure 3): entries of one index and term are the same everywhere, and so is all before them. Entry by
 *  entry: equal contents, and equal terms one place before; the rest follows by induction.
 *  Leader Append-Only: a leader's log never gets shorter while it leads. */
import type { GroupId, LogIndex, Term } from '../../../src/raft/ids.js';
import type { Checker, DurableGroup, SimEvent, Stepped, World } from '../world.js';
import { type DurableLogs, isDamage, termAt } from './durable-logs.js';

interface Written {
  readonly hash: number;
  previousTerm: Term | undefined;
}

export class LogMatching implements Checker {
  readonly name = 'LogMatching';
  readonly #written = new Map<GroupId, Map<string, Written>>();
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'durable' && !isDamage(this.#world, event))
      for (const written of event.groups) this.#match(event.node, written);
  }

  #match(node: string, { group, entries, start }: DurableGroup): void {
    const first = entries[0];
    if (first === undefined) return;
    let known = this.#written.get(group);
    if (known === undefined) {
      known = new Map();
      this.#written.set(group, known);
    }
    let previousTerm: Term | undefined;
    if (first.index === start.index + 1) previousTerm = start.term;
    else {
      const log = this.logs.of(node, group);
      previousTerm = log === undefined ? undefined : termAt(log, first.index - 1);
    }
    for (const { index, term, hash } of entries) {
      this.#one(known, node, group, index, term, { hash, previousTerm });
      previousTerm = term;
    }
  }

  #one(
    known: Map<string, Written>,
    node: string,
    group: GroupId,
    index: LogIndex,
    term: Term,
    seen: Written,
  ): void {
    const key = `${index}/${term}`;
    const before = known.get(key);
    if (before === undefined) {
      known.set(key, seen);
      return;
    }
    if (before.hash !== seen.hash)
      this.#world?.fail(
        this.name,
        `group ${group}: entry ${index} of term ${term} on ${node} is another one than elsewhere`,
      );
    if (seen.previousTerm === undefined) return;
    before.previousTerm ??= seen.previousTerm;
    if (before.previousTerm !== seen.previousTerm)
      this.#world?.fail(
        this.name,
        `group ${group}: before entry ${index} of term ${term}, ${node} holds term ${seen.previousTerm}, others ${before.previousTerm}`,
      );
  }
}

export class LeaderAppendOnly implements Checker {
  readonly name = 'LeaderAppendOnly';
  readonly #last = new Map<string, { readonly term: Term; last: LogIndex }>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  step(changed: readonly Stepped[]): void {
    for (const { node, replica } of changed) {
      if (!replica.isLeader) continue;
      const key = `${node}/${replica.group}`;
      const { term, lastIndex } = replica.raft;
      const known = this.#last.get(key);
      if (known === undefined || known.term !== term) this.#last.set(key, { term, last: lastIndex });
      else if (lastIndex < known.last)
        this.#world?.fail(
          this.name,
          `group ${replica.group}: the log of leader ${replica.id} of term ${term} fell from ${known.last} to ${lastIndex}`,
        );
      else known.last = lastIndex;
    }
  }
}
