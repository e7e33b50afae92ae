/** HardStateNeverRegresses: on a replica's disk the term and the commit index never fall, and a vote of a term never changes,
 *  over crashes too. HardStateCoversEntries: no entry is on a disk whose hard state is of an older term. */
import type { HardState } from '../../../src/raft/message.js';
import type { Checker, DurableGroup, SimEvent, World } from '../world.js';
import { type DurableLogs, isDamage } from './durable-logs.js';

export class HardStateNeverRegresses implements Checker {
  readonly name = 'HardStateNeverRegresses';
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'durable') {
      for (const { group, replica, hardState } of event.groups)
        this.#compare(event.node, group, replica, hardState);
    } else if (event.kind === 'opened') {
      const replica = this.#world?.node(event.node).replica(event.group);
      if (replica !== undefined) this.#compare(event.node, event.group, replica.id, replica.log.hardState);
    }
  }

  #compare(node: string, group: number, replica: number, now: HardState): void {
    const log = this.logs.of(node, group);
    if (log === undefined || log.replica !== replica) return;
    const was = log.hardState;
    const fell =
      now.term < was.term ||
      now.commit < was.commit ||
      (now.term === was.term && was.vote !== 0 && now.vote !== was.vote);
    if (fell && this.#world?.node(node).lost !== true)
      this.#world?.fail(
        this.name,
        `group ${group} on ${node}: (term ${was.term}, vote ${was.vote}, commit ${was.commit}) became (term ${now.term}, vote ${now.vote}, commit ${now.commit})`,
      );
  }
}

export class HardStateCoversEntries implements Checker {
  readonly name = 'HardStateCoversEntries';
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'durable' && !isDamage(this.#world, event))
      for (const written of event.groups) this.#check(event.node, written);
  }

  #check(node: string, { group, hardState, entries }: DurableGroup): void {
    const newest = entries.at(-1);
    if (newest !== undefined && newest.term > hardState.term)
      this.#world?.fail(
        this.name,
        `group ${group} on ${node}: entry ${newest.index} of term ${newest.term} is durable beside term ${hardState.term}`,
      );
  }
}
