/** What no schedule of messages, crashes and lost writes may break: checked as the network runs, after every event.
 *  Election Safety, Log Matching, Leader Completeness, State Machine Safety (Raft figure 3), one vote a term over crashes,
 *  copies behind each commit and each answer, and reads that see all that was committed when they were asked for. */

import { quorumSizes } from '../ack-quorum.js';
import type { LogIndex, ReplicaId, Term } from '../ids.js';
import { fail } from '../invariant.js';
import type { Entry } from '../message.js';
import type { AppendRequest, Ready } from '../ready.js';
import type { TestReplica } from './replica.js';

export class Safety {
  readonly #leaderOf = new Map<Term, ReplicaId>();
  /** (index, term) to what was first written there. */
  readonly #written = new Map<string, { readonly digest: string; readonly previousTerm: Term | undefined }>();
  readonly #committed = new Map<LogIndex, Term>();
  /** The term in which that was first known. */
  readonly #committedIn = new Map<LogIndex, Term>();
  readonly #applied = new Map<LogIndex, string>();
  readonly #votes = new Map<string, ReplicaId>();
  readonly #readsAsked = new Map<number, LogIndex>();
  #highestCommit: LogIndex = 1;
  #highestAnswered: LogIndex = 1;

  get highestCommit(): LogIndex {
    return this.#highestCommit;
  }

  get highestAnswered(): LogIndex {
    return this.#highestAnswered;
  }

  ready(replica: TestReplica, ready: Ready, all: readonly TestReplica[]): void {
    const { node } = replica;
    if (node.role === 'leader') this.#leads(replica);
    this.commits(replica, all);
    if (ready.answerable > 0) this.#answers(replica, ready.answerable, all);
    for (const { requestId, index } of ready.readStates) {
      const floor = this.#readsAsked.get(requestId) ?? 0;
      if (index < floor)
        fail(`read ${requestId} was confirmed at ${index}, but ${floor} was committed when it was asked`);
    }
  }

  readAsked(requestId: number): void {
    this.#readsAsked.set(requestId, this.#highestCommit);
  }

