/** Who is in the group now: the active configuration, the progress of each replica and the votes of an election.
 *  Walks replicas in the order of their ids, so that two runs of one seed send in one order. */
import { checkConfiguration } from './conf-change.js';
import type { LogIndex, ReplicaId } from './ids.js';
import { assert } from './invariant.js';
import { JointQuorum } from './joint-quorum.js';
import type { Configuration } from './message.js';
import { Progress } from './progress.js';

export class Tracker {
  readonly #maxInflight: number;
  readonly #maxInflightBytes: number;
  #configuration: Configuration;
  #byId = new Map<ReplicaId, Progress>();
  #all: readonly Progress[] = [];
  #voters: readonly ReplicaId[] = [];
  #quorum: JointQuorum;
  readonly votes = new Map<ReplicaId, boolean>();

  constructor(configuration: Configuration, next: LogIndex, maxInflight: number, maxInflightBytes: number) {
    this.#maxInflight = maxInflight;
    this.#maxInflightBytes = maxInflightBytes;
    this.#configuration = configuration;
    this.#quorum = this.#adopt(configuration, next);
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  get quorum(): JointQuorum {
    return this.#quorum;
  }

  /** Every replica, learners included, by id. */
  get all(): readonly Progress[] {
    return this.#all;
  }

  /** Voters of either half, by id. */
  get voters(): readonly ReplicaId[] {
    return this.#voters;
  }

  get(id: ReplicaId): Progress | undefined {
    return this.#byId.get(id);
  }

  isVoter(id: ReplicaId): boolean {
    const progress = this.#byId.get(id);
    return progress !== undefined && !progress.learner;
  }

  isIncomingVoter(id: ReplicaId): boolean {
    return this.#configuration.voters.includes(id);
  }

  /** @param next where to probe a replica that is new */
  switchTo(configuration: Configuration, next: LogIndex): void {
    this.#configuration = configuration;
    this.#quorum = this.#adopt(configuration, next);
    for (const id of this.votes.keys()) if (!this.isVoter(id)) this.votes.delete(id);
  }

  #adopt(configuration: Configuration, next: LogIndex): JointQuorum {
    checkConfiguration(configuration);
    const { voters, votersOutgoing, learners } = configuration;
    const voterIds = [...new Set([...voters, ...votersOutgoing])].sort((a, b) => a - b);
    const byId = new Map<ReplicaId, Progress>();
    for (const id of [...voterIds, ...learners]) {
      const known = this.#byId.get(id);
      const progress = known ?? new Progress(id, next, false, this.#maxInflight, this.#maxInflightBytes);
      // A new one counts as heard from: else the next check could depose the leader before it had its chance.
      if (known === undefined) progress.recentActive = true;
      progress.learner = learners.includes(id);
      byId.set(id, progress);
    }
    this.#byId = byId;
    this.#all = [...byId.values()].sort((a, b) => a.id - b.id);
    this.#voters = voterIds;
    return new JointQuorum(configuration, (id) => {
      const progress = byId.get(id);
      assert(progress !== undefined, 'a voter has no progress');
      return progress;
    });
  }
}
