/** Replicas of one group and the messages between them, in one process, moved step by step by the test or by a seed.
 *  Nothing happens by itself: no time, no order that the caller did not choose. */
import type { LogIndex, ReplicaId } from '../ids.js';
import { fail } from '../invariant.js';
import type { ConfChange, Configuration, Message } from '../message.js';
import { configurationOf } from './conf-change-codec.js';
import { type ReplicaEvents, type ReplicaOptions, TestReplica } from './replica.js';
import { Safety } from './safety.js';
import { seededRandom } from './seeded-random.js';

export interface NetworkOptions extends ReplicaOptions {
  readonly voters: number;
  readonly ackQuorum?: number;
  readonly learners?: readonly ReplicaId[];
  /** Judges in Safety's place. */
  readonly witness?: Witness;
}

/** Who judges what happens: throws when a rule is broken. */
export interface Witness extends ReplicaEvents {
  /** A replica begins to exist. */
  added(replica: TestReplica): void;
  delivered(message: Message): void;
  readAsked(requestId: number): void;
}

/** More rounds than any settling needs. */
const SETTLE_ROUNDS = 2_000;

export class Network {
  readonly safety = new Safety();
  readonly #replicas = new Map<ReplicaId, TestReplica>();
  readonly #options: NetworkOptions;
  readonly initial: Configuration;
  /** On their way, oldest first. */
  inFlight: Message[] = [];
  /** Whether a message may pass; links that are cut lose what is sent. */
  passes: (message: Message) => boolean = () => true;
  #requestId = 0;
  readonly #bySafety: ReplicaEvents = {
    sent: (message) => {
      if (message.type === 'voteResp' && !message.reject)
        this.safety.voted(message.from, message.term, message.to);
    },
    writing: (from, request) => this.safety.writing(from, request),
    ready: (from, ready) => this.safety.ready(from, ready, this.all),
    applied: (from, entry) => {
      this.safety.commits(from, this.all);
      this.safety.applied(from, entry);
    },
    durable: () => undefined,
    started: () => undefined,
    crashed: () => undefined,
  };

  constructor(options: NetworkOptions) {
    this.#options = options;
    const voters = Array.from({ length: options.voters }, (_, i) => i + 1);
    this.initial = configurationOf(
      voters,
      options.ackQuorum ?? Math.floor(voters.length / 2) + 1,
      options.learners ?? [],
    );
    for (const id of [...voters, ...this.initial.learners]) this.add(id);
  }

  /** A replica that starts with the configuration the group had in the beginning: others reach it when told to. */
  add(id: ReplicaId, options: ReplicaOptions = {}): TestReplica {
    // Each its own: else all would time out together, for ever.
    const random = seededRandom(id).next;
    const judge = this.#options.witness ?? this.#bySafety;
    const replica = new TestReplica(
      id,
      this.initial,
      { random, ...this.#options, ...options },
      {
        sent: (message) => {
          judge.sent(message);
          if (this.passes(message)) this.inFlight.push(message);
        },
        writing: (from, request) => judge.writing(from, request),
        ready: (from, ready) => judge.ready(from, ready),
        applied: (from, entry) => judge.applied(from, entry),
        durable: (from, request) => judge.durable(from, request),
        started: (from) => judge.started(from),
        crashed: (from) => judge.crashed(from),
      },
    );
    this.#replicas.set(id, replica);
    this.#options.witness?.added(replica);
    return replica;
  }

  get all(): readonly TestReplica[] {
    return [...this.#replicas.values()];
  }

  get(id: ReplicaId): TestReplica {
    return this.#replicas.get(id) ?? fail(`there is no replica ${id}`);
  }

  node(id: ReplicaId): TestReplica['node'] {
    return this.get(id).node;
  }

  get leader(): TestReplica | undefined {
    let found: TestReplica | undefined;
    for (const replica of this.all) {
      if (
        replica.up &&
        replica.node.role === 'leader' &&
        (found === undefined || replica.node.term > found.node.term)
      ) {
        found = replica;
      }
    }
    return found;
  }

  deliver(message: Message): void {
    const replica = this.#replicas.get(message.to);
    if (replica?.up !== true) return;
    this.#options.witness?.delivered(message);
    replica.node.step(message);
    replica.pump();
  }

  /** Until nothing moves any more: pumps, writes, applies, delivers, in that order. */
  settle(): void {
    for (let round = 0; round < SETTLE_ROUNDS; round++) {
      let moved = false;
      for (const replica of this.all) {
        if (!replica.up) continue;
        replica.pump();
        while (replica.sync()) {
          moved = true;
          replica.pump();
        }
        while (replica.applyOne()) {
          moved = true;
          replica.pump();
        }
      }
      const messages = this.inFlight;
      this.inFlight = [];
      for (const message of messages) {
        moved = true;
        this.deliver(message);
      }
      if (!moved) return;
    }
    fail('the network does not settle');
  }

  /** One tick for everybody who is up and awake, then settles. */
  tick(count = 1): void {
    for (let i = 0; i < count; i++) {
      for (const replica of this.all) if (replica.up && !replica.node.asleep) replica.node.tick();
      this.settle();
    }
  }

  elect(id: ReplicaId): void {
    this.node(id).campaign();
    this.settle();
    if (this.node(id).role !== 'leader') fail(`${id} was not elected`);
  }

  propose(id: ReplicaId, text: string): LogIndex {
    const result = this.node(id).propose([new TextEncoder().encode(text)]);
    if (result.result !== 'ok') fail(`${id} refused a proposal: ${result.result}`);
    this.get(id).pump();
    return result.first;
  }

  change(id: ReplicaId, change: ConfChange): LogIndex {
    const result = this.node(id).proposeConfChange(change);
    if (result.result !== 'ok') fail(`${id} refused a change: ${result.result}, ${result.why}`);
    this.get(id).pump();
    return result.index;
  }

  read(id: ReplicaId): number {
    this.#requestId++;
    this.safety.readAsked(this.#requestId);
    this.#options.witness?.readAsked(this.#requestId);
    if (this.node(id).readIndex(this.#requestId) !== 'ok') fail(`${id} knows no leader to read from`);
    this.get(id).pump();
    return this.#requestId;
  }

  /** Only members of one island hear each other. Those not named are alone. */
  partition(...islands: readonly (readonly ReplicaId[])[]): void {
    const islandOf = (id: ReplicaId) => islands.findIndex((island) => island.includes(id));
    this.passes = ({ from, to }) => islandOf(from) >= 0 && islandOf(from) === islandOf(to);
    this.inFlight = this.inFlight.filter((message) => this.passes(message));
  }

  heal(): void {
    this.passes = () => true;
  }
}
