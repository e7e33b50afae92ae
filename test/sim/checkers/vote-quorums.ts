/** VoteQuorums: who leads was given the votes of an election quorum of each half of its configuration, and who asked for them the
 *  pre-votes of one before, unless the leader itself sent it. Counted from the messages that arrived. */
import type { GroupId, ReplicaId, Term } from '../../../src/raft/ids.js';
import type { Checker, SimEvent, World } from '../world.js';
import { electSize, halves } from './quorums.js';

type Grants = Map<string, Set<ReplicaId>>;

const keyOf = (group: GroupId, candidate: ReplicaId, term: Term): string => `${group}/${candidate}/${term}`;

export class VoteQuorums implements Checker {
  readonly name = 'VoteQuorums';
  readonly #votes: Grants = new Map();
  readonly #preVotes: Grants = new Map();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind === 'delivered') {
      const { type, reject, from, to, term } = event.message;
      if (reject) return;
      if (type === 'voteResp') note(this.#votes, keyOf(event.group, to, term), from);
      else if (type === 'preVoteResp') note(this.#preVotes, keyOf(event.group, to, term), from);
    } else if (event.kind === 'role' && event.role === 'leader') {
      this.#mustHave(this.#votes, event.node, event.group, event.replica, event.term, 'votes');
    } else if (event.kind === 'sent' && event.message.type === 'vote' && !event.message.transfer) {
      const { from, term } = event.message;
      this.#mustHave(this.#preVotes, event.from, event.group, from, term, 'pre-votes');
    }
  }

  #mustHave(
    grants: Grants,
    node: string,
    group: GroupId,
    candidate: ReplicaId,
    term: Term,
    what: string,
  ): void {
    const replica = this.#world?.node(node).replica(group);
    if (replica?.id !== candidate) return;
    const granted = grants.get(keyOf(group, candidate, term)) ?? new Set();
    for (const half of halves(replica.raft.configuration)) {
      const count = half.voters.filter((voter) => voter === candidate || granted.has(voter)).length;
      if (count < electSize(half))
        this.#world?.fail(
          this.name,
          `group ${group}: replica ${candidate} went on in term ${term} with ${count} ${what} of ${half.voters.length}, not ${electSize(half)}`,
        );
    }
  }
}

function note(grants: Grants, key: string, voter: ReplicaId): void {
  const known = grants.get(key);
  if (known === undefined) grants.set(key, new Set([voter]));
  else known.add(voter);
}
