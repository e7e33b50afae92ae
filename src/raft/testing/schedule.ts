/** A seeded schedule over the test network: ticks, lost, repeated and reordered messages, slow and lost writes, crashes,
 *  partitions, proposals, reads, transfers, changes of members and of the ack quorum, compaction, eviction, sleep. */
import type { ReplicaId } from '../ids.js';
import { fail, InvariantError } from '../invariant.js';
import type { ConfChange } from '../message.js';
import { Network, type Witness } from './network.js';
import type { ReplicaOptions, TestReplica } from './replica.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';

export interface Schedule {
  readonly seed: number;
  readonly steps: number;
  readonly voters: number;
  readonly ackQuorum: number;
  readonly changesMembers: boolean;
  /** Otherwise than a node has it. */
  readonly options?: ReplicaOptions;
}

/** All is well again, and yet nothing goes on. */
export class NeverRecovers extends InvariantError {}

/** What came about: for a test that wants to know whether anything did. */
export interface Outcome {
  readonly committed: number;
  readonly answered: number;
  readonly confirmedReads: number;
  readonly network: Network;
}

const LAST_ID = 7;

/** @throws InvariantError with the seed and what it was as its cause, when anything broke; also when the group does not recover
 *  once all is well */
export function runSchedule(schedule: Schedule, witness?: Witness): Outcome {
  const random = seededRandom(schedule.seed);
  const network = new Network({
    voters: schedule.voters,
    ackQuorum: schedule.ackQuorum,
    random: random.next,
    maxSizePerMessage: 200,
    maxInflightMessages: 4,
    maxInflightBytes: 600,
    maxUncommittedBytes: 400,
    maxApplyBytes: 300,
    electionTick: 5,
    ...schedule.options,
    ...(witness && { witness }),
  });
  const run = new Run(network, random, schedule);
  try {
    for (let step = 0; step < schedule.steps; step++) run.step();
    run.recover();
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new InvariantError(`${JSON.stringify(schedule)}: ${reason}`, { cause: error });
  }
  const reads = network.all.reduce((sum, replica) => sum + replica.answeredReads.size, 0);
  return {
    committed: network.safety.highestCommit,
    answered: network.safety.highestAnswered,
    confirmedReads: reads,
    network,
  };
}

class Run {
  readonly #network: Network;
  readonly #random: SeededRandom;
  readonly #changesMembers: boolean;
  #proposals = 0;

  constructor(network: Network, random: SeededRandom, schedule: Schedule) {
    this.#network = network;
    this.#random = random;
    this.#changesMembers = schedule.changesMembers;
  }

  step(): void {
    const roll = this.#random.below(100);
    const replica = this.#random.pick(this.#network.all) ?? fail('there is no replica');
    if (roll < 36) for (let count = this.#random.below(6); count >= 0; count--) this.#deliver();
    else if (roll < 58) this.#onLive(replica, () => replica.sync());
    else if (roll < 72) this.#onLive(replica, () => replica.applyOne());
    else if (roll < 80) this.#onLive(replica, () => replica.node.tick());
    else if (roll < 89) this.#propose(replica);
    else if (roll < 92) this.#read(replica);
    else if (roll < 94) this.#disturb(replica);
    else this.#administer(replica);
  }

  #onLive(replica: TestReplica, action: () => unknown): void {
    if (!replica.up) return;
    action();
    replica.pump();
  }

  #deliver(): void {
    const { inFlight } = this.#network;
    if (inFlight.length === 0) return;
    const at = this.#random.chance(0.8) ? 0 : this.#random.below(inFlight.length);
    const message = inFlight[at] ?? fail('no message there');
    if (!this.#random.chance(0.05)) inFlight.splice(at, 1);
    if (this.#random.chance(0.04)) return;
    this.#network.deliver(message);
  }

  #propose(any: TestReplica): void {
    const replica = this.#random.chance(0.9) ? (this.#network.leader ?? any) : any;
    this.#onLive(replica, () => {
      const count = 1 + this.#random.below(3);
      const data = Array.from({ length: count }, () => {
        this.#proposals++;
        return new TextEncoder().encode(`${this.#proposals}`.padEnd(this.#random.below(60), '.'));
      });
      replica.node.propose(data);
    });
  }

