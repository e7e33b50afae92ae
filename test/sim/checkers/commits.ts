/** What becomes of committed entries. CommittedIsDurable: when a leader first counts an entry as committed, a commit quorum of
 *  each half of its configuration holds it on disk. OwnTermCommits: copies commit only entries of the leader's own term (Raft
 *  5.4.2). LeaderCompleteness: who comes to lead holds all that was committed. CommittedIsKept: a disk that held a committed
 *  entry holds it at the next start. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../../../src/raft/ids.js';
import type { Configuration } from '../../../src/raft/message.js';
import type { HostedReplica } from '../../../src/server/host/hosted-replica.js';
import type { Checker, DurableGroup, SimEvent, Stepped, World } from '../world.js';
import { type DurableLogs, holds, termAt } from './durable-logs.js';
import { onLostDisks } from './lost-disks.js';
import { commitSize, halves } from './quorums.js';

/** Committed entries of a group, by the leaders that committed them. */
interface Seen {
  readonly replica: HostedReplica;
  readonly commit: LogIndex;
  readonly configuration: Configuration;
}

class Committed {
  highest: LogIndex = 0;
  readonly terms = new Map<LogIndex, Term>();
  /** In which term each was committed: who leads later than that must have it. */
  readonly since = new Map<LogIndex, Term>();
}