  #leads(replica: TestReplica): void {
    const { node } = replica;
    const known = this.#leaderOf.get(node.term);
    if (known === undefined) {
      this.#leaderOf.set(node.term, replica.id);
      this.#leaderIsComplete(replica);
    } else if (known !== replica.id) fail(`${known} and ${replica.id} both lead term ${node.term}`);
  }

  #leaderIsComplete(replica: TestReplica): void {
    const { unstableTerm } = logOf(replica);
    for (const [index, term] of this.#committed) {
      if (index < replica.storage.firstIndex()) continue;
      // Figure 3: of all later terms. One that wins an earlier term late may lack it, and can't commit anything.
      if ((this.#committedIn.get(index) ?? 0) >= replica.node.term) continue;
      const own = unstableTerm(index);
      if (own !== term)
        fail(`leader ${replica.id} lacks committed entry ${index} of term ${term}: it holds ${own}`);
    }
  }

  /** Asked after each step, and before a configuration is applied: it is the one of then whose copies count. */
  commits(replica: TestReplica, all: readonly TestReplica[]): void {
    const { commit } = replica.node;
    if (commit <= this.#highestCommit) return;
    const { unstableTerm } = logOf(replica);
    for (let index = this.#highestCommit + 1; index <= commit; index++) {
      const term = unstableTerm(index);
      if (term === undefined) continue;
      this.#committed.set(index, term);
      this.#committedIn.set(index, replica.node.term);
    }
    this.#highestCommit = commit;
    if (replica.node.role !== 'leader') return;
    const { voters, ackQuorum, votersOutgoing, ackQuorumOutgoing } = replica.node.configuration;
    this.#held(commit, voters, quorumSizes(voters.length, ackQuorum).commit, all);
    if (votersOutgoing.length > 0) {
      this.#held(commit, votersOutgoing, quorumSizes(votersOutgoing.length, ackQuorumOutgoing).commit, all);
    }
  }

  #answers(replica: TestReplica, index: LogIndex, all: readonly TestReplica[]): void {
    if (index <= this.#highestAnswered) return;
    const { voters, ackQuorum } = replica.node.configuration;
    this.#held(index, voters, ackQuorum, all);
    this.#highestAnswered = index;
  }

  /** On disks, not in what a leader believes. */
  #held(index: LogIndex, voters: readonly ReplicaId[], copies: number, all: readonly TestReplica[]): void {
    const term = this.#committed.get(index);
    const holders = all.filter(
      ({ id, storage }) =>
        voters.includes(id) && (storage.firstIndex() > index || storage.term(index) === term),
    );
    if (holders.length < copies)
      fail(`entry ${index} counts as held by ${copies}, but only ${holders.length} disks have it`);
  }

  writing(replica: TestReplica, { hardState, entries }: AppendRequest): void {
    const durable = replica.writes[replica.writes.length - 1]?.hardState ?? replica.storage.hardState;
    if (hardState.term < durable.term) fail(`the term of ${replica.id} fell`);
    if (hardState.commit < durable.commit) fail(`the commit index of ${replica.id} fell`);
    let previous = entries[0] === undefined ? undefined : termBefore(replica, entries[0].index);
    for (const entry of entries) {
      this.#matches(entry, previous);
      previous = entry.term;
    }
  }

  /** A vote counts once it is durable and known: two in one term are two only if both were promised. */
  voted(replica: ReplicaId, term: Term, candidate: ReplicaId): void {
    const key = `${replica}/${term}`;
    const known = this.#votes.get(key);
    if (known !== undefined && known !== candidate)
      fail(`${replica} voted for ${known} and ${candidate} in term ${term}`);
    this.#votes.set(key, candidate);
  }

  #matches(entry: Entry, previousTerm: Term | undefined): void {
    const key = `${entry.index}/${entry.term}`;
    const known = this.#written.get(key);
    const digest = digestOf(entry);
    if (known === undefined) {
      this.#written.set(key, { digest, previousTerm });
      return;
    }
    if (known.digest !== digest) fail(`entry ${key} was written with two contents`);
    if (
      known.previousTerm !== undefined &&
      previousTerm !== undefined &&
      known.previousTerm !== previousTerm
    ) {
      fail(`two logs hold ${key} but differ before it`);
    }
  }

  applied(replica: TestReplica, entry: Entry): void {
    const value = `${entry.term}:${digestOf(entry)}`;
    const known = this.#applied.get(entry.index);
    if (known === undefined) this.#applied.set(entry.index, value);
    else if (known !== value)
      fail(`${replica.id} applied another entry at ${entry.index} than somebody before it`);
    if (replica.storage.term(entry.index) !== entry.term && replica.storage.firstIndex() <= entry.index) {
      fail(`${replica.id} applied ${entry.index} before it was durable there`);
    }
  }
}

/** What the replica's log holds: durable, being written, or still in the core (which then leads, or has handed it out). */
function logOf(replica: TestReplica): { unstableTerm: (index: LogIndex) => Term | undefined } {
  return {
    unstableTerm: (index) => {
      for (let i = replica.writes.length - 1; i >= 0; i--) {
        const write = replica.writes[i] as AppendRequest;
        const first = write.entries[0];
        if (first !== undefined && index >= first.index) return write.entries[index - first.index]?.term;
        if (write.snapshot !== undefined)
          return index === write.snapshot.index ? write.snapshot.term : undefined;
      }
      return replica.storage.term(index);
    },
  };
}

function termBefore(replica: TestReplica, index: LogIndex): Term | undefined {
  return logOf(replica).unstableTerm(index - 1);
}

function digestOf(entry: Entry): string {
  return `${entry.type}:${String.fromCharCode(...entry.data)}`;
}
