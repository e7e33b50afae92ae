/** Two properties of votes. OneVoteATerm: a replica promises its vote of a term to one candidate, crashes or not.
 *  VotesAreDurable: a vote that was promised, or that made a leader, is on the voter's disk. */
import type { GroupId, ReplicaId, Term } from '../../../src/raft/ids.js';
import type { Checker, SimEvent, World } from '../world.js';
import { type DurableLogs, isDamage } from './durable-logs.js';

export class OneVoteATerm implements Checker {
  readonly name = 'OneVoteATerm';
  readonly #votes = new Map<string, ReplicaId>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'sent') {
      const { type, reject, from, to, term } = event.message;
      if (type === 'voteResp' && !reject) this.#voted(event.group, from, term, to);
    } else if (event.kind === 'role' && event.role === 'leader') {
      this.#voted(event.group, event.replica, event.term, event.replica);
    } else if (event.kind === 'durable' && !isDamage(this.#world, event)) {
      for (const { group, replica, hardState } of event.groups)
        if (hardState.vote !== 0) this.#voted(group, replica, hardState.term, hardState.vote);
    }
  }

  #voted(group: GroupId, replica: ReplicaId, term: Term, to: ReplicaId): void {
    const key = `${group}/${replica}/${term}`;
    const known = this.#votes.get(key);
    if (known === undefined) this.#votes.set(key, to);
    else if (known !== to)
      this.#world?.fail(
        this.name,
        `group ${group}: replica ${replica} voted for ${known} and for ${to} in term ${term}`,
      );
  }
}

export class VotesAreDurable implements Checker {
  readonly name = 'VotesAreDurable';
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'sent') {
      const { type, reject, to, term } = event.message;
      if (type === 'voteResp' && !reject) this.#mustHold(event.from, event.group, term, to);
    } else if (event.kind === 'role' && event.role === 'leader') {
      this.#mustHold(event.node, event.group, event.term, event.replica);
    }
  }

  #mustHold(node: string, group: GroupId, term: Term, vote: ReplicaId): void {
    const held = this.logs.of(node, group)?.hardState;
    // A later term stands for every earlier promise.
    if (held !== undefined && (held.term > term || (held.term === term && held.vote === vote))) return;
    const found = held === undefined ? 'nothing' : `term ${held.term}, vote ${held.vote}`;
    this.#world?.fail(
      this.name,
      `group ${group}: node ${node} promised its vote of term ${term} to ${vote}, its disk holds ${found}`,
    );
  }
}