export class Commits implements Checker {
  readonly name = 'Commits';
  readonly #groups = new Map<GroupId, Committed>();
  /** By node and group: the commit index last seen, and who decided then. */
  readonly #seen = new Map<string, Seen>();
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  #fail(property: string, message: string): void {
    this.#world?.fail(property, message);
  }

  #of(group: GroupId): Committed {
    let committed = this.#groups.get(group);
    if (committed === undefined) {
      committed = new Committed();
      this.#groups.set(group, committed);
    }
    return committed;
  }

  step(changed: readonly Stepped[]): void {
    for (const { node, replica } of changed) {
      const { commit, configuration } = replica.raft;
      const key = `${node}/${replica.group}`;
      const seen = this.#seen.get(key);
      const same = seen?.replica === replica;
      if (same && seen.commit === commit && seen.configuration === configuration) continue;
      this.#seen.set(key, { replica, commit, configuration });
      const committed = this.#of(replica.group);
      // A change of members counts from its being applied, just after the old ones committed it.
      const before = same ? seen.configuration : configuration;
      if (commit > committed.highest && replica.raft.role === 'leader')
        this.#rose(replica, committed, commit, [before, configuration]);
    }
  }

  /** The first to know is the leader that counted. */
  #rose(
    replica: HostedReplica,
    committed: Committed,
    commit: LogIndex,
    configurations: readonly Configuration[],
  ): void {
    const { group } = replica;
    const term = this.#termOf(group, commit);
    if (term === undefined) {
      this.#fail('CommittedIsDurable', `group ${group}: entry ${commit} is committed and on no disk`);
      return;
    }
    if (committed.highest > 0 && term !== replica.raft.term)
      this.#fail(
        'OwnTermCommits',
        `group ${group}: leader ${replica.id} of term ${replica.raft.term} committed entry ${commit} of term ${term} by counting`,
      );
    const lacking = configurations.map((each) => this.#lacks(replica, each, commit, term));
    if (!lacking.includes(undefined))
      this.#fail(
        'CommittedIsDurable',
        `group ${group}: leader ${replica.id} committed entry ${commit} with ${lacking[0]}`,
      );
    for (let index = committed.highest + 1; index <= commit; index += 1) {
      const of = this.#termOn(replica, index);
      if (of === undefined) continue;
      committed.terms.set(index, of);
      committed.since.set(index, replica.raft.term);
    }
    committed.highest = commit;
  }

  /** @returns what a commit quorum of a half lacks, or undefined */
  #lacks(
    replica: HostedReplica,
    configuration: Configuration,
    index: LogIndex,
    term: Term,
  ): string | undefined {
    for (const half of halves(configuration)) {
      const lost = onLostDisks(this.#world, replica, half.voters);
      let copies = lost.size;
      for (const log of this.logs.logs(replica.group))
        if (half.voters.includes(log.replica) && !lost.has(log.replica) && holds(log, index, term))
          copies += 1;
      const needed = commitSize(half);
      if (copies < needed) return `${copies} copies on disks of ${half.voters.length} voters, not ${needed}`;
    }
    return undefined;
  }

  /** The newest term that any disk holds at the index: of a committed entry there is no newer one. */
  #termOf(group: GroupId, index: LogIndex): Term | undefined {
    let newest: Term | undefined;
    for (const log of this.logs.logs(group)) {
      const term = termAt(log, index);
      if (term !== undefined && (newest === undefined || term > newest)) newest = term;
    }
    return newest;
  }

  #termOn(replica: HostedReplica, index: LogIndex): Term | undefined {
    const durable = replica.raft.status().durable;
    return index <= durable ? replica.log.term(index) : this.#termOf(replica.group, index);
  }

  see(event: SimEvent): void {
    if (event.kind === 'role' && event.role === 'leader') this.#leads(event.node, event.group, event.term);
    else if (event.kind === 'opened') this.#opened(event.node, event.group);
    else if (event.kind === 'durable' && event.whole) this.#started(event.node, event.groups);
    else if (event.kind === 'sent' && event.message.type === 'app') {
      const committed = this.#groups.get(event.group);
      for (const { index, term } of event.message.entries) {
        const known = committed?.terms.get(index);
        if (known !== undefined && term !== known && event.message.term > (committed?.since.get(index) ?? 0))
          this.#fail(
            'LeaderCompleteness',
            `group ${event.group}: leader ${event.message.from} sends entry ${index} of term ${term}, committed is one of term ${known}`,
          );
      }
    }
  }

  #leads(node: string, group: GroupId, newTerm: Term): void {
    const replica = this.#world?.node(node).replica(group);
    const committed = this.#groups.get(group);
    if (replica === undefined || committed === undefined) return;
    const { lastIndex, durable, firstIndex } = replica.raft.status();
    if (lastIndex < committed.highest && newTerm > (committed.since.get(committed.highest) ?? 0))
      this.#fail(
        'LeaderCompleteness',
        `group ${group}: leader ${replica.id} has a log up to ${lastIndex}, committed is ${committed.highest}`,
      );
    const log = this.logs.of(node, group);
    for (let index = Math.min(durable, committed.highest); index >= firstIndex; index -= 1) {
      const term = committed.terms.get(index);
      const own = log === undefined ? undefined : termAt(log, index);
      if (term === undefined || own === undefined || own === term) continue;
      if (newTerm <= (committed.since.get(index) ?? 0)) continue;
      this.#fail(
        'LeaderCompleteness',
        `group ${group}: leader ${replica.id} holds entry ${index} of term ${own}, committed is one of term ${term}`,
      );
    }
  }

  /** What the power cut left. */
  #started(node: string, groups: readonly DurableGroup[]): void {
    if (this.#world?.node(node).lost === true) return;
    for (const { group, replica, start, entries } of groups) {
      const terms = new Map(entries.map(({ index, term }) => [index, term]));
      this.#kept(node, group, replica, start.index, (index) => terms.get(index));
    }
  }

  /** What the store made of it. */
  #opened(node: string, group: GroupId): void {
    const view = this.#world?.node(node);
    const replica = view?.replica(group);
    // An old copy of a disk comes up, and is refused by its peers.
    if (replica === undefined || view?.lost === true) return;
    const { log } = replica;
    this.#kept(node, group, replica.id, log.firstIndex() - 1, (index) => log.term(index));
  }

  #kept(
    node: string,
    group: GroupId,
    replica: ReplicaId,
    start: LogIndex,
    termOf: (index: LogIndex) => Term | undefined,
  ): void {
    const before = this.logs.of(node, group);
    const committed = this.#groups.get(group);
    if (before?.replica !== replica || committed === undefined) return;
    for (const [index, { term }] of before.entries) {
      if (index <= start || committed.terms.get(index) !== term || termOf(index) === term) continue;
      this.#fail(
        'CommittedIsKept',
        `group ${group}: the disk of ${node} held committed entry ${index} of term ${term}; started again it holds ${termOf(index) ?? 'none'}`,
      );
    }
  }
}
