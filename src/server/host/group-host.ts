/** All replicas of a node under one roof: one pump per turn of the event loop steps every group with input, so that their
 *  appends meet in one batch of the log's writer and their messages in one frame a peer. Ticks only those awake. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, LogIndex, ReplicaId } from '../../raft/ids.js';
import type { Message } from '../../raft/message.js';
import type { Digest } from '../../store/digest.js';
import type { Member } from '../../store/group-meta.js';
import type { LogStore } from '../../store/log-store.js';
import type { PeerTransport } from '../peer-transport.js';
import { describe } from './describe.js';
import { endProcess } from './end-process.js';
import type { HostedReplica } from './hosted-replica.js';
import type { HostLimits } from './node-config.js';
import { decodeMessage, encodeMessage, messageBytes } from './raft-codec.js';
import type { ReplicaHost } from './replica-host.js';

/** What the rest of the node wants to hear of its replicas. */
export interface GroupHostEvents {
  /** A message for a group that has no running replica here. */
  orphan(group: GroupId, message: Message, fromNode: string): void;
  /** The leader offers a snapshot. Answers whether it was taken over: then the core does not see the message. */
  snapshotOffered(replica: HostedReplica, message: Message, fromNode: string): boolean;
  halted(replica: HostedReplica, reason: string): void;
  roleChanged(replica: HostedReplica): void;
  applied(replica: HostedReplica): void;
  digestTaken(replica: HostedReplica, index: LogIndex, digest: Digest): void;
  membersChanged(replica: HostedReplica, gone: readonly Member[]): void;
  splitOrdered: ReplicaHost['splitOrdered'];
  unreadable: ReplicaHost['unreadable'];
  isAway: ReplicaHost['isAway'];
  /** Somebody whom this replica knows to be removed speaks as a member. */
  removedSpoke(replica: HostedReplica, id: ReplicaId, fromNode: string): void;
}

interface Outgoing {
  messages: pb.GroupMessage.$Properties[];
  senders: { replica: HostedReplica; to: ReplicaId }[];
  bytes: number;
}

export class GroupHost implements ReplicaHost {
  readonly env: Env;
  readonly limits: HostLimits;
  readonly log: LogStore;
  readonly #transport: PeerTransport;
  readonly #events: GroupHostEvents;
  readonly #replicas = new Map<GroupId, HostedReplica>();
  readonly #awake = new Set<HostedReplica>();
  #active = new Set<HostedReplica>();
  readonly #outbox = new Map<string, Outgoing>();
  #pumpPlanned = false;
  /** Entries that leaders here proposed since the start. */
  proposed = 0;
  #stopped = false;

  constructor(options: {
    env: Env;
    limits: HostLimits;
    log: LogStore;
    transport: PeerTransport;
    events: GroupHostEvents;
  }) {
    this.env = options.env;
    this.limits = options.limits;
    this.log = options.log;
    this.#transport = options.transport;
    this.#events = options.events;
  }

  add(replica: HostedReplica): void {
    this.#replicas.set(replica.group, replica);
    this.#awake.add(replica);
    this.wake(replica);
  }