  #read(replica: TestReplica): void {
    if (replica.up && replica.node.leader !== 0) this.#network.read(replica.id);
  }

  #disturb(replica: TestReplica): void {
    const network = this.#network;
    switch (this.#random.below(8)) {
      case 0:
        if (replica.up) replica.crash(this.#random.below(replica.writes.length + 1));
        break;
      case 1:
      case 2:
      case 3:
        for (const down of network.all) if (!down.up) down.restart();
        break;
      case 4: {
        const ids = network.all.map(({ id }) => id);
        const side = ids.filter(() => this.#random.chance(0.5));
        network.partition(
          side,
          ids.filter((id) => !side.includes(id)),
        );
        break;
      }
      case 5:
      case 6:
        network.heal();
        break;
      default:
        this.#oneWay(replica.id);
    }
  }

  #oneWay(id: ReplicaId): void {
    const deaf = this.#random.chance(0.5);
    this.#network.passes = (message) => (deaf ? message.to : message.from) !== id;
  }

  #administer(replica: TestReplica): void {
    const { node, storage } = replica;
    switch (this.#random.below(8)) {
      case 0:
        this.#onLive(replica, () => replica.checkpoint());
        if (this.#random.chance(0.6)) storage.compact(storage.initialState().applied);
        break;
      case 1:
        storage.evict(storage.firstIndex() + this.#random.below(20));
        break;
      case 2:
        storage.fetch();
        this.#onLive(replica, () => node.entriesFetched());
        break;
      case 3:
        this.#onLive(replica, () => node.campaign());
        break;
      case 4: {
        const target = this.#random.pick(this.#network.all) ?? replica;
        this.#onLive(this.#network.leader ?? replica, () =>
          this.#network.leader?.node.transferLeader(target.id),
        );
        break;
      }
      case 5:
        this.#rest(replica);
        break;
      case 6:
        this.#onLive(replica, () => {
          if (this.#random.chance(0.5)) node.forgetLeader();
          else node.reportUnreachable(1 + this.#random.below(LAST_ID));
          node.reportSnapshot(1 + this.#random.below(LAST_ID), this.#random.chance(0.5));
        });
        break;
      default:
        this.#change();
    }
  }

  /** A leader that may sleep, often without one that was cut off long enough to be called away, and that from then on hears
   *  and is not heard, or neither. */
  #rest(any: TestReplica): void {
    const network = this.#network;
    const away = this.#random.chance(0.5) ? (this.#random.pick(network.all) ?? any).id : undefined;
    if (away !== undefined) {
      const hears = this.#random.chance(0.5);
      network.passes = ({ from, to }) => from !== away && to !== away;
      network.inFlight = network.inFlight.filter((message) => network.passes(message));
      network.tick(this.#random.below(40));
      network.passes = ({ from, to }) => from !== away && (hears || to !== away);
    }
    const replica = this.#random.chance(0.8) ? (network.leader ?? any) : any;
    // Whoever is not heard is away, as the host may say: the leader sleeps without it.
    this.#onLive(replica, () => replica.node.quiesce(() => true));
  }

  #change(): void {
    const { leader } = this.#network;
    if (leader === undefined || !this.#changesMembers) return;
    this.#onLive(leader, () => {
      const result = leader.node.proposeConfChange(this.#randomChange(leader));
      if (result.result !== 'ok') return;
      for (let id = 1; id <= LAST_ID; id++) {
        if (!this.#network.all.some((known) => known.id === id)) this.#network.add(id);
      }
    });
  }

  #randomChange(leader: TestReplica): ConfChange {
    const { votersOutgoing, voters } = leader.node.configuration;
    const context = new Uint8Array(0);
    if (votersOutgoing.length > 0) return { transition: 'auto', changes: [], ackQuorum: 0, context };
    const types = ['addVoter', 'remove', 'addLearner'] as const;
    const changes = Array.from({ length: this.#random.below(3) }, () => ({
      type: this.#random.pick(types) ?? 'addVoter',
      replica: 1 + this.#random.below(LAST_ID),
    }));
    const transition = this.#random.chance(0.8) ? 'auto' : 'explicit';
    const ackQuorum = this.#random.chance(0.5) ? 0 : 1 + this.#random.below(voters.length);
    return { transition, changes, ackQuorum, context };
  }

  /** All links whole, all disks up: within bounded time there is one leader, and everybody has what it has. */
  recover(): void {
    const network = this.#network;
    network.heal();
    for (const replica of network.all) {
      replica.storage.fetch();
      if (!replica.up) replica.restart();
      replica.node.entriesFetched();
      replica.node.wake();
    }
    network.settle();
    for (let round = 0; round < 400; round++) {
      network.tick();
      for (const replica of network.all) {
        replica.node.wake();
        // A snapshot for a new member must be of after it became one.
        replica.checkpoint();
      }
      if (round % 20 === 19 && this.#recovered()) return;
    }
    const state = network.all.map(({ node }) => JSON.stringify(node.status())).join('\n');
    throw new NeverRecovers(`the group did not recover:\n${state}`);
  }

  #recovered(): boolean {
    const { leader } = this.#network;
    if (leader === undefined) return false;
    const { configuration } = leader.node;
    // An explicit joint configuration is left by whoever entered it.
    if (configuration.votersOutgoing.length > 0 && configuration.autoLeave) return false;
    if (configuration.votersOutgoing.length > 0) {
      leader.node.proposeConfChange({
        transition: 'auto',
        changes: [],
        ackQuorum: 0,
        context: new Uint8Array(0),
      });
      leader.pump();
      return false;
    }
    if (leader.node.propose([new TextEncoder().encode('after all')]).result !== 'ok') return false;
    leader.pump();
    this.#network.settle();
    return [...configuration.voters, ...configuration.learners].every(
      (id) => this.#network.node(id).appliedIndex === leader.node.lastIndex,
    );
  }
}
