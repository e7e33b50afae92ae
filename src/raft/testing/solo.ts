/** One core by itself: the test plays everybody else, and the disk. */
import type { LogIndex, ReplicaId, Term } from '../ids.js';
import type { Configuration, Entry, Message, MessageType } from '../message.js';
import type { Ready } from '../ready.js';
import { configurationOf } from './conf-change-codec.js';
import { type ReplicaOptions, TestReplica } from './replica.js';

export function messageOf(
  type: MessageType,
  from: ReplicaId,
  to: ReplicaId,
  parts: Partial<Message> = {},
): Message {
  return {
    type,
    to,
    from,
    term: 1,
    logTerm: 0,
    index: 0,
    entries: [],
    commit: 0,
    snapshot: undefined,
    reject: false,
    rejectHint: 0,
    readPosition: 0,
    transfer: false,
    ...parts,
  };
}

export function entryOf(index: LogIndex, term: Term, text = '', type: Entry['type'] = 'normal'): Entry {
  return { index, term, type, data: new TextEncoder().encode(text) };
}

export class Solo {
  readonly replica: TestReplica;
  readonly #sent: Message[] = [];
  lastReady: Ready | undefined;

  constructor(
    configuration: Configuration = configurationOf([1, 2, 3], 2),
    options: ReplicaOptions = {},
    id: ReplicaId = 1,
  ) {
    this.replica = new TestReplica(id, configuration, options, {
      sent: (message) => this.#sent.push(message),
      writing: () => undefined,
      ready: (_, ready) => {
        this.lastReady = ready;
      },
      applied: () => undefined,
      durable: () => undefined,
      started: () => undefined,
      crashed: () => undefined,
    });
  }

  get node(): TestReplica['node'] {
    return this.replica.node;
  }

  step(type: MessageType, from: ReplicaId, parts: Partial<Message> = {}): void {
    this.node.step(messageOf(type, from, this.replica.id, { term: this.node.term, ...parts }));
    this.replica.pump();
  }

  /** Makes everything durable and applies everything. */
  settle(): void {
    this.replica.pump();
    let moved = true;
    while (moved) {
      moved = this.replica.sync();
      this.replica.pump();
      while (this.replica.applyOne()) {
        moved = true;
        this.replica.pump();
      }
    }
  }

  /** What was sent since the last call, of one kind or all. */
  sent(type?: MessageType): readonly Message[] {
    this.replica.pump();
    const taken = this.#sent.filter((message) => type === undefined || message.type === type);
    this.#sent.length = 0;
    return taken;
  }

  tick(count = 1): void {
    for (let i = 0; i < count; i++) this.node.tick();
    this.replica.pump();
  }

  /** Leads, with the votes of `voters`, and its first entry held by them too. */
  lead(voters: readonly ReplicaId[] = [2, 3]): void {
    this.node.campaign();
    this.settle();
    if (this.node.role === 'preCandidate') {
      for (const id of voters)
        if (this.node.role === 'preCandidate') this.step('preVoteResp', id, { term: this.node.term + 1 });
    }
    this.settle();
    for (const id of voters) if (this.node.role === 'candidate') this.step('voteResp', id);
    this.settle();
    for (const id of voters) this.ack(id);
    this.settle();
    this.sent();
  }

  ack(from: ReplicaId, index: LogIndex = this.node.lastIndex): void {
    this.step('appResp', from, { index });
  }

  propose(text: string): LogIndex {
    const result = this.node.propose([new TextEncoder().encode(text)]);
    if (result.result !== 'ok') throw new Error(result.result);
    this.replica.pump();
    return result.first;
  }
}
