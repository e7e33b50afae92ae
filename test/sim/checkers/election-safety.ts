/** Election Safety (Raft figure 3): at most one leader of a group in a term, by what it says of itself and by what it sends. */
import type { GroupId, ReplicaId, Term } from '../../../src/raft/ids.js';
import type { Checker, SimEvent, World } from '../world.js';

export class ElectionSafety implements Checker {
  readonly name = 'ElectionSafety';
  readonly #leaders = new Map<GroupId, Map<Term, ReplicaId>>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'role' && event.role === 'leader') this.#leads(event.group, event.term, event.replica);
    else if (event.kind === 'sent' && (event.message.type === 'app' || event.message.type === 'heartbeat'))
      this.#leads(event.group, event.message.term, event.message.from);
  }

  #leads(group: GroupId, term: Term, replica: ReplicaId): void {
    let leaders = this.#leaders.get(group);
    if (leaders === undefined) {
      leaders = new Map();
      this.#leaders.set(group, leaders);
    }
    const known = leaders.get(term);
    if (known === undefined) leaders.set(term, replica);
    else if (known !== replica)
      this.#world?.fail(this.name, `group ${group}: replicas ${known} and ${replica} both lead term ${term}`);
  }
}
