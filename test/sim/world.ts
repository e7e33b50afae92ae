/** What a simulation shows to those who watch it: everything that happens, in order, and the parts that live. Workloads call
 *  through it, checkers judge by it; neither may change what the simulated nodes do, except as a client can. */
import type { RailkvClient } from '../../src/client/api.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../../src/raft/ids.js';
import type { Configuration, HardState, Message } from '../../src/raft/message.js';
import type { Role } from '../../src/raft/ready.js';
import type { HostedReplica } from '../../src/server/host/hosted-replica.js';
import type { RailNode } from '../../src/server/node.js';
import type { KeyRange } from '../../src/store/group-meta.js';
import type { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import type { SeededRandom } from './seeded-random.js';

/** An entry as a log holds it. `hash` is a CRC32C over term, type and data: equal entries, equal hashes. */
export interface EntrySeen {
  readonly index: LogIndex;
  readonly term: Term;
  readonly hash: number;
}

/** What one synced batch of a node's log made durable for one group, read from the bytes that were written. */
export interface DurableGroup {
  readonly group: GroupId;
  readonly replica: ReplicaId;
  readonly hardState: HardState;
  /** Position before the first entry. */
  readonly start: { readonly index: LogIndex; readonly term: Term };
  readonly last: LogIndex;
  /** Written by this batch; whatever was from the first of them on is gone. */
  readonly entries: readonly EntrySeen[];
}

/** In the order in which they happen. `atMs` of all of them is `world.nowMs`. */
export type SimEvent =
  | {
      readonly kind: 'sent';
      readonly from: string;
      readonly to: string;
      readonly group: GroupId;
      readonly message: Message;
    }
  | {
      readonly kind: 'delivered';
      readonly from: string;
      readonly to: string;
      readonly group: GroupId;
      readonly message: Message;
    }
  /** A synced batch of the log completed; the store hears of it after this event. `whole`: not a batch but all that the
   *  disk's logs hold, read before a process starts on them: what survived of writes that were under way is in it. */
  | {
      readonly kind: 'durable';
      readonly node: string;
      readonly whole: boolean;
      readonly groups: readonly DurableGroup[];
    }
  /** The state machine was given an entry, and answered. `data` is only valid during the event: copy what you keep. */
  | {
      readonly kind: 'applied';
      readonly node: string;
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly index: LogIndex;
      readonly term: Term;
      readonly hash: number;
      readonly data: Uint8Array;
      /** pb.Answer of ticket groups, one for each command of the entry; the placement machine's own for group 0. */
      readonly answers: readonly unknown[];
      /** The entry cuts the group: what lies from the key on is the child's from here on. */
      readonly split?: { readonly key: Uint8Array; readonly child: GroupId };
    }
  | {
      readonly kind: 'role';
      readonly node: string;
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly role: Role;
      readonly term: Term;
      readonly leader: ReplicaId;
    }
  /** A replica was opened: after a start, a creation, an installed snapshot. `applied` is where its state begins. */
  | {
      readonly kind: 'opened';
      readonly node: string;
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly applied: LogIndex;
      readonly configuration: Configuration;
      readonly range: KeyRange;
    }
  /** A replica stopped for good and says why. */
  | { readonly kind: 'halted'; readonly node: string; readonly group: GroupId; readonly reason: string }
  | { readonly kind: 'started'; readonly node: string; readonly incarnation: number }
  /** It does not come up: what it said. */
  | { readonly kind: 'startRefused'; readonly node: string; readonly reason: string }
  /** `fault`: pulled from outside; `exit`: ended itself; `stop`: gracefully. What was not synced is lost (not by a stop). */
  | {
      readonly kind: 'ended';
      readonly node: string;
      readonly how: 'fault' | 'exit' | 'stop';
      readonly reason: string;
    }
  /** Something was done to the world: `what` names the kind of fault, `detail` is for people. `excuses` are nodes whose disk
   *  it damages or makes fail: they may end themselves, refuse to start and have replicas that halt. */
  | {
      readonly kind: 'fault';
      readonly what: string;
      readonly detail: string;
      readonly excuses: readonly string[];
    }
  /** No fault begins any more, all are healed. */
  | { readonly kind: 'calm' }
  /** Emitted by the workload through `world.emit`. */
  | {
      readonly kind: 'call';
      readonly client: string;
      readonly call: number;
      readonly what: string;
      readonly detail: unknown;
    }
  | {
      readonly kind: 'return';
      readonly client: string;
      readonly call: number;
      /** `ok`, or the reason of a RailkvError. */
      readonly outcome: string;
      readonly detail: unknown;
    };

/** One place where a node lives: its disk outlives its processes. */
export interface NodeView {
  readonly id: string;
  readonly up: boolean;
  /** Lives, but is stopped in the middle of what it did: it neither hears nor speaks nor sees time pass. */
  readonly paused: boolean;
  /** Its disk is damaged or gone for good: it need not come back. */
  readonly lost: boolean;
  readonly running: RailNode | undefined;
  readonly disk: MemoryDisk;
  /** Replicas that run here, of every group, in a fixed order. */
  replicas(): readonly HostedReplica[];
  replica(group: GroupId): HostedReplica | undefined;
  /** Replicas that stopped for good, with the reason. */
  damaged(): ReadonlyMap<GroupId, string>;
  /** How wrong its wall clock is, ms. */
  readonly clockOffsetMs: number;
}

export interface World {
  readonly seed: number;
  /** Of virtual time, from 0. */
  readonly nowMs: number;
  /** Wall time without any clock's error, ms since the epoch. */
  readonly wallMs: number;
  /** Faults have ended: what is asked now must be answered within the bound. */
  readonly calm: boolean;
  readonly nodes: readonly NodeView[];
  readonly ackQuorum: number;
  node(id: string): NodeView;
  /** A new stream of chance, of this seed. */
  random(): SeededRandom;
  /** Calls back `delayMs` of virtual time from now. */
  after(delayMs: number, run: () => void): void;
  /** The SDK, on its own (right) clock, over a network as faulty as the nodes'. Tries until a node answers. */
  connect(caller: string): Promise<RailkvClient>;
  emit(event: SimEvent): void;
  /** Ends the run as a failure of the property. */
  fail(property: string, message: string): never;
}

/** Clients of a simulation. */
export interface Workload {
  /** Called once the cluster has bootstrapped. Starts calls, returns at once; what it does later it does in callbacks. */
  start(world: World): void;
  /** No new work from now on; what is unknown is settled. */
  wind(): void;
  /** One that has a hold to pay for ends, and never comes back. @returns its name; undefined when there is none */
  loseClient(): string | undefined;
  /** All calls have ended and nothing is unknown. */
  readonly done: boolean;
  /** Commands that were answered ok: a run in which nothing was sold after the last fault is void. */
  readonly sales: number;
  /** For people, when a call does not end. */
  describeOpen(): string;
}

/** A replica that is not as it was. */
export interface Stepped {
  readonly node: string;
  readonly replica: HostedReplica;
}

/** A property, watched. Violations go to `world.fail`. */
export interface Checker {
  readonly name: string;
  begin?(world: World): void;
  see?(event: SimEvent): void;
  /** After each event of the queue and what followed from it: replicas can be looked at. Keep it cheap.
   *  @param changed those that are not as they were after the last event, as `ChangedReplicas` tells */
  step?(changed: readonly Stepped[]): void;
  /** Once all is calm, answered, and replicas have come together. */
  finish?(): void | Promise<void>;
}

/** A property does not hold. */
export class PropertyViolation extends Error {
  override readonly name = 'PropertyViolation';
  constructor(
    readonly property: string,
    message: string,
  ) {
    super(message);
  }
}