  remove(replica: HostedReplica): void {
    if (this.#replicas.get(replica.group) === replica) this.#replicas.delete(replica.group);
    this.#awake.delete(replica);
    this.#active.delete(replica);
  }

  get(group: GroupId): HostedReplica | undefined {
    return this.#replicas.get(group);
  }

  /** In the order they were added, the same in every run. */
  replicas(): IterableIterator<HostedReplica> {
    return this.#replicas.values();
  }

  get size(): number {
    return this.#replicas.size;
  }

  get awakeCount(): number {
    return this.#awake.size;
  }

  // --- input ---

  /** Messages of one frame, in order. Those that make no sense are dropped: Raft lives with loss. */
  receive(fromNode: string, messages: readonly pb.GroupMessage.$Properties[]): void {
    for (const wire of messages) {
      const group = wire.group ?? 0;
      let message: Message;
      try {
        message = decodeMessage(wire.message ?? {});
      } catch (error) {
        this.env.log.warn({ group, fromNode, error: describe(error) }, 'dropped a message');
        continue;
      }
      const replica = this.#replicas.get(group);
      if (replica === undefined || replica.closed || replica.id !== message.to) {
        this.#events.orphan(group, message, fromNode);
      } else if (replica.isRemoved(message.from)) {
        this.#events.removedSpoke(replica, message.from, fromNode);
      } else if (replica.members.get(message.from)?.node !== fromNode && message.type !== 'snap') {
        // A member that this replica has not heard of yet may only send what brings it up to date.
        if (replica.members.has(message.from)) continue;
        replica.strangerSpoke(message.from, fromNode);
        replica.receive(message);
      } else if (message.type !== 'snap' || !this.#events.snapshotOffered(replica, message, fromNode)) {
        replica.receive(message);
      }
    }
  }

  /** Every `tickMs`: moves the clocks of those awake and gives up who waited too long. */
  tick(): void {
    const nowMs = this.env.clock.monotonicMs();
    for (const replica of [...this.#awake]) {
      replica.tick();
      replica.expire(nowMs);
      if (replica.asleep || replica.closed) this.#awake.delete(replica);
    }
  }

  // --- ReplicaHost ---

  wake(replica: HostedReplica): void {
    if (replica.closed || this.#stopped) return;
    if (!replica.asleep) this.#awake.add(replica);
    this.#active.add(replica);
    if (this.#pumpPlanned) return;
    this.#pumpPlanned = true;
    this.env.clock.soon(() => this.#pump());
  }

  send(replica: HostedReplica, node: string, message: Message): void {
    let outgoing = this.#outbox.get(node);
    if (outgoing === undefined) {
      outgoing = { messages: [], senders: [], bytes: 0 };
      this.#outbox.set(node, outgoing);
    }
    outgoing.messages.push({ group: replica.group, message: encodeMessage(message) });
    outgoing.senders.push({ replica, to: message.to });
    outgoing.bytes += messageBytes(message);
    if (outgoing.bytes >= this.limits.frameBytesMax) this.#flush(node, outgoing);
  }

  isAway(group: GroupId, node: string): boolean {
    return this.#events.isAway(group, node);
  }

  halted(replica: HostedReplica, reason: string): void {
    this.remove(replica);
    this.#events.halted(replica, reason);
  }

  roleChanged(replica: HostedReplica): void {
    this.#events.roleChanged(replica);
  }

  applied(replica: HostedReplica): void {
    this.#events.applied(replica);
  }

  digestTaken(replica: HostedReplica, index: LogIndex, digest: Digest): void {
    this.#events.digestTaken(replica, index, digest);
  }

  membersChanged(replica: HostedReplica, gone: readonly Member[]): void {
    this.#events.membersChanged(replica, gone);
  }

  splitOrdered(...ordered: Parameters<ReplicaHost['splitOrdered']>): void {
    this.#events.splitOrdered(...ordered);
  }

  unreadable(...read: Parameters<ReplicaHost['unreadable']>): boolean {
    return this.#events.unreadable(...read);
  }

  // --- one turn ---

  #pump(): void {
    this.#pumpPlanned = false;
    if (this.#stopped) return;
    const active = this.#active;
    this.#active = new Set();
    for (const replica of active) {
      if (replica.closed) continue;
      try {
        replica.pump();
      } catch (error) {
        // A broken invariant of consensus: going on could break a promise already given.
        this.#stopped = true;
        endProcess(this.env, `group ${replica.group} broke an invariant: ${describe(error)}`, error);
        return;
      }
      if (!replica.asleep && !replica.closed) this.#awake.add(replica);
    }
    for (const [node, outgoing] of this.#outbox) this.#flush(node, outgoing);
  }

  #flush(node: string, outgoing: Outgoing): void {
    if (outgoing.messages.length === 0) return;
    const { messages, senders } = outgoing;
    outgoing.messages = [];
    outgoing.senders = [];
    outgoing.bytes = 0;
    if (this.#transport.send(node, { messages })) return;
    for (const { replica, to } of senders) if (!replica.closed) replica.raft.reportUnreachable(to);
  }

  stop(): void {
    this.#stopped = true;
    for (const replica of [...this.#replicas.values()]) replica.close('the node is shutting down');
    this.#replicas.clear();
    this.#awake.clear();
    this.#active.clear();
  }
}
