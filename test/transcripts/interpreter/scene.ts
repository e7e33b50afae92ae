/** A dialogue's replicas, the messages between them, and what was printed. Nothing moves by itself. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import type { ConfChange, Configuration, Entry, HardState, Message } from '../../../src/raft/message.js';
import { plain } from '../../../src/raft/outgoing.js';
import type { Ready, StorageResponse } from '../../../src/raft/ready.js';
import type { TraceEvent } from '../../../src/raft/trace.js';
import { decodeChange, encodeChange } from './conf-change-text.js';
import { describeMessage, describeReadyParts, describeSnapshot, entriesOf } from './describe.js';
import type { Dialect } from './dialect.js';
import { concerns, describeEnvelope, type Envelope, type Filter, isLocal } from './envelope.js';
import { Output } from './output.js';
import { prose } from './prose.js';
import type { AppendWork, Replica } from './replica.js';
import { ScriptError } from './script.js';

export class Scene {
  readonly dialect: Dialect;
  readonly output = new Output();
  readonly #replicas = new Map<ReplicaId, Replica>();
  inFlight: Envelope[] = [];
  /** Of the first replicas: what later ones of the group are created with. */
  initial: Configuration | undefined;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  get replicas(): readonly Replica[] {
    return [...this.#replicas.values()];
  }

  get nextId(): ReplicaId {
    return this.#replicas.size + 1;
  }

  add(replica: Replica): void {
    this.#replicas.set(replica.id, replica);
  }

  replica(id: ReplicaId): Replica {
    const replica = this.#replicas.get(id);
    if (replica === undefined) throw new ScriptError(`there is no replica ${id}`);
    return replica;
  }

  /** A replica that is up. */
  live(id: ReplicaId): Replica {
    const replica = this.replica(id);
    if (!replica.up) throw new ScriptError(`replica ${id} is down`);
    return replica;
  }

  post(envelope: Envelope): void {
    this.inFlight.push(envelope);
  }

  /** Takes one Ready and does what it asks for: at once, or by handing it to the storage threads.
   *  @param header printed above it, if it holds anything */
  processReady(replica: Replica, header?: string): void {
    const { ready, hardState, mustSync, fromHost, answerable } = replica.takeReady();
    const { append, apply } = ready;
    const { asyncWrites } = replica.settings;
    const lines = describeReadyParts(ready, hardState, this.dialect);
    if (this.dialect === 'own' && answerable !== undefined) lines.push(`Answerable:${answerable}`);
    const sent: Message[] = [...ready.messages, ...fromHost];
    const local: StorageResponse[] = [];
    for (const response of append?.responses ?? []) {
      if (asyncWrites) continue;
      if (response.kind === 'message' && response.message.to !== replica.id) sent.push(response.message);
      else local.push(response);
    }
    const messages = sent.map((message) => describeMessage(message, this.dialect));
    const work: AppendWork | undefined = append === undefined ? undefined : { request: append, hardState };
    if (asyncWrites) {
      if (work !== undefined) messages.push(this.#describeAppend(replica, work, true));
      if (apply !== undefined) messages.push(this.#describeApply(replica, apply.entries, true));
    }
    if (messages.length > 0) lines.push('Messages:', ...messages);
    const text = lines.length === 0 ? '<empty Ready>' : `Ready MustSync=${mustSync}:\n${lines.join('\n')}`;
    if (header === undefined) {
      this.output.print(text);
      this.#carryOut(replica, ready, hardState, sent, local);
    } else {
      if (lines.length > 0) this.output.print(header);
      this.output.indented(() => {
        if (lines.length > 0) this.output.print(text);
        this.#carryOut(replica, ready, hardState, sent, local);
      });
    }
  }

  #carryOut(
    replica: Replica,
    { append, apply }: Ready,
    hardState: HardState | undefined,
    sent: readonly Message[],
    local: readonly StorageResponse[],
  ): void {
    const { asyncWrites } = replica.settings;
    if (!asyncWrites) {
      if (append !== undefined) replica.write(append);
      if (apply !== undefined) replica.apply(apply.entries);
    } else {
      if (append !== undefined) replica.appendWork.push({ request: append, hardState });
      if (apply !== undefined) replica.applyWork.push(apply.entries);
    }
    for (const message of sent) this.post({ kind: 'message', to: message.to, message });
    for (const response of local) replica.node.stepResponse(response);
    const last = apply?.entries[apply.entries.length - 1];
    if (!asyncWrites && last !== undefined) replica.node.applied(last.index);
    const { waitingChange } = replica;
    if (waitingChange !== undefined) {
      replica.waitingChange = undefined;
      this.offerChange(replica, waitingChange);
    }
  }

  processAppend(replica: Replica): boolean {
    const work = replica.appendWork.shift();
    if (work === undefined) {
      this.output.print('no append work to perform');
      return false;
    }
    const { request } = work;
    this.output.print(`Processing:\n${this.#describeAppend(replica, work, false)}`);
    replica.write(request);
    this.output.print('Responses:');
    for (const response of request.responses) {
      const envelope = envelopeOf(replica, response, request);
      if (envelope === undefined) {
        // Says nothing but that the write is done.
        replica.node.stepResponse(response);
        continue;
      }
      this.output.print(describeEnvelope(envelope, this.dialect));
      this.post(envelope);
    }
    return true;
  }

  processApply(replica: Replica): boolean {
    const entries = replica.applyWork.shift();
    const last = entries?.[entries.length - 1];
    if (entries === undefined || last === undefined) {
      this.output.print('no apply work to perform');
      return false;
    }
    this.output.print(`Processing:\n${this.#describeApply(replica, entries, false)}`);
    replica.apply(entries);
    const envelope: Envelope = { kind: 'applied', to: replica.id, index: last.index, entries };
    this.output.print(`Responses:\n${describeEnvelope(envelope, this.dialect)}`);
    this.post(envelope);
    return true;
  }

  /** @returns how many messages there were */
  deliver(filter: Filter, drop: boolean): number {
    const taken = this.inFlight.filter(
      (envelope) => concerns(envelope, filter) && !(drop && isLocal(envelope)),
    );
    this.inFlight = this.inFlight.filter((envelope) => !taken.includes(envelope));
    for (const envelope of taken) {
      const text = describeEnvelope(envelope, this.dialect);
      this.output.print(drop ? `dropped: ${text}` : text);
      if (!drop) this.#hand(envelope);
    }
    return taken.length;
  }

  #hand(envelope: Envelope): void {
    const replica = this.replica(envelope.to);
    if (!replica.up) {
      this.output.print('(it is down)');
      return;
    }
    switch (envelope.kind) {
      case 'appended':
        replica.node.stepResponse(envelope.response);
        return;
      case 'applied':
        replica.node.applied(envelope.index);
        return;
      case 'message':
        this.#handMessage(replica, envelope.message);
    }
  }

  #handMessage(replica: Replica, message: Message): void {
    if (message.from === replica.id) replica.node.stepResponse({ kind: 'message', message });
    else if (message.type === 'prop') this.forward(replica, message);
    else if (message.type === 'transferLeader') replica.node.transferLeader(message.from);
    else {
      if (this.dialect === 'etcd' && isResponse(message) && !replica.isMember(message.from))
        this.output.print('raft: cannot step as peer not found');
      replica.node.step(message);
    }
  }

  /** A proposal that another replica's host passed on. @returns whether somebody took it */
  forward(replica: Replica, message: Message): boolean {
    const change = message.entries.find(({ type }) => type === 'confChange');
    if (replica.node.role === 'leader' && change !== undefined) {
      this.offerChange(replica, decodeChange(change.data));
      return true;
    }
    if (replica.node.role === 'leader') {
      return replica.node.propose(message.entries.map(({ data }) => data)).result === 'ok';
    }
    const { leader } = replica.node;
    if (leader === 0) return false;
    replica.outbox.push({ ...message, to: leader });
    return true;
  }

  /** In etcd's dialect: what its core does itself, a host does here. A change that can't be made now becomes an empty
   *  entry; one that comes before the leader has committed anything in its term waits for that; a follower's goes on to
   *  its leader. */
  offerChange(replica: Replica, change: ConfChange): void {
    if (replica.node.role !== 'leader') {
      this.#passOn(replica, { term: 0, index: 0, type: 'confChange', data: encodeChange(change) });
      return;
    }
    const { result } = replica.node.proposeConfChange(change);
    if (result === 'termNotCommitted') replica.waitingChange = change;
    else if (result !== 'ok') replica.node.propose([new Uint8Array(0)]);
  }

  #passOn(replica: Replica, entry: Entry): void {
    const { leader } = replica.node;
    if (leader === 0) throw new ScriptError('raft proposal dropped');
    replica.outbox.push({ ...plain('prop', leader, replica.id, 0), entries: [entry] });
  }

  /** Where a replica's core says what it does. */
  trace(id: ReplicaId): (event: TraceEvent) => void {
    return (event) => this.output.log(...prose(id, event, this.dialect));
  }

  #describeAppend(replica: Replica, { request, hardState }: AppendWork, withResponses: boolean): string {
    let text = `${replica.id}->AppendThread MsgStorageAppend Term:${hardState?.term ?? 0} Log:0/0`;
    if (hardState !== undefined && hardState.commit !== 0) text += ` Commit:${hardState.commit}`;
    if (hardState !== undefined && hardState.vote !== 0) text += ` Vote:${hardState.vote}`;
    text += entriesOf(request.entries, '');
    if (request.snapshot !== undefined)
      text += `\n  Snapshot: ${describeSnapshot(request.snapshot, this.dialect)}`;
    if (!withResponses) return text;
    const responses: string[] = [];
    for (const response of request.responses) {
      const envelope = envelopeOf(replica, response, request);
      if (envelope !== undefined) responses.push(indent(describeEnvelope(envelope, this.dialect)));
    }
    return responses.length === 0 ? text : `${text} Responses:[\n${responses.join('\n')}\n]`;
  }

  #describeApply(replica: Replica, entries: readonly Entry[], withResponses: boolean): string {
    const text = `${replica.id}->ApplyThread MsgStorageApply Term:0 Log:0/0${entriesOf(entries, '')}`;
    if (!withResponses) return text;
    const response = `ApplyThread->${replica.id} MsgStorageApplyResp Term:0 Log:0/0${entriesOf(entries, '')}`;
    return `${text} Responses:[\n${indent(response)}\n]`;
  }
}

/** Nothing, when it would only say that a write without entries is done. */
function envelopeOf(
  replica: Replica,
  response: StorageResponse,
  { snapshot }: AppendWork['request'],
): Envelope | undefined {
  if (response.kind === 'message')
    return { kind: 'message', to: response.message.to, message: response.message };
  return response.index > 0 || response.snapshotIndex > 0
    ? { kind: 'appended', to: replica.id, response, snapshot }
    : undefined;
}

function isResponse({ type }: Message): boolean {
  return type.endsWith('Resp') && type !== 'readIndexResp';
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
