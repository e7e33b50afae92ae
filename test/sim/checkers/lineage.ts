/** Which group holds which key at which position, from nothing but the splits that logs carry: a child goes on where its parent was
 *  cut, so positions rise along a key's lineage. OneOwnerOfAKey: no command is carried out and no read is answered by a group
 *  at a position at which the key is another's; no node opens two replicas whose ranges overlap. */
import { compareKeys, inRange } from '../../../src/proto/keys.js';
import type { GroupId, LogIndex } from '../../../src/raft/ids.js';
import type { Checker, SimEvent, World } from '../world.js';
import { type Fail, runName, runOf } from './books.js';
import type { CanonEntry, CanonListener } from './canon.js';
import { keyOf } from './kv-books.js';
import { scopeKey, spaceOf } from './scopes.js';

interface Cut {
  readonly key: Uint8Array;
  readonly child: GroupId;
  readonly index: LogIndex;
}

/** A group that holds a key, or held it: from its birth to the entry that cut the key away. */
export interface Holding {
  readonly group: GroupId;
  readonly until: LogIndex;
}

/** Commands with these answers were not carried out, or not by this group. */
const NOT_DONE = new Set(['EPOCH_STALE', 'INVALID_REQUEST']);

export class Lineage implements CanonListener {
  /** In the order of the log: each takes what is left from its key on. */
  readonly #cuts = new Map<GroupId, Cut[]>();
  readonly #parents = new Map<GroupId, GroupId>();
  /** The first group of each line, and of plain keys. */
  readonly #roots = new Map<string, GroupId>();

  constructor(private readonly fail: Fail) {}

  entry({ group, index, commands, split }: CanonEntry): void {
    for (const { command, answer } of commands) {
      if (command === undefined || NOT_DONE.has(answer.refusal?.reason ?? '')) continue;
      const run = runOf(command);
      const key = keyOf(command) ?? (command.getOutcome?.key || undefined);
      const scope = key !== undefined ? `key ${key}` : run && runName(run);
      if (scope === undefined) continue;
      this.#root(scope, group);
      const [owner] = this.holdings(scope);
      if (owner?.group !== group)
        this.fail(
          'OneOwnerOfAKey',
          `${scope}: group ${group} carried out a command at ${index}; the key is group ${owner?.group}'s`,
        );
    }
    if (split === undefined) return;
    this.#cuts.set(group, [...(this.#cuts.get(group) ?? []), { ...split, index }]);
    this.#parents.set(split.child, group);
  }

  #root(scope: string, group: GroupId): void {
    const space = spaceOf(scope);
    if (this.#roots.has(space)) return;
    let root = group;
    for (let above = this.#parents.get(root); above !== undefined; above = this.#parents.get(root))
      root = above;
    this.#roots.set(space, root);
  }

  /** The group that holds it now first, then those before it; none when nothing was ever done there. */
  holdings(scope: string): Holding[] {
    const key = scopeKey(scope);
    const found: Holding[] = [];
    let group = this.#roots.get(spaceOf(scope));
    while (group !== undefined) {
      const cut: Cut | undefined = this.#cuts.get(group)?.find((each) => compareKeys(each.key, key) <= 0);
      found.unshift({ group, until: cut?.index ?? Number.POSITIVE_INFINITY });
      group = cut?.child;
    }
    return found;
  }

  /** The newest of these positions, by group, that says anything of the key: what is known of a parent after it was cut does not. */
  floor(scope: string, positions: ReadonlyMap<GroupId, LogIndex>): LogIndex {
    let floor = 0;
    for (const { group, until } of this.holdings(scope))
      floor = Math.max(floor, Math.min(until, positions.get(group) ?? 0));
    return floor;
  }

  /** A group answered from its state as of a position. */
  read(scope: string, group: GroupId, index: LogIndex): void {
    const held = this.holdings(scope);
    if (held.length === 0) return;
    const holding = held.find((each) => each.group === group);
    if (holding === undefined || index >= holding.until)
      this.fail(
        'OneOwnerOfAKey',
        `${scope} was read from group ${group} at ${index}; ${holding === undefined ? `it is group ${held[0]?.group}'s` : `a split took it away at ${holding.until}`}`,
      );
  }
}

export class OneReplicaOfAKey implements Checker {
  readonly name = 'OneOwnerOfAKey';
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind !== 'opened' || event.group === 0) return;
    for (const { group, meta } of this.#world?.node(event.node).replicas() ?? []) {
      if (group === 0 || group === event.group) continue;
      const { start, end } = meta.range;
      if (inRange(start, event.range.start, event.range.end) || inRange(event.range.start, start, end))
        this.#world?.fail(
          this.name,
          `node ${event.node} opens a replica of group ${event.group} whose range overlaps that of its replica of group ${group}`,
        );
    }
  }
}
